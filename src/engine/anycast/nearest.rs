//! Which node would serve whom if delay alone decided, as BGP does not let it.

use std::collections::BTreeSet;

use typed_index_collections::TiVec;

use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;

/// The least one-way delay from a router to each router, over any links that are there, whatever
/// policy says of them; absent where no links lead.
#[must_use]
pub fn least_delays(network: &Network, from: RouterId) -> TiVec<RouterId, Option<Span>> {
    let mut least: TiVec<RouterId, Option<Span>> = network.routers.iter().map(|_| None).collect();
    least[from] = Some(Span::ZERO);
    let mut open = BTreeSet::from([(Span::ZERO, from)]);
    while let Some((delay, router)) = open.pop_first() {
        for &link in &network.routers[router].links {
            let (next, there) = (network.across(link, router), delay + network.links[link].delay);
            if least[next].is_none_or(|known| there < known) {
                if let Some(known) = least[next].replace(there) {
                    open.remove(&(known, next));
                }
                open.insert((there, next));
            }
        }
    }
    least
}

/// A node with less delay from a router than the one that serves it, by any links: of those that
/// `is_announced` says yes to, the one with the least; of equal ones the first.
#[must_use]
pub fn nearer(
    network: &Network,
    from: RouterId,
    serving: NodeId,
    is_announced: impl Fn(NodeId) -> bool,
) -> Option<NodeId> {
    let least = least_delays(network, from);
    let delay = |node: NodeId| least[network.nodes[node].router];
    let nodes = network.services[network.nodes[serving].service].nodes.iter().copied();
    let reached = nodes.filter(|&node| is_announced(node));
    let (shortest, nearest) =
        reached.filter_map(|node| Some((delay(node)?, node))).min_by_key(|&(delay, _)| delay)?;
    (shortest < delay(serving)?).then_some(nearest)
}
