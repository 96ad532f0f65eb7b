//! Floods: how much each bot sends, and when.
//!
//! Simplified: all packets of a kind are of one size; a botnet's machines all send alike; nothing
//! on the way looks at a forged source address (no ingress filtering [RFC 2827]), so `spoofed`
//! changes where answers would go, never where the flood goes.

use serde::{Deserialize, Serialize};

use super::share::scaled;
use crate::engine::base::time::Span;
use crate::engine::net::capacity::{MAX_BPS, Rate};
use crate::engine::net::out_of_range::OutOfRange;

/// Bits in an octet.
const OCTET: u64 = 8;
/// The longest ramp, pulse or pause between pulses: an hour.
pub const MAX_SHAPE: Span = Span::from_s(3_600);
/// The shortest ramp, pulse or pause: what would be over sooner is not seen.
pub const MIN_SHAPE: Span = Span::from_ms(100);

/// What a flood is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FloodKind {
    /// Large answers to small questions that bots ask of third parties in the victim's name. The
    /// third parties are taken to be in the bots' own networks.
    UdpReflection,
    /// TCP segments that open connections which nobody will use [RFC 4987].
    Syn,
    /// Requests over finished handshakes, as a user would send them.
    Http,
}

impl FloodKind {
    /// The size of its packets, in octets, IP header included: an answer that fills an Ethernet
    /// frame; a SYN with its usual options; a request with its headers.
    #[must_use]
    pub const fn packet_octets(self) -> u64 {
        match self {
            Self::UdpReflection => 1_500,
            Self::Syn => 60,
            Self::Http => 600,
        }
    }

    /// A rate in bits per second of such packets.
    #[must_use]
    pub const fn rate(self, bps: u64) -> Rate {
        Rate { bps, pps: bps / (self.packet_octets() * OCTET) }
    }

    /// Whether the sender's address can be forged: not where a handshake has to be finished.
    #[must_use]
    pub const fn can_be_spoofed(self) -> bool {
        !matches!(self, Self::Http)
    }
}

/// How strong a flood is, in bits per second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Each machine sends so much.
    PerBot(u64),
    /// All of them together.
    InAll(u64),
}

impl Strength {
    /// What so many machines send together.
    ///
    /// # Errors
    /// Nothing, or more than there may be; the range is that of the number given.
    pub fn in_all(self, bots: u64) -> Result<u64, OutOfRange> {
        let (bps, times) = match self {
            Self::PerBot(bps) => (bps, bots.max(1)),
            Self::InAll(bps) => (bps, 1),
        };
        let most = MAX_BPS / times;
        OutOfRange::check("bps", bps, 1, most).map_or(Ok(bps * times), Err)
    }
}

/// How a flood goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Shape {
    /// At once, and evenly.
    #[default]
    Step,
    /// It rises evenly, then stays.
    Ramp {
        /// For how long it rises.
        over_us: Span,
    },
    /// On and off again and again.
    Pulse {
        /// For how long it is on.
        on_us: Span,
        /// For how long it is off.
        off_us: Span,
    },
}

impl Shape {
    /// The number that is out of its range, if one is.
    #[must_use]
    pub fn out_of_range(self) -> Option<OutOfRange> {
        let check = |field, span: Span| {
            OutOfRange::check(field, span.as_us(), MIN_SHAPE.as_us(), MAX_SHAPE.as_us())
        };
        match self {
            Self::Step => None,
            Self::Ramp { over_us } => check("over_us", over_us),
            Self::Pulse { on_us, off_us } => {
                check("on_us", on_us).or_else(|| check("off_us", off_us))
            }
        }
    }

    /// How much of a flood of `full` bits per second there is so long after its beginning.
    #[must_use]
    pub fn bps_after(self, full: u64, elapsed: Span) -> u64 {
        match self {
            Self::Ramp { over_us } if elapsed < over_us => {
                scaled(full, elapsed.as_us(), over_us.as_us())
            }
            Self::Step | Self::Ramp { .. } => full,
            Self::Pulse { on_us, off_us } => {
                let round = (on_us + off_us).as_us().max(1);
                if elapsed.as_us() % round < on_us.as_us() { full } else { 0 }
            }
        }
    }

