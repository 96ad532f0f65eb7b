//! Shortest paths inside each autonomous system: the IGP, as it stands at one moment.
//!
//! Simplified: the IGP reconverges at once when a link changes, and of several paths of equal
//! cost a router uses the one over its link with the lowest number.

use std::collections::BTreeMap;
use std::net::IpAddr;

use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use typed_index_collections::TiVec;

use super::network::Network;
use crate::engine::base::ids::{AsId, LinkId, RouterId};
use crate::engine::base::time::Span;

/// The way from one router to another of the same autonomous system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteriorPath {
    /// Sum of the links' IGP costs.
    pub cost: u64,
    /// The first link on the way.
    pub first: LinkId,
    /// The router at the far end of that link.
    pub next: RouterId,
    /// Sum of the links' delays along the way.
    pub delay: Span,
}

/// All interior paths of all autonomous systems.
#[derive(Clone, Debug)]
pub struct Interior {
    /// By origin: paths to every other router of the same system that can be reached.
    paths: TiVec<RouterId, BTreeMap<RouterId, InteriorPath>>,
}

impl Interior {
    /// Runs the IGP of every autonomous system over the links that are `usable`.
    #[must_use]
    pub fn new(network: &Network, usable: impl Fn(LinkId) -> bool) -> Self {
        let mut interior =
            Self { paths: network.routers.iter().map(|_| BTreeMap::new()).collect() };
        for in_as in network.ases.keys() {
            interior.rerun(network, in_as, &usable);
        }
        interior
    }

    /// Runs the IGP of one autonomous system again. Returns whether anything changed.
    pub fn rerun(
        &mut self,
        network: &Network,
        in_as: AsId,
        usable: impl Fn(LinkId) -> bool,
    ) -> bool {
        let routers = &network.ases[in_as].routers;
        let fresh = paths_within(network, routers, usable);
        let mut changed = false;
        for (&router, paths) in routers.iter().zip(fresh) {
            changed |= self.paths[router] != paths;
            self.paths[router] = paths;
        }
        changed
    }

    /// The path between two different routers, if there is one.
    #[must_use]
    pub fn path(&self, from: RouterId, to: RouterId) -> Option<&InteriorPath> {
        self.paths[from].get(&to)
    }

    /// Interior cost between two routers: 0 to oneself, absent if unreachable.
    #[must_use]
    pub fn cost(&self, from: RouterId, to: RouterId) -> Option<u64> {
        if from == to { Some(0) } else { self.path(from, to).map(|path| path.cost) }
    }

    /// The router through which `from` leaves its autonomous system towards a NEXT_HOP, and the
    /// cost to it: the owner of a loopback, or the nearest router on an external link.
    #[must_use]
    pub fn exit(
        &self,
        network: &Network,
        from: RouterId,
        next_hop: IpAddr,
    ) -> Option<(RouterId, u64)> {
        let exits = network.exits.get(&(network.routers[from].in_as, next_hop))?;
        exits
            .iter()
            .filter_map(|&exit| self.cost(from, exit).map(|cost| (cost, exit)))
            .min()
            .map(|(cost, exit)| (exit, cost))
    }
}

/// Costs by petgraph's Dijkstra from every router; first links by Bellman's equation.
fn paths_within(
    network: &Network,
    routers: &[RouterId],
    usable: impl Fn(LinkId) -> bool,
) -> Vec<BTreeMap<RouterId, InteriorPath>> {
    let mut graph = DiGraph::<RouterId, (u64, LinkId)>::new();
    let index: BTreeMap<RouterId, NodeIndex> =
        routers.iter().map(|&router| (router, graph.add_node(router))).collect();
    for &router in routers {
        for &link in &network.routers[router].links {
            let Some(costs) = network.links[link].igp_cost.filter(|_| usable(link)) else {
                continue;
            };
            let [a, b] = network.links[link].routers;
            let (cost, far) = if router == a { (costs[0], b) } else { (costs[1], a) };
            if let (Some(&from), Some(&to)) = (index.get(&router), index.get(&far)) {
                graph.add_edge(from, to, (u64::from(cost), link));
            }
        }
    }
    let costs: BTreeMap<RouterId, BTreeMap<RouterId, u64>> = index
        .iter()
        .map(|(&router, &node)| {
            let reached = dijkstra(&graph, node, None, |edge| edge.weight().0);
            (router, reached.into_iter().map(|(node, cost)| (graph[node], cost)).collect())
        })
        .collect();
    routers.iter().map(|&from| paths_from(network, &graph, index[&from], &costs)).collect()
}

fn paths_from(
    network: &Network,
    graph: &DiGraph<RouterId, (u64, LinkId)>,
    from: NodeIndex,
    costs: &BTreeMap<RouterId, BTreeMap<RouterId, u64>>,
) -> BTreeMap<RouterId, InteriorPath> {
    let first_link = |at: NodeIndex, to: RouterId| {
        graph
            .edges(at)
            .filter_map(|edge| {
                let next = graph[edge.target()];
                let rest = costs[&next].get(&to)?;
                Some((edge.weight().0 + rest, edge.weight().1, edge.target()))
            })
            .min()
    };
    let mut paths = BTreeMap::new();
    for (&to, &cost) in &costs[&graph[from]] {
        let mut at = from;
        let mut delay = Span::ZERO;
        let mut first = None;
        // Every link costs at least 1, so the cost left falls with each step and the walk ends.
        while graph[at] != to {
            let Some((_, link, next)) = first_link(at, to) else { break };
            first.get_or_insert((link, graph[next]));
            delay += network.links[link].delay;
            at = next;
        }
        if let Some((first, next)) = first {
            paths.insert(to, InteriorPath { cost, first, next, delay });
        }
    }
    paths
}
