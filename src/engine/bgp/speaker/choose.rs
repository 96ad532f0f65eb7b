//! From Adj-RIB-In to Loc-RIB: what was learned, and which of it is best.
//!
//! There are two ways to the same answer. The full way makes whole routes and runs import rules
//! and the decision process over them; it always works, and it explains. The short way holds where
//! nothing but the economics is configured and no route has a MULTI_EXIT_DISC: import is the loop
//! check, the longest prefix length and LOCAL_PREF, and choosing is comparing numbers with the
//! best route so far.

use std::sync::Arc;

use super::{BestChange, Desk, Speaker, Surroundings, index, numbered};
use crate::engine::base::ids::PrefixId;
use crate::engine::bgp::attributes::Attributes;
use crate::engine::bgp::decision::{Arrival, Ineligible, Route, Step};
use crate::engine::bgp::import::import;
use crate::engine::bgp::preference::{Head, Tail};
use crate::engine::bgp::rib::{Best, Incoming};
use crate::engine::bgp::table::{AttributesId, Table};
use crate::engine::bgp::update::Told;
use crate::engine::net::network::{NeighborIs, Network};

/// What comes of a change at one place.
enum Outcome {
    /// The best route stays.
    Same,
    /// The route at this place is the best now; this step decided against the best before, if
    /// there was one.
    Won(usize, Option<Step>),
    /// All routes have to be looked at.
    Open,
}

/// What import makes of a route.
struct Imported {
    accepted: Option<Told>,
    igp_metric: Option<u64>,
    head: Head,
    is_beyond_numbers: bool,
}

impl Imported {
    const NOTHING: Self =
        Self { accepted: None, igp_metric: Some(0), head: Head::NONE, is_beyond_numbers: false };
}

/// What the steps see of the best of a speaker's routes and of the second best, where all
/// neighbours are outside.
struct Foremost {
    /// The place of the best; of no meaning if there is none.
    place: usize,
    least: Head,
    second: Head,
}

impl Foremost {
    /// Without a branch that depends on what the neighbours said: nothing foretells that.
    #[inline]
    fn of(incoming: &[Incoming]) -> Self {
        let (mut place, mut least, mut second) = (0, Head::NONE, Head::NONE);
        for (here, &Incoming { head, .. }) in incoming.iter().enumerate() {
            second = second.min(head.max(least));
            place = if head < least { here } else { place };
            least = least.min(head);
        }
        Self { place, least, second }
    }
}

impl Speaker {
    /// Enters what a neighbour says into Adj-RIB-In.
    #[inline(never)]
    pub(super) fn learn(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        told: Option<Told>,
    ) {
        self.arrivals = self.arrivals.saturating_add(1);
        let imported = match told {
            Some(told) => self.import(desk, prefix, place, told),
            None => Imported::NOTHING,
        };
        let at = self.at(prefix, place);
        let rib = &mut self.ribs[prefix];
        let here = &mut self.incoming[at];
        if rib.beyond_numbers > 0
            && let Some(accepted) = here.received.and_then(|before| before.accepted)
        {
            rib.beyond_numbers -=
                u32::from(desk.table.brief(accepted.attributes()).is_beyond_numbers);
        }
        rib.beyond_numbers += u32::from(imported.is_beyond_numbers);
        here.enter(told, imported.accepted, imported.head, self.arrivals);
        if self.gates[place].is_inside() {
            rib.igp_metrics[place] = imported.igp_metric;
        }
    }

    fn import(&self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize, told: Told) -> Imported {
        let Some(accepted) = self.accepted(desk, prefix, place, told) else {
            return Imported::NOTHING;
        };
        let brief = desk.table.brief(accepted.attributes());
        let igp_metric = if self.gates[place].is_inside() {
            self.igp_metric(desk.around, desk.table, place, accepted.attributes())
        } else {
            Some(0)
        };
        let head = match igp_metric {
            Some(_) => Head::new(accepted.local_pref(), brief.path, self.gates[place].next_rank),
            None => Head::NONE,
        };
        let is_beyond_numbers = brief.is_beyond_numbers;
        Imported { accepted: Some(accepted), igp_metric, head, is_beyond_numbers }
    }

    fn accepted(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        told: Told,
    ) -> Option<Told> {
        let gate = &self.gates[place];
        let is_plain = gate.is_import_plain && !desk.table.brief(told.attributes()).has_extras;
        if is_plain && desk.around.damped.is_empty() {
            return gate.accept(desk.table, self.asn, told);
        }
        let imported = self.import_in_full(desk.around, desk.table, prefix, place, told).ok()?;
        let attributes = desk.table.intern(&imported, self.fars[place].address);
        let imported = Told::new(attributes, imported.local_pref, told.entered_from());
        Some(self.as_entered(place, imported))
    }

    /// A route that came in at a place, with the relation by which it entered the AS.
    pub(super) fn as_entered(&self, place: usize, told: Told) -> Told {
        match self.gates[place].neighbor_is() {
            NeighborIs::Internal => told,
            outside => Told::new(told.attributes(), told.local_pref(), Some(outside)),
        }
    }

