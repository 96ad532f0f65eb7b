//! Taking up a run that was written down: what a share link carries.

use std::sync::Arc;

use super::limits::{MAX_EVENTS_TO_RESUME, MAX_LOG};
use super::moment::{LogEntry, Moment};
use super::run::Until;
use super::{Passed, Session};
use crate::engine::base::time::SimTime;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::setup::Setup;

/// A run as it can be written down: world and seed are known beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The commands, in order.
    pub log: Vec<LogEntry>,
    /// The furthest moment lived.
    pub head: Moment,
    /// The moment looked at.
    pub playhead: Moment,
}

/// Why a command was left out when a run was taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The world refuses it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It stands after a command that was given later, or before the world was opened.
    #[error("it was given at {at}, before {earliest}, when the command before it was given")]
    OutOfOrder {
        /// Its time.
        at: SimTime,
        /// The earliest time that it may have.
        earliest: SimTime,
    },
    /// So many events do not happen by its time: it was written of another world.
    #[error("{said} events are said to have happened by {at}, but {happened} have")]
    OtherHistory {
        /// Its time.
        at: SimTime,
        /// How many events were said to have been handled.
        said: u64,
        /// How many were.
        happened: u64,
    },
    /// More events lie before it than may be handled.
    #[error("more than {MAX_EVENTS_TO_RESUME} events lie before {at}")]
    TooFar {
        /// Its time.
        at: SimTime,
    },
    /// There are more commands than may be.
    #[error("there are more than {MAX_LOG} commands")]
    TooMany,
}

/// A command that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the log.
    pub index: usize,
    /// Why.
    pub flaw: Flaw,
}

/// A run that was taken up.
#[derive(Clone, Debug)]
pub struct Resumed {
    /// The run, as far as it could be.
    pub session: Session,
    /// Every command that could not be carried out. Without any, the run is the one written down.
    pub left_out: Vec<LeftOut>,
    /// Whether it came to the head that was written down.
    pub is_complete: bool,
}

impl Session {
    /// This run, to be written down; other branches are left out.
    #[must_use]
    pub fn written(&self) -> Written {
        Written { log: self.log().to_vec(), head: self.head(), playhead: self.moment() }
    }

    /// Takes a run up. Each command is checked as one that a learner gives; those that cannot be
    /// carried out are left out and named, all of them.
    #[must_use]
    pub fn resume(setup: Setup, seed: u64, written: &Written) -> Resumed {
        let mut session = Self::open(setup, seed);
        let mut budget = MAX_EVENTS_TO_RESUME;
        let mut left_out = Vec::new();
        for (index, entry) in written.log.iter().enumerate() {
            let flaw = if index < MAX_LOG {
                session.take_up(entry, &mut budget, &mut |_| {}).err()
            } else {
                Some(Flaw::TooMany)
            };
            left_out.extend(flaw.map(|flaw| LeftOut { index, flaw }));
        }
        let is_complete = session.live_to(&written.head, &mut budget, &mut |_| {});
        let (playhead, now) = (written.playhead, session.moment());
        // A playhead beyond the head is none: then the head is looked at.
        if playhead != now && playhead.progress() <= now.progress() && playhead.at <= now.at {
            session.look_back(&playhead);
        }
        Resumed { session, left_out, is_complete }
    }

    /// Carries out a command that was written down, at its moment; `tell` is told what happened.
    pub(in crate::app) fn take_up(
        &mut self,
        entry: &LogEntry,
        budget: &mut u64,
        tell: &mut dyn FnMut(&Passed),
    ) -> Result<(), Flaw> {
        let (at, earliest) = (entry.at, self.world().now());
        if at < earliest || entry.steps < self.world().steps() {
            return Err(Flaw::OutOfOrder { at, earliest });
        }
        let moment = Moment::before(entry, self.entries());
        // What is before it has to happen whether or not it is carried out itself.
        if !self.live_to(&moment, budget, tell) {
            if *budget == 0 {
                return Err(Flaw::TooFar { at });
            }
            let (said, happened) = (entry.steps, self.world().steps());
            return Err(Flaw::OtherHistory { at, said, happened });
        }
        let given = self.apply(entry.command.clone());
        given.map(|passed| tell(&passed)).map_err(|denial| match denial {
            super::Denial::Refused(refusal) => Flaw::Refused(refusal),
            // Only in the past, and this is the head.
            super::Denial::TooManyBranches => Flaw::TooMany,
        })
    }

    /// Lives on to a moment; tells whether there is such a moment in this history.
    pub(in crate::app) fn live_to(
        &mut self,
        moment: &Moment,
        budget: &mut u64,
        tell: &mut dyn FnMut(&Passed),
    ) -> bool {
        while self.world().steps() < moment.steps {
            if *budget == 0 || self.next_at().is_none_or(|next| next > moment.at) {
                return false;
            }
            let left = (moment.steps - self.world().steps()).min(*budget);
            let passed = self.run(Until::Time(moment.at), left);
            *budget -= passed.events;
            tell(&passed);
        }
        // Nothing is left before it, or it would not be that moment.
        if self.next_at().is_some_and(|next| next < moment.at) {
            return false;
        }
        self.now.wait_until(moment.at);
        let now = self.world().now();
        let branch = self.branch_mut();
        branch.reach = branch.reach.max(now);
        now == moment.at
    }

    /// Looks at an earlier moment, to the event.
    fn look_back(&mut self, moment: &Moment) {
        let kept = Arc::clone(self.branch().keyframes.before_moment(moment));
        self.leave_for(&kept);
        self.run(Until::Moment(*moment), MAX_EVENTS_TO_RESUME);
        self.recent.skip();
    }
}
