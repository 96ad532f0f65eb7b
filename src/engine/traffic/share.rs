//! Shares of a rate, in billionths.

use crate::engine::net::capacity::Rate;

/// A share from nothing to all, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u64);

impl Share {
    /// Billionths in all.
    pub const WHOLE: u64 = 1_000_000_000;
    /// All.
    pub const ALL: Self = Self(Self::WHOLE);
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// The share that `part` is of `whole`, rounded down; all if there is as much or more.
    #[must_use]
    pub fn of(part: u64, whole: u64) -> Self {
        if part >= whole { Self::ALL } else { Self(scaled(part, Self::WHOLE, whole)) }
    }

    /// In billionths.
    #[must_use]
    pub const fn billionths(self) -> u64 {
        self.0
    }

    /// In hundredths, rounded down.
    #[must_use]
    pub const fn percent(self) -> u64 {
        self.0 / (Self::WHOLE / 100)
    }

    /// This share of a share.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(scaled(self.0, other.0, Self::WHOLE))
    }

    /// This share of a rate, rounded down.
    #[must_use]
    pub fn part_of(self, rate: Rate) -> Rate {
        if self == Self::ALL {
            return rate;
        }
        let part = |all| scaled(all, self.0, Self::WHOLE);
        Rate { bps: part(rate.bps), pps: part(rate.pps) }
    }
}

/// A part of a whole per thousand, rounded; nothing of nothing is nothing.
#[must_use]
pub fn permille(part: u64, whole: u64) -> u64 {
    let (part, whole) = (u128::from(part), u128::from(whole.max(1)));
    u64::try_from((part * 1_000 + whole / 2) / whole).unwrap_or(u64::MAX)
}

/// `value` times `by` over `over`, rounded down; as much as there is room for.
#[must_use]
pub fn scaled(value: u64, by: u64, over: u64) -> u64 {
    let product = u128::from(value) * u128::from(by) / u128::from(over.max(1));
    u64::try_from(product).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_never_gives_more_than_there_is() {
        assert_eq!(Share::of(1, 3).billionths(), 333_333_333);
        assert_eq!(Share::of(3, 3), Share::ALL);
        assert_eq!(Share::of(0, 0), Share::ALL);
        assert_eq!(Share::of(2, 3).percent(), 66);
        let rate = Rate { bps: 300, pps: 7 };
        assert_eq!(Share::of(1, 3).part_of(rate), Rate { bps: 99, pps: 2 });
        assert_eq!(Share::ALL.part_of(rate), rate);
        assert_eq!(Share::of(3, 4).times(Share::of(1, 2)), Share::of(3, 8));
        assert_eq!(scaled(u64::MAX, u64::MAX, 1), u64::MAX);
    }
}
