//! Lessons: every one is proved, a broken one is told what is wrong, and no prose does harm.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::headless::lessons::{check, files};
use anycast_lab::lesson::catalog;
use anycast_lab::lesson::format::{Goal, Measure, Question};
use anycast_lab::lesson::goal::Subject;
use anycast_lab::lesson::load::{Files, Loaded, load};
use anycast_lab::lesson::problem::Problem;
use anycast_lab::lesson::prove::prove;
use anycast_lab::lesson::resolve::resolve;
use anycast_lab::lesson::worlds::Worlds;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub static WORLD: LazyLock<Setup> = LazyLock::new(|| {
    Setup::from_json(include_str!("../../assets/scenarios/first-light.json"))
        .expect("the default world is sound")
});

fn texts(slug: &str) -> Files {
    files(&Path::new(ROOT).join("lessons"), &slug.into())
}

pub fn lesson(slug: &str) -> Loaded {
    load(&texts(slug)).expect("our lessons are sound")
}

fn slugs() -> Vec<Slug> {
    let catalog = catalog::read(include_str!("../../lessons/index.json"));
    let catalog = catalog.expect("the index is sound");
    catalog.lessons().map(|(_, listed)| listed.slug.clone()).collect()
}

#[test]
fn every_lesson_is_proved_in_both_languages() {
    let root = Path::new(ROOT);
    let report = check(&root.join("lessons"), &root.join("assets/scenarios"));
    assert!(report.is_good, "{}", report.text);
    assert_eq!(report.text.lines().count(), slugs().len());
}

/// Everything that is wrong with a lesson: its files, what it names, what it claims.
fn problems(files: &Files) -> Vec<Problem> {
    let loaded = match load(files) {
        Ok(loaded) => loaded,
        Err(problems) => return problems,
    };
    let worlds = Worlds::only(WORLD.clone());
    let unresolved = resolve(&loaded, &worlds);
    if unresolved.is_empty() { prove(&loaded, &worlds) } else { unresolved }
}

/// The lesson `withdraw` with one thing in its structure changed.
fn with_structure(change: impl FnOnce(&mut Value)) -> Files {
    let mut files = texts("withdraw");
    let text = files.structure.take().expect("it is there");
    let mut structure = serde_json::from_str(&text).expect("it is JSON");
    change(&mut structure);
    files.structure = Some(structure.to_string());
    files
}

/// The same with its English prose changed.
fn with_prose(from: &str, to: &str) -> Files {
    let mut files = texts("withdraw");
    let text = files.prose[0].take().expect("it is there");
    assert!(text.contains(from), "{from}");
    files.prose[0] = Some(text.replacen(from, to, 1));
    files
}

const DO: usize = 3;

/// A way to break a lesson, with the place and a part of the message that it must get.
type Broken = (Files, &'static str, &'static str);

/// Broken in its form, or naming what does not exist.
fn broken_form() -> Vec<Broken> {
    vec![
        (with_structure(|it| it["color"] = json!("red")), "color", "unknown field"),
        (with_structure(|it| it["format"] = json!("anycast-lab/lesson/9")), "format", "reads"),
        (with_structure(|it| it["slug"] = json!("hello")), "slug", "the folder is called"),
        (with_structure(|it| it["minutes"] = json!(0)), "minutes", "between 1 and 90"),
        (with_structure(|it| it["steps"] = json!([])), "steps", "0 steps"),
        (with_structure(|it| it["steps"][DO]["kind"] = json!("dance")), "steps[3].kind", "dance"),
        (
            with_structure(|it| it["steps"][DO]["goals"][0]["needs"] = json!({"won": {}})),
            "steps[3].goals[0].needs",
            "unknown variant `won`",
        ),
        (
            with_structure(|it| {
                it["steps"][DO]["goals"][0]["needs"]["node-withdrawn"]["when"] = json!(1);
            }),
            "steps[3].goals[0].needs.node-withdrawn.when",
            "unknown field",
        ),
        (
            with_structure(|it| {
                it["steps"][DO]["goals"][0]["needs"]["node-withdrawn"]["node"] = json!("atlantis");
            }),
            "steps[3].goals[0].needs",
            "no node called `atlantis`",
        ),
    ]
}

