//! The million-dollar table: its direction at 12 PoPs × 40 servers × 20 tags is that of the two
//! tables in Majkowski, "Cloudflare servers don't own IPs anymore" (APNIC blog, 2023), and its
//! numbers are those that other ways lead to.

use std::sync::LazyLock;

use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::net::egress::{Design, DestinationKind, Fallback};
use anycast_lab::engine::net::port_slice::SliceSize;
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::egress::compare::addresses::Addresses;
use anycast_lab::engine::sim::egress::compare::params::Params;
use anycast_lab::engine::sim::egress::compare::{
    CompareProblem, Compared, Comparison, Loss, Outcome, Part, compare,
};
use anycast_lab::engine::sim::setup::{self, Setup};
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::dns::geolocation::of_router;
use serde_json::json;

use super::backbone;
use super::live::Live;

fn opened(scenario: &Scenario) -> World {
    World::opened(&Setup::from_scenario(scenario).unwrap(), 1)
}

static WORLD: LazyLock<World> = LazyLock::new(|| opened(&backbone()));
static TABLE: LazyLock<Compared> = LazyLock::new(|| compare(&WORLD, own()).unwrap());

/// 12 PoPs × 40 servers × 20 tags.
fn own() -> Params {
    Params::of(&WORLD).unwrap()
}

fn changed(change: impl FnOnce(&mut Params)) -> Params {
    let mut params = own();
    change(&mut params);
    params
}

fn slice(ports: u64) -> SliceSize {
    SliceSize::new(ports).unwrap()
}

fn of(compared: &Compared, design: Design) -> Outcome {
    *compared.outcomes.iter().find(|one| one.design == design).unwrap()
}

fn p95(outcome: &Outcome) -> i64 {
    outcome.added.unwrap().p95_us
}

fn median(outcome: &Outcome) -> i64 {
    outcome.added.unwrap().median_us
}

fn worst(loss: Option<Loss>) -> u32 {
    loss.unwrap().worst_ppm
}

fn mean(loss: Option<Loss>) -> u32 {
    loss.unwrap().mean_ppm
}

/// Whether it is what others come to who share nothing of the way there: the last digit may differ.
fn is_about(found: u32, expected: u64) -> bool {
    u64::from(found).abs_diff(expected) <= 1
}

#[test]
fn the_scenario_is_that_of_the_source() {
    let Params { pops, servers, tags, slice, price_cents, is_ipv6 } = own();
    assert_eq!((pops, servers, tags, slice.ports()), (12, 40, 20, 2_048));
    assert_eq!((price_cents, is_ipv6), (5_000, false));
    assert_eq!(TABLE.unsettled, 0);
    let everybody: u64 = WORLD.network().clients.iter().map(|client| client.population).sum();
    assert_eq!(TABLE.users, everybody, "nobody is without a PoP");
    let designs: Vec<Design> = TABLE.outcomes.iter().map(|one| one.design).collect();
    assert_eq!(designs, Design::ALL);
}

#[test]
fn an_address_for_each_server_and_tag_is_expensive_fast_and_reliable() {
    let one = of(&TABLE, Design::PerServer);
    // 12 × 40 × 20 at fifty dollars: half a million, and nobody else comes near.
    assert_eq!((one.addresses.needed, one.addresses.needed_cents), (9_600, 48_000_000));
    for other in TABLE.outcomes.iter().filter(|other| other.design != one.design) {
        assert!(one.addresses.needed >= 20 * other.addresses.needed, "{:?}", other.design);
        assert!(one.addresses.held_cents >= 4 * other.addresses.held_cents, "{:?}", other.design);
    }
    // Replies come straight to the server that asked.
    assert_eq!((one.local_ppm, one.dead_ppm, median(&one), p95(&one)), (1_000_000, 0, 0, 0));
    // Nobody depends on another server, nor on the backbone.
    assert_eq!(worst(one.link_fails), 0);
    assert!(worst(one.server_fails) < 6_000 && one.choke.unwrap().share_ppm < 6_000);
}

