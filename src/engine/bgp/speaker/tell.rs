//! From Loc-RIB to the neighbours: what each is told of the best route, and when
//! [RFC 4271 § 9.1.3, § 9.2].

use super::gate::Gate;
use super::hears::Hears;
use super::{BestChange, Desk, Effects, Sent, Speaker, Surroundings, index, numbered};
use crate::engine::base::ids::PrefixId;
use crate::engine::bgp::export::Export;
use crate::engine::bgp::rib::{Best, Outgoing};
use crate::engine::bgp::table::Table;
use crate::engine::bgp::update::{Told, Update};

/// What most neighbours are told of a best route, worked out once for all of them.
struct Tidings {
    /// The place that it came in at, if there is a route and it is not the speaker's own.
    its_place: Option<u32>,
    /// Whether the economics are all there is to it, as far as the route goes.
    is_plain: bool,
    /// Who hears of it by the economics.
    class: Hears,
    /// The route as told over eBGP by the economics; absent if there is none, or it is not plain.
    outside: Option<Told>,
}

impl Tidings {
    /// Whether the economics are all there is to it, for the neighbour at a gate.
    const fn is_by_economics(&self, gate: &Gate) -> bool {
        self.is_plain && gate.is_plain_outside
    }

    /// What the economics say that the neighbour is to be told.
    #[inline]
    fn by_economics(&self, gate: &Gate, is_its_own: bool) -> Option<Told> {
        let is_told =
            gate.hears.includes(self.class) & (!is_its_own | gate.hears.includes(Hears::ITS_OWN));
        Told::only_if(is_told, self.outside)
    }

    fn is_from(&self, place: usize) -> bool {
        self.its_place.map(index) == Some(place)
    }
}

impl Speaker {
    fn tidings(&mut self, desk: &mut Desk<'_>, prefix: PrefixId) -> Tidings {
        self.tidings_by(desk.table, desk.around.config.local_pref.default, prefix)
    }

    /// The same where LOCAL_PREF is this unless something is said of it.
    #[inline]
    fn tidings_by(&mut self, table: &mut Table, local_pref: u32, prefix: PrefixId) -> Tidings {
        let rib = &self.ribs[prefix];
        let Some(best) = &rib.best else {
            let class = Hears::of(None);
            return Tidings { its_place: None, is_plain: true, class, outside: None };
        };
        let attributes = best.route.attributes();
        let (its_place, is_own) = (best.place, best.place.is_none());
        let is_prepended = is_own && rib.prepends.iter().any(|&times| times > 0);
        let is_plain = !is_prepended && !table.brief(attributes).has_extras;
        let class = Hears::of_route(best.route);
        let outside = (is_plain && self.audience.includes(class)).then(|| {
            let mut make = || table.told(attributes, self.asn, is_own);
            // Of its own it may tell MULTI_EXIT_DISC, which makes it another route.
            let told = if is_own { make() } else { self.told.get_or(attributes, make) };
            Told::new(told, local_pref, None)
        });
        Tidings { its_place, is_plain, class, outside }
    }

    /// Brings all places of Adj-RIB-Out up to date.
    pub fn tell_all(&mut self, desk: &mut Desk<'_>, prefix: PrefixId) {
        let tidings = self.tidings(desk, prefix);
        if self.is_frank && tidings.is_plain {
            self.tell_frankly(prefix, &tidings, &mut desk.effects.sent);
            return;
        }
        // Most neighbours are told by the economics alone, and for most nothing changes: they are
        // passed over by looking at as little as possible.
        let from = self.at(prefix, 0);
        for place in 0..self.gates.len() {
            let gate = &self.gates[place];
            if !gate.is_up {
                continue;
            }
            let wanted = if tidings.is_by_economics(gate) {
                tidings.by_economics(gate, tidings.is_from(place))
            } else {
                self.wanted(desk, prefix, place, &tidings)
            };
            if !Told::is_same(self.outgoing[from + place].wanted, wanted) {
                self.tell(desk, prefix, place, wanted);
            }
        }
    }

    /// Whether a change that [`Speaker::choose`] made is none of the neighbours' business: neither
    /// the route before nor the one after is for any of them, by the economics alone, so nobody was
    /// told and nobody is to be told. Most routers of an Internet only have providers and peers:
    /// for them it is so nearly always.
    #[inline]
    #[must_use]
    pub fn keeps_to_itself(&self, change: &BestChange) -> bool {
        debug_assert!(self.is_frank, "rules may let somebody hear more than the economics do");
        let is_heard = |best: &Best| self.audience.includes(Hears::of_route(best.route));
        !(change.before.as_ref().is_some_and(is_heard)
            | change.after.as_ref().is_some_and(is_heard))
    }

    /// The same after [`Speaker::choose`], if the route is plain enough; returns whether it is.
    #[inline]
    #[must_use]
    pub fn tell_of_choice(
        &mut self,
        table: &mut Table,
        local_pref: u32,
        prefix: PrefixId,
        sent: &mut Sent,
    ) -> bool {
        let tidings = self.tidings_by(table, local_pref, prefix);
        if tidings.is_plain {
            self.tell_frankly(prefix, &tidings, sent);
        }
        tidings.is_plain
    }