/// Claiming what does not come true.
fn broken_claims() -> Vec<Broken> {
    vec![
        (
            with_structure(|it| {
                it["steps"][DO]["goals"][0]["needs"] = json!({"node-announced": {"node": "tokyo"}});
            }),
            "steps[3].goals[0]",
            "holds before the learner has done anything",
        ),
        (
            with_structure(|it| {
                it["steps"][DO]["goals"][1]["needs"]["explored-at-least"]["routes"] = json!(99);
            }),
            "steps[3].goals[1]",
            "does not hold after the solution",
        ),
        (
            with_structure(|it| {
                let list = it["steps"][DO]["solution"].as_array_mut().expect("a list");
                list.push(json!({"settle": {}}));
            }),
            "steps[3].solution[2]",
            "is not needed",
        ),
        (
            with_structure(|it| it["steps"][DO]["allow"] = json!([])),
            "steps[3].solution[0]",
            "`allow` does not allow",
        ),
        (
            with_structure(|it| it["steps"][DO]["goals"][0]["keep"] = json!(true)),
            "steps[3].goals[0]",
            "does not hold at the start",
        ),
        (
            with_structure(|it| it["steps"][1]["choices"][2] = json!("london")),
            "steps[1].choices",
            "the answer is `miami`",
        ),
        (
            with_structure(|it| it["steps"][2]["choices"] = json!(["momiji", "hanji"])),
            "steps[2].question",
            "0 right answers",
        ),
        (
            with_structure(|it| it["steps"][1]["revealed-by"] = json!("a-door-closes")),
            "steps[1].revealed-by",
            "must be a later step",
        ),
        (
            with_structure(|it| it["steps"][1]["revealed-by"] = json!("your-turn")),
            "steps[1].revealed-by",
            "does not bring about",
        ),
        (
            with_structure(|it| it["steps"][0]["goals"] = json!([])),
            "steps[0].goals",
            "belongs in a step of kind `do`",
        ),
    ]
}

/// With prose that does not fit, or would do harm.
fn broken_prose() -> Vec<Broken> {
    vec![
        (with_prose("# How long is a withdrawal?\n", "\n"), "file", "has no title"),
        (with_prose("{#a-door-closes}", ""), "line 5", "ends with its name"),
        (with_prose("{#a-door-closes}", "{#a-door}"), "line 5", "has no step `a-door`"),
        (with_prose("### pass", "### passed"), "line ", "there is no section `passed`"),
        (with_prose("### goal: explored", "### goal: explore"), "line ", "### goal: explored"),
        (with_prose("{actual}", "{reality}"), "line ", "{reality} names nothing"),
        (with_prose("### hint\n", "<script>alert(1)</script>\n\n### hint\n"), "line ", "raw HTML"),
        (with_prose("https://www", "javascript:www"), "line ", "a link may lead to"),
        (with_prose("### wrong: sao-paulo", "### wrong: oslo"), "line ", "`wrong: oslo`"),
    ]
}

#[test]
fn each_way_to_break_a_lesson_gets_its_own_message_and_place() {
    let mut messages = BTreeSet::new();
    let all = [broken_form(), broken_claims(), broken_prose()];
    for (files, place, message) in all.into_iter().flatten() {
        let problems = problems(&files);
        let found = problems
            .iter()
            .find(|problem| problem.message.contains(message) && problem.place.starts_with(place));
        let listed: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let found = found.unwrap_or_else(|| panic!("{place}: {message}: got {listed:#?}"));
        assert!(messages.insert((found.place.clone(), found.message.clone())), "{found} twice");
        assert!(!found.file.is_empty());
    }
    assert!(messages.len() >= 10);
}

#[test]
fn all_problems_of_a_lesson_come_at_once() {
    let mut files = with_structure(|it| {
        it["color"] = json!("red");
        it["steps"][0]["kind"] = json!("dance");
        it["steps"][DO]["goals"][0]["needs"] = json!({"won": {}});
        it["steps"][DO]["goals"][2]["needs"] = json!({"lost": {}});
        it["steps"][6]["solution"][0] = json!({"fly": {}});
    });
    files.prose[0] = Some("# Withdraw\n\n## No name\n".to_owned());
    files.prose[1] = None;
    let places: BTreeSet<(String, String)> =
        problems(&files).into_iter().map(|problem| (problem.file, problem.place)).collect();
    for (file, place) in [
        ("withdraw/lesson.json", "color"),
        ("withdraw/lesson.json", "steps[0].kind"),
        ("withdraw/lesson.json", "steps[3].goals[0].needs"),
        ("withdraw/lesson.json", "steps[3].goals[2].needs"),
        ("withdraw/lesson.json", "steps[6].solution[0]"),
        ("withdraw/en.md", "line 3"),
        ("withdraw/zh.md", "file"),
    ] {
        assert!(places.contains(&(file.into(), place.into())), "{file}: {place}: {places:#?}");
    }
}

#[test]
fn json_that_does_not_parse_is_told_by_line() {
    let mut files = texts("withdraw");
    files.structure = Some("{\n  \"format\": oops\n}".to_owned());
    let problems = problems(&files);
    assert!(problems[0].place.starts_with("line 2, column"), "{}", problems[0]);
}

#[test]
fn languages_must_say_the_same_things() {
    let files = with_prose(
        "### pass\n\nAn eighth",
        "### hint\n\nOne more, in English only.\n\n### pass\n\nAn eighth",
    );
    let problems = problems(&files);
    let is_found = |problem: &Problem| problem.message.contains("of section `hint`");
    assert!(problems.iter().any(is_found), "{problems:?}");
}

/// The kinds that serde knows of something, as it tells who names another.
fn kinds<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_str::<T>(r#"{ "?": {} }"#) else { panic!("`?` is no kind") };
    let told = error.to_string();
    let (_, kinds) = told.split_once("expected one of ").expect("a list");
    kinds.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

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
    let guide = include_str!("../../lessons/README.md");
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
