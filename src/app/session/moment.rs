//! Moments of a run, and what is written down of a command.

use serde::{Deserialize, Serialize};

use crate::engine::base::time::SimTime;
use crate::engine::sim::command::Command;

/// A command, and when it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// The time.
    pub at: SimTime,
    /// How many events had been handled: a learner can act between two events of one instant.
    pub steps: u64,
    /// The command.
    pub command: Command,
}

/// A moment of a run, to return to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The time.
    pub at: SimTime,
    /// How many events had been handled.
    pub steps: u64,
    /// How many commands had been given.
    pub entries: usize,
}

impl Moment {
    /// How much has happened by then: of two moments of one history, the one with more is later;
    /// between two with as much, time passes and nothing happens.
    #[must_use]
    pub const fn progress(&self) -> (u64, usize) {
        (self.steps, self.entries)
    }

    /// The moment just before a command is carried out, which is the `entries`th.
    #[must_use]
    pub const fn before(entry: &LogEntry, entries: usize) -> Self {
        Self { at: entry.at, steps: entry.steps, entries }
    }
}
