//! Packet capture: what passes a router, a client network's host or a server, in order of time.
//!
//! It is no state: it is picked out of facts, which carry whole packets and their journeys once
//! they have ended, and out of the packets that are under way. It costs a look at each hop of each,
//! and a row for each that passes; nothing while nobody captures. A packet that was lost with the
//! link under it ends, as its journey tells it, at the router before.
//!
//! As on a real wire, a row has the link-layer addresses of the hop that is looked at, and of no
//! other. They are made up, out of the locally administered range [RFC 9542 § 2.1], from the number
//! of the link and the end of it. Hosts are on a wire of their own to their router, which takes no
//! time.

use std::fmt;
use std::net::IpAddr;

use super::fact::{Fact, What};
use crate::engine::base::ids::{ClientId, LinkId, NodeId, PacketId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::{Heading, Hop, Packet, PacketKind, Protocol};
use crate::engine::net::network::Network;

/// Where one listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// On all wires of a router.
    Router(RouterId),
    /// On the wire of a client network's hosts.
    Client(ClientId),
    /// On the wire of one server of a node, from 0.
    Server(NodeId, u8),
}

/// A link-layer address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mac([u8; 6]);

impl Mac {
    fn new(what: u8, number: u32) -> Self {
        let [a, b, c, d] = number.to_be_bytes();
        Self([0x02, what, a, b, c, d])
    }

    /// The port of a router at a link.
    #[must_use]
    pub fn port(network: &Network, link: LinkId, router: RouterId) -> Self {
        let is_second = network.links[link].routers[0] != router;
        Self::new(u8::from(is_second), link.get())
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, rest @ ..] = self.0;
        write!(f, "{first:02x}")?;
        rest.iter().try_for_each(|byte| write!(f, ":{byte:02x}"))
    }
}

/// Whether a packet comes or goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// It comes.
    In,
    /// It goes.
    Out,
}

/// A packet as it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub at: SimTime,
    /// Whether it comes or goes.
    pub direction: Direction,
    /// Over which link; absent: the wire of a host.
    pub link: Option<LinkId>,
    /// Link-layer source and destination, of this hop alone.
    pub link_layer: [Mac; 2],
    /// The packet's number.
    pub packet: PacketId,
    /// Source address.
    pub source: IpAddr,
    /// Destination address.
    pub destination: IpAddr,
    /// The protocol.
    pub protocol: Protocol,
    /// Source and destination port; 0 where the protocol has none.
    pub ports: [u16; 2],
    /// What it is: [`PacketKind::flags`] has its flags.
    pub kind: PacketKind,
    /// Its number among those of its session or probe.
    pub sequence: u32,
    /// Hops left.
    pub ttl: u8,
    /// Its length in bytes, from the IP header on.
    pub length: u16,
}

/// What passed a place up to `now`: of the packets whose end the facts tell, and of those that are
/// under way ([`World::packets`](super::world::World::packets)).
#[must_use]
pub fn capture<'a>(
    network: &Network,
    tap: Tap,
    facts: impl IntoIterator<Item = &'a Fact>,
    under_way: impl IntoIterator<Item = &'a Packet>,
    now: SimTime,
) -> Vec<Row> {
    let mut listener = Listener { network, tap, now, rows: Vec::new() };
    for fact in facts {
        match &fact.what {
            What::QueryAnswered { packet, .. }
            | What::AnswerArrived { packet, .. }
            | What::PacketDelivered { packet, .. } => listener.hear(packet, true),
            What::PacketDropped { packet, .. } => listener.hear(packet, false),
            _ => {}
        }
    }
    for packet in under_way {
        listener.hear(packet, false);
    }
    listener.rows.sort_by_key(|row| (row.at, row.packet, row.direction));
    listener.rows
}

struct Listener<'a> {
    network: &'a Network,
    tap: Tap,
    now: SimTime,
    rows: Vec<Row>,
}

/// A host and the port of the router before it.
struct Wire {
    host: Mac,
    port: Mac,
}

