//! The world in which a PoP is put on the Internet: what is missing, what each step brings, and
//! which prefixes the Internet takes.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::router::card;
use anycast_lab::app::present::twin::summary;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::base::ids::PrefixId;
use anycast_lab::engine::bgp::decision::{Ineligible, Verdict};
use anycast_lab::engine::bgp::origin_validation::{Mismatch, Validity};
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

const FIRST_POP: &str = include_str!("../../assets/scenarios/first-pop.json");

const CLIENTS: [&str; 8] = [
    "acacia-nairobi",
    "acacia-mombasa",
    "crane",
    "dhow",
    "protea",
    "harmattan",
    "papyrus",
    "linden",
];
/// Those that only a validating network leads to Nairobi.
const BEHIND_BAOBAB: [&str; 3] = ["crane", "protea", "linden"];

fn opened() -> World {
    World::opened(&Setup::from_json(FIRST_POP).expect("the world is sound"), 1)
}

fn act(world: &mut World, command: Value) {
    let command: Command = serde_json::from_value(command).expect("a command");
    world.apply(world.now(), &command, &mut Vec::new()).expect("it is carried out");
    assert!(world.settle(&mut Vec::new()));
}

/// Whom a service serves, at whichever node.
fn served(world: &World, service: &str) -> Vec<&'static str> {
    let names = &world.network().names;
    let is_served =
        |client: &&str| world.serving(names.clients[*client], names.services[service]).is_some();
    CLIENTS.into_iter().filter(is_served).collect()
}

fn prefix(world: &World, net: &str) -> PrefixId {
    let net = net.parse().unwrap();
    let mut known = world.network().prefixes.iter_enumerated();
    known.find(|(_, one)| **one == net).expect("the world knows the prefix").0
}

/// Networks other than the operator that have a route to a prefix on any router.
fn knowing(world: &World, net: &str) -> Vec<String> {
    let (network, prefix) = (world.network(), prefix(world, net));
    let others = network.ases.iter().filter(|system| system.slug.as_str() != "lighthouse");
    let knows = others
        .filter(|system| system.routers.iter().any(|&router| world.best(router, prefix).is_some()));
    knows.map(|system| system.slug.to_string()).collect()
}

fn roa(deed: &str, asn: u32) -> Value {
    json!({"do": deed, "prefix": "203.0.113.0/24", "asn": asn})
}

#[test]
fn frankfurt_serves_and_of_nairobi_nobody_has_heard() {
    let world = opened();
    assert_eq!(served(&world, "dns"), CLIENTS);
    assert!(served(&world, "web").is_empty());
    assert_eq!(knowing(&world, "203.0.113.0/24"), Vec::<String>::new());
    let net = "203.0.113.0/24".parse().unwrap();
    assert_eq!(world.validity(&net, Asn(64500)), Validity::Invalid(Mismatch::Origin));
    let names = &world.network().names.ases;
    assert!(world.is_validating(names["baobab"]) && !world.is_validating(names["monsoon"]));
}

#[test]
fn who_validates_waits_for_the_right_roa() {
    let mut world = opened();
    act(&mut world, json!({"do": "announce", "node": "nairobi"}));
    let reached = |world: &World| {
        let served = served(world, "web");
        BEHIND_BAOBAB.map(|client| served.contains(&client))
    };
    assert_eq!(reached(&world), [false; 3]);
    assert_eq!(served(&world, "web").len(), CLIENTS.len() - BEHIND_BAOBAB.len());
    let baobab = world.network().names.routers["baobab-nairobi"];
    let known = world.explain(baobab, prefix(&world, "203.0.113.0/24"));
    // From the operator itself, and from Monsoon, with which it peers.
    let is_invalid =
        |verdict: &Verdict| matches!(verdict, Verdict::Ineligible(Ineligible::OriginInvalid));
    assert_eq!(known.candidates.iter().filter(|it| is_invalid(&it.verdict)).count(), 2);
    act(&mut world, roa("publish-roa", 64500));
    assert_eq!((reached(&world), served(&world, "web")), ([true; 3], CLIENTS.to_vec()));
    // The one of before no longer matters, and its end changes nothing.
    act(&mut world, roa("revoke-roa", 64496));
    assert_eq!(served(&world, "web"), CLIENTS);
    // Without any, the origin is not found, and that is not refused.
    act(&mut world, roa("revoke-roa", 64500));
    assert_eq!(served(&world, "web"), CLIENTS);
    assert_eq!(served(&world, "dns"), CLIENTS);
}

#[test]
fn the_longer_a_prefix_the_fewer_take_it() {
    let mut world = opened();
    act(&mut world, roa("publish-roa", 64500));
    act(&mut world, json!({"do": "announce", "node": "nairobi"}));
    let announce =
        |net: &str| json!({"do": "announce-prefix", "router": "lighthouse-nairobi", "prefix": net});
    act(&mut world, announce("203.0.113.0/25"));
    act(&mut world, announce("203.0.113.80/32"));
    let everybody = world.network().ases.len() - 1;
    assert_eq!(knowing(&world, "203.0.113.0/24").len(), everybody);
    assert_eq!(knowing(&world, "203.0.113.0/25"), ["monsoon"]);
    assert_eq!(knowing(&world, "203.0.113.80/32"), Vec::<String>::new());
    // As a black hole the transit networks take it, and keep it to themselves.
    let mut black_hole = announce("203.0.113.80/32");
    black_hole["communities"] = json!(["blackhole"]);
    act(&mut world, black_hole);
    assert_eq!(knowing(&world, "203.0.113.80/32"), ["baobab", "monsoon"]);
    assert_eq!(served(&world, "web"), ["acacia-nairobi", "acacia-mombasa"]);
}

#[test]
fn each_transit_session_can_be_the_only_one() {
    let mut world = opened();
    act(&mut world, roa("publish-roa", 64500));
    act(&mut world, json!({"do": "announce", "node": "nairobi"}));
    let sessions =
        ["baobab", "monsoon"].map(|transit| format!("{transit}-nairobi--lighthouse-nairobi"));
    for session in &sessions {
        act(&mut world, json!({"do": "fail-session", "session": session}));
        assert_eq!(served(&world, "web"), CLIENTS);
        act(&mut world, json!({"do": "restore-session", "session": session}));
    }
    // With none, the peer and its users are all that is left.
    for session in &sessions {
        act(&mut world, json!({"do": "fail-session", "session": session}));
    }
    assert_eq!(served(&world, "web"), ["acacia-nairobi", "acacia-mombasa"]);
}

#[test]
fn tables_and_map_keep_its_two_services_apart() {
    let setup = Setup::from_json(FIRST_POP).expect("it is sound");
    let mut lab = Lab::open(setup, 1, Lang::En);
    lab.handle(Intent::SkipToConverged);
    assert_eq!(
        summary(&lab),
        "Lighthouse Web: 0 of 1 PoPs announce the prefix; 0 of 8 client networks are served. \
         Lighthouse DNS: 1 of 1 PoPs announce the prefix; 8 of 8 client networks are served."
    );
}

#[test]
fn a_router_that_only_announces_says_so() {
    let setup = Setup::from_json(FIRST_POP).expect("it is sound");
    let mut lab = Lab::open(setup, 1, Lang::En);
    let router = lab.network().names.routers["lighthouse-nairobi"];
    let announce = Command::Announce { node: "nairobi".into() };
    lab.handle(Intent::Do(announce));
    lab.handle(Intent::Select(Selection::Router(router)));
    assert_eq!(
        card(&lab, router).ladder.winner,
        "What it announces itself is the only route: nothing to compare."
    );
}
