//! Packets on their way, hop by hop, through the forwarding tables as they are at each instant.

use std::sync::Arc;

use super::event::Event;
use super::fact::{Fact, What};
use super::limits::MAX_PACKETS;
use super::world::World;
use crate::engine::base::ids::{LinkId, PacketId, RouterId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::fib::NextHop;
use crate::engine::dataplane::packet::{Errand, Fate, Hop, Packet};

/// What a router does with a packet to some address, at this instant.
pub(super) enum Forwarding {
    Deliver,
    Over(LinkId, RouterId),
    Drop(Fate),
}

impl World {
    /// The one forwarding decision, for packets and for catchments alike: what a router does by the
    /// entry of its table that it found.
    pub(super) fn forward_by(&self, router: RouterId, entry: Option<NextHop>) -> Forwarding {
        let (link, next) = match entry {
            None => return Forwarding::Drop(Fate::NoRoute),
            Some(NextHop::Deliver) => return Forwarding::Deliver,
            Some(NextHop::Discard) => return Forwarding::Drop(Fate::Blackholed),
            Some(NextHop::Link(link)) => (link, self.network.across(link, router)),
            Some(NextHop::Exit(exit)) => match self.interior.path(router, exit) {
                Some(path) => (path.first, path.next),
                None => return Forwarding::Drop(Fate::NoRoute),
            },
        };
        if self.is_link_usable(link) {
            Forwarding::Over(link, next)
        } else {
            Forwarding::Drop(Fate::LinkDown)
        }
    }

    /// A packet leaves the router that it starts from. Here it gets its number.
    pub(super) fn launch(&mut self, mut packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        if self.packets.len() >= MAX_PACKETS || !self.is_router_up[router] {
            return;
        }
        packet.id = PacketId(self.next_packet);
        self.next_packet += 1;
        let (id, client) = (packet.id, packet.client);
        packet.last = self.setting_out(router);
        packet.hops.push(packet.last);
        self.tell(facts, What::PacketSent { packet: id, client, from: router });
        self.packets.insert(id, packet);
        self.handle_packet(id, router, facts);
    }

    /// A packet that is at a router goes on from there, on the same journey.
    pub(super) fn resume(&mut self, packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        let id = packet.id;
        self.packets.insert(id, packet);
        self.handle_packet(id, router, facts);
    }

    /// The first hop of a packet that is sent now.
    pub(super) const fn setting_out(&self, router: RouterId) -> Hop {
        Hop { router, via: None, departed: self.now, arrives: self.now }
    }

    /// A packet reaches the last of its hops, unless the link failed under it.
    pub(super) fn packet_arrives(
        &mut self,
        id: PacketId,
        link: LinkId,
        epoch: u32,
        facts: &mut Vec<Fact>,
    ) {
        let Some(packet) = self.packets.get(&id) else { return };
        let hop = packet.last;
        if self.links[link].epoch == epoch && self.is_link_usable(link) {
            self.handle_packet(id, hop.router, facts);
            return;
        }
        let Some(mut packet) = self.packets.remove(&id) else { return };
        packet.hops.pop();
        packet.last = packet.hops.last().copied().unwrap_or(hop);
        let at = packet.last.router;
        self.drop_packet(packet, at, Fate::LinkDown, facts);
    }

    /// What a router does with a packet that is there. Nearly always it goes on, and stays where
    /// it is kept.
    fn handle_packet(&mut self, id: PacketId, router: RouterId, facts: &mut Vec<Fact>) {
        let Some(packet) = self.packets.get(&id) else { return };
        let entry = self.fibs.lookup(router, &self.prefixes, packet.destination);
        let (ttl, entry) = (packet.ttl, entry.map(|(_, next_hop)| next_hop));
        let carried = match packet.errand {
            Errand::Egress(_) => self.forward_carried(id, router),
            _ => None,
        };
        let fate = match carried.unwrap_or_else(|| self.forward_by(router, entry)) {
            Forwarding::Over(link, next) if ttl > 1 => match self.wait_for_link(id, link, next) {
                Some(wait) => {
                    self.pass_on(id, link, next, wait);
                    return;
                }
                None => Fate::Overloaded,
            },
            Forwarding::Over(..) => Fate::TtlExpired,
            Forwarding::Drop(fate) => fate,
            Forwarding::Deliver if self.is_turned_away(id, router) => Fate::Overloaded,
            Forwarding::Deliver => Fate::Delivered,
        };
        let Some(packet) = self.packets.remove(&id) else { return };
        if fate == Fate::Delivered {
            self.deliver(packet, router, facts);
        } else {
            self.drop_packet(packet, router, fate, facts);
        }
    }

    /// A packet under way leaves over a link, after some time in its queue.
    fn pass_on(&mut self, id: PacketId, link: LinkId, next: RouterId, wait: Span) {
        let Some(packet) = self.packets.get_mut(&id) else { return };
        packet.ttl -= 1;
        let arrives = self.now + wait + self.network.links[link].delay;
        packet.last = Hop { router: next, via: Some(link), departed: self.now, arrives };
        packet.hops.push(packet.last);
        let epoch = self.links[link].epoch;
        self.queue.schedule(arrives, Event::PacketArrives { packet: id, link, epoch });
    }

    /// A packet ends at a router.
    pub(super) fn drop_packet(
        &mut self,
        packet: Packet,
        at: RouterId,
        fate: Fate,
        facts: &mut Vec<Fact>,
    ) {
        let errand = packet.errand;
        let packet = Arc::new(packet);
        self.tell(facts, What::PacketDropped { packet: Arc::clone(&packet), at, fate });
        if errand != Errand::Regular {
            self.errand_fails(&packet, at, fate, facts);
        }
    }

    /// Packets under way, by number.
    pub fn packets(&self) -> impl Iterator<Item = &Packet> {
        self.packets.values()
    }

    /// How many packets are under way.
    #[must_use]
    pub fn packet_count(&self) -> u64 {
        u64::try_from(self.packets.len()).unwrap_or(u64::MAX)
    }

    /// When a packet arrives at the last of its hops so far.
    #[must_use]
    pub const fn arrival_of(packet: &Packet) -> SimTime {
        packet.last.arrives
    }
}
