//! A moment held fast, to be compared with the present.

use super::branch::BranchId;
use super::situation::Situation;
use super::{Moment, Session};
use crate::engine::sim::world::World;

/// A moment that the present is compared with: pinned by the learner, or taken from another
/// branch.
#[derive(Clone, Debug)]
pub struct Pin {
    of: BranchId,
    is_branch: bool,
    situation: Box<Situation>,
}

impl Pin {
    /// Of which branch it is.
    #[must_use]
    pub const fn of(&self) -> BranchId {
        self.of
    }

    /// Whether it was taken from another branch to compare with that.
    #[must_use]
    pub const fn is_branch(&self) -> bool {
        self.is_branch
    }

    /// When it is.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.situation.moment()
    }

    /// The world of then.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.situation.world
    }
}

impl Session {
    /// What the present is compared with.
    #[must_use]
    pub const fn pin(&self) -> Option<&Pin> {
        self.pin.as_ref()
    }

    /// Pins the playhead's moment, in place of an earlier pin.
    pub fn pin_now(&mut self) {
        let situation = Box::new(self.now.clone());
        self.pin = Some(Pin { of: self.branch().id, is_branch: false, situation });
    }

    /// Compares with another branch, at the playhead's time or at its head if that is earlier.
    /// Tells whether there is such a branch.
    pub fn pin_branch(&mut self, id: BranchId) -> bool {
        let Some(situation) = self.look_at(id, self.world().now()) else { return false };
        self.pin = Some(Pin { of: id, is_branch: true, situation: Box::new(situation) });
        true
    }

    /// Compares no more; tells whether there was a pin.
    pub fn unpin(&mut self) -> bool {
        self.pin.take().is_some()
    }
}
