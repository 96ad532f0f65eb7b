//! From Loc-RIB to the neighbours: what each is told of the best route, and when
//! [RFC 4271 § 9.1.3, § 9.2].

use std::sync::Arc;

use super::{Desk, Effects, Port, Speaker, Surroundings};
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::bgp::config::Config;
use crate::engine::bgp::export::Export;
use crate::engine::bgp::policy::is_valley_free;
use crate::engine::bgp::profile::Behavior;
use crate::engine::bgp::rib::Best;
use crate::engine::bgp::table::Table;
use crate::engine::bgp::update::{Told, Update};
use crate::engine::net::network::{NeighborIs, Network};

/// Whether export at this end is nothing but the economics, for routes without extras.
pub(super) fn is_plain(network: &Network, config: &Config, end: EndId) -> bool {
    let near = network.end(end);
    let at_end = &config.ends[end];
    let is_internal = near.neighbor_is == NeighborIs::Internal;
    !config.is_in_full
        && at_end.export.is_empty()
        && at_end.role.is_none()
        && !at_end.is_leaking
        && !at_end.is_draining
        && config.profile(near.router).behavior == Behavior::default()
        && (!is_internal
            || at_end.is_next_hop_self && near.address == network.routers[near.router].loopback)
}

/// Whether a neighbour is told its own route. Within an AS never [RFC 4456 § 6].
pub(super) fn sends_back(network: &Network, config: &Config, end: EndId) -> bool {
    !config.has_split_horizon && network.end(end).neighbor_is != NeighborIs::Internal
}

/// What most neighbours are told of a best route, worked out once for all of them.
struct Tidings {
    /// Whether the economics are all there is to it, as far as the route goes.
    is_plain: bool,
    /// The route as told over eBGP, made when first asked for.
    outside: Option<Told>,
}

impl Tidings {
    fn of(table: &Table, best: Option<&Best>) -> Self {
        let has_extras = |best: &Best| table.brief(best.attributes).has_extras;
        Self { is_plain: !best.is_some_and(has_extras), outside: None }
    }
}

impl Speaker {
    /// Brings all places of Adj-RIB-Out up to date.
    pub(super) fn tell_all(&mut self, desk: &mut Desk<'_>, prefix: PrefixId) {
        let best = self.ribs[prefix].best;
        let mut tidings = Tidings::of(desk.table, best.as_ref());
        // Most neighbours are told by the economics alone, and for most nothing changes: they are
        // passed over by looking at as little as possible.
        let came_over = best.and_then(|best| best.place);
        let is_simple = tidings.is_plain && (best.is_none() || came_over.is_some());
        let outside =
            best.filter(|_| is_simple).map(|best| self.outside(desk, &best, &mut tidings));
        let entered_from = best.and_then(|best| best.entered_from);
        for place in 0..self.ports.len() {
            let port = &self.ports[place];
            if !port.is_up {
                continue;
            }
            let wanted = if is_simple && port.is_plain_outside() {
                let is_for = is_valley_free(entered_from, port.neighbor_is)
                    && (came_over != Some(place) || port.sends_back);
                if is_for { outside } else { None }
            } else {
                self.wanted(desk, prefix, place, &mut tidings)
            };
            if self.ribs[prefix].outgoing[place].wanted != wanted {
                self.tell(desk, prefix, place, wanted);
            }
        }
    }

    /// What eBGP neighbours are told of a best route, where only the economics count.
    fn outside(&self, desk: &mut Desk<'_>, best: &Best, tidings: &mut Tidings) -> Told {
        *tidings.outside.get_or_insert_with(|| {
            let Surroundings { network, config, .. } = desk.around;
            let asn = network.routers[self.router].asn;
            let attributes = desk.table.told(best.attributes, asn, best.place.is_none());
            Told { attributes, local_pref: config.local_pref.default, entered_from: None }
        })
    }

