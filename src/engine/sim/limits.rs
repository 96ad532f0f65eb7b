//! Limits: everything has one, and reaching it is a fact or a refusal, never a freeze.

/// Extra copies of the own AS number that a prepend command may ask for.
pub const MAX_PREPEND: u8 = 10;

/// Events that [`settle`](super::world::World::settle) handles before it gives up.
pub const MAX_SETTLE_EVENTS: u64 = 5_000_000;

/// Packets in flight at one time; a query beyond is not sent.
pub const MAX_PACKETS: usize = 20_000;
