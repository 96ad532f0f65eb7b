//! Showing a step's solution: each act is done in the world, slowly enough to be followed. First
//! what it is about is selected, so that one sees where; then it is done; then time runs, as far
//! as the act wants.
//!
//! Whatever the learner does of their own ends it. Where nothing may move by itself, each act waits
//! to be asked for.

use super::in_lab::lesson_changes;
use super::{LessonIntent, Tutor};
use crate::app::changes::{Aspect, Changes};
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::app::playback::{MAX_EVENTS_PER_FRAME, MAX_EVENTS_PER_STRETCH};
use crate::app::selection::Selection;
use crate::app::session::settle::Settling;
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::net::network::Network;
use crate::lesson::command_kind::CommandKind;
use crate::lesson::format::{Act, Task};

/// How long one looks at what an act is about before it is done, in seconds of real time.
const POINT_S: f64 = 1.4;
/// How long one looks at what came of it.
const REST_S: f64 = 1.0;
/// The longest that one waits at the step's pace for BGP, or for time to pass.
const WAIT_S: f64 = 8.0;

/// A solution being shown.
#[derive(Clone, Debug)]
pub struct Demo {
    acts: Vec<Act>,
    /// The act that is shown.
    at: usize,
    phase: Phase,
    /// Whether each act is to be asked for.
    is_by_hand: bool,
}

/// How far an act has come.
#[derive(Clone, Debug)]
enum Phase {
    /// What it is about is pointed out, for so long still.
    Pointing(f64),
    /// Time runs until BGP has converged; for so long at the step's pace, then at once.
    Settling(f64, Settling),
    /// Time runs up to this moment, in so long.
    Waiting(f64, SimTime),
    /// It is done, and looked at for so long still.
    Resting(f64),
}

impl Demo {
    /// The act that is shown, its number from 1, and of how many.
    #[must_use]
    pub fn act(&self) -> Option<(&Act, usize, usize)> {
        self.acts.get(self.at).map(|act| (act, self.at + 1, self.acts.len()))
    }

    /// Whether the next act is to be asked for.
    #[must_use]
    pub const fn is_by_hand(&self) -> bool {
        self.is_by_hand
    }
}

impl Tutor {
    /// Whether the solution of the step that is worked on can be shown.
    #[must_use]
    pub fn can_show(&self) -> bool {
        let is_open = matches!(self.step().task, Task::Do(_)) && !self.is_done(self.step());
        is_open && self.has_hints && self.shown == self.reached
    }

    fn solution(&self) -> Vec<Act> {
        match &self.step().task {
            Task::Do(exercise) => exercise.solution.clone(),
            _ => Vec::new(),
        }
    }
}

impl Lab {
    /// Whether the learner's own act ends what is being shown.
    pub(in crate::app) fn ends_demo(&self, intent: &Intent) -> bool {
        self.demo.is_some()
            && match intent {
                Intent::Lesson(intent) => !matches!(
                    intent,
                    LessonIntent::ShowNext | LessonIntent::StopShowing | LessonIntent::Hint
                ),
                Intent::Select(_)
                | Intent::Press(_)
                | Intent::Play
                | Intent::SkipToConverged
                | Intent::SetSpeed(_) => true,
                other => other.is_of_time(),
            }
    }

    /// Begins to show the step's solution, from the step's beginning.
    pub(in crate::app) fn show_solution(&mut self) -> Changes {
        let Some(tutor) = self.tutor.as_mut().filter(|tutor| tutor.can_show()) else {
            return Changes::NONE;
        };
        let acts = tutor.solution();
        let effects = tutor.return_to_begin(&mut self.session);
        tutor.note_shown();
        let mut changes = lesson_changes();
        changes.add(Changes::moment());
        changes.add(self.carry_effects(effects));
        (self.travel.heading, self.travel.settling) = (None, None);
        self.playback.is_playing = false;
        let is_by_hand = !self.has_motion;
        self.demo = Some(Demo { acts, at: 0, phase: Phase::Resting(0.0), is_by_hand });
        changes.add(self.point_out());
        changes
    }

    /// Shows no more of it; the world stays as it is.
    pub(in crate::app) fn stop_showing(&mut self) -> Changes {
        if self.demo.take().is_none() {
            return Changes::NONE;
        }
        self.playback.is_playing = !self.is_frozen();
        lesson_changes().with(Aspect::Clock)
    }

    /// Selects what the act is about.
    fn point_out(&mut self) -> Changes {
        let Some((act, ..)) = self.demo.as_ref().and_then(Demo::act) else { return Changes::NONE };
        let target = target(act, self.network());
        // A router's card tells the tutor that it was looked at: that is the act itself.
        let is_explanation = matches!(act, Act::Explain { .. });
        let changes = match target {
            Some(target) if !is_explanation => self.select(target),
            _ => Changes::NONE,
        };
        let is_plain =
            matches!(act_of(self.demo.as_ref()), Some(Act::Settle {} | Act::Wait { .. }));
        if let Some(demo) = &mut self.demo {
            demo.phase = Phase::Pointing(if is_plain { 0.0 } else { POINT_S });
        }
        changes
    }

    /// Goes on showing; nothing, if nothing is shown.
    pub(in crate::app) fn show_on(&mut self, real_s: f64) -> Option<Changes> {
        let demo = self.demo.as_mut()?;
        let real_s = real_s.clamp(0.0, 0.1);
        if demo.is_by_hand {
            return Some(Changes::NONE);
        }
        Some(match &mut demo.phase {
            Phase::Pointing(left) => {
                *left -= real_s;
                if *left > 0.0 { Changes::NONE } else { self.do_act() }
            }
            Phase::Settling(left, way) => {
                *left -= real_s;
                let (is_late, way) = (*left <= 0.0, std::mem::take(way));
                self.settle_in_sight(is_late, way, real_s)
            }
            Phase::Waiting(left, until) => {
                let (left_s, until) = (*left, *until);
                *left -= real_s;
                self.wait_in_sight(left_s, until, real_s)
            }
            Phase::Resting(left) => {
                *left -= real_s;
                if *left > 0.0 { Changes::NONE } else { self.next_act() }
            }
        })
    }

