//! What one speaker knows of one prefix: its part of Adj-RIB-In, Loc-RIB and Adj-RIB-Out
//! [RFC 4271 § 3.2]. Sessions are the speaker's own, by position.

use std::sync::Arc;

use super::attributes::Attributes;
use super::decision::{Arrival, Ineligible};
use super::preference::Head;
use super::table::AttributesId;
use super::update::Told;
use crate::engine::base::ids::EndId;
use crate::engine::net::network::NeighborIs;

/// A route in Adj-RIB-In: as it was received, and what import made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// As it was received.
    pub told: Told,
    /// After the import rules (attributes, LOCAL_PREF), or why it was refused.
    pub imported: Result<(AttributesId, u32), Ineligible>,
    /// Interior cost to NEXT_HOP, as things stand; 0 over eBGP; absent: unreachable.
    pub igp_metric: Option<u64>,
    /// When it came in.
    pub arrival: Arrival,
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
    /// Its attributes after import, but LOCAL_PREF.
    pub attributes: AttributesId,
    /// LOCAL_PREF.
    pub local_pref: u32,
    /// What the neighbour that it entered the AS from is to the AS; absent: originated inside.
    pub entered_from: Option<NeighborIs>,
    /// Interior cost to NEXT_HOP.
    pub igp_metric: u64,
}

/// What one speaker knows of one prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefixRib {
    /// The own announcement, if any: its attributes before the own AS number is put on.
    pub own: Option<Arc<Attributes>>,
    /// Adj-RIB-In, by session.
    pub received: Vec<Option<Received>>,
    /// What the first steps of the decision process see of each received route.
    pub heads: Vec<Head>,
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
    /// An empty one for a speaker with so many sessions.
    #[must_use]
    pub fn new(sessions: usize) -> Self {
        Self {
            own: None,
            received: vec![None; sessions],
            heads: vec![Head::NONE; sessions],
            with_med: 0,
            best: None,
            incumbent: None,
            outgoing: vec![Outgoing::default(); sessions],
            prepends: vec![0; sessions],
        }
    }
}
