//! A value over time that changes at known moments: exact, with nothing sampled.

use crate::engine::base::time::Span;

/// A value before something happened, and how it changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series<T> {
    before: T,
    /// In order of time, no two at one moment, none to the value that it was.
    changes: Vec<(Span, T)>,
}

impl<T: Clone + PartialEq> Series<T> {
    /// A value that has not changed yet.
    #[must_use]
    pub const fn new(before: T) -> Self {
        Self { before, changes: Vec::new() }
    }

    /// The value changes at a moment, no earlier than the last change; one at the same moment takes
    /// its place.
    pub fn change(&mut self, at: Span, value: T) {
        if self.changes.last().is_some_and(|(last, _)| *last >= at) {
            self.changes.pop();
        }
        if *self.last() != value {
            self.changes.push((at, value));
        }
    }

    /// The value before.
    #[must_use]
    pub const fn before(&self) -> &T {
        &self.before
    }

    /// The value after all changes.
    #[must_use]
    pub fn last(&self) -> &T {
        self.changes.last().map_or(&self.before, |(_, value)| value)
    }

    /// The value at a moment, changes of that very moment included.
    #[must_use]
    pub fn at(&self, moment: Span) -> &T {
        let passed = self.changes.partition_point(|(at, _)| *at <= moment);
        passed.checked_sub(1).map_or(&self.before, |last| &self.changes[last].1)
    }

    /// The changes, in order of time.
    #[must_use]
    pub fn changes(&self) -> &[(Span, T)] {
        &self.changes
    }

    /// The moments at which it changes.
    pub fn moments(&self) -> impl Iterator<Item = Span> {
        self.changes.iter().map(|(at, _)| *at)
    }

    /// A series made of others: `value` is asked for the value before (`None`), then at each of
    /// these moments.
    pub fn compiled(
        moments: impl IntoIterator<Item = Span>,
        mut value: impl FnMut(Option<Span>) -> T,
    ) -> Self {
        let mut moments: Vec<Span> = moments.into_iter().collect();
        moments.sort_unstable();
        moments.dedup();
        let mut series = Self::new(value(None));
        for at in moments {
            series.change(at, value(Some(at)));
        }
        series
    }

    /// The value before if `moment` is `None`, else that at it.
    #[must_use]
    pub fn when(&self, moment: Option<Span>) -> &T {
        moment.map_or(&self.before, |moment| self.at(moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Span {
        Span::from_s(seconds)
    }

    #[test]
    fn a_value_is_what_it_was_changed_to_last() {
        let mut series = Series::new('a');
        series.change(s(1), 'b');
        series.change(s(3), 'c');
        let at = |seconds| *series.at(s(seconds));
        assert_eq!((*series.before(), at(0), at(1), at(2), at(3)), ('a', 'a', 'b', 'b', 'c'));
        assert_eq!(*series.last(), 'c');
    }

    #[test]
    fn what_lasts_no_time_leaves_no_trace() {
        let mut series = Series::new('a');
        series.change(s(1), 'b');
        series.change(s(1), 'a');
        series.change(s(2), 'a');
        assert_eq!(series, Series::new('a'));
        series.change(s(3), 'b');
        series.change(s(3), 'c');
        assert_eq!(series.changes(), [(s(3), 'c')]);
    }

    #[test]
    fn a_compiled_series_changes_where_its_parts_do() {
        let (mut one, mut other) = (Series::new(1), Series::new(10));
        one.change(s(2), 2);
        other.change(s(1), 20);
        other.change(s(2), 19);
        let sum = Series::compiled(one.moments().chain(other.moments()), |moment| {
            one.when(moment) + other.when(moment)
        });
        assert_eq!((sum.before(), sum.changes()), (&11, &[(s(1), 21)][..]));
    }
}
