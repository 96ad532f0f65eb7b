//! What is under way in a world, for those who draw it.

use crate::engine::base::ids::{PrefixId, RouterId, SessionId};
use crate::engine::base::time::SimTime;

/// An UPDATE between its sender and its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpdateInFlight {
    /// The session.
    pub session: SessionId,
    /// The sender.
    pub from: RouterId,
    /// The receiver.
    pub to: RouterId,
    /// The prefix it speaks of.
    pub prefix: PrefixId,
    /// Whether it withdraws.
    pub is_withdrawal: bool,
    /// When it left.
    pub departed: SimTime,
    /// When it arrives.
    pub arrives: SimTime,
}
