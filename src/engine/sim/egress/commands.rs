//! Commands to egress: checked, and carried out.

use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::bulk::Bulk;
use super::choice::AsksAs;
use super::news::EgressNews;
use super::open::NewConnection;
use super::state::EgressState;
use crate::engine::base::ids::{
    AddressId, ClientId, ConnectionId, DestinationId, NodeId, RouterId, TagId,
};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::egress::connection::{Cause, Connection, Seat};
use crate::engine::egress::feed;
use crate::engine::net::egress::{Design, Egress, Fallback};
use crate::engine::net::geofeed::Entry;
use crate::engine::sim::apply::{Refusal, already, unknown};
use crate::engine::sim::command::{Command, PortOrder};
use crate::engine::sim::event::Event;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::limits::{MAX_CONNECTIONS, MAX_GRACE, MAX_RESTART, MIN_RESTART};
use crate::engine::sim::timer::Timer;
use crate::engine::sim::world::World;

/// The most connections that are opened or closed at once.
pub const MAX_BULK: u32 = 1_000_000;

/// A command to egress, with everything in it found.
pub enum EgressCommand {
    SetDesign(Design),
    SetFallback(Fallback),
    SetGrace(Span),
    SetAsker(AsksAs),
    Lend(AddressId, NodeId, TagId),
    Release(AddressId, NodeId),
    Move(Vec<(AddressId, NodeId)>),
    Onboard(usize, NodeId, TagId),
    LoadFeed(Vec<Entry>),
    Open(NewConnection),
    Close(ConnectionId),
    HoldPorts(Vec<Bulk>),
    FreePorts(Vec<Bulk>),
    Reboot(RouterId, Span),
}

impl World {
    /// Checks a command to egress.
    pub(in crate::engine::sim) fn check_egress(
        &self,
        command: &Command,
    ) -> Result<EgressCommand, Refusal> {
        if let Command::RebootRouter { router, for_us } = command {
            return self.check_reboot(router, *for_us);
        }
        let (Some(egress), Some(state)) = (&self.network.egress, self.egress.as_deref()) else {
            return Err(Refusal::NoEgress);
        };
        match command {
            Command::SetEgressDesign { design } => {
                fresh(state.design != *design, design.name(), "the design")?;
                Ok(EgressCommand::SetDesign(*design))
            }
            Command::SetFallback { fallback } => {
                fresh(state.fallback != *fallback, "fallback", "so")?;
                Ok(EgressCommand::SetFallback(*fallback))
            }
            Command::SetGrace { for_us } => {
                in_range("for_us", for_us.as_us(), (0, MAX_GRACE.as_us()))?;
                Ok(EgressCommand::SetGrace(*for_us))
            }
            Command::SetDnsAsker { asker } => {
                fresh(state.asks_as != *asker, "asker", "so")?;
                Ok(EgressCommand::SetAsker(*asker))
            }
            Command::LendAddress { .. }
            | Command::ReleaseAddress { .. }
            | Command::MoveAddress { .. }
            | Command::MoveRange { .. }
            | Command::DrainAddresses { .. }
            | Command::OnboardPrefix { .. }
            | Command::LoadGeofeed { .. } => self.check_lending(egress, state, command),
            _ => self.check_connections(egress, state, command),
        }
    }

    fn check_lending(
        &self,
        egress: &Egress,
        state: &EgressState,
        command: &Command,
    ) -> Result<EgressCommand, Refusal> {
        match command {
            Command::LendAddress { address, node, tag } => {
                let id = in_pool(state, *address)?;
                let node = self.find_borrower(state, node)?;
                let tag = find_tag(egress, tag)?;
                if state.table.lending(id).is_some() {
                    return Err(Refusal::Already { name: address.to_string(), state: "lent" });
                }
                Ok(EgressCommand::Lend(id, node, tag))
            }
            Command::ReleaseAddress { address } => {
                let (id, owner) = lent(state, *address)?;
                Ok(EgressCommand::Release(id, owner))
            }
            Command::MoveAddress { address, to } => {
                let (id, owner) = lent(state, *address)?;
                let node = self.find_borrower(state, to)?;
                if owner == node {
                    return Err(already(to, "the owner"));
                }
                Ok(EgressCommand::Move(vec![(id, node)]))
            }
            Command::MoveRange { range, to } => {
                let node = self.find_borrower(state, to)?;
                in_pool(state, range.network())?;
                in_pool(state, range.broadcast())?;
                let inside = |id: AddressId| {
                    state.pool.address(id).is_some_and(|address| range.contains(&address))
                };
                let of =
                    state.table.lendings().filter(|(id, one)| one.owner != node && inside(*id));
                let moves: Vec<_> = of.map(|(id, _)| (id, node)).collect();
                if moves.is_empty() {
                    return Err(Refusal::NothingLent { what: range.to_string() });
                }
                Ok(EgressCommand::Move(moves))
            }
            Command::DrainAddresses { node } => {
                let id = self.find_borrower(state, node)?;
                let moves = self.drained(id);
                if moves.is_empty() {
                    return Err(Refusal::NothingLent { what: node.to_string() });
                }
                Ok(EgressCommand::Move(moves))
            }
            Command::OnboardPrefix { prefix, node, tag } => {
                let place = egress.customers.iter().position(|one| one.prefix == *prefix);
                let unknown = || Refusal::Unknown { kind: "prefix", name: prefix.to_string() };
                let place = place.ok_or_else(unknown)?;
                if state.onboarded.contains(&place) {
                    let name = prefix.to_string();
                    return Err(Refusal::Already { name, state: "announced" });
                }
                let node = self.find_borrower(state, node)?;
                Ok(EgressCommand::Onboard(place, node, find_tag(egress, tag)?))
            }
            Command::LoadGeofeed { csv } => {
                let prefixes: Vec<IpNet> = state.pool.prefixes().collect();
                feed::read(csv, &prefixes).map(EgressCommand::LoadFeed).map_err(|problems| {
                    let rows = problems.into_iter();
                    let rows = rows.map(|(row, problem)| (row, problem.to_string())).collect();
                    Refusal::BadFeed { rows }
                })
            }
            _ => Err(Refusal::NoEgress),
        }
    }

