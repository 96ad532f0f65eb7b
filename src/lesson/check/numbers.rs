//! Numbers that prose quotes: each with a unit says where it comes from.

use std::collections::BTreeSet;

use super::settings;
use crate::engine::sim::command::Command;
use crate::lesson::format::{Act, Asks, Goal, Lesson, Measure, Milli, Question, Step, Task};
use crate::lesson::measured::Unit;
use crate::lesson::problem::Problems;
use crate::lesson::prose::Prose;
use crate::lesson::prose::node::{Block, Inline};
use crate::lesson::quantity::{Dimension, quantities};
use crate::lesson::worlds::Worlds;

/// Finds numbers with a unit that say not where they come from. Those that lesson.json has, in what
/// it asks, wants or does, and those that its worlds are set to, come from there.
pub(super) fn untagged(prose: &Prose, own: &BTreeSet<Own>, problems: &mut Problems) {
    look(&prose.summary, 1, own, problems);
    for text in prose.steps.values() {
        look(&text.text, text.line, own, problems);
        for section in &text.sections {
            look(&section.blocks, section.line, own, problems);
        }
    }
}

fn look(blocks: &[Block], line: usize, own: &BTreeSet<Own>, problems: &mut Problems) {
    for block in blocks {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => {
                look_at_line(inlines, line, own, problems);
            }
            Block::List(_, items) => {
                for item in items {
                    look(item, line, own, problems);
                }
            }
            Block::Quote(inner) => look(inner, line, own, problems),
            Block::Code(_) => {}
        }
    }
}

fn look_at_line(inlines: &[Inline], line: usize, own: &BTreeSet<Own>, problems: &mut Problems) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                for found in quantities(text) {
                    let is_own = |(dimension, base): &Own| {
                        *dimension == found.dimension && found.is_exactly(*base)
                    };
                    if found.dimension != Dimension::Count && !own.iter().any(is_own) {
                        let message = format!(
                            "`{}` says not where it comes from: #computed/…, #measured or \
                             #claimed; neither lesson.json nor the world has it",
                            found.text
                        );
                        problems.at_line(line, message);
                    }
                }
            }
            Inline::Number { .. } | Inline::Code(_) | Inline::Break => {}
            dressed => look_at_line(dressed.inner(), line, own, problems),
        }
    }
}

/// A number that is known, in the base of what it measures.
pub(super) type Own = (Dimension, i64);

/// The numbers that a lesson and its worlds have.
pub(super) fn own_numbers(lesson: &Lesson, worlds: &Worlds) -> BTreeSet<Own> {
    let mut all = Vec::new();
    lesson.steps.iter().for_each(|step| add_step(step, &mut all));
    settings::add(&worlds.own, &mut all);
    worlds.others.values().for_each(|setup| settings::add(setup, &mut all));
    all.into_iter().collect()
}

fn add_step(step: &Step, all: &mut Vec<Own>) {
    for form in std::iter::once(step).chain(step.variants.iter().map(|one| &*one.step)) {
        add_acts(&form.events, all);
        match &form.task {
            Task::Ask(inquiry) => add_question(&inquiry.question, all),
            Task::Do(exercise) => {
                exercise.goals.iter().for_each(|goal| add_goal(&goal.needs, all));
                add_acts(&exercise.solution, all);
            }
            Task::Read | Task::Free { .. } => {}
        }
    }
}

fn add_question(question: &Question, all: &mut Vec<Own>) {
    match &question.asks {
        Asks::HowMuch { measure, tolerance } => all.push(in_base(measure, *tolerance)),
        Asks::IsItSo { goal } => add_goal(goal, all),
        _ => {}
    }
    all.extend(question.after.wait.map(|wait| time(wait.as_us())));
    question.after.commands.iter().for_each(|command| add_command(command, all));
}

fn add_acts(acts: &[Act], all: &mut Vec<Own>) {
    for act in acts {
        match act {
            Act::Command(command) => add_command(command, all),
            Act::Wait { us } => all.push(time(us.as_us())),
            Act::Explain { .. } | Act::Settle {} => {}
        }
    }
}

fn add_goal(goal: &Goal, all: &mut Vec<Own>) {
    match goal {
        Goal::Within { us, .. } | Goal::For { us, .. } | Goal::ConvergedWithin { us } => {
            all.push(time(us.as_us()));
        }
        Goal::Path { round_trip_at_most_us: Some(us), .. } => all.push(time(us.as_us())),
        Goal::LoadBelow { percent, .. }
        | Goal::ServedAtLeast { percent, .. }
        | Goal::LossBelow { percent, .. } => all.push(share(*percent)),
        Goal::PortsUsed { at_least, at_most, .. } => {
            all.extend(at_least.iter().chain(at_most).map(|&percent| share(percent)));
        }
        Goal::Measured { measure, at_least, at_most } => {
            all.extend(at_least.iter().chain(at_most).map(|&bound| in_base(measure, bound)));
        }
        _ => {}
    }
    goal.parts().iter().for_each(|part| add_goal(part, all));
}

/// Whatever a command says in microseconds, percent or bits per second.
fn add_command(command: &Command, all: &mut Vec<Own>) {
    add_fields(&serde_json::to_value(command).unwrap_or_default(), all);
}

fn add_fields(value: &serde_json::Value, all: &mut Vec<Own>) {
    let Some(fields) = value.as_object() else { return };
    for (name, value) in fields {
        match value.as_i64() {
            Some(number) if name.ends_with("us") => all.push((Dimension::Time, number)),
            Some(number) if name.ends_with("percent") => {
                all.push((Dimension::Share, number.saturating_mul(1_000)));
            }
            Some(number) if name.ends_with("bps") => all.push((Dimension::Rate, number)),
            _ => add_fields(value, all),
        }
    }
}

pub(super) fn time(us: u64) -> Own {
    (Dimension::Time, i64::try_from(us).unwrap_or(i64::MAX))
}

fn share(percent: u32) -> Own {
    (Dimension::Share, i64::from(percent) * 1_000)
}

/// A number in the unit of a measure.
#[must_use]
pub fn in_base(measure: &Measure, number: Milli) -> Own {
    match measure.unit() {
        Unit::Milliseconds => (Dimension::Time, number.0),
        Unit::Seconds => (Dimension::Time, number.0.saturating_mul(1_000)),
        Unit::Kilometres => (Dimension::Distance, number.0),
        Unit::Percent => (Dimension::Share, number.0),
        _ => (Dimension::Count, number.0),
    }
}