    /// Does the act that is pointed out, at once, and points out the next.
    pub(in crate::app) fn show_next(&mut self) -> Changes {
        if !self.demo.as_ref().is_some_and(|demo| demo.is_by_hand) {
            return Changes::NONE;
        }
        let mut changes = self.do_act();
        match self.demo.as_ref().map(|demo| demo.phase.clone()) {
            Some(Phase::Settling(..)) => {
                changes.add(self.let_pass(crate::app::session::Session::settle));
            }
            Some(Phase::Waiting(_, until)) => {
                let span = until.since(self.world().now());
                changes.add(self.let_pass(|session| session.advance(span, u64::MAX)));
            }
            _ => {}
        }
        changes.add(self.next_act());
        changes
    }

    fn phase(&mut self, phase: Phase) {
        if let Some(demo) = &mut self.demo {
            demo.phase = phase;
        }
    }

    fn do_act(&mut self) -> Changes {
        let Some(act) = act_of(self.demo.as_ref()).cloned() else { return Changes::NONE };
        let changes = match act {
            Act::Command(command) => {
                let branch = self.session.branch().id();
                let given = self.session.apply(command);
                self.phase(Phase::Resting(REST_S));
                self.gave(branch, given)
            }
            Act::Explain { router } => {
                let router = self.network().names.routers.get(&router).copied();
                self.phase(Phase::Resting(REST_S + POINT_S));
                router.map_or(Changes::NONE, |router| self.select(Selection::Router(router)))
            }
            Act::Settle {} => {
                self.phase(Phase::Settling(WAIT_S, Settling::default()));
                Changes::NONE
            }
            Act::Wait { us } => {
                let until = self.world().now() + us;
                self.phase(Phase::Waiting(self.seconds_for(us), until));
                Changes::NONE
            }
        };
        changes.with(Aspect::Lesson)
    }

    /// How long so much time takes at the step's pace, or as long as one waits at most.
    fn seconds_for(&self, span: Span) -> f64 {
        let us = u32::try_from(span.as_us()).unwrap_or(u32::MAX);
        (f64::from(us) / 1e6 / self.playback.speed.factor()).clamp(0.1, WAIT_S)
    }

    fn settle_in_sight(&mut self, is_late: bool, mut way: Settling, real_s: f64) -> Changes {
        let is_there = self.world().is_converged() || self.world().oscillation().is_some();
        if is_there || way.is_over() {
            self.phase(Phase::Resting(REST_S));
            return Changes::one(Aspect::Clock);
        }
        if is_late {
            let changes =
                self.let_pass(|session| session.settle_on(&mut way, MAX_EVENTS_PER_STRETCH));
            self.phase(Phase::Settling(0.0, way));
            return changes;
        }
        let span = self.at_pace(real_s);
        if let Some(Demo { phase: Phase::Settling(_, kept), .. }) = &mut self.demo {
            *kept = way;
        }
        self.let_pass(|session| session.advance(span, MAX_EVENTS_PER_FRAME))
    }

    fn wait_in_sight(&mut self, left_s: f64, until: SimTime, real_s: f64) -> Changes {
        let left = until.since(self.world().now());
        if left.is_zero() {
            self.phase(Phase::Resting(REST_S));
            return Changes::one(Aspect::Clock);
        }
        // So that it is over when it is to be.
        let part = if left_s > real_s { real_s / left_s } else { 1.0 };
        let span = part_of(left, part);
        self.let_pass(|session| session.advance(span, MAX_EVENTS_PER_FRAME))
    }

    /// The time that passes in a frame, although time is held.
    fn at_pace(&mut self, real_s: f64) -> Span {
        self.playback.is_playing = true;
        let span = self.playback.elapse(real_s);
        self.playback.is_playing = false;
        span
    }

    fn next_act(&mut self) -> Changes {
        let Some(demo) = &mut self.demo else { return Changes::NONE };
        demo.at += 1;
        if demo.at < demo.acts.len() {
            return self.point_out().with(Aspect::Lesson);
        }
        self.stop_showing()
    }
}

fn act_of(demo: Option<&Demo>) -> Option<&Act> {
    demo.and_then(|demo| demo.act().map(|(act, ..)| act))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a part of a span of an hour at most"
)]
fn part_of(span: Span, part: f64) -> Span {
    let us = (span.as_us() as f64 * part.clamp(0.0, 1.0)).ceil() as u64;
    Span::from_us(us.min(span.as_us()))
}

/// What an act is about.
fn target(act: &Act, network: &Network) -> Option<Selection> {
    let names = &network.names;
    let node = |slug: &Slug| names.nodes.get(slug).copied().map(Selection::Node);
    let client = |slug: &Slug| names.clients.get(slug).copied().map(Selection::Client);
    let router = |slug: &Slug| names.routers.get(slug).copied().map(Selection::Router);
    let link = |slug: &Slug| names.links.get(slug).copied().map(Selection::Link);
    match act {
        Act::Explain { router: slug } => router(slug),
        Act::Command(command) => {
            let slug = CommandKind::of(command).1?;
            node(slug).or_else(|| client(slug)).or_else(|| router(slug)).or_else(|| link(slug))
        }
        Act::Settle {} | Act::Wait { .. } => None,
    }
}
