//! The cases recorded from real routing daemons.

use std::path::{Path, PathBuf};

use anycast_lab::headless::fixture::compare::compare;
use anycast_lab::headless::route::{play, route};
use serde_json::{Value, json};

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn is_ladder(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with("ladder-")
}

#[test]
fn every_ladder_case_agrees_in_every_recorded_fact() {
    let cases: Vec<PathBuf> = cases("open").into_iter().filter(|path| is_ladder(path)).collect();
    assert_eq!(cases.len(), 23);
    let report = route(&cases, true, true).unwrap();
    assert!(report.is_good, "{}", report.text);
    println!("{}", report.text.lines().last().unwrap());
}

#[test]
fn every_other_recorded_case_agrees_in_every_fact_too() {
    let mut all: Vec<PathBuf> = cases("open").into_iter().filter(|p| !is_ladder(p)).collect();
    all.extend(cases("external"));
    assert_eq!(all.len(), 94);
    let report = route(&all, true, true).unwrap();
    assert!(report.is_good, "{}", report.text);
    println!("{}", report.text.lines().last().unwrap());
}

#[test]
fn what_is_not_modelled_is_refused_by_name() {
    let path = std::env::temp_dir().join(format!("anycast-lab-{}.json", std::process::id()));
    let mut fixture: Value =
        serde_json::from_str(&std::fs::read_to_string(&cases("open")[0]).unwrap()).unwrap();
    fixture["schema"] = json!("bgp-fixture/9");
    fixture["requires"] = json!(["ASPA"]);
    std::fs::write(&path, fixture.to_string()).unwrap();
    let problems = play(&path).expect_err("it is refused");
    std::fs::remove_file(&path).unwrap();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("`bgp-fixture/9`") && told[1].contains("`ASPA`"), "{told:?}");
}

#[test]
fn a_difference_is_told_with_its_place() {
    let case = cases("open").into_iter().find(|path| is_ladder(path)).unwrap();
    let (fixture, mut stages) = play(&case).unwrap();
    stages[0]["routes"]["dut"]["203.0.113.0/24"]["link"] = json!("another");
    let comparison = compare(&fixture.expected, &stages, false);
    assert_eq!(comparison.differences.len(), 1);
    assert!(comparison.differences[0].contains("initial dut 203.0.113.0/24 link"));
}
