//! BGP in the world: speakers' effects become events, forwarding entries and facts.

use super::event::Event;
use super::fact::{BestRoute, Fact, Tidings, What};
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::bgp::decision::Step;
use crate::engine::bgp::rib::Best;
use crate::engine::bgp::speaker::{BestChange, Heard};
use crate::engine::bgp::update::Update;
use crate::engine::dataplane::fib::NextHop;
use crate::engine::net::wires::Seat;

impl World {
    /// Turns what a speaker did into forwarding entries, messages under way, timers and facts.
    pub(super) fn carry_out(&mut self, router: RouterId, facts: &mut Vec<Fact>) {
        // Taken out and put back, as a pointer: carrying them out needs the whole world.
        let Some(mut effects) = self.effects.take() else { return };
        for change in &effects.changes {
            self.note_change::<false>(router, change, facts);
        }
        for (update, places) in effects.sent.each() {
            self.send(router, update, places, facts);
        }
        for &(end, prefix, span) in &effects.timers {
            let epoch = self.sessions[end.session()].epoch;
            self.queue.schedule(self.now + span, Event::MraiExpires { end, prefix, epoch });
        }
        effects.clear();
        self.effects = Some(effects);
    }

    /// An UPDATE reaches its receiver.
    #[inline]
    pub(super) fn update_arrives<const HAS_WAITED: bool>(
        &mut self,
        end: EndId,
        update: Update,
        facts: &mut Vec<Fact>,
    ) {
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
        if HAS_WAITED {
            self.have_work(to, facts, |speaker, desk| speaker.receive(desk, place, update));
            return;
        }
        let is_damping = !self.clocks.damped.is_empty();
        match self.speakers[to].hear(&self.table, is_damping, place, update) {
            Heard::Nothing => {}
            Heard::ShortChoice => self.choose(to, place, update.prefix, facts),
            Heard::Choice => self.have_work(to, facts, |speaker, desk| {
                speaker.choose_in_full(desk, place, update.prefix);
            }),
            Heard::Whole => {
                self.have_work(to, facts, |speaker, desk| speaker.receive(desk, place, update));
            }
        }
    }

    /// A router chooses after the route at a place changed, the short way: what it does is carried
    /// out as it is done.
    #[inline]
    fn choose(&mut self, router: RouterId, place: u32, prefix: PrefixId, facts: &mut Vec<Fact>) {
        let Some(change) = self.speakers[router].choose(prefix, place) else { return };
        self.note_change::<true>(router, &change, facts);
        if self.speakers[router].keeps_to_itself(&change) {
            return;
        }
        let mut effects = self.effects.take().unwrap_or_default();
        let local_pref = self.config.local_pref.default;
        let speaker = &mut self.speakers[router];
        let is_told =
            speaker.tell_of_choice(&mut self.table, local_pref, prefix, &mut effects.sent);
        for (update, places) in effects.sent.each() {
            self.send(router, update, places, facts);
        }
        effects.sent.clear();
        self.effects = Some(effects);
        if !is_told {
            self.have_work(router, facts, |speaker, desk| speaker.tell_all(desk, prefix));
        }
    }

    /// A change of Loc-RIB becomes a forwarding entry and a fact. There is a copy for the short
    /// way, of which it becomes part.
    #[inline]
    fn note_change<const IS_SHORT: bool>(
        &mut self,
        router: RouterId,
        change: &BestChange,
        facts: &mut Vec<Fact>,
    ) {
        if !(IS_SHORT && self.leads_the_same_way(change)) {
            self.set_route::<IS_SHORT>(router, change.prefix, change.after.as_ref());
        }
        self.tell_change::<IS_SHORT>(router, change, facts);
    }

    /// Whether packets go where they went, as far as that is seen at a glance: another route of the
    /// same neighbour outside leads over the same link, unless it asks for something else.
    #[inline]
    fn leads_the_same_way(&self, change: &BestChange) -> bool {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { return false };
        let asks = |best: &Best| !self.table.communities(best.route.attributes()).is_empty();
        before.place == after.place && !asks(before) && !asks(after)
    }

    /// Brings one forwarding entry in line with Loc-RIB. A connected prefix stays, announced or
    /// not: a PoP that has withdrawn still answers the packets that reach it, unless its network
    /// has other PoPs that it can carry them to.
    #[inline]
    pub(super) fn refresh_route(&mut self, router: RouterId, prefix: PrefixId) {
        let best = self.speakers[router].best(prefix).copied();
        self.set_route::<false>(router, prefix, best.as_ref());
    }

    #[inline]
    fn set_route<const IS_SHORT: bool>(
        &mut self,
        router: RouterId,
        prefix: PrefixId,
        best: Option<&Best>,
    ) {
        let next_hop = best.and_then(|best| self.next_hop_of::<IS_SHORT>(router, best));
        let is_changed = self.fibs.set(router, prefix, next_hop);
        // Only the way to a service address decides a catchment.
        self.progress.is_forwarding_dirty |= is_changed && self.is_service[prefix];
    }

    #[inline]
    fn next_hop_of<const IS_SHORT: bool>(&self, router: RouterId, best: &Best) -> Option<NextHop> {
        let Some(place) = best.place else { return Some(NextHop::Deliver) };
        let wire = self.speakers[router].wire(place);
        let end = wire.end;
        let attributes = best.route.attributes();
        let communities = self.table.communities(attributes);
        if !communities.is_empty() && self.config.ends[end].discards(communities) {
            return Some(NextHop::Discard);
        }
        if let Some(link) = wire.link() {
            return Some(NextHop::Link(link));
        }
        let next_hop =
            self.table.next_hop(attributes).unwrap_or_else(|| self.network.end(end.far()).address);
        let exit = self.interior.exit(&self.network, router, next_hop);
        exit.map(|(exit, _)| NextHop::Exit(exit))
    }

    /// Tells a change of Loc-RIB, unless only an interior cost changed.
    #[inline]
    fn tell_change<const IS_SHORT: bool>(
        &self,
        router: RouterId,
        change: &BestChange,
        facts: &mut Vec<Fact>,
    ) {
        if let (Some(before), Some(after)) = (&change.before, &change.after)
            && before.place == after.place
            && before.route.is_like(after.route)
        {
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

pub(super) fn tidings(update: Update) -> Tidings {
    match update.route {
        Some(told) => Tidings::Announced(told.attributes()),
        None => Tidings::Withdrawn,
    }
}
