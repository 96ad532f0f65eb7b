//! The account of packets: sent = delivered + dropped, by fate + under way.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fact::{Fact, What};
use super::world::World;
use crate::engine::dataplane::packet::Fate;

/// What became of packets since it was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// Under way when it was begun.
    pub carried_over: u64,
    /// Sent since.
    pub sent: u64,
    /// Delivered to whom they were for.
    pub delivered: u64,
    /// Dropped, by why.
    pub dropped: BTreeMap<Fate, u64>,
}

impl Ledger {
    /// Begins now.
    #[must_use]
    pub fn begin(world: &World) -> Self {
        let carried_over = world.packet_count();
        Self { carried_over, sent: 0, delivered: 0, dropped: BTreeMap::new() }
    }

    /// Takes in what happened next.
    pub fn take_in(&mut self, facts: &[Fact]) {
        for fact in facts {
            match fact.what {
                What::PacketSent { .. } => self.sent += 1,
                What::QueryAnswered { .. }
                | What::AnswerArrived { .. }
                | What::PacketDelivered { .. } => self.delivered += 1,
                What::PacketDropped { fate, .. } => *self.dropped.entry(fate).or_default() += 1,
                _ => {}
            }
        }
    }

    /// How many must be under way, if none is lost without a fate:
    /// [`World::packet_count`] says how many are.
    #[must_use]
    pub fn under_way(&self) -> Option<u64> {
        let ended = self.delivered + self.dropped.values().sum::<u64>();
        (self.carried_over + self.sent).checked_sub(ended)
    }
}
