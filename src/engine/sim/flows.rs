//! Flows: sessions of client networks with services, as the world carries them out.
//!
//! Simplified: a server forgets a session the moment its client is done with it; a download has a
//! window of one segment; and a client that hears nothing has nothing to say, so it takes
//! [`PATIENCE`] to notice.

use super::event::Event;
use super::fact::{Fact, What};
use super::hosts::Deed;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{ClientId, FlowId, NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::{Errand, Packet, PacketKind};
use crate::engine::dataplane::tuple::FiveTuple;
use crate::engine::traffic::client::ClientEnd;
use crate::engine::traffic::flow::{Cause, Flow, FlowKind, Held, PATIENCE, Phase, QUERY_INTERVAL};
use crate::engine::traffic::server::ServerEnd;

/// A flow that is to be started, with everything in it found.
#[derive(Clone, Debug)]
pub(super) struct NewFlow {
    pub client: ClientId,
    pub service: ServiceId,
    pub kind: FlowKind,
    pub slug: Slug,
    pub source_port: Option<u16>,
}

impl World {
    /// All flows since the beginning, also those that are over.
    pub fn flows(&self) -> impl Iterator<Item = (FlowId, &Flow)> {
        self.hosts.flows.iter_enumerated()
    }

    /// A flow.
    #[must_use]
    pub fn flow(&self, id: FlowId) -> Option<&Flow> {
        self.hosts.flows.get(id)
    }

    /// The flow of a name, the latest if there were several.
    #[must_use]
    pub fn flow_named(&self, slug: &Slug) -> Option<FlowId> {
        self.hosts.flow_names.get(slug).copied()
    }

    /// Whether a packet is of a flow that goes on and of which a server knows something.
    pub(super) fn has_state(&self, packet: &Packet) -> bool {
        let Errand::Flow(id) = packet.errand else { return false };
        let flow = &self.hosts.flows[id];
        flow.kind != FlowKind::Udp && flow.is_alive()
    }

    /// Whether a port of a client network is taken by a flow to that service that goes on.
    pub(super) fn is_port_taken(&self, client: ClientId, service: ServiceId, port: u16) -> bool {
        let mut flows = self.hosts.flows.iter().filter(|flow| flow.is_alive());
        flows.any(|flow| (flow.client, flow.service, flow.ports[0]) == (client, service, port))
    }

    pub(super) fn start_flow(&mut self, new: NewFlow, facts: &mut Vec<Fact>) {
        let NewFlow { client, service, kind, slug, source_port } = new;
        let destination = self.network.services[service].address;
        let Some(source) = self.network.clients[client].address_towards(destination) else {
            return;
        };
        let id = self.hosts.flows.next_key();
        let lots = u64::from(id.get())..;
        let mut ports = source_port.into_iter().chain(lots.map(|lot| self.port(lot << 32)));
        let Some(port) = ports.find(|&port| !self.is_port_taken(client, service, port)) else {
            return;
        };
        self.hosts.flow_names.insert(slug.clone(), id);
        self.hosts.flows.push(Flow {
            slug,
            kind,
            client,
            service,
            source,
            destination,
            ports: [port, kind.port()],
            began: self.now,
            opened: None,
            phase: Phase::Opening,
            client_end: ClientEnd::new(self.now),
            held: None,
            server_timers: 0,
            heard_of: None,
            received: 0,
        });
        self.open(id, facts);
    }

    pub(super) fn stop_flow(&mut self, id: FlowId, facts: &mut Vec<Fact>) {
        let flow = &self.hosts.flows[id];
        if flow.kind == FlowKind::Tcp && flow.phase == Phase::Open {
            let next = flow.client_end.next;
            self.client_sends_segment(id, PacketKind::Fin, next, facts);
        }
        self.end_flow(id, Cause::Stopped, facts);
    }

    /// The client sends what opens its session, or its next query, and will look again.
    fn open(&mut self, id: FlowId, facts: &mut Vec<Fact>) {
        let flow = &mut self.hosts.flows[id];
        let end = &mut flow.client_end;
        let (wait, sequence) = if flow.kind == FlowKind::Udp {
            end.next += 1;
            (QUERY_INTERVAL, end.next)
        } else {
            (end.timer.timeout(), 0)
        };
        let kind = flow.kind.opening();
        self.queue.schedule(self.now + wait, Event::HostActs(Deed::Client { flow: id }));
        self.client_sends_segment(id, kind, sequence, facts);
    }

    pub(super) fn client_due(&mut self, id: FlowId, facts: &mut Vec<Fact>) {
        let flow = &mut self.hosts.flows[id];
        if !flow.is_alive() {
            return;
        }
        if flow.kind == FlowKind::Udp {
            return self.open(id, facts);
        }
        let deadline = flow.client_end.heard + PATIENCE;
        if self.now >= deadline {
            return self.end_flow(id, Cause::TimedOut, facts);
        }
        if flow.phase == Phase::Opening {
            flow.client_end.timer.back_off();
            return self.open(id, facts);
        }
        self.queue.schedule(deadline, Event::HostActs(Deed::Client { flow: id }));
    }

    fn client_sends_segment(
        &mut self,
        id: FlowId,
        kind: PacketKind,
        sequence: u32,
        facts: &mut Vec<Fact>,
    ) {
        let packet = self.packet_of(id, kind, sequence);
        let router = self.network.clients[packet.client].router;
        self.launch(packet, router, facts);
    }

    /// A packet of a flow, from its client.
    fn packet_of(&self, id: FlowId, kind: PacketKind, sequence: u32) -> Packet {
        let flow = &self.hosts.flows[id];
        Packet {
            service: Some(flow.service),
            errand: Errand::Flow(id),
            sequence,
            ports: flow.ports,
            ..self.packet_from(flow.client, kind, [flow.source, flow.destination])
        }
    }

    /// A packet of a flow has reached a server.
    pub(super) fn server_hears(&mut self, id: FlowId, packet: &Packet, facts: &mut Vec<Fact>) {
        let Some(node) = packet.node else { return };
        let (now, router) = (self.now, self.network.nodes[node].router);
        let flow = &mut self.hosts.flows[id];
        let is_known = flow.is_held_at(node, packet.server);
        match packet.kind {
            _ if !flow.is_alive() => {}
            PacketKind::Query => self.launch(packet.reply(PacketKind::Answer), router, facts),
            PacketKind::Syn | PacketKind::Initial => {
                // It answers, and will again: another copy of the question adds nothing.
                if !is_known {
                    let end = Some(ServerEnd::new(now));
                    flow.held = Some(Held { node, server: packet.server, end });
                    self.schedule_server(id, now);
                }
            }
            _ if is_known => {
                let end = flow.held.as_mut().and_then(|held| held.end.as_mut());
                if let Some(due) = end.and_then(|end| end.acknowledged(packet.sequence, now)) {
                    self.schedule_server(id, due);
                }
            }
            _ => {
                let reset = packet.reply(flow.kind.reset());
                self.launch(reset, router, facts);
            }
        }
    }

    fn schedule_server(&mut self, flow: FlowId, at: SimTime) {
        let serial = &mut self.hosts.flows[flow].server_timers;
        *serial += 1;
        let deed = Deed::Server { flow, serial: *serial };
        self.queue.schedule(at, Event::HostActs(deed));
    }

    pub(super) fn server_due(&mut self, id: FlowId, serial: u32, facts: &mut Vec<Fact>) {
        let now = self.now;
        let flow = &mut self.hosts.flows[id];
        if !flow.is_alive() || flow.server_timers != serial {
            return;
        }
        let Some(Held { node, server, end: Some(end) }) = &mut flow.held else { return };
        let (node, server, (segment, again)) = (*node, *server, end.due(now));
        let kind = flow.kind.segment(segment);
        self.schedule_server(id, again);
        let from_client = self.packet_of(id, kind, segment);
        let packet = Packet { node: Some(node), server, ..from_client.reply(kind) };
        self.launch(packet, self.network.nodes[node].router, facts);
    }

    /// A packet of a flow has reached its client.
    pub(super) fn client_hears(&mut self, id: FlowId, packet: &Packet, facts: &mut Vec<Fact>) {
        let flow = &self.hosts.flows[id];
        if !flow.is_alive() {
            return;
        }
        match packet.kind {
            PacketKind::Answer => self.answer_reaches(id, packet, facts),
            PacketKind::Rst | PacketKind::StatelessReset => {
                let is_per_packet =
                    packet.node.is_some_and(|node| self.hosts.pops[node].is_per_packet);
                let cause = flow.why_unknown(packet.node, is_per_packet);
                self.end_flow(id, cause, facts);
            }
            PacketKind::Unreachable if flow.phase == Phase::Opening => {
                if flow.kind != FlowKind::Udp {
                    self.end_flow(id, Cause::Refused, facts);
                }
            }
            // A second handshake, of a server that a later copy of the question did not reach.
            _ if packet.node.is_none_or(|node| !flow.is_with(node, packet.server)) => {}
            _ => self.segment_reaches(id, packet, facts),
        }
    }

    fn answer_reaches(&mut self, id: FlowId, packet: &Packet, facts: &mut Vec<Fact>) {
        let flow = &mut self.hosts.flows[id];
        flow.received += 1;
        flow.client_end.heard = self.now;
        self.hear_of(id, packet, facts);
    }

    fn segment_reaches(&mut self, id: FlowId, packet: &Packet, facts: &mut Vec<Fact>) {
        let now = self.now;
        let flow = &mut self.hosts.flows[id];
        let Some(is_new) = flow.client_end.receive(packet.sequence, now) else { return };
        flow.received += u32::from(is_new && packet.sequence > 0);
        let kind = flow.kind;
        self.hear_of(id, packet, facts);
        if is_new && packet.sequence == 0 && kind == FlowKind::Quic {
            self.migrate(id, facts);
        }
        self.client_sends_segment(id, kind.acknowledgment(), packet.sequence, facts);
    }

    /// The client has heard of a server; the first time, its session is open.
    fn hear_of(&mut self, id: FlowId, packet: &Packet, facts: &mut Vec<Fact>) {
        let Some(node) = packet.node else { return };
        let flow = &mut self.hosts.flows[id];
        flow.heard_of = Some((node, packet.server));
        if flow.phase == Phase::Opening {
            flow.phase = Phase::Open;
            flow.opened = Some(self.now);
            let (slug, server) = (flow.slug.clone(), packet.server);
            self.tell(facts, What::FlowOpened { flow: id, slug, node, server });
        }
    }

    /// The client sends to the server's own address from now on, if it was handed one out
    /// [RFC 9000 § 9.6].
    fn migrate(&mut self, id: FlowId, facts: &mut Vec<Fact>) {
        let Some((node, server)) = self.hosts.flows[id].heard_of else { return };
        let Some(address) = self.network.server_address(node, server) else { return };
        let flow = &mut self.hosts.flows[id];
        if address.is_ipv4() == flow.source.is_ipv4() {
            flow.destination = address;
            let slug = flow.slug.clone();
            self.tell(facts, What::FlowMigrated { flow: id, slug, node, server });
        }
    }

    fn end_flow(&mut self, id: FlowId, cause: Cause, facts: &mut Vec<Fact>) {
        let flow = &mut self.hosts.flows[id];
        flow.phase = Phase::Ended { at: self.now, cause };
        flow.held = None;
        let slug = flow.slug.clone();
        let protocol = flow.kind.opening().protocol();
        let destination = self.network.services[flow.service].address;
        let tuple = FiveTuple { source: flow.source, destination, ports: flow.ports, protocol };
        for pop in &mut self.hosts.pops {
            pop.forget(&tuple);
        }
        self.tell(facts, What::FlowEnded { flow: id, slug, cause });
    }

    /// A server fails, and what it knew is gone.
    pub(super) fn forget_held(&mut self, node: NodeId, server: u8) {
        for held in self.hosts.flows.iter_mut().filter_map(|flow| flow.held.as_mut()) {
            if (held.node, held.server) == (node, server) {
                held.end = None;
            }
        }
    }
}

/// A flow in numbers, for fingerprints.
pub(super) fn add_to(flow: &Flow, digester: &mut impl Intake) {
    digester.text(flow.slug.as_str());
    digester.number(match flow.kind {
        FlowKind::Udp => 1,
        FlowKind::Tcp => 2,
        FlowKind::Quic => 3,
    });
    digester.text(&flow.destination.to_string());
    let ids = [flow.client.get(), flow.service.get()].map(u64::from);
    let ports = flow.ports.map(u64::from);
    let us = |at: Option<SimTime>| at.map_or(0, |at| at.as_us() + 1);
    let numbers = [us(Some(flow.began)), us(flow.opened), flow.received.into()];
    let end = &flow.client_end;
    let client = [end.next.into(), end.heard.as_us(), end.timer.timeout().as_us()];
    for number in ids.into_iter().chain(ports).chain(numbers).chain(client) {
        digester.number(number);
    }
    digester.number(match flow.phase {
        Phase::Opening => 0,
        Phase::Open => 1,
        Phase::Ended { cause, .. } => match cause {
            Cause::Stopped => 2,
            Cause::RouteMoved => 3,
            Cause::ServerChanged => 4,
            Cause::PerPacket => 5,
            Cause::TimedOut => 6,
            Cause::Refused => 7,
        },
    });
    digester.number(flow.server_timers.into());
    if let Some(Held { node, server, end }) = flow.held {
        digester.number(u64::from(node.get()) << 8 | u64::from(server));
        for number in end.iter().flat_map(ServerEnd::state) {
            digester.number(number);
        }
    }
}