    fn check_connections(
        &self,
        egress: &Egress,
        state: &EgressState,
        command: &Command,
    ) -> Result<EgressCommand, Refusal> {
        match command {
            Command::OpenConnection { client, destination, slug, tag, for_us } => {
                if !slug.is_well_formed() {
                    return Err(unknown("slug", slug));
                }
                let alive = state.names.get(slug).map(|&id| &state.connections[id]);
                if alive.is_some_and(Connection::is_alive) {
                    return Err(already(slug, "open"));
                }
                let count = u64::try_from(state.connections.len()).unwrap_or(u64::MAX);
                in_range("connections", count + 1, (0, MAX_CONNECTIONS))?;
                let service = self.network.services[egress.service].slug.clone();
                let (client, _) = self.check_packet(client, &service)?;
                let tag = match tag {
                    Some(tag) => find_tag(egress, tag)?,
                    None => self.tag_of_client(egress, client),
                };
                let destination = find_destination(egress, destination)?;
                let new =
                    NewConnection { client, destination, tag, slug: slug.clone(), lasts: *for_us };
                Ok(EgressCommand::Open(new))
            }
            Command::CloseConnection { slug } => {
                let id = state.names.get(slug).ok_or_else(|| unknown("connection", slug))?;
                let is_alive = state.connections[*id].is_alive();
                if is_alive { Ok(EgressCommand::Close(*id)) } else { Err(already(slug, "over")) }
            }
            Command::HoldPorts(order) => {
                Ok(EgressCommand::HoldPorts(self.check_ports(egress, state, order)?))
            }
            Command::FreePorts(order) => {
                Ok(EgressCommand::FreePorts(self.check_ports(egress, state, order)?))
            }
            _ => Err(Refusal::NoEgress),
        }
    }

    fn check_ports(
        &self,
        egress: &Egress,
        state: &EgressState,
        order: &PortOrder,
    ) -> Result<Vec<Bulk>, Refusal> {
        let node = self.find_borrower(state, &order.node)?;
        let servers = self.network.nodes[node].inside.servers;
        let named = order.server.unwrap_or(0);
        in_range("server", named.into(), (0, u64::from(servers) - 1))?;
        in_range("count", order.count.into(), (1, MAX_BULK.into()))?;
        let tag = find_tag(egress, &order.tag)?;
        let destination = find_destination(egress, &order.destination)?;
        let count = order.count;
        let end = order.server.map_or(servers, |server| server + 1);
        let seats = (named..end).map(|server| Seat { node, server });
        Ok(seats.map(|at| Bulk { at, tag, destination, count }).collect())
    }

    fn check_reboot(&self, router: &Slug, after: Span) -> Result<EgressCommand, Refusal> {
        let routers = &self.network.names.routers;
        let id = *routers.get(router).ok_or_else(|| unknown("router", router))?;
        in_range("for_us", after.as_us(), (MIN_RESTART.as_us(), MAX_RESTART.as_us()))?;
        if !self.is_router_up[id] {
            return Err(already(router, "down"));
        }
        Ok(EgressCommand::Reboot(id, after))
    }

    fn find_borrower(&self, state: &EgressState, node: &Slug) -> Result<NodeId, Refusal> {
        let (id, ..) = self.find_node(node)?;
        if state.known.contains_key(&id) { Ok(id) } else { Err(unknown("node", node)) }
    }

    /// The tag of a client network's users.
    #[must_use]
    pub fn tag_of_client(&self, egress: &Egress, client: ClientId) -> TagId {
        let city = self.network.router_city(self.network.clients[client].router);
        egress.tag_of_users(city.map_or("", |city| city.country.as_str()))
    }

