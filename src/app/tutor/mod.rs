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

pub mod demo;
pub mod draft;
pub mod in_lab;
mod play;
mod record;
mod resume;
mod rules;
pub mod sandbox;
pub mod score;
pub mod secrets;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::selection::Selection;
use crate::app::session::{BranchId, Moment, Session};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::fact::Fact;
use crate::lesson::draw;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{Answer, Lesson, Pace, Step};
use crate::lesson::goal::Standing;
use crate::lesson::load::Loaded;
use crate::lesson::progress::LessonProgress;
use crate::lesson::trail::Trail;
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
    /// To see the step's solution done.
    ShowMe,
    /// To see its next act: where nothing may move by itself.
    ShowNext,
    /// To see no more of it.
    StopShowing,
    /// To go on without doing the step.
    Skip,
    /// To begin this step again.
    ResetStep,
    /// To begin the lesson again; in a run of its own, if each has one, from this seed.
    StartOver(Option<u64>),
    /// To play freely with the world as it is, and leave the lesson as it is.
    PlayFreely,
    /// To go on with the lesson where it was left.
    BackToLesson,
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
    /// Whether the world was set back.
    pub is_world_new: bool,
    /// Whether nothing that was told of it is so any more.
    pub is_told_anew: bool,
}

/// What something that happened means for the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing.
    Nothing,
    /// How far its goals are from being met: as often as every frame.
    Figures,
    /// A goal is met that was not, or no more: other commands may be allowed now, and secrets told.
    Turn,
}

/// A lesson being played.
#[derive(Clone, Debug)]
pub struct Tutor {
    /// The lesson as it was written.
    base: Arc<Loaded>,
    /// The lesson as this run has it.
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
    /// What was done in this run; when and in which step.
    trail: Trail,
    /// The variant that is practised, if it is one alone, of which nothing else is kept.
    practice: Option<Practice>,
    /// Whether hints are offered.
    has_hints: bool,
    /// When what was achieved.
    achieved: Vec<(SimTime, Achieved)>,
}

/// A variant practised by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Its name.
    pub variant: Slug,
    /// The step's other variants.
    pub others: Vec<Slug>,
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
    /// A tutor that has not begun.
    fn new(base: Arc<Loaded>, progress: LessonProgress, trail: Trail) -> Self {
        let loaded = if base.lesson.is_drawn {
            let lesson = draw::lesson(&base.lesson, trail.seed);
            Arc::new(Loaded { lesson, prose: base.prose.clone() })
        } else {
            Arc::clone(&base)
        };
        Self {
            base,
            loaded,
            progress,
            reached: 0,
            shown: 0,
            before: Evidence::default(),
            evidence: Evidence::default(),
            elsewhere: BTreeMap::new(),
            mark: Moment::default(),
            waits: false,
            standings: Vec::new(),
            draft: Draft::Nothing,
            secrets: Secrets::default(),
            trail,
            practice: None,
            has_hints: true,
            achieved: Vec::new(),
        }
    }

    /// Opens a lesson at the step of this index; further on than the learner has come, that is
    /// jumping ahead: what is left out is not done by that. The session, which is one of the
    /// trail's seed, is set back to its beginning and brought to where the solutions of the steps
    /// before lead.
    #[must_use]
    pub fn begin_at(
        base: Arc<Loaded>,
        progress: LessonProgress,
        trail: Trail,
        reached: usize,
        session: &mut Session,
    ) -> (Self, Effects) {
        let mut tutor = Self::new(base, progress, trail);
        tutor.trail.begin_again();
        session.restart();
        let mut evidence = Evidence::default();
        for step in &tutor.loaded.lesson.steps[..reached] {
            play::solve(step, session, &mut evidence);
        }
        (tutor.evidence, tutor.reached) = (evidence, reached);
        let effects = tutor.enter(session);
        let effects = tutor.opened(effects.is_playing);
        (tutor, effects)
    }

    /// Opens a variant of a step alone. The session is one of its world and seed; where it has no
    /// world of its own, it begins where the lesson's solutions lead.
    #[must_use]
    pub fn practise(
        base: &Arc<Loaded>,
        (step, variant): (&Slug, &Slug),
        session: &mut Session,
    ) -> Option<(Self, Effects)> {
        let place = base.lesson.position(step)?;
        let written = &base.lesson.steps[place];
        let lesson = draw::practice(&base.lesson, step, variant)?;
        let names = written.variants.iter().map(|one| one.slug.clone());
        let others = names.filter(|one| one != variant).collect();
        let has_own_world = written.variant(variant)?.world.is_some();
        let trail = Trail::new(session.seed());
        let loaded = Arc::new(Loaded { lesson, prose: base.prose.clone() });
        let mut tutor = Self::new(loaded, LessonProgress::default(), trail);
        tutor.practice = Some(Practice { variant: variant.clone(), others });
        session.restart();
        let mut evidence = Evidence::default();
        for step in base.lesson.steps[..place].iter().filter(|_| !has_own_world) {
            play::solve(step, session, &mut evidence);
        }
        tutor.evidence = evidence;
        let effects = tutor.enter(session);
        let effects = tutor.opened(effects.is_playing);
        Some((tutor, effects))
    }

    /// The variant that is practised, if it is one alone.
    #[must_use]
    pub const fn practice(&self) -> Option<&Practice> {
        self.practice.as_ref()
    }

    /// What the lab has to do when a lesson is opened at the step reached.
    fn opened(&self, is_playing: Option<bool>) -> Effects {
        let steps = &self.lesson().steps[..=self.reached];
        let camera = steps.iter().rev().find_map(|step| step.camera.clone());
        Effects {
            pace: steps.iter().rev().find_map(|step| step.pace),
            camera: Some(camera.unwrap_or_else(|| self.lesson().camera.clone())),
            is_playing,
            is_world_new: true,
            is_told_anew: true,
        }
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

    /// The place of the step that is worked on.
    #[must_use]
    pub const fn reached(&self) -> usize {
        self.reached
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

    /// Takes in what happened.
    pub fn observe(&mut self, facts: &[Fact], session: &Session) -> Seen {
        // Of some goals time alone decides.
        if facts.is_empty() && !self.waits {
            return Seen::Nothing;
        }
        self.evidence.observe(facts);
        self.watch(session.head_world());
        self.look(session)
    }

    /// The learner looks at something.
    pub fn selected(&mut self, selection: Selection, session: &Session) -> bool {
        let Selection::Router(router) = selection else { return false };
        self.note_explained(router, session);
        self.evidence.explain(router);
        self.look(session) != Seen::Nothing
    }

    /// Commands were taken back or put back.
    pub fn undone(&mut self, session: &Session) {
        self.evidence.forget_pending();
        let own = session.log().iter().skip(self.mark.entries);
        self.evidence.recount(own.map(|entry| (entry.at, &entry.command)));
        self.watch(session.head_world());
        self.look(session);
    }

    /// The learner went over to another branch.
    pub fn switched(&mut self, from: BranchId, to: BranchId, session: &Session) {
        let mut here = self.elsewhere.remove(&to).unwrap_or_else(|| self.evidence.clone());
        std::mem::swap(&mut self.evidence, &mut here);
        self.elsewhere.insert(from, here);
        self.look(session);
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
