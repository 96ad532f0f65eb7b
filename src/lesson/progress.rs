//! How far a learner has come, as it is stored: versioned, and never thrown away unread.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::format::{Answer, Lesson, Task};
use super::restored::Restored;
use crate::engine::base::text::Slug;

/// The one format this version reads and writes.
pub const FORMAT: &str = "anycast-lab/progress/1";

/// What a learner has done in all lessons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Progress {
    /// [`FORMAT`].
    pub format: String,
    /// The lesson that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Slug>,
    /// By lesson.
    pub lessons: BTreeMap<Slug, LessonProgress>,
}

impl Default for Progress {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), open: None, lessons: BTreeMap::new() }
    }
}

/// What a learner has done in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LessonProgress {
    /// Steps that are done.
    pub done: BTreeSet<Slug>,
    /// What was predicted, by step.
    #[serde(default)]
    pub predictions: BTreeMap<Slug, Predicted>,
}

/// A prediction that was locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Predicted {
    /// What the learner answered.
    pub chosen: Answer,
    /// What the engine said would be; absent: nothing.
    pub outcome: Option<Answer>,
}

impl LessonProgress {
    /// The first step of the lesson, as it is today, that is not done. Steps are known by their
    /// names, so that a lesson may gain, lose or move some without a learner losing the rest.
    #[must_use]
    pub fn next_step(&self, lesson: &Lesson) -> usize {
        let is_open = |step: &super::format::Step| {
            let is_predicted = match &step.task {
                Task::Ask(inquiry) => self
                    .predictions
                    .get(&step.slug)
                    .is_some_and(|predicted| inquiry.offers(&predicted.chosen)),
                _ => true,
            };
            !(self.done.contains(&step.slug) && is_predicted)
        };
        lesson.steps.iter().position(is_open).unwrap_or(lesson.steps.len().saturating_sub(1))
    }

    /// Whether every step of the lesson, as it is today, is done.
    #[must_use]
    pub fn is_complete(&self, lesson: &Lesson) -> bool {
        lesson.steps.iter().all(|step| self.done.contains(&step.slug))
    }
}

/// What formats of other versions begin with, too.
const FAMILY: &str = "anycast-lab/progress/";

/// Reads what was stored.
#[must_use]
pub fn restore(stored: Option<&str>) -> Restored<Progress> {
    let Some(text) = stored else { return Restored::Good(Progress::default()) };
    // Of another version, only the format is sure to stand where it stands now.
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) if is_newer(&value) => Restored::Newer,
        Ok(value) => match serde_json::from_value::<Progress>(value) {
            Ok(progress) if progress.format == FORMAT => Restored::Good(progress),
            _ => Restored::Damaged,
        },
        Err(_) => Restored::Damaged,
    }
}

fn is_newer(value: &serde_json::Value) -> bool {
    let format = value.get("format").and_then(serde_json::Value::as_str);
    let version = format.and_then(|format| format.strip_prefix(FAMILY)?.parse::<u32>().ok());
    version.is_some_and(|version| version > 1)
}

impl Progress {
    /// The text to store.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("slugs and texts always make JSON")
    }
}
