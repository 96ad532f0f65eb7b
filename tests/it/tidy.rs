//! The rules of the house that no compiler keeps: arrows, sizes, words, translations, sources.
//!
//! Every rule is a pure function from a path and a text to problems, so that each is also
//! tested on a bad text: a rule that cannot fail keeps nothing.

mod code;
mod contrast;
mod folders;
mod layers;
mod page;
mod sizes;
mod styles;
mod views;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project, by its path from the root with `/` between the parts.
pub struct Text {
    path: String,
    text: String,
}

impl Text {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn has_ending(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Built, fetched or recorded elsewhere.
const NOT_OURS: [&str; 8] = [
    ".git",
    ".tools",
    "target",
    "dist",
    "node_modules",
    "tests/fixtures",
    "tests/e2e/out",
    "proptest-regressions",
];

/// Every file below `folder` of the project, sorted.
fn paths_below(folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut waiting = vec![PathBuf::from(ROOT).join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder that was just listed") {
            let path = entry.expect("its entry").path();
            let relative = path.strip_prefix(ROOT).expect("below the root");
            let name = relative.to_str().expect("our names are UTF-8").replace('\\', "/");
            let is_ours = !NOT_OURS
                .iter()
                .any(|other| name == *other || name.rsplit('/').next() == Some(*other));
            if is_ours && path.is_dir() {
                waiting.push(path);
            } else if is_ours {
                paths.push(name);
            }
        }
    }
    paths.sort();
    paths
}

fn read(path: String) -> Text {
    let text = fs::read_to_string(Path::new(ROOT).join(&path))
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    Text { path, text }
}

/// The project's files with one of these endings.
fn texts(endings: &[&str]) -> Vec<Text> {
    let texts: Vec<Text> = paths_below("")
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .map(read)
        .collect();
    assert!(!texts.is_empty(), "no file ends with any of {endings:?}: the walk is broken");
    texts
}

/// Fails with every problem, one a line.
fn assert_tidy(problems: &[String]) {
    assert!(problems.is_empty(), "{} untidy:\n{}", problems.len(), problems.join("\n"));
}
