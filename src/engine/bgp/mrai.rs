//! `MinRouteAdvertisementInterval`, one timer a session end [RFC 4271 § 9.2.1.1].
//!
//! The RFC words it per destination and allows one timer per peer, which is what
//! implementations have; so here.

use super::config::Mrai;
use crate::engine::base::ids::EndId;
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;

/// The timer of one session end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MraiTimer {
    interval: Span,
    jitter: Option<Stream>,
    is_running: bool,
}

impl MraiTimer {
    /// A stopped timer for this end.
    #[must_use]
    pub fn new(mrai: &Mrai, seed: u64, end: EndId, is_internal: bool) -> Self {
        let interval = if is_internal { mrai.ibgp } else { mrai.ebgp };
        let jitter = mrai.has_jitter.then(|| Stream::fork(seed, Purpose::MraiJitter, end.get()));
        Self { interval, jitter, is_running: false }
    }

    /// Whether it ever runs: an interval of zero switches it off.
    #[must_use]
    pub const fn has_interval(&self) -> bool {
        !self.interval.is_zero()
    }

    /// Whether announcements have to wait.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.is_running
    }

    /// Starts it. Returns how long it will run, or nothing if the interval is zero or it runs
    /// already.
    pub fn start(&mut self) -> Option<Span> {
        if self.interval.is_zero() || self.is_running {
            return None;
        }
        self.is_running = true;
        let full = self.interval.as_us();
        Some(match &mut self.jitter {
            Some(stream) => Span::from_us(stream.between(full / 4 * 3, full)),
            None => self.interval,
        })
    }

    /// Stops it: it expired, or the session ended.
    pub const fn stop(&mut self) {
        self.is_running = false;
    }

    /// How many random numbers it has drawn, for fingerprints.
    #[must_use]
    pub fn drawn(&self) -> u64 {
        self.jitter.as_ref().map_or(0, Stream::drawn)
    }
}
