//! One language's prose against the structure, and the languages against each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::base::text::Slug;
use crate::lesson::format::{Asks, Lesson, Step, Task};
use crate::lesson::load::form_key;
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::prose::node::{Block, Inline, each_inline, named_words};
use crate::lesson::prose::{Key, Prose, StepProse};

/// The most hints of a step.
const MAX_HINTS: usize = 3;

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
            step_prose(&sharing(step, prose), &step.slug, text, problems);
        } else {
            let message = format!("step `{0}` has no prose: `## Title {{#{0}}}`", step.slug);
            problems.add("file", message);
        }
    }
    let variants = lesson.steps.iter().flat_map(|step| &step.variants);
    for form in variants.map(|variant| &*variant.step) {
        if let Some((key, text)) = own_prose(form, prose) {
            step_prose(&[form], &key, text, problems);
        }
    }
    let known = all_keys(lesson);
    for (slug, text) in prose.steps.iter().filter(|(slug, _)| !known.contains(*slug)) {
        let message = match slug.as_str().split_once('/') {
            Some((step, variant)) if lesson.position(&Slug::new(step)).is_some() => {
                format!("step `{step}` of lesson.json has no variant `{variant}`")
            }
            _ => format!("lesson.json has no step `{slug}`"),
        };
        problems.at_line(text.line, message);
    }
}

/// The prose that a form of a step has for itself, if somebody wrote one, and its name.
fn own_prose<'a>(step: &Step, prose: &'a Prose) -> Option<(Slug, &'a StepProse)> {
    let key = form_key(step, step.form.as_ref()?);
    prose.steps.get(&key).map(|text| (key, text))
}

/// A step, and those of its variants that have no prose of their own.
fn sharing<'a>(step: &'a Step, prose: &Prose) -> Vec<&'a Step> {
    let variants = step.variants.iter().map(|variant| &*variant.step);
    let sharing = variants.filter(|form| own_prose(form, prose).is_none());
    std::iter::once(step).chain(sharing).collect()
}

/// The names by which prose may speak of steps and their variants.
fn all_keys(lesson: &Lesson) -> BTreeSet<Slug> {
    let variants = |step: &Step| {
        let forms = step.variants.iter().filter_map(|variant| {
            let form = variant.step.form.as_ref()?;
            Some(form_key(&variant.step, form))
        });
        forms.collect::<Vec<_>>()
    };
    let steps = lesson.steps.iter();
    steps.flat_map(|step| std::iter::once(step.slug.clone()).chain(variants(step))).collect()
}

/// Checks the prose of a step, or of several forms of it.
fn step_prose(forms: &[&Step], slug: &Slug, text: &StepProse, problems: &mut Problems) {
    let line = text.line;
    if text.text.is_empty() {
        problems.at_line(line, format!("step `{slug}` has no text"));
    }
    if text.title.is_empty() {
        problems.at_line(line, format!("step `{slug}` has no title"));
    }
    answer_told_early(line, None, &text.text, problems);
    let (mut needed, mut possible) = (BTreeSet::new(), BTreeSet::new());
    for form in forms {
        let (its_needs, its_own) = keys(form);
        needed.extend(its_needs);
        possible.extend(its_own);
    }
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
        answer_told_early(section.line, Some(&section.key), &section.blocks, problems);
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
            let mut possible: Vec<Key> = each.chain([Key::Hint]).collect();
            if matches!(inquiry.question.asks, Asks::HowMuch { .. }) {
                possible.extend([Key::TooLow, Key::TooHigh]);
            }
            (needed, possible)
        }
        Task::Do(exercise) => {
            let goals = exercise.goals.iter().map(|goal| &goal.slug);
            let each = goals.flat_map(|slug| [Key::Goal(slug.clone()), Key::NotYet(slug.clone())]);
            (each.chain([Key::Pass]).collect(), vec![Key::Hint])
        }
    }
}

/// Holes of what is so, and of what is wanted: they are filled where that is told. All others are
/// things of the world.
pub const TOLD: [&str; 2] = ["actual", "expected"];

/// `{actual}` and `{expected}` where nobody fills them would be shown as they are.
fn answer_told_early(line: usize, key: Option<&Key>, blocks: &[Block], problems: &mut Problems) {
    let is_filled = |hole: &str| match key {
        Some(Key::NotYet(_)) => true,
        Some(Key::Right | Key::Wrong | Key::WrongChoice(_) | Key::TooLow | Key::TooHigh) => {
            hole == "actual"
        }
        _ => false,
    };
    for hole in holes(blocks) {
        if TOLD.contains(&hole.as_str()) && !is_filled(&hole) {
            let place =
                key.map_or_else(|| "a step's text".to_owned(), |key| format!("a section `{key}`"));
            problems.at_line(line, format!("nothing fills {{{hole}}} in {place}"));
        }
    }
}

/// What stands in braces, in order.
#[must_use]
pub fn holes(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    each_inline(blocks, &mut |inline| {
        if let Inline::Text(text) = inline {
            all.extend(holes_of(text));
        }
    });
    all
}

/// The same of a line of words.
#[must_use]
pub fn holes_of(words: &str) -> Vec<String> {
    let all = std::cell::RefCell::new(Vec::new());
    // Whoever fills holes finds them, so that both find the same.
    let _ = named_words(words, &|hole| {
        all.borrow_mut().push(hole.to_owned());
        None
    });
    all.into_inner()
}

/// Checks that the languages say the same things: of the same steps and variants, as many hints,
/// the same special answers.
#[must_use]
pub fn languages(lesson: &Lesson, prose: &BTreeMap<String, Prose>, folder: &str) -> Vec<Problem> {
    let mut all = Vec::new();
    let Some((first, others)) = prose.iter().next().map(|first| (first, prose.iter().skip(1)))
    else {
        return all;
    };
    let steps: BTreeSet<&Slug> = lesson.steps.iter().map(|step| &step.slug).collect();
    for (language, other) in others {
        let mut problems = Problems::of(format!("{folder}/{language}.md"));
        for slug in first.1.steps.keys().chain(other.steps.keys()).collect::<BTreeSet<_>>() {
            match (other.steps.get(slug), first.1.steps.get(slug)) {
                (Some(here), Some(there)) => {
                    sections(slug, here, (there, first.0), &mut problems);
                }
                // Of a step that lacks, it is told already.
                _ if steps.contains(slug) => {}
                (None, _) => {
                    let message = format!("has no section `{slug}`, but {}.md has", first.0);
                    problems.add("file", message);
                }
                (Some(here), None) => {
                    let message = format!("{}.md has no section `{slug}`", first.0);
                    problems.at_line(here.line, message);
                }
            }
        }
        all.extend(problems.into_list());
    }
    all
}

fn sections(
    slug: &Slug,
    here: &StepProse,
    (there, language): (&StepProse, &str),
    problems: &mut Problems,
) {
    let (mine, its) = (tally(here), tally(there));
    for key in mine.keys().chain(its.keys()).collect::<BTreeSet<_>>() {
        let count = |tally: &BTreeMap<Key, usize>| tally.get(key).copied().unwrap_or(0);
        if count(&mine) != count(&its) {
            let message = format!(
                "step `{slug}` has {} of section `{key}`, but {} in {language}.md",
                count(&mine),
                count(&its),
            );
            problems.at_line(here.line, message);
        }
    }
}

fn tally(step: &StepProse) -> BTreeMap<Key, usize> {
    step.sections.iter().fold(BTreeMap::new(), |mut tally, section| {
        *tally.entry(section.key.clone()).or_default() += 1;
        tally
    })
}
