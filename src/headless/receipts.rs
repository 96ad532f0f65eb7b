//! `receipts check`: checks completion codes, as the page's *Class* view does.

use std::path::{Path, PathBuf};

use super::Report;
use super::input::{self, InputProblem};
use crate::app::i18n::Lang;
use crate::app::receipt::csv;
use crate::app::receipt::found::Entry;
use crate::app::receipt::material::{Marked, Material};
use crate::app::receipt::rates::{Rates, rates};
use crate::app::receipt::roll::{Materials, Roll, Step};
use crate::app::receipt::verdict::Kind;
use crate::engine::base::text::Slug;

/// Where lessons and their worlds are.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The lessons.
    pub lessons: &'a Path,
    /// The worlds.
    pub scenarios: &'a Path,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line a code, and what came of each step.
    Words,
    /// The table of codes, for spreadsheets.
    Codes,
    /// The table of steps, for spreadsheets.
    Steps,
}

/// Checks every code in these files. Good, if all are verified.
///
/// # Errors
/// A file cannot be read, or has no code.
pub fn check(
    files: &[PathBuf],
    folders: Folders<'_>,
    form: Form,
) -> Result<Report, Vec<InputProblem>> {
    let (mut roll, mut problems) = (Roll::default(), Vec::new());
    for file in files {
        match input::text(file) {
            Ok(text) => {
                let added = roll.add(&text);
                if added.new + added.again + added.too_many == 0 {
                    let message = "has no completion code: one begins with “lab1.”";
                    problems.push(InputProblem::new(file, "file", message));
                }
            }
            Err(all) => problems.extend(all),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut materials = Materials::new();
    loop {
        match roll.go_on(&materials, u64::MAX) {
            Step::Over => break,
            Step::Worked => {}
            Step::Wants(lesson) => {
                let material = material(&lesson, folders);
                materials.insert(lesson, material);
            }
        }
    }
    let mut report = Report::good();
    report.is_good = roll.entries().all(|entry| entry.verdict.kind() == Kind::Verified);
    let rates = rates(roll.entries());
    match form {
        Form::Codes => report.text = csv::codes(roll.entries(), Lang::En),
        Form::Steps => report.text = csv::steps(&rates),
        Form::Words => {
            for entry in roll.entries() {
                report.line(line(entry));
            }
            for lesson in &rates {
                add_rates(&mut report, lesson);
            }
        }
    }
    Ok(report)
}

/// A lesson and its world; nothing, if they are not there, or not sound.
fn material(lesson: &Slug, folders: Folders<'_>) -> Option<Material> {
    let file = folders.lessons.join(lesson.as_str()).join("lesson.json");
    let marked = Marked::read(&input::text(&file).ok()?)?;
    let world = marked.lesson.world.clone();
    if !world.is_well_formed() {
        return None;
    }
    marked.in_world(&input::text(&folders.scenarios.join(format!("{world}.json"))).ok()?)
}

fn line(entry: &Entry) -> String {
    let who = entry.pupil.as_ref().map_or_else(
        || "somebody".to_owned(),
        |pupil| format!("{} ({})", pupil.student, pupil.class),
    );
    let lesson = entry.lesson.as_ref().map_or("an unknown lesson", Slug::as_str);
    let kind = entry.verdict.kind().name();
    match entry.counts() {
        Some(result) => {
            let (score, wrong) = (result.score(), result.wrong().count());
            format!("{who}: {lesson}: {kind}: {} of {}, {wrong} wrong", score.points, score.of)
        }
        None => format!("{who}: {lesson}: {kind}: {}", entry.verdict.sentence(Lang::En)),
    }
}

fn add_rates(report: &mut Report, lesson: &Rates) {
    report.line(format_args!("{}, {} verified:", lesson.lesson, lesson.codes));
    for step in lesson.steps.iter().filter(|step| step.seen < step.all()) {
        let percent = step.error_percent().unwrap_or(0);
        report.line(format_args!(
            "  {}: {percent}% failed ({} wrong, {} shown, {} skipped, {} not done), {} hints",
            step.step, step.wrong, step.shown, step.skipped, step.open, step.hints
        ));
    }
}