#[test]
fn one_server_for_each_tag_is_cheap_slow_and_unreliable() {
    let one = of(&TABLE, Design::OneServer);
    let others = [Design::PerServer, Design::PerPop, Design::SoftUnicast, Design::Nat];
    let others = others.map(|design| of(&TABLE, design));
    // An address a tag.
    assert_eq!(one.addresses.needed, 20);
    // Most users' traffic is carried to another PoP and back, often across an ocean.
    assert!(one.local_ppm < 200_000, "{}", one.local_ppm);
    assert!(median(&one) > 20_000 && p95(&one) > 200_000, "{:?}", one.added);
    for other in others {
        assert!(one.addresses.needed < other.addresses.needed);
        assert!(p95(&one) > 10 * p95(&other).max(1), "{:?} is as slow", other.design);
        // One server takes all users of a country along, one PoP all countries that it has.
        assert!(worst(one.server_fails) > 10 * worst(other.server_fails), "{:?}", other.design);
        assert!(mean(one.server_fails) > mean(other.server_fails), "{:?}", other.design);
        assert!(mean(one.pop_fails) > mean(other.pop_fails), "{:?}", other.design);
    }
    assert!(one.choke.unwrap().share_ppm > 100_000, "an eighth of all leaves through one machine");
    assert!(matches!(one.choke.unwrap().part, Part::Server(_)));
}

#[test]
fn port_slices_are_cheap_fast_and_reliable() {
    let [sliced, expensive] = [Design::PerPop, Design::PerServer].map(|design| of(&TABLE, design));
    // Forty servers share two addresses.
    assert_eq!(expensive.addresses.needed, 20 * sliced.addresses.needed);
    // And nothing else is worse for it: each server still opens its own connections, and a slice
    // says whose a reply is without anybody's memory.
    let Outcome { added, local_ppm, dead_ppm, server_fails, pop_fails, .. } = expensive;
    assert_eq!((sliced.added, sliced.local_ppm, sliced.dead_ppm), (added, local_ppm, dead_ppm));
    assert_eq!((sliced.server_fails, sliced.pop_fails), (server_fails, pop_fails));
    assert_eq!((sliced.link_fails, sliced.choke), (expensive.link_fails, expensive.choke));
    assert_eq!(worst(sliced.router_reboots), 0);
}

#[test]
fn lending_out_of_an_anycast_prefix_holds_far_fewer_addresses_for_a_little_time() {
    let [lent, own] = [Design::SoftUnicast, Design::PerPop].map(|design| of(&TABLE, design));
    assert_eq!(lent.addresses.needed, own.addresses.needed);
    // Two /24s for the world, instead of one for each PoP of which most is unused.
    assert_eq!((lent.addresses.prefixes, own.addresses.prefixes), (2, 12));
    assert!(lent.addresses.held_cents * 6 == own.addresses.held_cents);
    // Replies take the backbone for a part of the way: most users lose nothing, and few lose more
    // than a few milliseconds.
    assert!((-1_000..=1_000).contains(&median(&lent)), "{:?}", lent.added);
    assert!((0..20_000).contains(&p95(&lent)), "{:?}", lent.added);
    // No connection dies, and none depends on a single link of the backbone.
    assert_eq!((lent.dead_ppm, lent.local_ppm), (0, 1_000_000));
    assert_eq!((lent.server_fails, lent.pop_fails), (own.server_fails, own.pop_fails));
    assert_eq!((worst(lent.link_fails), worst(lent.router_reboots)), (0, 0));
}

#[test]
fn a_nat_forgets_and_a_slice_does_not() {
    let [nat, sliced] = [Design::Nat, Design::PerPop].map(|design| of(&TABLE, design));
    assert!(nat.addresses.needed < sliced.addresses.needed);
    // A router that starts again loses what its PoP has, as if the PoP had failed.
    let (rebooted, failed) = (nat.router_reboots.unwrap(), nat.pop_fails.unwrap());
    assert_eq!((rebooted.mean_ppm, rebooted.worst_ppm), (failed.mean_ppm, failed.worst_ppm));
    for other in TABLE.outcomes.iter().filter(|one| one.design != Design::Nat) {
        assert_eq!(worst(other.router_reboots), 0, "{:?} needs no memory", other.design);
        assert!(!matches!(other.choke.unwrap().part, Part::Router(_)));
    }
    // And a whole PoP leaves through it.
    let choke = nat.choke.unwrap();
    assert_eq!((choke.part, choke.share_ppm), (rebooted.worst.unwrap(), rebooted.worst_ppm));
}

