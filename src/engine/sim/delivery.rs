//! Packets at the end of their journey: what servers and clients make of them.
//!
//! Hosts answer at once. Routers tell nobody of what they drop, but for the packets of probes:
//! real ones send ICMP errors for others too, a few a second [RFC 1812 § 4.3.2.8].

use std::net::IpAddr;
use std::sync::Arc;

use super::fact::{Fact, What};
use super::world::World;
use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::dataplane::packet::{Errand, Fate, Heading, Packet, PacketKind};

/// Who takes a packet in, at the router that holds its destination.
enum Receiver {
    /// A server of a node; absent: none is in service.
    Server(NodeId, Option<u8>),
    /// A host that only answers pings.
    Host,
}

impl World {
    /// A packet is at the router that holds its destination.
    pub(super) fn deliver(&mut self, packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        if let Errand::Egress(connection) = packet.errand {
            return self.egress_packet_arrives(connection, packet, router, facts);
        }
        match packet.heading {
            Heading::Server => self.deliver_to_server(packet, router, facts),
            Heading::Client => self.deliver_to_client(packet, router, facts),
        }
    }

    fn deliver_to_server(&mut self, mut packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        match self.receiver(&packet, router) {
            None => return self.drop_packet(packet, router, Fate::Hijacked, facts),
            Some(Receiver::Host) => {}
            Some(Receiver::Server(node, None)) => {
                packet.node = Some(node);
                return self.drop_packet(packet, router, Fate::NoServer, facts);
            }
            Some(Receiver::Server(node, Some(server))) => {
                (packet.node, packet.server) = (Some(node), server);
                if !self.hosts.pops[node].is_up(server) {
                    return self.drop_packet(packet, router, Fate::ServerDown, facts);
                }
            }
        }
        let (errand, kind, node) = (packet.errand, packet.kind, packet.node);
        if let (Errand::Regular, Some(node)) = (errand, node) {
            let answer = packet.reply(PacketKind::Answer);
            self.tell(facts, What::QueryAnswered { packet: Arc::new(packet), node });
            self.launch(answer, router, facts);
            return;
        }
        let packet = Arc::new(packet);
        self.tell(facts, What::PacketDelivered { packet: Arc::clone(&packet), at: router });
        match errand {
            Errand::Flow(flow) => self.server_hears(flow, &packet, facts),
            Errand::Probe(probe) => {
                self.note_there(probe, &packet);
                let answer = match kind {
                    PacketKind::Query => PacketKind::Answer,
                    _ => PacketKind::EchoReply,
                };
                self.launch(packet.reply(answer), router, facts);
            }
            Errand::Regular | Errand::Egress(_) => {}
        }
    }

    /// Whoever has a packet's destination at this router by right; nobody if it was hijacked.
    fn receiver(&mut self, packet: &Packet, router: RouterId) -> Option<Receiver> {
        let Some(service) = packet.service else {
            return self.is_connected(router, packet.destination).then_some(Receiver::Host);
        };
        let node = self.network.node_at(router, service)?;
        if packet.destination == self.network.services[service].address {
            let has_state = self.has_state(packet);
            let server = self.hosts.pops[node].choose(packet, node, self.seed, has_state);
            return Some(Receiver::Server(node, server));
        }
        let server = self.network.server_at(node, packet.destination)?;
        Some(Receiver::Server(node, Some(server)))
    }

    /// Whether the address is in a prefix that is connected to the router.
    fn is_connected(&self, router: RouterId, address: IpAddr) -> bool {
        let mut connected = self.network.routers[router].connected.iter();
        connected.any(|&prefix| self.network.prefixes[prefix].contains(&address))
    }

    fn deliver_to_client(&mut self, packet: Packet, router: RouterId, facts: &mut Vec<Fact>) {
        if router != self.network.clients[packet.client].router {
            return self.drop_packet(packet, router, Fate::Hijacked, facts);
        }
        let errand = packet.errand;
        let packet = Arc::new(packet);
        if errand == Errand::Regular {
            let round_trip = self.now.since(packet.began);
            self.tell(facts, What::AnswerArrived { packet, round_trip });
            return;
        }
        self.tell(facts, What::PacketDelivered { packet: Arc::clone(&packet), at: router });
        match errand {
            Errand::Probe(probe) => self.prober_hears(probe, &packet, facts),
            Errand::Flow(flow) => self.client_hears(flow, &packet, facts),
            Errand::Regular | Errand::Egress(_) => {}
        }
    }

    /// A packet of a probe or a flow was dropped. Where its Time to Live ran out, or no server was
    /// there, the router says so, if it has a way back.
    #[cold]
    pub(super) fn errand_fails(
        &mut self,
        packet: &Arc<Packet>,
        at: RouterId,
        fate: Fate,
        facts: &mut Vec<Fact>,
    ) {
        let is_probe = match packet.errand {
            Errand::Probe(probe) => {
                self.note_lost(probe, packet, at, fate);
                true
            }
            Errand::Egress(connection) => {
                return self.connection_loses(connection, packet, fate);
            }
            _ => false,
        };
        let error = match (packet.heading, fate) {
            (Heading::Server, Fate::TtlExpired) if is_probe => PacketKind::TimeExceeded,
            (Heading::Server, Fate::NoServer) => PacketKind::Unreachable,
            _ => return,
        };
        let source = self.network.routers[at].loopback;
        // A router has one address here. What it says of IPv6 it says from that, mapped.
        let source = match (source, packet.source) {
            (IpAddr::V4(source), IpAddr::V6(_)) => source.to_ipv6_mapped().into(),
            (source, _) => source,
        };
        self.launch(Packet { source, ports: [0, 0], ..packet.reply(error) }, at, facts);
    }
}
