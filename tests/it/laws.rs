//! Laws of the engine, as properties of random worlds.

use anycast_lab::app::session::Session;
use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::Route;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::network::{NeighborIs, Network};
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::worlds::{client, empty, link, network, service, settled};

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

/// An Internet of `Gao` and `Rexford`: providers have lower numbers than their customers, so
/// nobody is its own provider; every third network has two routers.
pub fn internet() -> impl Strategy<Value = Scenario> {
    // Small worlds find most mistakes and are cheap; now and then a larger one.
    let size = prop_oneof![12 => 4..14_usize, 1 => 14..40_usize];
    let timing = (prop::sample::select(vec![0, 5, 30]), any::<bool>(), any::<bool>());
    (size, vec((any::<Index>(), any::<Index>(), 0..3_u8, 1..60_u64), 10..40), timing).prop_map(
        |(size, edges, (mrai_s, is_jittered, covers_withdrawals))| {
            let mut scenario = empty();
            scenario.timing.mrai_ebgp_us = Span::from_s(mrai_s);
            scenario.timing.mrai_jitter = is_jittered;
            scenario.timing.mrai_covers_withdrawals = covers_withdrawals;
            let name = |n: usize| format!("as{n}");
            let router = |n: usize, choice: usize| {
                if n.is_multiple_of(3) && choice.is_multiple_of(2) {
                    format!("as{n}b")
                } else {
                    format!("as{n}a")
                }
            };
            for n in 0..size {
                let (a, b) = (format!("as{n}a"), format!("as{n}b"));
                let routers = if n.is_multiple_of(3) { vec![&*a, &*b] } else { vec![&*a] };
                scenario.networks.push(network(&name(n), 64512 + small(n), &routers));
                if n.is_multiple_of(3) {
                    scenario.links.push(link(&a, &b, LinkRelation::Internal, 7));
                }
                if n > 0 {
                    // Everybody has a provider, so everybody reaches everybody.
                    let up = router(n / 2, n);
                    scenario.links.push(link(
                        &up,
                        &a,
                        LinkRelation::Provider,
                        3 + u64::from(small(n)),
                    ));
                }
            }
            for (k, (one, other, relation, delay)) in edges.into_iter().enumerate() {
                let (one, other) = (one.index(size), other.index(size));
                if one == other {
                    continue;
                }
                let (low, high) = (one.min(other), one.max(other));
                let (a, b) = (router(low, k), router(high, k / 2));
                let a_is = if relation == 0 { LinkRelation::Provider } else { LinkRelation::Peer };
                let mut entry = link(&a, &b, a_is, delay);
                entry.slug = Some(format!("extra-{k}").as_str().into());
                // Two networks are one thing to each other, wherever they meet.
                let is_of = |n: usize, slug: &str| {
                    slug.trim_start_matches("as").trim_end_matches(['a', 'b']) == n.to_string()
                };
                let before = scenario
                    .links
                    .iter()
                    .find(|link| is_of(low, link.a.as_str()) && is_of(high, link.b.as_str()));
                entry.a_is = before.map_or(a_is, |before| before.a_is);
                scenario.links.push(entry);
            }
            let (first, last) = (router(0, 1), router(size - 1, 1));
            scenario.services = vec![service(&[&first, &last])];
            for n in 1..size - 1 {
                let slug = format!("users{n}");
                scenario.clients.push(client(&slug, &router(n, 1), u8::try_from(n).unwrap()));
            }
            scenario
        },
    )
}

/// The relations along a best route, from the router that holds it back to the announcer.
fn relations(network: &Network, world: &World, mut at: RouterId) -> Vec<NeighborIs> {
    let prefix = network.prefixes.first_key().unwrap();
    let mut relations = Vec::new();
    while let Some(from) = world.best(at, prefix).and_then(|best| best.from) {
        relations.push(network.end(from).neighbor_is);
        at = network.neighbor(from);
        assert!(relations.len() < 100, "a best route leads in a circle");
    }
    relations
}

/// A thousand cases, or as many as `PROPTEST_CASES` says. A debug build is some twenty times
/// slower and is run over and over while one works: it makes do with fewer.
pub fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return default;
    }
    ProptestConfig { cases: if cfg!(debug_assertions) { 50 } else { 1000 }, ..default }
}

/// What a learner might do, not knowing what stands already.
#[derive(Clone, Debug)]
struct Deed {
    kind: u8,
    which: Index,
    wait: Span,
}

fn deeds(range: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..8_u8, any::<Index>(), 0..90_000_000_u64);
    vec(deed.prop_map(|(kind, which, us)| Deed { kind, which, wait: Span::from_us(us) }), range)
}

