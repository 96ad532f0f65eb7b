//! What one speaker knows of one prefix: Loc-RIB, and the entries of Adj-RIB-In and Adj-RIB-Out
//! [RFC 4271 § 3.2]. Sessions are the speaker's own, by position.

use std::sync::Arc;

use super::attributes::Attributes;
use super::decision::Arrival;
use super::preference::Head;
use super::update::Told;
use crate::engine::base::ids::EndId;

/// A route in Adj-RIB-In: as it was received, and what import made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// As it was received.
    pub told: Told,
    /// After the import rules; absent: refused.
    pub accepted: Option<Told>,
    /// When it came in.
    pub arrival: Arrival,
}

/// One session's place in Adj-RIB-In. Aligned so that it never lies across two cache lines: a
/// storm of UPDATEs touches these in no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub struct Incoming {
    /// The route.
    pub received: Option<Received>,
    /// What the first steps of the decision process see of it.
    pub head: Head,
}

impl Incoming {
    /// Nothing was said.
    pub const NONE: Self = Self { received: None, head: Head::NONE };

    /// Enters what a neighbour says, what import made of it, and what the first steps see of that.
    #[inline]
    pub fn enter(&mut self, said: Option<Told>, accepted: Option<Told>, head: Head, now: u32) {
        let before = self.received.map(|before| (before.told, before.arrival));
        self.received = said.map(|told| {
            let arrival = Arrival::of(&told, before, now);
            Received { told, accepted, arrival }
        });
        self.head = head;
    }
}

/// One session's place in Adj-RIB-Out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// What the neighbour was last told and still believes.
    pub sent: Option<Told>,
    /// What it should be told; differs from `sent` only while a timer holds it back.
    pub wanted: Option<Told>,
}

impl Outgoing {
    /// Whether something waits to be told.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.sent != self.wanted
    }
}

/// The best route: Loc-RIB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Best {
    /// The place of the session it came over; absent: the speaker's own announcement.
    pub place: Option<u32>,
    /// After import: what the neighbour that it entered the AS from is to the AS goes with it.
    pub route: Told,
    /// Interior cost to NEXT_HOP.
    pub igp_metric: u64,
    /// What the first steps of the decision process saw of it; of an own announcement, nothing.
    pub head: Head,
}

/// What one speaker knows of one prefix, but for the entries of Adj-RIB-In and Adj-RIB-Out, which
/// it keeps for all prefixes together. The first cache line is all that is looked at when a route
/// comes in that does not become the best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct PrefixRib {
    /// The best route.
    pub best: Option<Best>,
    /// The own announcement, if any: its attributes before the own AS number is put on.
    pub own: Option<Arc<Attributes>>,
    /// How many accepted routes are [beyond numbers](super::table::Brief::is_beyond_numbers).
    pub beyond_numbers: u32,
    /// Interior cost to the NEXT_HOP of each route received over iBGP, as things stand; absent:
    /// unreachable. Over eBGP 0.
    pub igp_metrics: Box<[Option<u64>]>,
    /// Extra copies of the own AS number towards each session, on own announcements.
    pub prepends: Box<[u8]>,
    /// The session of the best route before the last decision; kept where age may prefer it.
    pub incumbent: Option<EndId>,
}

impl PrefixRib {
    /// An empty one for a speaker with so many sessions.
    #[must_use]
    pub fn new(sessions: usize) -> Self {
        Self {
            own: None,
            igp_metrics: vec![Some(0); sessions].into(),
            beyond_numbers: 0,
            best: None,
            incumbent: None,
            prepends: vec![0; sessions].into(),
        }
    }
}
