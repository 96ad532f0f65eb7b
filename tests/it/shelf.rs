//! The shelf: the list of lessons by chapter, what it says of each, what is next, the words that
//! lessons explain, and the learner's progress from elsewhere.

use std::collections::BTreeMap;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::present::class::choices;
use anycast_lab::app::present::names::word_of_rule;
use anycast_lab::app::present::shelf::{State, next, shelf};
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::bgp::decision::Step;
use anycast_lab::lesson::LANGUAGES;
use anycast_lab::lesson::catalog::{self, Catalog, ChapterKind};
use anycast_lab::lesson::load::Loaded;
use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::progress::{
    FORMAT, LessonProgress, MAX_BYTES, Predicted, Progress, Score, Unreadable, read, restore,
};
use anycast_lab::lesson::prose;
use anycast_lab::lesson::prose::glossary::{self, Glossary};
use anycast_lab::lesson::restored::Restored;
use serde_json::{Value, json};

use super::lessons::lesson;

const INDEX: &str = include_str!("../../lessons/index.json");
const WORDS: [&str; LANGUAGES.len()] =
    [include_str!("../../lessons/glossary.en.md"), include_str!("../../lessons/glossary.zh.md")];

/// Two chapters of lessons and one of myths.
fn index() -> Value {
    let listed = |slug: &str, requires: &[&str]| {
        json!({
            "slug": slug, "minutes": 5, "requires": requires,
            "title": { "en": format!("About {slug}"), "zh": format!("关于 {slug}") },
        })
    };
    let chapter = |slug: &str, kind: &str, lessons: Value| {
        let name = json!({ "en": format!("Chapter {slug}"), "zh": format!("章 {slug}") });
        json!({ "slug": slug, "kind": kind, "name": name, "lessons": lessons })
    };
    json!({
        "format": catalog::FORMAT,
        "chapters": [
            chapter("one", "lessons", json!([listed("a", &[]), listed("b", &["a"])])),
            chapter("two", "lessons", json!([listed("c", &["b", "elsewhere"]), listed("d", &[])])),
            chapter("myths", "myths", json!([listed("m", &[]), listed("n", &[])])),
        ],
    })
}

fn catalog() -> Catalog {
    catalog::read(&index().to_string()).unwrap()
}

#[test]
fn a_teacher_chooses_by_the_numbers_of_the_shelf() {
    let groups = choices(&catalog(), Lang::En);
    let said: Vec<(&str, Vec<&str>)> = groups
        .iter()
        .map(|group| {
            let lessons = group.lessons.iter().map(|(_, title)| title.as_str());
            (group.name.as_str(), lessons.collect())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("1. Chapter one", vec!["1. About a", "2. About b"]),
            ("2. Chapter two", vec!["3. About c", "4. About d"]),
            ("Chapter myths", vec!["About m", "About n"]),
        ]
    );
}

/// Progress with so many of so many steps done, by lesson.
fn progress(lessons: &[(&str, usize, usize)]) -> Progress {
    let mut progress = Progress::default();
    for &(slug, done, of) in lessons {
        let steps: Vec<Slug> = (0..of).map(|n| Slug::new(&format!("s{n}"))).collect();
        let done = steps[..done].iter().cloned().collect();
        let lesson = LessonProgress { done, steps, ..LessonProgress::default() };
        progress.lessons.insert(slug.into(), lesson);
    }
    progress
}

#[test]
fn an_index_is_held_to_its_form() {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut index = index();
        change(&mut index);
        index.to_string()
    };
    let first = "chapters[0].lessons[0]";
    for (text, place, message) in [
        ("[]".to_owned(), "file", "must be one JSON object"),
        ("{".to_owned(), "line 1, column 1", "is not JSON"),
        (changed(&|it| it["format"] = json!("x")), "format", "this version reads"),
        (changed(&|it| it["lessons"] = json!([])), "lessons", "unknown field"),
        (changed(&|it| it["chapters"][2]["kind"] = json!("tales")), "chapters[2].kind", "tales"),
        (
            changed(&|it| it["chapters"][0]["lessons"][0]["slug"] = json!("../x")),
            &format!("{first}.slug"),
            "is no slug",
        ),
        (
            changed(&|it| it["chapters"][1]["lessons"][0]["slug"] = json!("a")),
            "chapters[1].lessons[0].slug",
            "listed already",
        ),
        (changed(&|it| it["chapters"][1]["slug"] = json!("one")), "chapters[1].slug", "already"),
        (
            changed(&|it| it["chapters"][0]["lessons"][0]["title"]["zh"] = json!(" ")),
            &format!("{first}.title.zh"),
            "bytes of words",
        ),
        (
            changed(&|it| it["chapters"][0]["lessons"][0]["minutes"] = json!(300)),
            &format!("{first}.minutes"),
            "300",
        ),
    ] {
        let problems = catalog::read(&text).expect_err(&text);
        let is_it = problems.iter().any(|one| one.place == place && one.message.contains(message));
        assert!(is_it, "{place}, {message}: {problems:?}");
        assert!(problems.iter().all(|one| one.file == "index.json"));
    }
}

