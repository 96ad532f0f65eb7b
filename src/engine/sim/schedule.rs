//! The commands that a scenario brings along.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::command::Command;
use crate::engine::base::time::Span;
use crate::engine::net::validate::{MAX_SPAN_US, Problem};

/// A command with its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheduled {
    /// When, counted from the moment at which a learner meets the world.
    pub at_us: Span,
    /// What.
    #[serde(flatten)]
    pub command: Command,
}

/// Reads the commands of a scenario. Whether their names mean anything is seen when they are
/// carried out.
///
/// # Errors
/// All that are no commands, or not in the order of their times.
pub fn read(commands: &[Value]) -> Result<Vec<Scheduled>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut read: Vec<Scheduled> = Vec::new();
    for (n, value) in commands.iter().enumerate() {
        let place = format!("commands[{n}]");
        match Scheduled::deserialize(value) {
            Ok(scheduled) => {
                let low = read.last().map_or(0, |last| last.at_us.as_us());
                let at = scheduled.at_us.as_us();
                if !(low..=MAX_SPAN_US).contains(&at) {
                    let message = format!("must lie between {low} and {MAX_SPAN_US}, not {at}");
                    problems.push(Problem::new(&format!("{place}.at_us"), message));
                }
                read.push(scheduled);
            }
            Err(error) => problems.push(Problem::new(&place, error.to_string())),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(problems) }
}
