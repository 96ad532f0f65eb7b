//! What was found of a code: a row of the instructor's table.

use super::class::Pupil;
use super::verdict::{Kind, Verdict};
use super::{Claim, total};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::lesson::audit::Grade;
use crate::lesson::progress::Score;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The lesson, where that can be read.
    pub lesson: Option<Slug>,
    /// Who did it, where it says so.
    pub pupil: Option<Pupil>,
    /// What its randomness comes from.
    pub seed: Option<u64>,
    /// What was found.
    pub verdict: Verdict,
    /// What came of doing it again, as far as that went.
    pub result: Option<Result>,
}

/// What came of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Result {
    /// How much time passed in its world.
    pub lasted: Span,
    /// What was found of each step.
    pub steps: Vec<Claim>,
}

impl Entry {
    /// A row of which nothing else is known.
    #[must_use]
    pub const fn of(verdict: Verdict) -> Self {
        Self { lesson: None, pupil: None, seed: None, verdict, result: None }
    }

    /// What came of it, if it counts: only what is verified does.
    #[must_use]
    pub fn counts(&self) -> Option<&Result> {
        self.result.as_ref().filter(|_| self.verdict.kind() == Kind::Verified)
    }
}

impl Result {
    /// The whole score.
    #[must_use]
    pub fn score(&self) -> Score {
        total(&self.steps)
    }

    /// Hints that were asked for.
    #[must_use]
    pub fn hints(&self) -> u32 {
        self.steps.iter().map(|step| u32::from(step.hints)).sum()
    }

    /// The steps of which this came.
    pub fn steps_with(&self, wanted: impl Fn(Grade) -> bool) -> impl Iterator<Item = &Slug> {
        self.steps.iter().filter(move |step| wanted(step.grade)).map(|step| &step.step)
    }

    /// The steps that were answered wrong, predictions among them.
    pub fn wrong(&self) -> impl Iterator<Item = &Slug> {
        self.steps_with(Grade::is_wrong)
    }

    /// How many steps have this grade.
    #[must_use]
    pub fn count(&self, grade: Grade) -> usize {
        self.steps_with(|one| one == grade).count()
    }
}
