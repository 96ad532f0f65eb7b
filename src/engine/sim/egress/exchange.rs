//! What servers, destinations and users do as packets of a connection come, or do not.

use std::sync::Arc;

use super::carry::Why;
use super::news::EgressNews;
use super::open::remote_of;
use crate::engine::base::ids::{ConnectionId, NodeId, PacketId, RouterId};
use crate::engine::dataplane::packet::{Errand, Fate, Heading, Packet, PacketKind};
use crate::engine::egress::connection::{
    Astray, Cause, Connection, Leg, OPENING_PATIENCE, PATIENCE, Phase, REQUEST_INTERVAL, Seat,
};
use crate::engine::sim::fact::{Fact, What};
use crate::engine::sim::world::World;

impl World {
    /// A packet of a connection, or of the request for it, is at the router that holds its
    /// destination, or at the PoP that it was carried to.
    pub(in crate::engine::sim) fn egress_packet_arrives(
        &mut self,
        id: ConnectionId,
        packet: Packet,
        router: RouterId,
        facts: &mut Vec<Fact>,
    ) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let carried = self.egress.as_deref_mut().and_then(|state| state.carried.remove(&packet.id));
        if carried.is_some_and(|carried| carried.why == Why::ToOwner) {
            // The server that has the address sends it on as its own.
            return self.resume(packet, router, facts);
        }
        let is_request = packet.destination == network.services[egress.service].address;
        let client = &network.clients[packet.client];
        match packet.heading {
            Heading::Server if is_request => self.request_arrives(id, packet, router, facts),
            Heading::Server => {
                let connection = self.connection_at(id);
                let site = egress.destinations[connection.destination].sites[connection.site];
                if router == site.router {
                    self.destination_hears(id, packet, router, facts);
                } else {
                    self.drop_packet(packet, router, Fate::Hijacked, facts);
                }
            }
            Heading::Client
                if client.address_towards(packet.source) == Some(packet.destination) =>
            {
                if router == client.router {
                    self.user_hears(id, packet, router, facts);
                } else {
                    self.drop_packet(packet, router, Fate::Hijacked, facts);
                }
            }
            Heading::Client => match network.node_at(router, egress.service) {
                Some(node) => self.reply_at_pop(id, packet, (node, router), carried, facts),
                None => self.drop_packet(packet, router, Fate::Hijacked, facts),
            },
        }
    }

    /// A user's request is at a PoP.
    fn request_arrives(
        &mut self,
        id: ConnectionId,
        mut packet: Packet,
        router: RouterId,
        facts: &mut Vec<Fact>,
    ) {
        let Some(node) = packet.service.and_then(|of| self.network.node_at(router, of)) else {
            return self.drop_packet(packet, router, Fate::Hijacked, facts);
        };
        packet.node = Some(node);
        let server = self.hosts.pops[node].choose(&packet, node, self.seed, false);
        let Some(server) = server else {
            self.drop_packet(packet, router, Fate::NoServer, facts);
            return self.end_connection(id, Cause::NoServer, facts);
        };
        packet.server = server;
        if !self.hosts.pops[node].is_up(server) {
            return self.drop_packet(packet, router, Fate::ServerDown, facts);
        }
        self.tell_delivered(&packet, router, facts);
        self.open_connection(id, Seat { node, server }, packet, facts);
    }

    /// A packet from a server is at the destination.
    fn destination_hears(
        &mut self,
        id: ConnectionId,
        packet: Packet,
        router: RouterId,
        facts: &mut Vec<Fact>,
    ) {
        self.tell_delivered(&packet, router, facts);
        let connection = self.connection_mut(id);
        let is_known = connection.is_known_there;
        let answer = match packet.kind {
            PacketKind::Syn => {
                connection.is_known_there = true;
                Some(PacketKind::SynAck)
            }
            PacketKind::Rst | PacketKind::Fin => {
                connection.is_known_there = false;
                None
            }
            _ if is_known => Some(PacketKind::Data),
            _ => Some(PacketKind::Rst),
        };
        let reply = answer.map(|kind| packet.reply(kind));
        connection.journeys[Leg::Out.place()] = Some(Arc::new(packet));
        if let Some(reply) = reply {
            self.launch(reply, router, facts);
        }
    }

    /// The server sends something to the destination, from the address of the connection.
    pub(super) fn send_out(&mut self, id: ConnectionId, kind: PacketKind, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let connection = self.connection_at(id);
        let (Some(at), Some((source, port))) = (connection.at, connection.source) else { return };
        let remote = remote_of(egress, connection);
        let packet = Packet {
            errand: Errand::Egress(id),
            sequence: connection.asked,
            ports: [port, remote.port],
            node: Some(at.node),
            server: at.server,
            ..self.packet_from(connection.client, kind, [source, remote.address])
        };
        let router = network.nodes[at.node].router;
        let through = connection.through.filter(|through| through.node != at.node);
        self.await_answer(id);
        if let Some(through) = through {
            match self.carrying(router, through.node, Why::ToOwner, 0) {
                Ok(carried) => {
                    let next = PacketId(self.next_packet);
                    if let Some(state) = self.egress.as_deref_mut() {
                        state.carried.insert(next, carried);
                    }
                }
                Err(fate) => {
                    self.connection_mut(id).astray = Some(Astray::Dropped(fate));
                    return;
                }
            }
        }
        self.launch(packet, router, facts);
    }

    /// A reply has reached the server that opened its connection.
    pub(super) fn server_gets(
        &mut self,
        id: ConnectionId,
        packet: Packet,
        router: RouterId,
        facts: &mut Vec<Fact>,
    ) {
        let now = self.now;
        self.tell_delivered(&packet, router, facts);
        let (kind, sequence, round_trip) = (packet.kind, packet.sequence, now.since(packet.began));
        let connection = self.connection_mut(id);
        if !connection.is_live() {
            return;
        }
        connection.heard = now;
        connection.retries = 0;
        connection.astray = None;
        connection.round_trip = Some(round_trip);
        connection.journeys[Leg::Back.place()] = Some(Arc::new(packet));
        match kind {
            PacketKind::Rst => self.end_connection(id, Cause::Reset, facts),
            PacketKind::SynAck if connection.phase == Phase::Opening => {
                connection.phase = Phase::Open;
                connection.opened = Some(now);
                let slug = connection.slug.clone();
                self.tell_egress(facts, EgressNews::ConnectionOpened { connection: id, slug });
                self.ask_again(id, facts);
            }
            PacketKind::Data if sequence == connection.asked && sequence > connection.answered => {
                connection.answered = sequence;
                if sequence == 1 {
                    self.answer_user(id, facts);
                }
                self.look_later(id, REQUEST_INTERVAL);
                self.heed_fence(id, facts);
            }
            _ => {}
        }
    }

    /// The server asks over the open connection.
    fn ask_again(&mut self, id: ConnectionId, facts: &mut Vec<Fact>) {
        self.connection_mut(id).asked += 1;
        self.send_out(id, PacketKind::Data, facts);
    }

    /// The first answer may say that nobody in the asker's country is served.
    fn heed_fence(&mut self, id: ConnectionId, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        if self.is_fenced(egress, self.connection_at(id)) {
            self.close_connection(id, Cause::Fenced, facts);
        }
    }

    /// The server closes a connection.
    pub(super) fn close_connection(
        &mut self,
        id: ConnectionId,
        cause: Cause,
        facts: &mut Vec<Fact>,
    ) {
        if self.connection_at(id).phase == Phase::Open {
            self.send_out(id, PacketKind::Fin, facts);
        }
        self.end_connection(id, cause, facts);
    }

    /// The PoP answers its user.
    fn answer_user(&mut self, id: ConnectionId, facts: &mut Vec<Fact>) {
        let connection = self.connection_at(id);
        let Some(at) = connection.at else { return };
        let Some(request) = &connection.journeys[Leg::Request.place()] else { return };
        let answer = request.reply(PacketKind::Data);
        self.launch(answer, self.network.nodes[at.node].router, facts);
    }

    fn user_hears(
        &mut self,
        id: ConnectionId,
        packet: Packet,
        router: RouterId,
        facts: &mut Vec<Fact>,
    ) {
        self.tell_delivered(&packet, router, facts);
        self.connection_mut(id).journeys[Leg::Answer.place()] = Some(Arc::new(packet));
    }

    /// Somebody looks at a connection again: nothing has come in time, or it is time to ask.
    pub(in crate::engine::sim) fn connection_due(
        &mut self,
        id: ConnectionId,
        serial: u32,
        facts: &mut Vec<Fact>,
    ) {
        let now = self.now;
        let connection = self.connection_mut(id);
        if !connection.is_alive() || connection.timers != serial {
            return;
        }
        let is_waiting = connection.phase != Phase::Open || connection.asked > connection.answered;
        if !is_waiting {
            let is_done = connection.closes.is_some_and(|closes| closes <= now);
            return if is_done {
                self.close_connection(id, Cause::Closed, facts);
            } else {
                self.ask_again(id, facts);
            };
        }
        let is_open = connection.phase == Phase::Open;
        if now >= connection.heard + if is_open { PATIENCE } else { OPENING_PATIENCE } {
            let cause = match connection.astray {
                Some(Astray::At(_)) => Cause::ReplyLost,
                _ => Cause::TimedOut,
            };
            return self.end_connection(id, cause, facts);
        }
        connection.retries += 1;
        match connection.phase {
            Phase::Requested => self.send_request(id, facts),
            Phase::Opening => self.send_out(id, PacketKind::Syn, facts),
            _ => self.send_out(id, PacketKind::Data, facts),
        }
    }

    /// A packet of a connection was dropped: nobody is told, but it can be seen.
    pub(in crate::engine::sim) fn connection_loses(
        &mut self,
        id: ConnectionId,
        packet: &Packet,
        fate: Fate,
    ) {
        let Some(state) = self.egress.as_deref_mut() else { return };
        state.carried.remove(&packet.id);
        let connection: &mut Connection = &mut state.connections[id];
        if connection.is_alive() {
            connection.astray = Some(match (fate, packet.node) {
                (Fate::UnknownConnection, Some(node)) => Astray::At(node),
                _ => Astray::Dropped(fate),
            });
        }
    }

    /// A server fails: what it had opened is gone, and what others had through it.
    pub(in crate::engine::sim) fn forget_connections(
        &mut self,
        (node, server): (NodeId, u8),
        facts: &mut Vec<Fact>,
    ) {
        let seat = Some(Seat { node, server });
        let of =
            self.connections_where(|one| one.is_live() && [one.at, one.through].contains(&seat));
        for id in of {
            self.end_connection(id, Cause::ServerFailed, facts);
        }
    }

    /// The connections of which something is true.
    pub(super) fn connections_where(&self, is: impl Fn(&Connection) -> bool) -> Vec<ConnectionId> {
        let all = self.egress.iter().flat_map(|state| state.connections.iter_enumerated());
        all.filter(|(_, connection)| is(connection)).map(|(id, _)| id).collect()
    }

    fn tell_delivered(&self, packet: &Packet, at: RouterId, facts: &mut Vec<Fact>) {
        self.tell(facts, What::PacketDelivered { packet: Arc::new(packet.clone()), at });
    }
}
