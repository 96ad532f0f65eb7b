//! How many sessions live, and what became of the others.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::traffic::flow::{Cause, Flow, FlowKind};

/// The sessions of one kind, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Survival {
    /// How many were started.
    pub started: u64,
    /// How many were ever answered.
    pub opened: u64,
    /// How many go on.
    pub alive: u64,
    /// How many ended as was wanted.
    pub stopped: u64,
    /// How many were lost, by cause.
    pub lost: BTreeMap<Cause, u64>,
}

impl Survival {
    /// How many were lost in all.
    #[must_use]
    pub fn all_lost(&self) -> u64 {
        self.lost.values().sum()
    }

    fn take_in(&mut self, flow: &Flow) {
        self.started += 1;
        self.opened += u64::from(flow.opened.is_some());
        match flow.cause() {
            None => self.alive += 1,
            Some(cause) if cause.is_loss() => *self.lost.entry(cause).or_default() += 1,
            Some(_) => self.stopped += 1,
        }
    }
}

/// The figures of each kind of which there is a session. Taken before and after a command, they
/// say what it cost.
#[must_use]
pub fn survival<'a>(flows: impl IntoIterator<Item = &'a Flow>) -> BTreeMap<FlowKind, Survival> {
    let mut figures = BTreeMap::<FlowKind, Survival>::new();
    for flow in flows {
        figures.entry(flow.kind).or_default().take_in(flow);
    }
    figures
}