#[test]
fn our_index_says_what_the_lessons_say() {
    let catalog = catalog::read(INDEX).expect("the index is sound");
    for (_, listed) in catalog.lessons() {
        let problems = catalog.differences(&lesson(listed.slug.as_str()));
        assert!(problems.is_empty(), "{problems:?}");
    }
}

#[test]
fn what_the_index_says_otherwise_than_the_lesson_is_told() {
    let mut index: Value = serde_json::from_str(INDEX).unwrap();
    let place = "chapters[0].lessons[0]";
    let listed = &mut index["chapters"][0]["lessons"][0];
    assert_eq!(listed["slug"], "one-address");
    listed["minutes"] = json!(77);
    listed["title"]["zh"] = json!("另一个");
    listed["requires"] = json!(["withdraw"]);
    let catalog = catalog::read(&index.to_string()).unwrap();
    let problems = catalog.differences(&lesson("one-address"));
    let told: BTreeMap<&str, &str> =
        problems.iter().map(|one| (one.place.as_str(), one.message.as_str())).collect();
    assert_eq!(told.len(), 3, "{problems:?}");
    assert!(told[format!("{place}.minutes").as_str()].contains("is 77"), "{told:?}");
    assert!(told[format!("{place}.title.zh").as_str()].contains("一个地址，许多扇门"), "{told:?}");
    assert!(told[format!("{place}.requires").as_str()].contains("[`withdraw`]"), "{told:?}");
    assert!(catalog.differences(&lesson("withdraw")).is_empty());
}

#[test]
fn one_lesson_follows_another_and_myths_follow_myths() {
    let catalog = catalog();
    let after = |slug: &str| catalog.after(slug).map(|one| one.slug.to_string());
    let all = ["a", "b", "c", "d", "m", "n", "x"].map(after);
    let expected = [Some("b"), Some("c"), Some("d"), None, Some("n"), None, None];
    assert_eq!(all, expected.map(|one| one.map(str::to_owned)));
}

#[test]
fn the_list_says_how_far_one_has_come() {
    let mut progress = progress(&[("a", 3, 3), ("b", 2, 3), ("c", 0, 4), ("n", 2, 2)]);
    progress.lessons.get_mut("a").unwrap().score = Some(Score { points: 2, of: 3 });
    progress.lessons.get_mut("n").unwrap().score = Some(Score { points: 0, of: 0 });
    // What is done of a lesson that has changed since is kept, and not counted.
    progress.lessons.get_mut("b").unwrap().done.insert("gone".into());
    let mut old = LessonProgress::default();
    old.done.insert("s0".into());
    progress.lessons.insert("d".into(), old);
    let view = shelf(&catalog(), &progress, Some(&"b".into()), Lang::Zh);
    let states: Vec<State> =
        view.chapters.iter().flat_map(|chapter| &chapter.rows).map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            State::Done { score: Some(Score { points: 2, of: 3 }) },
            State::Begun { done: 2, of: Some(3) },
            State::New,
            State::Begun { done: 1, of: None },
            State::New,
            State::Done { score: None },
        ]
    );
    let chapters: Vec<_> = view.chapters.iter().map(|one| (one.number, one.done)).collect();
    assert_eq!(chapters, [(Some(1), 1), (Some(2), 0), (None, 1)]);
    let rows = |n: usize| &view.chapters[n].rows;
    assert_eq!([rows(0)[1].number, rows(1)[0].number, rows(2)[0].number], [2, 3, 1]);
    assert!(rows(0)[1].is_next && !rows(1)[0].is_next);
    assert_eq!((rows(1)[0].title.as_str(), rows(1)[0].to.as_str()), ("关于 c", "#/lesson/c"));
    // What is asked for and not done is named; what is not on the shelf is not.
    assert_eq!(rows(1)[0].after, ["关于 b"]);
    assert!(rows(0)[1].after.is_empty() && rows(1)[1].after.is_empty());
}

