//! Oscillation: a routing state that comes back, so that BGP will never fall quiet by itself.
//!
//! A world without randomness that is in a state it has been in goes round for ever. The state
//! is fingerprinted without its clock: what is scheduled counts relative to now, and packets do
//! not count. Draws of random numbers do count, so a world with jitter never claims a cycle; it
//! runs to its limit, and [`NotConverged`](super::fact::What::NotConverged) names the routers
//! that kept changing.
//!
//! Fingerprints are dear and changes of mind are many, so Brent's algorithm compares with one
//! kept state at a time, and first looks at a number that sums up which routes are selected; and
//! no more is spent on fingerprints than a fixed share of the events handled.
//! [Brent 1980, "An improved Monte Carlo factorization algorithm"]

use std::sync::Arc;

use typed_index_collections::TiVec;

use super::event::{Due, Event};
use super::fact::{BestRoute, Fact, What};
use super::limits::{
    PATIENCE_EVENTS, PATIENCE_EVENTS_PER_SESSION, UNSETTLED_FACTS, WATCH_PER_EVENT,
};
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::base::mixing::{Mixer, mixed};
use crate::engine::base::time::{SimTime, Span};

/// A cycle that routing is caught in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oscillation {
    /// The routers that change their minds in it.
    pub routers: Vec<RouterId>,
    /// The prefixes they change their minds about.
    pub prefixes: Vec<PrefixId>,
    /// How long it takes to come round.
    pub period: Span,
    /// How many events it is made of.
    pub events: u64,
}

/// What the world remembers in order to notice a cycle.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    /// Events handled when BGP was last quiet, or a command was given.
    since: u64,
    /// Events without rest before it begins to look.
    patience: u64,
    /// Sums up which routes are selected, relative to when watching began.
    selection: u64,
    /// What fingerprints have cost since, in things taken in.
    spent: u64,
    kept: Option<Kept>,
    verdict: Option<Arc<Oscillation>>,
}

/// The state that later ones are compared with.
#[derive(Clone, Debug)]
struct Kept {
    state: Mixer,
    selection: u64,
    /// The change that led to it.
    last: (RouterId, PrefixId),
    at: SimTime,
    steps: u64,
    /// Routers and prefixes of the changes since.
    routers: TiVec<RouterId, bool>,
    prefixes: TiVec<PrefixId, bool>,
    /// Changing events since.
    changes: u64,
    /// After so many it gives way to a later state.
    power: u64,
}

impl Watch {
    /// Watching begins, in a world with so many sessions.
    pub fn new(sessions: usize) -> Self {
        let sessions = u64::try_from(sessions).unwrap_or(u64::MAX);
        let patience = PATIENCE_EVENTS.max(sessions.saturating_mul(PATIENCE_EVENTS_PER_SESSION));
        Self { patience, ..Self::default() }
    }

    /// Watching begins anew, from this many events on.
    pub fn restart(&mut self, steps: u64) {
        *self = Self { since: steps, patience: self.patience, ..Self::default() };
    }
}

impl World {
    /// The cycle that routing was found to be caught in since the last command.
    #[must_use]
    pub fn oscillation(&self) -> Option<&Arc<Oscillation>> {
        self.watch.verdict.as_ref()
    }

    /// After every event: looks for a cycle, once BGP has been busy for long. The facts of this
    /// event are those from number `told` on.
    #[inline]
    pub(super) fn watch_out(&mut self, told: usize, facts: &mut Vec<Fact>) {
        if self.progress.is_converged {
            self.watch.since = self.steps;
            self.watch.kept = None;
            return;
        }
        if self.steps - self.watch.since >= self.watch.patience && self.watch.verdict.is_none() {
            self.look_for_a_cycle(told, facts);
        }
    }

    fn look_for_a_cycle(&mut self, told: usize, facts: &mut Vec<Fact>) {
        let mut last = None;
        for fact in &facts[told..] {
            if let What::BestRouteChanged { router, prefix, before, after } = &fact.what {
                last = Some((*router, *prefix));
                self.watch.selection ^= summed(*router, *prefix, before.as_ref());
                self.watch.selection ^= summed(*router, *prefix, after.as_ref());
                if let Some(kept) = &mut self.watch.kept {
                    kept.routers[*router] = true;
                    kept.prefixes[*prefix] = true;
                }
            }
        }
        let Some(last) = last else { return };
        let Some(mut kept) = self.watch.kept.take() else {
            // One to keep, and one to compare it with.
            if self.affords(2) {
                self.watch.kept = Some(self.keep(last, 1));
            }
            return;
        };
        kept.changes += 1;
        let may_be_same = kept.selection == self.watch.selection && kept.last == last;
        if may_be_same && !self.affords(1) {
            // A cycle's length must not be mistaken: begin again when there is enough to spend.
            return;
        }
        if may_be_same && kept.state == self.routing_state() {
            let oscillation = Arc::new(kept.cycle(self.now, self.steps));
            self.watch.verdict = Some(Arc::clone(&oscillation));
            self.tell(facts, What::Oscillating(oscillation));
            return;
        }
        if kept.changes >= kept.power && self.affords(2) {
            kept = self.keep(last, kept.power.saturating_mul(2));
        }
        self.watch.kept = Some(kept);
    }

