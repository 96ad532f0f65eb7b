//! A lesson from its files, however they were fetched.

use std::collections::BTreeMap;

use super::LANGUAGES;
use super::check;
use super::format::{Form, Lesson, Step};
use super::json;
use super::problem::{Problem, Problems};
use super::prose::{self, Prose, StepProse};
use crate::engine::base::text::Slug;

/// The texts of a lesson's files. A file that is absent is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The folder's name.
    pub folder: String,
    /// `lesson.json`.
    pub structure: Option<String>,
    /// `<language>.md`, in the order of [`LANGUAGES`].
    pub prose: [Option<String>; LANGUAGES.len()],
}

/// A lesson that can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its structure.
    pub lesson: Lesson,
    /// Its prose, by language.
    pub prose: BTreeMap<String, Prose>,
}

impl Loaded {
    /// The prose in this language, or in another if it lacks.
    #[must_use]
    pub fn prose(&self, language: &str) -> Option<&Prose> {
        self.prose.get(language).or_else(|| self.prose.values().next())
    }

    /// The prose of a step: that of its form, if somebody wrote one.
    #[must_use]
    pub fn step_prose(&self, language: &str, step: &Step) -> Option<&StepProse> {
        let steps = &self.prose(language)?.steps;
        let own = step.form.as_ref().and_then(|form| steps.get(&form_key(step, form)));
        own.or_else(|| steps.get(&step.slug))
    }
}

/// Under which name prose keeps what it says of a form of a step.
#[must_use]
pub fn form_key(step: &Step, form: &Form) -> Slug {
    Slug::new(&format!("{}/{}", step.slug, form.variant))
}

/// Reads a lesson and checks everything that can be checked without its world.
///
/// # Errors
/// All problems at once.
pub fn load(files: &Files) -> Result<Loaded, Vec<Problem>> {
    match read(files) {
        (Some(loaded), problems) if problems.is_empty() => Ok(loaded),
        (_, problems) => Err(problems),
    }
}

/// The same; a lesson whose structure can be read at all is there, whatever its problems are, so
/// that more can be looked for.
#[must_use]
pub fn read(files: &Files) -> (Option<Loaded>, Vec<Problem>) {
    let mut all = Vec::new();
    let mut problems = Problems::of(format!("{}/lesson.json", files.folder));
    let lesson = if let Some(text) = &files.structure {
        json::read(text, &mut problems)
    } else {
        problems.add("file", "is missing");
        None
    };
    if let Some(lesson) = &lesson {
        check::structure(lesson, &files.folder, &mut problems);
    }
    all.extend(problems.into_list());
    let mut prose = BTreeMap::new();
    for (language, text) in LANGUAGES.iter().zip(&files.prose) {
        let mut problems = Problems::of(format!("{}/{language}.md", files.folder));
        if let Some(text) = text {
            let read = prose::read(text, &mut problems);
            if let Some(lesson) = &lesson {
                check::prose(lesson, &read, &mut problems);
            }
            prose.insert((*language).to_owned(), read);
        } else {
            problems.add("file", "is missing: every lesson is written in every language");
        }
        all.extend(problems.into_list());
    }
    if let Some(lesson) = &lesson {
        all.extend(check::languages(lesson, &prose, &files.folder));
    }
    (lesson.map(|lesson| Loaded { lesson, prose }), all)
}
