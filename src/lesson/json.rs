//! From the text of `lesson.json` to its structure, with every problem of its form at once.
//!
//! A part that is wrong does not keep the others from being looked at: the head, each step, each
//! goal and each act is read by itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::format::{
    Act, Allow, Exercise, FORMAT, Figure, Form, GoalEntry, Input, Inquiry, Kind, Lesson, Pace,
    Question, Step, Task, Variant,
};
use super::problem::Problems;
use crate::engine::base::located;
use crate::engine::base::text::Slug;

/// The longest file that is read, of any of a lesson's files.
pub const MAX_FILE_BYTES: usize = 256 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Head {
    format: String,
    slug: Slug,
    world: Slug,
    seed: u64,
    #[serde(default)]
    drawn: bool,
    minutes: u8,
    #[serde(default)]
    requires: Vec<Slug>,
    #[serde(default)]
    camera: Vec<Slug>,
}

/// A step as it is written; which fields go with which kind is checked afterwards.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StepEntry {
    slug: Slug,
    kind: Kind,
    camera: Option<Vec<Slug>>,
    pace: Option<Pace>,
    allow: Option<Vec<Allow>>,
    question: Option<Question>,
    choices: Option<Vec<Slug>>,
    input: Option<Input>,
    revealed_by: Option<Slug>,
    weight: Option<u8>,
}

/// What of a variant is not of its step.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct VariantEntry {
    slug: Slug,
    world: Option<Slug>,
    seed: Option<u64>,
    #[serde(default)]
    swap: BTreeMap<String, String>,
}

/// The fields of a variant that are its own; all others take the place of its step's.
const OWN_FIELDS: [&str; 4] = ["slug", "world", "seed", "swap"];

/// Reads a lesson's structure. `None` if it has a problem of form, which is then in `problems`.
pub fn read(text: &str, problems: &mut Problems) -> Option<Lesson> {
    let mut head = object(text, problems)?;
    // For editors.
    head.remove("$schema");
    let steps = head.remove("steps");
    let figures = read_figures(head.remove("figures"), problems);
    let head: Option<Head> = take(Value::Object(head), "", problems);
    if let Some(head) = &head
        && head.format != FORMAT
    {
        let message = format!("is `{}`; this version reads `{FORMAT}`", head.format);
        problems.add("format", message);
        return None;
    }
    let steps = list(steps, "steps", problems).map(|steps| {
        let read = |(n, step)| read_step(step, &format!("steps[{n}]"), problems);
        steps.into_iter().enumerate().map(read).collect::<Vec<_>>()
    });
    let Head { slug, world, seed, drawn: is_drawn, minutes, requires, camera, .. } = head?;
    let steps = steps?.into_iter().collect::<Option<Vec<Step>>>()?;
    let figures = figures?;
    Some(Lesson { slug, world, seed, is_drawn, minutes, requires, camera, figures, steps })
}

fn read_figures(value: Option<Value>, problems: &mut Problems) -> Option<BTreeMap<Slug, Figure>> {
    let Some(value) = value else { return Some(BTreeMap::new()) };
    let Value::Object(entries) = value else {
        problems.add("figures", "must be an object: { … }");
        return None;
    };
    let read = |(name, value): (String, Value)| {
        let figure = take(value, &format!("figures.{name}"), problems);
        figure.map(|figure| (Slug::new(&name), figure))
    };
    let figures: Vec<Option<(Slug, Figure)>> = entries.into_iter().map(read).collect();
    figures.into_iter().collect()
}

/// The object that a whole file is.
pub fn object(text: &str, problems: &mut Problems) -> Option<Map<String, Value>> {
    if text.len() > MAX_FILE_BYTES {
        let message = format!("has {} bytes; at most {MAX_FILE_BYTES}", text.len());
        problems.add("file", message);
        return None;
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Some(object),
        Ok(_) => {
            problems.add("file", "must be one JSON object: { … }");
            None
        }
        Err(error) => {
            let place = format!("line {}, column {}", error.line(), error.column());
            problems.add(place, format!("is not JSON: {error}"));
            None
        }
    }
}

fn read_step(step: Value, place: &str, problems: &mut Problems) -> Option<Step> {
    let Value::Object(mut step) = step else {
        problems.add(place, "must be an object: { … }");
        return None;
    };
    let variants = step.remove("variants");
    let base = step.clone();
    let read = read_form(step, place, problems);
    let variants = match variants {
        None => Some(Vec::new()),
        Some(list) => {
            self::list(Some(list), &format!("{place}.variants"), problems).and_then(|all| {
                let one = |(n, variant)| {
                    read_variant(variant, &base, &format!("{place}.variants[{n}]"), problems)
                };
                let all: Vec<Option<Variant>> = all.into_iter().enumerate().map(one).collect();
                all.into_iter().collect()
            })
        }
    };
    let (mut step, variants) = (read?, variants?);
    step.variants = variants;
    Some(step)
}

/// A variant is its step with some fields replaced, and then some names exchanged for others.
fn read_variant(
    variant: Value,
    base: &Map<String, Value>,
    place: &str,
    problems: &mut Problems,
) -> Option<Variant> {
    let Value::Object(variant) = variant else {
        problems.add(place, "must be an object: { … }");
        return None;
    };
    let (own, replaced): (Map<String, Value>, Map<String, Value>) =
        variant.into_iter().partition(|(field, _)| OWN_FIELDS.contains(&field.as_str()));
    let entry: VariantEntry = take(Value::Object(own), place, problems)?;
    let mut step = base.clone();
    step.extend(replaced);
    for (field, value) in &mut step {
        if field != "slug" {
            exchange(value, &entry.swap);
        }
    }
    let mut step = Box::new(read_form(step, place, problems)?);
    let VariantEntry { slug, world, seed, swap } = entry;
    step.form = Some(Form { variant: slug.clone(), swap });
    Some(Variant { slug, world, seed, step })
}

