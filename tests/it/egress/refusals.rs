//! Commands that are refused, with the reason, and that leave no trace.

use serde_json::json;

use super::live::Live;

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    let mut live = Live::new();
    let digest = live.world.digest();
    let owner = json!({"do": "move-address", "address": "203.0.113.54", "to": "london"});
    for (command, expected) in [
        (json!({"do": "set-egress-design", "design": "soft-unicast"}), "already"),
        (json!({"do": "set-grace", "for_us": 4_000_000_000_u64}), "between 0 and 3600000000"),
        (json!({"do": "move-address", "address": "10.0.0.1", "to": "paris"}), "not in the pool"),
        (json!({"do": "move-address", "address": "198.51.100.255", "to": "paris"}), "no address"),
        (json!({"do": "move-address", "address": "203.0.113.54", "to": "oslo"}), "called `oslo`"),
        (owner, "already"),
        (json!({"do": "move-range", "range": "203.0.112.0/23", "to": "paris"}), "not in the pool"),
        (json!({"do": "move-range", "range": "198.51.100.252/30", "to": "paris"}), "no address"),
        (
            json!({"do": "allocate-address", "address": "198.51.100.255", "node": "paris",
                "tag": "xx"}),
            "tag called `xx`",
        ),
        (json!({"do": "release-address", "address": "192.0.2.80"}), "not in the pool"),
        (
            json!({"do": "onboard-prefix", "prefix": "8.8.8.0/24", "node": "paris", "tag": "fr"}),
            "prefix called `8.8.8.0/24`",
        ),
        (
            json!({"do": "open-connection", "client": "thistle", "destination": "nowhere",
                "slug": "a"}),
            "destination called `nowhere`",
        ),
        (
            json!({"do": "open-connection", "client": "thistle", "destination": "bookhouse",
                "slug": "Not a slug"}),
            "slug called",
        ),
        (json!({"do": "close-connection", "slug": "a"}), "connection called `a`"),
        (
            json!({"do": "hold-ports", "node": "london", "server": 40, "tag": "gb",
                "destination": "bookhouse", "count": 1}),
            "between 0 and 39",
        ),
        (
            json!({"do": "hold-ports", "node": "london", "server": 0, "tag": "gb",
                "destination": "bookhouse", "count": 0}),
            "between 1 and 1000000",
        ),
        (
            json!({"do": "reboot-router", "router": "lighthouse-london", "for_us": 1}),
            "between 1000000",
        ),
    ] {
        let refusal = live.try_act(&command).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{command}: {refusal}");
    }
    assert_eq!(live.world.digest(), digest);
}

#[test]
fn a_world_without_egress_says_so() {
    let setup = anycast_lab::engine::sim::setup::Setup::from_json(include_str!(
        "../../../assets/scenarios/three-cities.json"
    ));
    let mut live = Live { world: super::World::opened(&setup.unwrap(), 1), facts: Vec::new() };
    let refusal = live.try_act(&json!({"do": "drain-addresses", "node": "beijing"})).unwrap_err();
    assert!(refusal.to_string().contains("no connections"), "{refusal}");
    live.act(json!({"do": "reboot-router", "router": "lighthouse-beijing", "for_us": 2_000_000}));
    assert!(live.world.settle(&mut live.facts));
}

#[test]
fn a_world_that_is_returned_to_goes_on_as_it_did() {
    let mut live = Live::new();
    live.act(json!({"do": "set-grace", "for_us": 10_000_000}));
    for n in 0..10 {
        live.open(&format!("c{n}"), "thistle", "bookhouse", 0);
    }
    live.wait_ms(1_500);
    let snapshot = live.world.snapshot();
    let go_on = |live: &mut Live| {
        let address = live.source("c0");
        live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
        live.wait_ms(30_000);
        live.world.digest()
    };
    let first = go_on(&mut live);
    live.world.return_to(&snapshot);
    assert_eq!(go_on(&mut live), first);
}
