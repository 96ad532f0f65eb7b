//! A world's digest: everything that decides what happens next, in one fixed order.

use super::event::{Due, Event};
use super::line::{Recipient, Telling};
use super::world::World;
use crate::engine::base::digest::{Digest, Digester, Intake};
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::attributes::{Attributes, Origin};
use crate::engine::bgp::decision::Arrival;
use crate::engine::bgp::rib::Incoming;
use crate::engine::bgp::update::Told;
use crate::engine::dataplane::packet::{Errand, Packet};

impl World {
    /// A fingerprint of the state: equal for equal scenario, seed and log, on every target.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut digester = Digester::default();
        for number in [self.seed, self.now.as_us(), self.steps, self.next_packet] {
            digester.number(number);
        }
        for link in &self.links {
            digester.number(u64::from(link.is_up) << 32 | u64::from(link.epoch));
        }
        for is_up in &self.is_router_up {
            digester.number(u64::from(*is_up));
        }
        for state in &self.sessions {
            let flags = [state.is_up, state.is_enabled, state.is_opening].map(u64::from);
            for flag in flags {
                digester.number(flag);
            }
            digester.number(state.epoch.into());
        }
        for router in self.network.routers.keys() {
            self.add_speaker(&mut digester, router);
        }
        for scheduled in self.queue.in_order() {
            digester.number(scheduled.at.as_us());
            self.add_due(&mut digester, &scheduled.due);
        }
        self.clocks.add_to(&mut digester, SimTime::ZERO);
        self.add_configured(&mut digester);
        self.traffic.add_to(&mut digester);
        for packet in self.packets.values() {
            add_packet(&mut digester, packet);
        }
        self.hosts.add_to(&mut digester, &self.network);
        if let (Some(state), Some(egress)) = (&self.egress, &self.network.egress) {
            state.add_to(&mut digester, egress);
        }
        digester.finish()
    }

    pub(super) fn add_speaker(&self, digester: &mut impl Intake, router: RouterId) {
        let speaker = &self.speakers[router];
        for prefix in self.network.prefixes.keys() {
            self.add_rib(digester, router, prefix);
        }
        for &end in &self.network.routers[router].ends {
            let timer = speaker.timer(&self.network, end);
            digester.number(u64::from(timer.is_running_for_peer()));
            for prefix in timer.running_prefixes() {
                digester.number(prefix.get().into());
            }
            digester.number(timer.drawn());
        }
    }

    fn add_rib(&self, digester: &mut impl Intake, router: RouterId, prefix: PrefixId) {
        let speaker = &self.speakers[router];
        let rib = speaker.rib(prefix);
        let ends = &self.network.routers[router].ends;
        match &rib.own {
            Some(own) => add_attributes(digester, own),
            None => digester.number(0),
        }
        for (Incoming { received, .. }, end) in speaker.incoming(prefix).iter().zip(ends) {
            self.add_told(digester, end.far(), received.map(|received| received.told));
        }
        match rib.best.as_ref().map(|best| best.place) {
            Some(Some(place)) => digester.number(u64::from(speaker.wire(place).end.get()) + 2),
            Some(None) => digester.number(1),
            None => digester.number(0),
        }
        for (outgoing, &end) in speaker.outgoing(prefix).iter().zip(ends) {
            self.add_told(digester, end, outgoing.sent);
            self.add_told(digester, end, outgoing.wanted);
        }
        if !speaker.is_by_the_book() {
            add_order(digester, speaker.incoming(prefix));
        }
        for &times in &rib.prepends {
            digester.number(times.into());
        }
    }

    /// What the speaker at an end tells: the attributes themselves, not their number, which
    /// depends on what else the world has seen.
    fn add_told<I: Intake>(&self, digester: &mut I, by: EndId, told: Option<Told>) {
        match told {
            Some(told) if !I::IS_FOR_ALL_WORLDS => {
                digester.number(told.word());
            }
            Some(told) => {
                let address = self.network.end(by).address;
                let attributes =
                    self.table.attributes(told.attributes(), told.local_pref(), address);
                add_attributes(digester, &attributes);
            }
            None => digester.number(0),
        }
    }

    pub(super) fn add_due(&self, digester: &mut impl Intake, due: &Due) {
        match due {
            Due::Update(Recipient { end, epoch }, Telling { prefix, route, .. }) => {
                digester.text("update");
                digester.number(end.get().into());
                digester.number((*epoch).into());
                digester.number(prefix.get().into());
                self.add_told(digester, end.far(), *route);
            }
            Due::Other(event) => self.add_event(digester, event),
        }
    }

    fn add_event(&self, digester: &mut impl Intake, event: &Event) {
        match event {
            Event::TimerFires(timer) => {
                timer.add_to(digester);
                if let Some((end, update)) = timer.update() {
                    self.add_told(digester, end.far(), update.route);
                }
            }
            Event::MraiExpires { end, prefix, epoch } => {
                digester.text("mrai");
                digester.number(end.get().into());
                if let Some(prefix) = prefix {
                    digester.number(prefix.get().into());
                }
                digester.number((*epoch).into());
            }
            Event::SessionOpens { session, epoch } => {
                digester.text("session");
                digester.number(session.get().into());
                digester.number((*epoch).into());
            }
            Event::PacketArrives { packet, link, epoch } => {
                digester.text("packet");
                digester.number(packet.0);
                digester.number(link.get().into());
                digester.number((*epoch).into());
            }
            Event::ClientSends { client, service } => {
                digester.text("client");
                digester.number(client.get().into());
                digester.number(service.get().into());
            }
            Event::HostActs(deed) => deed.add_to(digester),
        }
    }
}

