//! Route flap damping [RFC 2439, with the values of RFC 7196].
//!
//! Each route of an eBGP neighbour gathers a penalty when it changes. The penalty halves in every
//! half-life; above one threshold the route cannot be a candidate, until it has sunk below
//! another. Whole numbers only: a penalty is kept in 65,536ths, and powers of one half come from
//! a table.

use std::collections::BTreeSet;

use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::base::time::{SimTime, Span};
pub use crate::engine::net::scenario::Damping;

/// The routes that are damped, by the end they came in at.
pub type Damped = BTreeSet<(EndId, PrefixId)>;

/// 2^32 · 2^(-2^-n) for n = 1 … 16: what is left of 2^32 after half of a half-life, a quarter,
/// an eighth …
const POWERS: [u64; 16] = [
    3_037_000_500,
    3_611_622_603,
    3_938_502_376,
    4_112_874_773,
    4_202_935_003,
    4_248_701_965,
    4_271_771_996,
    4_283_353_945,
    4_289_156_690,
    4_292_061_010,
    4_293_513_907,
    4_294_240_540,
    4_294_603_903,
    4_294_785_595,
    4_294_876_445,
    4_294_921_870,
];

/// A penalty of 1, as it is kept.
const UNIT: u64 = 1 << 16;

/// The highest penalty that is kept [RFC 7196 § 6].
const MAX_PENALTY: u64 = 50_000 * UNIT;

/// A penalty times a power of the table.
fn scaled(penalty: u64, power: u64) -> u64 {
    let product = u128::from(penalty) * u128::from(power);
    u64::try_from(product >> 32).expect("a power is less than 2^32")
}

impl Damping {
    /// What is left of a penalty after some time.
    fn decayed(&self, penalty: u64, after: Span) -> u64 {
        let half_life = self.half_life_us.as_us();
        let whole = after.as_us() / half_life;
        if whole > 40 {
            return 0;
        }
        let mut left = penalty >> whole;
        let mut part = after.as_us() % half_life;
        for power in POWERS {
            part *= 2;
            if part >= half_life {
                part -= half_life;
                left = scaled(left, power);
            }
        }
        left
    }

    /// The most a penalty can be: what sinks to the reuse threshold in the longest suppression
    /// [RFC 2439 § 4.2].
    fn ceiling(&self) -> u64 {
        let reuse = u64::from(self.reuse) * UNIT;
        let whole = self.max_suppress_us.as_us() / self.half_life_us.as_us();
        let part = Span::from_us(self.max_suppress_us.as_us() % self.half_life_us.as_us());
        if whole >= 16 {
            return MAX_PENALTY;
        }
        // 2^(w + p) = 2^(w + 1) / 2^(1 - p), and 2^-(1 - p) is what decay knows.
        let rest = Span::from_us(self.half_life_us.as_us() - part.as_us());
        self.decayed(reuse << (whole + 1), rest).min(MAX_PENALTY)
    }
}

/// What happened to a route, as damping counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flap {
    /// It was withdrawn.
    Withdrawal,
    /// It was announced with other attributes.
    AttributeChange,
}

/// The history of one route of one neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Damper {
    /// In 65,536ths, as of `since`.
    penalty: u64,
    since: SimTime,
    is_suppressed: bool,
}

impl Damper {
    /// Counts a flap. Returns whether the route has just become suppressed.
    pub fn flap(&mut self, damping: &Damping, now: SimTime, flap: Flap) -> bool {
        let cost = match flap {
            Flap::Withdrawal => damping.withdrawal,
            Flap::AttributeChange => damping.attribute_change,
        };
        let left = self.penalty_at(damping, now);
        self.penalty = (left + u64::from(cost) * UNIT).min(damping.ceiling());
        self.since = now;
        let was_suppressed = self.is_suppressed;
        self.is_suppressed |= self.penalty > u64::from(damping.suppress) * UNIT;
        self.is_suppressed && !was_suppressed
    }

    /// Whether the route is suppressed.
    #[must_use]
    pub const fn is_suppressed(&self) -> bool {
        self.is_suppressed
    }

