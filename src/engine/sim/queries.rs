//! The packets that client networks send by themselves, or by command, one at a time.

use std::net::IpAddr;

use super::event::Event;
use super::fact::Fact;
use super::world::World;
use crate::engine::base::ids::{ClientId, PacketId, ServiceId};
use crate::engine::base::mixing::mixed;
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{Errand, Heading, INITIAL_TTL, Packet, PacketKind};
use crate::engine::traffic::flow::FlowKind;

/// Room for the hops of most packets, so that their list need not grow under way.
const USUAL_HOPS: usize = 8;

/// The first of the ports that clients take for themselves [RFC 6335 § 6].
const FIRST_PORT: u16 = 49_152;

impl World {
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
        let Some(source) = client_network.address_towards(destination) else { return };
        let packet = Packet {
            service: Some(service),
            ports: [self.port(self.next_packet), FlowKind::Udp.port()],
            hops: Vec::with_capacity(USUAL_HOPS),
            ..self.packet_from(client, PacketKind::Query, [source, destination])
        };
        self.launch(packet, router, facts);
    }

    /// A client network's packet from one address to another, before it sets out: on no errand, to
    /// no service's address, without ports.
    pub(super) fn packet_from(
        &self,
        client: ClientId,
        kind: PacketKind,
        [source, destination]: [IpAddr; 2],
    ) -> Packet {
        Packet {
            id: PacketId(self.next_packet),
            kind,
            heading: Heading::Server,
            client,
            service: None,
            errand: Errand::Regular,
            sequence: 0,
            source,
            destination,
            ports: [0, 0],
            began: self.now,
            node: None,
            server: 0,
            ttl: INITIAL_TTL,
            hops: Vec::new(),
            last: self.setting_out(self.network.clients[client].router),
        }
    }

    /// A port that a client takes, by lot.
    pub(super) fn port(&self, lot: u64) -> u16 {
        let spread = mixed(self.seed ^ lot) % u64::from(u16::MAX - FIRST_PORT + 1);
        u16::try_from(spread).map_or(FIRST_PORT, |spread| FIRST_PORT + spread)
    }
}
