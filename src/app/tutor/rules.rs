//! What a lesson lets through, and what it does not.

use super::Tutor;
use crate::app::session::Session;
use crate::engine::sim::command::Command;
use crate::lesson::format::{Allow, Task};

impl Tutor {
    /// Whether the world stands still because a prediction is open.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        matches!(self.step().task, Task::Ask(_)) && !self.is_done(self.step())
    }

    /// Whether a command may be given at the session's playhead.
    #[must_use]
    pub fn allows(&self, command: &Command, session: &Session) -> bool {
        if self.is_before_step(session) {
            return false;
        }
        let covers = |allow: &[Allow]| allow.iter().any(|allow| allow.covers(command));
        match &self.step().task {
            // Where nothing is open any more, a packet changes nothing; but a branch would.
            Task::Do(exercise) => {
                let is_harmless = !command.is_routing() && session.is_live();
                covers(&exercise.allow) && (is_harmless || !self.is_done(self.step()))
            }
            Task::Free { allow } => allow.as_deref().is_none_or(covers),
            Task::Read | Task::Ask(_) => false,
        }
    }

    /// Whether the timeline must not say what this command of the log was: it was drawn, and to
    /// find it out is the lesson.
    #[must_use]
    pub fn keeps_secret(&self, number: usize) -> bool {
        let lesson = self.lesson();
        lesson.is_drawn && number < self.mark.entries && !self.progress.is_complete(lesson)
    }

    /// Whether the learner looks at a moment before the step that is worked on began.
    #[must_use]
    pub fn is_before_step(&self, session: &Session) -> bool {
        session.moment().progress() < self.mark.progress()
    }

    /// Whether the last command may be taken back: it must have been given in this step.
    #[must_use]
    pub fn allows_undo(&self, session: &Session) -> bool {
        session.log().len() > self.mark.entries && self.is_open()
    }

    /// Whether what was taken back may be put back.
    #[must_use]
    pub fn allows_redo(&self, session: &Session) -> bool {
        session.log().len() >= self.mark.entries && self.is_open()
    }

    /// Whether the step that is worked on can be begun again.
    #[must_use]
    pub fn can_reset(&self) -> bool {
        match &self.step().task {
            Task::Do(exercise) => !exercise.allow.is_empty(),
            Task::Free { allow } => allow.as_ref().is_none_or(|allow| !allow.is_empty()),
            Task::Read | Task::Ask(_) => false,
        }
    }

    /// Whether what was done in the step that is worked on may still be changed: what comes after
    /// would begin elsewhere. Who plays freely at the end plays on.
    fn is_open(&self) -> bool {
        matches!(self.step().task, Task::Free { .. }) || !self.is_done(self.step())
    }

    /// Whether the step that is worked on is an exercise, and passed.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        matches!(self.step().task, Task::Do(_)) && self.is_done(self.step())
    }
}
