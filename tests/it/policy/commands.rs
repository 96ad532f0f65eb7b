//! Leaks and hijacks by command, and their ends.

use anycast_lab::engine::net::scenario::LinkRelation::{Peer, Provider};
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

use super::{PREFIX, act, attributes, id, with};
use crate::worlds::{
    announcement, client, empty, link, network, path_at, service, serving, settled, two_doors,
};

/// `left` and `right` peer; each has a customer; `mid` buys from both.
fn valley() -> Scenario {
    let mut scenario = empty();
    for (n, slug) in ["left", "right", "mid", "origin"].into_iter().enumerate() {
        scenario.networks.push(network(slug, 65001 + u32::try_from(n).unwrap(), &[slug]));
    }
    for (a, b) in [("left", "mid"), ("right", "mid"), ("left", "origin")] {
        scenario.links.push(link(a, b, Provider, 1));
    }
    scenario.links.push(link("left", "right", Peer, 1));
    scenario.announcements = vec![announcement("origin", PREFIX)];
    scenario
}

fn leak(is_on: bool, neighbor: Option<&str>) -> Value {
    match neighbor {
        None => json!({"do": "leak", "network": "mid", "is_on": is_on}),
        Some(one) => json!({"do": "leak", "network": "mid", "neighbor": one, "is_on": is_on}),
    }
}

#[test]
fn a_leak_draws_traffic_and_ends_without_a_trace() {
    let mut world = settled(&valley());
    let mid = world.network().names.ases["mid"];
    assert_eq!(path_at(&world, "right", PREFIX), Some("65001 65004".into()));
    for neighbor in [None, Some("right")] {
        act(&mut world, leak(true, neighbor)).unwrap();
        assert!(world.is_leaking(mid));
        // A customer's route is better than a peer's, however long.
        assert_eq!(path_at(&world, "right", PREFIX), Some("65003 65001 65004".into()));
        act(&mut world, leak(true, neighbor)).unwrap_err();
        act(&mut world, leak(false, neighbor)).unwrap();
        assert!(!world.is_leaking(mid));
        assert_eq!(path_at(&world, "right", PREFIX), Some("65001 65004".into()));
    }
    // Towards the other side, nothing is drawn.
    act(&mut world, leak(true, Some("left"))).unwrap();
    assert_eq!(path_at(&world, "right", PREFIX), Some("65001 65004".into()));
    for (command, told) in [
        (leak(true, Some("origin")), "`origin` is not a neighbour of `mid`"),
        (leak(true, Some("nobody")), "there is no network called `nobody`"),
        (json!({"do": "leak", "network": "nobody", "is_on": true}), "no network called `nobody`"),
    ] {
        let refusal = act(&mut world, command).unwrap_err().to_string();
        assert!(refusal.contains(told), "{refusal}");
    }
}

/// Two doors, with a ROA for the service, a thief at the middle of `long`, and a client of its.
fn with_a_thief() -> Scenario {
    let mut scenario = two_doors();
    scenario.networks.push(network("thief", 65099, &["thief"]));
    scenario.links.push(link("long-mid", "thief", Provider, 1));
    scenario.services = vec![service(&["west", "east"])];
    scenario.clients.push(client("neighbours", "thief", 2));
    with(
        &scenario,
        &[
            ("/prefixes", json!(["192.0.2.0/25", "192.0.2.128/25", "192.0.2.0/26"])),
            ("/roas", json!([{"prefix": "192.0.2.0/24", "max_length": 24, "asn": 64500}])),
        ],
    )
}

fn hijack(kind: &str) -> Value {
    json!({"do": "hijack", "router": "thief", "prefix": "192.0.2.0/24", "kind": kind})
}

fn end_hijack() -> Value {
    json!({"do": "end-hijack", "router": "thief", "prefix": "192.0.2.0/24"})
}

fn is_served(world: &World) -> bool {
    serving(world, "users").is_some()
}

#[test]
fn a_hijack_draws_traffic_until_it_ends() {
    let open = [("/networks/1/policy", json!({"max_length_v4": 25}))];
    let validates = [("/networks/1/policy", json!({"validates": "all", "max_length_v4": 25}))];
    for (kind, is_caught_by_default, is_caught_when_open, is_caught_when_validated) in [
        ("same-prefix", true, true, false),
        // It passes validation, but is an AS longer than the doors' routes.
        ("forged-origin", false, false, false),
        ("more-specific", false, true, false),
    ] {
        // `thief` is nearer to the users than either door, so whatever is accepted wins.
        for (scenario, is_caught) in [
            (with_a_thief(), is_caught_by_default),
            (with(&with_a_thief(), &open), is_caught_when_open),
            (with(&with_a_thief(), &validates), is_caught_when_validated),
        ] {
            let mut world = settled(&scenario);
            assert!(is_served(&world));
            act(&mut world, hijack(kind)).unwrap();
            assert_eq!(is_served(&world), !is_caught, "{kind}");
            let thief = world.network().names.routers["thief"];
            assert_eq!(world.hijacked_by(thief).len(), 1);
            act(&mut world, hijack(kind)).unwrap_err();
            act(&mut world, end_hijack()).unwrap();
            assert!(is_served(&world) && world.hijacked_by(thief).is_empty());
            act(&mut world, end_hijack()).unwrap_err();
        }
    }
}

