//! Lessons that somebody gives to the page to try.

use std::path::Path;

use anycast_lab::headless::lessons::files;
use anycast_lab::lesson::dropped::{Trial, is_wanted, lesson};
use anycast_lab::lesson::problem::Problem;
use anycast_lab::lesson::prose::node::{Block, Inline, each_inline};

type Given = Vec<(String, String)>;

/// The files of the lesson `withdraw`, as if dropped from `folder`.
fn withdraw(folder: &str) -> Given {
    let all = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons"), &"withdraw".into());
    let [en, zh] = all.prose.map(Option::unwrap);
    let path = |name: &str| format!("{folder}{name}");
    vec![
        (path("en.md"), en),
        (path("lesson.json"), all.structure.unwrap()),
        (path("notes.txt"), "mine".to_owned()),
        (path("zh.md"), zh),
    ]
}

fn told(given: Given) -> Vec<String> {
    lesson(given).expect_err("it is wrong").iter().map(Problem::to_string).collect()
}

#[test]
fn a_folder_or_its_files_are_a_lesson() {
    for folder in ["withdraw/", "/withdraw/", "my/lessons/withdraw/", ""] {
        let Trial { loaded, missing } = lesson(withdraw(folder)).unwrap();
        assert_eq!((loaded.lesson.slug.as_str(), missing.len()), ("withdraw", 0), "{folder}");
    }
    assert!(is_wanted("a/lesson.json") && is_wanted("zh.md"));
    assert!(!is_wanted("lesson.json/x.png") && !is_wanted("README.md") && !is_wanted("xen.md"));
}

#[test]
fn a_language_that_is_not_written_yet_is_stood_in_for() {
    let mut given = withdraw("withdraw/");
    given.pop();
    let Trial { loaded, missing } = lesson(given.clone()).unwrap();
    assert_eq!(missing, ["zh"]);
    assert_eq!(loaded.prose["zh"], loaded.prose["en"]);
    // Its mistakes are told once.
    given[0].1 = given[0].1.replacen("{#a-door-closes}", "{#a-door}", 1);
    let told = told(given);
    assert!(!told.is_empty());
    assert!(told.iter().all(|one| one.starts_with("withdraw/en.md: ")), "{told:?}");
}

#[test]
fn what_is_no_lesson_is_told() {
    let but = |name: &str| {
        let mut given = withdraw("withdraw/");
        given.retain(|(path, _)| !path.ends_with(name));
        given
    };
    assert_eq!(told(Vec::new()), told(but("lesson.json")));
    assert!(told(Vec::new())[0].contains("begins with a lesson.json"));
    assert!(told(but(".md"))[0].contains("has no prose"), "{:?}", told(but(".md")));
    let both = [withdraw("one/"), withdraw("two/")].concat();
    assert!(told(both)[0].contains("one, two"));
    let elsewhere = told(withdraw("other/"));
    assert!(elsewhere[0].contains("the folder is called `other`"), "{elsewhere:?}");
    let mut damaged = withdraw("");
    damaged[1].1.truncate(100);
    let damaged = told(damaged);
    assert!(damaged[0].contains("lesson.json: line") && damaged[0].contains("is not JSON"));
}

#[test]
fn hostile_files_come_through_as_words_or_not_at_all() {
    let mut given = withdraw("withdraw/");
    given[0].1 = given[0].1.replacen(
        "A PoP takes its leave",
        "&lt;img src=x onerror=alert(1)&gt; [x](#claimed \"<script>alert(1)</script>\") A PoP",
        1,
    );
    let Trial { loaded, .. } = lesson(given.clone()).unwrap();
    let summary = &loaded.prose["en"].summary;
    let [Block::Paragraph(line)] = summary.as_slice() else { panic!("{summary:?}") };
    // Text nodes, whatever they look like: the page makes no HTML of them.
    assert!(matches!(&line[0], Inline::Text(text) if text.starts_with("<img")), "{line:?}");
    let mut links = 0;
    each_inline(summary, &mut |one| links += usize::from(matches!(one, Inline::Link(..))));
    assert_eq!(links, 0);

    given[0].1 = given[0].1.replacen("# Withdraw", "# Withdraw\n\n<script>alert(1)</script>", 1);
    assert!(told(given)[0].contains("raw HTML is not shown"));
    let mut given = withdraw("");
    given[1].1 = given[1].1.replacen("\"withdraw\"", "\"../../x<b>\"", 1);
    let told = told(given);
    assert!(told.iter().any(|one| one.contains("slug")), "{told:?}");
}
