//! A stretch of the timeline.

use crate::engine::base::time::Span;

/// From when to when the timeline shows, as the learner counts time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    from: Span,
    to: Span,
}

/// The shortest stretch: 20 ms.
const SHORTEST_US: u64 = 20_000;

/// The least that the whole timeline shows: 2 s.
const LEAST_WHOLE_US: u64 = 2_000_000;

impl Stretch {
    /// From one moment to another, in either order; at least 20 ms.
    #[must_use]
    pub fn between(one: Span, other: Span) -> Self {
        let (from, to) = (one.min(other), one.max(other));
        let short = SHORTEST_US.saturating_sub((to - from).as_us());
        let from = from - Span::from_us(short / 2);
        Self { from, to: to.max(from + Span::from_us(SHORTEST_US)) }
    }

    /// From the beginning to a round time after `latest`: while time runs on, it stays the same
    /// for long.
    #[must_use]
    pub fn whole(latest: Span) -> Self {
        let needed = latest.as_us() + latest.as_us() / 16;
        let mut unit = LEAST_WHOLE_US / 2;
        loop {
            let round = [2, 5, 10].map(|count| unit.saturating_mul(count));
            if let Some(&to) = round.iter().find(|&&to| needed <= to || to == u64::MAX) {
                return Self { from: Span::ZERO, to: Span::from_us(to) };
            }
            unit = unit.saturating_mul(10);
        }
    }

    /// When it begins.
    #[must_use]
    pub const fn from(self) -> Span {
        self.from
    }

    /// When it ends.
    #[must_use]
    pub const fn to(self) -> Span {
        self.to
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> Span {
        self.to - self.from
    }

    /// Where a moment is on it, in thousandths; beyond its ends less than 0 or more than 1000.
    #[must_use]
    pub fn place(self, at: Span) -> f64 {
        (us(at) - us(self.from)) * 1_000.0 / us(self.length())
    }

    /// The moment at a place, in thousandths.
    #[must_use]
    pub fn at(self, place: f64) -> Span {
        let into = (place.clamp(0.0, 1_000.0) / 1_000.0 * us(self.length())).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and its length by the clamp"
        )]
        let into = into as u64;
        self.from + Span::from_us(into)
    }

    /// One that is `times` as short, about a moment.
    #[must_use]
    pub fn scaled(self, about: Span, times: u64) -> Self {
        Self::about(about, (self.length().as_us() / times.max(1)).max(SHORTEST_US))
    }

    /// One that is twice as long, about a moment.
    #[must_use]
    pub fn widened(self, about: Span) -> Self {
        Self::about(about, self.length().as_us().saturating_mul(2))
    }

    /// Whether another covers it.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        other.from <= self.from && self.to <= other.to
    }

    /// The same, moved on if a moment has left it.
    #[must_use]
    pub fn following(self, now: Span) -> Self {
        let length = self.length().as_us();
        if now < self.from {
            return Self::about(now, length);
        }
        if now <= self.to {
            return self;
        }
        // On a new page, with a little of what came before.
        let from = now - Span::from_us(length / 8);
        Self { from, to: from + Span::from_us(length) }
    }

    /// With `about` in the middle, as far as time goes back so long.
    fn about(about: Span, length_us: u64) -> Self {
        let from = about - Span::from_us(length_us / 2);
        Self { from, to: from + Span::from_us(length_us) }
    }
}

/// As a number for places on the screen.
#[expect(clippy::cast_precision_loss, reason = "a timeline of 200 years is exact to the second")]
fn us(span: Span) -> f64 {
    span.as_us() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_time_ends_at_a_round_number_after_the_latest_moment() {
        for (latest_ms, to_s) in [(0, 2), (1_900, 5), (4_000, 5), (4_900, 10), (61_000, 100)] {
            let whole = Stretch::whole(Span::from_ms(latest_ms));
            assert_eq!((whole.from(), whole.to()), (Span::ZERO, Span::from_s(to_s)), "{latest_ms}");
        }
        assert!(Span::from_us(u64::MAX / 2) < Stretch::whole(Span::from_us(u64::MAX / 2)).to());
    }

    #[test]
    fn places_and_moments_answer_to_each_other() {
        let stretch = Stretch::between(Span::from_s(3), Span::from_s(1));
        assert_eq!((stretch.from(), stretch.to()), (Span::from_s(1), Span::from_s(3)));
        assert!((stretch.place(Span::from_ms(1_500)) - 250.0).abs() < 1e-9);
        assert_eq!(stretch.at(250.0), Span::from_ms(1_500));
        assert_eq!((stretch.at(-5.0), stretch.at(f64::MAX)), (stretch.from(), stretch.to()));
        assert!(stretch.place(Span::ZERO) < 0.0);
    }

    #[test]
    fn a_stretch_is_never_too_short_and_follows_the_playhead() {
        let point = Stretch::between(Span::from_s(1), Span::from_s(1));
        assert_eq!(point.length(), Span::from_ms(20));
        assert_eq!(point.scaled(Span::from_s(1), 2).length(), Span::from_ms(20));
        let stretch = Stretch::between(Span::from_s(10), Span::from_s(18));
        assert_eq!(stretch.following(Span::from_s(12)), stretch);
        let next = stretch.following(Span::from_s(19));
        assert_eq!((next.from(), next.length()), (Span::from_s(18), Span::from_s(8)));
        let back = stretch.following(Span::from_s(1));
        assert_eq!((back.from(), back.length()), (Span::ZERO, Span::from_s(8)));
        assert!(stretch.is_within(stretch.widened(Span::from_s(14))));
    }
}