impl Listener<'_> {
    fn hear(&mut self, packet: &Packet, is_delivered: bool) {
        match self.tap {
            Tap::Router(router) => self.at_router(packet, router, is_delivered),
            Tap::Client(client) => {
                if packet.client == client {
                    self.at_host(packet, Heading::Server, is_delivered);
                }
            }
            Tap::Server(node, server) => {
                if (packet.node, packet.server) == (Some(node), server) {
                    self.at_host(packet, Heading::Client, is_delivered);
                }
            }
        }
    }

    /// A host sends what heads away from it, and gets what was delivered of the rest.
    fn at_host(&mut self, packet: &Packet, away: Heading, is_delivered: bool) {
        let is_sent = packet.heading == away;
        let Some(first) = packet.hops.first() else { return };
        if is_sent && let Some(Wire { host, port }) = Self::sender(packet) {
            self.row(packet, 0, first.departed, Direction::Out, None, [host, port]);
        }
        if !is_sent
            && is_delivered
            && let Some(Wire { host, port }) = Self::receiver(packet)
        {
            let (last, at) = (packet.hops.len() - 1, packet.last.arrives);
            self.row(packet, last, at, Direction::In, None, [port, host]);
        }
    }

    fn at_router(&mut self, packet: &Packet, router: RouterId, is_delivered: bool) {
        for (n, hop) in packet.hops.iter().enumerate() {
            // It leaves a router of which the next hop says so.
            if let Some(next) = packet.hops.get(n + 1) {
                self.leaves(packet, n, *hop, *next, router);
            }
            if hop.router != router {
                continue;
            }
            if let Some(link) = hop.via {
                let ports = self.ports(link, router, Direction::In);
                self.row(packet, n, hop.arrives, Direction::In, Some(link), ports);
            } else if let Some(Wire { host, port }) = Self::sender(packet) {
                self.row(packet, n, hop.departed, Direction::In, None, [host, port]);
            }
            let is_last = n + 1 == packet.hops.len();
            if is_last
                && is_delivered
                && let Some(Wire { host, port }) = Self::receiver(packet)
            {
                self.row(packet, n, hop.arrives, Direction::Out, None, [port, host]);
            }
        }
    }

    fn leaves(&mut self, packet: &Packet, n: usize, hop: Hop, next: Hop, router: RouterId) {
        if let (true, Some(link)) = (hop.router == router, next.via) {
            let ports = self.ports(link, router, Direction::Out);
            self.row(packet, n + 1, next.departed, Direction::Out, Some(link), ports);
        }
    }

    fn ports(&self, link: LinkId, router: RouterId, direction: Direction) -> [Mac; 2] {
        let far = self.network.across(link, router);
        let [near, far] = [router, far].map(|router| Mac::port(self.network, link, router));
        match direction {
            Direction::In => [far, near],
            Direction::Out => [near, far],
        }
    }

    /// The wire that a packet comes from; nobody's, if a router made it.
    fn sender(packet: &Packet) -> Option<Wire> {
        let is_router = matches!(packet.kind, PacketKind::TimeExceeded | PacketKind::Unreachable);
        match packet.heading {
            Heading::Server => Some(Self::of_client(packet)),
            Heading::Client if is_router => None,
            Heading::Client => Self::of_server(packet),
        }
    }

    fn receiver(packet: &Packet) -> Option<Wire> {
        match packet.heading {
            Heading::Server => Self::of_server(packet),
            Heading::Client => Some(Self::of_client(packet)),
        }
    }

    fn of_client(packet: &Packet) -> Wire {
        let client = packet.client.get();
        Wire { host: Mac::new(0x11, client), port: Mac::new(0x10, client) }
    }

    fn of_server(packet: &Packet) -> Option<Wire> {
        let node = packet.node?.get();
        Some(Wire { host: Mac::new(0x40 + packet.server, node), port: Mac::new(0x20, node) })
    }

    /// Adds a row, with the Time to Live that the packet has on its way to the nth of its hops.
    fn row(
        &mut self,
        packet: &Packet,
        n: usize,
        at: SimTime,
        direction: Direction,
        link: Option<LinkId>,
        link_layer: [Mac; 2],
    ) {
        if at > self.now {
            return;
        }
        let still_ahead = u8::try_from(packet.hops.len() - 1 - n).unwrap_or(u8::MAX);
        self.rows.push(Row {
            at,
            direction,
            link,
            link_layer,
            packet: packet.id,
            source: packet.source,
            destination: packet.destination,
            protocol: packet.kind.protocol(),
            ports: packet.ports,
            kind: packet.kind,
            sequence: packet.sequence,
            ttl: packet.ttl.saturating_add(still_ahead),
            length: packet.length(),
        });
    }
}
