//! How simulated time follows real time.

use crate::engine::base::time::Span;

/// A pace: simulated seconds per real second, one of a ladder of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(u8);

/// The ladder, slowest first, as fractions: 1, 2, 5 and so on, so that each rung is about as much
/// faster than the one below.
const LADDER: [(u32, u32); 19] = [
    (1, 1000),
    (1, 500),
    (1, 200),
    (1, 100),
    (1, 50),
    (1, 20),
    (1, 10),
    (1, 5),
    (1, 2),
    (1, 1),
    (2, 1),
    (5, 1),
    (10, 1),
    (20, 1),
    (50, 1),
    (100, 1),
    (200, 1),
    (500, 1),
    (1000, 1),
];

impl Speed {
    /// Slow enough to see an UPDATE cross an ocean in one or two seconds.
    pub const WATCHABLE: Self = Self(5);

    /// Slow enough to follow one packet from router to router.
    pub const PACKETS: Self = Self(3);

    /// Fast enough to wait for timers and caches that take minutes.
    pub const TIMERS: Self = Self(12);

    /// The place of the fastest on the ladder.
    pub const LAST_RANK: u8 = 18;

    /// Every choice, slowest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..=Self::LAST_RANK).map(Self)
    }

    /// Its place on the ladder.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.0
    }

    /// The speed at this place on the ladder; beyond its end, the fastest.
    #[must_use]
    pub fn at_rank(rank: u8) -> Self {
        Self(rank.min(Self::LAST_RANK))
    }

    /// As much slower as this one is faster, and the other way round.
    #[must_use]
    pub const fn inverse(self) -> Self {
        Self(Self::LAST_RANK - self.0)
    }

    /// Simulated seconds per real second.
    #[must_use]
    pub fn factor(self) -> f64 {
        let (up, down) = LADDER[usize::from(self.0)];
        f64::from(up) / f64::from(down)
    }

    /// As it is written on a button: `1/20×`.
    #[must_use]
    pub fn label(self) -> String {
        match LADDER[usize::from(self.0)] {
            (up, 1) => format!("{up}×"),
            (up, down) => format!("{up}/{down}×"),
        }
    }
}

/// Longest stretch of real time that one frame may stand for: a tab that slept does not leap.
const MAX_FRAME_S: f64 = 0.1;

/// Events that one frame may handle.
pub const MAX_EVENTS_PER_FRAME: u64 = 3_000;

/// Events that one frame of a page may handle on the way to convergence.
pub const MAX_EVENTS_PER_STRETCH: u64 = 5_000;

/// Events that one skip to convergence may handle; whoever wants more skips again.
pub const MAX_EVENTS_PER_SKIP: u64 = 200_000;

/// Whether and how fast time runs.
#[derive(Clone, Copy, Debug)]
pub struct Playback {
    /// Whether time runs.
    pub is_playing: bool,
    /// How fast.
    pub speed: Speed,
    /// Whether the last frame had more events than it may handle, so that the clock lags.
    pub is_lagging: bool,
    /// Events that may be handled at once on the way to convergence: for whoever has frames to
    /// show, [`MAX_EVENTS_PER_STRETCH`].
    pub at_once: u64,
    /// The part of a microsecond left over from earlier frames.
    leftover_us: f64,
}

impl Default for Playback {
    fn default() -> Self {
        Self {
            is_playing: true,
            speed: Speed::WATCHABLE,
            is_lagging: false,
            at_once: MAX_EVENTS_PER_SKIP,
            leftover_us: 0.0,
        }
    }
}

impl Playback {
    /// The simulated time that passes in `real_s` seconds of real time.
    pub fn elapse(&mut self, real_s: f64) -> Span {
        if !self.is_playing || !real_s.is_finite() {
            return Span::ZERO;
        }
        let us = real_s.clamp(0.0, MAX_FRAME_S) * self.speed.factor() * 1e6 + self.leftover_us;
        let whole = us.floor();
        self.leftover_us = us - whole;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 10^8 by the clamp and the ladder"
        )]
        Span::from_us(whole as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_time_is_lost_between_frames() {
        let mut playback = Playback { speed: Speed::at_rank(0), ..Playback::default() };
        let total: u64 = (0..6000).map(|_| playback.elapse(1.0 / 60.0).as_us()).sum();
        assert!((99_990..=100_010).contains(&total), "{total}");
    }

    #[test]
    fn a_long_sleep_is_one_short_frame_and_pause_is_nothing() {
        let mut playback = Playback::default();
        assert_eq!(playback.elapse(3600.0), Span::from_ms(5));
        playback.is_playing = false;
        assert_eq!(playback.elapse(1.0), Span::ZERO);
        playback.is_playing = true;
        assert_eq!(playback.elapse(f64::NAN), Span::ZERO);
    }

    #[test]
    fn the_ladder_climbs_from_a_thousandth_to_a_thousand() {
        let all: Vec<f64> = Speed::all().map(Speed::factor).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((all[0] - 0.001).abs() < 1e-12 && (all[18] - 1000.0).abs() < 1e-9);
        let named = [Speed::PACKETS, Speed::WATCHABLE, Speed::TIMERS].map(Speed::label);
        assert_eq!(named, ["1/100×", "1/20×", "10×"]);
        let inverse = |speed: Speed| speed.factor() * speed.inverse().factor();
        assert!(Speed::all().all(|speed| (inverse(speed) - 1.0).abs() < 1e-9));
        assert!(all.windows(2).all(|pair| (1.9..=2.6).contains(&(pair[1] / pair[0]))));
    }
}
