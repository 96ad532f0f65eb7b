//! Graphs of ASes for tests, played by the event engine and solved by the solver.

use anycast_lab::engine::internet::as_rel::{self, AsLink};
use anycast_lab::engine::internet::graph::AsGraph;
use anycast_lab::engine::internet::scenario::{scenario, slug};
use anycast_lab::engine::internet::solver::Solver;
use anycast_lab::engine::net::network::Asn;

use crate::worlds::settled;

/// The links of a graph under `tests/fixtures/bench`.
pub fn read_graph(name: &str) -> Vec<AsLink> {
    let path = format!("{}/tests/fixtures/bench/{name}", env!("CARGO_MANIFEST_DIR"));
    as_rel::read(&std::fs::read_to_string(path).unwrap()).unwrap().links
}

/// Lets the event engine converge, link n taking `delay_ms(n)`, and compares neighbour, path and
/// origin at every AS with the solver's. Returns how many ASes were compared.
pub fn assert_agrees(links: &[AsLink], origins: &[Asn], delay_ms: impl Fn(usize) -> u64) -> usize {
    let graph = AsGraph::new(links).unwrap();
    let mut solver = Solver::new(&graph);
    solver.settle(origins).unwrap();
    let mut scenario = scenario(links, origins);
    for (n, link) in scenario.links.iter_mut().enumerate() {
        link.delay_us = anycast_lab::engine::base::time::Span::from_ms(delay_ms(n));
    }
    let world = settled(&scenario);
    let network = world.network();
    let prefix = network.prefixes.first_key().unwrap();
    for (asn, id) in graph.ases() {
        let best = world.best(network.names.routers[&slug(asn)], prefix);
        let played = best.map(|best| {
            let neighbor = best.from.map(|from| network.routers[network.neighbor(from)].asn);
            (neighbor, best.attributes.as_path.ases().to_vec())
        });
        let solved = solver.chosen(id).map(|chosen| {
            let neighbor = chosen.next_hop.map(|next_hop| graph.asn(next_hop));
            (neighbor, solver.path(id).unwrap())
        });
        assert_eq!(played, solved, "at AS {asn}, announced by {origins:?}");
        let reached = played.map(|(_, path)| path.last().copied().unwrap_or(asn));
        let catchment = solver.catchment(id).map(|n| origins[n]);
        assert_eq!(reached, catchment, "the origin at AS {asn}");
    }
    graph.len()
}
