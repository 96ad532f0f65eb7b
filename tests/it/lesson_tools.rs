//! The author's tools: a new lesson that passes the check, and problems told with their lines.

use std::fs;
use std::path::{Path, PathBuf};

use anycast_lab::headless::{lesson_new, lessons};

/// A folder of its own for a test, emptied.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Absent the first time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("writable");
    folder
}

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios")
}

#[test]
fn a_new_lesson_passes_the_check_in_any_world_with_a_second_door() {
    let folder = folder("new-lesson");
    for world in ["first-light", "three-cities", "atlas"] {
        let slug = format!("in-{world}");
        let made = lesson_new::new(&folder, &scenarios(), &slug, world);
        let made = made.unwrap_or_else(|why| panic!("{world}: {why:?}"));
        assert!(made.text.contains(&format!("{slug}/zh.md")), "{}", made.text);
        let path = folder.join(&slug).display().to_string();
        let report = lessons::check_some(&[path], &folder, &scenarios());
        assert!(report.is_good, "{}", report.text);
    }
}

#[test]
fn what_is_there_is_not_written_over() {
    let folder = folder("new-lesson-twice");
    assert!(lesson_new::new(&folder, &scenarios(), "twice", "first-light").is_ok());
    let before = fs::read_to_string(folder.join("twice/en.md")).expect("there");
    let again = lesson_new::new(&folder, &scenarios(), "twice", "first-light");
    assert!(again.expect_err("refused")[0].to_string().contains("is there already"));
    assert_eq!(before, fs::read_to_string(folder.join("twice/en.md")).expect("there"));
    for slug in ["../escape", "Twice", ""] {
        assert!(lesson_new::new(&folder, &scenarios(), slug, "first-light").is_err(), "{slug}");
    }
    assert!(lesson_new::new(&folder, &scenarios(), "x", "no-such-world").is_err());
}

#[test]
fn a_problem_of_the_structure_names_its_line() {
    let folder = folder("lines");
    assert!(lesson_new::new(&folder, &scenarios(), "lines", "first-light").is_ok());
    let path = folder.join("lines/lesson.json");
    let text = fs::read_to_string(&path).expect("there");
    let broken = text.replace(r#""kind": "do""#, r#""kind": "dance""#);
    let line = 1 + broken.lines().position(|line| line.contains("dance")).expect("broken");
    fs::write(&path, broken).expect("written");
    let path = folder.join("lines").display().to_string();
    let report = lessons::check_some(&[path], &folder, &scenarios());
    assert!(
        report.text.contains(&format!("lesson.json: line {line}: steps[2].kind")),
        "{}",
        report.text
    );
}
