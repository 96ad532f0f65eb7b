//! What can be seen of egress: connections, the table, ports, and the ways that replies take.

use std::sync::Arc;

use super::carry::{MAX_CARRIES, Why};
use super::choice::AsksAs;
use super::replies::Reply;
use super::sources::Source;
use super::state::EgressState;
use crate::engine::base::ids::{ConnectionId, DestinationId, NodeId, PacketId, TagId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{Fate, INITIAL_TTL};
use crate::engine::egress::connection::{Connection, Seat};
use crate::engine::egress::decide::Nobody;
use crate::engine::egress::pool::Pool;
use crate::engine::egress::ports::{Book, Remote, Usage};
use crate::engine::egress::table::Table;
use crate::engine::net::egress::{Design, Fallback};
use crate::engine::net::geofeed::Entry;
use crate::engine::sim::packets::Forwarding;
use crate::engine::sim::ways::{Way, WayHop};
use crate::engine::sim::world::World;

/// The way that a reply would take now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyWay {
    /// Over the Internet, from the destination on.
    pub public: Way,
    /// The PoP that it comes to.
    pub entered: Option<NodeId>,
    /// From PoP to PoP, as often as it is carried.
    pub carried: Vec<CarriedWay>,
    /// What becomes of it.
    pub end: ReplyEnd,
}

/// The way from one PoP to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedWay {
    /// The way.
    pub way: Way,
    /// Why it is carried.
    pub why: Why,
    /// Whether it goes over the Internet, since the backbone has no way.
    pub is_over_internet: bool,
}

/// What becomes of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyEnd {
    /// It reaches the server that opened the connection.
    Home(NodeId),
    /// It comes to a PoP that knows nothing of it.
    Unknown(NodeId, Nobody),
    /// It is lost on its way.
    Lost(Fate),
}

impl ReplyWay {
    /// How long it takes.
    #[must_use]
    pub fn delay(&self) -> Span {
        self.carried.iter().fold(self.public.delay(), |sum, carried| sum + carried.way.delay())
    }
}

/// What is known of egress, to be read.
#[derive(Clone, Copy, Debug)]
pub struct EgressView<'a> {
    state: &'a EgressState,
}

impl<'a> EgressView<'a> {
    /// How servers share addresses.
    #[must_use]
    pub const fn design(self) -> Design {
        self.state.design
    }

    /// What becomes of replies when the backbone has no way.
    #[must_use]
    pub const fn fallback(self) -> Fallback {
        self.state.fallback
    }

    /// How long owners of before keep connections from addresses that are moved from now on.
    #[must_use]
    pub const fn grace(self) -> Span {
        self.state.grace
    }

    /// As whom PoPs ask DNS.
    #[must_use]
    pub const fn asks_as(self) -> AsksAs {
        self.state.asks_as
    }

    /// The addresses that are lent.
    #[must_use]
    pub const fn pool(self) -> &'a Pool {
        &self.state.pool
    }

    /// The latest version of the table.
    #[must_use]
    pub fn table(self) -> &'a Table {
        &self.state.table
    }

    /// The version that a PoP has.
    #[must_use]
    pub fn known_at(self, node: NodeId) -> Option<&'a Table> {
        self.state.known.get(&node).map(Arc::as_ref)
    }

    /// The PoPs that addresses are lent to.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> + 'a {
        self.state.known.keys().copied()
    }

    /// Ports in use.
    #[must_use]
    pub const fn book(self) -> &'a Book {
        &self.state.book
    }

    /// Connections, also those that are over.
    #[must_use]
    pub fn connections(self) -> impl DoubleEndedIterator<Item = (ConnectionId, &'a Connection)> {
        self.state.connections.iter_enumerated()
    }

    /// The connection with this id.
    #[must_use]
    pub fn connection(self, id: ConnectionId) -> Option<&'a Connection> {
        self.state.connections.get(id)
    }

    /// The latest connection of a name.
    #[must_use]
    pub fn connection_named(self, slug: &Slug) -> Option<(ConnectionId, &'a Connection)> {
        let id = *self.state.names.get(slug)?;
        Some((id, &self.state.connections[id]))
    }

    /// The operator's geofeed, as everybody reads it.
    #[must_use]
    pub fn feed(self) -> &'a [Entry] {
        &self.state.feed
    }

    /// Whether the geofeed was written by hand, and no longer follows the table.
    #[must_use]
    pub const fn is_feed_edited(self) -> bool {
        self.state.is_feed_edited
    }

    /// Whether a customer's prefix is announced, by its place in the scenario.
    #[must_use]
    pub fn is_onboarded(self, place: usize) -> bool {
        self.state.onboarded.contains(&place)
    }

    /// Whether a packet is carried from one PoP to another now, and why.
    #[must_use]
    pub fn carried(self, packet: PacketId) -> Option<Why> {
        self.state.carried.get(&packet).map(|carried| carried.why)
    }
}

