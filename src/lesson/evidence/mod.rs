//! What the learner has witnessed since a step began: facts, and explanations opened.
//!
//! Taking a command back does not unsee it, so evidence only grows; what *is* so is asked of the
//! world itself. What has happened since the last routing command is kept from one step to the
//! next: a question may ask for it.

mod since;
mod watches;

use std::collections::{BTreeMap, BTreeSet};

pub use since::Since;
use watches::Watches;
pub use watches::watched;

use crate::engine::base::ids::{ClientId, PacketId, PrefixId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::egress::connection;
use crate::engine::sim::command::Command;
use crate::engine::sim::egress::news::EgressNews;
use crate::engine::sim::fact::{Fact, What};
use crate::engine::sim::world::World;
use crate::lesson::format::{Goal, GoalEntry};

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
    /// Commands given, those that only look aside.
    commands: u32,
    /// When the first command was given, and the first that does not only look.
    first: [Option<SimTime>; 2],
    /// Sessions and egress connections that were lost.
    sessions_lost: u32,
    /// What has happened since the last command that concerns routing, of this step or before.
    since: Option<Since>,
    /// Goals that speak of time.
    watches: Watches,
}

/// Whether a command only looks: it asks the Internet something, and changes nothing. Those are no
/// moves, and are not counted.
#[must_use]
pub const fn only_looks(command: &Command) -> bool {
    matches!(
        command,
        Command::SendPacket { .. }
            | Command::Ping { .. }
            | Command::Traceroute { .. }
            | Command::QueryIdServer { .. }
    )
}

impl Evidence {
    /// Takes facts in, in order.
    pub fn observe(&mut self, facts: &[Fact]) {
        for fact in facts {
            if let What::CommandApplied(command) = &fact.what {
                self.command_given(command, fact.at);
            } else if let Some(since) = &mut self.since {
                since.observe(fact);
            }
            self.observe_one(&fact.what);
        }
    }

    fn command_given(&mut self, command: &Command, at: SimTime) {
        self.first[0].get_or_insert(at);
        if !only_looks(command) {
            self.first[1].get_or_insert(at);
            self.commands = self.commands.saturating_add(1);
        }
        if command.is_routing() {
            self.since = Some(Since::new(at));
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
            What::FlowEnded { cause, .. } if cause.is_loss() => self.sessions_lost += 1,
            What::Egress(news) if is_loss(news) => self.sessions_lost += 1,
            _ => {}
        }
    }

    /// Looks at what goals that speak of time want, as it is now.
    pub fn watch(&mut self, goals: &[GoalEntry], world: &World) {
        self.look(&watched(goals.iter().map(|goal| &goal.needs)), world);
    }

    /// The same, given [what has to be watched](watched).
    pub fn look(&mut self, watched: &[&Goal], world: &World) {
        for &goal in watched {
            let holds = goal.standing(world, self).holds;
            self.watches.note(goal, holds, world.now());
        }
    }

    /// What is known as the next step begins: what has happened since the last routing command,
    /// and nothing else.
    #[must_use]
    pub fn of_next_step(self) -> Self {
        Self { since: self.since, ..Self::default() }
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
        self.since = None;
        self.watches.forget();
    }

    /// Commands were taken back or put back: of this step these have been given now, and when.
    pub fn recount<'a>(&mut self, given: impl IntoIterator<Item = (SimTime, &'a Command)>) {
        (self.commands, self.first) = (0, [None; 2]);
        for (at, command) in given {
            self.first[0].get_or_insert(at);
            if !only_looks(command) {
                self.first[1].get_or_insert(at);
                self.commands = self.commands.saturating_add(1);
            }
        }
    }

    /// Commands that the learner has given in this step; those that only look do not count.
    #[must_use]
    pub const fn commands(&self) -> u32 {
        self.commands
    }

    /// When the first command of this step was given; those that only look count if there is no
    /// other.
    #[must_use]
    pub fn first_command(&self) -> Option<SimTime> {
        let [any, moving] = self.first;
        moving.or(any)
    }

    /// Sessions and egress connections that were lost in this step.
    #[must_use]
    pub const fn sessions_lost(&self) -> u32 {
        self.sessions_lost
    }

    /// What has happened since the last command that concerns routing; absent: none was witnessed.
    #[must_use]
    pub const fn since_command(&self) -> Option<&Since> {
        self.since.as_ref()
    }

    /// Since when a goal that is watched has held.
    #[must_use]
    pub fn held_since(&self, goal: &Goal) -> Option<SimTime> {
        self.watches.since(goal)
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

fn is_loss(news: &EgressNews) -> bool {
    matches!(news, EgressNews::ConnectionEnded { cause, .. } if *cause != connection::Cause::Closed)
}
