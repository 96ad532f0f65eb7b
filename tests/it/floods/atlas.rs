//! Floods in the flagship world: one region drowns, the others idle; with automatic withdrawal the
//! flood goes from PoP to PoP. And what `run` says of a world.

use std::path::{Path, PathBuf};

use anycast_lab::headless::run::{Play as Run, run};
use serde_json::{Value, json};

fn atlas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios/atlas.json")
}

/// What a run of atlas with these commands prints: facts about floods and nodes, and the summary.
fn played(name: &str, commands: &[Value], until_s: u64) -> (Vec<(String, String)>, Value) {
    let file = std::env::temp_dir().join(format!("anycast-lab-{name}-{}", std::process::id()));
    let lines: Vec<String> = commands.iter().map(ToString::to_string).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let play = Run {
        commands: Some(&file),
        seed: 1,
        until: anycast_lab::engine::base::time::Span::from_s(until_s),
        ..Run::default()
    };
    let report = run(&atlas(), &play);
    std::fs::remove_file(&file).unwrap();
    let text = report.unwrap().text;
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let about_nodes = lines.iter().filter(|line| line["node"].is_string());
    let facts = about_nodes.filter(|line| line["fact"].as_str().unwrap().starts_with("node-"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let facts = facts.map(|line| (text(&line["fact"]), text(&line["node"]))).collect();
    (facts, lines.last().unwrap()["summary"].clone())
}

fn flood() -> Value {
    json!({
        "at_us": 0, "do": "start-flood", "botnet": "bindweed", "at": {"service": "dns"},
        "kind": "udp-reflection", "rate": {"per-bot": 1_000_000}, "is_spoofed": true
    })
}

#[test]
fn a_quiet_day_is_summed_up() {
    let (facts, summary) = played("quiet", &[], 0);
    assert!(facts.is_empty() && summary.get("floods").is_none());
    let service = &summary["services"]["dns"];
    let number = |value: &Value| value.as_u64().unwrap();
    // As measured by Calder and others in 2015, about a fifth.
    for share in ["clients_permille", "users_permille"] {
        let astray = number(&service["not_at_lowest_latency_node"][share]);
        assert!((100..=350).contains(&astray), "{astray} of a thousand");
    }
    assert_eq!(number(&service["served"]["users_permille"]), 1_000);
    assert_eq!(number(&service["not_served"]["clients"]), 0);
    let trips = &service["round_trips"]["over_clients"];
    let (median, p90) = (number(&trips["median_us"]), number(&trips["p90_us"]));
    assert!((1_000..50_000).contains(&median) && (median..400_000).contains(&p90));
    let nodes = service["nodes"].as_object().unwrap();
    assert_eq!(nodes.len(), 48);
    let users: u64 = nodes.values().map(|node| number(&node["catchment"]["users"])).sum();
    assert_eq!(users, number(&service["served"]["users"]));
    for (slug, node) in nodes {
        let percent = number(&node["percent"]);
        assert!((1..=20).contains(&percent), "{slug} is {percent} % full");
        assert!(number(&node["capacity"]["bps"]) >= 20_000_000_000);
    }
}

#[test]
fn a_flood_from_a_region_drowns_its_pops_and_leaves_others_idle() {
    let (facts, summary) = played("flood", &[flood()], 0);
    let drowned: Vec<&str> = facts.iter().map(|(_, node)| node.as_str()).collect();
    assert_eq!(drowned, ["new-delhi", "bangkok"]);
    let service = &summary["services"]["dns"];
    let nodes = service["nodes"].as_object().unwrap();
    let idle = nodes.values().filter(|node| node["percent"].as_u64().unwrap() <= 5).count();
    assert!(idle > 20, "{idle} of {}", nodes.len());
    let unserved = service["not_served"]["users"].as_u64().unwrap();
    let users = |node: &str| nodes[node]["catchment"]["users"].as_u64().unwrap();
    assert_eq!(unserved, users("new-delhi") + users("bangkok"));
    let account = &summary["floods"]["bindweed"];
    let bps = |what: &str| account[what]["bps"].as_u64().unwrap();
    let overloaded = account["overloaded"]["at_nodes"]["bps"].as_u64().unwrap();
    assert_eq!(account["overloaded"]["at_links"]["bps"], 0);
    assert_eq!(bps("sent"), 307_320_000_000);
    assert_eq!(bps("sent"), bps("delivered") + overloaded);
    assert!(overloaded > 50_000_000_000);
}

#[test]
fn pops_that_withdraw_by_themselves_fall_one_after_another() {
    let automation = json!({
        "at_us": 0, "do": "set-automation", "service": "dns", "withdraw_above_percent": 100,
        "for_us": 10_000_000,
        "hysteresis": {"return_below_percent": 60, "hold_us": 300_000_000}
    });
    let (facts, _) = played("cascade", &[automation, flood()], 120);
    let gone: Vec<&str> = facts
        .iter()
        .filter(|(fact, _)| fact == "node-withdrew-itself")
        .map(|(_, node)| node.as_str())
        .collect();
    // Two were asked for too much; what they could not bear brings three more down.
    assert_eq!(gone, ["new-delhi", "bangkok", "hong-kong", "taipei", "seoul"]);
    assert!(!facts.iter().any(|(fact, _)| fact == "node-returned"));
}
