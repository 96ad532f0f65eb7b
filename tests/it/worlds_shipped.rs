//! The worlds that ship, their list, and what makes them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anycast_lab::app::world_index::WorldIndex;
use anycast_lab::headless::check::check;

use super::geography::shipped;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios")
}

fn index() -> String {
    std::fs::read_to_string(folder().join("index.json")).unwrap()
}

#[test]
fn the_list_has_every_world_once_in_its_own_words() {
    let report = check(&[folder().join("index.json")]);
    assert!(report.is_good, "{}", report.text);
    let index = WorldIndex::read(&index()).unwrap();
    assert_eq!(index.worlds.len(), shipped().len());
    assert_eq!(index.worlds[0].slug.as_str(), anycast_lab::app::place::DEFAULT_WORLD);
    for world in &index.worlds {
        assert!(world.brief.en.ends_with(['.', '?']) && world.brief.en.len() < 200);
        assert!(world.brief.zh.ends_with(['。', '？']), "{}", world.brief.zh);
    }
}

/// assets/boot/boot.js asks for it early, and is told its name by the built page.
#[test]
fn the_world_that_travels_beside_the_program_is_the_one_that_opens_by_itself() {
    let trunk = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Trunk.toml"));
    let world = anycast_lab::app::place::DEFAULT_WORLD;
    let named = format!("data-world=\"{{base}}assets/scenarios/{world}.json\"");
    assert!(trunk.unwrap().contains(&named), "{named}");
}

#[test]
fn a_list_that_is_wrong_is_told_all_at_once() {
    let places = |text: &str| -> Vec<String> {
        let problems = WorldIndex::read(text).expect_err("it has a problem");
        problems.into_iter().map(|problem| problem.place).collect()
    };
    assert_eq!(places("no list"), ["file"]);
    assert_eq!(places(&(index() + "x")), ["file"]);
    assert_eq!(places(r#"{"format": "x", "worlds": [], "moons": []}"#), ["moons"]);
    let world =
        r#"{"slug": "a b", "name": {"en": "A", "zh": ""}, "brief": {"en": "A.", "zh": "一。"}}"#;
    assert_eq!(
        places(&format!(r#"{{"format": "x", "worlds": [{world}, {world}]}}"#)),
        [
            "format",
            "worlds[0].slug",
            "worlds[0].name.zh",
            "worlds[1].slug",
            "worlds[1].slug",
            "worlds[1].name.zh"
        ]
    );
}

#[test]
fn a_list_that_disagrees_with_the_files_is_found_out() {
    let scratch = std::env::temp_dir().join(format!("anycast-lab-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).unwrap();
    for world in ["med-order", "first-light"] {
        let name = format!("{world}.json");
        std::fs::copy(folder().join(&name), scratch.join(&name)).unwrap();
    }
    let mut list: serde_json::Value = serde_json::from_str(&index()).unwrap();
    let worlds = list["worlds"].as_array_mut().unwrap();
    worlds.retain(|world| world["slug"] == "first-light");
    worlds[0]["name"]["en"] = "Last light".into();
    worlds[0]["brief"]["zh"] = "另一句。".into();
    std::fs::write(scratch.join("index.json"), list.to_string()).unwrap();
    let report = check(&[scratch.join("index.json")]);
    std::fs::remove_dir_all(&scratch).unwrap();
    assert!(!report.is_good);
    let places: Vec<&str> = report.text.lines().map(|l| l.split(": ").nth(1).unwrap()).collect();
    assert_eq!(places, ["worlds[0].name", "worlds[0].brief.zh", "worlds"], "{}", report.text);
}

/// Without Node there is nobody to ask; CI has it.
#[test]
fn the_files_are_what_the_script_makes() {
    let script = folder().join("make/all.mjs");
    match Command::new("node").arg(script).arg("--check").output() {
        Err(error) => println!("not checked: {error}"),
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn every_world_is_copied_beside_the_page() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html"));
    let page = page.unwrap();
    let names = shipped().into_iter().map(|world| world.slug.to_string());
    for name in names.chain(["index".to_owned()]) {
        let line = format!("href=\"assets/scenarios/{name}.json\"");
        assert!(page.contains(&line), "index.html does not copy {name}.json");
    }
}