    /// Brings one place of Adj-RIB-Out up to date.
    pub(super) fn tell_one(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize) {
        if self.ports[place].is_up {
            let mut tidings = Tidings::of(desk.table, self.ribs[prefix].best.as_ref());
            let wanted = self.wanted(desk, prefix, place, &mut tidings);
            if self.ribs[prefix].outgoing[place].wanted != wanted {
                self.tell(desk, prefix, place, wanted);
            }
        }
    }

    /// What the neighbour at a place is to be told. Where only the economics are configured it is
    /// the same for all neighbours; otherwise [`Export`] says what it is for this one.
    fn wanted(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        tidings: &mut Tidings,
    ) -> Option<Told> {
        let best = self.ribs[prefix].best.as_ref()?;
        let port = &self.ports[place];
        let is_own = best.place.is_none();
        if best.place == Some(place) && !port.sends_back {
            return None;
        }
        let is_prepended = is_own && self.ribs[prefix].prepends[place] > 0;
        if !tidings.is_plain || !port.is_export_plain || is_prepended {
            return self.wanted_in_full(desk, prefix, place, best);
        }
        if port.neighbor_is == NeighborIs::Internal {
            return self.wanted_inside(desk, prefix, place, best);
        }
        if !is_valley_free(best.entered_from, port.neighbor_is) {
            return None;
        }
        Some(self.outside(desk, best, tidings))
    }

    /// A route of iBGP goes on only by reflection [RFC 4456 § 6]; others go inside as they are.
    fn wanted_inside(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        best: &Best,
    ) -> Option<Told> {
        let from: Option<&Port> = best.place.map(|from| &self.ports[from]);
        if let Some(from) = from.filter(|from| from.neighbor_is == NeighborIs::Internal) {
            return if from.has_client || self.ports[place].has_client {
                self.wanted_in_full(desk, prefix, place, best)
            } else {
                None
            };
        }
        let Best { attributes, local_pref, entered_from, .. } = *best;
        Some(Told { attributes, local_pref, entered_from })
    }

    fn wanted_in_full(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        best: &Best,
    ) -> Option<Told> {
        let Surroundings { network, config, .. } = desk.around;
        let end = self.ports[place].end;
        let prepends = self.ribs[prefix].prepends[place];
        let route = self.route(network, desk.table, best);
        let advertised = Export { network, config, end, prefix, prepends }.of(&route)?;
        Some(Told {
            attributes: desk.table.intern(&advertised.attributes, network.end(end).address),
            local_pref: Arc::as_ref(&advertised.attributes).local_pref,
            entered_from: advertised.entered_from,
        })
    }

    /// Notes that a neighbour is to be told something else, and sends it unless a timer holds it
    /// back.
    fn tell(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize, wanted: Option<Told>) {
        let outgoing = &mut self.ribs[prefix].outgoing[place];
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
        if !is_pending {
            return;
        }
        let has_timer =
            port.has_timer && (wanted.is_some() || desk.around.config.mrai.covers_withdrawals);
        if has_timer && self.timers[place].is_running(prefix) {
            return;
        }
        self.send(desk, prefix, place);
        if has_timer {
            desk.effects.covered.push((place, prefix));
        }
    }

    pub(super) fn send(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize) {
        let outgoing = &mut self.ribs[prefix].outgoing[place];
        outgoing.sent = outgoing.wanted;
        let update = Update { prefix, route: outgoing.sent };
        let port = &mut self.ports[place];
        port.pending -= 1;
        self.pending -= 1;
        desk.effects.sent.push((port.end, update));
    }

    /// What was sent since the last call was one batch; the MRAI timers that cover it start now.
    pub fn end_batch(&mut self, effects: &mut Effects) {
        for (place, prefix) in effects.covered.drain(..) {
            if let Some((name, span)) = self.timers[place].start(prefix) {
                effects.timers.push((self.ports[place].end, name, span));
            }
        }
    }
}
