//! Health checks: what the authority holds of a node, from checks at fixed moments.

use crate::engine::base::time::Span;
use crate::engine::net::scenario::HealthEntry;
use crate::engine::traffic::series::Series;

/// What is held of a node over time, if it answers as `answers` says, is checked at `first` and
/// each interval from then, and was held what it was for long before. Until `end`.
#[must_use]
pub fn verdict(
    answers: &Series<bool>,
    check: &HealthEntry,
    first: Span,
    end: Span,
) -> Series<bool> {
    let mut held = Series::new(*answers.before());
    let mut against = 0;
    let mut at = first;
    while at <= end {
        let is_answered = *answers.at(at);
        // An answer is known at once, that none comes only after a while.
        let known = if is_answered { at } else { at + check.timeout_us };
        against = if is_answered == *held.last() { 0 } else { against + 1 };
        if against == if is_answered { check.rises } else { check.falls } {
            held.change(known, is_answered);
            against = 0;
        }
        let is_last = answers.changes().last().is_none_or(|(last, _)| *last <= at);
        if is_last && is_answered == *held.last() {
            break;
        }
        at += check.interval_us;
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(seconds: u64) -> Span {
        Span::from_s(seconds)
    }

    const CHECK: HealthEntry = HealthEntry {
        interval_us: Span::from_s(10),
        timeout_us: Span::from_s(2),
        falls: 3,
        rises: 2,
    };

    fn dead_between(from: u64, to: u64) -> Series<bool> {
        let mut answers = Series::new(true);
        answers.change(s(from), false);
        answers.change(s(to), true);
        answers
    }

    #[test]
    fn a_node_falls_with_the_third_check_in_a_row_and_rises_with_the_second() {
        let held = verdict(&dead_between(0, 100), &CHECK, s(4), s(600));
        assert_eq!(held.changes(), [(s(26), false), (s(114), true)]);
    }

    #[test]
    fn what_is_over_before_the_third_check_is_never_known() {
        // Checks at 4, 14 and 24 s.
        assert_eq!(verdict(&dead_between(1, 24), &CHECK, s(4), s(600)).changes(), []);
        assert_eq!(verdict(&dead_between(1, 25), &CHECK, s(4), s(600)).changes().len(), 2);
        let mut twice = dead_between(1, 20);
        twice.change(s(30), false);
        twice.change(s(40), true);
        assert_eq!(verdict(&twice, &CHECK, s(4), s(600)).changes(), []);
    }
}
