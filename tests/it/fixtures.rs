//! The cases recorded from real routing daemons.

use std::path::{Path, PathBuf};

use anycast_lab::headless::fixture::compare::compare;
use anycast_lab::headless::route::{play, route};
use serde_json::json;

fn open_cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/open");
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
    let cases: Vec<PathBuf> = open_cases().into_iter().filter(|path| is_ladder(path)).collect();
    assert_eq!(cases.len(), 23);
    let report = route(&cases, true, true).unwrap();
    assert!(report.is_good, "{}", report.text);
    println!("{}", report.text.lines().last().unwrap());
}

#[test]
fn every_other_case_agrees_or_is_refused_by_the_name_of_what_it_needs() {
    let (mut agreeing, mut refused) = (0, 0);
    for path in open_cases().iter().filter(|path| !is_ladder(path)) {
        match play(path) {
            Ok((fixture, stages)) => {
                let comparison = compare(&fixture.expected, &stages, true);
                assert!(comparison.differences.is_empty(), "{}: {comparison:?}", fixture.id);
                agreeing += 1;
            }
            Err(problems) => {
                for problem in problems {
                    let message = &problem.problem.message;
                    assert!(
                        message.contains("not modelled yet") || message.contains("not played"),
                        "{problem}"
                    );
                }
                refused += 1;
            }
        }
    }
    println!("{agreeing} further cases agree, {refused} need what is not modelled yet");
    assert_eq!((agreeing, refused), (19, 32));
}

#[test]
fn a_difference_is_told_with_its_place() {
    let case = open_cases().into_iter().find(|path| is_ladder(path)).unwrap();
    let (fixture, mut stages) = play(&case).unwrap();
    stages[0]["routes"]["dut"]["203.0.113.0/24"]["link"] = json!("another");
    let comparison = compare(&fixture.expected, &stages, false);
    assert_eq!(comparison.differences.len(), 1);
    assert!(comparison.differences[0].contains("initial dut 203.0.113.0/24 link"));
}