/// The share of naive deaths, without the comparison: by whose catchment each destination is in.
#[test]
fn naive_connections_die_whose_destination_is_in_another_catchment() {
    let network = WORLD.network();
    let egress = network.egress.as_ref().unwrap();
    let (mut dead, mut all) = (0, 0);
    for (id, client) in network.clients.iter_enumerated() {
        let own = WORLD.reach(id, egress.service).node.expect("everybody is served");
        let here = of_router(network, client.router).unwrap();
        for wanted in &egress.destinations {
            let far = |router: RouterId| of_router(network, router).unwrap().chord_squared(&here);
            let routers = wanted.sites.iter().map(|site| site.router);
            let router = if wanted.kind == DestinationKind::Cdn {
                routers.min_by_key(|&router| far(router)).unwrap()
            } else {
                wanted.sites[0].router
            };
            let is_other = WORLD.reach_from(router, egress.service).node != Some(own);
            dead += if is_other { client.population } else { 0 };
            all += client.population;
        }
    }
    let naive = of(&TABLE, Design::Naive);
    let share = dead * 1_000_000 / all;
    assert!(is_about(naive.dead_ppm, share), "{} and {share}", naive.dead_ppm);
    assert!((500_000..1_000_000).contains(&share), "most die: {share}");
    // Those that live are those that nothing was to be carried for.
    assert_eq!(naive.addresses.needed, 0);
    for outcome in TABLE.outcomes.iter().filter(|one| one.design != Design::Naive) {
        assert_eq!(outcome.dead_ppm, 0, "{:?}", outcome.design);
    }
}

#[test]
fn addresses_are_counted_exactly() {
    let counted = |params: &Params| {
        Design::ALL.map(|design| {
            let found = Addresses::of(design, params);
            (found.needed, found.prefixes, found.service)
        })
    };
    // In the order of the designs.
    assert_eq!(
        counted(&own()),
        [(9_600, 48, 0), (20, 12, 0), (480, 12, 0), (480, 2, 0), (0, 0, 2), (240, 12, 0)]
    );
    assert_eq!(
        counted(&changed(|params| {
            (params.pops, params.servers, params.tags) = (5, 1_000, 200);
            params.slice = slice(8_192);
        })),
        [
            (1_000_000, 3_910, 0),
            (200, 5, 0),
            (143_000, 560, 0),
            (143_000, 559, 0),
            (0, 0, 143),
            (1_000, 5, 0)
        ],
        "143 addresses of 7 slices for a thousand servers"
    );
    // Fewer tags than PoPs: the others need no address.
    let few = changed(|params| params.tags = 3);
    assert_eq!(Addresses::of(Design::OneServer, &few).prefixes, 3);
    let exactly = changed(|params| (params.servers, params.tags) = (32, 8));
    assert_eq!(Addresses::of(Design::PerServer, &exactly).prefixes, 12, "256 are one /24");
    let more = changed(|params| (params.servers, params.tags) = (257, 1));
    assert_eq!(Addresses::of(Design::PerServer, &more).prefixes, 24, "257 are two");
    for design in Design::ALL {
        let found = Addresses::of(design, &own());
        assert_eq!(found.held, Some(found.prefixes * 256));
        assert_eq!(found.needed_cents, found.needed * 5_000);
        assert_eq!(found.held_cents, found.prefixes * 256 * 5_000);
        let six = Addresses::of(design, &changed(|params| params.is_ipv6 = true));
        assert_eq!((six.needed, six.held), (found.needed, None));
        assert_eq!((six.needed_cents, six.held_cents), (0, 0), "nobody pays for those");
        assert!(six.prefixes <= 12, "a /48 is enough for any PoP");
    }
}

#[test]
fn numbers_out_of_range_are_refused_all_at_once() {
    let refused = |change: fn(&mut Params)| compare(&WORLD, changed(change)).unwrap_err();
    let all = refused(|params| {
        (params.pops, params.servers, params.tags) = (0, 0, 0);
        params.price_cents = u64::MAX;
    });
    assert_eq!(
        all.to_string(),
        "pops must lie between 1 and 12, not 0; servers must lie between 1 and 1000, not 0; \
         tags must lie between 1 and 200, not 0; \
         price_cents must lie between 0 and 1000000, not 18446744073709551615"
    );
    for change in [
        (|params| params.pops = 13) as fn(&mut Params),
        |params| params.pops = u8::MAX,
        |params| params.servers = 1_001,
        |params| params.servers = u16::MAX,
        |params| params.tags = 201,
        |params| params.tags = u16::MAX,
        |params| params.price_cents = 1_000_001,
    ] {
        assert!(matches!(refused(change), CompareProblem::OutOfRange(one) if one.len() == 1));
    }
    let without = include_str!("../../../assets/scenarios/first-light.json");
    let without = opened(&setup::read(without).unwrap());
    assert_eq!(Params::of(&without), None);
    assert_eq!(compare(&without, own()), Err(CompareProblem::NoEgress));
}

