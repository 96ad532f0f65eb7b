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

impl World {
    /// Turns what a speaker did into forwarding entries, messages under way, timers and facts.
    pub(super) fn carry_out(
        &mut self,
        router: RouterId,
        effects: &mut Effects,
        facts: &mut Vec<Fact>,
    ) {
        for change in effects.changes.drain(..) {
            self.refresh_route(router, change.prefix);
            if let Some(what) = self.change_as_fact(router, &change) {
                self.tell(facts, what);
            }
        }
        for (end, update) in effects.sent.drain(..) {
            self.send_update(end, update, facts);
        }
        for (end, prefix, span) in effects.timers.drain(..) {
            let epoch = self.sessions[end.session()].epoch;
            self.queue.schedule(self.now + span, Event::MraiExpires { end, prefix, epoch });
        }
    }

    /// An UPDATE reaches its receiver, unless its session ended meanwhile.
    pub(super) fn update_arrives(
        &mut self,
        end: EndId,
        epoch: u32,
        update: Update,
        facts: &mut Vec<Fact>,
    ) {
        self.progress.updates_in_flight -= 1;
        if self.sessions[end.session()].epoch != epoch {
            return;
        }
        let wire = &self.network.wires[end];
        let to = wire.router;
        let what = What::UpdateReceived {
            session: end.session(),
            from: wire.far,
            to,
            prefix: update.prefix,
            tidings: tidings(update),
        };
        self.tell(facts, what);
        self.with_speaker(to, facts, |speaker, desk| {
            speaker.receive(desk, end, update);
        });
    }

    /// An UPDATE leaves `end` for the other end of its session. iBGP messages take the way and
    /// the time of the interior path of this moment; none overtakes the one before it.
    fn send_update(&mut self, end: EndId, update: Update, facts: &mut Vec<Fact>) {
        let far = end.far();
        let wire = &self.network.wires[end];
        let (from, to) = (wire.router, wire.far);
        let delay = if wire.link.is_some() { wire.delay } else { self.session_delay(end) };
        let arrives = (self.now + delay).max(self.last_arrival[far]);
        self.last_arrival[far] = arrives;
        self.progress.updates_in_flight += 1;
        match update.route {
            Some(_) => self.progress.announced += 1,
            None => self.progress.withdrawn += 1,
        }
        let what = What::UpdateSent {
            session: end.session(),
            from,
            to,
            prefix: update.prefix,
            tidings: tidings(update),
            arrives,
        };
        self.tell(facts, what);
        let epoch = self.sessions[end.session()].epoch;
        let event = Event::UpdateArrives { end: far, epoch, departed: self.now, update };
        self.queue.schedule(arrives, event);
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

    /// Brings one forwarding entry in line with what is connected and with Loc-RIB. A connected
    /// prefix comes first, announced or not: a PoP that has withdrawn still answers the packets
    /// that reach it.
    pub(super) fn refresh_route(&mut self, router: RouterId, prefix: PrefixId) {
        let next_hop = if self.network.routers[router].connected.contains(&prefix) {
            Some(NextHop::Deliver)
        } else {
            self.speakers[router].best(prefix).and_then(|best| self.next_hop_of(router, best))
        };
        let is_changed = self.fibs[router].set(prefix, next_hop);
        // Only the way to a service address decides a catchment.
        self.progress.is_forwarding_dirty |= is_changed && self.is_service[prefix];
    }

    /// Enters the connected prefixes of a router.
    pub(super) fn refresh_connected(&mut self, router: RouterId) {
        for prefix in self.network.routers[router].connected.clone() {
            self.refresh_route(router, prefix);
        }
    }

    fn next_hop_of(&self, router: RouterId, best: &Best) -> Option<NextHop> {
        let Some(place) = best.place else { return Some(NextHop::Deliver) };
        let end = self.speakers[router].end(place);
        if self.config.ends[end].discards(self.table.communities(best.attributes)) {
            return Some(NextHop::Discard);
        }
        if let Some(link) = self.network.wires[end].link {
            return Some(NextHop::Link(link));
        }
        let next_hop = self
            .table
            .next_hop(best.attributes)
            .unwrap_or_else(|| self.network.end(end.far()).address);
        let exit = self.interior.exit(&self.network, router, next_hop);
        exit.map(|(exit, _)| NextHop::Exit(exit))
    }

    /// A change of Loc-RIB as a fact; none if only an interior cost changed.
    fn change_as_fact(&self, router: RouterId, change: &BestChange) -> Option<What> {
        let speaker = &self.speakers[router];
        let brief = |best: &Best, decided_by: Option<Step>| BestRoute {
            neighbor: best.place.map(|place| self.network.wires[speaker.end(place)].far),
            attributes: best.attributes,
            decided_by,
        };
        let words = |best: &Best| (best.place, best.attributes, best.local_pref);
        let is_same = change.before.as_ref().map(words) == change.after.as_ref().map(words);
        (!is_same).then(|| What::BestRouteChanged {
            router,
            prefix: change.prefix,
            before: change.before.as_ref().map(|best| brief(best, None)),
            after: change.after.as_ref().map(|best| brief(best, change.decided_by)),
        })
    }
}

fn tidings(update: Update) -> Tidings {
    match update.route {
        Some(told) => Tidings::Announced(told.attributes),
        None => Tidings::Withdrawn,
    }
}
