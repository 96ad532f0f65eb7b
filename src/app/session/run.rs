//! How a session moves through time: on, and back.

use std::sync::Arc;

use super::limits::{KEYFRAME_SPACING, MAX_EVENTS_PER_SEEK};
use super::moment::Moment;
use super::situation::{Keyframe, Tip};
use super::{Passed, Session};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::fact::Fact;

/// Up to when time is to pass.
#[derive(Clone, Copy, Debug)]
pub(super) enum Until {
    /// This time: all of it is handled.
    Time(SimTime),
    /// Something happens that leaves a fact.
    Seen,
    /// BGP has converged, or goes round in a cycle.
    Quiet,
    /// So much has happened.
    Moment(Moment),
}

impl Session {
    /// Lets `span` pass, or less if there is too much to do.
    pub fn advance(&mut self, span: Span, max_events: u64) -> Passed {
        let until = self.world().now() + span;
        let passed = self.run(Until::Time(until), max_events);
        self.recent.push(&passed.facts);
        passed
    }

    /// Handles events until one leaves a fact.
    pub fn step(&mut self) -> Passed {
        let passed = self.run(Until::Seen, u64::MAX);
        self.recent.push(&passed.facts);
        passed
    }

    /// Moves the playhead to `at`, or to the head if that is earlier: what happened by then has
    /// happened. [`Passed::is_done`] is false if it is so far from the nearest keyframe that more
    /// is to be done, by the same call again.
    pub fn seek(&mut self, at: SimTime) -> Passed {
        let at = at.min(self.head_at());
        let kept = Arc::clone(self.branch().keyframes.before(at));
        let is_nearer = self.world().now() <= at && kept.steps() <= self.world().steps();
        if !is_nearer {
            self.leave_for(&kept);
        }
        self.recent.skip();
        self.run(Until::Time(at), MAX_EVENTS_PER_SEEK)
    }

    /// Moves the playhead to the beginning, before any command.
    pub fn seek_start(&mut self) {
        let opened = Arc::clone(self.branch().keyframes.first());
        self.leave_for(&opened);
        self.recent.skip();
    }

    /// Goes on to `at`, through known history and beyond.
    pub fn run_to(&mut self, at: SimTime) -> Passed {
        self.run(Until::Time(at), MAX_EVENTS_PER_SEEK)
    }

    /// Moves the playhead to the head.
    pub fn seek_head(&mut self) {
        let reach = self.head_at();
        if let Some(tip) = self.branch_mut().tip.take() {
            self.now.return_to(&tip.kept);
            self.recent.skip();
        }
        self.now.wait_until(reach);
    }

    /// Puts another situation of this branch in place of the present one, which is kept if it is
    /// the furthest.
    pub(super) fn leave_for(&mut self, kept: &Keyframe) {
        if self.is_live() {
            let tip = Tip::new(self.now.keep());
            self.branch_mut().tip = Some(tip);
        }
        self.now.return_to(kept);
        self.arrive();
    }

    /// Whoever has come as far as the tip needs it no more.
    pub(super) fn arrive(&mut self) {
        if self.is_live() {
            self.branch_mut().tip = None;
        }
    }

    /// When the next event or command is due; nothing, if nothing ever is.
    #[must_use]
    pub fn next_at(&self) -> Option<SimTime> {
        self.now.next_at(self.log())
    }

    /// Handles events, and commands of the log, in their order.
    pub(super) fn run(&mut self, until: Until, max_events: u64) -> Passed {
        let mut passed = Passed { is_done: true, ..Passed::default() };
        let mut taken = 0;
        while !self.is_reached(until, &passed.facts) {
            if passed.events == max_events {
                passed.is_done = false;
                break;
            }
            let was_live = self.is_live();
            let log = &self.branches[self.current].log;
            self.now.pass_one(log, &mut passed.facts);
            passed.events += 1;
            if !was_live {
                passed.live_from = passed.facts.len();
                self.arrive();
            }
            let world = self.world();
            // What is copied costs no more than what happens meanwhile.
            let spacing = KEYFRAME_SPACING.max(world.packet_count());
            if self.branch().keyframes.is_due(world.steps(), spacing) {
                self.now.take_in(&passed.facts[taken..]);
                taken = passed.facts.len();
                self.keep();
            }
        }
        self.now.take_in(&passed.facts[taken..]);
        match until {
            Until::Time(at) | Until::Moment(Moment { at, .. }) if passed.is_done => {
                self.now.wait_until(at);
            }
            _ => {}
        }
        if self.is_live() {
            let now = self.world().now();
            let branch = self.branch_mut();
            branch.reach = branch.reach.max(now);
        }
        passed
    }

    fn is_reached(&self, until: Until, facts: &[Fact]) -> bool {
        let Some(next) = self.next_at() else { return true };
        match until {
            Until::Time(at) => next > at,
            Until::Seen => !facts.is_empty(),
            Until::Quiet => self.world().is_converged() || self.world().oscillation().is_some(),
            Until::Moment(moment) => self.now.moment().progress() >= moment.progress(),
        }
    }

    fn keep(&mut self) {
        let head = self.head().steps;
        let keyframe = Arc::new(self.now.keep());
        self.branch_mut().keyframes.keep(keyframe, head);
    }
}
