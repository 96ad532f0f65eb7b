//! Laws of the engine, as properties of random worlds.

use anycast_lab::engine::base::ids::RouterId;
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
    let size = 4..14_usize;
    (size, vec((any::<Index>(), any::<Index>(), 0..3_u8, 1..60_u64), 10..40)).prop_map(
        |(size, edges)| {
            let mut scenario = empty();
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_economic_internet_converges_without_loops_and_without_valleys(scenario in internet()) {
        let world = settled(&scenario);
        let network = world.network();
        for client in network.clients.keys() {
            let reach = world.reach(client, network.services.first_key().unwrap());
            prop_assert_eq!(reach.fate, Fate::Delivered);
        }
        for router in network.routers.keys() {
            // Seen from the receiver: any number of steps down to providers or one peer, then
            // only customers.
            let mut is_descending = false;
            for relation in relations(network, &world, router) {
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

    #[test]
    fn a_world_is_its_scenario_seed_and_log(scenario in internet(), seed in any::<u64>()) {
        let setup = Setup::from_scenario(&scenario).unwrap();
        let run = || {
            let mut world = World::new(&setup, seed);
            let mut facts = Vec::new();
            world.settle_within(100_000, &mut facts);
            let node = world.network().nodes.first().unwrap().slug.clone();
            world.apply(world.now(), &Command::Withdraw { node }, &mut facts).unwrap();
            world.settle_within(100_000, &mut facts);
            (world.digest(), facts)
        };
        prop_assert_eq!(run(), run());
    }
}

fn bests(world: &World) -> Vec<Option<Route>> {
    let network = world.network();
    let pairs = network.routers.keys().flat_map(|r| network.prefixes.keys().map(move |p| (r, p)));
    pairs.map(|(router, prefix)| world.best(router, prefix)).collect()
}
