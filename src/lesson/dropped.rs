//! A lesson from files that somebody gives to the page, to try it: a folder, or its files.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LANGUAGES;
use super::load::{Files, Loaded, load};
use super::problem::{Problem, Problems};

/// The file that a lesson begins with.
const STRUCTURE: &str = "lesson.json";

/// Whether a file of this path may be one of a lesson's.
#[must_use]
pub fn is_wanted(path: &str) -> bool {
    let (_, name) = parted(path);
    name == STRUCTURE || LANGUAGES.iter().any(|language| name == format!("{language}.md"))
}

/// A lesson to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// It.
    pub loaded: Loaded,
    /// The languages it is not written in yet: another stands in for each.
    pub missing: Vec<&'static str>,
}

/// The lesson in these files, given as paths with their texts. The files may lie in their folder or
/// come without one. A language that it is not written in yet is no mistake here.
///
/// # Errors
/// What is wrong with it.
pub fn lesson(files: Vec<(String, String)>) -> Result<Trial, Vec<Problem>> {
    let mut folders: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (path, text) in files.into_iter().filter(|(path, _)| is_wanted(path)) {
        let (folder, name) = parted(&path);
        folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), text);
    }
    let with_lesson: Vec<&String> = folders
        .iter()
        .filter(|(_, files)| files.contains_key(STRUCTURE))
        .map(|(at, _)| at)
        .collect();
    let folder = match with_lesson.as_slice() {
        [folder] => (*folder).clone(),
        [] => {
            let message = format!("is not among them: a lesson begins with a {STRUCTURE}");
            return Err(one(STRUCTURE, "file", message));
        }
        several => {
            let names: Vec<&str> = several.iter().take(5).map(|one| one.as_str()).collect();
            let message =
                format!("there are several: {}. Try one lesson at a time", names.join(", "));
            return Err(one(STRUCTURE, "file", message));
        }
    };
    read(&folder, folders.remove(&folder).unwrap_or_default())
}

fn read(folder: &str, mut texts: BTreeMap<String, String>) -> Result<Trial, Vec<Problem>> {
    let structure = texts.remove(STRUCTURE);
    let mut prose = LANGUAGES.map(|language| texts.remove(&format!("{language}.md")));
    let missing: Vec<&'static str> = LANGUAGES
        .into_iter()
        .zip(&prose)
        .filter_map(|(language, text)| text.is_none().then_some(language))
        .collect();
    let Some(stand_in) = prose.iter().flatten().next().cloned() else {
        let names = LANGUAGES.map(|language| format!("{language}.md")).join(" or ");
        return Err(one(&format!("{folder}/"), "file", format!("has no prose: {names}")));
    };
    for text in &mut prose {
        text.get_or_insert_with(|| stand_in.clone());
    }
    let name = folder.rsplit('/').next().unwrap_or_default();
    let name = match name {
        // Without their folder, they lie in the one that they name.
        "" => own_name(structure.as_deref().unwrap_or_default()),
        name => name.to_owned(),
    };
    let mut problems = Vec::new();
    match load(&Files { folder: name, structure, prose }) {
        // It becomes a place of the page, and a part of its address.
        Ok(loaded) if !loaded.lesson.slug.is_well_formed() => {
            let message = format!("`{}` is no slug: 1 to 64 of a-z 0-9 and -", loaded.lesson.slug);
            problems.extend(one(STRUCTURE, "slug", message));
        }
        Ok(loaded) => return Ok(Trial { loaded, missing }),
        Err(all) => problems.extend(all),
    }
    // What is wrong with the one that stands in was said once.
    let is_told = |problem: &Problem| {
        missing.iter().any(|language| problem.file.ends_with(&format!("/{language}.md")))
    };
    problems.retain(|problem| !is_told(problem));
    Err(problems)
}

/// The slug that a lesson's structure names, be the rest of it as it may.
fn own_name(structure: &str) -> String {
    #[derive(Deserialize)]
    struct Named {
        slug: String,
    }
    serde_json::from_str::<Named>(structure).map(|named| named.slug).unwrap_or_default()
}

fn one(file: &str, place: &str, message: String) -> Vec<Problem> {
    let mut problems = Problems::of(file);
    problems.add(place, message);
    problems.into_list()
}

/// The folder of a path, and the file's name.
fn parted(path: &str) -> (&str, &str) {
    let path = path.trim_start_matches('/');
    path.rsplit_once('/').unwrap_or(("", path))
}
