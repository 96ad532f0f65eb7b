//! What must be so in a lesson's files, whatever its world: one message per problem.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{Asks, Exercise, Inquiry, Lesson, Step, Task};
use super::problem::{Problem, Problems};
use super::prose::node::{Block, words};
use super::prose::{Key, Prose, StepProse};
use crate::engine::base::text::Slug;

/// The most steps of a lesson.
const MAX_STEPS: usize = 40;
/// The longest wait in a solution: an hour.
pub const MAX_WAIT_US: u64 = 3_600_000_000;
/// The most hints of a step.
const MAX_HINTS: usize = 3;

/// Checks the structure.
pub fn structure(lesson: &Lesson, folder: &str, problems: &mut Problems) {
    if lesson.slug.as_str() != folder {
        let message = format!("is `{}`, but the folder is called `{folder}`", lesson.slug);
        problems.add("slug", message);
    }
    if !(1..=90).contains(&lesson.minutes) {
        problems.add("minutes", format!("must lie between 1 and 90, not {}", lesson.minutes));
    }
    let count = lesson.steps.len();
    if !(1..=MAX_STEPS).contains(&count) {
        problems.add("steps", format!("has {count} steps; it needs 1 to {MAX_STEPS}"));
    }
    let mut seen = BTreeSet::new();
    for (n, step) in lesson.steps.iter().enumerate() {
        let place = format!("steps[{n}]");
        slug(&step.slug, &format!("{place}.slug"), &mut seen, problems);
        match &step.task {
            Task::Read | Task::Free { .. } => {}
            Task::Ask(inquiry) => self::inquiry(lesson, n, inquiry, problems),
            Task::Do(exercise) => self::exercise(exercise, &place, problems),
        }
    }
}

fn slug(slug: &Slug, place: &str, seen: &mut BTreeSet<Slug>, problems: &mut Problems) {
    if !slug.is_well_formed() {
        let message = format!("`{slug}` is no slug: 1 to 64 of a-z 0-9 and -");
        problems.add(place, message);
    }
    if !seen.insert(slug.clone()) {
        problems.add(place, format!("another is called `{slug}` already"));
    }
}

fn inquiry(lesson: &Lesson, n: usize, inquiry: &Inquiry, problems: &mut Problems) {
    let place = format!("steps[{n}]");
    let choices = &inquiry.choices;
    if matches!(inquiry.question.asks, Asks::HowMuch { .. }) {
        if !choices.is_empty() {
            problems.add(format!("{place}.choices"), "a number is asked for: there are none");
        }
    } else if !(2..=8).contains(&choices.len()) {
        let message = format!("has {} choices; it needs 2 to 8", choices.len());
        problems.add(format!("{place}.choices"), message);
    }
    let distinct: BTreeSet<&Slug> = choices.iter().collect();
    if distinct.len() < choices.len() {
        problems.add(format!("{place}.choices"), "names the same choice twice");
    }
    let Some(revealing) = &inquiry.revealed_by else { return };
    let place = format!("{place}.revealed-by");
    match lesson.position(revealing) {
        None => problems.add(place, format!("there is no step called `{revealing}`")),
        Some(at) if at <= n || !matches!(lesson.steps[at].task, Task::Do(_)) => {
            let message = format!("`{revealing}` must be a later step of kind `do`");
            problems.add(place, message);
        }
        Some(_) => {}
    }
}

fn exercise(exercise: &Exercise, place: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for (n, goal) in exercise.goals.iter().enumerate() {
        slug(&goal.slug, &format!("{place}.goals[{n}].slug"), &mut seen, problems);
    }
    if exercise.goals.iter().all(|goal| goal.keep) {
        problems.add(format!("{place}.goals"), "needs a goal that is not only to be kept");
    }
    if exercise.solution.is_empty() {
        problems.add(format!("{place}.solution"), "is empty");
    }
    for (n, act) in exercise.solution.iter().enumerate() {
        match act {
            super::format::Act::Command(command)
                if !exercise.allow.iter().any(|allow| allow.covers(command)) =>
            {
                let message = "gives a command that `allow` does not allow";
                problems.add(format!("{place}.solution[{n}]"), message);
            }
            super::format::Act::Wait { us } if us.as_us() > MAX_WAIT_US => {
                let message = format!("waits longer than {MAX_WAIT_US} µs");
                problems.add(format!("{place}.solution[{n}].wait.us"), message);
            }
            _ => {}
        }
    }
}