/// Exchanges whole words of text, wherever they stand as a value.
fn exchange(value: &mut Value, swap: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some(other) = swap.get(text.as_str()) {
                text.clone_from(other);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| exchange(value, swap)),
        Value::Object(values) => values.values_mut().for_each(|value| exchange(value, swap)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn read_form(mut step: Map<String, Value>, place: &str, problems: &mut Problems) -> Option<Step> {
    let (goals, solution) = (step.remove("goals"), step.remove("solution"));
    let events = step.remove("events");
    let (has_goals, has_solution) = (goals.is_some(), solution.is_some());
    let entry: Option<StepEntry> = take(Value::Object(step), place, problems);
    let goals = parts::<GoalEntry>(goals, &format!("{place}.goals"), problems);
    let solution = parts::<Act>(solution, &format!("{place}.solution"), problems);
    let events = match events {
        Some(events) => parts::<Act>(Some(events), &format!("{place}.events"), problems),
        None => Some(Vec::new()),
    };
    let StepEntry {
        slug,
        kind,
        camera,
        pace,
        allow,
        question,
        choices,
        input,
        revealed_by,
        weight,
    } = entry?;
    let mut fields = Fields { place, kind, problems };
    fields.belongs("question", question.is_some(), asks);
    fields.belongs("choices", choices.is_some(), asks);
    fields.belongs("input", input.is_some(), asks);
    fields.belongs("revealed-by", revealed_by.is_some(), |kind| kind == Kind::Predict);
    fields.belongs("weight", weight.is_some(), asks);
    fields.belongs("allow", allow.is_some(), |kind| matches!(kind, Kind::Do | Kind::Free));
    fields.belongs("goals", has_goals, |kind| kind == Kind::Do);
    fields.belongs("solution", has_solution, |kind| kind == Kind::Do);
    let task = if let Some(style) = kind.style() {
        let question = fields.needed("question", question);
        let choices = choices.unwrap_or_default();
        let (input, weight) = (input.unwrap_or_default(), weight.unwrap_or(1));
        Task::Ask(Inquiry { style, question: question?, choices, input, revealed_by, weight })
    } else {
        match kind {
            Kind::Do => {
                fields.needed("goals", has_goals.then_some(()));
                fields.needed("solution", has_solution.then_some(()));
                let allow = allow.unwrap_or_default();
                Task::Do(Exercise { allow, goals: goals?, solution: solution? })
            }
            Kind::Free => Task::Free { allow },
            _ => Task::Read,
        }
    };
    let (events, variants) = (events?, Vec::new());
    Some(Step { slug, camera, pace, events, variants, form: None, task })
}

/// Whether a step of this kind asks something.
const fn asks(kind: Kind) -> bool {
    kind.style().is_some()
}

/// Which fields a step has, and which it should.
struct Fields<'a> {
    place: &'a str,
    kind: Kind,
    problems: &'a mut Problems,
}

impl Fields<'_> {
    fn belongs(&mut self, field: &str, is_there: bool, is_its: impl Fn(Kind) -> bool) {
        if is_there && !is_its(self.kind) {
            let place = format!("{}.{field}", self.place);
            let kinds: Vec<&str> =
                KINDS.into_iter().filter(|&kind| is_its(kind)).map(name).collect();
            self.problems.add(place, format!("belongs in a step of kind {}", kinds.join(", ")));
        }
    }

    fn needed<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let message = format!("a step of kind {} needs `{field}`", name(self.kind));
            self.problems.add(self.place, message);
        }
        value
    }
}

/// Every kind of step.
const KINDS: [Kind; 6] =
    [Kind::Read, Kind::Predict, Kind::Explain, Kind::Quiz, Kind::Do, Kind::Free];

const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Read => "`read`",
        Kind::Predict => "`predict`",
        Kind::Explain => "`explain`",
        Kind::Quiz => "`quiz`",
        Kind::Do => "`do`",
        Kind::Free => "`free`",
    }
}

/// A list, each entry read by itself; `None` if it is absent or something in it is wrong.
fn parts<T: DeserializeOwned>(
    value: Option<Value>,
    place: &str,
    problems: &mut Problems,
) -> Option<Vec<T>> {
    let values = list(Some(value?), place, problems)?;
    let read = |(n, value)| take(value, &format!("{place}[{n}]"), problems);
    let entries: Vec<Option<T>> = values.into_iter().enumerate().map(read).collect();
    entries.into_iter().collect()
}

fn list(value: Option<Value>, place: &str, problems: &mut Problems) -> Option<Vec<Value>> {
    match value {
        Some(Value::Array(values)) => Some(values),
        Some(_) => {
            problems.add(place, "must be a list: [ … ]");
            None
        }
        None => {
            problems.add("file", format!("`{place}` is missing"));
            None
        }
    }
}

/// Reads one part; a problem names its place within the part.
pub fn take<T: DeserializeOwned>(value: Value, place: &str, problems: &mut Problems) -> Option<T> {
    match located::read(value) {
        Ok(part) => Some(part),
        Err((inner, error)) => {
            let place = match (place, inner.as_str()) {
                ("", ".") => "file".to_owned(),
                ("", inner) => inner.to_owned(),
                (place, ".") => place.to_owned(),
                (place, inner) => format!("{place}.{inner}"),
            };
            problems.add(place, error.to_string());
            None
        }
    }
}