impl World {
    /// Egress, if servers of this world open connections.
    #[must_use]
    pub fn egress(&self) -> Option<EgressView<'_>> {
        self.egress.as_deref().map(|state| EgressView { state })
    }

    /// Where a server may open a connection from for a tag, as its PoP knows it.
    #[must_use]
    pub fn sources_of(&self, at: Seat, tag: TagId) -> Vec<Source> {
        let (Some(egress), Some(state)) = (&self.network.egress, self.egress.as_deref()) else {
            return Vec::new();
        };
        state.sources(&self.network, egress, at, (tag, self.now))
    }

    /// What the ports of a source do towards a remote end.
    #[must_use]
    pub fn port_usage(&self, source: &Source, to: Remote) -> Usage {
        let state = self.egress.as_deref();
        state.map_or_else(Usage::default, |state| state.book.usage(source.place(to), self.now))
    }

    /// The remote end that a server would open a connection to now, for a tag.
    #[must_use]
    pub fn remote_for(&self, at: Seat, tag: TagId, destination: DestinationId) -> Option<Remote> {
        let egress = self.network.egress.as_ref()?;
        let first = self.sources_of(at, tag).first().map(|source| source.address);
        let asks = self.asking_address(egress, at, tag);
        let to = egress.destinations.get(destination)?;
        let site = to.sites.get(self.site_of(egress, destination, (asks, first), at))?;
        Some(Remote { address: site.address, port: to.port })
    }

    /// The way that the next reply of a connection would take, were all tables to stay as they are.
    #[must_use]
    pub fn reply_way(&self, id: ConnectionId) -> Option<ReplyWay> {
        let egress = self.network.egress.as_ref()?;
        let connection = self.egress.as_deref()?.connections.get(id)?;
        let (source, _) = connection.source?;
        let site = egress.destinations[connection.destination].sites[connection.site];
        let public = self.way(site.router, source);
        let mut reply = ReplyWay {
            entered: None,
            carried: Vec::new(),
            end: ReplyEnd::Lost(public.fate),
            public,
        };
        if reply.public.fate != Fate::Delivered {
            return Some(reply);
        }
        let entered =
            reply.public.end().and_then(|router| self.network.node_at(router, egress.service));
        let Some(mut at) = entered else {
            reply.end = ReplyEnd::Lost(Fate::Hijacked);
            return Some(reply);
        };
        reply.entered = entered;
        let mut came = None;
        for times in 0..=MAX_CARRIES {
            match self.reply_decided(id, at, came) {
                Reply::Deliver => {
                    reply.end = ReplyEnd::Home(at);
                    return Some(reply);
                }
                Reply::Unknown(why) => {
                    reply.end = ReplyEnd::Unknown(at, why);
                    return Some(reply);
                }
                Reply::Carry(to, why) => {
                    let way = self.carried_way(at, to, why, times);
                    let fate = way.way.fate;
                    reply.carried.push(way);
                    if fate != Fate::Delivered {
                        reply.end = ReplyEnd::Lost(fate);
                        return Some(reply);
                    }
                    (at, came) = (to, Some(why));
                }
            }
        }
        reply.end = ReplyEnd::Lost(Fate::TtlExpired);
        Some(reply)
    }

    /// The way from one PoP to another, as packets are carried.
    #[must_use]
    pub fn carried_way(&self, from: NodeId, to: NodeId, why: Why, times: u8) -> CarriedWay {
        let router = self.network.nodes[from].router;
        let mut hop = WayHop { router, via: None, after: Span::ZERO };
        let mut hops = vec![hop];
        let carried = match self.carrying(router, to, why, times) {
            Ok(carried) => carried,
            Err(fate) => {
                return CarriedWay { way: Way { hops, fate }, why, is_over_internet: false };
            }
        };
        let mut fate = Fate::TtlExpired;
        for _ in 0..INITIAL_TTL {
            match self.carry_on(&carried, hop.router) {
                Forwarding::Deliver => {
                    fate = Fate::Delivered;
                    break;
                }
                Forwarding::Drop(why) => {
                    fate = why;
                    break;
                }
                Forwarding::Over(link, router) => {
                    let after = hop.after + self.network.links[link].delay;
                    hop = WayHop { router, via: Some(link), after };
                    hops.push(hop);
                }
            }
        }
        CarriedWay { way: Way { hops, fate }, why, is_over_internet: carried.outer.is_some() }
    }
}