/// Checks one language's prose against the structure.
pub fn prose(lesson: &Lesson, prose: &Prose, problems: &mut Problems) {
    if prose.title.is_empty() {
        problems.add("file", "has no title: `# Title`");
    }
    if prose.summary.is_empty() {
        problems.add("file", "says not what the lesson is about: a paragraph under the title");
    }
    for step in &lesson.steps {
        if let Some(text) = prose.steps.get(&step.slug) {
            step_prose(step, text, problems);
        } else {
            let message = format!("step `{0}` has no prose: `## Title {{#{0}}}`", step.slug);
            problems.add("file", message);
        }
    }
    for (slug, text) in &prose.steps {
        if lesson.position(slug).is_none() {
            problems.at_line(text.line, format!("lesson.json has no step `{slug}`"));
        }
    }
}

fn step_prose(step: &Step, text: &StepProse, problems: &mut Problems) {
    let (line, slug) = (text.line, &step.slug);
    if text.text.is_empty() {
        problems.at_line(line, format!("step `{slug}` has no text"));
    }
    if text.title.is_empty() {
        problems.at_line(line, format!("step `{slug}` has no title"));
    }
    let (needed, possible) = keys(step);
    for key in &needed {
        if text.section(key).is_none() {
            let message = format!("step `{slug}` has no section `### {key}`");
            problems.at_line(line, message);
        }
    }
    for section in &text.sections {
        if !needed.contains(&section.key) && !possible.contains(&section.key) {
            let message =
                format!("step `{slug}` has nothing that a section `{}` is for", section.key);
            problems.at_line(section.line, message);
        }
        holes(section.line, &section.key, &section.blocks, problems);
    }
    if text.hints().count() > MAX_HINTS {
        problems.at_line(line, format!("step `{slug}` has more than {MAX_HINTS} hints"));
    }
}

/// The sections that a step needs, and those that it may have.
fn keys(step: &Step) -> (Vec<Key>, Vec<Key>) {
    match &step.task {
        Task::Read | Task::Free { .. } => (Vec::new(), Vec::new()),
        Task::Ask(inquiry) => {
            let each = inquiry.choices.iter().cloned().map(Key::WrongChoice);
            let needed = vec![Key::Question, Key::Right, Key::Wrong];
            (needed, each.chain([Key::Hint]).collect())
        }
        Task::Do(exercise) => {
            let goals = exercise.goals.iter().map(|goal| &goal.slug);
            let each = goals.flat_map(|slug| [Key::Goal(slug.clone()), Key::NotYet(slug.clone())]);
            (each.chain([Key::Pass, Key::Hint]).collect(), Vec::new())
        }
    }
}

/// A `{name}` that nobody fills would be shown as it is.
fn holes(line: usize, key: &Key, blocks: &[Block], problems: &mut Problems) {
    for block in blocks {
        let Block::Paragraph(inlines) = block else { continue };
        let words = words(inlines);
        let mut rest = words.as_str();
        while let Some((_, from)) = rest.split_once('{') {
            let Some((name, after)) = from.split_once('}') else { break };
            if !(matches!(key, Key::NotYet(_)) && name == "actual") {
                let message = format!("nothing fills {{{name}}} in a section `{key}`");
                problems.at_line(line, message);
            }
            rest = after;
        }
    }
}

/// Checks that the languages say the same things: as many hints, the same special answers.
#[must_use]
pub fn languages(lesson: &Lesson, prose: &BTreeMap<String, Prose>, folder: &str) -> Vec<Problem> {
    let mut all = Vec::new();
    let Some((first, others)) = prose.iter().next().map(|first| (first, prose.iter().skip(1)))
    else {
        return all;
    };
    for (language, other) in others {
        let mut problems = Problems::of(format!("{folder}/{language}.md"));
        for step in &lesson.steps {
            let (Some(here), Some(there)) =
                (other.steps.get(&step.slug), first.1.steps.get(&step.slug))
            else {
                continue;
            };
            let (mine, its) = (tally(here), tally(there));
            for key in mine.keys().chain(its.keys()).collect::<BTreeSet<_>>() {
                let count = |tally: &BTreeMap<Key, usize>| tally.get(key).copied().unwrap_or(0);
                if count(&mine) != count(&its) {
                    let message = format!(
                        "step `{}` has {} of section `{key}`, but {} in {}.md",
                        step.slug,
                        count(&mine),
                        count(&its),
                        first.0
                    );
                    problems.at_line(here.line, message);
                }
            }
        }
        all.extend(problems.into_list());
    }
    all
}

fn tally(step: &StepProse) -> BTreeMap<Key, usize> {
    step.sections.iter().fold(BTreeMap::new(), |mut tally, section| {
        *tally.entry(section.key.clone()).or_default() += 1;
        tally
    })
}
