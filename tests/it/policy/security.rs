//! Filters by length, origin validation and BGP Roles: what each stops, and what it lets through.

use anycast_lab::engine::bgp::decision::Ineligible;
use anycast_lab::engine::net::scenario::LinkRelation::{Internal, Peer, Provider, Unrelated};
use anycast_lab::engine::net::scenario::Scenario;
use serde_json::{Value, json};

use super::{PREFIX, refused, row, with};
use crate::worlds::{announcement, link, network, path_at, settled};

#[test]
fn prefixes_longer_than_the_internet_takes_are_dropped() {
    let mut scenario = row(&[Unrelated]);
    for (prefix, too_long) in [
        ("203.0.113.0/24", None),
        ("203.0.113.0/25", Some((25, 24))),
        ("2001:db8:1::/48", None),
        ("2001:db8:1::/49", Some((49, 48))),
    ] {
        scenario.announcements = vec![announcement("r0", prefix)];
        let expected: Vec<_> = too_long
            .map(|(length, most)| Ineligible::TooLong { length, most })
            .into_iter()
            .collect();
        let world = settled(&scenario);
        assert_eq!(refused(&world, "r1", prefix), expected, "{prefix}");
        assert_eq!(path_at(&world, "r1", prefix).is_none(), too_long.is_some(), "{prefix}");
        // A network may take longer ones, or only shorter.
        let open = json!({"max_length_v4": 25, "max_length_v6": 49});
        let world = settled(&with(&scenario, &[("/networks/1/policy", open)]));
        assert!(path_at(&world, "r1", prefix).is_some(), "{prefix}");
        let closed = json!({"max_length_v4": 20, "max_length_v6": 32});
        let world = settled(&with(&scenario, &[("/networks/1/policy", closed)]));
        assert_eq!(path_at(&world, "r1", prefix), None, "{prefix}");
    }
}

#[test]
fn inside_a_network_no_prefix_is_too_long() {
    let mut scenario = row(&[]);
    scenario.networks[0] = network("r0", 65001, &["r0", "far"]);
    scenario.links.push(link("r0", "far", Internal, 1));
    scenario.announcements = vec![announcement("r0", "203.0.113.128/25")];
    assert_eq!(path_at(&settled(&scenario), "far", "203.0.113.128/25"), Some(String::new()));
}

/// `r1` buys from `r0` and `r2`; `r0` announces the prefix by right, `r2` against it.
fn hijacked(prefix: &str, tail: &[u32], max_length: u8) -> Scenario {
    let mut scenario = row(&[Provider]);
    scenario.networks.push(network("r2", 65003, &["r2"]));
    scenario.links.push(link("r2", "r1", Provider, 1));
    with(
        &scenario,
        &[
            (
                "/announcements",
                json!([
                    {"router": "r0", "prefix": PREFIX},
                    {"router": "r2", "prefix": prefix, "as_path_tail": tail}
                ]),
            ),
            ("/roas", json!([{"prefix": PREFIX, "max_length": max_length, "asn": 65001}])),
            ("/networks/1/policy", json!({"max_length_v4": 25})),
        ],
    )
}

fn validating(scenario: &Scenario, of: &str) -> Scenario {
    with(scenario, &[("/networks/1/policy/validates", json!(of))])
}

#[test]
fn origin_validation_stops_what_it_can_see() {
    for (what, prefix, tail, max_length, is_stopped) in [
        ("the same prefix", PREFIX, &[][..], 24, true),
        ("a longer one", "203.0.113.0/25", &[], 24, true),
        ("a longer one, with a forged origin", "203.0.113.0/25", &[65001], 24, true),
        ("the same, with a forged origin", PREFIX, &[65001], 24, false),
        (
            "a longer one, with a forged origin and a loose ROA",
            "203.0.113.0/25",
            &[65001],
            25,
            false,
        ),
        ("a prefix without ROA", "203.0.112.0/24", &[], 24, false),
    ] {
        let scenario = hijacked(prefix, tail, max_length);
        assert_eq!(refused(&settled(&scenario), "r1", prefix), [], "{what}: nobody validates");
        let world = settled(&validating(&scenario, "all"));
        let why: &[Ineligible] = if is_stopped { &[Ineligible::OriginInvalid] } else { &[] };
        assert_eq!(refused(&world, "r1", prefix), why, "{what}");
    }
}

#[test]
fn origins_are_validated_of_the_neighbours_that_the_file_says() {
    let invalid = |relation, of: &str| {
        let mut scenario = hijacked(PREFIX, &[], 24);
        (scenario.links[1].a_is, scenario.links[1].a, scenario.links[1].b) = relation;
        !refused(&settled(&validating(&scenario, of)), "r1", PREFIX).is_empty()
    };
    let provider = || (Provider, "r2".into(), "r1".into());
    let customer = || (Provider, "r1".into(), "r2".into());
    let peer = || (Peer, "r1".into(), "r2".into());
    for (of, expected) in [
        ("all", [true, true, true]),
        ("peers", [false, true, false]),
        ("peers-and-providers", [true, true, false]),
    ] {
        let found = [invalid(provider(), of), invalid(peer(), of), invalid(customer(), of)];
        assert_eq!(found, expected, "{of}");
    }
}

#[test]
fn a_leak_in_the_file_crosses_the_valley_and_roles_stop_it() {
    // r1 buys from r0 and from r2, and tells each what the other said.
    let mut scenario = row(&[Provider]);
    scenario.networks.push(network("r2", 65003, &["r2"]));
    scenario.links.push(link("r2", "r1", Provider, 1));
    scenario.announcements = vec![announcement("r0", PREFIX)];
    assert_eq!(path_at(&settled(&scenario), "r2", PREFIX), None);
    let leaks = [("/networks/1/policy/leaks", "r2"), ("/links/1/at_b/leaks", "r2")];
    for (place, _) in leaks {
        let leaking = with(&scenario, &[(place, json!(true))]);
        assert_eq!(path_at(&settled(&leaking), "r2", PREFIX), Some("65002 65001".into()));
        let elsewhere = with(&scenario, &[("/links/0/at_b/leaks", json!(true))]);
        assert_eq!(path_at(&settled(&elsewhere), "r2", PREFIX), None);
        let roles = |networks: &[usize]| -> Vec<(String, Value)> {
            networks.iter().map(|n| (format!("/networks/{n}/policy/roles"), json!(true))).collect()
        };
        let with_roles = |networks: &[usize]| {
            let changes = roles(networks);
            let changes: Vec<(&str, Value)> =
                changes.iter().map(|(place, value)| (place.as_str(), value.clone())).collect();
            settled(&with(&leaking, &changes))
        };
        // The provider marks what it tells a customer; another provider sees the mark.
        assert_eq!(refused(&with_roles(&[0, 2]), "r2", PREFIX), [Ineligible::Leak]);
        // The leaker itself would not have sent it.
        let stopped = with_roles(&[1]);
        assert_eq!(path_at(&stopped, "r2", PREFIX), None);
        assert_eq!(refused(&stopped, "r2", PREFIX), []);
        // Nobody marks: nobody sees.
        assert!(path_at(&with_roles(&[2]), "r2", PREFIX).is_some());
    }
}
