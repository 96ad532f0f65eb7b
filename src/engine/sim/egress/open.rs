//! A user's request, and the connection that a server opens for it.

use std::net::IpAddr;
use std::sync::Arc;

use super::news::EgressNews;
use super::sources::Source;
use crate::engine::base::ids::{ClientId, ConnectionId, DestinationId, TagId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{Errand, Packet, PacketKind};
use crate::engine::egress::connection::{Cause, Connection, Leg, Phase, Seat};
use crate::engine::egress::ports::{Place, Remote};
use crate::engine::net::egress::{DestinationKind, Egress};
use crate::engine::sim::event::Event;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::timer::Timer;
use crate::engine::sim::world::World;
use crate::engine::traffic::flow::FlowKind;
use crate::engine::traffic::retransmission::INITIAL;

/// A connection that is to be opened, with everything in it found.
#[derive(Clone, Debug)]
pub struct NewConnection {
    pub client: ClientId,
    pub destination: DestinationId,
    pub tag: TagId,
    pub slug: Slug,
    pub lasts: Option<Span>,
}

impl World {
    /// A user asks for something that the PoP has to fetch.
    pub(super) fn request(&mut self, new: NewConnection, facts: &mut Vec<Fact>) {
        let Some(egress) = &mut self.egress else { return };
        let id = egress.connections.next_key();
        egress.names.insert(new.slug.clone(), id);
        egress.connections.push(Connection {
            slug: new.slug,
            client: new.client,
            destination: new.destination,
            site: 0,
            tag: new.tag,
            design: egress.design,
            at: None,
            through: None,
            source: None,
            ports: (0, 0),
            nat_epoch: 0,
            began: self.now,
            opened: None,
            closes: new.lasts.map(|lasts| self.now + lasts),
            phase: Phase::Requested,
            heard: self.now,
            retries: 0,
            asked: 0,
            answered: 0,
            is_known_there: false,
            timers: 0,
            entered: None,
            carried: 0,
            round_trip: None,
            astray: None,
            journeys: Default::default(),
        });
        self.send_request(id, facts);
    }

    /// The user's request sets out, or does so again.
    pub(super) fn send_request(&mut self, id: ConnectionId, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let client = self.connection_at(id).client;
        let to = network.services[egress.service].address;
        let Some(from) = network.clients[client].address_towards(to) else { return };
        let packet = Packet {
            service: Some(egress.service),
            errand: Errand::Egress(id),
            ports: [self.port(u64::from(id.get()) << 33), FlowKind::Tcp.port()],
            ..self.packet_from(client, PacketKind::Data, [from, to])
        };
        self.await_answer(id);
        self.launch(packet, network.clients[client].router, facts);
    }

    /// A request has reached a server: it opens a connection, or says why it cannot.
    pub(super) fn open_connection(
        &mut self,
        id: ConnectionId,
        at: Seat,
        request: Packet,
        facts: &mut Vec<Fact>,
    ) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let connection = self.connection_mut(id);
        // Another copy of the request adds nothing.
        if connection.phase != Phase::Requested {
            return;
        }
        connection.at = Some(at);
        connection.journeys[Leg::Request.place()] = Some(Arc::new(request));
        match self.take_port(egress, id, at) {
            Ok(()) => {
                let now = self.now;
                let connection = self.connection_mut(id);
                connection.phase = Phase::Opening;
                connection.heard = now;
                connection.retries = 0;
                self.send_out(id, PacketKind::Syn, facts);
            }
            Err(cause) => self.end_connection(id, cause, facts),
        }
    }

    /// The server chooses the place, the address and the port.
    fn take_port(&mut self, egress: &Egress, id: ConnectionId, at: Seat) -> Result<(), Cause> {
        let network = Arc::clone(&self.network);
        let Connection { tag, destination, .. } = *self.connection_at(id);
        let asks = self.asking_address(egress, at, tag);
        let state = self.egress.as_deref().ok_or(Cause::NoAddress)?;
        let sources = state.sources(&network, egress, at, (tag, self.now));
        let first = sources.first().ok_or(Cause::NoAddress)?.address;
        let site = self.site_of(egress, destination, (asks, Some(first)), at);
        let to = &egress.destinations[destination];
        let remote = Remote { address: to.sites[site].address, port: to.port };
        let (now, seed) = (self.now, self.seed);
        let state = self.egress.as_deref_mut().ok_or(Cause::NoAddress)?;
        let found = sources.iter().find_map(|source| {
            let port = state.book.take(source.place(remote), seed, now).ok()?;
            Some((*source, port))
        });
        let connection = &mut state.connections[id];
        connection.site = site;
        let Some((source, port)) = found else {
            // What it would have been opened from: so that it can be said what ran out.
            connection.source = Some((first, 0));
            connection.ports = sources.first().map_or((0, 0), |source| source.ports);
            return Err(Cause::PortsExhausted);
        };
        connection.source = Some((source.address, port));
        connection.ports = source.ports;
        connection.through = source.through;
        connection.design = state.design;
        connection.nat_epoch = state.nat_epochs.get(&at.node).copied().unwrap_or(0);
        Ok(())
    }

    /// Where the port of a connection is written down.
    pub(super) fn place_of(&self, id: ConnectionId) -> Option<(Place, u16)> {
        let egress = self.network.egress.as_ref()?;
        let state = self.egress.as_ref()?;
        let connection = &state.connections[id];
        let (address, port) = connection.source.filter(|&(_, port)| port != 0)?;
        let to = remote_of(egress, connection);
        let (first, last) = connection.ports;
        Some((Place { source: address, first, last, to }, port))
    }

    /// A connection is over, or was never opened.
    pub(super) fn end_connection(&mut self, id: ConnectionId, cause: Cause, facts: &mut Vec<Fact>) {
        if !self.connection_at(id).is_alive() {
            return;
        }
        let (place, now) = (self.place_of(id), self.now);
        let Some(state) = self.egress.as_deref_mut() else { return };
        if let Some((place, port)) = place {
            match cause {
                // Who closes first keeps the port in TIME-WAIT [RFC 9293 § 3.6.1].
                Cause::Closed | Cause::Fenced => state.book.close(place, port, now),
                _ => state.book.forget(place, port),
            };
        }
        let connection = &mut state.connections[id];
        connection.phase = Phase::Ended { at: now, cause };
        connection.timers += 1;
        let slug = connection.slug.clone();
        self.tell_egress(facts, EgressNews::ConnectionEnded { connection: id, slug, cause });
    }

    /// A connection; it is known to be there.
    pub(super) fn connection_at(&self, id: ConnectionId) -> &Connection {
        &self.egress.as_deref().expect("a connection is of a world with egress").connections[id]
    }

    /// The same, to change it.
    pub(super) fn connection_mut(&mut self, id: ConnectionId) -> &mut Connection {
        let egress = self.egress.as_deref_mut();
        &mut egress.expect("a connection is of a world with egress").connections[id]
    }

    /// Whoever sent the last packet of a connection looks again after some time, twice as long for
    /// each time that it was sent again [RFC 6298 § 5.5].
    pub(super) fn await_answer(&mut self, id: ConnectionId) {
        let wait = INITIAL.times(1 << self.connection_at(id).retries.min(5));
        self.look_later(id, wait);
    }

    /// The next look at a connection, in place of any other.
    pub(super) fn look_later(&mut self, id: ConnectionId, wait: Span) {
        let now = self.now;
        let connection = self.connection_mut(id);
        connection.timers += 1;
        let timer = Timer::ConnectionDue { connection: id, serial: connection.timers };
        self.queue.schedule(now + wait, Event::TimerFires(timer));
    }

    /// Whether a destination serves whom it believes to be asking.
    pub(super) fn is_fenced(&self, egress: &Egress, connection: &Connection) -> bool {
        let to = &egress.destinations[connection.destination];
        if to.kind != DestinationKind::Geofenced {
            return false;
        }
        let believed = connection
            .source
            .and_then(|(address, _): (IpAddr, u16)| self.believed_country(address));
        !believed.is_some_and(|country| to.serves.contains(&country))
    }
}

/// The other end of a connection.
pub(super) fn remote_of(egress: &Egress, connection: &Connection) -> Remote {
    let to = &egress.destinations[connection.destination];
    Remote { address: to.sites[connection.site].address, port: to.port }
}

impl Source {
    /// Where its ports are written down, towards some remote end.
    pub(super) const fn place(&self, to: Remote) -> Place {
        Place { source: self.address, first: self.ports.0, last: self.ports.1, to }
    }
}
