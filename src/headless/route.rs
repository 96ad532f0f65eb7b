//! `route`: what the engine makes of recorded routing cases.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::Report;
use super::fixture::answer::stage;
use super::fixture::build::{by_name, commands, setup, setup_as};
use super::fixture::compare::compare;
use super::fixture::format::{Fixture, SCHEMA};
use super::input::{self, InputProblem};
use crate::app::DEFAULT_SEED;
use crate::engine::base::located;
use crate::engine::bgp::profile::ProfileName;
use crate::engine::net::validate::Problem;
use crate::engine::sim::world::World;

/// Events after which a case that has not settled is called oscillating.
const MAX_EVENTS: u64 = 200_000;

/// What is asked of the recorded cases.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// Whether answers are compared with what was recorded.
    pub is_checked: bool,
    /// Whether every recorded fact is compared.
    pub is_strict: bool,
    /// How all routers choose; absent: as each file's settings say.
    pub profile: Option<ProfileName>,
}

/// Answers each fixture: one line of JSON a file, or, if checked, a verdict a file. Fixtures that
/// require what is not modelled are named and skipped; files that cannot be played are problems of
/// the report.
#[must_use]
pub fn route(fixtures: &[PathBuf], request: Request) -> Report {
    let mut report = Report::good();
    let (mut agreeing, mut skipped, mut facts) = (0, 0, 0);
    for path in fixtures {
        let (fixture, stages) = match play(path, request.profile) {
            Ok(Played { fixture, stages: Some(stages) }) => (fixture, stages),
            Ok(Played { fixture, stages: None }) => {
                skipped += 1;
                let features = fixture.requires.join(", ");
                report.line(format_args!("{}: skipped, requires {features}", fixture.id));
                continue;
            }
            Err(found) => {
                report.problems.extend(found);
                continue;
            }
        };
        if !request.is_checked {
            report.line(Value::from(stages));
            continue;
        }
        let comparison = compare(&fixture.expected, &stages, request.is_strict);
        facts += comparison.facts;
        if comparison.differences.is_empty() {
            agreeing += 1;
            report.line(format_args!("{}: agrees in {} facts", fixture.id, comparison.facts));
        }
        for difference in &comparison.differences {
            report.line(format_args!("{}: {difference}", fixture.id));
        }
    }
    if request.is_checked {
        let cases = fixtures.len();
        let aside = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
        report
            .line(format_args!("{agreeing} of {cases} cases agree{aside}, {facts} facts compared"));
        report.is_good = agreeing + skipped == cases;
    }
    report
}

/// A fixture, and what the engine made of it.
#[derive(Clone, Debug)]
pub struct Played {
    /// The fixture.
    pub fixture: Fixture,
    /// One entry of `expected` a stage; absent: the fixture requires what is not modelled.
    pub stages: Option<Vec<Value>>,
}

/// Reads a fixture and lets its world settle, stage by stage.
///
/// # Errors
/// Problems of the file.
pub fn play(path: &Path, profile: Option<ProfileName>) -> Result<Played, Vec<InputProblem>> {
    let fixture = read(path)?;
    if !fixture.requires.is_empty() {
        return Ok(Played { fixture, stages: None });
    }
    let setup = match profile {
        Some(name) => setup_as(&fixture, by_name(&fixture, name)),
        None => setup(&fixture),
    };
    let setup = setup.map_err(|problems| named(path, problems))?;
    let mut world = World::new(&setup, DEFAULT_SEED);
    let stages = stages(&fixture, &mut world).map_err(|problem| named(path, vec![problem]))?;
    Ok(Played { fixture, stages: Some(stages) })
}

fn named(path: &Path, problems: Vec<Problem>) -> Vec<InputProblem> {
    let named = |problem| InputProblem { file: path.to_owned(), problem };
    problems.into_iter().map(named).collect()
}

/// What every fixture begins with.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

fn read(path: &Path) -> Result<Fixture, Vec<InputProblem>> {
    let text = input::text(path)?;
    // The schema first: of another one nothing else can be said.
    if let Ok(Head { schema }) = serde_json::from_str(&text)
        && schema != SCHEMA
    {
        let message = format!("is `{schema}`; this version reads `{SCHEMA}`");
        return Err(vec![InputProblem::new(path, "schema", message)]);
    }
    let mut json = serde_json::Deserializer::from_str(&text);
    located::read(&mut json)
        .map_err(|(place, error)| vec![InputProblem::new(path, &place, error.to_string())])
}

/// Lets a fixture's world settle, after its start and after each stage.
///
/// # Errors
/// An event that the world refuses.
pub fn stages(fixture: &Fixture, world: &mut World) -> Result<Vec<Value>, Problem> {
    let is_stable = world.settle_within(MAX_EVENTS, &mut Vec::new());
    let mut stages = vec![stage("initial", fixture, world, is_stable)];
    for (n, later) in fixture.stages.iter().enumerate() {
        for command in commands(fixture, later) {
            world
                .apply(world.now(), &command, &mut Vec::new())
                .map_err(|refusal| Problem::new(&format!("stages[{n}]"), refusal.to_string()))?;
        }
        let is_stable = world.settle_within(MAX_EVENTS, &mut Vec::new());
        stages.push(stage(&later.name, fixture, world, is_stable));
    }
    Ok(stages)
}
