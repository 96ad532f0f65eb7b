//! A route that comes in. Most come in where nothing but the economics is configured, are no match
//! for the best route, and change nothing: that is found out here by looking at as little as
//! possible. `choose` takes over for all others.

use super::gate::Gate;
use super::{Desk, Speaker, index};
use crate::engine::base::ids::PrefixId;
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
    pub fn glance(&self, place: u32) -> u16 {
        self.gates[index(place)].rank
    }

    /// An UPDATE arrived over the session at a place, which is up [RFC 4271 § 9]. This is the way
    /// for all UPDATEs; [`Speaker::hear`] begins a shorter one.
    pub fn receive(&mut self, desk: &mut Desk<'_>, place: u32, update: Update) {
        let place = index(place);
        self.learn(desk, update.prefix, place, update.route);
        self.decide(desk, update.prefix, Some(place));
    }

    /// The same from [`Heard::Choice`] on.
    pub fn choose_in_full(&mut self, desk: &mut Desk<'_>, place: u32, prefix: PrefixId) {
        self.decide(desk, prefix, Some(index(place)));
    }

    /// The same with as little in hand as will do: enters what the UPDATE says into Adj-RIB-In if
    /// that is simple, and returns what is left to do. `is_damping`: whether any route of the
    /// world is damped.
    #[inline]
    #[must_use]
    pub fn hear(&mut self, table: &Table, is_damping: bool, place: u32, update: Update) -> Heard {
        let place = index(place);
        debug_assert!(self.gates[place].is_up, "an UPDATE came over a session that is down");
        let Update { prefix, route } = update;
        let at = self.at(prefix, place);
        let gate = &self.gates[place];
        let rib = &self.ribs[prefix];
        if gate.is_inside() || rib.beyond_numbers > 0 || is_damping {
            return Heard::Whole;
        }
        let (accepted, head) = match route {
            None => (None, Head::NONE),
            Some(told) => match gate.import(table, self.asn, told) {
                Some(imported) => imported,
                None => return Heard::Whole,
            },
        };
        self.arrivals = self.arrivals.saturating_add(1);
        self.incoming[at].enter(route, accepted, head, self.arrivals);
        if !self.is_short {
            Heard::Choice
        } else if is_beaten(rib, place, head) {
            Heard::Nothing
        } else if self.is_frank && rib.own.is_none() {
            Heard::ShortChoice
        } else {
            Heard::Choice
        }
    }
}

/// What is left to do about an UPDATE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing: it does not touch the best route.
    Nothing,
    /// It is in Adj-RIB-In. To choose again, which [`Speaker::choose`] can do.
    ShortChoice,
    /// It is in Adj-RIB-In. To choose again.
    Choice,
    /// All of it.
    Whole,
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
            let head =
                |accepted: Told| Head::new(accepted.local_pref(), brief.path, self.next_rank);
            (accepted, accepted.map_or(Head::NONE, head))
        })
    }
}

/// Whether the best route came over another session and wins by the first steps alone.
#[inline]
fn is_beaten(rib: &PrefixRib, place: usize, head: Head) -> bool {
    match &rib.best {
        Some(Best { place: Some(best), head: than, .. }) => index(*best) != place && head > *than,
        Some(_) => false,
        None => head == Head::NONE,
    }
}
