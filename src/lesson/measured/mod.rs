//! Numbers of the world, and of what was witnessed: every kind of [`Measure`], asked of the engine.

mod egress;
mod routing;
mod traffic;

pub(super) use routing::{reason_against, round_trip, validity};

use super::evidence::Evidence;
use super::format::{Measure, Milli};
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;
use crate::engine::sim::world::World;
use crate::engine::traffic::dns::geolocation;

/// What is counted, or measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Client networks.
    Networks,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Kilometres.
    Kilometres,
    /// Autonomous systems on a path.
    Ases,
    /// Routes.
    Routes,
    /// Of a hundred.
    Percent,
    /// UPDATEs.
    Messages,
    /// Changes of a best route.
    Changes,
    /// Sessions and connections.
    Sessions,
    /// Addresses.
    Addresses,
    /// Commands.
    Commands,
    /// Packets.
    Packets,
    /// Answers.
    Answers,
}

impl Measure {
    /// What it is measured in.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        match self {
            Self::Catchment { .. } | Self::Unserved { .. } => Unit::Networks,
            Self::RoundTrip { .. } => Unit::Milliseconds,
            Self::Distance { .. } => Unit::Kilometres,
            Self::PathLength { .. } => Unit::Ases,
            Self::Routes { .. } => Unit::Routes,
            Self::Load { .. }
            | Self::Served { .. }
            | Self::Loss { .. }
            | Self::PortsUsed { .. } => Unit::Percent,
            Self::LastChange {} | Self::Outage { .. } => Unit::Seconds,
            Self::Updates {} => Unit::Messages,
            Self::Explored { .. } => Unit::Changes,
            Self::SessionsAlive {} | Self::SessionsLost {} => Unit::Sessions,
            Self::EgressAddresses {} => Unit::Addresses,
            Self::Commands {} => Unit::Commands,
        }
    }

    /// How much it is in this world, after what was witnessed. Absent: there is no such number: a
    /// client network that is not answered has no round trip, a router without a route no path,
    /// and where no routing command was witnessed, nothing has happened since. One that names what
    /// does not exist has none either.
    #[must_use]
    pub fn value(&self, world: &World, evidence: &Evidence) -> Option<Milli> {
        let find = Find(world.network());
        let since = evidence.since_command();
        Some(match self {
            Self::Catchment { node } => count(served_by(world, find.node(node)?)),
            Self::Unserved { service } => count(unserved(world, find.service(service)?)),
            Self::RoundTrip { client, service } => {
                let (client, service) = (find.client(client)?, find.service(service)?);
                milliseconds(round_trip(world, client, service)?)
            }
            Self::Distance { client, node } => {
                let network = world.network();
                let router = network.clients[find.client(client)?].router;
                let here = geolocation::of_router(network, router)?;
                let there = network.nodes[find.node(node)?].router;
                let there = geolocation::of_router(network, there)?;
                thousandths(here.metres_to(&there))
            }
            Self::PathLength { router, service } => {
                let best = world.best(find.router(router)?, find.prefix(service)?)?;
                count(best.attributes.as_path.length().into())
            }
            Self::Routes { router, service } => {
                let ribs = world.adj_ribs(find.router(router)?, find.prefix(service)?);
                count(length(ribs.iter().filter(|rib| rib.incoming.is_some())))
            }
            Self::Load { node } => traffic::load(world, find.node(node)?),
            Self::Served { service } => traffic::served(world, find.service(service)?)?,
            Self::Loss { client, service } => {
                traffic::loss(world, find.client(client)?, find.service(service)?)
            }
            Self::LastChange {} => seconds(since?.last_change()),
            Self::Updates {} => count(since?.updates()),
            Self::Explored { router, service } => {
                count(since?.changes(find.router(router)?, find.prefix(service)?))
            }
            Self::Outage { client, service } => {
                let (client, service) = (find.client(client)?, find.service(service)?);
                seconds(since?.outage(world, client, service))
            }
            Self::SessionsAlive {} => count(egress::sessions_alive(world)),
            Self::SessionsLost {} => count(evidence.sessions_lost().into()),
            Self::PortsUsed { node, destination } => {
                let egress = world.network().egress.as_ref()?;
                let destination = egress.destination_named(destination)?;
                egress::ports_used(world, find.node(node)?, destination)?
            }
            Self::EgressAddresses {} => count(egress::addresses(world)?),
            Self::Commands {} => count(evidence.commands().into()),
        })
    }
}

/// Names of the world, looked up.
#[derive(Clone, Copy)]
pub(super) struct Find<'a>(pub &'a Network);

impl Find<'_> {
    pub fn client(self, slug: &Slug) -> Option<ClientId> {
        self.0.names.clients.get(slug).copied()
    }

    pub fn node(self, slug: &Slug) -> Option<NodeId> {
        self.0.names.nodes.get(slug).copied()
    }

    pub fn router(self, slug: &Slug) -> Option<RouterId> {
        self.0.names.routers.get(slug).copied()
    }

    pub fn service(self, slug: &Slug) -> Option<ServiceId> {
        self.0.names.services.get(slug).copied()
    }

    pub fn network(self, slug: &Slug) -> Option<crate::engine::base::ids::AsId> {
        self.0.names.ases.get(slug).copied()
    }

    pub fn prefix(self, service: &Slug) -> Option<crate::engine::base::ids::PrefixId> {
        self.service(service).map(|service| self.0.services[service].prefix)
    }
}

/// Client networks that the node serves.
pub(super) fn served_by(world: &World, node: NodeId) -> u64 {
    let network = world.network();
    let service = network.nodes[node].service;
    length(network.clients.keys().filter(|&client| world.serving(client, service) == Some(node)))
}

/// Client networks that nobody serves.
pub(super) fn unserved(world: &World, service: ServiceId) -> u64 {
    let clients = world.network().clients.keys();
    length(clients.filter(|&client| world.serving(client, service).is_none()))
}

fn length(all: impl Iterator) -> u64 {
    u64::try_from(all.count()).unwrap_or(u64::MAX)
}

/// So many whole ones.
pub(super) fn count(number: u64) -> Milli {
    Milli::whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn thousandths(number: u64) -> Milli {
    Milli(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A span in milliseconds.
pub(super) fn milliseconds(span: Span) -> Milli {
    thousandths(span.as_us())
}

/// A span in seconds.
pub(super) fn seconds(span: Span) -> Milli {
    thousandths((span.as_us() + 500) / 1000)
}

/// A part in percent, rounded up.
fn percent(part: u64, whole: u64) -> Milli {
    let thousandths = (u128::from(part) * 100_000).div_ceil(u128::from(whole.max(1)));
    Milli(i64::try_from(thousandths).unwrap_or(i64::MAX))
}
