//! `lessons check`: reads, resolves and solves every lesson.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Report;
use super::input::{self, InputProblem};
use super::json_lines::JsonLines;
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;
use crate::lesson::LANGUAGES;
use crate::lesson::catalog::{self, Catalog};
use crate::lesson::check::manners;
use crate::lesson::format::{Lesson, Task};
use crate::lesson::load::{Files, Loaded, read};
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::prose::glossary::{self, Glossary};
use crate::lesson::prove::prove;
use crate::lesson::resolve::resolve;
use crate::lesson::worlds::Worlds;

/// Checks every lesson of a folder in the worlds of another: each goal must fail before its
/// solution and hold after, and every language must be complete. All problems are reported.
#[must_use]
pub fn check(lessons: &Path, scenarios: &Path) -> Report {
    let mut report = Report::good();
    let index = lessons.join("index.json");
    let catalog = match input::text(&index) {
        Ok(text) => catalog::read(&text).map_err(|problems| lines(&problems, lessons)),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect()),
    };
    let catalog = catalog.unwrap_or_else(|problems| {
        add(&mut report, problems);
        Catalog { format: String::new(), chapters: Vec::new() }
    });
    let glossaries = glossaries(lessons, &mut report);
    let slugs: Vec<Slug> = catalog.lessons().map(|(_, listed)| listed.slug.clone()).collect();
    let beside = Beside { catalog: Some(&catalog), glossaries: &glossaries };
    each(lessons, &slugs, scenarios, &beside, &mut report);
    add(&mut report, strays(lessons, &slugs));
    report
}

/// The same of some lessons: their slugs, or the paths of their folders. The path of a folder with
/// an index is that of all lessons; without any, all of `lessons` are checked.
#[must_use]
pub fn check_some(names: &[String], lessons: &Path, scenarios: &Path) -> Report {
    match names {
        [] => return check(lessons, scenarios),
        [folder] if Path::new(folder).join("index.json").is_file() => {
            return check(Path::new(folder), scenarios);
        }
        _ => {}
    }
    let mut report = Report::good();
    let mut by_folder: BTreeMap<&Path, Vec<Slug>> = BTreeMap::new();
    for name in names {
        let path = Path::new(name);
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let slug = path.file_name().and_then(|name| name.to_str()).unwrap_or(name);
        by_folder.entry(folder.unwrap_or(lessons)).or_default().push(Slug::new(slug));
    }
    for (folder, slugs) in by_folder {
        let glossaries = glossaries(folder, &mut report);
        let beside = Beside { catalog: None, glossaries: &glossaries };
        each(folder, &slugs, scenarios, &beside, &mut report);
    }
    report
}

#[expect(clippy::disallowed_types, reason = "told to who waits for it")]
fn each(lessons: &Path, slugs: &[Slug], scenarios: &Path, beside: &Beside, report: &mut Report) {
    let mut shelf = Shelf { folder: scenarios, known: BTreeMap::new() };
    for slug in slugs {
        let began = std::time::Instant::now();
        match one(lessons, slug, beside, &mut shelf) {
            Ok(praise) => {
                let (place, took) = (lessons.join(slug.as_str()), began.elapsed().as_secs_f64());
                report.line(format_args!("{}: {praise} ({took:.1} s)", place.display()));
            }
            Err(problems) => add(report, problems),
        }
    }
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

/// What lies beside the lessons, and speaks of them or explains their words.
struct Beside<'a> {
    /// Absent where only some lessons are looked at, which may not be listed yet.
    catalog: Option<&'a Catalog>,
    /// By language.
    glossaries: &'a BTreeMap<&'static str, Glossary>,
}

