//! The comparison on the command line: for people, as JSON, and what it refuses.

use std::path::{Path, PathBuf};

use anycast_lab::headless::egress::{Asked, egress};
use anycast_lab::headless::input::InputProblem;
use anycast_lab::headless::run::{Play, run};
use serde_json::{Value, json};

fn scenario(slug: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/scenarios/{slug}.json"))
}

fn told(asked: &Asked) -> Result<String, Vec<String>> {
    let told = |problems: Vec<InputProblem>| {
        problems.into_iter().map(|problem| problem.problem.to_string()).collect()
    };
    egress(&scenario("backbone"), asked).map(|report| report.text).map_err(told)
}

/// Every number under a name with a unit is a number.
fn numbers(value: &Value) -> usize {
    let Value::Object(fields) = value else { return 0 };
    let of = |(name, value): (&String, &Value)| {
        let has_unit = ["_us", "_ppm", "_cents"].iter().any(|unit| name.ends_with(unit));
        assert!(!has_unit || value.is_i64() || value.is_null(), "{name}: {value}");
        usize::from(has_unit) + numbers(value)
    };
    fields.iter().map(of).sum()
}

#[test]
fn run_prints_the_comparison() {
    let play = Play { seed: 1, is_quiet: true, ..Play::default() };
    let report = run(&scenario("backbone"), &play).unwrap();
    let summary: Value = serde_json::from_str(&report.text).unwrap();
    let comparison = &summary["summary"]["egress"]["comparison"];
    assert_eq!(
        ["pops", "servers_per_pop", "tags", "slice_ports"].map(|name| &comparison[name]),
        [12, 40, 20, 2_048].map(|number| json!(number)).each_ref()
    );
    let designs = comparison["designs"].as_object().unwrap();
    assert_eq!(designs.len(), 6);
    assert_eq!(designs["soft-unicast"]["addresses_held"], 512);
    assert_eq!(designs["nat"]["choke_point"]["router"], "lighthouse-tokyo");
    assert_eq!(designs["one-server"]["lost_when_fails"]["pop"]["worst"]["node"], "new-york");
    // And the busiest link of the backbone, in the two designs that carry replies over it.
    assert_eq!(numbers(comparison), 1 + 6 * (2 + 2 + 2 + 4 * 2 + 1) + 2);
    // The subcommand says the same.
    let asked = Asked { seed: 1, is_json: true, ..Asked::default() };
    assert_eq!(serde_json::from_str::<Value>(&told(&asked).unwrap()).unwrap(), *comparison);
    // A world whose servers open no connections has none.
    let without = run(&scenario("disagree"), &play).unwrap();
    assert!(!without.text.contains("comparison"));
}

#[test]
fn people_get_a_table_whose_columns_are_aligned() {
    let text = told(&Asked { seed: 1, ..Asked::default() }).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("12 PoPs × 40 servers × 20 tags, slices of 2048 ports, $50"));
    for (line, design) in lines[2..].iter().zip(["per-server", "one-server", "per-pop"]) {
        assert!(line.starts_with(design), "{line}");
    }
    assert!(lines[2].contains("$480,000") && lines[5].contains("$25,600"), "{text}");
    // Numbers end where their headings end.
    let end = |line: &str, word: &str| line.find(word).map(|at| at + word.len()).unwrap();
    assert_eq!(end(lines[1], "needed"), end(lines[2], "9600"));
    assert_eq!(end(lines[1], "needed"), end(lines[7], " 240"));
    assert!(text.contains("naive: with 2 service addresses every server has a slice."), "{text}");
    let six = told(&Asked { seed: 1, is_ipv6: true, ..Asked::default() }).unwrap();
    assert!(six.contains("/48s held") && !six.contains("$50"), "{six}");
    let asked = Asked { seed: 1, pops: Some(6), slice: Some(8_192), ..Asked::default() };
    assert!(told(&asked).unwrap().starts_with("6 PoPs × 40 servers × 20 tags, slices of 8192"));
}

#[test]
fn bad_numbers_are_refused_with_their_ranges() {
    let asked = Asked {
        pops: Some(u64::MAX),
        servers: Some(0),
        tags: Some(70_000),
        price_cents: Some(1_000_001),
        ..Asked::default()
    };
    assert_eq!(
        told(&asked).unwrap_err(),
        [
            "--pops: must lie between 1 and 12",
            "--servers: must lie between 1 and 1000",
            "--tags: must lie between 1 and 200",
            "--price-cents: must lie between 0 and 1000000"
        ]
    );
    let sliced = |ports| told(&Asked { slice: Some(ports), ..Asked::default() }).unwrap_err();
    assert_eq!(sliced(3_000), ["--slice: 3000 is no power of two; the nearest are 2048 and 4096"]);
    assert_eq!(sliced(128), ["--slice: a slice of 128 ports is out of range: 256 to 8192 ports"]);
    let without = egress(&scenario("disagree"), &Asked::default()).unwrap_err();
    let told = without[0].problem.to_string();
    assert_eq!(told, "egress: the servers of this world open no connections");
}
