//! Where a trail leads along: its steps, and what is done and looked at in which order.

use super::Flaw;
use crate::engine::sim::command::Command;
use crate::lesson::format::{Act, Lesson, Step, Task};
use crate::lesson::trail::{Lived, Moment, Passage, Trail};

/// A place on the way at which something is done, or looked at. Steps are named by their places
/// among the passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A step begins.
    Begin(usize),
    /// A step is done.
    End(usize),
    /// A command is given.
    Deed(usize),
    /// The end.
    Head,
}

/// The steps that were begun in this run, with their places in the lesson: one after the other.
pub(super) fn passages(lesson: &Lesson, trail: &Trail) -> Result<Vec<(usize, Passage)>, Flaw> {
    let mut all: Vec<(usize, Passage)> = Vec::new();
    for passage in trail.steps.iter().filter(|passage| passage.begun.is_some()) {
        let place = lesson.position(&passage.step).ok_or(Flaw::OtherSteps)?;
        let form = lesson.steps[place].form.as_ref().map(|form| &form.variant);
        let follows = all.last().is_none_or(|(last, _)| last + 1 == place);
        if !follows || form != passage.variant.as_ref() {
            return Err(Flaw::OtherSteps);
        }
        all.push((place, passage.clone()));
    }
    Ok(all)
}

/// All stops, in order. The end of a step that was left out is none: what was tried before that
/// was taken back.
pub(super) fn stops(passages: &[(usize, Passage)], lived: &Lived) -> Result<Vec<Stop>, Flaw> {
    let mut looks: Vec<(Moment, Stop)> = Vec::new();
    for (place, (_, passage)) in passages.iter().enumerate() {
        looks.extend(passage.begun.map(|at| (at, Stop::Begin(place))));
        let done = passage.done.filter(|_| !passage.is_skipped);
        looks.extend(done.map(|at| (at, Stop::End(place))));
    }
    let mut stops = Vec::with_capacity(looks.len() + lived.deeds.len() + 1);
    let mut given = 0;
    for (at, look) in looks {
        if at.deeds < given || at.deeds > lived.deeds.len() {
            return Err(Flaw::OtherHistory);
        }
        stops.extend((given..at.deeds).map(Stop::Deed));
        given = at.deeds;
        stops.push(look);
    }
    stops.extend((given..lived.deeds.len()).map(Stop::Deed));
    stops.push(Stop::Head);
    Ok(stops)
}

/// The commands among what a lesson does.
pub(super) fn commands(acts: &[Act]) -> Vec<Command> {
    let command = |act: &Act| match act {
        Act::Command(command) => Some(command.clone()),
        _ => None,
    };
    acts.iter().filter_map(command).collect()
}

/// The commands of a step's solution.
pub(super) fn solution(step: &Step) -> Vec<Command> {
    match &step.task {
        Task::Do(exercise) => commands(&exercise.solution),
        _ => Vec::new(),
    }
}
