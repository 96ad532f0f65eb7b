//! A speaker in pieces that can be taken out and put back: a snapshot of a world holds only those
//! that are other than they were.

use super::Speaker;
use super::gate::{Far, Gate, Port};
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::bgp::mrai::MraiTimer;
use crate::engine::bgp::rib::{Incoming, Outgoing, PrefixRib};
use crate::engine::net::network::Network;

/// What one speaker knows of one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Loc-RIB.
    pub rib: &'a PrefixRib,
    /// Adj-RIB-In, session by session.
    pub incoming: &'a [Incoming],
    /// Adj-RIB-Out, session by session.
    pub outgoing: &'a [Outgoing],
}

impl Speaker {
    /// How much memory it takes for each session, whatever it knows.
    pub const BYTES_PER_SESSION: usize =
        size_of::<Gate>() + size_of::<Port>() + size_of::<Far>() + size_of::<MraiTimer>();

    /// What it knows of a prefix.
    #[must_use]
    pub fn cell(&self, prefix: PrefixId) -> Cell<'_> {
        Cell {
            rib: &self.ribs[prefix],
            incoming: self.incoming(prefix),
            outgoing: self.outgoing(prefix),
        }
    }

    /// Has it know this of a prefix, which the same speaker knew at another moment.
    pub fn put_cell(&mut self, prefix: PrefixId, cell: Cell<'_>) {
        let places = self.at(prefix, 0)..self.at(prefix, self.gates.len());
        self.ribs[prefix].clone_from(cell.rib);
        self.incoming[places.clone()].copy_from_slice(cell.incoming);
        self.outgoing[places].copy_from_slice(cell.outgoing);
    }

    /// A copy that knows of no prefix: its sessions, timers and counters.
    #[must_use]
    pub fn head(&self) -> Self {
        Self {
            gates: self.gates.clone(),
            incoming: Box::default(),
            ribs: Box::default(),
            ports: self.ports.clone(),
            outgoing: Box::default(),
            told: self.told.clone(),
            fars: self.fars.clone(),
            timers: self.timers.clone(),
            ..*self
        }
    }

    /// Has it sessions, timers and counters as the same speaker had at another moment.
    pub fn put_head(&mut self, of: &Self) {
        let incoming = std::mem::take(&mut self.incoming);
        let ribs = std::mem::take(&mut self.ribs);
        let outgoing = std::mem::take(&mut self.outgoing);
        *self = Self { incoming, ribs, outgoing, ..of.head() };
    }

    /// Whether a timer holds back what the neighbour at an end should be told of a prefix.
    #[must_use]
    pub fn is_held(&self, network: &Network, prefix: PrefixId, end: EndId) -> bool {
        self.outgoing[self.at(prefix, super::place(network, end))].is_pending()
    }
}
