//! Why a client network is not served by its nearest PoP: looked up among the routes of the
//! routers on its way, not guessed.

use crate::app::lab::Lab;
use crate::app::present::distance;
use crate::app::present::ladder;
use crate::app::present::names::Names;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::bgp::decision::{Candidate, Verdict};
use crate::engine::dataplane::packet::Fate;
use crate::say;

/// The reason for a detour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detour {
    /// The answer to "Why not a nearer PoP?".
    pub answer: String,
    /// The router that had a choice, if one in the networks on the way had.
    pub router: Option<RouterId>,
}

/// A route that would have led to a nearer node, and lost.
struct Lost {
    node: NodeId,
    router: RouterId,
    candidate: Candidate,
}

/// The reason why `client`'s packets pass nearer PoPs by; absent if they do not.
///
/// The first router on the way that knows a route to a nearer PoP, and chose another, has decided:
/// routers after it were never asked. Or else it was one beside the way, of a network that the way
/// goes through: the others of its network followed it. If none knows such a route, somebody
/// farther off kept it back.
#[must_use]
pub fn detour(lab: &Lab, client: ClientId, service: ServiceId) -> Option<Detour> {
    let network = lab.network();
    let names = Names { lang: lab.lang, network };
    let reach = lab.world().reach(client, service);
    let (from, serving) = (network.clients[client].router, reach.node?);
    if reach.routers.iter().any(|&router| lab.conceals_choice(router)) {
        return None;
    }
    let (nearest, _) = distance::nearer(lab, from, serving)?;
    let beside = reach.routers.iter().flat_map(|&router| {
        let system = &network.ases[network.routers[router].in_as];
        system.routers.iter().filter(|it| !reach.routers.contains(it))
    });
    let away = |node: NodeId| distance::kilometres(network, from, network.nodes[node].router);
    let routers = reach.routers.iter().chain(beside);
    let lost = routers
        .flat_map(|&router| lost_at(lab, router, service))
        .filter(|lost| away(lost.node) < away(serving))
        // The first of equals: that is the one that was asked first.
        .min_by_key(|lost| away(lost.node));
    let Some(Lost { node, router, candidate }) = lost else {
        let answer = say!(lab.lang, "client-why-none", nearest = names.lettered(nearest));
        return Some(Detour { answer, router: None });
    };
    let over = candidate.route.from.map(|end| names.router(network.neighbor(end)));
    let answer = say!(
        lab.lang,
        "client-why-lost",
        router = names.router(router),
        node = names.lettered(node),
        neighbor = over.unwrap_or_default(),
        reason = ladder::reason(lab, lab.lang, &candidate).unwrap_or_default(),
    );
    Some(Detour { answer, router: Some(router) })
}

/// The routes that a router did not choose, with the node that each leads to.
fn lost_at(lab: &Lab, router: RouterId, service: ServiceId) -> Vec<Lost> {
    let explanation = lab.world().explain(router, lab.network().services[service].prefix);
    let is_lost = |candidate: &Candidate| {
        !matches!(candidate.verdict, Verdict::Selected | Verdict::Multipath)
    };
    let lost = explanation.candidates.into_iter().filter(is_lost);
    lost.filter_map(|candidate| {
        leads_to(lab, &candidate, service).map(|node| Lost { node, router, candidate })
    })
    .collect()
}

/// The PoP where packets would end up, were they sent the way of this route: its neighbour's way.
fn leads_to(lab: &Lab, candidate: &Candidate, service: ServiceId) -> Option<NodeId> {
    let network = lab.network();
    let neighbor = network.neighbor(candidate.route.from?);
    let way = lab.world().way(neighbor, network.services[service].address);
    if way.fate != Fate::Delivered {
        return None;
    }
    let end = way.end()?;
    let mut nodes = network.nodes.iter_enumerated();
    nodes.find(|(_, node)| node.router == end).map(|(id, _)| id)
}