    /// Whether so many more fingerprints stay below the share that they may have.
    fn affords(&self, fingerprints: u64) -> bool {
        let cost = self.state_size().saturating_mul(fingerprints);
        let events = self.steps - self.watch.since;
        self.watch.spent.saturating_add(cost) <= events.saturating_mul(WATCH_PER_EVENT)
    }

    /// How many things a fingerprint takes in.
    fn state_size(&self) -> u64 {
        let prefixes = self.network.prefixes.len();
        let size = self.queue.count() + self.sessions.len().saturating_mul(prefixes) * 6;
        u64::try_from(size).unwrap_or(u64::MAX)
    }

    fn keep(&mut self, last: (RouterId, PrefixId), power: u64) -> Kept {
        Kept {
            state: self.routing_state(),
            selection: self.watch.selection,
            last,
            at: self.now,
            steps: self.steps,
            routers: self.network.routers.iter().map(|_| false).collect(),
            prefixes: self.network.prefixes.iter().map(|_| false).collect(),
            changes: 0,
            power,
        }
    }

    /// A fingerprint of all that decides how routing goes on, without the clock.
    fn routing_state(&mut self) -> Mixer {
        self.watch.spent = self.watch.spent.saturating_add(self.state_size());
        let mut digester = Mixer::default();
        for link in &self.links {
            digester.number(link.is_up.into());
        }
        for is_up in &self.is_router_up {
            digester.number((*is_up).into());
        }
        for state in &self.sessions {
            for flag in [state.is_up, state.is_enabled, state.is_opening] {
                digester.number(flag.into());
            }
        }
        for router in self.network.routers.keys() {
            self.add_speaker(&mut digester, router);
        }
        self.clocks.add_to(&mut digester, self.now);
        for &arrival in &self.last_arrival {
            digester.number(arrival.since(self.now).as_us());
        }
        for scheduled in self.queue.in_order() {
            let is_of_packets = matches!(
                scheduled.due,
                Due::Other(
                    Event::PacketArrives { .. } | Event::ClientSends { .. } | Event::HostActs(_)
                )
            );
            if !is_of_packets {
                digester.number(scheduled.at.since(self.now).as_us());
                self.add_due(&mut digester, &scheduled.due);
            }
        }
        digester
    }
}

impl Kept {
    fn cycle(&self, now: SimTime, steps: u64) -> Oscillation {
        let routers = self.routers.iter_enumerated().filter(|(_, has_changed)| **has_changed);
        let prefixes = self.prefixes.iter_enumerated().filter(|(_, has_changed)| **has_changed);
        Oscillation {
            routers: routers.map(|(id, _)| id).collect(),
            prefixes: prefixes.map(|(id, _)| id).collect(),
            period: now.since(self.at),
            events: steps - self.steps,
        }
    }
}

/// The routers whose best route changed lately, of those that `facts` tell of.
pub(super) fn unsettled(facts: &[Fact]) -> Arc<[RouterId]> {
    let lately = &facts[facts.len().saturating_sub(UNSETTLED_FACTS)..];
    let mut routers: Vec<RouterId> = lately
        .iter()
        .filter_map(|fact| match fact.what {
            What::BestRouteChanged { router, .. } => Some(router),
            _ => None,
        })
        .collect();
    routers.sort_unstable();
    routers.dedup();
    routers.into()
}

/// One router's choice as a number; the exclusive or of all of them sums up a selection.
fn summed(router: RouterId, prefix: PrefixId, best: Option<&BestRoute>) -> u64 {
    let place = u64::from(router.get()) << 32 | u64::from(prefix.get());
    let route = best.map_or(0, route_number);
    mixed(mixed(place) ^ route)
}

/// A number that no other route of the same world has: its neighbour and its attributes.
pub(super) fn route_number(best: &BestRoute) -> u64 {
    let neighbor = best.neighbor.map_or(1, |neighbor| u64::from(neighbor.get()) + 2);
    neighbor << 32 | u64::from(best.attributes.get())
}
