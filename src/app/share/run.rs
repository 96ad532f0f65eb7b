//! What a link says of a run, and its form in version 1.

use serde::{Deserialize, Serialize};

use super::problem::RunProblem;
use crate::app::parameters::quoted;
use crate::app::session::limits::MAX_LOG;
use crate::app::session::resume::Written;
use crate::app::session::{LogEntry, Moment};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;

/// Characters of a fingerprint that a link carries: enough to notice that a run came out
/// differently, by chance once in 2⁶⁴.
pub const DIGEST_CHARS: usize = 16;

/// A run that is shared. Its world is named beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRun {
    /// What its randomness comes from.
    pub seed: u64,
    /// What was done, and where one looks.
    pub written: Written,
    /// The beginning of the fingerprint of the world that is looked at; absent where making it
    /// would have taken too long.
    pub digest: Option<String>,
    /// The lesson and its step in which it was made.
    pub lesson: Option<(Slug, Slug)>,
}

/// The form in version 1. Times and step counts in the log are counted from the entry before.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    seed: u64,
    log: Vec<(u64, u64, Command)>,
    head: (u64, u64),
    look: (u64, u64, usize),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lesson: Option<(Slug, Slug)>,
}

impl SharedRun {
    /// It in version 1, as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Written { log, head, playhead } = &self.written;
        let (mut at, mut steps) = (0, 0);
        let entry = |entry: &LogEntry| {
            let since = (entry.at.as_us() - at, entry.steps - steps);
            (at, steps) = (entry.at.as_us(), entry.steps);
            (since.0, since.1, entry.command.clone())
        };
        let form = Form {
            seed: self.seed,
            log: log.iter().map(entry).collect(),
            head: (head.at.as_us(), head.steps),
            look: (playhead.at.as_us(), playhead.steps, playhead.entries),
            digest: self.digest.clone(),
            lesson: self.lesson.clone(),
        };
        serde_json::to_string(&form).expect("slugs, texts and numbers always make JSON")
    }

    /// Reads version 1.
    ///
    /// # Errors
    /// It is not of that form, or has too many commands.
    pub fn of_json(json: &[u8]) -> Result<Self, RunProblem> {
        let malformed = |why: &str| RunProblem::Malformed { why: shortened(why) };
        let form: Form =
            serde_json::from_slice(json).map_err(|error| malformed(&error.to_string()))?;
        if form.log.len() > MAX_LOG {
            return Err(RunProblem::TooManyCommands { count: form.log.len() });
        }
        let is_digest = |text: &String| {
            text.len() == DIGEST_CHARS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        if !form.digest.iter().all(is_digest) {
            return Err(malformed("`digest` must have 16 hexadecimal digits"));
        }
        let slugs = form.lesson.iter().flat_map(|(lesson, step)| [lesson, step]);
        if let Some(bad) = slugs.into_iter().find(|slug| !slug.is_well_formed()) {
            return Err(malformed(&format!("`{}` is no slug", quoted(bad.as_str()))));
        }
        let (mut at, mut steps) = (0_u64, 0_u64);
        let mut log = Vec::with_capacity(form.log.len());
        for (later, more, command) in form.log {
            let next = at.checked_add(later).zip(steps.checked_add(more));
            (at, steps) = next.ok_or_else(|| malformed("the times add up to too much"))?;
            log.push(LogEntry { at: SimTime::from_us(at), steps, command });
        }
        let entries = log.len();
        let moment = |at, steps, entries| Moment { at: SimTime::from_us(at), steps, entries };
        let written = Written {
            log,
            head: moment(form.head.0, form.head.1, entries),
            playhead: moment(form.look.0, form.look.1, form.look.2),
        };
        Ok(Self { seed: form.seed, written, digest: form.digest, lesson: form.lesson })
    }
}

/// The reader repeats what it met: a hostile link must not fill the page with it.
fn shortened(why: &str) -> String {
    const MOST: usize = 160;
    let is_long = why.chars().nth(MOST).is_some();
    why.chars().take(MOST).chain(is_long.then_some('…')).collect()
}
