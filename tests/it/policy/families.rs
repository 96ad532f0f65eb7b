//! IPv6 as well as IPv4: the same rules, other lengths, and no packet between the two.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::json;

use super::{act, with};
use crate::worlds::{client, path_at, settled, two_doors};

/// Two doors that serve over IPv4 (`dns`) and over IPv6 (`dns6`); a client for each family, and
/// one with both.
fn both_families() -> Scenario {
    let mut scenario = two_doors();
    for (n, slug) in ["six", "both"].into_iter().enumerate() {
        scenario.clients.push(client(slug, "access", 2 + u8::try_from(n).unwrap()));
    }
    let service = json!({
        "slug": "dns6", "name": {"en": "dns6", "zh": "dns6"},
        "prefix": "2001:db8:53::/48", "address": "2001:db8:53::53",
        "nodes": [
            {"slug": "west6", "router": "west", "letter": "A"},
            {"slug": "east6", "router": "east", "letter": "B"}
        ]
    });
    let dns = serde_json::to_value(&scenario.services[0]).unwrap();
    with(
        &scenario,
        &[
            ("/services", json!([dns, service])),
            ("/clients/1/prefix", json!("2001:db8:1::/48")),
            ("/clients/2/other_prefix", json!("2001:db8:2::/48")),
        ],
    )
}

/// The node that serves a client, by service.
fn served(world: &World, client: &str) -> [Option<String>; 2] {
    let network = world.network();
    ["dns", "dns6"].map(|service| {
        let node = world.serving(network.names.clients[client], network.names.services[service]);
        node.map(|node| network.nodes[node].slug.to_string())
    })
}

/// Whether a client's packet comes back, and to which address.
fn answered(world: &mut World, client: &str, service: &str) -> Option<String> {
    let command = json!({"do": "send-packet", "client": client, "service": service});
    let mut facts = Vec::new();
    let at = world.now();
    world.apply(at, &serde_json::from_value(command).unwrap(), &mut facts).ok()?;
    while world.step(&mut facts).is_some() {}
    facts.iter().find_map(|fact| match &fact.what {
        What::AnswerArrived { packet, .. } => Some(packet.destination.to_string()),
        _ => None,
    })
}

#[test]
fn each_family_is_served_by_its_own() {
    let mut world = settled(&both_families());
    let some = |node: &str| Some(node.to_owned());
    assert_eq!(served(&world, "users"), [some("west"), None]);
    assert_eq!(served(&world, "six"), [None, some("west6")]);
    assert_eq!(served(&world, "both"), [some("west"), some("west6")]);
    for (client, service, to) in [
        ("users", "dns", some("198.18.1.1")),
        ("users", "dns6", None),
        ("six", "dns", None),
        ("six", "dns6", some("2001:db8:1::1")),
        ("both", "dns", some("198.18.3.1")),
        ("both", "dns6", some("2001:db8:2::1")),
    ] {
        assert_eq!(answered(&mut world, client, service), to, "{client} {service}");
    }
    let refusal =
        act(&mut world, json!({"do": "send-packet", "client": "users", "service": "dns6"}));
    let told = refusal.unwrap_err().to_string();
    assert_eq!(told, "`users` has no address of the family of 2001:db8:53::53");
    // A node is withdrawn in one family, and serves on in the other.
    act(&mut world, json!({"do": "withdraw", "node": "west6"})).unwrap();
    assert_eq!(served(&world, "both"), [some("west"), some("east6")]);
}

#[test]
fn regular_packets_go_only_where_the_client_has_an_address() {
    let scenario = with(&both_families(), &[("/timing/client_interval_us", json!(1_000_000))]);
    let mut world = settled(&scenario);
    let mut facts = Vec::new();
    world.advance(world.now() + Span::from_s(1), u64::MAX, &mut facts);
    let told = format!("{facts:?}");
    assert!(told.contains("AnswerArrived") && !told.contains("PacketDropped"), "{told}");
}

#[test]
fn sessions_may_have_ipv6_addresses() {
    let scenario = with(
        &both_families(),
        &[
            ("/links/2/at_a/address", json!("2001:db8::1")),
            ("/links/2/at_b/address", json!("2001:db8::2")),
        ],
    );
    let world = settled(&scenario);
    let network = world.network();
    let west = network.names.routers["long-west"];
    for prefix in ["2001:db8:53::/48", "192.0.2.0/24"] {
        let (id, _) = network
            .prefixes
            .iter_enumerated()
            .find(|(_, net)| net.to_string() == prefix)
            .expect("it is known");
        let best = world.best(west, id).expect("a route");
        assert_eq!(best.attributes.next_hop.to_string(), "2001:db8::2");
    }
    assert_eq!(path_at(&world, "access", "2001:db8:53::/48"), Some("64601 64500".into()));
}

#[test]
fn the_second_prefix_is_of_the_other_family() {
    let scenario = with(&both_families(), &[("/clients/2/other_prefix", json!("198.18.9.0/24"))]);
    let problems = Setup::from_scenario(&scenario).expect_err("a problem");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["clients[2].other_prefix: must be of the other address family"]);
}
