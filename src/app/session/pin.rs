//! A moment held fast, to be compared with the present.

use super::branch::BranchId;
use super::situation::Situation;
use super::{Moment, Session};
use crate::app::comparison::Picture;

/// A moment that the present is compared with: pinned by the learner, or taken from another
/// branch.
#[derive(Clone, Debug)]
pub struct Pin {
    of: BranchId,
    is_branch: bool,
    moment: Moment,
    picture: Picture,
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
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// What of the world of then is compared.
    #[must_use]
    pub const fn picture(&self) -> &Picture {
        &self.picture
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
        let (moment, picture) = (self.now.moment(), Picture::of(self.world()));
        self.pin = Some(Pin { of: self.branch().id, is_branch: false, moment, picture });
    }

    /// Compares with another branch, at the playhead's time or at its head if that is earlier.
    /// Tells whether there is such a branch.
    pub fn pin_branch(&mut self, id: BranchId) -> bool {
        let at = self.world().now();
        let look = |there: &Situation| (there.moment(), Picture::of(&there.world));
        let Some((moment, picture)) = self.look_at(id, at, look) else { return false };
        self.pin = Some(Pin { of: id, is_branch: true, moment, picture });
        true
    }

    /// Compares no more; tells whether there was a pin.
    pub fn unpin(&mut self) -> bool {
        self.pin.take().is_some()
    }
}
