//! Limits: everything has one, and reaching it is a fact or a refusal, never a freeze.

use crate::engine::base::time::Span;

/// How long a world is left alone before it is shown: MRAI timers run out meanwhile, as they
/// would have in an Internet that has stood for years, and packets are under way.
pub const CALM: Span = Span::from_s(60);

/// Extra copies of the own AS number that a prepend command may ask for.
pub const MAX_PREPEND: u8 = 10;

/// Events that [`settle`](super::world::World::settle) handles before it gives up.
pub const MAX_SETTLE_EVENTS: u64 = 5_000_000;

/// Packets in flight at one time; a query beyond is not sent.
pub const MAX_PACKETS: usize = 20_000;
