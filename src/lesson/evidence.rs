//! What the learner has witnessed since a step began: facts, and explanations opened.
//!
//! Taking a command back does not unsee it, so evidence only grows; what *is* so is asked of the
//! world itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::base::ids::{ClientId, PacketId, PrefixId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, What};

/// What was witnessed.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Packets that the learner sent, by client.
    sent: BTreeMap<ClientId, u32>,
    /// Answers to them that arrived, by client.
    answered: BTreeMap<ClientId, u32>,
    /// Whether the next packet sent is the learner's own.
    is_own_packet_next: bool,
    /// The learner's queries that no node has answered yet.
    queries: BTreeSet<PacketId>,
    /// Queries that a node has answered: the answer is told from others by client and departure.
    answers: BTreeMap<(ClientId, SimTime), u32>,
    /// Changes of best route since the last command.
    changes: BTreeMap<(RouterId, PrefixId), u32>,
    /// The most such changes after any one command.
    explored: BTreeMap<(RouterId, PrefixId), u32>,
    /// Whether a command that concerns routing was given.
    is_command_given: bool,
    /// Whether BGP has converged since the last of them.
    has_converged: bool,
    /// Routers whose explanation was opened.
    explained: BTreeSet<RouterId>,
}

impl Evidence {
    /// Takes facts in, in order.
    pub fn observe(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.observe_one(&fact.what);
        }
    }

    fn observe_one(&mut self, what: &What) {
        match what {
            What::CommandApplied(command) if matches!(**command, Command::SendPacket { .. }) => {
                self.is_own_packet_next = true;
            }
            What::CommandApplied(command) if command.is_routing() => {
                self.changes.clear();
                self.is_command_given = true;
                self.has_converged = false;
            }
            What::PacketSent { packet, client, .. }
                if std::mem::take(&mut self.is_own_packet_next) =>
            {
                *self.sent.entry(*client).or_default() += 1;
                self.queries.insert(*packet);
            }
            What::QueryAnswered { packet, .. } if self.queries.remove(&packet.id) => {
                *self.answers.entry((packet.client, packet.began)).or_default() += 1;
            }
            What::AnswerArrived { packet, .. } => {
                if let Some(expected) = self.answers.get_mut(&(packet.client, packet.began))
                    && *expected > 0
                {
                    *expected -= 1;
                    *self.answered.entry(packet.client).or_default() += 1;
                }
            }
            What::BestRouteChanged { router, prefix, .. } => {
                let changes = self.changes.entry((*router, *prefix)).or_default();
                *changes += 1;
                let most = self.explored.entry((*router, *prefix)).or_default();
                *most = (*most).max(*changes);
            }
            What::Converged { .. } => self.has_converged = self.is_command_given,
            _ => {}
        }
    }

    /// The learner opened this router's explanation.
    pub fn explain(&mut self, router: RouterId) {
        self.explained.insert(router);
    }

    /// Commands were taken back: what was under way is no more.
    pub fn forget_pending(&mut self) {
        self.is_own_packet_next = false;
        self.queries.clear();
        self.answers.clear();
        self.changes.clear();
        self.is_command_given = false;
        self.has_converged = false;
    }

    /// Packets that the learner sent from this client.
    #[must_use]
    pub fn sent(&self, client: ClientId) -> u32 {
        self.sent.get(&client).copied().unwrap_or(0)
    }

    /// Answers to them that arrived.
    #[must_use]
    pub fn answered(&self, client: ClientId) -> u32 {
        self.answered.get(&client).copied().unwrap_or(0)
    }

    /// The most changes of best route that this router made after one command.
    #[must_use]
    pub fn explored(&self, router: RouterId, prefix: PrefixId) -> u32 {
        self.explored.get(&(router, prefix)).copied().unwrap_or(0)
    }

    /// Whether BGP has converged since the last command, and there was one.
    #[must_use]
    pub const fn has_converged(&self) -> bool {
        self.has_converged
    }

    /// Whether this router's explanation was opened.
    #[must_use]
    pub fn has_explained(&self, router: RouterId) -> bool {
        self.explained.contains(&router)
    }
}
