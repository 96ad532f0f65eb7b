//! One idea a file: lines, columns and names. (Functions: clippy's `too_many_lines`, at 70.)

use super::{Text, assert_tidy, texts};

const MOST_LINES: usize = 500;
const MOST_COLUMNS: usize = 100;
const CODE: [&str; 5] = [".rs", ".js", ".mjs", ".css", ".toml"];
/// Names that say nothing of what is inside, and so gather everything.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "misc", "common", "stuff"];

#[test]
fn files_are_small_and_named() {
    let problems: Vec<String> = texts(&CODE).iter().flat_map(check).collect();
    assert_tidy(&problems);
}

#[test]
fn clippy_keeps_functions_small() {
    for file in texts(&["clippy.toml"]) {
        assert!(file.text.contains("too-many-lines-threshold = 70"), "{}", file.path);
    }
}

fn check(file: &Text) -> Vec<String> {
    let mut problems = Vec::new();
    let path = &file.path;
    let lines = file.text.lines().count();
    if lines > MOST_LINES {
        problems.push(format!("{path}: {lines} lines; {MOST_LINES} is the most"));
    }
    for (index, line) in file.text.lines().enumerate() {
        let columns = line.chars().count();
        let place = format!("{path}:{}", index + 1);
        if columns > MOST_COLUMNS && !line.contains("://") && !is_long_by_nature(file) {
            problems.push(format!("{place}: {columns} columns; {MOST_COLUMNS} is the most"));
        }
        if line.ends_with([' ', '\t']) {
            problems.push(format!("{place}: blanks at the end"));
        }
    }
    for part in path.split(['/', '.']) {
        if EMPTY_NAMES.contains(&part) {
            problems.push(format!("{path}: `{part}` says nothing of what is inside"));
        }
    }
    if path.starts_with("src/") && file.has_ending(".rs") && !file.text.starts_with("//!") {
        problems.push(format!("{path}: say in `//!` what this file is for"));
    }
    problems
}

/// Configuration and tables whose lines have no good place to break.
fn is_long_by_nature(file: &Text) -> bool {
    file.has_ending(".toml") || file.has_ending(".tables.mjs")
}

#[test]
fn what_is_too_long_or_named_nothing_is_found() {
    let long_line = format!("//! {}", "x".repeat(MOST_COLUMNS));
    let long_file = "//!\n".repeat(MOST_LINES + 1);
    for (path, text) in [
        ("src/a.rs", long_line.as_str()),
        ("src/a.rs", &long_file),
        ("src/utils/a.rs", "//! A"),
        ("src/app/helpers.rs", "//! A"),
        ("src/a.rs", "fn no_word_of_what_for() {}"),
        ("assets/boot/a.js", "let a; "),
    ] {
        assert_eq!(check(&Text::new(path, text)).len(), 1, "{path}");
    }
    let address = format!("//! https://{}", "x".repeat(MOST_COLUMNS));
    assert_eq!(check(&Text::new("src/a.rs", &address)), Vec::<String>::new());
}
