//! `lessons check`: reads, resolves and solves every lesson.

use std::collections::BTreeMap;
use std::path::Path;

use super::Report;
use super::input::{self, InputProblem};
use super::json_lines::JsonLines;
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;
use crate::lesson::LANGUAGES;
use crate::lesson::catalog;
use crate::lesson::format::{Lesson, Task};
use crate::lesson::load::{Files, load};
use crate::lesson::problem::Problem;
use crate::lesson::prove::prove;
use crate::lesson::resolve::resolve;

/// Checks every lesson of a folder in the worlds of another: each goal must fail before its
/// solution and hold after, and every language must be complete. All problems are reported.
#[must_use]
pub fn check(lessons: &Path, scenarios: &Path) -> Report {
    let mut report = Report::good();
    let mut worlds = Worlds { folder: scenarios, known: BTreeMap::new() };
    let index = lessons.join("index.json");
    let catalog = match input::text(&index) {
        Ok(text) => catalog::read(&text).map_err(|problems| lines(&problems, lessons)),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect()),
    };
    let slugs = catalog.map_or_else(
        |problems| {
            add(&mut report, problems);
            Vec::new()
        },
        |catalog| catalog.lessons,
    );
    for slug in &slugs {
        match one(lessons, slug, &mut worlds) {
            Ok(praise) => {
                report.line(format_args!("{}: {praise}", lessons.join(slug.as_str()).display()));
            }
            Err(problems) => add(&mut report, problems),
        }
    }
    add(&mut report, strays(lessons, &slugs));
    report
}

fn add(report: &mut Report, problems: Vec<String>) {
    for problem in problems {
        report.is_good = false;
        report.line(problem);
    }
}

fn lines(problems: &[Problem], folder: &Path) -> Vec<String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.file.ends_with("json")) {
        let text = || input::text(&folder.join(&problem.file)).unwrap_or_default();
        texts.entry(&problem.file).or_insert_with(text);
    }
    let found: BTreeMap<&str, JsonLines<'_>> =
        texts.iter().map(|(file, text)| (*file, JsonLines::of(text))).collect();
    let line = |problem: &Problem| {
        let file = folder.join(&problem.file);
        let line = found.get(problem.file.as_str()).and_then(|lines| lines.line(&problem.place));
        let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        format!("{}: {line}{}: {}", file.display(), problem.place, problem.message)
    };
    problems.iter().map(line).collect()
}

/// Checks one lesson; says how large it is if all is well.
fn one(folder: &Path, slug: &Slug, worlds: &mut Worlds) -> Result<String, Vec<String>> {
    let loaded = load(&files(folder, slug)).map_err(|problems| lines(&problems, folder))?;
    let lesson = &loaded.lesson;
    let setup = worlds.get(&lesson.world)?;
    let unresolved = resolve(lesson, &setup.network);
    if !unresolved.is_empty() {
        return Err(lines(&unresolved, folder));
    }
    let unproved = prove(lesson, &setup);
    if !unproved.is_empty() {
        return Err(lines(&unproved, folder));
    }
    Ok(praise(lesson))
}

fn praise(lesson: &Lesson) -> String {
    let goals: usize = lesson
        .steps
        .iter()
        .map(|step| match &step.task {
            Task::Do(exercise) => exercise.goals.len(),
            _ => 0,
        })
        .sum();
    let predictions = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_)));
    format!(
        "good: {} steps, {} predictions answered, {goals} goals fail before their solution and \
         hold after, prose in {}",
        lesson.steps.len(),
        predictions.count(),
        LANGUAGES.join(", "),
    )
}

/// A lesson's files, as far as they are there.
#[must_use]
pub fn files(folder: &Path, slug: &Slug) -> Files {
    let here = folder.join(slug.as_str());
    let text = |name: &str| input::text(&here.join(name)).ok();
    Files {
        folder: slug.to_string(),
        structure: text("lesson.json"),
        prose: LANGUAGES.map(|language| text(&format!("{language}.md"))),
    }
}

/// Folders with a lesson in them that the index forgets.
fn strays(folder: &Path, listed: &[Slug]) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut strays: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("lesson.json").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !listed.contains(&Slug::new(name)))
        .map(|name| format!("{}: `{name}` is not listed", folder.join("index.json").display()))
        .collect();
    strays.sort();
    strays
}

/// Scenarios, read once each.
struct Worlds<'a> {
    folder: &'a Path,
    known: BTreeMap<Slug, Result<Setup, Vec<InputProblem>>>,
}

impl Worlds<'_> {
    fn get(&mut self, slug: &Slug) -> Result<Setup, Vec<String>> {
        if !slug.is_well_formed() {
            return Err(vec![format!("`{slug}` is no slug of a world")]);
        }
        let path = self.folder.join(format!("{slug}.json"));
        let known = self.known.entry(slug.clone()).or_insert_with(|| input::scenario(&path));
        let words =
            |problems: &Vec<InputProblem>| problems.iter().map(ToString::to_string).collect();
        known.as_ref().map(Setup::clone).map_err(words)
    }
}