#[test]
fn the_largest_numbers_are_compared() {
    let params = changed(|params| {
        (params.servers, params.tags) = (1_000, 200);
        (params.slice, params.price_cents) = (slice(256), 1_000_000);
    });
    let table = compare(&WORLD, params).unwrap();
    let dear = of(&table, Design::PerServer);
    assert_eq!(dear.addresses.needed_cents, 2_400_000 * 1_000_000);
    // The network does not ask how many machines there are.
    assert_eq!(of(&table, Design::SoftUnicast).added, of(&TABLE, Design::SoftUnicast).added);
    assert_eq!(of(&table, Design::Naive).dead_ppm, of(&TABLE, Design::Naive).dead_ppm);
}

#[test]
fn sliders_move_what_they_should() {
    // A larger slice: fewer servers share an address.
    let needed = |ports| {
        let params = changed(|params| params.slice = slice(ports));
        Addresses::of(Design::SoftUnicast, &params).needed
    };
    assert_eq!(
        [256, 512, 1_024, 2_048, 4_096, 8_192].map(needed),
        [240, 240, 240, 480, 720, 1_440]
    );
    // More servers: each carries less, and addresses of their own cost in proportion.
    let more = compare(&WORLD, changed(|params| params.servers = 400)).unwrap();
    let [few, many] = [&*TABLE, &more].map(|table| of(table, Design::PerServer));
    assert_eq!(many.addresses.needed, 10 * few.addresses.needed);
    assert!(is_about(many.choke.unwrap().share_ppm, u64::from(few.choke.unwrap().share_ppm) / 10));
    assert!(worst(many.server_fails) < worst(few.server_fails));
    // But where one server has the tag, more of them help nobody.
    let [few, many] = [&*TABLE, &more].map(|table| of(table, Design::OneServer));
    assert_eq!(many.choke.unwrap().share_ppm, few.choke.unwrap().share_ppm);
    // Fewer tags: more users behind each one's server.
    let tags = compare(&WORLD, changed(|params| params.tags = 2)).unwrap();
    assert!(of(&tags, Design::OneServer).choke.unwrap().share_ppm > 300_000);
    assert_eq!(of(&tags, Design::SoftUnicast).addresses.needed, 48);
    // Twice the price.
    let dear = compare(&WORLD, changed(|params| params.price_cents = 10_000)).unwrap();
    for (dear, cheap) in dear.outcomes.iter().zip(&TABLE.outcomes) {
        assert_eq!(dear.addresses.held_cents, 2 * cheap.addresses.held_cents);
    }
}

#[test]
fn with_fewer_pops_the_others_stay_on_the_backbone() {
    let compared = |pops| compare(&WORLD, changed(|params| params.pops = pops)).unwrap();
    let tables: Vec<Compared> = (1..=12).map(compared).collect();
    let network = WORLD.network();
    let nodes = &network.services[network.egress.as_ref().unwrap().service].nodes;
    for (count, table) in (1..).zip(&tables) {
        assert_eq!((table.users, table.unsettled), (TABLE.users, 0), "everybody is still served");
        for outcome in table.outcomes.iter().filter(|one| one.design != Design::Naive) {
            assert_eq!(outcome.dead_ppm, 0, "{count}, {:?}", outcome.design);
        }
        // Only PoPs that take part can fail: on average each loses its part.
        let per_pop = of(table, Design::PerPop).pop_fails;
        assert!(is_about(mean(per_pop), 1_000_000 / count), "{count}: {per_pop:?}");
        let Some(Part::Pop(node)) = per_pop.unwrap().worst else { panic!("it is a PoP") };
        let place = nodes.iter().position(|&one| one == node).unwrap();
        assert!(place < usize::try_from(count).unwrap(), "{count}: {per_pop:?}");
    }
    // With one, every reply comes home whatever the address, and all is lost with it.
    let one = &tables[0];
    for outcome in &one.outcomes {
        assert_eq!((outcome.dead_ppm, p95(outcome)), (0, 0), "{:?}", outcome.design);
        assert_eq!(worst(outcome.pop_fails), 1_000_000);
    }
    // More PoPs, more catchments: naive egress gets worse.
    let dead: Vec<u32> = tables.iter().map(|table| of(table, Design::Naive).dead_ppm).collect();
    assert!(dead[0] < dead[3] && dead[3] < dead[11], "{dead:?}");
    assert_eq!(tables[11], *TABLE);
}

