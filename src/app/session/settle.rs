//! The way to the moment when BGP has converged: at once, or a stretch at a time.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::run::Until;
use super::{Passed, Session};
use crate::app::playback::MAX_EVENTS_PER_SKIP;
use crate::engine::base::ids::RouterId;
use crate::engine::sim::fact::{Fact, What};

/// The latest facts in which one looks for the routers that kept changing.
const LATELY: u64 = 10_000;

/// How far one has come on such a way.
#[derive(Clone, Debug, Default)]
pub struct Settling {
    events: u64,
    facts: u64,
    /// The routers whose best route changed lately, each with the number of the fact.
    changed: VecDeque<(u64, RouterId)>,
    is_over: bool,
}

impl Settling {
    /// How many events were handled.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// Whether the way has come to its end, be it only that of what one may ask for at once.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    fn take_in(&mut self, passed: &Passed) {
        self.events += passed.events;
        self.is_over = passed.is_done || self.events >= MAX_EVENTS_PER_SKIP;
        for fact in &passed.facts {
            if let What::BestRouteChanged { router, .. } = fact.what {
                self.changed.push_back((self.facts, router));
            }
            self.facts += 1;
        }
        let before = self.facts.saturating_sub(LATELY);
        while self.changed.front().is_some_and(|(number, _)| *number < before) {
            self.changed.pop_front();
        }
    }

    fn restless(&self) -> Arc<[RouterId]> {
        let routers: BTreeSet<RouterId> = self.changed.iter().map(|(_, router)| *router).collect();
        routers.into_iter().collect()
    }
}

impl Session {
    /// Goes to the moment when BGP has converged, or as far as [`MAX_EVENTS_PER_SKIP`] go.
    pub fn settle(&mut self) -> Passed {
        self.settle_on(&mut Settling::default(), MAX_EVENTS_PER_SKIP)
    }

    /// Goes on, `way` far from where this began, by `max_events` at most: in as many stretches as
    /// one likes, it comes to the same as [`Session::settle`].
    pub fn settle_on(&mut self, way: &mut Settling, max_events: u64) -> Passed {
        let left = MAX_EVENTS_PER_SKIP.saturating_sub(way.events);
        let mut passed = self.run(Until::Quiet, left.min(max_events));
        way.take_in(&passed);
        if way.is_over && !self.world().is_converged() && self.is_live() {
            let told = match self.world().oscillation() {
                // It was told when it was found; whoever asks again is told again.
                Some(cycle) if way.events == 0 => Some(What::Oscillating(Arc::clone(cycle))),
                Some(_) => None,
                None => {
                    let (events, routers) = (way.events, way.restless());
                    Some(What::NotConverged { events, routers })
                }
            };
            let (at, step) = (self.world().now(), self.world().steps());
            if let Some(what) = told {
                let fact = Fact { at, step, what };
                self.now.take_in(std::slice::from_ref(&fact));
                passed.facts.push(fact);
            }
        }
        self.recent.push(&passed.facts);
        passed
    }
}
