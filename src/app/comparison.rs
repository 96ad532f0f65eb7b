//! Two worlds side by side: who is served by another node, who chose another route, how far it is.
//!
//! Both are worlds of one network: of one run at two moments, or of two branches at one. Routes are
//! compared towards the services, which is what catchments are made of; delays are one way, from
//! client network to node.

use crate::engine::base::ids::{ClientId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::sim::world::World;

/// A client network served by another node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The client network.
    pub client: ClientId,
    /// The service.
    pub service: ServiceId,
    /// Who served it; nobody, if absent.
    pub before: Option<NodeId>,
    /// Who serves it.
    pub after: Option<NodeId>,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Client networks served by another node.
    pub moved: Vec<Moved>,
    /// Routers that chose another best route towards a service, or have none any more, or one now.
    pub rerouted: Vec<RouterId>,
    /// The median delay to whoever served, over the client networks; none if nobody was served.
    pub delay_before: Option<Span>,
    /// The same of now.
    pub delay_after: Option<Span>,
}

/// Compares two worlds of one network. Client networks that `is_shown` does not let through are
/// left out.
#[must_use]
pub fn compare(before: &World, after: &World, is_shown: impl Fn(ClientId) -> bool) -> Comparison {
    Comparison {
        moved: moved(before, after, &is_shown),
        rerouted: rerouted(before, after),
        delay_before: median_delay(before, &is_shown),
        delay_after: median_delay(after, &is_shown),
    }
}

/// Client networks served by another node in `after` than in `before`.
pub fn moved(before: &World, after: &World, is_shown: impl Fn(ClientId) -> bool) -> Vec<Moved> {
    let network = after.network();
    let served = |client: ClientId, service: ServiceId| Moved {
        client,
        service,
        before: before.serving(client, service),
        after: after.serving(client, service),
    };
    network
        .services
        .keys()
        .flat_map(|service| network.clients.keys().map(move |client| (client, service)))
        .filter(|&(client, _)| is_shown(client))
        .map(|(client, service)| served(client, service))
        .filter(|moved| moved.before != moved.after)
        .collect()
}

fn rerouted(before: &World, after: &World) -> Vec<RouterId> {
    let network = after.network();
    let is_service =
        |net: &ipnet::IpNet| network.services.iter().any(|service| net.contains(&service.address));
    let prefixes: Vec<PrefixId> = network
        .prefixes
        .iter_enumerated()
        .filter(|(_, net)| is_service(net))
        .map(|(prefix, _)| prefix)
        .collect();
    let differs = |&router: &RouterId| {
        prefixes.iter().any(|&prefix| {
            let chosen = |world: &World| {
                world.best(router, prefix).map(|route| (route.from, route.attributes))
            };
            chosen(before) != chosen(after)
        })
    };
    network.routers.keys().filter(differs).collect()
}

fn median_delay(world: &World, is_shown: impl Fn(ClientId) -> bool) -> Option<Span> {
    let network = world.network();
    let mut delays: Vec<Span> = Vec::new();
    for service in network.services.keys() {
        for client in network.clients.keys().filter(|&client| is_shown(client)) {
            let reach = world.reach(client, service);
            delays.extend(reach.node.map(|_| reach.delay));
        }
    }
    delays.sort_unstable();
    // Of an even number, the lower of the two in the middle.
    delays.get(delays.len().saturating_sub(1) / 2).copied()
}
