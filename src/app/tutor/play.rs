//! How a lesson is played: what is asked of the tutor, done.

use std::sync::Arc;

use super::draft::Draft;
use super::{Achieved, Effects, LessonIntent, Seen, Tutor};
use crate::app::session::Session;
use crate::engine::base::time::SimTime;
use crate::engine::sim::world::World;
use crate::lesson::evidence::{Evidence, watched};
use crate::lesson::format::{Act, Inquiry, Step, Task};
use crate::lesson::goal::Standing;
use crate::lesson::progress::{LessonProgress, Predicted};
use crate::lesson::trail::Trail;

impl Tutor {
    /// Does what is asked, if it can be done now. What is asked is judged at the head.
    pub fn handle(&mut self, intent: LessonIntent, session: &mut Session) -> Effects {
        match intent {
            LessonIntent::Lock | LessonIntent::Next => session.seek_head(),
            _ => {}
        }
        match intent {
            LessonIntent::Choose(answer) => {
                self.draft_with(|draft, inquiry| {
                    if inquiry.offers(&answer) {
                        draft.take(answer);
                    }
                });
                Effects::default()
            }
            LessonIntent::Write(text) => {
                self.draft_with(|draft, _| {
                    if let Draft::Number { text: written, is_told } = draft {
                        (*written, *is_told) = (text, false);
                    }
                });
                Effects::default()
            }
            LessonIntent::Put { choice, place } => {
                self.draft_with(|draft, _| draft.put(&choice, place));
                Effects::default()
            }
            LessonIntent::Lock => self.lock(session),
            LessonIntent::Next => self.next(session),
            LessonIntent::Back => {
                self.shown = self.shown.saturating_sub(1);
                Effects::default()
            }
            LessonIntent::Hint => {
                self.note_hint();
                Effects::default()
            }
            LessonIntent::Skip => self.skip(session),
            LessonIntent::ResetStep => self.reset_step(session),
            LessonIntent::StartOver(seed) => self.start_over(seed, session),
            // Those are the lab's to do.
            LessonIntent::ShowMe
            | LessonIntent::ShowNext
            | LessonIntent::StopShowing
            | LessonIntent::PlayFreely
            | LessonIntent::BackToLesson => Effects::default(),
        }
    }

    /// The step that is worked on is done.
    fn complete(&mut self, session: &Session) {
        if self.is_done(self.step()) {
            return;
        }
        let slug = self.step().slug.clone();
        self.progress.done.insert(slug);
        self.note_done(session);
    }

    fn start_over(&mut self, seed: Option<u64>, session: &mut Session) -> Effects {
        let practised = std::mem::take(&mut self.progress.practised);
        let progress = LessonProgress { practised, ..LessonProgress::default() };
        if let Some(seed) = seed.filter(|_| self.base.lesson.is_drawn) {
            session.reseed(seed);
        }
        let trail = Trail::new(session.seed());
        let base = Arc::clone(&self.base);
        let (mut fresh, effects) = Self::begin_at(base, progress, trail, 0, session);
        fresh.has_hints = self.has_hints;
        *self = fresh;
        effects
    }

    /// Whether the step that is worked on can be left out.
    pub(super) fn can_skip(&self) -> bool {
        let is_asked = matches!(self.step().task, Task::Ask(_) | Task::Do(_));
        is_asked && self.shown == self.reached && !self.is_done(self.step())
    }

    /// Leaves the step out: what it would have brought about is done by its solution.
    fn skip(&mut self, session: &mut Session) -> Effects {
        if !self.can_skip() {
            return Effects::default();
        }
        let step = self.step().clone();
        self.note_skipped(session);
        if let Task::Do(exercise) = &step.task {
            session.return_to(&self.mark);
            self.evidence = self.before.clone();
            let mut evidence = std::mem::take(&mut self.evidence);
            exercise.solution.iter().for_each(|act| play(act, session, &mut evidence));
            self.evidence = evidence;
        }
        self.progress.skipped.insert(step.slug);
        self.complete(session);
        let effects = self.next(session);
        self.look(session);
        Effects { is_world_new: matches!(step.task, Task::Do(_)), ..effects }
    }

    /// Changes the answer in the making, as long as it is open.
    fn draft_with(&mut self, change: impl FnOnce(&mut Draft, &Inquiry)) {
        if !self.is_frozen() {
            return;
        }
        let mut draft = std::mem::take(&mut self.draft);
        if let Task::Ask(inquiry) = &self.step().task {
            change(&mut draft, inquiry);
        }
        self.draft = draft;
    }

    /// Begins the step `reached`, here and now: with what the lesson itself does to the world.
    pub(super) fn enter(&mut self, session: &mut Session) -> Effects {
        session.seek_head();
        session.keep_only_current();
        let step = self.step().clone();
        let mut evidence = std::mem::take(&mut self.evidence);
        step.events.iter().for_each(|act| play(act, session, &mut evidence));
        self.evidence = evidence.of_next_step();
        self.start(session)
    }

