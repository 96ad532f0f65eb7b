//! The table changes, and PoPs hear of it.

use std::net::IpAddr;
use std::sync::Arc;

use super::news::EgressNews;
use super::state::borrowers;
use crate::engine::base::ids::{AddressId, NodeId, TagId};
use crate::engine::base::mixing::mixed;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::egress::connection::{Cause, Connection};
use crate::engine::egress::table::Table;
use crate::engine::net::egress::Design;
use crate::engine::sim::event::Event;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::timer::Timer;
use crate::engine::sim::world::World;

impl World {
    /// How many blocks a PoP's servers make.
    pub(super) fn blocks_of(&self, node: NodeId) -> u16 {
        let slice = self.network.egress.as_ref().map(|egress| egress.slice);
        slice.map_or(1, |slice| slice.blocks(self.network.nodes[node].inside.servers.into()))
    }

    /// Lends an address that nobody has.
    pub(super) fn lend_address(
        &mut self,
        id: AddressId,
        (node, tag): (NodeId, TagId),
        facts: &mut Vec<Fact>,
    ) {
        let blocks = self.blocks_of(node);
        let Some(address) = self.change_table(|table| table.lend(id, node, tag, blocks), id) else {
            return;
        };
        self.tell_egress(facts, EgressNews::AddressLent { address, node, tag });
        self.publish();
    }

    /// Takes an address back.
    pub(super) fn release_address(&mut self, id: AddressId, node: NodeId, facts: &mut Vec<Fact>) {
        let Some(address) = self.change_table(|table| table.take_back(id), id) else { return };
        self.tell_egress(facts, EgressNews::AddressReleased { address, node });
        self.publish();
    }

    /// Moves addresses, each to a PoP.
    pub(super) fn move_addresses(&mut self, moves: &[(AddressId, NodeId)], facts: &mut Vec<Fact>) {
        let Some(&(id, to)) = moves.first() else { return };
        let Some(state) = self.egress.as_deref() else { return };
        let Some(from) = state.table.lending(id).map(|lending| lending.owner) else { return };
        let until = self.now + state.grace;
        let moved: Vec<(AddressId, NodeId, u16)> =
            moves.iter().map(|&(id, to)| (id, to, self.blocks_of(to))).collect();
        let Some(first) = self.change_table(|table| table.move_to(moved, until), id) else {
            return;
        };
        let count = u32::try_from(moves.len()).unwrap_or(u32::MAX);
        self.tell_egress(facts, EgressNews::AddressesMoved { first, count, from, to });
        self.publish();
    }

    /// Makes the next version of the table. Returns the address of a number.
    fn change_table(&mut self, change: impl FnOnce(&mut Table), id: AddressId) -> Option<IpAddr> {
        let state = self.egress.as_deref_mut()?;
        change(Arc::make_mut(&mut state.table));
        state.pool.address(id)
    }

