//! The tutor: plays a lesson with the learner. A state machine over the session; it shows
//! nothing (see [`view`]) and knows no browser.
//!
//! Invariants. The world a step begins in is the one that the lesson's own solutions lead to, so
//! that questions keep their answers: a step that is passed takes no command but packets, and
//! taking back goes no further than the step's beginning. While a prediction is open, nothing
//! happens in the world at all.
//!
//! The past may be looked at any time: it was seen before. What is judged is always the head of the
//! branch that is played, never the moment that is looked at; what is replayed counts for nothing.
//! Acting in the past begins a branch, if the step lets one act and had begun by then; its branches
//! end with the step, and once it is passed there is no going over to another.

pub mod draft;
pub(in crate::app) mod in_lab;
mod play;
mod rules;
pub mod secrets;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::selection::Selection;
use crate::app::session::{BranchId, Moment, Session};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::world::World;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{Answer, Lesson, Pace, Step};
use crate::lesson::goal::Standing;
use crate::lesson::load::Loaded;
use crate::lesson::progress::LessonProgress;
use draft::Draft;
use secrets::Secrets;

/// What a learner asks of the tutor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonIntent {
    /// To answer this, for now.
    Choose(Answer),
    /// To have this text stand where a number is asked for.
    Write(String),
    /// To have this choice at that place of the order.
    Put {
        /// The choice.
        choice: Slug,
        /// The place, from 0.
        place: usize,
    },
    /// To lock the answer.
    Lock,
    /// To go on.
    Next,
    /// To read the step before once more.
    Back,
    /// To have another hint.
    Hint,
    /// To begin this step again.
    ResetStep,
    /// To begin the lesson again.
    StartOver,
}

/// What the lab has to do after the tutor did something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The pace to set.
    pub pace: Option<Pace>,
    /// Whether time is to run.
    pub is_playing: Option<bool>,
    /// The cities to show; none of them: the whole world.
    pub camera: Option<Vec<Slug>>,
    /// Whether the world was set back: what was told of it is no longer so.
    pub is_world_new: bool,
}

/// A lesson being played.
#[derive(Clone, Debug)]
pub struct Tutor {
    loaded: Arc<Loaded>,
    progress: LessonProgress,
    /// The step that is worked on.
    reached: usize,
    /// The step that is shown; earlier than `reached` while the learner reads back.
    shown: usize,
    /// What was witnessed since `reached` began.
    evidence: Evidence,
    /// What was known as it began.
    before: Evidence,
    /// What was witnessed on the branches that are not played, since `reached` began.
    elsewhere: BTreeMap<BranchId, Evidence>,
    /// When `reached` began.
    mark: Moment,
    /// Whether one of its goals may come to hold, or not to hold, by time alone.
    waits: bool,
    /// How its goals stand.
    standings: Vec<Standing>,
    /// The answer that is not locked yet.
    draft: Draft,
    /// What must not be shown.
    secrets: Secrets,
    /// Hints shown.
    hints: usize,
    /// Whether hints are offered.
    has_hints: bool,
    /// When what was achieved.
    achieved: Vec<(SimTime, Achieved)>,
}

/// Something achieved in a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Achieved {
    /// The prediction of a step was locked.
    Predicted(Slug),
    /// A goal of a step holds.
    Goal {
        /// The step.
        step: Slug,
        /// The goal.
        goal: Slug,
    },
}

impl Tutor {
    /// Opens a lesson where the learner left it. The session is set back to its beginning and
    /// brought to where the solutions of the steps before lead.
    #[must_use]
    pub fn begin(
        loaded: Arc<Loaded>,
        progress: LessonProgress,
        session: &mut Session,
    ) -> (Self, Effects) {
        let reached = progress.next_step(&loaded.lesson);
        Self::begin_at(loaded, progress, session, reached)
    }

    /// Opens a lesson at the step of this index; further on than the learner has come, that is
    /// jumping ahead: what is left out is not done by that.
    #[must_use]
    pub fn begin_at(
        loaded: Arc<Loaded>,
        progress: LessonProgress,
        session: &mut Session,
        reached: usize,
    ) -> (Self, Effects) {
        session.restart();
        let mut evidence = Evidence::default();
        for step in &loaded.lesson.steps[..reached] {
            play::solve(step, session, &mut evidence);
        }
        let mut tutor = Self {
            mark: session.head(),
            elsewhere: BTreeMap::new(),
            achieved: Vec::new(),
            loaded,
            progress,
            reached,
            shown: reached,
            before: Evidence::default(),
            evidence,
            waits: false,
            standings: Vec::new(),
            draft: Draft::Nothing,
            secrets: Secrets::default(),
            hints: 0,
            has_hints: true,
        };
        let mut effects = tutor.enter(session);
        let steps = &tutor.lesson().steps[..=reached];
        effects.pace = steps.iter().rev().find_map(|step| step.pace);
        let camera = steps.iter().rev().find_map(|step| step.camera.clone());
        effects.camera = Some(camera.unwrap_or_else(|| tutor.lesson().camera.clone()));
        effects.is_world_new = true;
        (tutor, effects)
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Lesson {
        &self.loaded.lesson
    }

    /// Offers hints, or none.
    pub const fn offer_hints(&mut self, has_hints: bool) {
        self.has_hints = has_hints;
    }

    /// Shows a step that was reached before.
    pub fn read_back(&mut self, step: usize) {
        self.shown = step.min(self.reached);
    }

    /// The step that is shown.
    #[must_use]
    pub fn shown_step(&self) -> &Step {
        &self.lesson().steps[self.shown]
    }

    /// How far the learner has come, to be stored.
    #[must_use]
    pub const fn progress(&self) -> &LessonProgress {
        &self.progress
    }

    /// Takes in what happened. Returns whether anything in the lesson's view may differ.
    pub fn observe(&mut self, facts: &[Fact], world: &World) -> bool {
        // Of some goals time alone decides.
        if facts.is_empty() && !self.waits {
            return false;
        }
        self.evidence.observe(facts);
        self.watch(world);
        self.look(world)
    }

    /// The learner looks at something.
    pub fn selected(&mut self, selection: Selection, world: &World) -> bool {
        let Selection::Router(router) = selection else { return false };
        self.evidence.explain(router);
        self.look(world)
    }

    /// Commands were taken back or put back.
    pub fn undone(&mut self, session: &Session) {
        self.evidence.forget_pending();
        let own = session.log().iter().skip(self.mark.entries);
        self.evidence.recount(own.map(|entry| (entry.at, &entry.command)));
        self.watch(session.head_world());
        self.look(session.head_world());
    }

    /// The learner went over to another branch, whose head is `world`.
    pub fn switched(&mut self, from: BranchId, to: BranchId, world: &World) {
        let mut here = self.elsewhere.remove(&to).unwrap_or_else(|| self.evidence.clone());
        std::mem::swap(&mut self.evidence, &mut here);
        self.elsewhere.insert(from, here);
        self.look(world);
    }

    /// The learner acted in the past, and so left a branch: what was under way on it goes on there.
    pub fn forked(&mut self, from: BranchId, session: &Session) {
        self.elsewhere.insert(from, self.evidence.clone());
        self.undone(session);
    }

    /// When what was achieved, in order.
    #[must_use]
    pub fn achieved(&self) -> &[(SimTime, Achieved)] {
        &self.achieved
    }

    fn step(&self) -> &Step {
        &self.lesson().steps[self.reached]
    }

    fn is_done(&self, step: &Step) -> bool {
        self.progress.done.contains(&step.slug)
    }
}
