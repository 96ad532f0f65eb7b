//! The latest facts, numbered, for those who read them at their own pace.

use std::collections::VecDeque;

use crate::engine::sim::fact::Fact;

/// Facts kept; older ones are forgotten, and whoever read too slowly misses them.
const KEPT: usize = 4096;

/// A window on the stream of facts.
#[derive(Clone, Debug, Default)]
pub struct RecentFacts {
    forgotten: u64,
    facts: VecDeque<Fact>,
}

impl RecentFacts {
    /// Adds facts, in order.
    pub fn push(&mut self, facts: &[Fact]) {
        self.facts.extend(facts.iter().cloned());
        while self.facts.len() > KEPT {
            self.facts.pop_front();
            self.forgotten += 1;
        }
    }

    /// Forgets all facts: time leapt, and what comes next does not follow them. Numbers go on.
    pub fn skip(&mut self) {
        self.forgotten = self.next_number();
        self.facts.clear();
    }

    /// Forgets all facts: numbers go on after those of `others`, which somebody has read meanwhile.
    pub fn go_on_after(&mut self, others: &Self) {
        self.skip();
        self.forgotten = self.forgotten.max(others.next_number());
    }

    /// The number that the next fact will get: remember it, and ask [`RecentFacts::since`] later.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        self.forgotten + u64::try_from(self.facts.len()).unwrap_or(u64::MAX)
    }

    /// The facts from number `number` on, as far as they are kept.
    pub fn since(&self, number: u64) -> impl Iterator<Item = &Fact> {
        let skip = number.saturating_sub(self.forgotten);
        self.facts.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::base::time::SimTime;
    use crate::engine::sim::fact::What;

    fn fact(step: u64) -> Fact {
        Fact { at: SimTime::ZERO, step, what: What::Converged { announced: step, withdrawn: 0 } }
    }

    #[test]
    fn a_reader_gets_each_fact_once() {
        let mut recent = RecentFacts::default();
        recent.push(&[fact(0), fact(1)]);
        let mark = recent.next_number();
        recent.push(&[fact(2)]);
        assert_eq!(recent.since(mark).map(|f| f.step).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn the_oldest_are_forgotten_and_numbers_go_on() {
        let mut recent = RecentFacts::default();
        let many: Vec<Fact> = (0..5000).map(fact).collect();
        recent.push(&many);
        assert_eq!(recent.next_number(), 5000);
        assert_eq!(recent.since(0).count(), KEPT);
        assert_eq!(recent.since(4999).map(|f| f.step).collect::<Vec<_>>(), [4999]);
    }
}
