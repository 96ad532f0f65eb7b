//! How well a lesson was done: by weight, step by step.
//!
//! A prediction counts by having been made, right or wrong; an explanation and a quiz by being
//! right; a goal by holding, also when its step was skipped after. What the lesson did itself
//! counts for nothing.

use super::Tutor;
use super::view::is_right;
use crate::lesson::format::{Step, Style, Task};
use crate::lesson::progress::Score;

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is not done.
    Open,
    /// It is read, or played.
    Seen,
    /// A prediction was made.
    Predicted {
        /// Whether it came true.
        is_right: bool,
    },
    /// A question was answered.
    Answered {
        /// Whether the answer is right.
        is_right: bool,
    },
    /// All goals hold.
    Done,
    /// Its solution was shown.
    Shown,
    /// It was skipped.
    Skipped,
}

impl Tutor {
    /// How well the lesson was done so far.
    #[must_use]
    pub fn score(&self) -> Score {
        let none = Score { points: 0, of: 0 };
        self.lesson()
            .steps
            .iter()
            .map(|step| self.score_of(step))
            .fold(none, |sum, one| Score { points: sum.points + one.points, of: sum.of + one.of })
    }

    /// The same of one step.
    #[must_use]
    pub fn score_of(&self, step: &Step) -> Score {
        match &step.task {
            Task::Read | Task::Free { .. } => Score { points: 0, of: 0 },
            Task::Ask(inquiry) => {
                let of = u32::from(inquiry.weight);
                let counts = match self.mark(step) {
                    Mark::Predicted { .. } => true,
                    Mark::Answered { is_right } => is_right,
                    _ => false,
                };
                Score { points: if counts { of } else { 0 }, of }
            }
            Task::Do(exercise) => {
                let of = exercise.goals.iter().map(|goal| u32::from(goal.weight)).sum();
                let points = match self.mark(step) {
                    Mark::Done => of,
                    Mark::Skipped => {
                        let passage = self.trail.passage(&step.slug);
                        let held = |slug| passage.is_some_and(|one| one.held.contains(slug));
                        let goals = exercise.goals.iter().filter(|goal| held(&goal.slug));
                        goals.map(|goal| u32::from(goal.weight)).sum()
                    }
                    _ => 0,
                };
                Score { points, of }
            }
        }
    }

    /// What came of a step.
    #[must_use]
    pub fn mark(&self, step: &Step) -> Mark {
        let passage = self.trail.passage(&step.slug);
        let is_shown = passage.is_some_and(|passage| passage.is_shown);
        let is_skipped = self.progress.skipped.contains(&step.slug);
        match &step.task {
            _ if !self.is_done(step) => Mark::Open,
            _ if is_skipped => Mark::Skipped,
            _ if is_shown => Mark::Shown,
            Task::Read | Task::Free { .. } => Mark::Seen,
            Task::Do(_) => Mark::Done,
            Task::Ask(inquiry) => {
                let predicted = self.progress.predictions.get(&step.slug);
                let is_right = predicted.is_some_and(|one| is_right(inquiry, one));
                match (predicted, inquiry.style) {
                    (None, _) => Mark::Open,
                    (Some(_), Style::Predict) => Mark::Predicted { is_right },
                    (Some(_), Style::Explain | Style::Quiz) => Mark::Answered { is_right },
                }
            }
        }
    }
}
