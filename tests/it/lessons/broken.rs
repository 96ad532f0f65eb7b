//! Many ways to break a lesson: each gets its own message, and its place.

use std::collections::{BTreeMap, BTreeSet};

use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::lesson::load::{Files, read};
use anycast_lab::lesson::problem::Problem;
use anycast_lab::lesson::prove::prove;
use anycast_lab::lesson::resolve::resolve;
use anycast_lab::lesson::worlds::Worlds;
use serde_json::{Value, json};

use super::{WORLD, cases};

/// A lesson with something of each kind.
pub(super) fn sample() -> Files {
    Files {
        folder: "sample".to_owned(),
        structure: Some(include_str!("sample/lesson.json").to_owned()),
        prose: [include_str!("sample/en.md"), include_str!("sample/zh.md")]
            .map(|text| Some(text.to_owned())),
    }
}

/// The worlds it plays in.
pub(super) fn worlds() -> Worlds {
    let board = include_str!("../../../assets/scenarios/flood-board.json");
    let board = Setup::from_json(board).expect("what ships is sound");
    Worlds { own: WORLD.clone(), others: BTreeMap::from([("flood-board".into(), board)]) }
}

/// Everything that is wrong with a lesson: its files, what it names, what it claims.
pub(super) fn problems(files: &Files) -> Vec<Problem> {
    let (loaded, mut problems) = read(files);
    let Some(loaded) = loaded else { return problems };
    let unresolved = resolve(&loaded, &worlds());
    problems.extend(if unresolved.is_empty() { prove(&loaded, &worlds()) } else { unresolved });
    problems
}

/// The sample with one thing in its structure changed.
pub(super) fn with_structure(change: impl FnOnce(&mut Value)) -> Files {
    let mut files = sample();
    let text = files.structure.take().expect("it is there");
    let mut structure = serde_json::from_str(&text).expect("it is JSON");
    change(&mut structure);
    files.structure = Some(structure.to_string());
    files
}

/// The same with its English prose changed.
pub(super) fn with_prose(from: &str, to: &str) -> Files {
    let mut files = sample();
    let text = files.prose[0].take().expect("it is there");
    assert!(text.contains(from), "{from}");
    files.prose[0] = Some(text.replacen(from, to, 1));
    files
}

/// One thing set to something else.
pub(super) fn set(pointer: &'static str, value: Value) -> Files {
    with_structure(|it| {
        let (parent, name) = pointer.rsplit_once('/').expect("a path");
        let parent = it.pointer_mut(parent).expect(pointer);
        match parent {
            Value::Array(list) => match name.parse::<usize>() {
                Ok(at) if at < list.len() => list[at] = value,
                _ => list.push(value),
            },
            parent => parent[name] = value,
        }
    })
}

#[test]
fn the_sample_is_sound() {
    assert_eq!(problems(&sample()), []);
}

#[test]
fn each_way_to_break_a_lesson_gets_its_own_message_and_place() {
    let mut messages = BTreeSet::new();
    let all = cases::all();
    for (files, place, message) in all {
        let is_it = |problem: &Problem| {
            problem.message.contains(message) && problem.place.starts_with(place)
        };
        // To play it takes longer than to read it.
        let mut problems = read(&files).1;
        if !problems.iter().any(is_it) {
            problems = self::problems(&files);
        }
        let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let found = problems.into_iter().find(is_it);
        let found = found.unwrap_or_else(|| panic!("{place}: {message}: got {listed:#?}"));
        assert!(messages.insert((found.place.clone(), found.message.clone())), "{found} twice");
        assert!(!found.file.is_empty());
    }
    assert!(messages.len() >= 90, "{}", messages.len());
}

#[test]
fn all_problems_of_a_lesson_come_at_once() {
    let mut files = with_structure(|it| {
        it["color"] = json!("red");
        it["steps"][0]["kind"] = json!("dance");
        it["steps"][2]["goals"][0]["needs"] = json!({"won": {}});
        it["steps"][2]["goals"][2]["needs"] = json!({"lost": {}});
        it["steps"][2]["solution"][0] = json!({"fly": {}});
    });
    files.prose[0] = Some("# Sample\n\n## No name\n".to_owned());
    files.prose[1] = None;
    let places: BTreeSet<(String, String)> =
        problems(&files).into_iter().map(|problem| (problem.file, problem.place)).collect();
    for (file, place) in [
        ("sample/lesson.json", "color"),
        ("sample/lesson.json", "steps[0].kind"),
        ("sample/lesson.json", "steps[2].goals[0].needs"),
        ("sample/lesson.json", "steps[2].goals[2].needs"),
        ("sample/lesson.json", "steps[2].solution[0]"),
        ("sample/en.md", "line 3"),
        ("sample/zh.md", "file"),
    ] {
        assert!(places.contains(&(file.into(), place.into())), "{file}: {place}: {places:#?}");
    }
}

#[test]
fn what_is_wrong_with_prose_does_not_hide_what_is_wrong_with_a_solution() {
    let mut files = with_prose("# Sample\n", "\n");
    files.structure = set("/steps/2/solution/2", json!({"settle": {}})).structure;
    let places: BTreeSet<String> = problems(&files).into_iter().map(|it| it.place).collect();
    assert_eq!(places, ["file", "steps[2].solution[2]"].map(str::to_owned).into());
}

#[test]
fn json_that_does_not_parse_is_told_by_line() {
    let mut files = sample();
    files.structure = Some("{\n  \"format\": oops\n}".to_owned());
    let problems = problems(&files);
    assert!(problems[0].place.starts_with("line 2, column"), "{}", problems[0]);
}

#[test]
fn languages_must_say_the_same_things() {
    for (from, to, message) in [
        ("### pass\n", "### hint\n\nOne more, in English only.\n\n### pass\n", "of section `hint`"),
        (
            "## Withdraw {#",
            "## Mexico {#predict-lima/mexico}\n\nText.\n\n### question\n\nWho?\n\n\
          ### right\n\nYes.\n\n### wrong\n\nNo.\n\n## Withdraw {#",
            "`predict-lima/mexico`",
        ),
    ] {
        let problems = problems(&with_prose(from, to));
        let is_found =
            |problem: &Problem| problem.file == "sample/zh.md" && problem.message.contains(message);
        assert!(problems.iter().any(is_found), "{message}: {problems:?}");
    }
}
