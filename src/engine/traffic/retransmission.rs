//! The retransmission timer [RFC 6298].

use crate::engine::base::time::Span;

/// Before a round trip was measured [RFC 6298 § 2.1]; and the least ever [§ 2.4].
pub const INITIAL: Span = Span::from_s(1);
/// The most [RFC 6298 § 2.5].
pub const MOST: Span = Span::from_s(60);

/// How long an end waits for an acknowledgment. All in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retransmission {
    /// Smoothed round trip and its variation (SRTT and RTTVAR), once one was measured.
    smoothed: Option<(u64, u64)>,
    timeout: u64,
}

impl Default for Retransmission {
    fn default() -> Self {
        Self { smoothed: None, timeout: INITIAL.as_us() }
    }
}

impl Retransmission {
    /// How long it waits (RTO).
    #[must_use]
    pub const fn timeout(&self) -> Span {
        Span::from_us(self.timeout)
    }

    /// Its state in numbers, for fingerprints.
    #[must_use]
    pub fn state(&self) -> [u64; 3] {
        let (smooth, variation) = self.smoothed.unwrap_or((0, 0));
        [smooth, variation, self.timeout]
    }

    /// What was sent once was acknowledged so much later. (What was sent again measures nothing:
    /// nobody knows which of the two was acknowledged [RFC 6298 § 3].)
    pub fn measured(&mut self, round_trip: Span) {
        let now = round_trip.as_us();
        let (smooth, variation) = match self.smoothed {
            None => (now, now / 2),
            Some((smooth, variation)) => {
                let off = smooth.abs_diff(now);
                ((7 * smooth + now) / 8, (3 * variation + off) / 4)
            }
        };
        self.smoothed = Some((smooth, variation));
        self.timeout = (smooth + 4 * variation).clamp(INITIAL.as_us(), MOST.as_us());
    }

    /// Nothing came in time: it waits twice as long [RFC 6298 § 5.5].
    pub fn back_off(&mut self) {
        self.timeout = (self.timeout * 2).min(MOST.as_us());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timer_follows_the_round_trip_and_doubles_in_vain() {
        let mut timer = Retransmission::default();
        assert_eq!(timer.timeout(), Span::from_s(1));
        timer.measured(Span::from_ms(400));
        // 400 + 4 × 200.
        assert_eq!(timer.timeout(), Span::from_ms(1_200));
        // SRTT 425, RTTVAR (3 × 200 + 200) / 4 = 200.
        timer.measured(Span::from_ms(600));
        assert_eq!(timer.timeout(), Span::from_ms(425 + 800));
        timer.back_off();
        assert_eq!(timer.timeout(), Span::from_ms(2 * 1_225));
        for _ in 0..10 {
            timer.back_off();
        }
        assert_eq!(timer.timeout(), MOST);
        for _ in 0..40 {
            timer.measured(Span::from_ms(20));
        }
        assert_eq!(timer.timeout(), INITIAL);
    }
}
