//! Probes: ping, traceroute, and the question which server it is [RFC 4892].
//!
//! A traceroute sends one ICMP echo request for each Time to Live, the next when the last was
//! answered or was waited for in vain, all with one five-tuple: so all of them go one way, as far
//! as routes stay. The first hop is the client network's own router. What whoever sends a probe
//! cannot know, such as where a packet of it was lost, is kept beside what came back.

use std::net::IpAddr;
use std::sync::Arc;

use serde::Serialize;

use super::event::Event;
use super::fact::{Fact, What};
use super::hosts::Deed;
use super::limits::{MAX_PROBES, MAX_SILENT_HOPS, MAX_TRACE_TTL, PROBE_PATIENCE};
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{ClientId, NodeId, ProbeId, RouterId, ServiceId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::packet::{Errand, Fate, Heading, INITIAL_TTL, Packet, PacketKind};
use crate::engine::traffic::flow::FlowKind;

/// What a probe asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeKind {
    /// Whether somebody is there, and how far.
    Ping,
    /// Which routers lie on the way.
    Traceroute,
    /// Which server of which node answers: a DNS query for `id.server` [RFC 4892].
    IdServer,
}

/// A probe and what came of it so far.
#[derive(Clone, Debug)]
pub struct Probe {
    /// What it asks.
    pub kind: ProbeKind,
    /// Who asks.
    pub client: ClientId,
    /// Whom.
    pub target: IpAddr,
    /// The service whose address, or whose node's, that is.
    pub service: Option<ServiceId>,
    /// When it began.
    pub began: SimTime,
    /// Its packets, one after the other.
    pub trials: Vec<Trial>,
    /// Whether nothing more will come of it.
    pub is_over: bool,
}

/// One packet of a probe, and its answer.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Its Time to Live.
    pub ttl: u8,
    /// When it was sent.
    pub sent: SimTime,
    /// It and its journey, once that has ended.
    pub there: Option<Arc<Packet>>,
    /// The answer and its journey, once it has arrived.
    pub back: Option<Arc<Packet>>,
    /// Where it, or its answer, was dropped, and why. A Time to Live that ran out where it should
    /// is no loss.
    pub lost: Option<(RouterId, Fate)>,
    /// Whether it was waited for in vain.
    pub is_silent: bool,
}

impl Trial {
    /// The times of the way there and of the way back, once the answer has arrived.
    #[must_use]
    pub fn one_way(&self) -> Option<(Span, Span)> {
        let back = self.back.as_ref()?;
        let turned = back.hops.first()?.departed;
        Some((turned.since(self.sent), back.last.arrives.since(turned)))
    }

    /// The time there and back.
    #[must_use]
    pub fn round_trip(&self) -> Option<Span> {
        self.one_way().map(|(there, back)| there + back)
    }

    /// The router that answered, or behind which whoever answered is.
    #[must_use]
    pub fn router(&self) -> Option<RouterId> {
        Some(self.back.as_ref()?.hops.first()?.router)
    }

    /// What the answer was.
    #[must_use]
    pub fn answer(&self) -> Option<PacketKind> {
        self.back.as_ref().map(|back| back.kind)
    }

    /// The node and server that answered, if they did.
    #[must_use]
    pub fn server(&self) -> Option<(NodeId, u8)> {
        let back = self.back.as_ref()?;
        let is_server = matches!(back.kind, PacketKind::EchoReply | PacketKind::Answer);
        back.node.filter(|_| is_server).map(|node| (node, back.server))
    }

    const fn is_done(&self) -> bool {
        self.back.is_some() || self.is_silent
    }
}

impl Probe {
    /// Whether it reached its target, and heard so.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let answer = self.trials.last().and_then(Trial::answer);
        matches!(answer, Some(PacketKind::EchoReply | PacketKind::Answer))
    }

    pub(super) fn add_to(&self, digester: &mut impl Intake) {
        digester.text(&self.target.to_string());
        digester.number(self.client.get().into());
        digester.number(self.began.as_us());
        digester.number(self.is_over.into());
        for trial in &self.trials {
            digester.number(trial.ttl.into());
            digester.number(trial.sent.as_us());
            digester.number(trial.is_silent.into());
            digester.number(trial.back.as_ref().map_or(0, |back| back.id.0 + 1));
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(self.trials.as_slice())
    }
}

impl World {
    /// A probe. The latest [`MAX_PROBES`] are kept.
    #[must_use]
    pub fn probe(&self, id: ProbeId) -> Option<&Probe> {
        self.hosts.probes.get(&id)
    }

    /// The latest probes, oldest first.
    #[must_use]
    pub fn probes(&self) -> impl DoubleEndedIterator<Item = (ProbeId, &Probe)> {
        self.hosts.probes.iter().map(|(id, probe)| (*id, probe))
    }

    pub(super) fn start_probe(
        &mut self,
        kind: ProbeKind,
        client: ClientId,
        target: IpAddr,
        facts: &mut Vec<Fact>,
    ) {
        let id = ProbeId::from(self.hosts.probe_count);
        self.hosts.probe_count += 1;
        let service = self.service_at(target);
        let (began, trials) = (self.now, Vec::new());
        let probe = Probe { kind, client, target, service, began, trials, is_over: false };
        self.hosts.probes.insert(id, probe);
        if self.hosts.probes.len() > MAX_PROBES {
            self.hosts.probes.pop_first();
        }
        self.tell(facts, What::ProbeStarted { probe: id, client });
        let ttl = if kind == ProbeKind::Traceroute { 1 } else { INITIAL_TTL };
        self.send_trial(id, ttl, facts);
    }

