//! A router's BGP restarts, gracefully or not [RFC 4724].
//!
//! With graceful restart both ends of each session keep what the other said, marked as stale, and
//! forward by it. What is announced again is stale no more; the rest goes with the End-of-RIB
//! marker, or with the Restart Time if the session is not back by then.
//!
//! Simplified: the restarting router too decides by the stale routes at once, instead of waiting
//! for every neighbour's End-of-RIB [RFC 4724 § 4.1].

use super::event::Event;
use super::fact::{DownReason, Fact, What};
use super::timer::Timer;
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId, SessionId};
use crate::engine::base::time::Span;
use crate::engine::bgp::update::Update;
use crate::engine::net::wires::Seat;

impl World {
    /// Whether a router's BGP is restarting.
    #[must_use]
    pub fn is_restarting(&self, router: RouterId) -> bool {
        self.clocks.restarting.contains(&router)
    }

    /// Whether a route learned at this end is stale: its sender restarts and has not said it again.
    #[must_use]
    pub fn is_stale(&self, end: EndId, prefix: PrefixId) -> bool {
        self.clocks.stale.contains(&(end, prefix))
    }

    /// A router's BGP stops, and will be back after some time.
    pub(super) fn restart_bgp(&mut self, router: RouterId, after: Span, facts: &mut Vec<Fact>) {
        self.clocks.restarting.insert(router);
        let ends = self.network.routers[router].ends.clone();
        for session in ends.iter().map(|end| end.session()) {
            if !self.sessions[session].is_up {
                continue;
            }
            match self.config.timing.graceful_restart {
                Some(graceful) => self.pause_session(session, graceful.restart, facts),
                None => self.close_session(session, DownReason::Restart, facts),
            }
        }
        self.reconcile(&[], facts);
        let timer = Timer::RestartEnds { router };
        self.queue.schedule(self.now + after, Event::TimerFires(timer));
    }

    /// A router's BGP is back: its sessions are established again.
    pub(super) fn restart_ends(&mut self, router: RouterId, facts: &mut Vec<Fact>) {
        self.clocks.restarting.remove(&router);
        self.reconcile(&[], facts);
    }

    fn pause_session(&mut self, session: SessionId, restart: Span, facts: &mut Vec<Fact>) {
        self.mark_down(session, DownReason::Restart, facts);
        let epoch = self.sessions[session].epoch;
        for end in session.ends() {
            let router = self.network.end(end).router;
            for prefix in self.network.prefixes.keys() {
                if self.speakers[router].has_heard(&self.network, prefix, end) {
                    self.clocks.stale.insert((end, prefix));
                }
            }
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.session_paused(desk, end);
            });
            let timer = Timer::RestartTimeExpires { end, epoch };
            self.queue.schedule(self.now + restart, Event::TimerFires(timer));
        }
    }

    /// After the first routes of a new session: each end says that these were all, if the other
    /// keeps stale ones.
    pub(super) fn send_end_of_rib(&mut self, session: SessionId) {
        let epoch = self.sessions[session].epoch;
        for end in session.ends() {
            if !self.clocks.stale.iter().any(|(at, _)| *at == end) {
                continue;
            }
            let at = (self.now + self.session_delay(end)).max(self.last_arrival[end]);
            self.last_arrival[end] = at;
            self.queue.schedule(at, Event::TimerFires(Timer::EndOfRib { end, epoch }));
        }
    }

    /// The End-of-RIB marker arrives: what is still stale goes.
    pub(super) fn end_of_rib(&mut self, end: EndId, epoch: u32, facts: &mut Vec<Fact>) {
        if self.sessions[end.session()].epoch != epoch {
            return;
        }
        let Seat { router, place } = self.network.seats[end];
        let free = self.free_at(router);
        if free > self.now {
            self.queue.schedule(free, Event::TimerFires(Timer::EndOfRib { end, epoch }));
            return;
        }
        for prefix in self.take_stale(end) {
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.receive(desk, place, Update { prefix, route: None });
            });
        }
    }

    /// The Restart Time is over: if the session is not back, what is stale goes.
    pub(super) fn restart_time_expires(&mut self, end: EndId, epoch: u32, facts: &mut Vec<Fact>) {
        let state = self.sessions[end.session()];
        if state.is_up || state.epoch != epoch {
            return;
        }
        let gone = self.take_stale(end);
        let router = self.network.end(end).router;
        if !gone.is_empty() {
            self.tell(facts, What::StaleRoutesDropped { session: end.session(), router });
        }
        self.with_speaker(router, facts, |speaker, desk| {
            speaker.session_down(desk, end);
        });
    }

    fn take_stale(&mut self, end: EndId) -> Vec<PrefixId> {
        let of_end: Vec<PrefixId> = self
            .clocks
            .stale
            .iter()
            .filter(|(at, _)| *at == end)
            .map(|(_, prefix)| *prefix)
            .collect();
        self.clocks.stale.retain(|(at, _)| *at != end);
        of_end
    }
}
