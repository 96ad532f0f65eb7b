//! From a file's blocks to its named sections.
//!
//! `# title` once; `## title {#step}` for each step, `{#step/variant}` for a variant that has words
//! of its own; `### name` for each of its sections.

use super::node::{Block, words};
use super::parse::TopBlock;
use super::{Key, Prose, Section, StepProse};
use crate::engine::base::text::Slug;
use crate::lesson::problem::Problems;

/// The names of sections, as they are told to an author who mistyped one.
const NAMES: &str = "hint, pass, question, right, wrong, wrong: <choice>, too low, too high, \
                     goal: <goal>, not yet: <goal>";

pub(super) fn split(blocks: Vec<TopBlock>, problems: &mut Problems) -> Prose {
    let mut prose = Prose::default();
    let mut step: Option<(Slug, StepProse)> = None;
    // Of a section that is wrong, the text goes nowhere.
    let mut is_lost = false;
    for TopBlock { line, id, block } in blocks {
        match block {
            Block::Heading(1, title) => {
                if !prose.title.is_empty() {
                    problems.at_line(line, "the file has a title already; steps begin with `##`");
                }
                prose.title = words(&title);
            }
            Block::Heading(2, title) => {
                close(&mut prose, step.take(), problems);
                is_lost = id.is_none();
                let Some(id) = id else {
                    let message = "a step's heading ends with its name: `## Title {#step-slug}`";
                    problems.at_line(line, message);
                    continue;
                };
                if !is_name(&id) {
                    let message =
                        format!("`{id}` names no step: {{#step}} or {{#step/variant}}, both slugs");
                    problems.at_line(line, message);
                }
                let title = words(&title);
                let text = StepProse { line, title, ..StepProse::default() };
                step = Some((Slug::new(&id), text));
            }
            Block::Heading(3, name) => {
                let name = words(&name);
                is_lost = true;
                match (&mut step, key(&name)) {
                    (Some((_, step)), Some(key)) => {
                        step.sections.push(Section { line, key, blocks: Vec::new() });
                        is_lost = false;
                    }
                    (Some(_), None) => {
                        let message = format!("there is no section `{name}`; there are: {NAMES}");
                        problems.at_line(line, message);
                    }
                    (None, _) => problems.at_line(line, "this section belongs to no step"),
                }
            }
            _ if is_lost => {}
            block => match &mut step {
                None => prose.summary.push(block),
                Some((_, step)) => match step.sections.last_mut() {
                    None => step.text.push(block),
                    Some(section) => section.blocks.push(block),
                },
            },
        }
    }
    close(&mut prose, step, problems);
    prose
}

/// Whether this has the form of a step's name, or of one of its variants'.
fn is_name(id: &str) -> bool {
    let (step, variant) = id.split_once('/').map_or((id, None), |(s, v)| (s, Some(v)));
    [Some(step), variant].into_iter().flatten().all(|part| Slug::new(part).is_well_formed())
}

fn close(prose: &mut Prose, step: Option<(Slug, StepProse)>, problems: &mut Problems) {
    let Some((slug, step)) = step else { return };
    let line = step.line;
    if prose.steps.contains_key(&slug) {
        problems.at_line(line, format!("step `{slug}` has its prose already"));
        return;
    }
    for (n, section) in step.sections.iter().enumerate() {
        let before = &step.sections[..n];
        if section.key != Key::Hint && before.iter().any(|other| other.key == section.key) {
            let message = format!("step `{slug}` has a section `{}` already", section.key);
            problems.at_line(section.line, message);
        }
        if section.blocks.is_empty() {
            problems.at_line(section.line, format!("section `{}` is empty", section.key));
        }
    }
    prose.steps.insert(slug, step);
}

fn key(name: &str) -> Option<Key> {
    let (name, of) = match name.split_once([':', '：']) {
        Some((name, of)) => (name.trim(), Some(Slug::new(of.trim()))),
        None => (name.trim(), None),
    };
    Some(match (name.to_ascii_lowercase().as_str(), of) {
        ("hint", None) => Key::Hint,
        ("pass", None) => Key::Pass,
        ("question", None) => Key::Question,
        ("right", None) => Key::Right,
        ("wrong", None) => Key::Wrong,
        ("too low", None) => Key::TooLow,
        ("too high", None) => Key::TooHigh,
        ("wrong", Some(choice)) => Key::WrongChoice(choice),
        ("goal", Some(goal)) => Key::Goal(goal),
        ("not yet", Some(goal)) => Key::NotYet(goal),
        _ => return None,
    })
}
