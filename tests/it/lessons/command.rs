//! `lessons check`: which lessons it looks at, and what it says of them.

use std::fs;
use std::path::{Path, PathBuf};

use anycast_lab::headless::lessons::{check, check_some};

/// A folder with the sample lesson in it, and an index that lists these.
fn folder(name: &str, listed: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Absent the first time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("sample")).expect("writable");
    for (file, text) in [
        ("lesson.json", include_str!("sample/lesson.json")),
        ("en.md", include_str!("sample/en.md")),
        ("zh.md", include_str!("sample/zh.md")),
    ] {
        fs::write(folder.join("sample").join(file), text).expect("writable");
    }
    let one = |slug: &&str| {
        format!(
            r#"{{ "slug": "{slug}", "minutes": 4, "title": {{ "en": "Sample", "zh": "样课" }},
                 "requires": ["one-address"] }}"#
        )
    };
    let lessons: Vec<String> = listed.iter().map(one).collect();
    let index = format!(
        r#"{{ "format": "anycast-lab/lesson-index/1", "chapters": [
            {{ "slug": "all", "kind": "lessons", "name": {{ "en": "All", "zh": "全部" }},
               "lessons": [{}] }} ] }}"#,
        lessons.join(", ")
    );
    fs::write(folder.join("index.json"), index).expect("writable");
    folder
}

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios")
}

#[test]
fn some_lessons_are_checked_by_their_slugs_or_paths() {
    let folder = folder("check-some", &[]);
    let path = folder.join("sample").display().to_string();
    for name in ["sample", path.as_str()] {
        let report = check_some(&[name.to_owned()], &folder, &scenarios());
        assert!(report.is_good, "{}", report.text);
        assert!(report.text.contains("6 steps, 3 questions answered, 3 goals"), "{}", report.text);
        assert!(report.text.contains("2 variants, 2 figures"), "{}", report.text);
        assert!(report.text.trim_end().ends_with(" s)"), "how long it took: {}", report.text);
    }
    let report = check_some(&["nowhere".to_owned()], &folder, &scenarios());
    assert!(!report.is_good && report.text.contains("lesson.json: file: is missing"));
}

#[test]
fn all_lessons_are_checked_against_their_list() {
    let unlisted = folder("check-unlisted", &[]);
    let report = check(&unlisted, &scenarios());
    assert!(report.text.contains("`sample` is not listed"), "{}", report.text);
    let listed = folder("check-listed", &["sample"]);
    let same = check_some(&[listed.display().to_string()], &unlisted, &scenarios());
    let report = check(&listed, &scenarios());
    let told = "requires[0]: the index lists no `one-address`";
    assert!(!report.is_good && report.text.contains(told), "{}", report.text);
    assert_eq!(report.text, same.text, "the path of a folder with an index is that of all");
}

#[test]
fn a_world_that_is_not_there_is_named() {
    let folder = folder("check-world", &[]);
    let path = folder.join("sample/lesson.json");
    let text = fs::read_to_string(&path).expect("there").replace("first-light", "atlantis");
    fs::write(&path, text).expect("writable");
    let report = check_some(&["sample".to_owned()], &folder, &scenarios());
    assert!(!report.is_good && report.text.contains("atlantis.json"), "{}", report.text);
}
