//! The histories of one session, and changing between them.

use std::sync::Arc;

use super::branch::BranchId;
use super::limits::{MAX_BRANCHES, MAX_EVENTS_PER_SEEK};
use super::run::Until;
use super::situation::{Keyframe, Situation};
use super::{Branch, Passed, Session};
use crate::engine::base::time::SimTime;

impl Session {
    /// All branches, the oldest first.
    #[must_use]
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// The branch that is played.
    #[must_use]
    pub fn branch(&self) -> &Branch {
        &self.branches[self.current]
    }

    pub(super) fn branch_mut(&mut self) -> &mut Branch {
        &mut self.branches[self.current]
    }

    /// Whether another branch would be one too many.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.branches.len() >= MAX_BRANCHES
    }

    /// Goes over to another branch, at the same time of it, or at its head if that is earlier. A
    /// branch that is not there changes nothing.
    pub fn switch(&mut self, id: BranchId) -> Option<Passed> {
        let place = self.place_of(id).filter(|&place| place != self.current)?;
        let other = &self.branches[place];
        let at = self.world().now().min(other.reach);
        let near = Arc::clone(nearest(other, at));
        self.put_aside();
        self.current = place;
        self.now.return_to(&near);
        self.arrive();
        self.recent.skip();
        Some(self.run(Until::Time(at), MAX_EVENTS_PER_SEEK))
    }

    /// Forgets a branch that is not the one played; tells whether it was there.
    pub fn remove(&mut self, id: BranchId) -> bool {
        let Some(place) = self.place_of(id).filter(|&place| place != self.current) else {
            return false;
        };
        let removed = self.branches.remove(place);
        self.current -= usize::from(place < self.current);
        for branch in &mut self.branches {
            // A branch of a branch is one of where that came from, if it left before that did.
            if let Some(fork) = &mut branch.fork
                && fork.from == removed.id
                && let Some(its) = removed.fork
            {
                fork.from = its.from;
            }
        }
        true
    }

    /// Forgets every other branch, and what could be put back.
    pub fn keep_only_current(&mut self) {
        let current = self.branches.swap_remove(self.current);
        self.branches = vec![current];
        self.current = 0;
        self.branch_mut().undone.clear();
    }

    /// Looks at another branch at a time, or at its head if that is earlier, and comes back. So far
    /// from a keyframe that it is not come to, an earlier moment stands in: the situation says
    /// which.
    pub(super) fn look_at<T>(
        &mut self,
        id: BranchId,
        at: SimTime,
        look: impl FnOnce(&Situation) -> T,
    ) -> Option<T> {
        let branch = &self.branches[self.place_of(id)?];
        let at = at.min(branch.reach);
        // There and back is what a keyframe costs; a second world beside this one, a hundred times
        // that.
        let here = self.now.keep();
        self.now.return_to(nearest(branch, at));
        let mut facts = Vec::new();
        for _ in 0..MAX_EVENTS_PER_SEEK {
            if self.now.next_at(&branch.log).is_none_or(|next| next > at) {
                self.now.wait_until(at);
                break;
            }
            self.now.pass_one(&branch.log, &mut facts);
        }
        let seen = look(&self.now);
        self.now.return_to(&here);
        Some(seen)
    }

    fn place_of(&self, id: BranchId) -> Option<usize> {
        self.branches.iter().position(|branch| branch.id == id)
    }
}

/// The latest situation kept of a branch that is not later than `at`.
fn nearest(branch: &Branch, at: SimTime) -> &Arc<Keyframe> {
    let tip = branch.tip.as_ref().map(|tip| &tip.kept).filter(|tip| tip.now() <= at);
    tip.unwrap_or_else(|| branch.keyframes.before(at))
}
