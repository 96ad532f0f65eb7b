//! BGP in the world: speakers' effects become events, forwarding entries and facts.

use super::event::Event;
use super::fact::{BestRoute, Fact, Tidings, What};
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::bgp::decision::{Route, Step};
use crate::engine::bgp::speaker::{BestChange, Effects};
use crate::engine::bgp::update::Update;
use crate::engine::dataplane::fib::NextHop;

impl World {
    /// Turns what a speaker did into forwarding entries, messages under way, timers and facts.
    pub(super) fn carry_out(&mut self, router: RouterId, effects: Effects, facts: &mut Vec<Fact>) {
        for change in effects.changes {
            self.refresh_route(router, change.prefix);
            if let Some(what) = self.change_as_fact(router, &change) {
                self.tell(facts, what);
            }
        }
        for (end, update) in effects.sent {
            self.send_update(end, update, facts);
        }
        for (end, span) in effects.timers {
            let epoch = self.sessions[end.session()].epoch;
            self.queue.schedule(self.now + span, Event::MraiExpires { end, epoch });
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
        let to = self.network.end(end).router;
        let what = What::UpdateReceived {
            session: end.session(),
            from: self.network.neighbor(end),
            to,
            prefix: update.prefix,
            tidings: tidings(&update),
        };
        self.tell(facts, what);
        self.with_speaker(to, facts, |speaker, around, effects| {
            speaker.receive(around, end, update, effects);
        });
    }

    /// An UPDATE leaves `end` for the other end of its session. iBGP messages take the way and
    /// the time of the interior path of this moment; none overtakes the one before it.
    fn send_update(&mut self, end: EndId, update: Update, facts: &mut Vec<Fact>) {
        let far = end.far();
        let arrives = (self.now + self.session_delay(end)).max(self.last_arrival[far]);
        self.last_arrival[far] = arrives;
        self.progress.updates_in_flight += 1;
        match update.route {
            Some(_) => self.progress.announced += 1,
            None => self.progress.withdrawn += 1,
        }
        let what = What::UpdateSent {
            session: end.session(),
            from: self.network.end(end).router,
            to: self.network.neighbor(end),
            prefix: update.prefix,
            tidings: tidings(&update),
            arrives,
        };
        self.tell(facts, what);
        let epoch = self.sessions[end.session()].epoch;
        let event = Event::UpdateArrives { end: far, epoch, departed: self.now, update };
        self.queue.schedule(arrives, event);
    }

    /// One-way delay between the two routers of a session, as things stand.
    pub(super) fn session_delay(&self, end: EndId) -> Span {
        if let Some(link) = self.network.sessions[end.session()].link {
            self.network.links[link].delay
        } else {
            let (near, far) = (self.network.end(end).router, self.network.neighbor(end));
            self.interior.path(near, far).map_or(Span::ZERO, |path| path.delay)
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
        let net = self.network.prefixes[prefix];
        let is_changed = self.fibs[router].set(net, next_hop);
        // Only the way to a service address decides a catchment.
        let mut services = self.network.services.iter();
        self.progress.is_forwarding_dirty |=
            is_changed && services.any(|service| net.contains(&service.address));
    }

    /// Enters the connected prefixes of a router.
    pub(super) fn refresh_connected(&mut self, router: RouterId) {
        for prefix in self.network.routers[router].connected.clone() {
            self.refresh_route(router, prefix);
        }
    }

    fn next_hop_of(&self, router: RouterId, best: &Route) -> Option<NextHop> {
        let Some(from) = best.from else { return Some(NextHop::Deliver) };
        match self.network.sessions[from.session()].link {
            Some(link) => Some(NextHop::Link(link)),
            None => self
                .interior
                .exit(&self.network, router, best.attributes.next_hop)
                .map(|(exit, _)| NextHop::Exit(exit)),
        }
    }

    /// A change of Loc-RIB as a fact; none if only an interior cost changed.
    fn change_as_fact(&self, router: RouterId, change: &BestChange) -> Option<What> {
        let brief = |route: &Route, decided_by: Option<Step>| BestRoute {
            neighbor: route.from.map(|from| self.network.neighbor(from)),
            as_path: route.attributes.as_path.clone(),
            decided_by,
        };
        let is_same = match (&change.before, &change.after) {
            (Some(before), Some(after)) => {
                before.from == after.from && before.attributes == after.attributes
            }
            (None, None) => true,
            _ => false,
        };
        (!is_same).then(|| What::BestRouteChanged {
            router,
            prefix: change.prefix,
            before: change.before.as_ref().map(|route| brief(route, None)),
            after: change.after.as_ref().map(|route| brief(route, change.decided_by)),
        })
    }
}

fn tidings(update: &Update) -> Tidings {
    match &update.route {
        Some(advertised) => Tidings::Announced(advertised.attributes.as_path.clone()),
        None => Tidings::Withdrawn,
    }
}
