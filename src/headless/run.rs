//! `run`: plays a scenario with a list of commands.
//!
//! The clock is the page's: zero is the moment at which a learner meets the world, converged and
//! with packets under way.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Report;
use super::fact_json::fact_json;
use super::input::{self, InputProblem};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, Tidings, What};
use crate::engine::sim::world::World;

/// A line of a command file.
#[derive(Debug, Deserialize)]
struct Line {
    /// When, in microseconds on the page's clock.
    at_us: Span,
    #[serde(flatten)]
    command: Command,
}

/// Plays a scenario until it has converged after its last command.
///
/// # Errors
/// All problems of the scenario and the command file; the first command that was refused.
pub fn run(
    scenario: &Path,
    commands: Option<&Path>,
    seed: u64,
    is_quiet: bool,
) -> Result<Report, Vec<InputProblem>> {
    let setup = input::scenario(scenario)?;
    let lines = commands.map_or(Ok(Vec::new()), read_commands)?;
    let mut world = World::new(&setup, seed);
    let mut facts = Vec::new();
    world.calm_down(&mut facts);
    let beginning = world.now();
    let settling = Settling::of(&facts);
    facts.clear();
    for (n, line) in lines.iter().enumerate() {
        world.apply(beginning + line.at_us, &line.command, &mut facts).map_err(|refusal| {
            let file = commands.unwrap_or(scenario);
            vec![InputProblem::new(file, &format!("line {}", n + 1), refusal.to_string())]
        })?;
    }
    let is_converged = world.settle(&mut facts);
    let mut report = Report { is_good: is_converged, ..Report::default() };
    if !is_quiet {
        for fact in &facts {
            report.line(fact_json(&world, beginning, fact));
        }
    }
    let summary = summary(&world, beginning, settling, &facts, is_converged);
    report.line(summary);
    Ok(report)
}

fn read_commands(path: &Path) -> Result<Vec<Line>, Vec<InputProblem>> {
    let text = input::text(path)?;
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(line) => lines.push(line),
            Err(error) => {
                let place = format!("line {}", n + 1);
                problems.push(InputProblem::new(path, &place, error.to_string()));
            }
        }
    }
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

fn summary(
    world: &World,
    beginning: SimTime,
    settling: Settling,
    facts: &[Fact],
    is_converged: bool,
) -> Value {
    let network = world.network();
    let mut catchments = BTreeMap::new();
    for (service, description) in network.services.iter_enumerated() {
        let by_client: BTreeMap<&str, Option<&str>> = network
            .clients
            .iter_enumerated()
            .map(|(id, client)| {
                let node = world.serving(id, service);
                (client.slug.as_str(), node.map(|node| network.nodes[node].slug.as_str()))
            })
            .collect();
        catchments.insert(description.slug.as_str(), by_client);
    }
    let (announced, withdrawn) = updates_told(facts);
    json!({
        "summary": {
            "seed": world.seed(),
            "settling": {
                "took_us": settling.took,
                "announced": settling.announced,
                "withdrawn": settling.withdrawn,
            },
            "is_converged": is_converged,
            "converged_at_us": world.now().since(beginning).as_us(),
            "announced": announced,
            "withdrawn": withdrawn,
            "steps": world.steps(),
            "catchments": catchments,
            "digest": world.digest().to_string(),
        }
    })
}

/// How the world first converged.
#[derive(Clone, Copy)]
struct Settling {
    took: SimTime,
    announced: u64,
    withdrawn: u64,
}

impl Settling {
    fn of(facts: &[Fact]) -> Self {
        let mut converged = facts.iter().filter(|fact| matches!(fact.what, What::Converged { .. }));
        let took = converged.next().map_or(SimTime::ZERO, |fact| fact.at);
        let (announced, withdrawn) = updates_told(facts);
        Self { took, announced, withdrawn }
    }
}

/// UPDATEs sent: those that announced, and those that withdrew.
fn updates_told(facts: &[Fact]) -> (u64, u64) {
    facts.iter().fold((0, 0), |(announced, withdrawn), fact| match &fact.what {
        What::UpdateSent { tidings: Tidings::Announced(_), .. } => (announced + 1, withdrawn),
        What::UpdateSent { tidings: Tidings::Withdrawn, .. } => (announced, withdrawn + 1),
        _ => (announced, withdrawn),
    })
}
