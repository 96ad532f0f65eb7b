//! Catchments on the map: which node serves whom, over which links.

use std::collections::BTreeMap;

use crate::engine::base::ids::{ClientId, LinkId, NodeId, RouterId, ServiceId};
use crate::engine::net::network::Network;
use crate::engine::sim::world::World;

/// The way of a client network's packets, and the node at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catchment {
    /// The client network.
    pub client: ClientId,
    /// The node that serves it, if one does.
    pub node: Option<NodeId>,
    /// The routers on the way, the client's first.
    pub routers: Vec<RouterId>,
}

/// All client networks' packets that take one link the same way to the same node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The link.
    pub link: LinkId,
    /// Whether they go from the link's second router to its first.
    pub is_backward: bool,
    /// The node they go to.
    pub node: NodeId,
    /// The client networks.
    pub clients: Vec<ClientId>,
    /// How many people they have together.
    pub population: u64,
}

/// Where every client network's packets to a service go now.
#[must_use]
pub fn catchments(world: &World, service: ServiceId) -> Vec<Catchment> {
    let clients = world.network().clients.keys();
    clients
        .map(|client| {
            let reach = world.reach(client, service);
            Catchment { client, node: reach.node, routers: reach.routers }
        })
        .collect()
}

/// The flows that catchments make, by link, node and direction.
#[must_use]
pub fn flows(
    network: &Network,
    catchments: &[Catchment],
    is_up: impl Fn(LinkId) -> bool,
) -> Vec<Flow> {
    let mut table: BTreeMap<(LinkId, NodeId, bool), Flow> = BTreeMap::new();
    for catchment in catchments {
        let Some(node) = catchment.node else { continue };
        for pair in catchment.routers.windows(2) {
            let Some(link) = link_between(network, pair[0], pair[1], &is_up) else { continue };
            let is_backward = network.links[link].routers[0] == pair[1];
            let flow = table.entry((link, node, is_backward)).or_insert_with(|| Flow {
                link,
                is_backward,
                node,
                clients: Vec::new(),
                population: 0,
            });
            flow.clients.push(catchment.client);
            flow.population += network.clients[catchment.client].population;
        }
    }
    table.into_values().collect()
}

/// The quickest working link between two routers.
fn link_between(
    network: &Network,
    from: RouterId,
    to: RouterId,
    is_up: impl Fn(LinkId) -> bool,
) -> Option<LinkId> {
    let links = network.routers[from].links.iter().copied();
    links
        .filter(|link| network.across(*link, from) == to && is_up(*link))
        .min_by_key(|link| network.links[*link].delay)
}
