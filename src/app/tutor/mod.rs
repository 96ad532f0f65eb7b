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

pub(in crate::app) mod in_lab;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::selection::Selection;
use crate::app::session::{BranchId, Moment, Session};
use crate::engine::base::ids::ClientId;
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::world::World;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{Act, Answer, Asks, Lesson, Pace, Step, Task};
use crate::lesson::goal::Standing;
use crate::lesson::load::Loaded;
use crate::lesson::progress::{LessonProgress, Predicted};

/// What a learner asks of the tutor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LessonIntent {
    /// To answer this, for now.
    Choose(Answer),
    /// To lock the prediction.
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
    /// What was witnessed on the branches that are not played, since `reached` began.
    elsewhere: BTreeMap<BranchId, Evidence>,
    /// When `reached` began.
    mark: Moment,
    /// How its goals stand.
    standings: Vec<Standing>,
    /// What is chosen and not locked.
    choice: Option<Answer>,
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
        for step in &loaded.lesson.steps[..reached] {
            if let Task::Do(exercise) = &step.task {
                exercise.solution.iter().for_each(|act| play(act, session));
            }
        }
        session.settle();
        let mut tutor = Self {
            mark: session.head(),
            elsewhere: BTreeMap::new(),
            achieved: Vec::new(),
            loaded,
            progress,
            reached,
            shown: reached,
            evidence: Evidence::default(),
            standings: Vec::new(),
            choice: None,
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

    /// Whether the world stands still because a prediction is open.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        matches!(self.step().task, Task::Ask(_)) && !self.is_done(self.step())
    }

    /// Whether a command may be given at the session's playhead.
    #[must_use]
    pub fn allows(&self, command: &Command, session: &Session) -> bool {
        let Task::Do(exercise) = &self.step().task else { return false };
        // Where nothing is open any more, a packet changes nothing; but a branch would.
        let is_harmless = !command.is_routing() && session.is_live();
        exercise.allow.iter().any(|allow| allow.covers(command))
            && (is_harmless || !self.is_done(self.step()))
            && !self.is_before_step(session)
    }

    /// Whether the learner looks at a moment before the step that is worked on began.
    #[must_use]
    pub fn is_before_step(&self, session: &Session) -> bool {
        session.moment().progress() < self.mark.progress()
    }

    /// Whether the last command may be taken back: it must have been given in this step.
    #[must_use]
    pub fn allows_undo(&self, session: &Session) -> bool {
        session.log().len() > self.mark.entries && !self.is_done(self.step())
    }

    /// Whether what was taken back may be put back.
    #[must_use]
    pub fn allows_redo(&self, session: &Session) -> bool {
        session.log().len() >= self.mark.entries && !self.is_done(self.step())
    }

    /// When what was achieved, in order.
    #[must_use]
    pub fn achieved(&self) -> &[(SimTime, Achieved)] {
        &self.achieved
    }

    /// Whether who serves this client is still a secret: the outcome of a prediction about it, as
    /// things are, has not been shown.
    #[must_use]
    pub fn conceals(&self, network: &Network, client: ClientId) -> bool {
        let slug = &network.clients[client].slug;
        self.lesson().steps.iter().any(|step| match &step.task {
            Task::Ask(inquiry) => {
                let Asks::WhichNodeServes { client, .. } = &inquiry.question.asks else {
                    return false;
                };
                let shown_by = inquiry.revealed_by.as_ref().unwrap_or(&step.slug);
                client == slug
                    && inquiry.question.after.is_nothing()
                    && !self.progress.done.contains(shown_by)
            }
            _ => false,
        })
    }

    /// Whether the step that is worked on can be begun again.
    #[must_use]
    pub fn can_reset(&self) -> bool {
        matches!(&self.step().task, Task::Do(exercise) if !exercise.allow.is_empty())
    }

    /// Whether the step that is worked on is an exercise, and passed.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        matches!(self.step().task, Task::Do(_)) && self.is_done(self.step())
    }

    /// Takes in what happened. Returns whether anything in the lesson's view may differ.
    pub fn observe(&mut self, facts: &[Fact], world: &World) -> bool {
        if facts.is_empty() {
            return false;
        }
        self.evidence.observe(facts);
        self.look(world)
    }

    /// The learner looks at something.
    pub fn selected(&mut self, selection: Selection, world: &World) -> bool {
        let Selection::Router(router) = selection else { return false };
        self.evidence.explain(router);
        self.look(world)
    }

    /// A command was taken back.
    pub fn undone(&mut self, world: &World) {
        self.evidence.forget_pending();
        self.look(world);
    }

    /// The learner went over to another branch, whose head is `world`.
    pub fn switched(&mut self, from: BranchId, to: BranchId, world: &World) {
        let mut here = self.elsewhere.remove(&to).unwrap_or_else(|| self.evidence.clone());
        std::mem::swap(&mut self.evidence, &mut here);
        self.elsewhere.insert(from, here);
        self.look(world);
    }

    /// The learner acted in the past, and so left a branch: what was under way on it goes on there.
    pub fn forked(&mut self, from: BranchId, world: &World) {
        self.elsewhere.insert(from, self.evidence.clone());
        self.undone(world);
    }

    /// Does what is asked, if it can be done now. What is asked is judged at the head.
    pub fn handle(&mut self, intent: LessonIntent, session: &mut Session) -> Effects {
        match intent {
            LessonIntent::Lock | LessonIntent::Next => session.seek_head(),
            _ => {}
        }
        match intent {
            LessonIntent::Choose(choice) => {
                let is_offered = match &self.step().task {
                    Task::Ask(inquiry) => inquiry.offers(&choice),
                    _ => false,
                };
                if is_offered && self.is_frozen() {
                    self.choice = Some(choice);
                }
                Effects::default()
            }
            LessonIntent::Lock => self.lock(session.world()),
            LessonIntent::Next => self.next(session),
            LessonIntent::Back => {
                self.shown = self.shown.saturating_sub(1);
                Effects::default()
            }
            LessonIntent::Hint => {
                self.hints += usize::from(self.has_hints);
                Effects::default()
            }
            LessonIntent::ResetStep => self.reset_step(session),
            LessonIntent::StartOver => {
                let loaded = Arc::clone(&self.loaded);
                let (mut fresh, effects) = Self::begin(loaded, LessonProgress::default(), session);
                fresh.has_hints = self.has_hints;
                *self = fresh;
                effects
            }
        }
    }

    fn step(&self) -> &Step {
        &self.lesson().steps[self.reached]
    }

    fn is_done(&self, step: &Step) -> bool {
        self.progress.done.contains(&step.slug)
    }

    fn complete(&mut self) {
        let slug = self.step().slug.clone();
        self.progress.done.insert(slug);
    }

    /// Begins the step `reached`, here and now.
    fn enter(&mut self, session: &mut Session) -> Effects {
        session.seek_head();
        session.keep_only_current();
        self.elsewhere.clear();
        self.shown = self.reached;
        self.evidence = Evidence::default();
        self.mark = session.moment();
        self.choice = None;
        self.hints = 0;
        self.look(session.world());
        let step = self.step();
        Effects {
            pace: step.pace,
            is_playing: Some(!self.is_frozen()),
            camera: step.camera.clone(),
            is_world_new: false,
        }
    }

    fn look(&mut self, world: &World) -> bool {
        let Task::Do(exercise) = &self.step().task else {
            self.standings.clear();
            return false;
        };
        let standing =
            |goal: &crate::lesson::format::GoalEntry| goal.needs.standing(world, &self.evidence);
        let standings: Vec<Standing> = exercise.goals.iter().map(standing).collect();
        if standings.iter().all(|standing| standing.holds) {
            self.complete();
        }
        let is_other = standings != self.standings;
        if is_other {
            self.date(&standings, world.now());
        }
        self.standings = standings;
        is_other
    }

    /// Writes down when goals were met, and forgets it of those that are so no more.
    fn date(&mut self, standings: &[Standing], now: SimTime) {
        let step = self.step();
        let Task::Do(exercise) = &step.task else { return };
        let achieved = exercise.goals.iter().zip(standings).map(|(goal, standing)| {
            let (step, goal) = (step.slug.clone(), goal.slug.clone());
            (Achieved::Goal { step, goal }, standing.holds)
        });
        let achieved: Vec<(Achieved, bool)> = achieved.collect();
        for (what, holds) in achieved {
            let place = self.achieved.iter().position(|(_, it)| *it == what);
            match place {
                Some(place) if !holds => drop(self.achieved.remove(place)),
                None if holds => self.achieved.push((now, what)),
                _ => {}
            }
        }
    }

    fn lock(&mut self, world: &World) -> Effects {
        let Task::Ask(inquiry) = &self.step().task else { return Effects::default() };
        let Some(chosen) = self.choice.clone() else { return Effects::default() };
        if self.is_done(self.step()) {
            return Effects::default();
        }
        let answers = inquiry.question.answers(world, &inquiry.choices);
        let outcome = answers.into_iter().next();
        let slug = self.step().slug.clone();
        self.achieved.push((world.now(), Achieved::Predicted(slug.clone())));
        self.progress.predictions.insert(slug, Predicted { chosen, outcome });
        self.complete();
        Effects { is_playing: Some(true), ..Effects::default() }
    }

    fn next(&mut self, session: &mut Session) -> Effects {
        if self.shown < self.reached {
            self.shown += 1;
            return Effects::default();
        }
        if matches!(self.step().task, Task::Read) {
            self.complete();
        }
        if !self.is_done(self.step()) || self.reached + 1 == self.lesson().steps.len() {
            return Effects::default();
        }
        self.reached += 1;
        self.enter(session)
    }

    fn reset_step(&mut self, session: &mut Session) -> Effects {
        if !self.can_reset() {
            return Effects::default();
        }
        session.return_to(&self.mark);
        let slug = self.step().slug.clone();
        self.progress.done.remove(&slug);
        Effects { is_world_new: true, ..self.enter(session) }
    }
}

/// Does one act of a solution, as the learner would have.
fn play(act: &Act, session: &mut Session) {
    match act {
        // Refused only where the world was changed under the lesson; then it plays as it can.
        Act::Command(command) => drop(session.apply(command.clone())),
        Act::Explain { .. } => {}
        Act::Settle {} => drop(session.settle()),
        Act::Wait { us } => drop(session.advance(*us, u64::MAX)),
    }
}
