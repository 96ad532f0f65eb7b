//! BGP in the world: speakers' effects become events, forwarding entries and facts.

use super::event::Event;
use super::fact::{BestRoute, Fact, Tidings, What};
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::bgp::decision::Step;
use crate::engine::bgp::rib::Best;
use crate::engine::bgp::speaker::{BestChange, Effects};
use crate::engine::bgp::update::Update;
use crate::engine::dataplane::fib::NextHop;
use crate::engine::net::wires::{Seat, Wire};

impl World {
    /// Turns what a speaker did into forwarding entries, messages under way, timers and facts.
    pub(super) fn carry_out(
        &mut self,
        router: RouterId,
        effects: &mut Effects,
        facts: &mut Vec<Fact>,
    ) {
        for change in &effects.changes {
            self.refresh_route(router, change.prefix);
            self.tell_change(router, change, facts);
        }
        for &(place, prefix, route) in &effects.sent {
            self.send_update(router, place, Update { prefix, route }, facts);
        }
        for &(end, prefix, span) in &effects.timers {
            let epoch = self.sessions[end.session()].epoch;
            self.queue.schedule(self.now + span, Event::MraiExpires { end, prefix, epoch });
        }
        effects.clear();
    }

    /// An UPDATE reaches its receiver.
    #[inline]
    pub(super) fn update_arrives(&mut self, end: EndId, update: Update, facts: &mut Vec<Fact>) {
        let Seat { router: to, place } = self.network.seats[end];
        let from = self.network.seats[end.far()].router;
        self.tell_with(facts, || What::UpdateReceived {
            session: end.session(),
            from,
            to,
            prefix: update.prefix,
            tidings: tidings(update),
        });
        self.touched.note(to, update.prefix);
        self.have_work(to, facts, |speaker, desk| {
            speaker.receive(desk, place, update);
        });
    }

    /// An UPDATE leaves `end` for the other end of its session. iBGP messages take the way and
    /// the time of the interior path of this moment; none overtakes the one before it.
    #[inline]
    fn send_update(&mut self, from: RouterId, place: u32, update: Update, facts: &mut Vec<Fact>) {
        let place = usize::try_from(place).expect("targets have at least 32-bit indices");
        let &Wire { end, far: to, link, delay, .. } = self.speakers[from].wire(place);
        let far = end.far();
        let arrives = if link.is_some() {
            // A link is always equally long.
            self.now + delay
        } else {
            let arrives = (self.now + self.session_delay(end)).max(self.last_arrival[far]);
            self.last_arrival[far] = arrives;
            arrives
        };
        self.progress.updates_in_flight += 1;
        match update.route {
            Some(_) => self.progress.announced += 1,
            None => self.progress.withdrawn += 1,
        }
        self.tell_with(facts, || What::UpdateSent {
            session: end.session(),
            from,
            to,
            prefix: update.prefix,
            tidings: tidings(update),
            arrives,
        });
        let epoch = self.sessions[end.session()].epoch;
        self.send_on_its_way(far, epoch, arrives.since(self.now), update);
    }

    /// An UPDATE will arrive at an end.
    pub(super) fn send_on_its_way(&mut self, end: EndId, epoch: u32, takes: Span, update: Update) {
        let Update { prefix, route } = update;
        let took_us = u32::try_from(takes.as_us()).unwrap_or(u32::MAX);
        let event = Event::UpdateArrives { end, epoch, took_us, prefix, route };
        self.queue.schedule(self.now + takes, event);
    }

    /// One-way delay between the two routers of a session, as things stand.
    pub(super) fn session_delay(&self, end: EndId) -> Span {
        let wire = &self.network.wires[end];
        if wire.link.is_some() {
            wire.delay
        } else {
            self.interior.path(wire.router, wire.far).map_or(Span::ZERO, |path| path.delay)
        }
    }

    /// Brings one forwarding entry in line with Loc-RIB. A connected prefix stays, announced or
    /// not: a PoP that has withdrawn still answers the packets that reach it.
    #[inline]
    pub(super) fn refresh_route(&mut self, router: RouterId, prefix: PrefixId) {
        let best = self.speakers[router].best(prefix);
        let next_hop = best.and_then(|best| self.next_hop_of(router, best));
        let is_changed = self.fibs.set(router, prefix, next_hop);
        // Only the way to a service address decides a catchment.
        self.progress.is_forwarding_dirty |= is_changed && self.is_service[prefix];
    }

    fn next_hop_of(&self, router: RouterId, best: &Best) -> Option<NextHop> {
        let Some(place) = best.place else { return Some(NextHop::Deliver) };
        let wire = self.speakers[router].wire(place);
        let end = wire.end;
        let attributes = best.route.attributes();
        let communities = self.table.communities(attributes);
        if !communities.is_empty() && self.config.ends[end].discards(communities) {
            return Some(NextHop::Discard);
        }
        if let Some(link) = wire.link {
            return Some(NextHop::Link(link));
        }
        let next_hop =
            self.table.next_hop(attributes).unwrap_or_else(|| self.network.end(end.far()).address);
        let exit = self.interior.exit(&self.network, router, next_hop);
        exit.map(|(exit, _)| NextHop::Exit(exit))
    }

    /// Tells a change of Loc-RIB, unless only an interior cost changed.
    #[inline]
    fn tell_change(&self, router: RouterId, change: &BestChange, facts: &mut Vec<Fact>) {
        let words = |best: &Best| (best.place, best.route.attributes(), best.route.local_pref());
        if change.before.as_ref().map(words) == change.after.as_ref().map(words) {
            return;
        }
        let speaker = &self.speakers[router];
        let brief = |best: &Best, decided_by: Option<Step>| BestRoute {
            neighbor: best.place.map(|place| speaker.wire(place).far),
            attributes: best.route.attributes(),
            decided_by,
        };
        self.tell_with(facts, || What::BestRouteChanged {
            router,
            prefix: change.prefix,
            before: change.before.as_ref().map(|best| brief(best, None)),
            after: change.after.as_ref().map(|best| brief(best, change.decided_by)),
        });
    }
}

fn tidings(update: Update) -> Tidings {
    match update.route {
        Some(told) => Tidings::Announced(told.attributes()),
        None => Tidings::Withdrawn,
    }
}
