//! From one PoP to another: over the backbone, or, where that has no way, inside packets over the
//! Internet.

use std::net::IpAddr;

use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{LinkId, NodeId, PacketId, RouterId};
use crate::engine::dataplane::fib::NextHop;
use crate::engine::dataplane::packet::{Fate, Packet};
use crate::engine::egress::decide::Onward;
use crate::engine::net::egress::Fallback;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::packets::Forwarding;
use crate::engine::sim::world::World;

/// How often a packet may be carried from one PoP to another: tables of different age may send it
/// back and forth for a while.
pub const MAX_CARRIES: u8 = 4;

/// Why a packet is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A reply, by the table.
    Table(Onward),
    /// A reply, from the server that has the address to the one that opened the connection.
    ToOpener,
    /// Whatever a server sends through the one that has the address.
    ToOwner,
}

/// A packet that one PoP carries to another, or has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The router of that PoP.
    pub to: RouterId,
    /// Why.
    pub why: Why,
    /// The address that it is sent to over the Internet meanwhile, if the backbone had no way.
    pub outer: Option<IpAddr>,
    /// How often it has been carried.
    pub times: u8,
}

impl Carried {
    /// In numbers, for fingerprints.
    pub fn add_to(&self, digester: &mut impl Intake) {
        let why = match self.why {
            Why::Table(Onward::Lent) => 0,
            Why::Table(Onward::Grace) => 1,
            Why::ToOpener => 2,
            Why::ToOwner => 3,
        };
        let outer = u64::from(self.outer.is_some());
        digester.number(u64::from(self.to.get()) << 8 | why << 1 | outer);
        digester.number(self.times.into());
    }
}

impl World {
    /// What a packet becomes that is to be carried from a router to a PoP; absent: it cannot.
    pub(super) fn carrying(
        &self,
        from: RouterId,
        to: NodeId,
        why: Why,
        times: u8,
    ) -> Result<Carried, Fate> {
        if times >= MAX_CARRIES {
            return Err(Fate::TtlExpired);
        }
        let target = self.network.nodes[to].router;
        let is_near = from == target || self.interior.path(from, target).is_some();
        let times = times + 1;
        if is_near && self.is_router_up[target] {
            return Ok(Carried { to: target, why, outer: None, times });
        }
        let is_dropped =
            self.egress.as_ref().is_none_or(|egress| egress.fallback == Fallback::Drop);
        let outer = self.network.nodes[to].unicast.map(|(_, address)| address);
        match outer.filter(|_| !is_dropped) {
            Some(outer) => Ok(Carried { to: target, why, outer: Some(outer), times }),
            None => Err(Fate::Stranded),
        }
    }

    /// Takes a packet that is at a router to another PoP.
    pub(super) fn carry(
        &mut self,
        packet: Packet,
        from: RouterId,
        (to, why, times): (NodeId, Why, u8),
        facts: &mut Vec<Fact>,
    ) {
        match self.carrying(from, to, why, times) {
            Ok(carried) => {
                if let Some(egress) = &mut self.egress {
                    egress.carried.insert(packet.id, carried);
                }
                self.resume(packet, from, facts);
            }
            Err(fate) => self.drop_packet(packet, from, fate, facts),
        }
    }

    /// What a router does with a packet that is carried from one PoP to another; absent: it is
    /// not, or is there.
    pub(in crate::engine::sim) fn forward_carried(
        &self,
        id: PacketId,
        router: RouterId,
    ) -> Option<Forwarding> {
        let carried = self.egress.as_ref()?.carried.get(&id)?;
        Some(self.carry_on(carried, router))
    }

    /// The same of any packet.
    pub(super) fn carry_on(&self, carried: &Carried, router: RouterId) -> Forwarding {
        if router == carried.to {
            return Forwarding::Deliver;
        }
        let Some(outer) = carried.outer else {
            return self.forward_by(router, Some(NextHop::Exit(carried.to)));
        };
        let is_own = self.network.routers[router].in_as == self.network.routers[carried.to].in_as;
        if is_own {
            return self
                .transit_towards(router, outer)
                .map_or(Forwarding::Drop(Fate::Stranded), |(link, next)| {
                    Forwarding::Over(link, next)
                });
        }
        let entry = self.forwarding_to(router, outer).map(|(_, next_hop)| next_hop);
        self.forward_by(router, entry)
    }

    /// The first neighbour in another network that knows a way to an address. A PoP cut off from
    /// the others does not learn their prefixes by BGP: it finds its own AS number in the path
    /// [RFC 4271 § 9.1.2], so a default route has to do.
    fn transit_towards(&self, router: RouterId, to: IpAddr) -> Option<(LinkId, RouterId)> {
        let links = self.network.routers[router].links.iter().copied();
        links
            .filter(|&link| self.network.links[link].session.is_some() && self.is_link_usable(link))
            .map(|link| (link, self.network.across(link, router)))
            .find(|&(_, next)| self.forwarding_to(next, to).is_some())
    }
}
