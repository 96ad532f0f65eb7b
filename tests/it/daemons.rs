//! Random topologies on real daemons and on the engine: `cargo test -- --ignored daemons`.
//!
//! One bgpd (Debian package frr) a router, each in a network namespace of its own; eBGP alone, so
//! no zebra. Needs root, `ip` and `bgpd`; without them it says what is missing and passes.
//! Everything it makes has this process's number in its name, and is taken away at the end.

mod frr;
mod topology;

use anycast_lab::engine::bgp::profile::{Age, Manner, ProfileName};
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::fixture::build::{by_name, setup_as};
use anycast_lab::headless::fixture::format::Fixture;
use anycast_lab::headless::route::stages;
use serde_json::Value;

use frr::Daemons;

/// How many topologies are played.
const TOPOLOGIES: u64 = 12;

#[test]
#[ignore = "needs root, `ip netns` and bgpd; see CONTRIBUTING.md"]
fn daemons_choose_what_the_engine_chooses() {
    if let Err(missing) = frr::is_possible() {
        println!("skipped: {missing}");
        return;
    }
    let (mut facts, mut differences) = (0, Vec::new());
    for seed in 1..=TOPOLOGIES {
        let topology = topology::random(seed);
        let daemons = Daemons::start(&topology).unwrap();
        let recorded = daemons.settled_tables().unwrap();
        drop(daemons);
        let expected = engine(&topology);
        for (router, by_prefix) in &recorded {
            for (prefix, route) in by_prefix.as_object().unwrap() {
                facts += 1;
                let ours = &expected[router][prefix];
                let keys = ["as_path", "neighbor", "link", "local_pref", "med"];
                if keys.iter().any(|&key| shown(ours, key) != shown(route, key)) {
                    differences.push(format!(
                        "topology {seed}, {router} {prefix}: bgpd has {route}, the engine {ours}"
                    ));
                }
            }
            let count = expected[router].as_object().unwrap().len();
            assert_eq!(by_prefix.as_object().unwrap().len(), count, "topology {seed}, {router}");
        }
        let (routers, sessions) =
            ["routers", "links"].map(|key| topology[key].as_array().unwrap().len()).into();
        println!("topology {seed}: {routers} routers, {sessions} sessions compared");
    }
    println!("{TOPOLOGIES} topologies, {facts} selected routes compared");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// A missing MED and 0 are one; of own routes only the path counts.
fn shown(route: &Value, key: &str) -> Value {
    let is_own = route["neighbor"].is_null();
    match key {
        "med" | "local_pref" if is_own => Value::Null,
        "med" => route[key].as_u64().unwrap_or(0).into(),
        _ => route[key].clone(),
    }
}

/// The selected routes by router and prefix, as FRR with `deterministic-med` and
/// `compare-routerid` chooses them.
fn engine(topology: &Value) -> Value {
    let fixture: Fixture = serde_json::from_value(topology.clone()).unwrap();
    let mut profile = by_name(&fixture, ProfileName::Frr);
    profile.options.manner = Manner::Grouped;
    profile.options.age = Age::Ignored;
    let mut world = World::new(&setup_as(&fixture, profile).unwrap(), 1);
    stages(&fixture, &mut world).unwrap()[0]["routes"].clone()
}
