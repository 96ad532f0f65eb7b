//! `scenario check`: what is wrong with each file; of a good one, what is in it and how it fares.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Report, input};
use crate::app::DEFAULT_SEED;
use crate::app::i18n::Lang;
use crate::app::present::quantity;
use crate::engine::anycast::nearest::nearer;
use crate::engine::base::ids::ServiceId;
use crate::engine::net::network::Network;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

/// Checks scenario files; good ones are summed up in a few lines each.
#[must_use]
pub fn check(scenarios: &[PathBuf]) -> Report {
    let mut report = Report::good();
    for path in scenarios {
        match input::scenario(path) {
            Ok(setup) => {
                let contents = contents(&setup.network);
                report.line(format_args!("{}: good ({contents})", path.display()));
                for line in fares(&setup) {
                    report.line(format_args!("  {line}"));
                }
            }
            Err(problems) => {
                report.is_good = false;
                for problem in problems {
                    report.line(problem);
                }
            }
        }
    }
    report
}

/// How many of everything there are.
fn contents(network: &Network) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for system in &network.ases {
        *kinds.entry(format!("{:?}", system.kind).to_lowercase()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let users = network.clients.iter().map(|client| client.population).sum();
    let bots = network.botnets.iter().map(|botnet| botnet.size()).sum();
    let mut text = format!(
        "{} networks: {}; {} routers in {} cities, {} links, {} nodes, {} clients with {} users",
        network.ases.len(),
        kinds.join(", "),
        network.routers.len(),
        network.cities.len(),
        network.links.len(),
        network.nodes.len(),
        network.clients.len(),
        quantity::people(Lang::En, users),
    );
    if !network.botnets.is_empty() {
        let count = network.botnets.len();
        text += &format!(", {count} botnets with {} machines", quantity::people(Lang::En, bots));
    }
    text
}

/// Whether it settles, and for each service how many client networks are not at the node with the
/// least delay.
fn fares(setup: &Setup) -> Vec<String> {
    let world = World::opened(setup, DEFAULT_SEED);
    let steps = world.steps();
    let ends = match (world.is_converged(), world.oscillation()) {
        (true, _) => format!("settles; opens within {steps} events"),
        (false, Some(cycle)) => format!(
            "goes round for ever: {} routers, {} events and {} a turn",
            cycle.routers.len(),
            cycle.events,
            quantity::seconds(cycle.period)
        ),
        (false, None) => format!("does not settle within {steps} events"),
    };
    let services = setup.network.services.keys();
    std::iter::once(ends).chain(services.map(|service| astray(&world, service))).collect()
}

fn astray(world: &World, service: ServiceId) -> String {
    let network = world.network();
    let (mut astray, mut unserved) = (0, 0);
    for (id, client) in network.clients.iter_enumerated() {
        match world.serving(id, service) {
            None => unserved += 1,
            Some(node) => {
                let nearer = nearer(network, client.router, node, |node| world.is_announced(node));
                astray += u64::from(nearer.is_some());
            }
        }
    }
    let all = u64::try_from(network.clients.len()).unwrap_or(u64::MAX);
    let share = quantity::share(astray, all);
    format!(
        "{}: {astray} of {all} clients ({share}) are not at the node with the least delay, \
         {unserved} at none",
        network.services[service].slug
    )
}
