//! The cases recorded from real routing daemons.

use std::path::{Path, PathBuf};

use anycast_lab::engine::bgp::decision::Step;
use anycast_lab::engine::bgp::profile::{Age, Manner, Profile, ProfileName};
use anycast_lab::engine::sim::world::World;
use anycast_lab::headless::fixture::build::{by_name, setup_as};
use anycast_lab::headless::fixture::compare::compare;
use anycast_lab::headless::fixture::format::Fixture;
use anycast_lab::headless::route::{Played, Request, play, route, stages};
use serde_json::{Value, json};

const STRICTLY: Request = Request { is_checked: true, is_strict: true, profile: None };

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
    let report = route(&cases, STRICTLY);
    assert!(report.is_good, "{}", report.text);
    println!("{}", report.text.lines().last().unwrap());
}

#[test]
fn every_other_recorded_case_agrees_in_every_fact_too() {
    let mut all: Vec<PathBuf> = cases("open").into_iter().filter(|p| !is_ladder(p)).collect();
    all.extend(cases("external"));
    assert_eq!(all.len(), 94);
    let report = route(&all, STRICTLY);
    assert!(report.is_good, "{}", report.text);
    println!("{}", report.text.lines().last().unwrap());
}

/// Of the fields that no recorded case has: IPv6 throughout, unequal interior costs, every kind of
/// clause, events at once. What they expect was worked out by the schema's rules.
#[test]
fn our_own_cases_of_the_schema_agree_too() {
    let report = route(&cases("own"), STRICTLY);
    assert!(report.is_good, "{}", report.text);
    assert!(report.text.contains("3 of 3 cases agree"), "{}", report.text);
}

/// A case with changes, in a file of its own.
fn changed(name: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
    let file = format!("anycast-lab-{}-{name}.json", std::process::id());
    let path = std::env::temp_dir().join(file);
    let mut fixture: Value =
        serde_json::from_str(&std::fs::read_to_string(&cases("open")[0]).unwrap()).unwrap();
    change(&mut fixture);
    std::fs::write(&path, fixture.to_string()).unwrap();
    path
}

#[test]
fn another_schema_is_refused_by_name_and_hides_no_other_verdict() {
    let unknown = changed("schema", |fixture| {
        *fixture = json!({"schema": "bgp-fixture/9", "worlds": 1});
    });
    let report = route(&[unknown.clone(), cases("open")[0].clone()], STRICTLY);
    std::fs::remove_file(unknown).unwrap();
    assert_eq!(report.problems.len(), 1);
    let told = report.problems[0].to_string();
    assert!(told.contains("schema: is `bgp-fixture/9`; this version reads `bgp-fixture/1`"));
    assert!(!report.is_good && report.text.contains("1 of 2 cases agree"), "{}", report.text);
}

#[test]
fn a_case_that_requires_what_is_not_modelled_is_skipped_by_name() {
    let case = changed("requires", |fixture| fixture["requires"] = json!(["ASPA", "BGPsec"]));
    let report = route(std::slice::from_ref(&case), STRICTLY);
    std::fs::remove_file(case).unwrap();
    assert!(report.is_good && report.problems.is_empty());
    assert!(report.text.contains("skipped, requires ASPA, BGPsec"), "{}", report.text);
    assert!(report.text.contains("0 of 1 cases agree, 1 skipped"), "{}", report.text);
}

/// Each case names the daemons that gave the recorded answers, all with grouped MED and without
/// age. So do the profiles of those daemons, every one in every case.
#[test]
fn the_daemons_profiles_agree_where_the_daemons_did() {
    let daemons = [
        ("bgpd version 8.4.4", ProfileName::Frr, 117),
        ("BIRD version 2.0.12", ProfileName::Bird, 117),
        ("OpenBGPD 7.7", ProfileName::OpenBgpd, 70),
    ];
    let all = [cases("open"), cases("external")].concat();
    for (daemon, name, count) in daemons {
        let (mut agreeing, mut facts) = (0, 0);
        for path in &all {
            let text = std::fs::read_to_string(path).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            if !value["provenance"]["agreeing"].as_array().unwrap().contains(&json!(daemon)) {
                continue;
            }
            let fixture: Fixture = serde_json::from_value(value).unwrap();
            let mut profile = by_name(&fixture, name);
            profile.options.manner = Manner::Grouped;
            profile.options.age = Age::Ignored;
            // OpenBGPD has no preference for own routes; where the cases needed one, they were
            // given a high LOCAL_PREF (tests/fixtures/VENDORS.md).
            if profile.place(Step::Local).is_none() {
                profile.rows.insert(0, Profile::default().rows[0]);
            }
            let mut world = World::new(&setup_as(&fixture, profile).unwrap(), 1);
            let comparison =
                compare(&fixture.expected, &stages(&fixture, &mut world).unwrap(), true);
            assert!(comparison.differences.is_empty(), "{name:?} {:#?}", comparison.differences);
            agreeing += 1;
            facts += comparison.facts;
        }
        println!("{daemon}: the profile agrees in {agreeing} cases, {facts} facts");
        assert_eq!(agreeing, count);
    }
}

#[test]
fn a_difference_is_told_with_its_place() {
    let case = cases("open").into_iter().find(|path| is_ladder(path)).unwrap();
    let Played { fixture, stages } = play(&case, None).unwrap();
    let mut stages = stages.unwrap();
    stages[0]["routes"]["dut"]["203.0.113.0/24"]["link"] = json!("another");
    let comparison = compare(&fixture.expected, &stages, false);
    assert_eq!(comparison.differences.len(), 1);
    assert!(comparison.differences[0].contains("initial dut 203.0.113.0/24 link"));
}