    /// Carries out a command to egress.
    pub(in crate::engine::sim) fn carry_out_egress(
        &mut self,
        command: EgressCommand,
        facts: &mut Vec<Fact>,
    ) {
        match command {
            EgressCommand::Lend(id, node, tag) => self.lend_address(id, (node, tag), facts),
            EgressCommand::Release(id, node) => self.release_address(id, node, facts),
            EgressCommand::Move(moves) => self.move_addresses(&moves, facts),
            EgressCommand::Onboard(place, node, tag) => self.onboard(place, (node, tag), facts),
            EgressCommand::Open(new) => self.request(new, facts),
            EgressCommand::Close(id) => self.close_connection(id, Cause::Closed, facts),
            EgressCommand::HoldPorts(all) => {
                for bulk in &all {
                    self.hold_ports(bulk, facts);
                }
            }
            EgressCommand::FreePorts(all) => {
                for bulk in &all {
                    self.free_ports(bulk);
                }
            }
            EgressCommand::Reboot(router, after) => self.reboot(router, after, facts),
            setting => self.set_egress(setting, facts),
        }
    }

    fn set_egress(&mut self, setting: EgressCommand, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(state) = self.egress.as_deref_mut() else { return };
        match setting {
            EgressCommand::SetDesign(design) => state.design = design,
            EgressCommand::SetFallback(fallback) => state.fallback = fallback,
            EgressCommand::SetGrace(grace) => state.grace = grace,
            EgressCommand::SetAsker(asker) => state.asks_as = asker,
            EgressCommand::LoadFeed(entries) => {
                let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
                // Whoever publishes what the table says follows it again.
                let own = network.egress.as_ref().map(|egress| state.feed_of_table(egress));
                state.is_feed_edited = own.as_ref() != Some(&entries);
                state.feed = Arc::new(entries);
                self.tell_egress(facts, EgressNews::FeedLoaded { rows: count });
            }
            _ => {}
        }
    }

    /// Every PoP announces a customer's prefix from now on, and its addresses are lent to one.
    fn onboard(&mut self, place: usize, (node, tag): (NodeId, TagId), facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let net = egress.customers[place].prefix;
        let blocks = self.blocks_of(node);
        let Some(state) = self.egress.as_deref_mut() else { return };
        state.onboarded.insert(place);
        let (first, end) = state.pool.add(net);
        let table = Arc::make_mut(&mut state.table);
        table.grow(end);
        for number in first..end {
            if let Ok(number) = usize::try_from(number) {
                table.lend(AddressId::from(number), node, tag, blocks);
            }
        }
        let mut prefixes = network.prefixes.iter_enumerated();
        let prefix = prefixes.find(|(_, prefix)| **prefix == net).map(|(id, _)| id);
        let nodes: Vec<NodeId> = state.known.keys().copied().collect();
        if let Some(prefix) = prefix {
            for node in nodes {
                let router = network.nodes[node].router;
                let attributes = Arc::new(self.config.announcement(&network, router));
                self.with_speaker(router, facts, |speaker, desk| {
                    speaker.originate(desk, prefix, attributes);
                });
            }
        }
        self.tell_egress(facts, EgressNews::PrefixOnboarded { count: end - first });
        self.publish();
    }

    /// A router goes down, forgets whose connections are, and comes back.
    fn reboot(&mut self, router: RouterId, after: Span, facts: &mut Vec<Fact>) {
        self.set_router(router, false, facts);
        let node = self.network.nodes.iter_enumerated().find(|(_, node)| node.router == router);
        let node = node.map(|(id, _)| id);
        if let (Some(node), Some(state)) = (node, self.egress.as_deref_mut())
            && state.known.contains_key(&node)
        {
            *state.nat_epochs.entry(node).or_default() += 1;
            self.tell_egress(facts, EgressNews::NatForgot { node });
        }
        let timer = Timer::RouterReturns { router };
        self.queue.schedule(self.now + after, Event::TimerFires(timer));
    }
}

fn fresh(is_fresh: bool, name: &str, state: &'static str) -> Result<(), Refusal> {
    if is_fresh { Ok(()) } else { Err(Refusal::Already { name: name.to_owned(), state }) }
}

fn in_range(what: &'static str, value: u64, (low, high): (u64, u64)) -> Result<(), Refusal> {
    let is_in = (low..=high).contains(&value);
    if is_in { Ok(()) } else { Err(Refusal::OutOfRange { what, value, low, high }) }
}

fn in_pool(state: &EgressState, address: IpAddr) -> Result<AddressId, Refusal> {
    state.pool.number(address).ok_or_else(|| {
        let prefixes: Vec<String> = state.pool.prefixes().map(|one| one.to_string()).collect();
        Refusal::NotInPool { address, pool: prefixes.join(", ") }
    })
}

fn lent(state: &EgressState, address: IpAddr) -> Result<(AddressId, NodeId), Refusal> {
    let id = in_pool(state, address)?;
    let lending = state.table.lending(id);
    let owner = lending.map(|lending| lending.owner);
    owner.map(|owner| (id, owner)).ok_or_else(|| Refusal::NothingLent { what: address.to_string() })
}

fn find_tag(egress: &Egress, tag: &Slug) -> Result<TagId, Refusal> {
    egress.tag_named(tag).ok_or_else(|| unknown("tag", tag))
}

fn find_destination(egress: &Egress, slug: &Slug) -> Result<DestinationId, Refusal> {
    egress.destination_named(slug).ok_or_else(|| unknown("destination", slug))
}
