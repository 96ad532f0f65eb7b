//! `converge`: how long BGP takes to settle after a scenario's own commands, and what it costs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use super::Report;
use super::input::{self, InputProblem};
use crate::engine::base::ids::RouterId;
use crate::engine::base::time::SimTime;
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, Tidings, What};
use crate::engine::sim::limits::MAX_SETTLE_EVENTS;
use crate::engine::sim::schedule::Scheduled;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

/// What came of the last command, or of the beginning if there was none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Convergence {
    /// Whether BGP fell quiet.
    pub is_converged: bool,
    /// From the last command to the last change of a best route, in microseconds.
    pub settled_us: u64,
    /// From the last command to the sending of the last UPDATE, in microseconds.
    pub last_update_sent_us: u64,
    /// From the last command to the arrival of the last UPDATE, in microseconds.
    pub last_update_arrived_us: u64,
    /// Changes of best routes.
    pub best_route_changes: u64,
    /// UPDATEs that announced, everywhere.
    pub announced: u64,
    /// UPDATEs that withdrew, everywhere.
    pub withdrawn: u64,
    /// UPDATEs that announced, between routers that no command was given to.
    pub announced_elsewhere: u64,
    /// UPDATEs that withdrew, between routers that no command was given to.
    pub withdrawn_elsewhere: u64,
}

impl Convergence {
    /// The same for people.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let end = if self.is_converged { "BGP converged." } else { "BGP did not converge." };
        vec![
            end.to_owned(),
            format!("last change of a best route: {}", seconds(self.settled_us)),
            format!("last UPDATE sent:            {}", seconds(self.last_update_sent_us)),
            format!("last UPDATE arrived:         {}", seconds(self.last_update_arrived_us)),
            format!("changes of best routes:      {}", self.best_route_changes),
            format!("UPDATEs: {} announced, {} withdrew", self.announced, self.withdrawn),
            format!(
                "  between routers that no command was given to: {} announced, {} withdrew",
                self.announced_elsewhere, self.withdrawn_elsewhere,
            ),
        ]
    }
}

fn seconds(us: u64) -> String {
    format!("{} s", SimTime::from_us(us))
}

/// Counts facts as they come.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// When the last command was carried out.
    since: SimTime,
    told: BTreeSet<RouterId>,
    convergence: Convergence,
}

impl Tally {
    /// Counts from here on, or from the next command.
    #[must_use]
    pub fn since(since: SimTime) -> Self {
        Self { since, ..Self::default() }
    }

    /// Takes facts in, in order.
    pub fn take_in(&mut self, network: &Network, facts: &[Fact]) {
        for fact in facts {
            self.take_in_one(network, fact);
        }
    }

    fn take_in_one(&mut self, network: &Network, fact: &Fact) {
        let after = fact.at.since(self.since).as_us();
        let counts = &mut self.convergence;
        match &fact.what {
            What::CommandApplied(command) if command.is_routing() => {
                self.since = fact.at;
                self.told.extend(router_of(network, command));
                *counts = Convergence::default();
            }
            What::BestRouteChanged { .. } => {
                counts.settled_us = after;
                counts.best_route_changes += 1;
            }
            What::UpdateSent { from, to, tidings, .. } => {
                counts.last_update_sent_us = after;
                let is_elsewhere = !self.told.contains(from) && !self.told.contains(to);
                let (all, elsewhere) = match tidings {
                    Tidings::Announced(_) => {
                        (&mut counts.announced, &mut counts.announced_elsewhere)
                    }
                    Tidings::Withdrawn => (&mut counts.withdrawn, &mut counts.withdrawn_elsewhere),
                };
                *all += 1;
                *elsewhere += u64::from(is_elsewhere);
            }
            What::UpdateReceived { .. } => counts.last_update_arrived_us = after,
            What::Converged { .. } => counts.is_converged = true,
            What::NotConverged { .. } => counts.is_converged = false,
            _ => {}
        }
    }

    /// What it has come to.
    #[must_use]
    pub const fn convergence(&self) -> &Convergence {
        &self.convergence
    }
}

/// The router that a command is given to, if it is given to one.
fn router_of(network: &Network, command: &Command) -> Option<RouterId> {
    let names = &network.names;
    match command {
        Command::Announce { node }
        | Command::Withdraw { node }
        | Command::Prepend { node, .. }
        | Command::FailPop { node }
        | Command::RestorePop { node }
        | Command::FailServer { node, .. }
        | Command::RestoreServer { node, .. } => {
            names.nodes.get(node).map(|&node| network.nodes[node].router)
        }
        Command::AnnouncePrefix(announcement) => names.routers.get(&announcement.router).copied(),
        Command::WithdrawPrefix { router, .. } | Command::RestartBgp { router, .. } => {
            names.routers.get(router).copied()
        }
        _ => None,
    }
}

/// Plays a setup's own commands, and measures what comes of the last.
///
/// # Errors
/// The number of the first command that was refused, and why.
pub fn measure(setup: &Setup, seed: u64, max_events: u64) -> Result<Convergence, (usize, String)> {
    let mut world = World::opened(setup, seed);
    let beginning = world.now();
    let mut tally = Tally::since(beginning);
    let mut facts = Vec::new();
    for (n, Scheduled { at_us, command }) in setup.commands.iter().enumerate() {
        world
            .apply(beginning + *at_us, command, &mut facts)
            .map_err(|refusal| (n, refusal.to_string()))?;
        tally.take_in(world.network(), &facts);
        facts.clear();
    }
    // Facts are counted and forgotten: there may be millions.
    let mut left = max_events;
    while !world.is_converged() && left > 0 && world.step(&mut facts).is_some() {
        tally.take_in(world.network(), &facts);
        facts.clear();
        left -= 1;
    }
    let mut convergence = tally.convergence;
    convergence.is_converged = world.is_converged();
    Ok(convergence)
}

/// One line a scenario.
///
/// # Errors
/// All problems of the files; the first command of each that was refused.
pub fn converge(
    scenarios: &[PathBuf],
    seed: u64,
    max_events: Option<u64>,
    is_json: bool,
) -> Result<Report, Vec<InputProblem>> {
    let mut report = Report::good();
    if !is_json {
        report
            .line("scenario                 settled  last UPDATE  messages  announced  withdrawn");
    }
    let mut problems = Vec::new();
    for path in scenarios {
        let setup = match input::scenario(path) {
            Ok(setup) => setup,
            Err(more) => {
                problems.extend(more);
                continue;
            }
        };
        match measure(&setup, seed, max_events.unwrap_or(MAX_SETTLE_EVENTS)) {
            Ok(convergence) => {
                report.is_good &= convergence.is_converged;
                report.line(row(path, &convergence, is_json));
            }
            Err((n, why)) => {
                problems.push(InputProblem::new(path, &format!("commands[{n}]"), why));
            }
        }
    }
    if problems.is_empty() { Ok(report) } else { Err(problems) }
}

fn row(path: &Path, convergence: &Convergence, is_json: bool) -> String {
    let name = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    if is_json {
        let mut object = json!(convergence);
        object["scenario"] = json!(name);
        return object.to_string();
    }
    let (announced, withdrawn) = (convergence.announced_elsewhere, convergence.withdrawn_elsewhere);
    let settled = if convergence.is_converged {
        seconds(convergence.settled_us)
    } else {
        "not yet".to_owned()
    };
    format!(
        "{name:<20} {settled:>11}  {:>11}  {:>8}  {announced:>9}  {withdrawn:>9}",
        seconds(convergence.last_update_arrived_us),
        announced + withdrawn,
    )
}
