//! `run`: plays a scenario with a list of commands.
//!
//! The clock is the page's: zero is the moment at which a learner meets the world, converged and
//! with packets under way.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Report;
use super::converge::Tally;
use super::egress_json::add_egress;
use super::fact_json::fact_json;
use super::host_json::add_hosts;
use super::input::{self, InputProblem};
use super::lens_json::add_lens;
use super::service_json::add_services;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, Tidings, What};
use crate::engine::sim::ledger::Ledger;
use crate::engine::sim::lens::Lens;
use crate::engine::sim::limits::MAX_SETTLE_EVENTS;
use crate::engine::sim::schedule::Scheduled;
use crate::engine::sim::world::World;
use crate::engine::traffic::survival::survival;

/// What to play, and what to print of it.
#[derive(Clone, Debug, Default)]
pub struct Play<'a> {
    /// Commands besides the scenario's own, one JSON object a line.
    pub commands: Option<&'a Path>,
    /// The seed of all randomness.
    pub seed: u64,
    /// Go on at least so long after the beginning.
    pub until: Span,
    /// Leave the facts out.
    pub is_quiet: bool,
    /// Print what came of the last command, for people, and nothing else.
    pub is_for_people: bool,
}

/// Plays a scenario until it has converged after its last command.
///
/// # Errors
/// All problems of the scenario and the command file; the first command that was refused.
pub fn run(scenario: &Path, play: &Play<'_>) -> Result<Report, Vec<InputProblem>> {
    let setup = input::scenario(scenario)?;
    let lines = play.commands.map_or(Ok(Vec::new()), read_commands)?;
    let mut world = World::new(&setup, play.seed);
    let mut facts = Vec::new();
    world.calm_down(&mut facts);
    let beginning = world.now();
    let settling = Settling::of(&facts);
    facts.clear();
    let mut lens = Lens::begin(&world);
    let mut ledger = Ledger::begin(&world);
    let own = setup.commands.iter().enumerate();
    let own = own.map(|(n, own)| (scenario, format!("commands[{n}]"), own.clone()));
    let file = play.commands.unwrap_or(scenario);
    let further = lines.into_iter().map(|(n, line)| (file, format!("line {n}"), line));
    let mut all: Vec<_> = own.chain(further).collect();
    all.sort_by_key(|(_, _, scheduled)| scheduled.at_us);
    let mut before = None;
    for (file, place, Scheduled { at_us, command }) in all {
        if !is_of_clients(&command) {
            world.advance((beginning + at_us).before(Span::from_us(1)), u64::MAX, &mut facts);
            before = Some(survival(world.flows().map(|(_, flow)| flow)));
        }
        world
            .apply(beginning + at_us, &command, &mut facts)
            .map_err(|refusal| vec![InputProblem::new(file, &place, refusal.to_string())])?;
    }
    let mut is_converged = world.settle(&mut facts);
    if is_converged && world.now() < beginning + play.until {
        world.advance(beginning + play.until, MAX_SETTLE_EVENTS, &mut facts);
        is_converged = world.settle(&mut facts);
    }
    let mut tally = Tally::since(beginning);
    tally.take_in(world.network(), &facts);
    lens.observe_all(&facts);
    ledger.take_in(&facts);
    let mut report = Report { is_good: is_converged, ..Report::default() };
    if play.is_for_people {
        for line in tally.convergence().sentences() {
            report.line(line);
        }
        return Ok(report);
    }
    if !play.is_quiet {
        for fact in &facts {
            report.line(fact_json(&world, beginning, fact));
        }
    }
    let mut summary = summary(&world, beginning, settling, &facts, is_converged);
    summary["summary"]["after_the_last_command"] = json!(tally.convergence());
    add_lens(&mut summary["summary"], world.network(), &lens);
    add_hosts(&mut summary["summary"], &world);
    add_services(&mut summary["summary"], &world);
    add_egress(&mut summary["summary"], &world);
    if let Some(before) = before.filter(|before| !before.is_empty()) {
        summary["summary"]["sessions_before_the_last_command"] = json!(before);
    }
    summary["summary"]["packets"] = json!(ledger);
    summary["summary"]["packets"]["under_way"] = world.packet_count().into();
    report.line(summary);
    Ok(report)
}

/// Whether a command is what clients do by themselves, and nothing is done to them by it.
const fn is_of_clients(command: &Command) -> bool {
    use Command::{Ping, QueryIdServer, SendPacket, StartFlow, StopFlow, Traceroute};
    matches!(
        command,
        SendPacket { .. }
            | Ping { .. }
            | Traceroute { .. }
            | QueryIdServer { .. }
            | StartFlow { .. }
            | StopFlow { .. }
    )
}

/// The commands of a file, with the numbers of their lines.
fn read_commands(path: &Path) -> Result<Vec<(usize, Scheduled)>, Vec<InputProblem>> {
    let text = input::text(path)?;
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(line) => lines.push((n + 1, line)),
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
