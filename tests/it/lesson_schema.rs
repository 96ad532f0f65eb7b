//! The JSON Schema beside the lessons: as the types make it, and true of every lesson.

use std::fs;
use std::path::Path;

use anycast_lab::headless::schema::lesson_schema;
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&lesson_schema()).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn lessons() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let entries = fs::read_dir(folder).expect("lessons");
    let files = entries.filter_map(Result::ok).map(|entry| entry.path().join("lesson.json"));
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).expect("readable");
        (path.display().to_string(), serde_json::from_str(&text).expect("JSON"))
    };
    files.filter(|path| path.is_file()).map(read).collect()
}

#[test]
fn the_schema_in_the_tree_is_the_one_that_the_types_make() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/lesson.schema.json");
    let written = fs::read_to_string(path).expect("it is there");
    assert!(
        written == lesson_schema(),
        "`anycast-lab lessons schema > lessons/lesson.schema.json`"
    );
}

#[test]
fn every_lesson_is_valid_by_the_schema() {
    let validator = validator();
    let lessons = lessons();
    assert!(lessons.len() >= 2);
    for (path, lesson) in lessons {
        let errors: Vec<String> = validator
            .iter_errors(&lesson)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator();
    let good = json!({
        "format": "anycast-lab/lesson/1", "slug": "a", "world": "b", "seed": 1, "minutes": 5,
        "steps": [{
            "slug": "one", "kind": "do",
            "allow": [{"do": "withdraw"}],
            "goals": [{"slug": "g", "needs": {"node-withdrawn": {"node": "tokyo"}}}],
            "solution": [{"command": {"do": "withdraw", "node": "tokyo"}}]
        }]
    });
    assert!(validator.is_valid(&good));
    let broken: [(&str, Value); 7] = [
        ("/colour", json!("red")),
        ("/minutes", json!(0)),
        ("/steps/0/kind", json!("dance")),
        ("/steps/0/goals/0/needs", json!({"won": {}})),
        ("/steps/0/goals/0/needs/node-withdrawn", json!({"node": "tokyo", "at": 1})),
        ("/steps/0/allow/0/do", json!("explode")),
        ("/steps/0/solution/0", json!({"fly": {}})),
    ];
    for (place, value) in broken {
        let mut lesson = good.clone();
        match lesson.pointer_mut(place) {
            Some(part) => *part = value,
            None => drop(lesson.as_object_mut().expect("object").insert("colour".into(), value)),
        }
        assert!(!validator.is_valid(&lesson), "{place}");
    }
}
