//! Every kind of measure, more and less of it.

use std::collections::{BTreeMap, BTreeSet};

use anycast_lab::lesson::format::Measure;
use serde_json::{Value, json};

use super::{Scene, all_seen_twice, give, kind, settle, wait, withdraw};
use crate::lessons::kinds;

/// A world, what is done in it, and measures with what they come to; `-` is nothing at all.
type Case = (&'static str, Vec<Value>, Vec<(Value, &'static str)>);

fn of(client: &str) -> Value {
    json!({"client": client, "service": "dns"})
}

fn at(router: &str) -> Value {
    json!({"router": router, "service": "dns"})
}

fn at_rest_and_after() -> Vec<Case> {
    vec![
        (
            "first-light",
            vec![],
            vec![
                (json!({"catchment": {"node": "tokyo"}}), "7"),
                (json!({"unserved": {"service": "dns"}}), "0"),
                (json!({ "round-trip": of("quipu") }), "225.878"),
                (json!({"distance": {"client": "quipu", "node": "tokyo"}}), "15485.995"),
                (json!({"distance": {"client": "quipu", "node": "miami"}}), "4221.142"),
                (json!({ "path-length": at("albatross-lima") }), "1"),
                (json!({ "routes": at("albatross-lima") }), "1"),
                (json!({"load": {"node": "tokyo"}}), "2.29"),
                (json!({"served": {"service": "dns"}}), "100"),
                (json!({ "loss": of("quipu") }), "0"),
                (json!({"last-change": {}}), "-"),
                (json!({"updates": {}}), "-"),
                (json!({ "explored": at("albatross-lima") }), "-"),
                (json!({ "outage": of("highveld") }), "-"),
                (json!({"sessions-alive": {}}), "0"),
                (json!({"sessions-lost": {}}), "0"),
                (json!({"commands": {}}), "0"),
                (json!({"egress-addresses": {}}), "-"),
                (json!({"ports-used": {"node": "tokyo", "destination": "bookhouse"}}), "-"),
                (json!({"catchment": {"node": "atlantis"}}), "-"),
            ],
        ),
        (
            "first-light",
            vec![withdraw("tokyo"), settle()],
            vec![
                (json!({"catchment": {"node": "tokyo"}}), "0"),
                (json!({ "round-trip": of("quipu") }), "60.646"),
                (json!({ "path-length": at("albatross-lima") }), "2"),
                (json!({ "routes": at("kumo-tokyo") }), "2"),
                (json!({"load": {"node": "tokyo"}}), "0"),
                (json!({"last-change": {}}), "29.769"),
                (json!({"updates": {}}), "102"),
                (json!({ "explored": at("albatross-lima") }), "3"),
                (json!({ "outage": of("quipu") }), "0"),
                (json!({"commands": {}}), "1"),
            ],
        ),
    ]
}

fn in_trouble() -> Vec<Case> {
    let flood = give(&json!({
        "do": "start-flood", "botnet": "a0", "at": {"service": "dns"}, "kind": "udp-reflection",
        "rate": {"in-all": 20_000_000_000_u64}
    }));
    let hold = give(&json!({
        "do": "hold-ports", "node": "tokyo", "tag": "jp", "destination": "bookhouse", "count": 512
    }));
    let session = give(&json!({
        "do": "start-session", "client": "quipu", "service": "dns", "kind": "tcp", "slug": "s"
    }));
    vec![
        (
            "first-light",
            vec![withdraw("johannesburg"), wait(10_000)],
            vec![
                (json!({"unserved": {"service": "dns"}}), "2"),
                (json!({ "round-trip": of("highveld") }), "-"),
                (json!({ "outage": of("highveld") }), "0.01"),
                (json!({ "loss": of("highveld") }), "100"),
                (json!({"served": {"service": "dns"}}), "97.376"),
            ],
        ),
        (
            "first-light",
            vec![withdraw("johannesburg"), settle()],
            vec![
                (json!({ "outage": of("highveld") }), "0.018"),
                (json!({ "outage": of("quipu") }), "0"),
            ],
        ),
        (
            "first-light",
            vec![session.clone(), wait(1_000_000), withdraw("tokyo"), wait(2_000_000)],
            vec![(json!({"sessions-alive": {}}), "0"), (json!({"sessions-lost": {}}), "1")],
        ),
        ("first-light", vec![session, wait(1_000_000)], vec![(json!({"sessions-alive": {}}), "1")]),
        (
            "flood-board",
            vec![flood],
            vec![
                (json!({"load": {"node": "s1"}}), "200"),
                (json!({ "loss": of("c0") }), "50"),
                (json!({"served": {"service": "dns"}}), "50"),
            ],
        ),
        (
            "backbone",
            vec![hold],
            vec![
                (json!({"ports-used": {"node": "tokyo", "destination": "bookhouse"}}), "25"),
                (json!({"ports-used": {"node": "dubai", "destination": "bookhouse"}}), "0"),
                (json!({"egress-addresses": {}}), "480"),
            ],
        ),
        (
            "backbone",
            vec![give(&json!({"do": "set-egress-design", "design": "naive"}))],
            vec![(json!({"egress-addresses": {}}), "1")],
        ),
    ]
}

#[test]
fn every_measure_comes_to_what_the_engine_says() {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (world, acts, measures) in at_rest_and_after().into_iter().chain(in_trouble()) {
        let mut scene = Scene::of(world, []);
        for act in &acts {
            scene.act(act);
        }
        for (measure, expected) in measures {
            let read: Measure = serde_json::from_value(measure.clone()).expect("a measure");
            let value = read.value(&scene.0.world, &scene.0.evidence);
            let value = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
            if value != expected {
                wrong.push(format!("{world} {acts:?}: {measure} is {value}, not {expected}"));
            }
            seen.entry(kind(&measure)).or_default().insert(value);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    all_seen_twice(kinds::<Measure>(), &seen);
}