#[test]
fn a_forged_origin_passes_validation_but_is_an_as_longer() {
    let validates = [("/networks/1/policy", json!({"validates": "all"}))];
    let mut world = settled(&with(&with_a_thief(), &validates));
    act(&mut world, hijack("forged-origin")).unwrap();
    let mid = world.network().names.routers["long-mid"];
    let known = world.explain(mid, id(&world, "192.0.2.0/24"));
    let paths: Vec<String> =
        known.candidates.iter().map(|one| one.route.attributes.as_path.to_string()).collect();
    assert_eq!(paths, ["64500", "64500", "65099 64500"]);
    // Once the doors are shut, it is all there is.
    for node in ["west", "east"] {
        act(&mut world, json!({"do": "withdraw", "node": node})).unwrap();
    }
    assert_eq!(path_at(&world, "access", "192.0.2.0/24"), Some("64601 65099 64500".into()));
    assert_eq!(serving(&world, "users"), None);
}

#[test]
fn the_more_specific_is_the_shortest_with_the_address() {
    let mut world =
        settled(&with(&with_a_thief(), &[("/networks/1/policy", json!({"max_length_v4": 32}))]));
    act(&mut world, hijack("more-specific")).unwrap();
    let thief = world.network().names.routers["thief"];
    assert_eq!(world.hijacked_by(thief), [id(&world, "192.0.2.0/25")]);
    // None is named inside of the users' prefix.
    let command = json!({"do": "hijack", "router": "thief", "prefix": "198.18.1.0/24",
                         "kind": "more-specific"});
    act(&mut world, command).unwrap_err();
}

#[test]
fn nobody_hijacks_what_is_its_own() {
    let mut world = settled(&with_a_thief());
    for (router, prefix) in [("west", "192.0.2.0/24"), ("thief", "198.18.2.0/24")] {
        let command =
            json!({"do": "hijack", "router": router, "prefix": prefix, "kind": "same-prefix"});
        let refusal = act(&mut world, command).unwrap_err().to_string();
        assert_eq!(refusal, format!("`{router}` announces {prefix} by right"));
    }
    for (router, prefix) in [("nobody", "192.0.2.0/24"), ("thief", "10.0.0.0/8")] {
        let command =
            json!({"do": "hijack", "router": router, "prefix": prefix, "kind": "same-prefix"});
        assert!(act(&mut world, command).unwrap_err().to_string().contains("there is no"));
    }
    // The end of a hijack leaves alone what a router announces by right.
    act(&mut world, json!({"do": "end-hijack", "router": "west", "prefix": "0.0.0.0/0"}))
        .unwrap_err();
}

#[test]
fn a_hijacked_answer_is_told_as_such() {
    let mut scenario = with_a_thief();
    scenario.links.push(link("long-west", "thief", Provider, 1));
    let mut world = settled(&scenario);
    let steal = json!({"do": "hijack", "router": "thief", "prefix": "198.18.1.0/24",
                       "kind": "same-prefix"});
    act(&mut world, steal).unwrap();
    assert_eq!(path_at(&world, "long-west", "198.18.1.0/24").as_deref(), Some("65099"));
    // The query finds a door; the answer goes to the thief.
    let mut facts = Vec::new();
    let send = json!({"do": "send-packet", "client": "users", "service": "dns"});
    world.apply(world.now(), &serde_json::from_value(send).unwrap(), &mut facts).unwrap();
    while world.step(&mut facts).is_some() {}
    let told = format!("{facts:?}");
    assert!(told.contains("QueryAnswered") && told.contains("Hijacked"), "{told}");
}

#[test]
fn an_announcement_by_command_carries_what_a_hijack_would() {
    let mut world = settled(&valley());
    let command = json!({"do": "announce-prefix", "router": "mid", "prefix": PREFIX,
                         "as_path_tail": [65004], "communities": ["no-export"]});
    act(&mut world, command).unwrap();
    assert_eq!(attributes(&world, "right").as_path.to_string(), "65003 65004");
}
