//! `scenario check`: what is wrong with each file; of a good one, what is in it and how it fares.
//! The list of worlds is a file among them, and is held against the worlds that lie beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::input::InputProblem;
use super::{Report, input};
use crate::app::DEFAULT_SEED;
use crate::app::i18n::Lang;
use crate::app::present::quantity;
use crate::app::world_index::WorldIndex;
use crate::engine::anycast::nearest::nearer;
use crate::engine::base::ids::ServiceId;
use crate::engine::net::network::{Botnet, Network};
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

/// The file that lists the worlds.
const INDEX: &str = "index.json";

/// Checks scenario files; good ones are summed up in a few lines each.
#[must_use]
pub fn check(scenarios: &[PathBuf]) -> Report {
    let mut report = Report::good();
    for path in scenarios {
        if path.file_name().is_some_and(|name| name == INDEX) {
            check_index(path, &mut report);
            continue;
        }
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

fn check_index(path: &Path, report: &mut Report) {
    let problems = match input::text(path).map(|text| WorldIndex::read(&text)) {
        Err(problems) => problems,
        Ok(Err(problems)) => {
            let named = |problem| InputProblem { file: path.to_owned(), problem };
            problems.into_iter().map(named).collect()
        }
        Ok(Ok(index)) => {
            let problems: Vec<InputProblem> = disagreements(path, &index);
            if problems.is_empty() {
                let count = index.worlds.len();
                report.line(format_args!("{}: good ({count} worlds)", path.display()));
            }
            problems
        }
    };
    report.is_good &= problems.is_empty();
    for problem in problems {
        report.line(problem);
    }
}

/// Where the list says otherwise than the files that it lists, or leaves one out.
fn disagreements(path: &Path, index: &WorldIndex) -> Vec<InputProblem> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut problems = Vec::new();
    for (n, entry) in index.worlds.iter().enumerate() {
        let mut wrong = |field: &str, message: String| {
            problems.push(InputProblem::new(path, &format!("worlds[{n}].{field}"), message));
        };
        let file = folder.join(format!("{}.json", entry.slug));
        let Ok(setup) = input::scenario(&file) else {
            wrong("slug", format!("{} is no sound scenario", file.display()));
            continue;
        };
        if setup.network.title != entry.name {
            wrong("name", format!("{} is called otherwise", file.display()));
        }
        for (language, brief, about) in [
            ("en", &entry.brief.en, &setup.network.about.en),
            ("zh", &entry.brief.zh, &setup.network.about.zh),
        ] {
            if !about.starts_with(brief) {
                let message = format!("`about` in {} begins otherwise", file.display());
                wrong(&format!("brief.{language}"), message);
            }
        }
    }
    let listed = |name: &str| index.worlds.iter().any(|entry| entry.slug.as_str() == name);
    for name in worlds_in(folder) {
        if !listed(&name) {
            problems.push(InputProblem::new(path, "worlds", format!("leaves out `{name}`")));
        }
    }
    problems
}

/// The names of the scenario files in a folder, in order.
fn worlds_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let names = names.filter(|name| name != INDEX);
    let mut names: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
    names.sort();
    names
}

/// How many of everything there are.
fn contents(network: &Network) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for system in &network.ases {
        *kinds.entry(format!("{:?}", system.kind).to_lowercase()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let users = network.clients.iter().map(|client| client.population).sum();
    let bots = network.botnets.iter().map(Botnet::size).sum();
    let botnets = match network.botnets.len() {
        0 => String::new(),
        count => {
            format!(", {count} botnets with {} machines", quantity::people(Lang::En, bots))
        }
    };
    format!(
        "{} networks: {}; {} routers in {} cities, {} links, {} nodes, {} clients with {} \
         users{botnets}",
        network.ases.len(),
        kinds.join(", "),
        network.routers.len(),
        network.cities.len(),
        network.links.len(),
        network.nodes.len(),
        network.clients.len(),
        quantity::people(Lang::En, users),
    )
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
