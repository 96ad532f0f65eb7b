//! What happened by time, in few numbers: what the timeline draws of a history.
//!
//! Facts come by the million; their counts are kept in bins. A series that has too many bins makes
//! them twice as wide, so an hour is kept in as little room as a second.

use super::limits::{MAX_BINS, MAX_RESTS};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::packet::{Errand, Fate, INITIAL_TTL, Packet};
use crate::engine::sim::fact::{Fact, Tidings, What};

/// Counts of two kinds of things by time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    width_us: u64,
    /// By number, which is the time divided by the width; those without anything are left out.
    bins: Vec<Bin>,
}

/// What happened in a short stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bin {
    number: u64,
    counts: [u32; 2],
}

/// The narrowest bins: a millisecond.
const NARROWEST_US: u64 = 1_000;

impl Default for Series {
    fn default() -> Self {
        Self { width_us: NARROWEST_US, bins: Vec::new() }
    }
}

impl Series {
    /// The bins with anything in them, in order: when each begins, and its counts.
    pub fn bins(&self) -> impl Iterator<Item = (SimTime, [u32; 2])> + '_ {
        let begin = |bin: &Bin| SimTime::from_us(bin.number * self.width_us);
        self.bins.iter().map(move |bin| (begin(bin), bin.counts))
    }

    /// How much time each bin covers.
    #[must_use]
    pub const fn width(&self) -> Span {
        Span::from_us(self.width_us)
    }

    /// How many there were of either kind.
    #[must_use]
    pub fn total(&self) -> [u64; 2] {
        let kind = |kind: usize| self.bins.iter().map(|bin| u64::from(bin.counts[kind])).sum();
        [kind(0), kind(1)]
    }

    fn add(&mut self, at: SimTime, kind: usize) {
        let number = at.as_us() / self.width_us;
        match self.bins.last_mut() {
            Some(last) if last.number == number => last.counts[kind] += 1,
            _ => {
                let mut counts = [0; 2];
                counts[kind] = 1;
                self.bins.push(Bin { number, counts });
                if self.bins.len() > MAX_BINS {
                    self.widen();
                }
            }
        }
    }

    fn widen(&mut self) {
        self.width_us *= 2;
        let mut wide: Vec<Bin> = Vec::with_capacity(self.bins.len());
        for bin in &self.bins {
            let number = bin.number / 2;
            match wide.last_mut() {
                Some(last) if last.number == number => {
                    for (sum, count) in last.counts.iter_mut().zip(bin.counts) {
                        *sum += count;
                    }
                }
                _ => wide.push(Bin { number, ..*bin }),
            }
        }
        self.bins = wide;
    }
}

/// Whether a packet that was dropped ended badly: those of a traceroute are meant to expire on
/// their way.
#[must_use]
pub fn is_loss(packet: &Packet, fate: Fate) -> bool {
    let is_meant = fate == Fate::TtlExpired
        && matches!(packet.errand, Errand::Probe(_))
        && packet.hops.len() < usize::from(INITIAL_TTL);
    !is_meant
}

/// What BGP came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// It converged.
    Converged,
    /// It goes round in a cycle.
    Oscillating,
}

/// What happened on one history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// UPDATEs sent: those that announce, and those that withdraw.
    pub updates: Series,
    /// Packets that ended badly (dropped, or answered by a hijacker): the first kind alone.
    pub drops: Series,
    /// Answers that arrived: the first kind alone.
    pub answers: Series,
    /// Users' sessions: those that opened, and those that were lost.
    pub flows: Series,
    /// Nodes that were asked for more than they have room for, and nodes that no longer were.
    pub loads: Series,
    /// When BGP came to what, in order.
    pub rests: Vec<(SimTime, Rest)>,
}

impl Record {
    /// Takes facts in, in order.
    pub fn take_in(&mut self, facts: &[Fact]) {
        for fact in facts {
            match &fact.what {
                What::UpdateSent { tidings, .. } => {
                    let kind = usize::from(matches!(tidings, Tidings::Withdrawn));
                    self.updates.add(fact.at, kind);
                }
                What::PacketDropped { packet, fate, .. } if is_loss(packet, *fate) => {
                    self.drops.add(fact.at, 0);
                }
                What::AnswerArrived { .. } => self.answers.add(fact.at, 0),
                What::NodeOverloaded { .. } => self.loads.add(fact.at, 0),
                What::NodeRelieved { .. } => self.loads.add(fact.at, 1),
                What::FlowOpened { .. } => self.flows.add(fact.at, 0),
                What::FlowEnded { cause, .. } if cause.is_loss() => self.flows.add(fact.at, 1),
                What::Converged { .. } => self.rest(fact.at, Rest::Converged),
                What::Oscillating(_) => self.rest(fact.at, Rest::Oscillating),
                _ => {}
            }
        }
    }

    fn rest(&mut self, at: SimTime, rest: Rest) {
        if self.rests.last() == Some(&(at, rest)) {
            return;
        }
        if self.rests.len() == MAX_RESTS {
            self.rests.remove(0);
        }
        self.rests.push((at, rest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_grow_wider_and_nothing_is_lost() {
        let mut series = Series::default();
        for ms in 0..10_000_u64 {
            series.add(SimTime::from_us(ms * 1_000), usize::from(ms % 4 == 0));
        }
        assert_eq!(series.total(), [7_500, 2_500]);
        assert!(series.bins.len() <= MAX_BINS);
        assert_eq!(series.width(), Span::from_ms(16));
        let all: Vec<_> = series.bins().collect();
        assert!(all.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(all[1], (SimTime::from_us(16_000), [12, 4]));
    }

    #[test]
    fn rests_are_bounded_and_the_latest_stay() {
        let mut record = Record::default();
        for s in 0..1_000 {
            record.rest(SimTime::from_us(s), Rest::Converged);
        }
        assert_eq!(record.rests.len(), MAX_RESTS);
        assert_eq!(record.rests.last(), Some(&(SimTime::from_us(999), Rest::Converged)));
    }
}
