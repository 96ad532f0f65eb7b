//! Going a learner's trail again, and judging what was done on it: what a completion code says is
//! worth as much as this finds.
//!
//! It is the world alone that is lived again, by the commands of the trail, to the event; each must
//! be one that the step lets a learner give, or one of the lesson's own. Answers are compared with
//! what the engine says at the moment they were locked, goals are judged at the moment at which
//! they are said to have been met, with what was witnessed by then. Goals that speak of time are
//! looked at all along, a tenth of a second apart at most.
//!
//! What was taken back before is not on a trail, and is no evidence here.

mod walk;
mod way;

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::format::{Answer, Exercise, Inquiry, Lesson, Style, Task};
use super::progress::{Predicted, Score};
use super::trail::{Deed, Lived, Moment, Passage, Trail};
use crate::engine::base::digest::Digest;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;
use walk::{Came, Walk};
use way::Stop;

/// Events, and looks at goals, of one audit at most.
pub const MAX_EVENTS: u64 = 3_000_000;

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// It is not done.
    Open,
    /// It is read, or played.
    Seen,
    /// A prediction was made, and came true.
    Foretold,
    /// A prediction was made, and did not come true.
    Surprised,
    /// A question was answered right.
    Right,
    /// A question was answered wrong.
    Wrong,
    /// All goals were met.
    Met,
    /// Its solution was shown.
    Shown,
    /// It was left out.
    Skipped,
}

impl Grade {
    /// Whether an answer was given, and was wrong.
    #[must_use]
    pub const fn is_wrong(self) -> bool {
        matches!(self, Self::Surprised | Self::Wrong)
    }
}

/// What was found of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The step.
    pub step: Slug,
    /// What came of it.
    pub grade: Grade,
    /// What that counts.
    pub score: Score,
    /// Hints that were asked for.
    pub hints: u8,
    /// What was answered, and what is so.
    pub answer: Option<Predicted>,
}

/// What stands in the way of going a trail again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// What was done is not in it.
    NotKept,
    /// Its steps are not the lesson's, one after the other.
    OtherSteps,
    /// There is no such moment in this history.
    OtherHistory,
    /// A command that the step does not let one give, or not any more.
    NotAllowed,
    /// A command that the world refuses.
    Refused,
    /// An answer is missing, or none of those that there are.
    NoAnswer,
    /// More happens in it than may be handled.
    TooMuch,
}

/// Where an audit came to its end too early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stumble {
    /// The step, if one had begun.
    pub step: Option<Slug>,
    /// What stood in the way.
    pub flaw: Flaw,
}

/// A trail, being gone again.
#[derive(Clone, Debug)]
pub struct Audit {
    lesson: Lesson,
    lived: Lived,
    /// The steps that were begun in this run, with their places in the lesson.
    passages: Vec<(usize, Passage)>,
    stops: Vec<Stop>,
    /// The stop that is gone to.
    next: usize,
    walk: Walk,
    opened: Digest,
    /// The step that is worked on, by its place among the passages, and whether it is done.
    at: Option<(usize, bool)>,
    /// Commands that the lesson itself may give now, each once.
    own: Vec<Command>,
    found: Vec<Found>,
    left: u64,
    stumble: Option<Stumble>,
}

impl Audit {
    /// Opens the world of a lesson anew, with the trail's seed. The lesson is the one of that seed.
    #[must_use]
    pub fn begin(lesson: Lesson, setup: &Setup, trail: &Trail) -> Self {
        let world = World::opened(setup, trail.seed);
        let opened = world.digest();
        let found = lesson.steps.iter().map(|step| {
            let hints = trail.passage(&step.slug).map_or(0, |passage| passage.hints);
            let score = Score { points: 0, of: weight(&step.task) };
            Found { step: step.slug.clone(), grade: Grade::Open, score, hints, answer: None }
        });
        let mut audit = Self {
            found: found.collect(),
            lived: trail.lived.clone().unwrap_or_default(),
            passages: Vec::new(),
            stops: Vec::new(),
            next: 0,
            walk: Walk::begin(world),
            opened,
            at: None,
            own: Vec::new(),
            left: MAX_EVENTS,
            stumble: None,
            lesson,
        };
        if let Err(flaw) = audit.prepare(trail) {
            audit.stumble = Some(Stumble { step: None, flaw });
        }
        audit
    }