#[test]
fn what_is_next_was_begun_or_asks_for_nothing_more() {
    let catalog = catalog();
    let next_of = |lessons: &[(&str, usize, usize)], broken: &[&str]| {
        let is_broken = |slug: &Slug| broken.contains(&slug.as_str());
        next(&catalog, &progress(lessons), &is_broken).map(|slug| slug.to_string())
    };
    let is = |slug: &str| Some(slug.to_owned());
    assert_eq!(next_of(&[], &[]), is("a"));
    assert_eq!(next_of(&[("a", 1, 1)], &[]), is("b"));
    assert_eq!(next_of(&[("a", 1, 1), ("d", 1, 2)], &[]), is("d"), "it was begun");
    assert_eq!(next_of(&[], &["a"]), is("d"), "b waits for a, c for b");
    assert_eq!(next_of(&[("d", 1, 1)], &["a"]), is("b"), "waiting is no bar");
    assert_eq!(
        next_of(&[("a", 1, 1), ("b", 1, 1)], &[]),
        is("c"),
        "what is not here is not waited for"
    );
    let all = [("a", 1, 1), ("b", 1, 1), ("c", 1, 1), ("d", 1, 1)];
    assert_eq!(next_of(&all, &[]), is("m"));
    assert_eq!(next_of(&[&all[..], &[("m", 1, 1), ("n", 1, 1)]].concat(), &[]), None);
    assert_eq!(catalog.chapters[2].kind, ChapterKind::Myths);
}

fn glossary(text: &str) -> (Glossary, Vec<String>) {
    let mut problems = Problems::of("glossary.en.md");
    let read = glossary::read(text, &mut problems);
    (read, problems.into_list().iter().map(ToString::to_string).collect())
}

#[test]
fn our_glossaries_explain_the_same_words_by_words_that_they_have() {
    let [en, zh] = WORDS.map(|text| {
        let (read, problems) = glossary(text);
        assert!(problems.is_empty(), "{problems:?}");
        read
    });
    let mut problems = Problems::of("glossary");
    en.check_against(&zh, "zh", &mut problems);
    zh.check_against(&en, "en", &mut problems);
    assert_eq!(problems.into_list(), []);
    assert!(en.words.len() >= 60, "{}", en.words.len());
    for (number, all) in [en, zh].iter().enumerate() {
        let is_empty = |word: &&glossary::Word| word.word.is_empty() || word.text.is_empty();
        assert!(all.words.iter().find(is_empty).is_none());
        let has_ideographs = |word: &glossary::Word| {
            let text = format!("{:?}", word.text);
            text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'))
        };
        assert!(all.words.iter().all(|word| has_ideographs(word) == (number == 1)));
    }
}

#[test]
fn every_word_that_a_card_links_to_is_explained() {
    use Step::*;
    let (words, _) = glossary(WORDS[0]);
    for step in [
        Weight,
        Local,
        LocalPref,
        AsPath,
        Origin,
        Med,
        PeerType,
        IgpMetric,
        Oldest,
        RouterId,
        ClusterList,
        PeerAddr,
    ] {
        assert!(words.get(word_of_rule(step)).is_some(), "{step:?}");
    }
    assert!(words.get("catchment").is_some());
}

#[test]
fn every_word_that_a_lesson_links_to_is_explained() {
    let catalog = catalog::read(INDEX).expect("the index is sound");
    for (_, listed) in catalog.lessons() {
        let Loaded { prose, .. } = lesson(listed.slug.as_str());
        for (language, text) in LANGUAGES.iter().zip(WORDS) {
            let mut problems = Problems::of(format!("{}/{language}.md", listed.slug));
            glossary(text).0.check(&prose[*language], &mut problems);
            assert_eq!(problems.into_list(), []);
        }
    }
}

#[test]
fn a_word_that_nobody_explains_is_told() {
    let (words, problems) = glossary("# W\n\nFor authors.\n\n## Word {#word}\n\nA [b](#term/b).\n");
    assert!(problems.is_empty(), "{problems:?}");
    let text = "# T\n\ns\n\n## S {#s}\n\nA [word](#term/word).\n\n### hint\n\nA [b](#term/b).\n";
    let prose = prose::read(text, &mut Problems::of("withdraw/en.md"));
    let mut problems = Problems::of("withdraw/en.md");
    words.check(&prose, &mut problems);
    words.check_against(&Glossary::default(), "zh", &mut problems);
    let told: Vec<String> = problems.into_list().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "withdraw/en.md: line 9: the glossary has no word `b`",
            "withdraw/en.md: line 5: the glossary has no word `b`",
            "withdraw/en.md: line 5: glossary.zh.md has no word `word`",
        ]
    );
}

#[test]
fn a_glossary_is_held_to_its_form() {
    for (text, told) in [
        ("## Word\n\nx", "ends with its name"),
        ("## Word {#Not-One}\n\nx", "ends with its name"),
        ("## {#a}\n\nx", "ends with its name"),
        ("## A {#a}\n\nx\n\n## B {#a}\n\ny", "explained already"),
        ("## A {#a}", "needs 1 to 3"),
        ("## A {#a}\n\n1\n\n2\n\n3\n\n4", "needs 1 to 3"),
        ("## A {#a}\n\n- x", "in paragraphs"),
        ("## A {#a}\n\n<b>x</b>", "raw HTML"),
    ] {
        let (_, problems) = glossary(text);
        assert!(problems.iter().any(|one| one.contains(told)), "{text}: {problems:?}");
    }
    assert_eq!(glossary(&"x".repeat(1 << 20)).1.len(), 1);
}

