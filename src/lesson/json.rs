//! From the text of `lesson.json` to its structure, with every problem of its form at once.
//!
//! A part that is wrong does not keep the others from being looked at: the head, each step, each
//! goal and each act is read by itself.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::format::{
    Act, Allow, Exercise, FORMAT, GoalEntry, Kind, Lesson, Pace, Prediction, Question, Step, Task,
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
    minutes: u8,
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
    revealed_by: Option<Slug>,
}

/// Reads a lesson's structure. `None` if it has a problem of form, which is then in `problems`.
pub fn read(text: &str, problems: &mut Problems) -> Option<Lesson> {
    let mut head = object(text, problems)?;
    let steps = head.remove("steps");
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
    let Head { slug, world, seed, minutes, camera, .. } = head?;
    let steps = steps?.into_iter().collect::<Option<Vec<Step>>>()?;
    Some(Lesson { slug, world, seed, minutes, camera, steps })
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
    let (goals, solution) = (step.remove("goals"), step.remove("solution"));
    let (has_goals, has_solution) = (goals.is_some(), solution.is_some());
    let entry: Option<StepEntry> = take(Value::Object(step), place, problems);
    let goals = parts::<GoalEntry>(goals, &format!("{place}.goals"), problems);
    let solution = parts::<Act>(solution, &format!("{place}.solution"), problems);
    let entry = entry?;
    let StepEntry { slug, kind, camera, pace, allow, question, choices, revealed_by } = entry;
    let mut fields = Fields { place, kind, problems };
    fields.belongs("question", question.is_some(), Kind::Predict);
    fields.belongs("choices", choices.is_some(), Kind::Predict);
    fields.belongs("revealed-by", revealed_by.is_some(), Kind::Predict);
    fields.belongs("allow", allow.is_some(), Kind::Do);
    fields.belongs("goals", has_goals, Kind::Do);
    fields.belongs("solution", has_solution, Kind::Do);
    let task = match kind {
        Kind::Read => Task::Read,
        Kind::Predict => {
            let question = fields.needed("question", question);
            let choices = fields.needed("choices", choices);
            Task::Predict(Prediction { question: question?, choices: choices?, revealed_by })
        }
        Kind::Do => {
            fields.needed("goals", has_goals.then_some(()));
            fields.needed("solution", has_solution.then_some(()));
            let allow = allow.unwrap_or_default();
            Task::Do(Exercise { allow, goals: goals?, solution: solution? })
        }
    };
    Some(Step { slug, camera, pace, task })
}

/// Which fields a step has, and which it should.
struct Fields<'a> {
    place: &'a str,
    kind: Kind,
    problems: &'a mut Problems,
}

impl Fields<'_> {
    fn belongs(&mut self, field: &str, is_there: bool, kind: Kind) {
        if is_there && self.kind != kind {
            let place = format!("{}.{field}", self.place);
            self.problems.add(place, format!("belongs in a step of kind {}", name(kind)));
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

const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Read => "`read`",
        Kind::Predict => "`predict`",
        Kind::Do => "`do`",
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