    /// The service whose address this is, or the address of whose node's server.
    fn service_at(&self, address: IpAddr) -> Option<ServiceId> {
        let network = &self.network;
        let mut services = network.services.iter_enumerated();
        let found = services.find(|(_, service)| service.address == address);
        let mut nodes = network.nodes.iter_enumerated();
        found.map(|(id, _)| id).or_else(|| {
            let node = nodes.find(|&(id, _)| network.server_at(id, address).is_some());
            node.map(|(_, node)| node.service)
        })
    }

    fn send_trial(&mut self, id: ProbeId, ttl: u8, facts: &mut Vec<Fact>) {
        let Some(probe) = self.hosts.probes.get(&id) else { return };
        let client = &self.network.clients[probe.client];
        let (target, router) = (probe.target, client.router);
        let Some(source) = client.address_towards(target) else { return };
        let trial = u32::try_from(probe.trials.len()).unwrap_or(u32::MAX);
        let (kind, ports) = if probe.kind == ProbeKind::IdServer {
            let lot = u64::from(id.get()) << 40;
            (PacketKind::Query, [self.port(lot), FlowKind::Udp.port()])
        } else {
            (PacketKind::EchoRequest, [0, 0])
        };
        let packet = Packet {
            service: probe.service,
            errand: Errand::Probe(id),
            sequence: trial,
            ports,
            ttl,
            ..self.packet_from(probe.client, kind, [source, target])
        };
        let sent =
            Trial { ttl, sent: self.now, there: None, back: None, lost: None, is_silent: false };
        if let Some(probe) = self.hosts.probes.get_mut(&id) {
            probe.trials.push(sent);
        }
        let deed = Deed::Probe { probe: id, trial };
        self.queue.schedule(self.now + PROBE_PATIENCE, Event::HostActs(deed));
        self.launch(packet, router, facts);
    }

    fn trial_of(&mut self, id: ProbeId, trial: u32) -> Option<&mut Trial> {
        let trials = &mut self.hosts.probes.get_mut(&id)?.trials;
        trials.get_mut(usize::try_from(trial).ok()?)
    }

    /// A packet of a probe has arrived where it should.
    pub(super) fn note_there(&mut self, id: ProbeId, packet: &Arc<Packet>) {
        if let Some(trial) = self.trial_of(id, packet.sequence) {
            trial.there = Some(Arc::clone(packet));
        }
    }

    /// A packet of a probe, or its answer, was dropped.
    pub(super) fn note_lost(
        &mut self,
        id: ProbeId,
        packet: &Arc<Packet>,
        at: RouterId,
        fate: Fate,
    ) {
        let Some(trial) = self.trial_of(id, packet.sequence) else { return };
        let is_there = packet.heading == Heading::Server;
        if is_there {
            trial.there = Some(Arc::clone(packet));
        }
        let is_meant = is_there && fate == Fate::TtlExpired && trial.ttl < INITIAL_TTL;
        if !is_meant {
            trial.lost = Some((at, fate));
        }
    }

    /// An answer to a packet of a probe has come back.
    pub(super) fn prober_hears(
        &mut self,
        id: ProbeId,
        packet: &Arc<Packet>,
        facts: &mut Vec<Fact>,
    ) {
        let Some(trial) = self.trial_of(id, packet.sequence) else { return };
        // Those that come after they were given up come to nothing.
        if trial.is_done() {
            return;
        }
        trial.back = Some(Arc::clone(packet));
        let ttl = trial.ttl;
        let Some((there, back)) = trial.one_way() else { return };
        let answer = Arc::clone(packet);
        self.tell(facts, What::ProbeAnswered { probe: id, ttl, there, back, answer });
        self.go_on(id, facts);
    }

    pub(super) fn probe_due(&mut self, id: ProbeId, trial: u32, facts: &mut Vec<Fact>) {
        let Some(trial) = self.trial_of(id, trial) else { return };
        if trial.is_done() {
            return;
        }
        trial.is_silent = true;
        let ttl = trial.ttl;
        self.tell(facts, What::ProbeUnanswered { probe: id, ttl });
        self.go_on(id, facts);
    }

    /// After a trial: a traceroute sends the next, unless it has arrived or it makes no sense.
    fn go_on(&mut self, id: ProbeId, facts: &mut Vec<Fact>) {
        let Some(probe) = self.hosts.probes.get_mut(&id) else { return };
        let Some(last) = probe.trials.last() else { return };
        let ttl = last.ttl;
        let is_on_the_way = matches!(last.answer(), None | Some(PacketKind::TimeExceeded));
        let silent = probe.trials.iter().rev().take_while(|trial| trial.is_silent).count();
        let goes_on = probe.kind == ProbeKind::Traceroute
            && is_on_the_way
            && silent < MAX_SILENT_HOPS
            && ttl < MAX_TRACE_TTL;
        if goes_on {
            return self.send_trial(id, ttl + 1, facts);
        }
        probe.is_over = true;
        let is_answered = probe.is_answered();
        self.tell(facts, What::ProbeEnded { probe: id, is_answered });
    }
}
