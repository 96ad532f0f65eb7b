//! Links, routers and the sessions over them: what goes down with what, and what comes back.
//!
//! Simplified: unless a link fails silently (`hold`), both ends of a session notice a failure at
//! the moment it happens, and a session that becomes possible is established [`SETUP_TRIPS`]
//! one-way delays later.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::event::Event;
use super::fact::{DownReason, Fact, What};
use super::world::World;
use crate::engine::base::ids::{AsId, LinkId, RouterId, SessionId};
use crate::engine::base::time::SimTime;
use crate::engine::net::network::Session;

/// One-way delays that it takes to establish a session: SYN, SYN and ACK, OPEN, and the OPEN and
/// KEEPALIVE that answer it [RFC 9293 § 3.5, RFC 4271 § 8].
pub const SETUP_TRIPS: u64 = 4;

/// What a session has been through.
#[derive(Clone, Copy, Debug)]
pub(super) struct SessionState {
    pub is_up: bool,
    /// Whether its operators want it up.
    pub is_enabled: bool,
    /// Whether it is being established.
    pub is_opening: bool,
    /// How often it went down, or its establishment was broken off.
    pub epoch: u32,
}

impl SessionState {
    pub const fn new(session: &Session) -> Self {
        Self { is_up: false, is_enabled: !session.starts_down, is_opening: false, epoch: 0 }
    }
}

impl World {
    /// Whether packets can cross a link: it and both its routers are up.
    pub(super) fn is_link_usable(&self, link: LinkId) -> bool {
        let [a, b] = self.network.links[link].routers;
        self.links[link].is_up
            && self.is_router_up[a]
            && self.is_router_up[b]
            && !self.is_link_silent(link)
    }

    /// Whether a session could be up, as things stand.
    pub(super) fn is_session_possible(&self, session: SessionId) -> bool {
        if !self.sessions[session].is_enabled {
            return false;
        }
        let description = &self.network.sessions[session];
        let [a, b] = &description.ends;
        if self.is_restarting(a.router) || self.is_restarting(b.router) {
            return false;
        }
        match description.link {
            Some(link) => self.is_link_usable(link),
            None => {
                self.is_router_up[a.router]
                    && self.is_router_up[b.router]
                    && self.interior.path(a.router, b.router).is_some()
            }
        }
    }

    /// A session is up from now: both ends tell each other their best routes.
    pub(super) fn open_session(&mut self, session: SessionId, facts: &mut Vec<Fact>) {
        let state = &mut self.sessions[session];
        state.is_up = true;
        state.is_opening = false;
        self.tell(facts, What::SessionUp { session });
        for end in session.ends() {
            let router = self.network.end(end).router;
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.session_up(desk, end);
            });
        }
        if self.now > SimTime::ZERO {
            self.clocks.opened.insert(session, self.now);
            self.send_end_of_rib(session);
        }
    }

    /// A session is down from now: both ends forget what the other said.
    pub(super) fn close_session(
        &mut self,
        session: SessionId,
        why: DownReason,
        facts: &mut Vec<Fact>,
    ) {
        self.mark_down(session, why, facts);
        for end in session.ends() {
            let router = self.network.end(end).router;
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.session_down(desk, end);
            });
        }
    }

    /// A session is down from now; what its speakers make of it is theirs.
    pub(super) fn mark_down(&mut self, session: SessionId, why: DownReason, facts: &mut Vec<Fact>) {
        let state = &mut self.sessions[session];
        state.is_up = false;
        state.epoch += 1;
        self.progress.updates_in_flight -= self.clocks.forget_session(session);
        self.tell(facts, What::SessionDown { session, why });
    }

    /// A router, with all its links, goes down or comes back.
    pub(super) fn set_router(&mut self, router: RouterId, is_up: bool, facts: &mut Vec<Fact>) {
        self.is_router_up[router] = is_up;
        let links = self.network.routers[router].links.clone();
        for &link in &links {
            self.links[link].epoch += 1;
        }
        self.reconcile(&links, facts);
    }

    /// A router that was rebooted is back, unless somebody has taken it up meanwhile.
    pub(super) fn router_returns(&mut self, router: RouterId, facts: &mut Vec<Fact>) {
        if !self.is_router_up[router] {
            self.count_anew();
            self.set_router(router, true, facts);
        }
    }

    /// After links or routers changed: the IGP of every system they belong to runs again,
    /// sessions that cannot be up any more go down, others begin to be established.
    pub(super) fn reconcile(&mut self, changed: &[LinkId], facts: &mut Vec<Fact>) {
        self.progress.is_forwarding_dirty = true;
        let network = Arc::clone(&self.network);
        let systems: BTreeSet<AsId> = changed
            .iter()
            .filter(|&&link| network.links[link].igp_cost.is_some())
            .map(|&link| network.routers[network.links[link].routers[0]].in_as)
            .collect();
        let mut rerouted: Vec<RouterId> = Vec::new();
        for in_as in systems {
            let mut interior = self.interior.as_ref().clone();
            if interior.rerun(&network, in_as, |link| self.is_link_usable(link)) {
                rerouted.extend(&network.ases[in_as].routers);
            }
            self.interior = Arc::new(interior);
        }
        for session in network.sessions.keys() {
            let is_possible = self.is_session_possible(session);
            let state = self.sessions[session];
            if state.is_up && !is_possible {
                if !self.is_unnoticed(session) {
                    let why = if state.is_enabled {
                        DownReason::Unreachable
                    } else {
                        DownReason::Shutdown
                    };
                    self.close_session(session, why, facts);
                }
            } else if state.is_opening && !is_possible {
                self.sessions[session].is_opening = false;
                self.sessions[session].epoch += 1;
            } else if !state.is_up && !state.is_opening && is_possible {
                self.begin_session(session);
            }
        }
        for router in rerouted {
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.interior_changed(desk);
            });
            for prefix in network.prefixes.keys() {
                self.refresh_route(router, prefix);
            }
        }
    }

    fn begin_session(&mut self, session: SessionId) {
        let delay = self.session_delay(session.ends()[0]).times(SETUP_TRIPS);
        self.sessions[session].is_opening = true;
        self.progress.sessions_opening += 1;
        let epoch = self.sessions[session].epoch;
        self.queue.schedule(self.now + delay, Event::SessionOpens { session, epoch });
    }
}
