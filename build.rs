//! Copies the words that the page opens with out of all of them: `assets/i18n/first.txt` names
//! them. So a first visit need not load the others before the page is up (ARCHITECTURE.md, *A
//! program in two parts*).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

const FOLDER: &str = "assets/i18n";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    let list = read(&Path::new(FOLDER).join("first.txt"));
    let wanted: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    for tag in ["en", "zh"] {
        let words = read(&Path::new(FOLDER).join(format!("{tag}.ftl")));
        let path = out.join(format!("first-{tag}.ftl"));
        fs::write(&path, some(&words, &wanted)).expect("Cargo's folder can be written");
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// These messages, as they are. A message begins with its name at a line's beginning, and what
/// follows is indented, or a bracket.
fn some(words: &str, wanted: &BTreeSet<&str>) -> String {
    let mut some = String::new();
    let mut is_wanted = false;
    for line in words.lines() {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let name = line.split(['=', ' ']).next().unwrap_or_default();
            is_wanted = wanted.contains(name);
        } else if line.is_empty() || line.starts_with('#') {
            is_wanted = false;
        }
        if is_wanted {
            some += line;
            some.push('\n');
        }
    }
    some
}
