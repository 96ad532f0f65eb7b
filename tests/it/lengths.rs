//! The world of longer prefixes: who takes which, what beats what, and what a generous ROA allows.

use anycast_lab::engine::base::ids::PrefixId;
use anycast_lab::engine::bgp::origin_validation::Validity;
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

const HALF: &str = "198.19.113.0/24";
const QUARTER: &str = "198.19.113.0/25";
const ONE: &str = "198.19.113.80/32";

fn opened() -> World {
    let text = include_str!("../../assets/scenarios/lengths.json");
    World::opened(&Setup::from_json(text).expect("the world is sound"), 1)
}

fn act(world: &mut World, command: Value) {
    let command: Command = serde_json::from_value(command).expect("a command");
    world.apply(world.now(), &command, &mut Vec::new()).expect("it is carried out");
    assert!(world.settle(&mut Vec::new()));
}

fn announce(world: &mut World, at: &str, net: &str) {
    let router = format!("lighthouse-{at}");
    act(world, json!({"do": "announce-prefix", "router": router, "prefix": net}));
}

/// A thief in Lagos announces the /24 as if AS 64500 lay behind it.
fn forge(world: &mut World) {
    act(
        world,
        json!({
            "do": "announce-prefix", "router": "harmattan-lagos", "prefix": HALF,
            "as_path_tail": [64500]
        }),
    );
}

/// The client networks that nobody serves, or this node, by slug.
fn served_by(world: &World, node: Option<&str>) -> Vec<String> {
    let network = world.network();
    let service = network.names.services["web"];
    let node = node.map(|node| network.names.nodes[node]);
    let clients = network.clients.iter_enumerated();
    let mut slugs: Vec<String> = clients
        .filter(|(id, _)| world.serving(*id, service) == node)
        .map(|(_, client)| client.slug.to_string())
        .collect();
    slugs.sort();
    slugs
}

fn prefix(world: &World, net: &str) -> PrefixId {
    let net = net.parse().unwrap();
    let mut known = world.network().prefixes.iter_enumerated();
    known.find(|(_, one)| **one == net).expect("the world knows the prefix").0
}

/// The networks besides the operator that have a route to a prefix on any router.
fn knowing(world: &World, net: &str) -> Vec<String> {
    let (network, prefix) = (world.network(), prefix(world, net));
    let others = network.ases.iter().filter(|system| system.slug.as_str() != "lighthouse");
    let knows = others
        .filter(|system| system.routers.iter().any(|&router| world.best(router, prefix).is_some()));
    knows.map(|system| system.slug.to_string()).collect()
}

#[test]
fn a_longer_prefix_far_away_beats_a_peer_next_door_until_both_have_it() {
    let mut world = opened();
    assert_eq!(served_by(&world, Some("frankfurt")), ["linden", "papyrus"]);
    announce(&mut world, "frankfurt", HALF);
    assert_eq!(served_by(&world, Some("frankfurt")).len(), world.network().clients.len());
    let acacia = world.network().names.routers["acacia-nairobi"];
    let whole = prefix(&world, "198.19.112.0/23");
    assert_eq!(world.best(acacia, whole).unwrap().attributes.as_path.length(), 1);
    announce(&mut world, "nairobi", HALF);
    assert_eq!(served_by(&world, Some("frankfurt")), ["linden", "papyrus"]);
}

#[test]
fn a_prefix_is_of_use_only_where_it_is_taken() {
    let mut world = opened();
    announce(&mut world, "frankfurt", HALF);
    announce(&mut world, "nairobi", HALF);
    announce(&mut world, "frankfurt", QUARTER);
    announce(&mut world, "frankfurt", ONE);
    assert_eq!(knowing(&world, HALF).len(), world.network().ases.len() - 1);
    assert_eq!(knowing(&world, QUARTER), ["monsoon"]);
    assert_eq!(knowing(&world, ONE), Vec::<String>::new());
    // Dhow's own router has no /25; the one of Monsoon on its way has.
    assert_eq!(served_by(&world, Some("frankfurt")), ["dhow", "linden", "papyrus"]);
}

#[test]
fn a_generous_roa_allows_forgers_what_it_allows_the_operator() {
    let mut world = opened();
    let half = HALF.parse().unwrap();
    assert_eq!(world.validity(&half, Asn(64500)), Validity::Valid);
    forge(&mut world);
    assert_eq!(served_by(&world, None).len(), world.network().clients.len());
    // A better one beside it changes nothing: one that matches is enough.
    let roa = |deed: &str, most: u8| {
        let net = "198.19.112.0/23";
        json!({"do": deed, "prefix": net, "asn": 64500, "max_length": most})
    };
    act(&mut world, roa("publish-roa", 23));
    assert_eq!(served_by(&world, None).len(), world.network().clients.len());
    act(&mut world, roa("revoke-roa", 24));
    assert_eq!(served_by(&world, Some("nairobi")), ["crane", "protea"]);
    assert_eq!(served_by(&world, Some("frankfurt")), ["linden"]);
    // Whoever is behind a network that does not validate is won back by a /24 of one's own.
    announce(&mut world, "nairobi", HALF);
    assert_eq!(served_by(&world, None), ["harmattan"]);
}
