//! A branch: one history of the world.

use std::sync::Arc;

use super::keyframes::Keyframes;
use super::moment::{LogEntry, Moment};
use super::situation::{Keyframe, Tip};
use crate::engine::base::time::SimTime;

/// Which branch: its number stays its own when others are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchId(u32);

impl BranchId {
    /// The history that was there first.
    pub const MAIN: Self = Self(0);

    /// The number itself.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    pub(super) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Where a branch left another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Which it left.
    pub from: BranchId,
    /// When.
    pub at: Moment,
}

/// One history: a log, and what was lived of it.
#[derive(Clone, Debug)]
pub struct Branch {
    pub(super) id: BranchId,
    pub(super) fork: Option<Fork>,
    pub(super) log: Vec<LogEntry>,
    /// Commands taken back, the last one last: they can be put back, as long as no other is given.
    pub(super) undone: Vec<LogEntry>,
    pub(super) keyframes: Keyframes,
    /// The furthest situation lived, if that is not where the session is.
    pub(super) tip: Option<Tip>,
    /// The furthest time lived: later than the tip, if nothing has happened since.
    pub(super) reach: SimTime,
}

impl Branch {
    pub(super) fn main(opened: Arc<Keyframe>) -> Self {
        Self {
            id: BranchId::MAIN,
            fork: None,
            log: Vec::new(),
            undone: Vec::new(),
            reach: opened.now(),
            keyframes: Keyframes::new(opened),
            tip: None,
        }
    }

    /// Which it is.
    #[must_use]
    pub const fn id(&self) -> BranchId {
        self.id
    }

    /// Where it left another; the first has left none.
    #[must_use]
    pub const fn fork(&self) -> Option<Fork> {
        self.fork
    }

    /// The commands of this history, those given before it left another among them.
    #[must_use]
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }

    /// The first command that is its own, by which it is named; none if that was taken back.
    #[must_use]
    pub fn first_own(&self) -> Option<&LogEntry> {
        self.log.get(self.fork?.at.entries)
    }

    /// The furthest time lived.
    #[must_use]
    pub const fn reach(&self) -> SimTime {
        self.reach
    }

    /// Whether that much is known to happen after `moment`.
    pub(super) fn goes_on_after(&self, moment: &Moment) -> bool {
        self.tip.as_ref().is_some_and(|tip| moment.progress() < tip.kept.moment().progress())
    }
}
