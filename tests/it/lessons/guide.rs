//! The author's guide lists what there is, and shows it.

use std::collections::BTreeSet;

use anycast_lab::lesson::format::{Goal, Measure, Question};
use anycast_lab::lesson::goal::Subject;

use super::{WORLD, kinds};

/// The names in the first cells of a section's table.
fn rows(section: &str) -> BTreeSet<String> {
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let names = cells.flat_map(|cell| cell.split(", `"));
    names.map(|name| name.split([' ', '`']).next().expect("a name").to_owned()).collect()
}

/// The author's guide lists every goal, measure and question that there is, and no other; it shows
/// one goal of each kind.
#[test]
fn the_guide_shows_every_goal_there_is() {
    let guide = include_str!("../../../lessons/README.md");
    let section = |name: &str| {
        let (_, text) = guide.split_once(&format!("\n### {name}\n")).expect(name);
        text.split("\n##").next().expect("a text")
    };
    let questions = section("Questions: `predict`, `explain`, `quiz`");
    assert_eq!(rows(questions), kinds::<Question>());
    assert_eq!(rows(section("Measures")), kinds::<Measure>());
    assert_eq!(rows(section("Goals")), kinds::<Goal>());
    let examples = |text: &'static str| text.lines().filter(|line| line.starts_with("{ \""));
    for line in examples(questions) {
        serde_json::from_str::<Question>(line).unwrap_or_else(|why| panic!("{line}: {why}"));
    }
    let mut shown = BTreeSet::new();
    for line in examples(section("Goals")) {
        let goal = serde_json::from_str::<Goal>(line).unwrap_or_else(|why| panic!("{line}: {why}"));
        let kind = line[3..].split('"').next().expect("a name");
        let is_somewhere = !matches!(goal.subject(&WORLD.network), Subject::World);
        assert_ne!(is_somewhere, is_of_the_world(kind), "{line}");
        shown.insert(kind.to_owned());
    }
    assert_eq!(shown, kinds::<Goal>());
}

fn is_of_the_world(kind: &str) -> bool {
    matches!(
        kind,
        "every-client-served"
            | "for"
            | "converged"
            | "converged-within"
            | "served-at-least"
            | "sessions-surviving"
            | "sessions-lost"
            | "commands-at-most"
            | "measured"
    )
}
