//! How much there is of traffic, and how much of it fits: rates, capacities, demands.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

use super::out_of_range::OutOfRange;

/// The highest rate and capacity, in bits per second: ten petabit. All sums over a world stay
/// below 2^64 with it, even where a forwarding loop counts each packet 64 times.
pub const MAX_BPS: u64 = 10_000_000_000_000_000;
/// The highest capacity in packets per second.
pub const MAX_PPS: u64 = 1_000_000_000_000_000;
/// The most that the users of all client networks may ask for, over all services, in bits (or
/// packets) per second.
pub const MAX_DEMAND: u64 = 10 * MAX_BPS;

/// So much traffic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Bits per second.
    pub bps: u64,
    /// Packets per second.
    pub pps: u64,
}

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self { bps: 0, pps: 0 };

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.bps == 0 && self.pps == 0
    }
}

impl Add for Rate {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { bps: self.bps.saturating_add(other.bps), pps: self.pps.saturating_add(other.pps) }
    }
}

impl AddAssign for Rate {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Rate {
    type Output = Self;

    /// What is left of it.
    fn sub(self, other: Self) -> Self {
        Self { bps: self.bps.saturating_sub(other.bps), pps: self.pps.saturating_sub(other.pps) }
    }
}

impl Sum for Rate {
    fn sum<I: Iterator<Item = Self>>(rates: I) -> Self {
        rates.fold(Self::ZERO, Add::add)
    }
}

/// What a node or a link can take; what is absent has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Bits per second.
    pub bps: Option<u64>,
    /// Packets per second.
    pub pps: Option<u64>,
}

impl Capacity {
    /// Whether a rate fits; just as much as there is does.
    #[must_use]
    pub fn fits(self, rate: Rate) -> bool {
        self.bps.is_none_or(|most| rate.bps <= most) && self.pps.is_none_or(|most| rate.pps <= most)
    }

    /// Whether it bounds anything.
    #[must_use]
    pub const fn is_bounded(self) -> bool {
        self.bps.is_some() || self.pps.is_some()
    }
}

/// The capacity of a node, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityEntry {
    /// Bits per second.
    pub bps: u64,
    /// Packets per second; absent: as many as there are bits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pps: Option<u64>,
}

impl CapacityEntry {
    /// The numbers that are out of their range.
    #[must_use]
    pub fn out_of_range(&self) -> Vec<OutOfRange> {
        let pps = self.pps.and_then(|pps| OutOfRange::check("pps", pps, 1, MAX_PPS));
        bps_out_of_range(self.bps).into_iter().chain(pps).collect()
    }
}

impl From<CapacityEntry> for Capacity {
    fn from(entry: CapacityEntry) -> Self {
        Self { bps: Some(entry.bps), pps: entry.pps }
    }
}

/// A capacity in bits per second, if it is out of its range.
#[must_use]
pub fn bps_out_of_range(bps: u64) -> Option<OutOfRange> {
    OutOfRange::check("bps", bps, 1, MAX_BPS)
}

/// What a user of a service asks for on average, towards the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// Bits per second.
    #[serde(default)]
    pub per_user_bps: u64,
    /// Packets per second.
    #[serde(default)]
    pub per_user_pps: u64,
}

impl Demand {
    /// Whether users ask for nothing.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.per_user_bps == 0 && self.per_user_pps == 0
    }

    /// What so many users ask for together.
    #[must_use]
    pub const fn of(&self, users: u64) -> Rate {
        Rate {
            bps: self.per_user_bps.saturating_mul(users),
            pps: self.per_user_pps.saturating_mul(users),
        }
    }
}
