//! Taking a lesson up again: by what the learner did, not by the solutions.

use std::sync::Arc;

use super::{Achieved, Effects, Tutor, play};
use crate::app::session::limits::MAX_EVENTS_TO_RESUME;
use crate::app::session::{LogEntry, Moment, Passed, Session};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::Task;
use crate::lesson::load::Loaded;
use crate::lesson::passage::LOOK;
use crate::lesson::progress::LessonProgress;
use crate::lesson::trail::{Lived, Passage, Trail};

/// A place in a run at which something is done, or looked at.
enum Stop<'a> {
    /// A command was given.
    Deed(LogEntry),
    /// A step began.
    Begun(&'a Passage),
    /// The learner opened a router's explanation.
    Explained(&'a Slug, Moment),
}

impl Stop<'_> {
    /// Where in the run: what is done at a moment is done after what is looked at there.
    fn rank(&self) -> (u64, usize, u8) {
        match self {
            // Those with as many before them stand where they were given: the list keeps that.
            Self::Deed(entry) => (entry.steps, usize::MAX, 2),
            Self::Begun(passage) => {
                let moment: Moment = passage.begun.unwrap_or_default().into();
                (moment.steps, moment.entries, 0)
            }
            Self::Explained(_, moment) => (moment.steps, moment.entries, 1),
        }
    }
}

impl Tutor {
    /// Lives a run again, in a session of its seed that has just been opened. `None` if that leads
    /// elsewhere than it did: lesson, world or engine are not what they were.
    #[must_use]
    pub fn resume(
        base: Arc<Loaded>,
        progress: LessonProgress,
        trail: Trail,
        session: &mut Session,
    ) -> Option<(Self, Effects)> {
        let lived = trail.lived.clone()?;
        let last = trail.steps.iter().rev().find(|one| one.begun.is_some())?.clone();
        let mut tutor = Self::new(base, progress, trail);
        let lesson = &tutor.loaded.lesson;
        tutor.reached = lesson.position(&last.step)?;
        // A step that has other variants now may be another step.
        let form = lesson.steps[tutor.reached].form.as_ref().map(|form| &form.variant);
        if session.seed() != tutor.trail.seed || form != last.variant.as_ref() {
            return None;
        }
        tutor.shown = tutor.reached;
        tutor.mark = last.begun?.into();
        tutor.draft = play::draft(tutor.step());
        tutor.waits = play::waits(tutor.step());
        tutor.live_again(&lived, session)?;
        tutor.date_again();
        tutor.watch(session.world());
        tutor.look(session);
        let is_playing = Some(!tutor.is_frozen());
        // What was told of this run is as true as it was.
        let effects =
            Effects { is_world_new: false, is_told_anew: false, ..tutor.opened(is_playing) };
        Some((tutor, effects))
    }

    fn live_again(&mut self, lived: &Lived, session: &mut Session) -> Option<()> {
        let trail = self.trail.clone();
        let mut budget = MAX_EVENTS_TO_RESUME;
        let mut evidence = Evidence::default();
        for stop in stops(&trail, lived) {
            let mut tell = |passed: &Passed| evidence.observe(&passed.facts);
            match stop {
                Stop::Deed(entry) => {
                    self.wait_before(entry.at, session, &mut tell);
                    session.take_up(&entry, &mut budget, &mut tell).ok()?;
                }
                Stop::Begun(passage) => {
                    let moment: Moment = passage.begun?.into();
                    if session.entries() != moment.entries {
                        return None;
                    }
                    if !session.live_to(&moment, &mut budget, &mut tell) {
                        return None;
                    }
                    evidence = std::mem::take(&mut evidence).of_next_step();
                    if passage.step == self.step().slug {
                        self.before = evidence.clone();
                    }
                }
                Stop::Explained(router, moment) => {
                    if !session.live_to(&moment, &mut budget, &mut tell) {
                        return None;
                    }
                    let routers = &session.world().network().names.routers;
                    evidence.explain(*routers.get(router)?);
                }
            }
            self.evidence = evidence;
            self.watch(session.world());
            evidence = std::mem::take(&mut self.evidence);
        }
        let mut tell = |passed: &Passed| evidence.observe(&passed.facts);
        let has_arrived = session.live_to(&lived.head.into(), &mut budget, &mut tell);
        self.evidence = evidence;
        has_arrived.then_some(())
    }

    /// Lets time pass up to a command in small pieces, where a goal looks at time.
    fn wait_before(&self, at: SimTime, session: &mut Session, tell: &mut dyn FnMut(&Passed)) {
        while self.waits && session.world().now() + LOOK < at {
            let passed = session.advance(LOOK, u64::MAX);
            tell(&passed);
        }
    }

    /// When what was achieved: goals of steps that were done are dated to when they were.
    fn date_again(&mut self) {
        let lesson = &self.loaded.lesson;
        let mut achieved = Vec::new();
        for passage in &self.trail.steps {
            let (Some(done), Some(place)) = (passage.done, lesson.position(&passage.step)) else {
                continue;
            };
            match &lesson.steps[place].task {
                _ if passage.is_skipped => {}
                Task::Ask(_) => {
                    achieved.push((done.at, Achieved::Predicted(passage.step.clone())));
                }
                Task::Do(exercise) => achieved.extend(exercise.goals.iter().map(|goal| {
                    let (step, goal) = (passage.step.clone(), goal.slug.clone());
                    (done.at, Achieved::Goal { step, goal })
                })),
                Task::Read | Task::Free { .. } => {}
            }
        }
        self.achieved = achieved;
    }
}

/// Where something was done or looked at, in order.
fn stops<'a>(trail: &'a Trail, lived: &Lived) -> Vec<Stop<'a>> {
    let mut all: Vec<Stop<'a>> = Vec::new();
    for passage in &trail.steps {
        if passage.begun.is_some() {
            all.push(Stop::Begun(passage));
        }
        let explained = passage.explained.iter();
        all.extend(explained.map(|(router, at)| Stop::Explained(router, (*at).into())));
    }
    all.sort_by_key(Stop::rank);
    let mut merged = Vec::new();
    let mut looks = all.into_iter().peekable();
    for (place, deed) in lived.deeds.iter().enumerate() {
        // Whatever was looked at with no more commands given than stand before this one.
        let is_before = |look: &Stop| look.rank().1 <= place;
        while let Some(look) = looks.next_if(is_before) {
            merged.push(look);
        }
        merged.push(Stop::Deed(deed.into()));
    }
    merged.extend(looks);
    merged
}
