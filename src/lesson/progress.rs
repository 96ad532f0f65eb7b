//! How far a learner has come, as it is stored: versioned, and never thrown away unread.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::format::{Answer, Lesson, Task};
use super::restored::Restored;
use crate::engine::base::text::Slug;

/// The format that this version writes; it reads those before, too.
pub const FORMAT: &str = "anycast-lab/progress/2";

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
    /// Steps that are done. Those that the lesson has no more are kept, and not counted.
    pub done: BTreeSet<Slug>,
    /// What was predicted, by step.
    #[serde(default)]
    pub predictions: BTreeMap<Slug, Predicted>,
    /// Steps of those done that were skipped.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skipped: BTreeSet<Slug>,
    /// Variants that were practised, by step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub practised: BTreeMap<Slug, BTreeSet<Slug>>,
    /// The lesson's steps as they were when it was last open: so the list of lessons counts what is
    /// done without the lesson.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Slug>,
    /// How well it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
}

/// How well a lesson was done: so much of so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Score {
    /// What was reached.
    pub points: u32,
    /// Of so much.
    pub of: u32,
}

impl Score {
    /// The better one of two, by its part of the whole; of equal ones the first.
    #[must_use]
    pub fn better(self, other: Self) -> Self {
        let (mine, its) = (
            u64::from(self.points) * u64::from(other.of),
            u64::from(other.points) * u64::from(self.of),
        );
        if its > mine || self.of == 0 { other } else { self }
    }
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
            } || self.skipped.contains(&step.slug);
            !(self.done.contains(&step.slug) && is_predicted)
        };
        lesson.steps.iter().position(is_open).unwrap_or(lesson.steps.len().saturating_sub(1))
    }

    /// Whether every step of the lesson, as it is today, is done.
    #[must_use]
    pub fn is_complete(&self, lesson: &Lesson) -> bool {
        lesson.steps.iter().all(|step| self.done.contains(&step.slug))
    }

    /// How many of the lesson's steps are done, and how many there are; as far as is known without
    /// the lesson.
    #[must_use]
    pub fn tally(&self) -> Tally {
        if self.steps.is_empty() {
            return Tally { done: self.done.len(), of: None };
        }
        let done = self.steps.iter().filter(|step| self.done.contains(*step)).count();
        Tally { done, of: Some(self.steps.len()) }
    }

    /// Notes which steps the lesson has today.
    pub fn note_steps(&mut self, lesson: &Lesson) {
        self.steps = lesson.steps.iter().map(|step| step.slug.clone()).collect();
    }

    /// Adds what was done elsewhere. Where both have an answer to the same question, this one's
    /// stays: it was judged, and what the page shows hangs on it.
    fn add(&mut self, other: Self) {
        // Field by field, so that none that is added is forgotten here.
        let Self { done, predictions, skipped, practised, steps, score } = other;
        // Who did it somewhere has not skipped it.
        let is_skipped = |step: &Slug| {
            let own = !self.done.contains(step) || self.skipped.contains(step);
            own && (!done.contains(step) || skipped.contains(step))
        };
        let both = self.skipped.iter().chain(&skipped);
        self.skipped = both.filter(|step| is_skipped(step)).cloned().collect();
        for (step, variants) in practised {
            self.practised.entry(step).or_default().extend(variants);
        }
        self.done.extend(done);
        for (step, predicted) in predictions {
            self.predictions.entry(step).or_insert(predicted);
        }
        if self.steps.is_empty() {
            self.steps = steps;
        }
        self.score = match (self.score, score) {
            (Some(own), Some(other)) => Some(own.better(other)),
            (own, other) => own.or(other),
        };
    }
}

/// How much of a lesson is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Steps that are done.
    pub done: usize,
    /// Of so many; unknown for a lesson that was last open before that was noted.
    pub of: Option<usize>,
}

impl Tally {
    /// Whether all of it is.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.of.is_some_and(|of| self.done >= of)
    }
}

/// What formats of other versions begin with, too.
const FAMILY: &str = "anycast-lab/progress/";
/// The version that this one writes.
const VERSION: u32 = 2;

/// Reads what was stored.
#[must_use]
pub fn restore(stored: Option<&str>) -> Restored<Progress> {
    let Some(text) = stored else { return Restored::Good(Progress::default()) };
    match read(text) {
        Ok(progress) => Restored::Good(progress),
        Err(Unreadable::Newer) => Restored::Newer,
        Err(Unreadable::Damaged(_) | Unreadable::TooLarge) => Restored::Damaged,
    }
}

/// Why a text is no progress that this version can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version wrote it.
    Newer,
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// It is something else, or damaged: what was found where.
    Damaged(String),
}

/// The largest text that is read.
pub const MAX_BYTES: usize = 1 << 20;

/// Reads what this or an older version wrote.
///
/// # Errors
/// Why it cannot be read.
pub fn read(text: &str) -> Result<Progress, Unreadable> {
    if text.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    // Of another version, only the format is sure to stand where it stands now.
    let value: serde_json::Value = serde_json::from_str(text).map_err(damaged)?;
    let format = value.get("format").and_then(serde_json::Value::as_str).unwrap_or_default();
    match format.strip_prefix(FAMILY).and_then(|version| version.parse::<u32>().ok()) {
        Some(1..=VERSION) => {}
        Some(version) if version > VERSION => return Err(Unreadable::Newer),
        _ => return Err(Unreadable::Damaged(format!("`format` is not `{FORMAT}`"))),
    }
    let progress: Progress = serde_json::from_value(value).map_err(damaged)?;
    Ok(Progress { format: FORMAT.to_owned(), ..progress })
}

impl Progress {
    /// The text to store.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("slugs and texts always make JSON")
    }

    /// Adds what was done elsewhere, and loses nothing of what was done here. Returns in how many
    /// lessons there was something new.
    pub fn add(&mut self, other: Self) -> usize {
        let Self { format: _, open: _, lessons } = other;
        let mut changed = 0;
        for (slug, lesson) in lessons {
            let own = self.lessons.entry(slug).or_default();
            let before = own.clone();
            own.add(lesson);
            changed += usize::from(*own != before);
        }
        changed
    }
}
