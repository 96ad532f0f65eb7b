//! `route`: what the engine makes of recorded routing cases.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Report;
use super::fixture::answer::stage;
use super::fixture::build::{commands, setup};
use super::fixture::compare::compare;
use super::fixture::format::Fixture;
use super::input::{self, InputProblem};
use crate::app::DEFAULT_SEED;
use crate::engine::sim::world::World;

/// Events after which a case that has not settled is called oscillating.
const MAX_EVENTS: u64 = 200_000;

/// Answers each fixture: one line of JSON a file, or, with `is_checked`, a verdict a file.
///
/// # Errors
/// Problems of files that cannot be played.
pub fn route(
    fixtures: &[PathBuf],
    is_checked: bool,
    is_strict: bool,
) -> Result<Report, Vec<InputProblem>> {
    let mut report = Report::good();
    let (mut agreeing, mut facts) = (0, 0);
    let mut problems = Vec::new();
    for path in fixtures {
        let (fixture, stages) = match play(path) {
            Ok(played) => played,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        if !is_checked {
            report.line(Value::from(stages));
            continue;
        }
        let comparison = compare(&fixture.expected, &stages, is_strict);
        facts += comparison.facts;
        if comparison.differences.is_empty() {
            agreeing += 1;
            report.line(format_args!("{}: agrees in {} facts", fixture.id, comparison.facts));
        }
        for difference in &comparison.differences {
            report.line(format_args!("{}: {difference}", fixture.id));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if is_checked {
        let cases = fixtures.len();
        report.line(format_args!("{agreeing} of {cases} cases agree, {facts} facts compared"));
        report.is_good = agreeing == cases;
    }
    Ok(report)
}

/// Reads a fixture and lets its world settle.
///
/// # Errors
/// Problems of the file.
pub fn play(path: &Path) -> Result<(Fixture, Vec<Value>), Vec<InputProblem>> {
    let text = input::text(path)?;
    let mut json = serde_json::Deserializer::from_str(&text);
    let fixture: Fixture = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let place = error.path().to_string();
        vec![InputProblem::new(path, &place, error.into_inner().to_string())]
    })?;
    let setup = setup(&fixture).map_err(|problems| {
        let named = |problem| InputProblem { file: path.to_owned(), problem };
        problems.into_iter().map(named).collect::<Vec<_>>()
    })?;
    let mut world = World::new(&setup, DEFAULT_SEED);
    let is_stable = world.settle_within(MAX_EVENTS, &mut Vec::new());
    let mut stages = vec![stage("initial", &fixture, &world, is_stable)];
    for (n, later) in fixture.stages.iter().enumerate() {
        for command in commands(&fixture, later) {
            world.apply(world.now(), &command, &mut Vec::new()).map_err(|refusal| {
                vec![InputProblem::new(path, &format!("stages[{n}]"), refusal.to_string())]
            })?;
        }
        let is_stable = world.settle_within(MAX_EVENTS, &mut Vec::new());
        stages.push(stage(&later.name, &fixture, &world, is_stable));
    }
    Ok((fixture, stages))
}
