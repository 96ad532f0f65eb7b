//! Words that must not be in the code, and why.

use super::code::{without_prose, without_tests};
use super::{Text, assert_tidy, texts};

struct Ban {
    word: &'static str,
    below: &'static str,
    why: &'static str,
}

const fn ban(word: &'static str, below: &'static str, why: &'static str) -> Ban {
    Ban { word, below, why }
}

const BANS: [Ban; 14] = [
    ban(".unwrap()", "src/", "say in `expect` why it cannot fail"),
    ban("#[allow(", "src/", "use `#[expect(…, reason = \"…\")]`"),
    ban("todo!(", "src/", "finish it or leave it out"),
    ban("unimplemented!(", "src/", "finish it or leave it out"),
    ban("inner_html", "src/", "text from a file would become a program"),
    ban("outer_html", "src/", "text from a file would become a program"),
    ban("insert_adjacent_html", "src/", "text from a file would become a program"),
    ban("history()", "src/web/", "fragments only: the History API breaks sub-paths"),
    ban("f32", "src/engine/", "integers only: floats differ in the last bit"),
    ban("f64", "src/engine/", "integers only: floats differ in the last bit"),
    ban("HashMap", "src/engine/", "its order differs from run to run"),
    ban("HashSet", "src/engine/", "its order differs from run to run"),
    ban("SmallRng", "src/", "other numbers on 32 and on 64 bits"),
    ban("StdRng", "src/", "other numbers with another release"),
];

#[test]
fn no_banned_word_is_used() {
    let problems: Vec<String> = texts(&[".rs"]).iter().flat_map(check).collect();
    assert_tidy(&problems);
}

#[test]
fn the_engine_keeps_its_own_lints() {
    let engine = texts(&["src/engine/mod.rs"]);
    let lints = "#![deny(clippy::float_arithmetic, clippy::as_conversions)]";
    assert!(engine[0].text.contains(lints), "src/engine/mod.rs: `{lints}` is gone");
}

fn check(file: &Text) -> Vec<String> {
    let code = without_prose(&file.text);
    let mut problems = Vec::new();
    for ban in BANS.iter().filter(|ban| file.path.starts_with(ban.below)) {
        for (index, line) in without_tests(&code).lines().enumerate() {
            if has_word(line, ban.word) {
                let (path, line) = (&file.path, index + 1);
                problems.push(format!("{path}:{line}: `{}`: {}", ban.word, ban.why));
            }
        }
    }
    problems.extend(literal_styles(file));
    problems
}

/// A literal `style="…"` breaks the page's policy; `style:left=…` sets a property and does not.
fn literal_styles(file: &Text) -> Vec<String> {
    let is_page = file.path.starts_with("src/web/");
    let lines = file.text.lines().enumerate().filter(|_| is_page);
    lines
        .filter(|(_, line)| {
            let line = line.trim_start();
            let starts = |word: &str| line.starts_with(word) || line.contains(&format!(" {word}"));
            !line.starts_with("//") && (starts("style=") || line.contains("attribute(\"style\""))
        })
        .map(|(index, _)| format!("{}:{}: a literal style breaks the policy", file.path, index + 1))
        .collect()
}

/// Whether the line has the word, not as a part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let starts = !word.starts_with(is_name) || !before.is_some_and(is_name);
        let ends = !word.ends_with(is_name) || !after.is_some_and(is_name);
        // `set_inner_html` is the same thing with a longer name.
        (starts && ends) || word.ends_with("_html")
    })
}

#[test]
fn each_banned_word_is_found() {
    for ban in &BANS {
        let file = Text::new(&format!("{}a.rs", ban.below), &format!("let a = b{};", ban.word));
        let spaced = Text::new(&format!("{}a.rs", ban.below), &format!("let a = {};", ban.word));
        let found = check(&file).len().max(check(&spaced).len());
        assert_eq!(found, 1, "{}", ban.word);
    }
    for style in ["<div style=\"left: 0\"/>", "    style=left", "set_attribute(\"style\", s)"] {
        assert_eq!(check(&Text::new("src/web/a.rs", style)).len(), 1, "{style}");
    }
    assert_eq!(check(&Text::new("src/web/a.rs", "element.set_inner_html(text)")).len(), 1);
}

#[test]
fn comments_tests_and_longer_names_are_left_alone() {
    for (path, text) in [
        ("src/engine/a.rs", "// no f64 here\nlet a = \"HashMap\";"),
        ("src/engine/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c.unwrap() } }"),
        ("src/scene/a.rs", "let a: f64 = 1.0;"),
        ("src/engine/a.rs", "let buf64 = unwrap();"),
        ("src/web/a.rs", "<div style:left=move || x class=\"style\"/>"),
    ] {
        assert_eq!(check(&Text::new(path, text)), Vec::<String>::new(), "{path}: {text}");
    }
}