#[test]
fn words_are_found_by_name_first_and_then_by_what_is_said_of_them() {
    let (words, _) = glossary(
        "## Unicast {#unicast}\n\nNot *Anycast*.\n\n\
         ## Anycast {#anycast}\n\nMany.\n\n## X {#x}\n\ny\n",
    );
    let found = |asked: &str| -> Vec<&str> {
        words.matching(asked).iter().map(|word| word.slug.as_str()).collect()
    };
    assert_eq!(found(" ANYCAST "), ["anycast", "unicast"]);
    assert_eq!(found("").len(), 3);
    assert!(found("tunnel").is_empty());
}

fn done(steps: &[&str]) -> LessonProgress {
    let done = steps.iter().copied().map(Slug::from).collect();
    LessonProgress { done, ..LessonProgress::default() }
}

#[test]
fn progress_from_elsewhere_is_added_and_nothing_is_lost() {
    let answer = |place: &str| Predicted {
        chosen: serde_json::from_value(json!(place)).unwrap(),
        outcome: None,
    };
    let mut here = Progress::default();
    let mut own = done(&["one", "two"]);
    own.predictions.insert("ask".into(), answer("tokyo"));
    own.score = Some(Score { points: 1, of: 4 });
    here.lessons.insert("a".into(), own);
    here.lessons.insert("only-here".into(), done(&["x"]));
    let mut there = Progress { open: Some("b".into()), ..Progress::default() };
    let mut other = done(&["two", "three"]);
    other.predictions.insert("ask".into(), answer("lima"));
    other.predictions.insert("more".into(), answer("lima"));
    other.steps = vec!["one".into(), "two".into(), "three".into()];
    other.score = Some(Score { points: 2, of: 4 });
    there.lessons.insert("a".into(), other);
    there.lessons.insert("only-there".into(), done(&["y"]));
    there.lessons.insert("only-here".into(), done(&["x"]));

    let before = here.clone();
    assert_eq!(here.add(there.clone()), 2);
    let a = &here.lessons["a"];
    assert_eq!(a.done, done(&["one", "two", "three"]).done);
    assert_eq!(a.predictions["ask"], answer("tokyo"), "what was answered here stays");
    assert_eq!(a.predictions["more"], answer("lima"));
    assert_eq!(a.score, Some(Score { points: 2, of: 4 }));
    assert!(a.tally().is_complete());
    assert_eq!(here.lessons["only-here"], before.lessons["only-here"]);
    assert_eq!(here.lessons["only-there"], there.lessons["only-there"]);
    assert_eq!(here.open, None);
    assert_eq!(here.clone().add(here.clone()), 0, "the same once more is nothing new");
    assert_eq!(read(&here.to_text()), Ok(here));
}

#[test]
fn progress_of_the_version_before_is_read() {
    let text = r#"{"format":"anycast-lab/progress/1","lessons":{"withdraw":{"done":["look"],
        "predictions":{"ask":{"chosen":"tokyo","outcome":null}}}}}"#;
    let Restored::Good(progress) = restore(Some(text)) else { panic!("it is good") };
    assert_eq!(progress.format, FORMAT);
    assert!(progress.lessons["withdraw"].done.contains("look"));
    assert!(progress.to_text().contains(FORMAT));
}

#[test]
fn a_file_that_is_no_progress_is_told_from_one_that_is_too_new() {
    assert_eq!(read(r#"{"format":"anycast-lab/progress/3"}"#), Err(Unreadable::Newer));
    assert_eq!(read(&" ".repeat(MAX_BYTES + 1)), Err(Unreadable::TooLarge));
    for (text, told) in [
        ("", "line 1"),
        ("hello", "line 1"),
        ("[]", "`format`"),
        (r#"{"format":"anycast-lab/lesson/1"}"#, "`format`"),
        (r#"{"format":"anycast-lab/progress/0","lessons":{}}"#, "`format`"),
        (r#"{"format":"anycast-lab/progress/2","lessons":{"a":{}}}"#, "`done`"),
    ] {
        let Err(Unreadable::Damaged(why)) = read(text) else { panic!("{text}") };
        assert!(why.contains(told), "{text}: {why}");
    }
}

#[test]
fn the_better_score_is_kept() {
    let score = |points, of| Score { points, of };
    assert_eq!(score(1, 2).better(score(3, 4)), score(3, 4));
    assert_eq!(score(3, 4).better(score(1, 2)), score(3, 4));
    assert_eq!(score(1, 2).better(score(2, 4)), score(1, 2));
    assert_eq!(score(0, 0).better(score(0, 4)), score(0, 4));
}
