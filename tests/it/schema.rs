//! `assets/scenarios/SCHEMA.md` against the code that it describes.

use anycast_lab::engine::base::ids::ClientId;
use anycast_lab::engine::bgp::decision::Step;
use anycast_lab::engine::net::rule::{MAX_RULE_ENTRIES, MAX_RULE_PREPEND};
use anycast_lab::engine::net::scenario::{FORMAT, NetworkKind};
use anycast_lab::engine::net::validate::{
    MAX_ACTIONS, MAX_COMMUNITIES, MAX_ENTRIES, MAX_FILE_BYTES, MAX_FULL_MESH, MAX_NAME_BYTES,
    MAX_PATH_TAIL, MAX_PROBLEMS, MAX_ROAS, MAX_RULES, MAX_RULES_IN_ALL, MAX_SPAN_US, MAX_TABLES,
    MIN_CLIENT_INTERVAL_US,
};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

const SCHEMA: &str = include_str!("../../assets/scenarios/SCHEMA.md");

#[test]
fn the_example_does_what_the_page_says() {
    let (_, rest) = SCHEMA.split_once("## A whole small one").expect("the example's heading");
    let (_, rest) = rest.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let setup = Setup::from_json(example).expect("the example has no problems");
    let mut world = World::new(&setup, 1);
    assert!(world.settle(&mut Vec::new()));
    let service = setup.network.names.services["dns"];
    let paris = setup.network.names.clients["lavande"];
    assert_eq!(paris, ClientId::from(0));
    assert_eq!(world.serving(paris, service), Some(setup.network.names.nodes["amsterdam"]));
    let router = setup.network.names.routers["lavande-paris"];
    let explanation = world.explain(router, setup.network.services[service].prefix);
    assert_eq!(explanation.decided_by, Some(Step::RouterId));
}

/// The example of a whole small world.
fn example() -> serde_json::Value {
    let (_, rest) = SCHEMA.split_once("## A whole small one").expect("the example's heading");
    let (_, rest) = rest.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    serde_json::from_str(example).expect("it is JSON")
}

#[test]
fn the_example_of_policies_does_what_the_page_says() {
    let (_, rest) = SCHEMA.split_once("### An example\n").expect("the heading");
    let (_, rest) = rest.split_once("```json\n").expect("an example");
    let (policies, _) = rest.split_once("```").expect("the example ends");
    let policies: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(policies).expect("it is JSON");
    let mut world = example();
    for (place, value) in policies {
        let pointer = format!("/{}", place.replace("].", "/").replace('[', "/"));
        let (parent, field) = pointer.rsplit_once('/').expect("it begins with one");
        world.pointer_mut(parent).expect("the place is there")[field] = value;
    }
    let setup = Setup::from_json(&world.to_string()).expect("the example has no problems");
    let mut world = World::new(&setup, 1);
    assert!(world.settle(&mut Vec::new()));
    let service = setup.network.names.services["dns"];
    let paris = setup.network.names.clients["lavande"];
    assert_eq!(world.serving(paris, service), Some(setup.network.names.nodes["london"]));
    let router = setup.network.names.routers["lavande-paris"];
    let explanation = world.explain(router, setup.network.services[service].prefix);
    assert_eq!(explanation.decided_by, Some(Step::LocalPref));
}

#[test]
fn the_page_lists_every_kind_of_network() {
    let refused = serde_json::from_str::<NetworkKind>("\"moon\"").unwrap_err().to_string();
    let kinds: Vec<&str> = refused.split('`').skip(3).step_by(2).collect();
    assert!(kinds.len() >= 7, "{refused}");
    for kind in kinds {
        let row = format!("\n| `{kind}` | ");
        assert!(SCHEMA.contains(&row), "SCHEMA.md has no row for `{kind}`");
    }
}

#[test]
fn the_page_states_the_limits_as_they_are() {
    let grouped = |number: u64| {
        let digits = number.to_string();
        let mut text = String::new();
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    };
    let stated = |number: u64, after: &str| format!("{}{after}", grouped(number));
    let number = |limit: usize| u64::try_from(limit).unwrap();
    assert!(SCHEMA.contains(FORMAT));
    for statement in [
        stated(MAX_SPAN_US, ")"),
        stated(MIN_CLIENT_INTERVAL_US, " …"),
        stated(number(MAX_ENTRIES), " entries"),
        stated(number(MAX_TABLES), "."),
        stated(number(MAX_NAME_BYTES), " bytes each"),
        stated(number(MAX_FULL_MESH), " routers"),
        format!("lists of at most {MAX_RULES} rules"),
        format!("list of at most {MAX_ACTIONS} |"),
        format!("1 to {MAX_RULE_ENTRIES}:"),
        format!("lists of at most {MAX_RULE_ENTRIES} | removed"),
        format!("0 … {MAX_RULE_PREPEND} | the own"),
        format!("list, at most {MAX_COMMUNITIES}, optional"),
        format!("list of AS numbers, at most {MAX_PATH_TAIL}, optional"),
        stated(number(MAX_RULES_IN_ALL), " over all ends"),
        format!("At most {}.", grouped(number(MAX_ROAS))),
        stated(number(MAX_PROBLEMS), ", each with its place"),
        format!("at most {} MiB", MAX_FILE_BYTES / 1024 / 1024),
    ] {
        assert!(SCHEMA.contains(&statement), "SCHEMA.md does not say `{statement}`");
    }
}

#[test]
fn the_page_states_the_ranges_of_timers_as_they_are() {
    use anycast_lab::engine::net::validate::timing as limits;
    let grouped = |number: u64| {
        let digits = number.to_string();
        let parts: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|part| std::str::from_utf8(part).unwrap())
            .collect();
        parts.join(",")
    };
    let row = |field: &str| {
        let start = format!("| `{field}` |");
        SCHEMA.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{field}"))
    };
    for (field, number) in [
        ("mrai_ebgp_us", MAX_SPAN_US),
        ("mrai_ibgp_us", MAX_SPAN_US),
        ("hold_us", limits::MIN_HOLD_US),
        ("keepalive_us", limits::MIN_KEEPALIVE_US),
        ("bfd", limits::MIN_BFD_INTERVAL_US),
        ("bfd", limits::MAX_BFD_INTERVAL_US),
        ("bfd", limits::MAX_BFD_MULTIPLIER),
        ("processing_us", limits::MAX_PROCESSING_US),
        ("processing_max_us", limits::MAX_PROCESSING_US),
        ("restart_time_us", limits::MIN_RESTART_TIME_US),
        ("suppress", limits::MAX_PENALTY),
        ("reuse", limits::MAX_PENALTY - 1),
        ("half_life_us", limits::MIN_HALF_LIFE_US),
        ("half_life_us", limits::MAX_HALF_LIFE_US),
        ("max_suppress_us", MAX_SPAN_US),
        ("withdrawal", limits::MAX_PENALTY),
        ("attribute_change", limits::MAX_PENALTY),
    ] {
        assert!(row(field).contains(&grouped(number)), "{field}: {number} is not in its row");
    }
}