    /// After how long it changes next; never, if it stays. A ramp goes in steps of `step`.
    #[must_use]
    pub fn next_change(self, elapsed: Span, step: Span) -> Option<Span> {
        match self {
            Self::Step => None,
            Self::Ramp { over_us } => (elapsed < over_us)
                .then(|| Span::from_us(step.as_us().min((over_us - elapsed).as_us()))),
            Self::Pulse { on_us, off_us } => {
                let round = (on_us + off_us).as_us().max(1);
                let within = elapsed.as_us() % round;
                let edge = if within < on_us.as_us() { on_us.as_us() } else { round };
                Some(Span::from_us(edge - within))
            }
        }
    }
}

/// Splits a rate over entries of so many machines each, in proportion, to the last bit: the parts
/// add up to the whole.
#[must_use]
pub fn split(bps: u64, counts: &[u64]) -> Vec<u64> {
    let all = counts.iter().fold(0, |all: u64, &count| all.saturating_add(count));
    let (mut before, mut given) = (0_u64, 0);
    let mut parts = Vec::with_capacity(counts.len());
    for &count in counts {
        before = before.saturating_add(count);
        let up_to_here = scaled(bps, before, all);
        parts.push(up_to_here - given);
        given = up_to_here;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole_and_are_in_proportion() {
        assert_eq!(split(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(split(MAX_BPS, &[10_000_000_000, 0, 3]).iter().sum::<u64>(), MAX_BPS);
        assert_eq!(split(600, &[1, 2, 3]), [100, 200, 300]);
        assert!(split(7, &[]).is_empty());
    }

    #[test]
    fn a_ramp_rises_and_a_pulse_goes_on_and_off() {
        let ramp = Shape::Ramp { over_us: Span::from_s(10) };
        let after = |shape: Shape, ms| shape.bps_after(1_000, Span::from_ms(ms));
        assert_eq!([0, 2_500, 10_000, 99_000].map(|ms| after(ramp, ms)), [0, 250, 1_000, 1_000]);
        let step = Span::from_s(1);
        assert_eq!(ramp.next_change(Span::from_ms(9_400), step), Some(Span::from_ms(600)));
        assert_eq!(ramp.next_change(Span::from_s(10), step), None);
        let pulse = Shape::Pulse { on_us: Span::from_s(2), off_us: Span::from_s(3) };
        assert_eq!(
            [0, 1_999, 2_000, 4_999, 5_000].map(|ms| after(pulse, ms)),
            [1_000, 1_000, 0, 0, 1_000]
        );
        assert_eq!(pulse.next_change(Span::from_ms(500), step), Some(Span::from_ms(1_500)));
        assert_eq!(pulse.next_change(Span::from_ms(2_000), step), Some(Span::from_s(3)));
        assert_eq!(Shape::Step.next_change(Span::ZERO, step), None);
    }

    #[test]
    fn numbers_out_of_range_are_named_with_it() {
        let wrong = Strength::PerBot(MAX_BPS).in_all(2).unwrap_err();
        assert_eq!((wrong.field, wrong.low, wrong.high), ("bps", 1, MAX_BPS / 2));
        assert_eq!(Strength::PerBot(5).in_all(3), Ok(15));
        assert_eq!(Strength::InAll(5).in_all(3), Ok(5));
        assert!(Strength::InAll(0).in_all(3).is_err());
        let short = Shape::Pulse { on_us: Span::from_s(1), off_us: Span::ZERO };
        assert_eq!(short.out_of_range().map(|wrong| wrong.field), Some("off_us"));
    }

    #[test]
    fn packets_follow_from_bits_and_the_size_of_the_kind() {
        assert_eq!(FloodKind::Syn.rate(4_800), Rate { bps: 4_800, pps: 10 });
        assert_eq!(FloodKind::UdpReflection.rate(11_999).pps, 0);
    }
}
