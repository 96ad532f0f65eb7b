//! What one speaker knows of one prefix: its part of Adj-RIB-In, Loc-RIB and Adj-RIB-Out
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
    pub place: Option<usize>,
    /// After import: what the neighbour that it entered the AS from is to the AS goes with it.
    pub route: Told,
    /// Interior cost to NEXT_HOP.
    pub igp_metric: u64,
}

/// What one speaker knows of one prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefixRib {
    /// The own announcement, if any: its attributes before the own AS number is put on.
    pub own: Option<Arc<Attributes>>,
    /// Adj-RIB-In, by session.
    pub incoming: Vec<Incoming>,
    /// Interior cost to the NEXT_HOP of each route received over iBGP, as things stand; absent:
    /// unreachable. Over eBGP 0.
    pub igp_metrics: Vec<Option<u64>>,
    /// How many received routes, eligible or not, have a MULTI_EXIT_DISC.
    pub with_med: usize,
    /// The best route.
    pub best: Option<Best>,
    /// The session of the best route before the last decision; kept where age may prefer it.
    pub incumbent: Option<EndId>,
    /// Adj-RIB-Out, by session.
    pub outgoing: Vec<Outgoing>,
    /// Extra copies of the own AS number towards each session, on own announcements.
    pub prepends: Vec<u8>,
}

impl PrefixRib {
    /// The route received at a place, if any.
    #[must_use]
    pub fn received(&self, place: usize) -> Option<&Received> {
        self.incoming[place].received.as_ref()
    }

    /// An empty one for a speaker with so many sessions.
    #[must_use]
    pub fn new(sessions: usize) -> Self {
        Self {
            own: None,
            incoming: vec![Incoming { received: None, head: Head::NONE }; sessions],
            igp_metrics: vec![Some(0); sessions],
            with_med: 0,
            best: None,
            incumbent: None,
            outgoing: vec![Outgoing::default(); sessions],
            prepends: vec![0; sessions],
        }
    }
}