    /// The penalty at a moment, as a plain number, rounded down.
    #[must_use]
    pub fn penalty(&self, damping: &Damping, now: SimTime) -> u64 {
        self.penalty_at(damping, now) / UNIT
    }

    fn penalty_at(&self, damping: &Damping, now: SimTime) -> u64 {
        damping.decayed(self.penalty, now.since(self.since))
    }

    /// When a suppressed route will be used again, if nothing more happens to it.
    #[must_use]
    pub fn reuse_at(&self, damping: &Damping) -> SimTime {
        let is_low = |us: u64| {
            damping.decayed(self.penalty, Span::from_us(us)) <= u64::from(damping.reuse) * UNIT
        };
        let (mut low, mut high) = (0, damping.max_suppress_us.as_us());
        while low < high {
            let middle = low.midpoint(high);
            if is_low(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        self.since + Span::from_us(high)
    }

    /// Ends the suppression if its time has come. Returns whether it did.
    pub fn reuse(&mut self, damping: &Damping, now: SimTime) -> bool {
        let is_due = self.is_suppressed && self.reuse_at(damping) <= now;
        self.is_suppressed &= !is_due;
        is_due
    }

    /// Its state, for fingerprints: the penalty at a moment, in 65,536ths, and whether the route
    /// is suppressed.
    #[must_use]
    pub const fn state(&self) -> (u64, SimTime, bool) {
        (self.penalty, self.since, self.is_suppressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60_000_000;

    fn at(minutes: u64) -> SimTime {
        SimTime::from_us(minutes * MINUTE)
    }

    #[test]
    fn the_table_holds_the_powers_of_one_half() {
        for (n, power) in (1..).zip(POWERS) {
            let exact = 2_f64.powi(32) * 2_f64.powf(-(0.5_f64.powi(n)));
            let error = (f64::from(u32::try_from(power).unwrap()) - exact).abs();
            assert!(error < 1.0, "power {n}: {power}, not {exact}");
        }
    }

    #[test]
    fn a_penalty_halves_in_a_half_life_and_sinks_evenly_between() {
        let damping = Damping::default();
        let mut damper = Damper::default();
        damper.flap(&damping, at(0), Flap::Withdrawal);
        let penalty = |minutes| damper.penalty(&damping, at(minutes));
        assert_eq!([penalty(0), penalty(15), penalty(30)], [1000, 500, 250]);
        // 1000 · 2^(-1/3), 2^(-2/3)
        assert_eq!([penalty(5), penalty(10)], [793, 629]);
        let all: Vec<u64> = (0..120).map(penalty).collect();
        assert!(all.is_sorted_by(|one, next| one >= next), "it only sinks");
    }

    #[test]
    fn six_withdrawals_are_borne_and_the_seventh_suppresses() {
        let damping = Damping::default();
        let mut damper = Damper::default();
        for _ in 0..6 {
            assert!(!damper.flap(&damping, at(0), Flap::Withdrawal));
        }
        assert!(damper.flap(&damping, at(0), Flap::AttributeChange), "6,500 is above 6,000");
        assert!(damper.is_suppressed());
        // 6500 sinks to 750 in 15 min · log2(6500 / 750) = 46.73 min.
        let reuse = damper.reuse_at(&damping).as_us();
        assert!((46_720_000..46_740_000).contains(&(reuse / 60)), "{reuse}");
        assert!(!damper.reuse(&damping, SimTime::from_us(reuse - 1)));
        assert!(damper.reuse(&damping, SimTime::from_us(reuse)));
        assert!(!damper.is_suppressed());
    }

    #[test]
    fn nothing_is_suppressed_longer_than_the_longest_suppression() {
        let damping = Damping::default();
        let mut damper = Damper::default();
        for _ in 0..100 {
            damper.flap(&damping, at(0), Flap::Withdrawal);
        }
        // 750 · 2^(60 / 15)
        assert_eq!(damper.penalty(&damping, at(0)), 12_000);
        assert_eq!(damper.reuse_at(&damping), at(60));
    }
}
