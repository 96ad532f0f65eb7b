//! Who announces what for egress, and where replies enter the operator's network.

use anycast_lab::engine::base::ids::RouterId;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::scenario::{RouterPolicy, Scenario};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

use super::backbone;

fn open(scenario: &Scenario) -> World {
    let world = World::opened(&Setup::from_scenario(scenario).unwrap(), 1);
    assert!(world.is_converged());
    world
}

/// The operator's routers.
fn sites(world: &World) -> &[RouterId] {
    let network = world.network();
    &network.ases[network.names.ases["lighthouse"]].routers
}

/// The city at which what a router sends to an address enters the operator's network, and the one
/// at which it ends.
fn enters(world: &World, from: &str, to: &str) -> (String, String) {
    let network = world.network();
    let way = world.way(network.names.routers[from], to.parse().unwrap());
    assert_eq!(way.fate, Fate::Delivered, "{from} to {to}");
    let city = |router: RouterId| network.router_city(router).unwrap().slug.to_string();
    let own = sites(world);
    let first = way.hops.iter().find(|hop| own.contains(&hop.router)).expect("it gets there");
    (city(first.router), city(way.end().unwrap()))
}

fn pair(city: &str) -> (String, String) {
    (city.to_owned(), city.to_owned())
}

#[test]
fn a_reply_enters_at_the_pop_next_to_whoever_replies() {
    let world = open(&backbone());
    for (replies, city) in [
        ("bookhouse-tokyo", "tokyo"),
        ("watermill-frankfurt", "frankfurt"),
        ("granary-new-york", "new-york"),
        ("dragonfly-london", "london"),
        ("dragonfly-paris", "paris"),
        ("dragonfly-los-angeles", "los-angeles"),
        ("dragonfly-singapore", "singapore"),
        ("lacewing-london", "london"),
        ("lacewing-paris", "paris"),
        ("lacewing-new-york", "new-york"),
        ("lacewing-singapore", "singapore"),
        ("playhouse-london", "london"),
        ("bandstand-sao-paulo", "sao-paulo"),
    ] {
        for address in ["203.0.113.0", "203.0.113.7", "198.51.100.255"] {
            assert_eq!(enters(&world, replies, address), pair(city), "{replies}");
        }
    }
}

#[test]
fn a_pops_own_addresses_are_reached_at_that_pop_from_everywhere() {
    let world = open(&backbone());
    assert_eq!(enters(&world, "bookhouse-tokyo", "198.19.76.1"), pair("london"));
    let network = world.network();
    let outside = network.routers.iter().filter(|router| {
        let kind = &network.ases[router.in_as].slug;
        kind.as_str() != "lighthouse"
    });
    for router in outside {
        for node in &network.nodes {
            let (_, address) = node.unicast.expect("it has one");
            let found = enters(&world, router.slug.as_str(), &address.to_string());
            assert_eq!(found, pair(node.slug.as_str()), "{} to {}", router.slug, node.slug);
        }
    }
}

/// The rules of the operator's routers are what makes it so.
#[test]
fn without_rules_a_pops_own_addresses_are_reached_through_the_nearest() {
    let mut scenario = backbone();
    for router in &mut scenario.networks[0].routers {
        router.policy = RouterPolicy::default();
    }
    let world = open(&scenario);
    let found = enters(&world, "bookhouse-tokyo", "198.19.76.1");
    assert_eq!(found, ("tokyo".to_owned(), "london".to_owned()));
}

#[test]
fn all_pops_announce_the_pool_and_none_what_customers_have_brought() {
    let mut scenario = backbone();
    // Whatever becomes of the service's.
    scenario.services[0].nodes[3].announced = false;
    let world = open(&scenario);
    let network = world.network();
    let id = |net: &str| {
        let net = net.parse().unwrap();
        let mut all = network.prefixes.iter_enumerated();
        all.find(|(_, known)| **known == net).map(|(id, _)| id).expect("the world knows it")
    };
    let pool = ["203.0.113.0/24", "198.51.100.0/24"].map(id);
    let customer = id("198.19.240.0/24");
    let originations = Setup::from_scenario(&scenario).unwrap().config.originations.clone();
    for prefix in pool {
        let mine = originations.iter().filter(|one| one.prefix == prefix);
        let routers: Vec<RouterId> = mine.map(|one| one.router).collect();
        let nodes = network.nodes.iter();
        assert_eq!(routers, nodes.map(|node| node.router).collect::<Vec<_>>());
    }
    assert!(originations.iter().all(|one| one.prefix != customer));
    for (router, described) in network.routers.iter_enumerated() {
        let is_site = sites(&world).contains(&router);
        for prefix in pool {
            assert_eq!(described.connected.contains(&prefix), is_site, "{}", described.slug);
            assert!(world.best(router, prefix).is_some(), "{}", described.slug);
        }
        assert!(!described.connected.contains(&customer));
        assert!(world.best(router, customer).is_none());
    }
    // From a PoP it goes nowhere else: the addresses are there.
    for &router in sites(&world) {
        let way = world.way(router, "203.0.113.9".parse().unwrap());
        assert_eq!(way.end(), Some(router));
    }
}
