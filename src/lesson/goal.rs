//! Whether a goal holds, and what is so instead.

use super::evidence::Evidence;
use super::format::Goal;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::engine::sim::world::World;

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it holds.
    pub holds: bool,
    /// What is so.
    pub actual: Actual,
}

/// What is so, where a goal wants something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actual {
    /// So many.
    Count(u32),
    /// This node, or none.
    Node(Option<NodeId>),
    /// It is so, or not.
    Is(bool),
}

/// What a goal speaks of: where the learner should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A client network.
    Client(ClientId),
    /// A node.
    Node(NodeId),
    /// A router.
    Router(RouterId),
    /// The whole world.
    World,
}

impl Goal {
    /// How the goal stands in this world, after what was witnessed. A goal that names what does
    /// not exist never holds; [`resolve`](super::resolve) tells authors of it.
    #[must_use]
    pub fn standing(&self, world: &World, evidence: &Evidence) -> Standing {
        self.look(world, evidence).unwrap_or(Standing { holds: false, actual: Actual::Is(false) })
    }

    fn look(&self, world: &World, evidence: &Evidence) -> Option<Standing> {
        let names = &world.network().names;
        Some(match self {
            Self::PacketsSent { client, at_least } => {
                count(evidence.sent(*names.clients.get(client)?), *at_least)
            }
            Self::AnswersArrived { client, at_least } => {
                count(evidence.answered(*names.clients.get(client)?), *at_least)
            }
            Self::NodeWithdrawn { node } => is(!world.is_announced(*names.nodes.get(node)?)),
            Self::NodeAnnounced { node } => is(world.is_announced(*names.nodes.get(node)?)),
            Self::ServedBy { client, node } => {
                let (serving, wanted) = serving(world, client, node)?;
                Standing { holds: serving == Some(wanted), actual: Actual::Node(serving) }
            }
            Self::NotServedBy { client, node } => {
                let (serving, unwanted) = serving(world, client, node)?;
                Standing { holds: serving != Some(unwanted), actual: Actual::Node(serving) }
            }
            Self::EveryClientServed { service } => {
                let service = *names.services.get(service)?;
                let unserved = unserved(world, service);
                Standing { holds: unserved == 0, actual: Actual::Count(unserved) }
            }
            Self::Converged {} => is(evidence.has_converged() && world.is_converged()),
            Self::ExploredAtLeast { router, service, routes } => {
                let router = *names.routers.get(router)?;
                let prefix = world.network().services[*names.services.get(service)?].prefix;
                count(evidence.explored(router, prefix), *routes)
            }
            Self::Explained { router } => is(evidence.has_explained(*names.routers.get(router)?)),
            _ => return None,
        })
    }

    /// What the goal speaks of.
    #[must_use]
    pub fn subject(&self, network: &Network) -> Subject {
        let names = &network.names;
        let found = match self {
            Self::PacketsSent { client, .. }
            | Self::AnswersArrived { client, .. }
            | Self::ServedBy { client, .. }
            | Self::NotServedBy { client, .. } => {
                names.clients.get(client).copied().map(Subject::Client)
            }
            Self::NodeWithdrawn { node } | Self::NodeAnnounced { node } => {
                names.nodes.get(node).copied().map(Subject::Node)
            }
            Self::ExploredAtLeast { router, .. } | Self::Explained { router } => {
                names.routers.get(router).copied().map(Subject::Router)
            }
            _ => None,
        };
        found.unwrap_or(Subject::World)
    }
}

const fn count(actual: u32, at_least: u32) -> Standing {
    Standing { holds: actual >= at_least, actual: Actual::Count(actual) }
}

const fn is(holds: bool) -> Standing {
    Standing { holds, actual: Actual::Is(holds) }
}

/// The node that serves a client of `node`'s service, and `node`.
fn serving(world: &World, client: &Slug, node: &Slug) -> Option<(Option<NodeId>, NodeId)> {
    let network = world.network();
    let client = *network.names.clients.get(client)?;
    let node = *network.names.nodes.get(node)?;
    Some((world.serving(client, network.nodes[node].service), node))
}

fn unserved(world: &World, service: ServiceId) -> u32 {
    let clients = world.network().clients.keys();
    let count = clients.filter(|&client| world.serving(client, service).is_none()).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
