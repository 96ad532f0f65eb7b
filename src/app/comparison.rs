//! Two worlds side by side: who is served by another node, who chose another route, how far it is.
//!
//! Both are worlds of one network: of one run at two moments, or of two branches at one. Routes are
//! compared towards the services, which is what catchments are made of; delays are one way, from
//! client network to node.

use std::sync::Arc;

use typed_index_collections::TiVec;

use crate::engine::base::ids::{ClientId, EndId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::bgp::attributes::Attributes;
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

/// What of a world is compared: who is served by whom and how far that is, and what routers chose
/// towards the services. Kept, it is a thousandth of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Service by service, client network by client network.
    served: Vec<Served>,
    /// Router by router, prefix by prefix.
    chosen: TiVec<RouterId, Vec<Option<Chosen>>>,
}

/// A client network, a service, and what it has of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Served {
    client: ClientId,
    service: ServiceId,
    /// Who serves it.
    node: Option<NodeId>,
    /// How far that is; absent, if no packet would come there.
    delay: Option<Span>,
}

/// A best route: over which session, and what it says.
type Chosen = (Option<EndId>, Arc<Attributes>);

impl Picture {
    /// What of this world is compared.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let network = world.network();
        let served = |client: ClientId, service: ServiceId| {
            let reach = world.reach(client, service);
            let node = world.serving(client, service);
            Served { client, service, node, delay: reach.node.map(|_| reach.delay) }
        };
        let is_service = |net: &ipnet::IpNet| {
            network.services.iter().any(|service| net.contains(&service.address))
        };
        let prefixes: Vec<PrefixId> = network
            .prefixes
            .iter_enumerated()
            .filter(|(_, net)| is_service(net))
            .map(|(prefix, _)| prefix)
            .collect();
        let chosen = |router: RouterId| {
            let best = |prefix: &PrefixId| world.best(router, *prefix);
            let routes = prefixes.iter().map(best);
            routes.map(|route| route.map(|route| (route.from, route.attributes))).collect()
        };
        Self {
            served: network
                .services
                .keys()
                .flat_map(|service| network.clients.keys().map(move |client| (client, service)))
                .map(|(client, service)| served(client, service))
                .collect(),
            chosen: network.routers.keys().map(chosen).collect(),
        }
    }

    fn median_delay(&self, is_shown: impl Fn(ClientId) -> bool) -> Option<Span> {
        let shown = self.served.iter().filter(|served| is_shown(served.client));
        let mut delays: Vec<Span> = shown.filter_map(|served| served.delay).collect();
        delays.sort_unstable();
        // Of an even number, the lower of the two in the middle.
        delays.get(delays.len().saturating_sub(1) / 2).copied()
    }
}

/// Compares an earlier picture with a world of the same network. Client networks that `is_shown`
/// does not let through are left out.
#[must_use]
pub fn compare(before: &Picture, after: &World, is_shown: impl Fn(ClientId) -> bool) -> Comparison {
    let now = Picture::of(after);
    let routers = before.chosen.iter_enumerated().zip(&now.chosen);
    Comparison {
        moved: moved(before, after, &is_shown),
        rerouted: routers
            .filter(|((_, before), after)| before != after)
            .map(|((router, _), _)| router)
            .collect(),
        delay_before: before.median_delay(&is_shown),
        delay_after: now.median_delay(&is_shown),
    }
}

/// Client networks served by another node in `after` than in `before`.
pub fn moved(before: &Picture, after: &World, is_shown: impl Fn(ClientId) -> bool) -> Vec<Moved> {
    let served = |before: &Served| Moved {
        client: before.client,
        service: before.service,
        before: before.node,
        after: after.serving(before.client, before.service),
    };
    let shown = before.served.iter().filter(|served| is_shown(served.client));
    shown.map(served).filter(|moved| moved.before != moved.after).collect()
}