    /// The latest version sets out to all PoPs, and reaches each in its own time: between half of
    /// the longest and all of it, by lot; never before one that set out earlier.
    pub(super) fn publish(&mut self) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let (now, seed) = (self.now, self.seed);
        let Some(state) = self.egress.as_deref_mut() else { return };
        let version = state.table.version();
        state.under_way.insert(version, Arc::clone(&state.table));
        let nodes: Vec<NodeId> = state.known.keys().copied().collect();
        for node in nodes {
            let wait = reaches_after(egress.propagation, seed, node);
            let timer = Timer::TableReaches { node, version };
            self.queue.schedule(now + wait, Event::TimerFires(timer));
        }
        self.refresh_feed();
    }

    /// The operator's geofeed says what the table says.
    fn refresh_feed(&mut self) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let Some(state) = self.egress.as_deref_mut() else { return };
        if !state.is_feed_edited {
            state.feed = Arc::new(state.feed_of_table(egress));
        }
    }

    /// A version of the table is at a PoP.
    pub(in crate::engine::sim) fn table_reaches(
        &mut self,
        node: NodeId,
        version: u32,
        facts: &mut Vec<Fact>,
    ) {
        let Some(state) = self.egress.as_deref_mut() else { return };
        let Some(table) = state.under_way.get(&version).map(Arc::clone) else { return };
        state.known.insert(node, table);
        let slowest = state.known.values().map(|table| table.version()).min().unwrap_or(version);
        state.under_way.retain(|&version, _| version > slowest);
        self.tell_egress(facts, EgressNews::TableLearned { node, version });
        self.give_up(node, facts);
        self.await_grace(node);
    }

    /// A PoP looks again when the next grace period of an address that it had is over.
    fn await_grace(&mut self, node: NodeId) {
        let now = self.now;
        let Some(table) = self.egress.as_deref().and_then(|state| state.known.get(&node)) else {
            return;
        };
        let ends = table.lendings().filter_map(|(_, lending)| lending.former);
        let ends = ends.filter(|former| former.owner == node && former.until > now);
        if let Some(next) = ends.map(|former| former.until).min() {
            self.queue.schedule(next, Event::TimerFires(Timer::GraceEnds { node }));
        }
    }

    /// A grace period is over: what its owner of before still had is gone.
    pub(in crate::engine::sim) fn grace_ends(&mut self, node: NodeId, facts: &mut Vec<Fact>) {
        self.give_up(node, facts);
        self.await_grace(node);
    }

    /// A PoP's servers give up the connections from addresses that it no longer has, but for those
    /// that a grace period keeps.
    fn give_up(&mut self, node: NodeId, facts: &mut Vec<Fact>) {
        let now = self.now;
        let Some(state) = self.egress.as_deref() else { return };
        let Some(table) = state.known.get(&node).map(Arc::clone) else { return };
        let is_gone = |connection: &Connection| {
            let is_here = connection.at.is_some_and(|at| at.node == node);
            let is_lent = connection.design == Design::SoftUnicast;
            let source = connection.source.filter(|_| is_here && is_lent && connection.is_live());
            let id = source.and_then(|(address, _)| state.pool.number(address));
            id.is_some_and(|id| !is_kept(&table, id, node, now))
        };
        for id in self.connections_where(is_gone) {
            self.end_connection(id, Cause::AddressMoved, facts);
        }
    }

    /// All addresses of a PoP, each with the PoP that it goes to when this one is drained: the
    /// nearest over the backbone of those that announce the service; of equal ones the first.
    pub(super) fn drained(&self, node: NodeId) -> Vec<(AddressId, NodeId)> {
        let (Some(egress), Some(state)) = (&self.network.egress, self.egress.as_deref()) else {
            return Vec::new();
        };
        let from = self.network.nodes[node].router;
        let others = borrowers(&self.network, egress).into_iter().map(|one| one.node);
        let others = others.filter(|&other| other != node && self.is_announced(other));
        let near = others.filter_map(|other| {
            let path = self.interior.path(from, self.network.nodes[other].router)?;
            Some((path.delay, other))
        });
        let Some((_, to)) = near.min() else { return Vec::new() };
        let own = state.table.lendings().filter(|(_, lending)| lending.owner == node);
        own.map(|(id, _)| (id, to)).collect()
    }
}

/// How long a version takes to a PoP: always the same, so that none overtakes another.
fn reaches_after(longest: Span, seed: u64, node: NodeId) -> Span {
    let half = longest.as_us() / 2;
    let lot = mixed(seed ^ u64::from(node.get()) << 40);
    Span::from_us(half + lot.checked_rem(longest.as_us() - half + 1).unwrap_or(0))
}

/// Whether a PoP may go on with connections from an address.
fn is_kept(table: &Table, id: AddressId, node: NodeId, now: SimTime) -> bool {
    table.lending(id).is_some_and(|lending| {
        let former = lending.former.filter(|former| former.owner == node && now < former.until);
        lending.owner == node || former.is_some()
    })
}
