//! Goals that speak of time: since when what they want is so.
//!
//! Time is looked at, not told: whoever plays looks again and again, and what was so and is so no
//! more between two looks was not seen.

use crate::engine::base::time::SimTime;
use crate::lesson::format::Goal;

/// Goals that are watched, each with the moment since which it has held without a break.
#[derive(Clone, Debug, Default)]
pub(super) struct Watches(Vec<(Goal, Option<SimTime>)>);

impl Watches {
    /// Since when a goal has held, if it does and is watched.
    pub fn since(&self, goal: &Goal) -> Option<SimTime> {
        self.0.iter().find(|(watched, _)| watched == goal).and_then(|(_, since)| *since)
    }

    /// A goal was looked at.
    pub fn note(&mut self, goal: &Goal, holds: bool, now: SimTime) {
        let place = self.0.iter().position(|(watched, _)| watched == goal);
        let place = place.unwrap_or_else(|| {
            self.0.push((goal.clone(), None));
            self.0.len() - 1
        });
        let since = &mut self.0[place].1;
        *since = holds.then(|| since.unwrap_or(now));
    }

    /// What was so is no more known.
    pub fn forget(&mut self) {
        self.0.clear();
    }
}

/// What goals that speak of time want, those inside first: what has to be watched.
#[must_use]
pub fn watched<'a>(goals: impl IntoIterator<Item = &'a Goal>) -> Vec<&'a Goal> {
    let mut all = Vec::new();
    goals.into_iter().for_each(|goal| add_watched(goal, &mut all));
    all
}

fn add_watched<'a>(goal: &'a Goal, all: &mut Vec<&'a Goal>) {
    goal.parts().iter().for_each(|part| add_watched(part, all));
    if let Goal::Within { goal: wanted, .. } | Goal::For { goal: wanted, .. } = goal {
        all.push(wanted);
    }
}