    /// Begins the step `reached` with the world as it is.
    fn start(&mut self, session: &mut Session) -> Effects {
        session.keep_only_current();
        self.elsewhere.clear();
        self.shown = self.reached;
        self.mark = session.moment();
        self.note_begun();
        self.before = self.evidence.clone();
        self.draft = draft(self.step());
        self.waits = waits(self.step());
        self.watch(session.world());
        self.look(session);
        let step = self.step();
        Effects {
            pace: step.pace,
            is_playing: Some(!self.is_frozen()),
            camera: step.camera.clone(),
            is_world_new: false,
            is_told_anew: false,
        }
    }

    /// Looks at what goals that speak of time want, as it is now.
    pub(super) fn watch(&mut self, world: &World) {
        if !self.waits {
            return;
        }
        let mut evidence = std::mem::take(&mut self.evidence);
        if let Task::Do(exercise) = &self.step().task {
            evidence.watch(&exercise.goals, world);
        }
        self.evidence = evidence;
    }

    pub(super) fn look(&mut self, session: &Session) -> Seen {
        let seen = self.judge(session);
        self.keep_secrets(session.world().network());
        seen
    }

    fn judge(&mut self, session: &Session) -> Seen {
        let world = session.head_world();
        let Task::Do(exercise) = &self.step().task else {
            self.standings.clear();
            return Seen::Nothing;
        };
        let standing =
            |goal: &crate::lesson::format::GoalEntry| goal.needs.standing(world, &self.evidence);
        let standings: Vec<Standing> = exercise.goals.iter().map(standing).collect();
        if standings.iter().all(|standing| standing.holds) {
            self.complete(session);
        }
        let hold = |all: &[Standing]| all.iter().map(|it| it.holds).collect::<Vec<_>>();
        let seen = if standings == self.standings {
            Seen::Nothing
        } else if hold(&standings) == hold(&self.standings) {
            Seen::Figures
        } else {
            self.date(&standings, world.now());
            Seen::Turn
        };
        self.standings = standings;
        seen
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

    fn lock(&mut self, session: &Session) -> Effects {
        let world = session.world();
        let Task::Ask(inquiry) = &self.step().task else { return Effects::default() };
        if self.is_done(self.step()) {
            return Effects::default();
        }
        let Some(chosen) = self.draft.answer() else {
            self.draft.tell();
            return Effects::default();
        };
        let answers = inquiry.question.answers(world, &self.evidence, &inquiry.choices);
        let outcome = answers.into_iter().next();
        let slug = self.step().slug.clone();
        self.achieved.push((world.now(), Achieved::Predicted(slug.clone())));
        self.note_answer(&chosen);
        self.progress.predictions.insert(slug, Predicted { chosen, outcome });
        self.complete(session);
        self.keep_secrets(world.network());
        Effects { is_playing: Some(true), ..Effects::default() }
    }

    fn next(&mut self, session: &mut Session) -> Effects {
        if self.shown < self.reached {
            self.shown += 1;
            return Effects::default();
        }
        if matches!(self.step().task, Task::Read | Task::Free { .. }) {
            self.complete(session);
        }
        if !self.is_done(self.step()) || self.reached + 1 == self.lesson().steps.len() {
            return Effects::default();
        }
        self.reached += 1;
        self.enter(session)
    }

    fn reset_step(&mut self, session: &mut Session) -> Effects {
        if self.can_reset() { self.return_to_begin(session) } else { Effects::default() }
    }

    /// Goes back to where the step began.
    pub(super) fn return_to_begin(&mut self, session: &mut Session) -> Effects {
        session.return_to(&self.mark);
        self.evidence = self.before.clone();
        let slug = self.step().slug.clone();
        self.progress.done.remove(&slug);
        self.progress.skipped.remove(&slug);
        Effects { is_world_new: true, ..self.start(session) }
    }
}

/// What stands where an answer is made, as a step begins.
pub(super) fn draft(step: &Step) -> Draft {
    match &step.task {
        Task::Ask(inquiry) => Draft::of(inquiry),
        _ => Draft::Nothing,
    }
}

/// Whether time alone may make a step's goals hold, or hold no more.
pub(super) fn waits(step: &Step) -> bool {
    match &step.task {
        Task::Do(exercise) => !watched(exercise.goals.iter().map(|goal| &goal.needs)).is_empty(),
        _ => false,
    }
}

/// Does what a step brings about: what the lesson does, then what its solution does.
pub(super) fn solve(step: &Step, session: &mut Session, evidence: &mut Evidence) {
    let solution = match &step.task {
        Task::Do(exercise) => exercise.solution.as_slice(),
        _ => &[],
    };
    step.events.iter().chain(solution).for_each(|act| play(act, session, evidence));
}

/// Does one act of a solution, as the learner would have.
fn play(act: &Act, session: &mut Session, evidence: &mut Evidence) {
    let passed = match act {
        // Refused only where the world was changed under the lesson; then it plays as it can.
        Act::Command(command) => session.apply(command.clone()).unwrap_or_default(),
        Act::Explain { .. } => return,
        Act::Settle {} => session.settle(),
        Act::Wait { us } => session.advance(*us, u64::MAX),
    };
    evidence.observe(&passed.facts);
}
