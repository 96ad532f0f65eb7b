//! Packets on their way, hop by hop, through the forwarding tables as they are at each instant.

use std::sync::Arc;

use super::event::Event;
use super::fact::{Fact, What};
use super::limits::MAX_PACKETS;
use super::world::World;
use crate::engine::anycast::catchment::Reach;
use crate::engine::base::ids::{ClientId, LinkId, PacketId, RouterId, ServiceId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::fib::NextHop;
use crate::engine::dataplane::packet::{Fate, Hop, INITIAL_TTL, Packet, PacketKind};

/// Room for the hops of most packets, so that their list need not grow under way.
const USUAL_HOPS: usize = 8;

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

    /// Every client network sends for the first time at its own seeded moment of the interval.
    pub(super) fn schedule_clients(&mut self) {
        let Some(interval) = self.config.client_interval else { return };
        for client in self.network.clients.keys() {
            let mut stream = Stream::fork(self.seed, Purpose::FirstPacket, client.get());
            for service in self.network.services.keys() {
                let wait = Span::from_us(stream.between(0, interval.as_us()));
                self.queue.schedule(self.now + wait, Event::ClientSends { client, service });
            }
        }
    }

    /// A client network sends its regular packet, and plans the next.
    pub(super) fn client_sends(
        &mut self,
        client: ClientId,
        service: ServiceId,
        facts: &mut Vec<Fact>,
    ) {
        self.send_query(client, service, facts);
        if let Some(interval) = self.config.client_interval {
            self.queue.schedule(self.now + interval, Event::ClientSends { client, service });
        }
    }

    /// A client network sends one packet to a service address.
    pub(super) fn send_query(
        &mut self,
        client: ClientId,
        service: ServiceId,
        facts: &mut Vec<Fact>,
    ) {
        let destination = self.network.services[service].address;
        let client_network = &self.network.clients[client];
        let router = client_network.router;
        if client_network.address_towards(destination).is_none() {
            return;
        }
        let packet = Packet {
            id: PacketId(self.next_packet),
            kind: PacketKind::Query,
            client,
            service,
            destination,
            began: self.now,
            node: None,
            ttl: INITIAL_TTL,
            hops: Vec::with_capacity(USUAL_HOPS),
            last: self.setting_out(router),
        };
        self.launch(packet, router, facts);
    }

    fn launch(&mut self, mut packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        if self.packets.len() >= MAX_PACKETS || !self.is_router_up[router] {
            return;
        }
        self.next_packet += 1;
        let (id, client) = (packet.id, packet.client);
        packet.last = self.setting_out(router);
        packet.hops.push(packet.last);
        self.tell(facts, What::PacketSent { packet: id, client, from: router });
        self.packets.insert(id, packet);
        self.handle_packet(id, router, facts);
    }

    /// The first hop of a packet that is sent now.
    const fn setting_out(&self, router: RouterId) -> Hop {
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
        let fate = match self.forward_by(router, entry) {
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

    fn deliver(&mut self, mut packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        match packet.kind {
            PacketKind::Query => {
                let Some(node) = self.network.node_at(router, packet.service) else {
                    self.drop_packet(packet, router, Fate::Hijacked, facts);
                    return;
                };
                packet.node = Some(node);
                let client = &self.network.clients[packet.client];
                let asker = client.address_towards(packet.destination).unwrap_or(client.address);
                let answer = Packet {
                    id: PacketId(self.next_packet),
                    kind: PacketKind::Answer,
                    destination: asker,
                    ttl: INITIAL_TTL,
                    client: packet.client,
                    service: packet.service,
                    began: packet.began,
                    node: packet.node,
                    hops: Vec::with_capacity(packet.hops.len()),
                    last: packet.last,
                };
                self.tell(facts, What::QueryAnswered { packet: Arc::new(packet), node });
                self.launch(answer, router, facts);
            }
            PacketKind::Answer if router != self.network.clients[packet.client].router => {
                self.drop_packet(packet, router, Fate::Hijacked, facts);
            }
            PacketKind::Answer => {
                let round_trip = self.now.since(packet.began);
                self.tell(facts, What::AnswerArrived { packet: Arc::new(packet), round_trip });
            }
        }
    }

    fn drop_packet(&self, packet: Packet, at: RouterId, fate: Fate, facts: &mut Vec<Fact>) {
        self.tell(facts, What::PacketDropped { packet: Arc::new(packet), at, fate });
    }

    /// Where packets from a router to a service end up, were forwarding to stay as it is.
    #[must_use]
    pub fn reach_from(&self, router: RouterId, service: ServiceId) -> Reach {
        let way = self.way(router, self.network.services[service].address);
        let end = way.end().filter(|_| way.fate == Fate::Delivered);
        let node = end.and_then(|end| self.network.node_at(end, service));
        let is_hijacked = end.is_some() && node.is_none();
        Reach {
            node,
            fate: if is_hijacked { Fate::Hijacked } else { way.fate },
            delay: way.delay(),
            routers: way.hops.into_iter().map(|hop| hop.router).collect(),
        }
    }

    /// Looks at every client network's catchment again.
    pub(super) fn refresh_catchments(&mut self, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        for (service, described) in network.services.iter_enumerated() {
            let prefixes = self.prefixes.containing(described.address);
            for (client, asker) in network.clients.iter_enumerated() {
                let mut end = asker.router;
                let fate = self.walk(asker.router, &prefixes, |hop| end = hop.router);
                let is_asked = asker.address_towards(described.address).is_some();
                let after = (is_asked && fate == Fate::Delivered)
                    .then(|| network.node_at(end, service))
                    .flatten();
                let slot = &mut self.catchments[service][usize::from(client)];
                let before = std::mem::replace(slot, after);
                if before != after {
                    self.tell(facts, What::CatchmentMoved { client, service, before, after });
                }
            }
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
