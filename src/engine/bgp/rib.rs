//! What one speaker knows of one prefix: its part of Adj-RIB-In, Loc-RIB and Adj-RIB-Out
//! [RFC 4271 § 3.2]. Sessions are the speaker's own, by position.

use std::sync::Arc;

use super::attributes::Attributes;
use super::decision::{Ineligible, Route};
use super::update::Advertised;

/// A route in Adj-RIB-In: as it was received, and what import made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// As it was received.
    pub advertised: Advertised,
    /// After the import rules, or why it was refused.
    pub imported: Result<Arc<Attributes>, Ineligible>,
}

/// An announcement of the speaker's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its attributes, before the own AS number is put on.
    pub attributes: Arc<Attributes>,
}

/// One session's place in Adj-RIB-Out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// What the neighbour was last told and still believes.
    pub sent: Option<Advertised>,
    /// What it should be told; differs from `sent` only while a timer holds it back.
    pub wanted: Option<Advertised>,
}

impl Outgoing {
    /// Whether something waits to be told.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.sent != self.wanted
    }
}

/// What one speaker knows of one prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefixRib {
    /// The own announcement, if any.
    pub own: Option<Own>,
    /// Adj-RIB-In, by session.
    pub received: Vec<Option<Received>>,
    /// The best route: Loc-RIB.
    pub best: Option<Route>,
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
            best: None,
            outgoing: vec![Outgoing::default(); sessions],
            prepends: vec![0; sessions],
        }
    }
}
