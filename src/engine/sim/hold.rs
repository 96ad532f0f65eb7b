//! Silent failures: a link that carries nothing while both its interfaces stay up, and how each
//! end of its session finds out [RFC 4271 § 6.5, RFC 5880].
//!
//! Keepalives are not simulated one by one. When a link falls silent, the last message that each
//! end heard is the last UPDATE, or a KEEPALIVE at a seeded moment of the interval before,
//! whichever is later; its hold timer counts from there. The same for packets of BFD. What is
//! sent meanwhile TCP sends again: it arrives if the link comes back while the session stands.

use super::event::Event;
use super::fact::{DownReason, Fact, What};
use super::timer::Timer;
use super::world::World;
use crate::engine::base::ids::{EndId, LinkId, SessionId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::{SimTime, Span};

impl World {
    /// Whether a link has failed without its routers' noticing.
    #[must_use]
    pub fn is_link_silent(&self, link: LinkId) -> bool {
        self.clocks.silent.contains(&link)
    }

    /// A link falls silent: packets vanish from now, and the session over it lives on borrowed
    /// time.
    pub(super) fn silence_link(&mut self, link: LinkId, facts: &mut Vec<Fact>) {
        self.clocks.silent.insert(link);
        self.links[link].epoch += 1;
        let session = self.network.links[link].session;
        if let Some(session) = session.filter(|&session| self.sessions[session].is_up) {
            for end in session.ends() {
                if let Some((at, _)) = self.gives_up_at(end) {
                    self.clocks.expiring.insert(end, at);
                    self.queue.schedule(at, Event::TimerFires(Timer::HoldExpires { end }));
                }
            }
        }
        self.reconcile(&[link], facts);
    }

    /// A silent link carries again. If both ends still believe in their session, it goes on as if
    /// nothing had been; if one has given up, the other learns of it at once.
    pub(super) fn end_silence(&mut self, link: LinkId, facts: &mut Vec<Fact>) {
        if !self.clocks.silent.remove(&link) {
            return;
        }
        let Some(session) = self.network.links[link].session else { return };
        if session.ends().iter().any(|end| self.clocks.gone.contains(end)) {
            self.close_session(session, DownReason::HoldTimeExpired, facts);
            return;
        }
        let epoch = self.sessions[session].epoch;
        for end in session.ends() {
            self.clocks.expiring.remove(&end);
            let delay = self.session_delay(end);
            for update in self.clocks.stalled.remove(&end).unwrap_or_default() {
                self.send_on_its_way(end, epoch, delay, update);
            }
        }
    }

    /// Whether a session lives on although its link carries nothing, because nobody has noticed.
    pub(super) fn is_unnoticed(&self, session: SessionId) -> bool {
        let link = self.network.sessions[session].link;
        link.is_some_and(|link| {
            let [a, b] = self.network.links[link].routers;
            let is_all_else_up =
                self.links[link].is_up && self.is_router_up[a] && self.is_router_up[b];
            is_all_else_up && self.is_link_silent(link) && self.sessions[session].is_enabled
        })
    }

    /// Whether an UPDATE under way to this end is lost, and TCP will have to send it again.
    #[inline]
    pub(super) fn is_lost_in_silence(&self, end: EndId, epoch: u32) -> bool {
        let session = end.session();
        !self.clocks.silent.is_empty()
            && self.sessions[session].epoch == epoch
            && self.network.sessions[session].link.is_some_and(|link| self.is_link_silent(link))
    }

    /// An end has heard nothing for too long, and gives the session up.
    pub(super) fn hold_expires(&mut self, end: EndId, facts: &mut Vec<Fact>) {
        if self.clocks.expiring.get(&end) != Some(&self.now) {
            return;
        }
        self.clocks.expiring.remove(&end);
        self.clocks.gone.insert(end);
        let (session, router) = (end.session(), self.network.end(end).router);
        let why = self.gives_up_by();
        self.tell(facts, What::NeighborLost { session, router, why });
        if self.clocks.gone.contains(&end.far()) {
            self.close_session(session, why, facts);
        } else {
            self.with_speaker(router, facts, |speaker, desk| {
                speaker.session_down(desk, end);
            });
        }
    }

    /// What an end gives up by: the sooner of BFD and the hold time.
    fn gives_up_by(&self) -> DownReason {
        let timing = &self.config.timing;
        match timing.bfd {
            Some(bfd) if timing.hold.is_zero() || bfd.detection() < timing.hold => DownReason::Bfd,
            _ => DownReason::HoldTimeExpired,
        }
    }

    /// When an end gives up if it hears nothing from now on; never, if nothing watches.
    fn gives_up_at(&mut self, end: EndId) -> Option<(SimTime, DownReason)> {
        let why = self.gives_up_by();
        let timing = self.config.timing;
        let (interval, patience) = match (why, timing.bfd) {
            (DownReason::Bfd, Some(bfd)) => (bfd.interval, bfd.detection()),
            _ if timing.hold.is_zero() => return None,
            _ => (timing.keepalive, timing.hold),
        };
        let fork = || Stream::fork(self.seed, Purpose::Keepalive, end.get());
        let phases = self.clocks.phases.entry(end).or_insert_with(fork);
        let ago = phases.between(0, interval.as_us());
        let mut heard = SimTime::from_us(self.now.as_us().saturating_sub(ago));
        if why == DownReason::HoldTimeExpired && self.last_arrival[end] <= self.now {
            heard = heard.max(self.last_arrival[end]);
        }
        let opened = self.clocks.opened.get(&end.session()).copied().unwrap_or(SimTime::ZERO);
        let at = heard.max(opened) + patience;
        Some((at.max(self.now + Span::from_us(1)), why))
    }
}