impl Beside<'_> {
    /// Where it does not fit a lesson.
    fn problems(&self, loaded: &Loaded) -> Vec<Problem> {
        let mut all = self.catalog.map(|it| it.differences(loaded)).unwrap_or_default();
        all.extend(self.unlisted(&loaded.lesson));
        for (language, prose) in &loaded.prose {
            if let Some(glossary) = self.glossaries.get(language.as_str()) {
                let file = format!("{}/{language}.md", loaded.lesson.slug);
                let mut problems = Problems::of(file);
                glossary.check(prose, &mut problems);
                all.extend(problems.into_list());
            }
        }
        all
    }

    /// Lessons that a lesson recommends to do before, and nobody finds in the list.
    fn unlisted(&self, lesson: &Lesson) -> Vec<Problem> {
        let mut problems = Problems::of(format!("{}/lesson.json", lesson.slug));
        if let Some(catalog) = self.catalog {
            let is_unlisted = |(_, slug): &(usize, &Slug)| catalog.listed(slug.as_str()).is_none();
            for (n, slug) in lesson.requires.iter().enumerate().filter(is_unlisted) {
                problems.add(format!("requires[{n}]"), format!("the index lists no `{slug}`"));
            }
        }
        problems.into_list()
    }
}

/// The words that prose may link to, by language. Where there is no such file, none are known.
fn glossaries(folder: &Path, report: &mut Report) -> BTreeMap<&'static str, Glossary> {
    let name = |language: &str| format!("glossary.{language}.md");
    let mut all = BTreeMap::new();
    for language in LANGUAGES {
        let mut problems = Problems::of(name(language));
        let text = input::text(&folder.join(name(language))).unwrap_or_default();
        all.insert(language, glossary::read(&text, &mut problems));
        add(report, lines(&problems.into_list(), folder));
    }
    for language in LANGUAGES {
        let mut problems = Problems::of(name(language));
        for other in LANGUAGES.into_iter().filter(|other| *other != language) {
            all[language].check_against(&all[other], other, &mut problems);
        }
        add(report, lines(&problems.into_list(), folder));
    }
    all
}

/// Checks one lesson; says how large it is if all is well.
fn one(
    folder: &Path,
    slug: &Slug,
    beside: &Beside,
    shelf: &mut Shelf,
) -> Result<String, Vec<String>> {
    let (loaded, problems) = read(&files(folder, slug));
    let mut all = lines(&problems, folder);
    let Some(loaded) = loaded else { return Err(all) };
    all.extend(lines(&beside.problems(&loaded), folder));
    match shelf.worlds(&loaded.lesson) {
        Err(problems) => all.extend(problems),
        Ok(worlds) => {
            let unresolved = resolve(&loaded, &worlds);
            // Of what is not there, nothing could be said that is not said already.
            let found = if unresolved.is_empty() { prove(&loaded, &worlds) } else { unresolved };
            all.extend(lines(&found, folder));
            all.extend(lines(&manners(&loaded, &worlds), folder));
        }
    }
    if all.is_empty() { Ok(praise(&loaded.lesson)) } else { Err(all) }
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
    let questions = lesson.steps.iter().filter(|step| matches!(step.task, Task::Ask(_)));
    let variants: usize = lesson.steps.iter().map(|step| step.variants.len()).sum();
    let figures = lesson.figures.len();
    format!(
        "good: {} steps, {} questions answered, {goals} goals fail before their solution and \
         hold after, {variants} variants, {figures} figures, prose in {}",
        lesson.steps.len(),
        questions.count(),
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
struct Shelf<'a> {
    folder: &'a Path,
    known: BTreeMap<Slug, Result<Setup, Vec<InputProblem>>>,
}

impl Shelf<'_> {
    /// The worlds of a lesson. One of a variant that is not there is left out.
    fn worlds(&mut self, lesson: &Lesson) -> Result<Worlds, Vec<String>> {
        let own = self.get(&lesson.world)?;
        let mut others = BTreeMap::new();
        for slug in lesson.other_worlds() {
            if slug.is_well_formed() && self.path(slug).is_file() {
                others.insert(slug.clone(), self.get(slug)?);
            }
        }
        Ok(Worlds { own, others })
    }

    fn path(&self, slug: &Slug) -> PathBuf {
        self.folder.join(format!("{slug}.json"))
    }

    fn get(&mut self, slug: &Slug) -> Result<Setup, Vec<String>> {
        if !slug.is_well_formed() {
            return Err(vec![format!("`{slug}` is no slug of a world")]);
        }
        let path = self.path(slug);
        let known = self.known.entry(slug.clone()).or_insert_with(|| input::scenario(&path));
        let words =
            |problems: &Vec<InputProblem>| problems.iter().map(ToString::to_string).collect();
        known.as_ref().map(Setup::clone).map_err(words)
    }
}