impl Deed {
    fn command(&self, network: &Network) -> Command {
        let node = network.nodes.raw[self.which.index(network.nodes.len())].slug.clone();
        let link = network.links.raw[self.which.index(network.links.len())].slug.clone();
        let client = network.clients.raw[self.which.index(network.clients.len())].slug.clone();
        match self.kind {
            0 => Command::Withdraw { node },
            1 => Command::Announce { node },
            2 => Command::FailLink { link },
            3 => Command::RestoreLink { link },
            4 => Command::FailPop { node },
            5 => Command::RestorePop { node },
            6 => Command::Prepend { node, times: 3, neighbor: None },
            _ => Command::SendPacket { client, service: "dns".into() },
        }
    }
}

/// No packet goes round in circles, and no route came down and went up again.
fn has_no_loop_and_no_valley(world: &World) -> Result<(), TestCaseError> {
    let network = world.network();
    let service = network.services.first_key().unwrap();
    for client in network.clients.keys() {
        prop_assert_ne!(world.reach(client, service).fate, Fate::TtlExpired);
    }
    for router in network.routers.keys() {
        // Seen from the receiver: any number of steps down to providers or one peer, then
        // only customers.
        let mut is_descending = false;
        for relation in relations(network, world, router) {
            match relation {
                NeighborIs::Internal => {}
                NeighborIs::Customer => is_descending = true,
                NeighborIs::Peer => {
                    prop_assert!(!is_descending, "a valley at {:?}", router);
                    is_descending = true;
                }
                NeighborIs::Provider => prop_assert!(!is_descending, "a valley at {router:?}"),
                NeighborIs::Unrelated => unreachable!(),
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn an_economic_internet_converges_without_loops_and_without_valleys(scenario in internet()) {
        let world = settled(&scenario);
        let network = world.network();
        for client in network.clients.keys() {
            let reach = world.reach(client, network.services.first_key().unwrap());
            prop_assert_eq!(reach.fate, Fate::Delivered);
        }
        has_no_loop_and_no_valley(&world)?;
    }

    #[test]
    fn whatever_is_done_to_it_it_converges_without_loops_and_without_valleys(
        scenario in internet(), deeds in deeds(1..6)
    ) {
        let mut world = settled(&scenario);
        let mut facts = Vec::new();
        for deed in deeds {
            let command = deed.command(world.network());
            // What is so already is refused, and changes nothing.
            let _ = world.apply(world.now() + deed.wait, &command, &mut facts);
            facts.clear();
        }
        prop_assert!(world.settle_within(100_000, &mut facts));
        prop_assert!(world.oscillation().is_none());
        has_no_loop_and_no_valley(&world)?;
    }

    #[test]
    fn withdrawing_and_announcing_again_is_as_if_nothing_had_been(scenario in internet()) {
        let mut world = settled(&scenario);
        let node = world.network().nodes.first().unwrap().slug.clone();
        let before = bests(&world);
        for command in [Command::Withdraw { node: node.clone() }, Command::Announce { node }] {
            world.apply(world.now(), &command, &mut Vec::new()).unwrap();
            prop_assert!(world.settle_within(100_000, &mut Vec::new()));
        }
        prop_assert_eq!(before, bests(&world));
    }

    #[test]
    fn failing_and_restoring_a_link_is_as_if_nothing_had_been(
        scenario in internet(), which in any::<Index>()
    ) {
        let mut world = settled(&scenario);
        let link = world.network().links.raw[which.index(scenario.links.len())].slug.clone();
        let before = bests(&world);
        for command in [Command::FailLink { link: link.clone() }, Command::RestoreLink { link }] {
            world.apply(world.now(), &command, &mut Vec::new()).unwrap();
            prop_assert!(world.settle_within(100_000, &mut Vec::new()));
        }
        prop_assert_eq!(before, bests(&world));
    }

    /// Whatever was done and whenever, in the middle of things and refusals included.
    #[test]
    fn a_world_is_its_scenario_seed_and_log(
        scenario in internet(), seed in any::<u64>(), deeds in deeds(1..8)
    ) {
        let setup = Setup::from_scenario(&scenario).unwrap();
        let mut session = Session::open(setup, seed);
        for deed in deeds {
            session.advance(deed.wait, 10_000);
            let command = deed.command(session.world().network());
            let before = session.world().digest();
            if session.apply(command).is_err() {
                prop_assert_eq!(before, session.world().digest(), "a refusal changes nothing");
            }
        }
        prop_assert_eq!(session.replay().digest(), session.world().digest());
        session.settle();
        prop_assert_eq!(session.replay().digest(), session.world().digest());
    }
}

fn bests(world: &World) -> Vec<Option<Route>> {
    let network = world.network();
    let pairs = network.routers.keys().flat_map(|r| network.prefixes.keys().map(move |p| (r, p)));
    pairs.map(|(router, prefix)| world.best(router, prefix)).collect()
}