/// Where age decides, the order in which routes came in is part of the state.
fn add_order(digester: &mut impl Intake, incoming: &[Incoming]) {
    let arrivals: Vec<Arrival> =
        incoming.iter().filter_map(|one| one.received).map(|one| one.arrival).collect();
    for one in &arrivals {
        let earlier = |is_earlier: &dyn Fn(&Arrival) -> bool| {
            let count = arrivals.iter().filter(|other| is_earlier(other)).count();
            u64::try_from(count).unwrap_or(u64::MAX)
        };
        digester.number(earlier(&|other| other.first < one.first));
        digester.number(earlier(&|other| other.last < one.last));
    }
}

pub(super) fn add_attributes(digester: &mut impl Intake, attributes: &Attributes) {
    digester.number(match attributes.origin {
        Origin::Igp => 1,
        Origin::Egp => 2,
        Origin::Incomplete => 3,
    });
    digester.number(attributes.as_path.length().into());
    for asn in attributes.as_path.ases() {
        digester.number(asn.0.into());
    }
    digester.text(&attributes.next_hop.to_string());
    digester.number(attributes.med.map_or(0, |med| u64::from(med) + 1));
    digester.number(attributes.local_pref.into());
    for community in &attributes.communities {
        digester.number(community.0.into());
    }
    digester.number(attributes.only_to_customer.map_or(0, |asn| asn.0.into()));
    for id in attributes.originator_id.iter().chain(&attributes.cluster_list) {
        digester.number(u32::from(id.0).into());
    }
}

fn add_packet(digester: &mut impl Intake, packet: &Packet) {
    digester.number(packet.id.0);
    digester.number(packet.began.as_us());
    digester.number(packet.ttl.into());
    for hop in &packet.hops {
        digester.number(hop.router.get().into());
        digester.number(hop.arrives.as_us());
    }
    if packet.errand != Errand::Regular {
        digester.text(packet.kind.flags());
        digester.text(&packet.destination.to_string());
        for number in [u32::from(packet.ports[0]), packet.sequence, packet.server.into()] {
            digester.number(number.into());
        }
    }
}
