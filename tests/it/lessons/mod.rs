//! Lessons: every one is proved, a broken one is told what is wrong, and no prose does harm.

mod broken;
mod cases;
mod command;
mod guide;
mod manners;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::headless::lessons::{check, files};
use anycast_lab::lesson::catalog;
use anycast_lab::lesson::load::{Files, Loaded, load};
use serde::de::DeserializeOwned;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub static WORLD: LazyLock<Setup> = LazyLock::new(|| {
    Setup::from_json(include_str!("../../../assets/scenarios/first-light.json"))
        .expect("the default world is sound")
});

fn texts(slug: &str) -> Files {
    files(&Path::new(ROOT).join("lessons"), &slug.into())
}

pub fn lesson(slug: &str) -> Loaded {
    load(&texts(slug)).expect("our lessons are sound")
}

fn slugs() -> Vec<Slug> {
    let catalog = catalog::read(include_str!("../../../lessons/index.json"));
    let catalog = catalog.expect("the index is sound");
    catalog.lessons().map(|(_, listed)| listed.slug.clone()).collect()
}

#[test]
fn every_lesson_is_proved_in_both_languages() {
    let root = Path::new(ROOT);
    let report = check(&root.join("lessons"), &root.join("assets/scenarios"));
    assert!(report.is_good, "{}", report.text);
    assert_eq!(report.text.lines().count(), slugs().len());
}

/// The kinds that serde knows of something, as it tells who names another.
pub fn kinds<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_str::<T>(r#"{ "?": {} }"#) else { panic!("`?` is no kind") };
    let told = error.to_string();
    let (_, kinds) = told.split_once("expected one of ").expect("a list");
    kinds.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
