//! A route that comes in. Most come in where nothing but the economics is configured, are no match
//! for the best route, and change nothing: that is found out here by looking at as little as
//! possible. `choose` takes over for all others.

use super::gate::Gate;
use super::{Desk, Speaker};
use crate::engine::bgp::preference::Head;
use crate::engine::bgp::rib::{Best, PrefixRib};
use crate::engine::bgp::table::Table;
use crate::engine::bgp::update::{Told, Update};
use crate::engine::net::network::Asn;

impl Speaker {
    /// Looks at what it knows of the session at a place, so that it is near when an UPDATE comes.
    /// Returns something of it.
    #[inline]
    #[must_use]
    pub fn glance(&self, place: u32) -> u32 {
        let place = usize::try_from(place).expect("targets have at least 32-bit indices");
        self.gates[place].rank
    }

    /// An UPDATE arrived over the session at a place, which is up [RFC 4271 § 9].
    #[inline]
    pub fn receive(&mut self, desk: &mut Desk<'_>, place: u32, update: Update) {
        let place = usize::try_from(place).expect("targets have at least 32-bit indices");
        debug_assert!(self.gates[place].is_up, "an UPDATE came over a session that is down");
        let Update { prefix, route } = update;
        let at = self.at(prefix, place);
        let gate = &self.gates[place];
        let rib = &self.ribs[prefix];
        let imported = match route {
            Some(told) => gate.import(desk.table, self.asn, told),
            None => Some((None, Head::NONE)),
        };
        let is_plain = !gate.is_inside() && rib.with_med == 0 && desk.around.damped.is_empty();
        let Some((accepted, head)) = imported.filter(|_| is_plain) else {
            self.learn(desk, prefix, place, route);
            self.decide(desk, prefix, Some(place));
            return;
        };
        self.arrivals = self.arrivals.saturating_add(1);
        self.incoming[at].enter(route, accepted, head, self.arrivals);
        if !(self.is_short && is_beaten(rib, place, head)) {
            self.decide(desk, prefix, Some(place));
        }
    }
}

impl Gate {
    /// What plain import makes of a route; absent: refused, it has been here.
    #[inline]
    pub(super) fn accept(&self, table: &Table, own: Asn, told: Told) -> Option<Told> {
        let is_loop = table.is_on_path(told.attributes(), own);
        (!is_loop).then(|| self.stamp.map_or(told, |stamp| stamp.with(told.attributes())))
    }

    /// The same, and what the first steps see of it; absent if there is more to its import.
    #[inline]
    fn import(&self, table: &Table, own: Asn, told: Told) -> Option<(Option<Told>, Head)> {
        let brief = table.brief(told.attributes());
        (self.is_import_plain && brief.is_simple()).then(|| {
            let accepted = self.accept(table, own, told);
            let head = |accepted: Told| Head::new(accepted.local_pref(), brief.path);
            (accepted, accepted.map_or(Head::NONE, head))
        })
    }
}

/// Whether the best route came over another session and wins by the first steps alone.
#[inline]
fn is_beaten(rib: &PrefixRib, place: usize, head: Head) -> bool {
    match &rib.best {
        Some(Best { place: Some(best), head: than, .. }) => *best != place && head > *than,
        Some(_) => false,
        None => head == Head::NONE,
    }
}