    /// The same where the economics are all there is to it, for everybody, and no timers run.
    #[inline]
    fn tell_frankly(&mut self, prefix: PrefixId, tidings: &Tidings, sent: &mut Sent) {
        let from = self.at(prefix, 0);
        let outgoing = &mut self.outgoing[from..from + self.gates.len()];
        let its_place = tidings.its_place.map_or(usize::MAX, index);
        for (place, (gate, outgoing)) in self.gates.iter().zip(outgoing).enumerate() {
            let wanted = tidings.by_economics(gate, place == its_place);
            if !Told::is_same(outgoing.wanted, wanted) && gate.is_up {
                *outgoing = Outgoing { sent: wanted, wanted };
                sent.push(numbered(place), Update { prefix, route: wanted });
            }
        }
    }

    /// Brings one place of Adj-RIB-Out up to date.
    pub(super) fn tell_one(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize) {
        if self.gates[place].is_up {
            let tidings = self.tidings(desk, prefix);
            let wanted = self.wanted(desk, prefix, place, &tidings);
            self.tell(desk, prefix, place, wanted);
        }
    }

    /// What the neighbour at a place is to be told.
    fn wanted(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        tidings: &Tidings,
    ) -> Option<Told> {
        let gate = &self.gates[place];
        if tidings.is_by_economics(gate) {
            return tidings.by_economics(gate, tidings.is_from(place));
        }
        let best = self.ribs[prefix].best.as_ref()?;
        if tidings.is_from(place) && !gate.hears.includes(Hears::ITS_OWN) {
            None
        } else if tidings.is_plain && self.ports[place].is_export_plain {
            self.wanted_inside(desk, prefix, place, best)
        } else {
            self.wanted_in_full(desk, prefix, place, best)
        }
    }

    /// A route of iBGP goes on only by reflection [RFC 4456 § 6]; others go inside as they are.
    fn wanted_inside(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        best: &Best,
    ) -> Option<Told> {
        if let Some(from) = best.place.map(index).filter(|&from| self.gates[from].is_inside()) {
            return if self.ports[from].has_client || self.ports[place].has_client {
                self.wanted_in_full(desk, prefix, place, best)
            } else {
                None
            };
        }
        Some(best.route)
    }

    fn wanted_in_full(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        best: &Best,
    ) -> Option<Told> {
        let Surroundings { network, config, .. } = desk.around;
        let end = self.gates[place].wire.end;
        let prepends = self.ribs[prefix].prepends[place];
        let route = self.route(network, desk.table, best);
        let advertised = Export { network, config, end, prefix, prepends }.of(&route)?;
        let attributes = desk.table.intern(&advertised.attributes, network.end(end).address);
        Some(Told::new(attributes, advertised.attributes.local_pref, advertised.entered_from))
    }

    /// Notes what a neighbour is to be told. If that is something else than before, it is sent,
    /// unless a timer holds it back.
    #[inline]
    fn tell(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize, wanted: Option<Told>) {
        let at = self.at(prefix, place);
        let outgoing = &mut self.outgoing[at];
        if outgoing.wanted == wanted {
            return;
        }
        if self.ports[place].has_timer {
            self.tell_in_time(desk, prefix, place, wanted);
        } else {
            *outgoing = Outgoing { sent: wanted, wanted };
            desk.effects.sent.push(numbered(place), Update { prefix, route: wanted });
        }
    }

    /// The same where timers run.
    fn tell_in_time(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        wanted: Option<Told>,
    ) {
        let at = self.at(prefix, place);
        let outgoing = &mut self.outgoing[at];
        let was_pending = outgoing.is_pending();
        outgoing.wanted = wanted;
        let is_pending = outgoing.is_pending();
        let port = &mut self.ports[place];
        match (was_pending, is_pending) {
            (false, true) => {
                port.pending += 1;
                self.pending += 1;
            }
            (true, false) => {
                port.pending -= 1;
                self.pending -= 1;
            }
            _ => {}
        }
        let is_covered = wanted.is_some() || desk.around.config.mrai.covers_withdrawals;
        let has_to_wait = is_covered && self.timers[place].is_running(prefix);
        if is_pending && !has_to_wait {
            self.send_held(desk, prefix, place, is_covered);
        }
    }

    /// Sends what is held at a place, if anything is. If the timer covers it, it starts with this
    /// batch.
    pub(super) fn send_held(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        is_covered: bool,
    ) {
        let at = self.at(prefix, place);
        let outgoing = &mut self.outgoing[at];
        if !outgoing.is_pending() {
            return;
        }
        outgoing.sent = outgoing.wanted;
        self.ports[place].pending -= 1;
        self.pending -= 1;
        desk.effects.sent.push(numbered(place), Update { prefix, route: outgoing.sent });
        if is_covered {
            desk.effects.covered.push((place, prefix));
        }
    }

    /// What was sent since the last call was one batch; the MRAI timers that cover it start now.
    #[inline]
    pub fn end_batch(&mut self, effects: &mut Effects) {
        if !effects.covered.is_empty() {
            self.start_timers(effects);
        }
    }

    fn start_timers(&mut self, effects: &mut Effects) {
        for (place, prefix) in effects.covered.drain(..) {
            if let Some((name, span)) = self.timers[place].start(prefix) {
                effects.timers.push((self.gates[place].wire.end, name, span));
            }
        }
    }
}
