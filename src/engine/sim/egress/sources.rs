//! From which addresses and ports a server may open a connection, in each design.
//!
//! Where servers or PoPs have addresses of their own, those lie in the PoP's own prefix, one after
//! another: first an address for each server and tag, then one for each tag, then one for each tag
//! and block of servers.

use std::net::IpAddr;

use ipnet::IpNet;

use super::state::{EgressState, borrowers};
use crate::engine::base::ids::{NodeId, TagId};
use crate::engine::base::time::SimTime;
use crate::engine::egress::connection::Seat;
use crate::engine::egress::pool::nth;
use crate::engine::net::egress::{Design, Egress};
use crate::engine::net::network::Network;
use crate::engine::net::port_slice::SliceSize;

/// The first port that a whole address offers for connections: those below are of services
/// [RFC 6335 § 6].
pub const FIRST_PORT: u16 = 1_024;

/// An address and its ports that a server may take one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The address.
    pub address: IpAddr,
    /// The first and the last port.
    pub ports: (u16, u16),
    /// The server that has the address, if another than the one that opens.
    pub through: Option<Seat>,
}

/// Numbers of a design's plan.
struct Plan<'a> {
    network: &'a Network,
    egress: &'a Egress,
}

impl Plan<'_> {
    fn own_prefix(&self, node: NodeId) -> Option<IpNet> {
        let (prefix, _) = self.network.nodes[node].unicast?;
        Some(self.network.prefixes[prefix])
    }

    fn servers(&self, node: NodeId) -> u32 {
        self.network.nodes[node].inside.servers.into()
    }

    fn tags(&self) -> u32 {
        u32::try_from(self.egress.tags.len()).unwrap_or(u32::MAX)
    }

    /// The address of a PoP's own prefix with so many before it; the prefix's first is nobody's.
    fn own(&self, node: NodeId, before: u32) -> Option<IpAddr> {
        Some(nth(self.own_prefix(node)?, before + 1))
    }

    fn of_server(&self, node: NodeId, server: u16, tag: TagId) -> Option<IpAddr> {
        self.own(node, u32::from(server) * self.tags() + tag.get())
    }

    fn of_tag(&self, node: NodeId, tag: TagId) -> Option<IpAddr> {
        self.own(node, self.servers(node) * self.tags() + tag.get())
    }

    fn of_block(&self, node: NodeId, block: u16, tag: TagId) -> Option<IpAddr> {
        let before = (self.servers(node) + 1) * self.tags();
        self.own(node, before + u32::from(block) * self.tags() + tag.get())
    }
}

/// The server that has a tag's address, where one has: tags go round the PoPs, and then round
/// their servers.
#[must_use]
pub fn server_of_tag(network: &Network, egress: &Egress, tag: TagId) -> Option<Seat> {
    let nodes = &network.services[egress.service].nodes;
    let tag = usize::from(tag);
    let node = *nodes.get(tag.checked_rem(nodes.len())?)?;
    let servers = usize::from(network.nodes[node].inside.servers);
    let server = (tag / nodes.len()).checked_rem(servers)?;
    Some(Seat { node, server: u8::try_from(server).ok()? })
}

/// The slice with which the servers of the largest PoP can share the service address.
#[must_use]
pub fn naive_slice(network: &Network, egress: &Egress) -> SliceSize {
    let most = borrowers(network, egress).iter().map(|one| one.servers).max().unwrap_or(1);
    SliceSize::for_servers(most).unwrap_or_default()
}

impl EgressState {
    /// Where a server may open a connection from, the first first; none: its PoP has no address
    /// with that tag in which it has a slice.
    pub(super) fn sources(
        &self,
        network: &Network,
        egress: &Egress,
        at: Seat,
        (tag, now): (TagId, SimTime),
    ) -> Vec<Source> {
        let plan = Plan { network, egress };
        let server = u16::from(at.server);
        let whole = (FIRST_PORT, u16::MAX);
        let one = |address: Option<IpAddr>, ports, through| {
            address.map(|address| Source { address, ports, through }).into_iter().collect()
        };
        let sliced = |slice: SliceSize, number: u16| {
            let range = slice.range(number);
            (*range.start(), *range.end())
        };
        match self.design {
            Design::PerServer => one(plan.of_server(at.node, server, tag), whole, None),
            Design::OneServer => {
                let Some(owner) = server_of_tag(network, egress, tag) else { return Vec::new() };
                let through = (owner != at).then_some(owner);
                one(plan.of_tag(owner.node, tag), whole, through)
            }
            Design::PerPop => {
                let seat = egress.slice.seat(server);
                let ports = sliced(egress.slice, seat.slice);
                one(plan.of_block(at.node, seat.block, tag), ports, None)
            }
            Design::SoftUnicast => self
                .known
                .get(&at.node)
                .into_iter()
                .flat_map(|table| {
                    let seats = table.seats_of(at.node, server, tag, egress.slice);
                    // As long as its owner of before may have connections from an address, no
                    // other is opened from it: both would have the same ports.
                    seats.filter(move |&(id, _)| !table.is_in_grace(id, now))
                })
                .filter_map(|(id, slice)| {
                    let address = self.pool.address(id)?;
                    Some(Source { address, ports: sliced(egress.slice, slice), through: None })
                })
                .collect(),
            Design::Naive => {
                let slice = naive_slice(network, egress);
                let ports = sliced(slice, slice.seat(server).slice);
                one(Some(network.services[egress.service].address), ports, None)
            }
            Design::Nat => one(plan.of_tag(at.node, tag), whole, None),
        }
    }
}
