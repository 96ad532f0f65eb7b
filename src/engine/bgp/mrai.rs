//! `MinRouteAdvertisementInterval` of one session end [RFC 4271 § 9.2.1.1].
//!
//! The RFC words it for each destination and allows one timer for the whole peer, which is what
//! implementations have. Both are here; see [`MraiScope`].

use std::collections::BTreeSet;

use super::config::Mrai;
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;
pub use crate::engine::net::scenario::MraiScope;

/// The timers of one session end: one, or one a prefix.
///
/// A timer is named by its prefix, or by nothing if it is the one for the whole peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MraiTimer {
    interval: Span,
    scope: MraiScope,
    jitter: Option<Stream>,
    is_running: bool,
    running: BTreeSet<PrefixId>,
}

impl MraiTimer {
    /// Stopped timers for this end.
    #[must_use]
    pub fn new(mrai: &Mrai, seed: u64, end: EndId, is_internal: bool) -> Self {
        let interval = if is_internal { mrai.ibgp } else { mrai.ebgp };
        let jitter = mrai.has_jitter.then(|| Stream::fork(seed, Purpose::MraiJitter, end.get()));
        let running = BTreeSet::new();
        Self { interval, scope: mrai.scope, jitter, is_running: false, running }
    }

    /// Whether it ever runs: an interval of zero switches it off.
    #[must_use]
    pub const fn has_interval(&self) -> bool {
        !self.interval.is_zero()
    }

    /// Whether announcements of this prefix have to wait.
    #[must_use]
    pub fn is_running(&self, prefix: PrefixId) -> bool {
        match self.scope {
            MraiScope::Peer => self.is_running,
            MraiScope::Destination => self.running.contains(&prefix),
        }
    }

    /// Starts the timer that covers a prefix. Returns which it is and how long it will run, or
    /// nothing if the interval is zero or it runs already.
    pub fn start(&mut self, prefix: PrefixId) -> Option<(Option<PrefixId>, Span)> {
        if self.interval.is_zero() || self.is_running(prefix) {
            return None;
        }
        let name = match self.scope {
            MraiScope::Peer => {
                self.is_running = true;
                None
            }
            MraiScope::Destination => {
                self.running.insert(prefix);
                Some(prefix)
            }
        };
        let full = self.interval.as_us();
        let span = match &mut self.jitter {
            Some(stream) => Span::from_us(stream.between(full / 4 * 3, full)),
            None => self.interval,
        };
        Some((name, span))
    }

    /// The timer of this name has run out.
    pub fn expired(&mut self, name: Option<PrefixId>) {
        match name {
            Some(prefix) => {
                self.running.remove(&prefix);
            }
            None => self.is_running = false,
        }
    }

    /// Stops all: the session ended.
    pub fn stop(&mut self) {
        self.is_running = false;
        self.running.clear();
    }

    /// Whether the timer for the whole peer runs, for fingerprints.
    #[must_use]
    pub const fn is_running_for_peer(&self) -> bool {
        self.is_running
    }

    /// The prefixes whose own timers run, for fingerprints.
    pub fn running_prefixes(&self) -> impl Iterator<Item = PrefixId> {
        self.running.iter().copied()
    }

    /// How many random numbers it has drawn, for fingerprints.
    #[must_use]
    pub fn drawn(&self) -> u64 {
        self.jitter.as_ref().map_or(0, Stream::drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer(scope: MraiScope, has_jitter: bool) -> MraiTimer {
        let mrai = Mrai { ebgp: Span::from_s(30), scope, has_jitter, ..Mrai::default() };
        MraiTimer::new(&mrai, 1, EndId::from(0), false)
    }

    #[test]
    fn one_timer_a_peer_covers_every_prefix() {
        let [one, other] = [PrefixId::from(1), PrefixId::from(2)];
        let mut timer = timer(MraiScope::Peer, false);
        assert_eq!(timer.start(one), Some((None, Span::from_s(30))));
        assert!(timer.is_running(other));
        assert_eq!(timer.start(other), None);
        timer.expired(None);
        assert!(!timer.is_running(one));
    }

    #[test]
    fn one_timer_a_destination_leaves_the_others_alone() {
        let [one, other] = [PrefixId::from(1), PrefixId::from(2)];
        let mut timer = timer(MraiScope::Destination, false);
        assert_eq!(timer.start(one), Some((Some(one), Span::from_s(30))));
        assert!(!timer.is_running(other));
        assert_eq!(timer.start(other), Some((Some(other), Span::from_s(30))));
        timer.expired(Some(one));
        assert!(!timer.is_running(one) && timer.is_running(other));
    }

    #[test]
    fn jitter_stays_between_three_quarters_and_the_whole() {
        let mut timer = timer(MraiScope::Peer, true);
        for _ in 0..200 {
            let (_, span) = timer.start(PrefixId::from(0)).unwrap();
            assert!((22_500_000..=30_000_000).contains(&span.as_us()), "{span:?}");
            timer.expired(None);
        }
    }
}
