//! Caches: an answer is used until it expires, and only then is there another
//! [RFC 1035 § 3.2.1, RFC 2181 § 8].

use crate::engine::base::ids::NodeId;
use crate::engine::base::rng::Stream;
use crate::engine::base::time::Span;
use crate::engine::traffic::series::Series;

/// Steps of a period that its phase is drawn in.
const STEPS: u64 = 1 << 20;

/// Whose address somebody would be given now; nobody's if there is no way to the resolver.
pub type Answer = Option<NodeId>;

/// When a cache asks: at its phase, and each period from then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    phase: Span,
    period: Span,
}

/// Where in their period several caches stand: spread over it evenly, from a drawn beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phases {
    steps: Vec<u64>,
}

impl Phases {
    /// The phases of so many caches: one in each part of the period, anywhere in it.
    pub fn draw(stream: &mut Stream, caches: u32) -> Self {
        let caches = u64::from(caches.max(1));
        let edge = |n: u64| STEPS * n / caches;
        let steps = (0..caches).map(|n| stream.between(edge(n), edge(n + 1) - 1)).collect();
        Self { steps }
    }

    /// The caches, with an entry that lives so long.
    pub fn refreshes(&self, period: Span) -> impl Iterator<Item = Refresh> {
        let scaled = move |step: u64| Span::from_us(period.times(step).as_us() / STEPS);
        self.steps.iter().map(move |&step| Refresh { phase: scaled(step), period })
    }
}

impl Refresh {
    /// The first moment from `at` on at which the cache asks. An entry that lives no time is asked
    /// for each time.
    #[must_use]
    pub fn next(&self, at: Span) -> Span {
        if at <= self.phase || self.period.is_zero() {
            return at.max(self.phase);
        }
        let passed = (at - self.phase).as_us().div_ceil(self.period.as_us());
        self.phase + self.period.times(passed)
    }

    /// What the cache holds, while whoever asks would be given `answers`. A cache whose entry
    /// expires when there is no way to ask holds nothing until there is.
    #[must_use]
    pub fn held(&self, answers: &Series<Answer>) -> Series<Answer> {
        let mut held = Series::new(*answers.before());
        for &(at, answer) in answers.changes() {
            let waits = held.last().is_none()
                && held.changes().last().is_none_or(|(since, _)| *since <= at);
            if waits && answer.is_some() {
                held.change(at, answer);
            } else {
                let asked = self.next(at);
                held.change(asked, *answers.at(asked));
            }
        }
        held
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::base::rng::Purpose;

    fn s(seconds: u64) -> Span {
        Span::from_s(seconds)
    }

    fn answer(n: usize) -> Answer {
        (n > 0).then(|| NodeId::from(n))
    }

    const REFRESH: Refresh = Refresh { phase: Span::from_s(7), period: Span::from_s(20) };

    #[test]
    fn a_cache_asks_at_its_phase_and_each_period() {
        let asked: Vec<Span> = [0, 7, 8, 27, 28].map(|at| REFRESH.next(s(at))).to_vec();
        assert_eq!(asked, [s(7), s(7), s(27), s(27), s(47)]);
        assert_eq!(Refresh { phase: s(0), period: s(0) }.next(s(9)), s(9));
    }

    #[test]
    fn an_answer_is_used_until_it_expires() {
        let mut answers = Series::new(answer(1));
        answers.change(s(10), answer(2));
        answers.change(s(30), answer(3));
        assert_eq!(REFRESH.held(&answers).changes(), [(s(27), answer(2)), (s(47), answer(3))]);
        // What came and went between two refreshes was never heard of.
        let mut answers = Series::new(answer(1));
        answers.change(s(10), answer(2));
        answers.change(s(20), answer(1));
        assert_eq!(REFRESH.held(&answers).changes(), []);
    }

    #[test]
    fn without_a_way_to_ask_the_old_answer_lives_on_until_it_expires() {
        let mut answers = Series::new(answer(1));
        answers.change(s(10), answer(0));
        answers.change(s(31), answer(2));
        assert_eq!(REFRESH.held(&answers).changes(), [(s(27), answer(0)), (s(31), answer(2))]);
        // The way came back before it expired.
        let mut answers = Series::new(answer(1));
        answers.change(s(10), answer(0));
        answers.change(s(20), answer(2));
        assert_eq!(REFRESH.held(&answers).changes(), [(s(27), answer(2))]);
    }

    proptest! {
        /// Against a cache that is looked at every second.
        #[test]
        fn a_cache_holds_what_it_would_second_by_second(
            before in 0..3_usize,
            changes in prop::collection::btree_map(0..200_u64, 0..3_usize, 0..12),
            (phase, period) in (1..40_u64).prop_flat_map(|period| (0..period, Just(period))),
        ) {
            let mut answers = Series::new(answer(before));
            for (at, now) in changes {
                answers.change(s(at), answer(now));
            }
            let held = Refresh { phase: s(phase), period: s(period) }.held(&answers);
            let mut holds = answer(before);
            for second in 0..300 {
                if second % period == phase || holds.is_none() {
                    holds = *answers.at(s(second));
                }
                prop_assert_eq!(*held.at(s(second)), holds, "second {}", second);
            }
        }
    }

    #[test]
    fn phases_are_spread_over_the_period_and_scale_with_it() {
        let phases = Phases::draw(&mut Stream::fork(3, Purpose::DnsCache, 0), 8);
        let all = |period: u64| -> Vec<Span> {
            phases.refreshes(s(period)).map(|refresh| refresh.next(Span::ZERO)).collect()
        };
        for (n, (short, long)) in all(80).into_iter().zip(all(800)).enumerate() {
            let n = u64::try_from(n).unwrap();
            assert!((s(10 * n)..s(10 * n + 10)).contains(&short), "{n}: {short:?}");
            assert!(long.as_us().abs_diff(short.as_us() * 10) < 10);
        }
        let again = Phases::draw(&mut Stream::fork(3, Purpose::DnsCache, 0), 8);
        assert_eq!(again, phases);
        assert_ne!(Phases::draw(&mut Stream::fork(4, Purpose::DnsCache, 0), 8), phases);
    }
}