    fn prepare(&mut self, trail: &Trail) -> Result<(), Flaw> {
        if trail.lived.is_none() {
            return Err(Flaw::NotKept);
        }
        self.passages = way::passages(&self.lesson, trail)?;
        self.stops = way::stops(&self.passages, &self.lived)?;
        if let Some((first, _)) = self.passages.first() {
            // Who jumps ahead comes to where the solutions of the steps before lead.
            let before = &self.lesson.steps[..*first];
            self.own = before.iter().flat_map(|step| way::commands(&step.events)).collect();
            self.own.extend(before.iter().flat_map(way::solution));
            self.own.extend(way::commands(&self.lesson.steps[*first].events));
        }
        Ok(())
    }

    /// The same, but handling no more events than these.
    #[must_use]
    pub fn within(self, events: u64) -> Self {
        Self { left: events, ..self }
    }

    /// Goes on by about so many events. Returns whether it is over.
    pub fn go_on(&mut self, most: u64) -> bool {
        let mut slice = most.min(self.left);
        let whole = slice;
        while self.stumble.is_none() && self.next < self.stops.len() {
            let moment = self.moment(self.stops[self.next]);
            match self.walk.live_to(moment, &mut slice) {
                Came::NotYet => break,
                Came::Never => self.stumble(Flaw::OtherHistory),
                Came::There => match self.do_stop(self.stops[self.next]) {
                    Ok(()) => self.next += 1,
                    Err(flaw) => self.stumble(flaw),
                },
            }
        }
        self.left -= whole - slice;
        if self.left == 0 && !self.is_over() {
            self.stumble(Flaw::TooMuch);
        }
        self.is_over()
    }

    /// Goes all of it. Returns where it stumbled, if it did.
    pub fn go(&mut self) -> Option<&Stumble> {
        while !self.go_on(u64::MAX) {}
        self.stumbled()
    }

    fn is_over(&self) -> bool {
        self.stumble.is_some() || self.next == self.stops.len()
    }

    /// Where it stumbled, if it did.
    #[must_use]
    pub const fn stumbled(&self) -> Option<&Stumble> {
        self.stumble.as_ref()
    }

    /// The lesson.
    #[must_use]
    pub const fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// What was found so far, of each step of the lesson.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// The fingerprint of the world as it was opened.
    #[must_use]
    pub const fn opened(&self) -> Digest {
        self.opened
    }

    /// The fingerprint of the world as far as it has come.
    #[must_use]
    pub fn end(&self) -> Digest {
        self.walk.world.digest()
    }

    /// How much time has passed in the world since it was opened.
    #[must_use]
    pub fn lasted(&self) -> Span {
        self.walk.lasted()
    }

    fn stumble(&mut self, flaw: Flaw) {
        let place = self.at.map(|(passage, _)| self.passages[passage].0);
        let step = place.map(|place| self.lesson.steps[place].slug.clone());
        self.stumble = Some(Stumble { step, flaw });
    }

    fn moment(&self, stop: Stop) -> Moment {
        let of = |at: Option<Moment>| at.unwrap_or_default();
        match stop {
            Stop::Begin(passage) => of(self.passages[passage].1.begun),
            Stop::End(passage) => of(self.passages[passage].1.done),
            Stop::Deed(place) => {
                let Deed { at, steps, .. } = self.lived.deeds[place];
                Moment { at, steps, deeds: place }
            }
            Stop::Head => self.lived.head,
        }
    }

    fn do_stop(&mut self, stop: Stop) -> Result<(), Flaw> {
        match stop {
            Stop::Begin(passage) => self.begin_step(passage),
            Stop::End(passage) => self.end_step(passage)?,
            Stop::Deed(place) => {
                let command = self.lived.deeds[place].command.clone();
                if !self.may(&command) {
                    return Err(Flaw::NotAllowed);
                }
                self.walk.give(&command).map_err(|_| Flaw::Refused)?;
            }
            Stop::Head => {}
        }
        Ok(())
    }