    /// What the import rules make of a route.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn import_in_full(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        prefix: PrefixId,
        place: usize,
        told: Told,
    ) -> Result<Arc<Attributes>, Ineligible> {
        let end = self.gates[place].wire.end;
        if around.damped.contains(&(end, prefix)) {
            return Err(Ineligible::Damped);
        }
        let address = self.fars[place].address;
        let whole = Arc::new(table.attributes(told.attributes(), told.local_pref(), address));
        import(around.network, around.config, end, prefix, &whole)
    }

    /// Interior cost to NEXT_HOP of a route received over iBGP.
    pub(super) fn igp_metric(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        place: usize,
        attributes: AttributesId,
    ) -> Option<u64> {
        let Surroundings { network, interior, .. } = around;
        let next_hop = table.next_hop(attributes).unwrap_or(self.fars[place].address);
        interior.exit(network, self.router, next_hop).map(|(_, cost)| cost)
    }

    /// Runs the decision process, and tells everybody if the best route changed. `changed`: the
    /// only place whose route is another; absent: any may be.
    pub(super) fn decide(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, changed: Option<usize>) {
        let rib = &self.ribs[prefix];
        let (after, decided_by) = if !self.is_short || rib.beyond_numbers > 0 {
            self.decide_in_full(desk, prefix)
        } else if rib.own.is_none() {
            let outcome =
                changed.map_or(Outcome::Open, |place| self.challenged(desk.table, prefix, place));
            let (place, parting) = match outcome {
                Outcome::Same => return,
                Outcome::Won(place, parting) => (Some(place), parting),
                Outcome::Open if self.has_inside => self.least_anywhere(desk.table, prefix),
                Outcome::Open => self.least_outside(prefix),
            };
            (place.map(|place| self.best_at(prefix, place)), parting)
        } else if changed.is_some() {
            // A route of one's own is the best already, whatever the neighbours say.
            return;
        } else {
            self.decide_in_full(desk, prefix)
        };
        if let Some(change) = self.enter_best(prefix, after, decided_by) {
            desk.effects.changes.push(change);
            self.tell_all(desk, prefix);
        }
    }

    /// Chooses after the route at a place changed: [`Heard::ShortChoice`](super::Heard).
    #[inline]
    pub fn choose(&mut self, prefix: PrefixId, place: u32) -> Option<BestChange> {
        let (here, known) = (index(place), &self.ribs[prefix].best);
        let incoming = self.incoming(prefix);
        let head = incoming[here].head;
        let Foremost { place, least, second } = match known {
            None => Foremost { place: here, least: head, second: Head::NONE },
            Some(best) if head < best.head && best.place != Some(place) => {
                Foremost { place: here, least: head, second: best.head }
            }
            Some(_) => Foremost::of(incoming),
        };
        let after = (least != Head::NONE).then(|| {
            let accepted = incoming[place].received.and_then(|received| received.accepted);
            let route = accepted.expect("the place has an accepted route");
            Best { place: Some(numbered(place)), route, igp_metric: 0, head: least }
        });
        let decided_by = self.parting_outside(prefix, least, second);
        self.enter_best(prefix, after, decided_by)
    }

    /// Enters the best route into Loc-RIB; absent: it is the best already.
    #[inline]
    fn enter_best(
        &mut self,
        prefix: PrefixId,
        after: Option<Best>,
        decided_by: Option<Step>,
    ) -> Option<BestChange> {
        let best = &mut self.ribs[prefix].best;
        if *best == after {
            return None;
        }
        let before = std::mem::replace(best, after);
        Some(BestChange { prefix, before, after, decided_by })
    }

    /// What comes of a change at one place, as far as that and the best route tell.
    #[inline]
    fn challenged(&self, table: &Table, prefix: PrefixId, place: usize) -> Outcome {
        let head = self.incoming[self.at(prefix, place)].head;
        let Some(known) = &self.ribs[prefix].best else {
            // There was nothing to choose from.
            let is_any = head != Head::NONE;
            return if is_any { Outcome::Won(place, None) } else { Outcome::Same };
        };
        let Some(best) = known.place.map(index) else { return Outcome::Open };
        if best == place {
            return Outcome::Open;
        }
        let than = known.head;
        if head > than {
            Outcome::Same
        } else if !self.has_inside {
            Outcome::Won(place, self.parting_outside(prefix, head, than))
        } else if head < than || self.is_less_in_tail(table, prefix, place, best) {
            Outcome::Won(place, Some(self.last_parting(table, prefix, place, best)))
        } else {
            Outcome::Same
        }
    }

    /// The place of the best received route, and the step that removed the last of the others.
    #[inline(never)]
    fn least_anywhere(&self, table: &Table, prefix: PrefixId) -> (Option<usize>, Option<Step>) {
        let incoming = self.incoming(prefix);
        let (mut least, mut second) = (None, None);
        for (place, &Incoming { head, .. }) in incoming.iter().enumerate() {
            let is_before = |other: Option<usize>| {
                other.is_none_or(|other| {
                    let than = incoming[other].head;
                    head < than || head == than && self.is_less_in_tail(table, prefix, place, other)
                })
            };
            if head == Head::NONE {
                continue;
            }
            if is_before(least) {
                (least, second) = (Some(place), least);
            } else if is_before(second) {
                second = Some(place);
            }
        }
        let parting = |(least, second)| self.last_parting(table, prefix, least, second);
        (least, least.zip(second).map(parting))
    }

    /// The same if all neighbours are outside.
    #[inline]
    fn least_outside(&self, prefix: PrefixId) -> (Option<usize>, Option<Step>) {
        let Foremost { place, least, second } = Foremost::of(self.incoming(prefix));
        ((least != Head::NONE).then_some(place), self.parting_outside(prefix, least, second))
    }

    /// Whether the steps after MULTI_EXIT_DISC put one place before another. Between two eBGP
    /// neighbours it is the same for every route.
    #[inline]
    fn is_less_in_tail(&self, table: &Table, prefix: PrefixId, one: usize, other: usize) -> bool {
        if self.is_all_outside(one, other) {
            self.gates[one].rank < self.gates[other].rank
        } else {
            self.tail(table, prefix, one) < self.tail(table, prefix, other)
        }
    }

    fn is_all_outside(&self, one: usize, other: usize) -> bool {
        !self.gates[one].is_inside() && !self.gates[other].is_inside()
    }

    fn tail(&self, table: &Table, prefix: PrefixId, place: usize) -> Tail {
        let far = &self.fars[place];
        let mut tail = Tail {
            is_internal: self.gates[place].is_inside(),
            igp_metric: 0,
            id: far.id.0.to_bits(),
            clusters: 0,
            address: far.address,
        };
        let rib = &self.ribs[prefix];
        if tail.is_internal
            && let Some(accepted) =
                self.received(prefix, place).and_then(|received| received.accepted)
        {
            tail.igp_metric = rib.igp_metrics[place].unwrap_or(u64::MAX);
            let (originator, clusters) = table.reflection(accepted.attributes());
            tail.id = originator.map_or(tail.id, |id| id.0.to_bits());
            tail.clusters = clusters;
        }
        tail
    }

    /// The step that removed the last of the others. The steps are one lexicographic order, so the
    /// second best stayed longest.
    fn last_parting(&self, table: &Table, prefix: PrefixId, best: usize, second: usize) -> Step {
        let incoming = self.incoming(prefix);
        let in_tail = || {
            if self.is_all_outside(second, best) {
                let is_same_router = self.fars[second].id == self.fars[best].id;
                return if is_same_router { Step::PeerAddr } else { Step::RouterId };
            }
            let [second, best] = [second, best].map(|place| self.tail(table, prefix, place));
            second.parting(&best).expect("no two sessions are the same")
        };
        incoming[second].head.parting(incoming[best].head).unwrap_or_else(in_tail)
    }

    /// The same where all neighbours are outside; absent if there is no second.
    #[inline]
    fn parting_outside(&self, prefix: PrefixId, best: Head, second: Head) -> Option<Step> {
        if second == Head::NONE {
            return None;
        }
        let step = second.parting(best);
        Some(step.unwrap_or_else(|| {
            if self.has_twins {
                self.parting_of_twins(prefix, best, second)
            } else {
                Step::RouterId
            }
        }))
    }

    #[cold]
    fn parting_of_twins(&self, prefix: PrefixId, best: Head, second: Head) -> Step {
        let incoming = self.incoming(prefix);
        let id = |head| {
            let place = incoming.iter().position(|here| here.head == head);
            place.map(|place| self.fars[place].id)
        };
        if id(best) == id(second) { Step::PeerAddr } else { Step::RouterId }
    }

    /// The route received at a place, as a best one. Only for places with an accepted route.
    pub(super) fn best_at(&self, prefix: PrefixId, place: usize) -> Best {
        let Incoming { received, head } = self.incoming[self.at(prefix, place)];
        let accepted = received.and_then(|received| received.accepted);
        let route = accepted.expect("the place has an accepted route");
        let igp_metric = if self.gates[place].is_inside() {
            self.ribs[prefix].igp_metrics[place].unwrap_or(u64::MAX)
        } else {
            0
        };
        Best { place: Some(numbered(place)), route, igp_metric, head }
    }

    /// A route in full.
    pub(super) fn route(&self, network: &Network, table: &Table, best: &Best) -> Route {
        let router = &network.routers[self.router];
        let (sender_id, sender_address) = match best.place {
            Some(place) => (self.fars[index(place)].id, self.fars[index(place)].address),
            None => (router.bgp_id, router.loopback),
        };
        let (attributes, local_pref) = (best.route.attributes(), best.route.local_pref());
        let attributes = table.attributes(attributes, local_pref, sender_address);
        let is_internal = best.place.is_some_and(|place| self.gates[index(place)].is_inside());
        Route {
            from: best.place.map(|place| self.wire(place).end),
            entered_from: best.route.entered_from(),
            is_external: !is_internal,
            igp_metric: Some(best.igp_metric),
            sender_id: attributes.originator_id.unwrap_or(sender_id),
            sender_address,
            attributes: Arc::new(attributes),
            arrival: Arrival::default(),
            weight: 0,
        }
    }
}