#[test]
fn a_comparison_goes_on_step_by_step_and_leaves_the_world_alone() {
    let before = WORLD.digest();
    let mut comparison = Comparison::begin(&WORLD, own()).unwrap();
    let links = backbone().links.into_iter().filter(|link| {
        link.a.as_str().starts_with("lighthouse-") && link.a_is == LinkRelation::Internal
    });
    let all = 12 + links.count();
    assert_eq!(comparison.progress(), (0, all));
    // What needs no failure is there at once.
    let first = of(&comparison.compared(), Design::SoftUnicast);
    assert_eq!((first.added, first.pop_fails), (of(&TABLE, Design::SoftUnicast).added, None));
    let mut steps = 1;
    while comparison.step() {
        assert_eq!(comparison.progress(), (steps, all));
        steps += 1;
    }
    assert_eq!((steps, comparison.progress()), (all, (all, all)));
    assert!(!comparison.step(), "there is no more");
    assert_eq!(comparison.compared(), *TABLE);
    assert_eq!(WORLD.digest(), before);
}

/// Packet by packet, the round trips of one client network to one destination are as much longer
/// as the table says.
#[test]
fn packets_take_as_long_as_the_table_says() {
    for (client, destination) in
        [("thistle", "bookhouse"), ("banksia", "granary"), ("banyan", "watermill")]
    {
        let mut only = backbone();
        only.clients.retain(|one| one.slug.as_str() == client);
        let egress = only.egress.as_mut().unwrap();
        egress.destinations.retain(|one| one.slug.as_str() == destination);
        let world = opened(&only);
        let table = compare(&world, Params::of(&world).unwrap()).unwrap();
        let played = |design: Design| {
            let mut live = Live { world: world.clone(), facts: Vec::new() };
            if design != Design::SoftUnicast {
                live.act(json!({"do": "set-egress-design", "design": design.name()}));
            }
            live.open("one", client, destination, 0);
            live.wait_ms(3_000);
            let round_trip = live.connection("one").round_trip?;
            Some(i64::try_from(round_trip.as_us()).unwrap())
        };
        let straight = played(Design::PerPop).unwrap();
        let mut longer = 0;
        for design in Design::ALL {
            let found = of(&table, design);
            match played(design) {
                Some(round_trip) => {
                    let added = round_trip - straight;
                    let case = format!("{client}, {destination}, {design:?}");
                    assert_eq!((median(&found), p95(&found)), (added, added), "{case}");
                    assert_eq!(found.dead_ppm, 0);
                    longer += usize::from(added != 0);
                }
                None => {
                    assert_eq!(
                        (design, found.dead_ppm, found.added),
                        (Design::Naive, 1_000_000, None)
                    );
                }
            }
        }
        assert!(longer > 0, "{client}, {destination}: there is nothing to compare");
    }
}

/// A backbone with no second way: whoever needs it to carry replies loses some with any link,
/// unless they may go through a tunnel instead.
#[test]
fn a_backbone_without_a_second_way_costs_those_that_need_it() {
    let tree = |fallback| {
        let mut scenario = backbone();
        let mut reached = vec!["lighthouse-los-angeles".to_owned()];
        let is_inner = |slug: &str| slug.starts_with("lighthouse-");
        scenario.links.retain(|link| {
            let [a, b] = [&link.a, &link.b].map(|slug| slug.as_str().to_owned());
            if !is_inner(&a) || !is_inner(&b) {
                return true;
            }
            let is_new = !reached.contains(&a) || !reached.contains(&b);
            reached.extend([a, b]);
            is_new
        });
        scenario.egress.as_mut().unwrap().fallback = fallback;
        let world = opened(&scenario);
        compare(&world, Params::of(&world).unwrap()).unwrap()
    };
    let [dropped, tunnelled] = [Fallback::Drop, Fallback::Tunnel].map(tree);
    let lost = |table: &Compared, design| worst(of(table, design).link_fails);
    assert!(lost(&dropped, Design::SoftUnicast) > 100_000);
    assert!(lost(&dropped, Design::OneServer) > 100_000);
    assert_eq!(lost(&dropped, Design::PerPop), 0, "its replies never saw the backbone");
    assert_eq!(lost(&tunnelled, Design::SoftUnicast), 0);
    let at = of(&dropped, Design::SoftUnicast).link_fails.unwrap().worst;
    assert!(matches!(at, Some(Part::Link(_))));
}