    fn begin_step(&mut self, passage: usize) {
        let (place, gone) = &self.passages[passage];
        let step = &self.lesson.steps[*place];
        self.at = Some((passage, false));
        self.own = if gone.is_skipped { way::solution(step) } else { Vec::new() };
        if let Some((next, _)) = self.passages.get(passage + 1) {
            self.own.extend(way::commands(&self.lesson.steps[*next].events));
        }
        if gone.is_skipped {
            self.found[*place].grade = Grade::Skipped;
        }
        let goals = match &step.task {
            Task::Do(exercise) => exercise.goals.as_slice(),
            _ => &[],
        };
        self.walk.begin_step(goals, gone.explained.iter().map(|(router, _)| router));
    }

    /// Whether a command may be given now: by the learner, or by the lesson itself.
    fn may(&mut self, command: &Command) -> bool {
        if let Some((passage, is_done)) = self.at {
            let (place, gone) = &self.passages[passage];
            let covers = self.lesson.steps[*place].task.allows(command);
            if covers && !gone.is_skipped && (!is_done || !command.is_routing()) {
                return true;
            }
            if !is_done && !gone.is_skipped {
                return false;
            }
        }
        let own = self.own.iter().position(|own| own == command);
        own.map(|own| self.own.swap_remove(own)).is_some()
    }

    fn end_step(&mut self, passage: usize) -> Result<(), Flaw> {
        self.at = Some((passage, true));
        let (place, gone) = &self.passages[passage];
        let step = &self.lesson.steps[*place];
        let found = &mut self.found[*place];
        let (world, evidence) = (&self.walk.world, &self.walk.evidence);
        match &step.task {
            Task::Read | Task::Free { .. } => found.grade = Grade::Seen,
            Task::Ask(inquiry) => {
                let chosen = gone.answer.clone().filter(|answer| inquiry.offers(answer));
                let chosen = chosen.ok_or(Flaw::NoAnswer)?;
                let answer = answered(inquiry, chosen, world, evidence);
                found.grade = grade(inquiry, &answer);
                found.answer = Some(answer);
            }
            Task::Do(_) if gone.is_shown => found.grade = Grade::Shown,
            Task::Do(exercise) if holds(exercise, world, evidence) => found.grade = Grade::Met,
            // It was met by something that is not on the trail: here it is not.
            Task::Do(_) => {}
        }
        if matches!(found.grade, Grade::Foretold | Grade::Surprised | Grade::Right | Grade::Met) {
            found.score.points = found.score.of;
        }
        Ok(())
    }
}

impl Task {
    /// Whether a learner may give this command in such a step.
    #[must_use]
    pub fn allows(&self, command: &Command) -> bool {
        match self {
            Self::Do(Exercise { allow, .. }) | Self::Free { allow: Some(allow) } => {
                allow.iter().any(|allow| allow.covers(command))
            }
            Self::Free { allow: None } => true,
            Self::Read | Self::Ask(_) => false,
        }
    }
}

fn weight(task: &Task) -> u32 {
    match task {
        Task::Read | Task::Free { .. } => 0,
        Task::Ask(inquiry) => inquiry.weight.into(),
        Task::Do(exercise) => exercise.goals.iter().map(|goal| u32::from(goal.weight)).sum(),
    }
}

fn answered(inquiry: &Inquiry, chosen: Answer, world: &World, evidence: &Evidence) -> Predicted {
    let answers = inquiry.question.answers(world, evidence, &inquiry.choices);
    Predicted { chosen, outcome: answers.into_iter().next() }
}

fn grade(inquiry: &Inquiry, answer: &Predicted) -> Grade {
    let outcome = answer.outcome.as_ref();
    let is_right = outcome.is_some_and(|so| inquiry.question.is_right(&answer.chosen, so));
    match (inquiry.style, is_right) {
        (Style::Predict, true) => Grade::Foretold,
        (Style::Predict, false) => Grade::Surprised,
        (_, true) => Grade::Right,
        (_, false) => Grade::Wrong,
    }
}

fn holds(exercise: &Exercise, world: &World, evidence: &Evidence) -> bool {
    exercise.goals.iter().all(|goal| goal.needs.standing(world, evidence).holds)
}
