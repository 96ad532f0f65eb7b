//! What routers say of their routes, and how long packets are under way.

use crate::engine::base::ids::{AsId, ClientId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::bgp::decision::{Candidate, Verdict};
use crate::engine::bgp::origin_validation;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::roa::OriginIs;
use crate::engine::sim::world::World;
use crate::lesson::format::Reason;

/// From a client network's query to its answer's return: the way there and the way back, which
/// each router decides for itself; queues aside.
pub fn round_trip(world: &World, client: ClientId, service: ServiceId) -> Option<Span> {
    let network = world.network();
    let reach = world.reach(client, service);
    let node = reach.node?;
    let address = network.clients[client].address_towards(network.services[service].address)?;
    let back = world.way(network.nodes[node].router, address);
    (back.fate == Fate::Delivered).then(|| reach.delay + back.delay())
}

/// Why a router does not use the route to a prefix that is from this network: one that the network
/// itself tells it, or that entered its own network from there. Of several, the one that stayed
/// longest.
pub fn reason_against(world: &World, router: RouterId, prefix: PrefixId, from: AsId) -> Reason {
    let explanation = world.explain(router, prefix);
    let found = explanation.candidates.iter().find(|candidate| is_from(world, candidate, from));
    found.map_or(Reason::NotHeard, |candidate| match candidate.verdict {
        Verdict::Selected | Verdict::Multipath => Reason::Used,
        Verdict::Eliminated { step, .. } => step.into(),
        Verdict::Ineligible(why) => why.into(),
    })
}

fn is_from(world: &World, candidate: &Candidate, from: AsId) -> bool {
    let network = world.network();
    let route = &candidate.route;
    let Some(end) = route.from else { return false };
    let sender = network.routers[network.neighbor(end)].in_as;
    sender == from || route.attributes.as_path.neighbor() == Some(network.ases[from].asn)
}

/// What ROAs say of a router's best route; without one, of the prefix as the router's network
/// would originate it.
pub fn validity(world: &World, router: RouterId, prefix: PrefixId) -> OriginIs {
    let network = world.network();
    let best = world.best(router, prefix);
    let origin = best.and_then(|best| origin_validation::origin(&best.attributes.as_path));
    let origin = origin.or(Some(network.routers[router].asn));
    origin_validation::validate(world.roas(), &network.prefixes[prefix], origin).state()
}
