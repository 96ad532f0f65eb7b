//! From Adj-RIB-In to Loc-RIB: what was learned, and which of it is best.
//!
//! There are two ways to the same answer. The full way makes whole routes and runs import rules
//! and the decision process over them; it always works, and it explains. The short way holds where
//! nothing but the economics is configured and no route has a MULTI_EXIT_DISC: import is the loop
//! check, the longest prefix length and LOCAL_PREF, and choosing is comparing numbers with the
//! best route so far.

use std::sync::Arc;

use super::{BestChange, Desk, Speaker, Surroundings};
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::bgp::config::Config;
use crate::engine::bgp::decision::{self, Arrival, Ineligible, Route, Step};
use crate::engine::bgp::import::import;
use crate::engine::bgp::preference::{Head, Tail};
use crate::engine::bgp::profile::Behavior;
use crate::engine::bgp::rib::{Best, Received};
use crate::engine::bgp::table::{AttributesId, Table};
use crate::engine::bgp::update::Told;
use crate::engine::net::network::{NeighborIs, Network};

/// Whether import at this end is nothing but the loop check, the longest prefix length and
/// LOCAL_PREF, for routes without extras.
pub(super) fn is_plain(network: &Network, config: &Config, end: EndId) -> bool {
    let at_end = &config.ends[end];
    !config.is_in_full
        && at_end.import.is_empty()
        && !at_end.validates_origin
        && at_end.role.is_none()
        && !at_end.is_draining
        && config.profile(network.end(end).router).behavior == Behavior::default()
}

/// The place of the second best route.
#[derive(Clone, Copy)]
enum Second {
    /// Here; or there is none.
    At(Option<usize>),
    /// The best was found without it.
    NotLookedFor,
}

impl Speaker {
    /// Enters what a neighbour says into Adj-RIB-In. Returns what the first steps of the decision
    /// process saw of the route it replaces.
    pub(super) fn learn(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        told: Option<Told>,
    ) -> Head {
        self.arrivals = self.arrivals.saturating_add(1);
        let before =
            self.ribs[prefix].received[place].map(|received| (received.told, received.arrival));
        let received = told.map(|told| {
            let imported = self.import(desk, prefix, place, told);
            let (attributes, _) = imported.unwrap_or((told.attributes, 0));
            let igp_metric = self.igp_metric(desk, place, attributes);
            let arrival = Arrival::of(&told, before, self.arrivals);
            Received { told, imported, igp_metric, arrival }
        });
        let mut head = Head::NONE;
        let mut has_med = false;
        if let Some(Received { imported: Ok((attributes, local_pref)), igp_metric, .. }) = received
        {
            let brief = desk.table.brief(attributes);
            has_med = brief.has_med;
            if igp_metric.is_some() {
                head = Head::new(local_pref, brief.length, brief.origin);
            }
        }
        let had_med = self.ribs[prefix].with_med > 0
            && self.ribs[prefix].received[place].is_some_and(|received| {
                received.imported.is_ok_and(|(attributes, _)| desk.table.brief(attributes).has_med)
            });
        let rib = &mut self.ribs[prefix];
        rib.with_med += usize::from(has_med);
        rib.with_med -= usize::from(had_med);
        rib.received[place] = received;
        std::mem::replace(&mut rib.heads[place], head)
    }

    fn import(
        &self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        place: usize,
        told: Told,
    ) -> Result<(AttributesId, u32), Ineligible> {
        let Surroundings { network, config, .. } = desk.around;
        let port = &self.ports[place];
        if desk.around.damped.contains(&(port.end, prefix)) {
            return Err(Ineligible::Damped);
        }
        if port.is_import_plain && !desk.table.brief(told.attributes).has_extras {
            let net = &network.prefixes[prefix];
            if desk.table.is_on_path(told.attributes, network.routers[self.router].asn) {
                return Err(Ineligible::OwnAsInPath);
            }
            if let Some(most) = port.max_lengths.exceeded_by(net) {
                return Err(Ineligible::TooLong { length: net.prefix_len(), most });
            }
            let is_internal = port.neighbor_is == NeighborIs::Internal;
            let given = config.local_pref.of(port.neighbor_is);
            return Ok((told.attributes, if is_internal { told.local_pref } else { given }));
        }
        let address = self.fars[place].address;
        let whole = Arc::new(desk.table.attributes(told.attributes, told.local_pref, address));
        let imported = import(network, config, port.end, prefix, &whole)?;
        Ok((desk.table.intern(&imported, address), imported.local_pref))
    }

    fn igp_metric(&self, desk: &Desk<'_>, place: usize, attributes: AttributesId) -> Option<u64> {
        if self.ports[place].neighbor_is != NeighborIs::Internal {
            return Some(0);
        }
        let Surroundings { network, interior, .. } = desk.around;
        let next_hop = desk.table.next_hop(attributes).unwrap_or(self.fars[place].address);
        interior.exit(network, self.router, next_hop).map(|(_, cost)| cost)
    }

    /// Runs the decision process, and tells everybody if the best route changed. `changed`: the
    /// only place whose route is another, and what the first steps saw there before; absent: any
    /// may be.
    pub(super) fn decide(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        changed: Option<(usize, Head)>,
    ) {
        let rib = &self.ribs[prefix];
        let (after, decided_by) = if !self.is_by_the_book {
            self.decide_by_profile(desk, prefix)
        } else if let Some(own) = &rib.own {
            let loopback = desk.around.network.routers[self.router].loopback;
            let best = Best {
                place: None,
                attributes: desk.table.intern(own, loopback),
                local_pref: own.local_pref,
                entered_from: None,
                igp_metric: 0,
            };
            let has_rivals = rib.heads.iter().any(|&head| head != Head::NONE);
            (Some(best), has_rivals.then_some(Step::Local))
        } else if rib.with_med == 0 && !desk.around.config.is_in_full {
            let (place, second) = self.least(desk.table, prefix, changed);
            let best = place.map(|place| self.best_at(prefix, place));
            if best == rib.best {
                return;
            }
            (best, place.and_then(|place| self.last_parting(desk.table, prefix, place, second)))
        } else {
            self.decide_in_full(desk, prefix)
        };
        if self.ribs[prefix].best == after {
            return;
        }
        let before = std::mem::replace(&mut self.ribs[prefix].best, after);
        desk.effects.changes.push(BestChange { prefix, before, after, decided_by });
        self.tell_all(desk, prefix);
    }

    fn decide_in_full(&self, desk: &Desk<'_>, prefix: PrefixId) -> (Option<Best>, Option<Step>) {
        let Surroundings { network, config, .. } = desk.around;
        let mut decided_by = None;
        let mut places = Vec::new();
        let mut routes = Vec::new();
        for place in 0..self.ports.len() {
            if self.ribs[prefix].heads[place] != Head::NONE {
                places.push(place);
                routes.push(self.route(network, desk.table, &self.best_at(prefix, place)));
            }
        }
        let profile = config.profile(self.router);
        let best = decision::decide(&routes, profile, None, |removal| {
            decided_by = Some(removal.step);
        });
        (best.map(|best| self.best_at(prefix, places[best])), decided_by)
    }

    /// The place of the best received route and, if it came to light, that of the second best, by
    /// the short way.
    fn least(
        &self,
        table: &Table,
        prefix: PrefixId,
        changed: Option<(usize, Head)>,
    ) -> (Option<usize>, Second) {
        let rib = &self.ribs[prefix];
        if let (Some((place, before)), Some(best)) = (changed, &rib.best) {
            match best.place {
                Some(best) if best != place => {
                    return if self.is_better(table, prefix, place, best) {
                        (Some(place), Second::At(Some(best)))
                    } else {
                        (Some(best), Second::NotLookedFor)
                    };
                }
                // It beat all others with more; what the later steps see may have changed, though.
                Some(_) if rib.heads[place] < before => return (Some(place), Second::NotLookedFor),
                _ => {}
            }
        }
        let (least, second) = self.two_least(table, prefix);
        (least, Second::At(second))
    }

    /// The places of the best and the second best received route.
    fn two_least(&self, table: &Table, prefix: PrefixId) -> (Option<usize>, Option<usize>) {
        let heads = &self.ribs[prefix].heads;
        let (mut least, mut second) = (None, None);
        let is_before = |place: usize, head: Head, other: Option<usize>| {
            other.is_none_or(|other| {
                head < heads[other]
                    || head == heads[other] && self.is_less_in_tail(table, prefix, place, other)
            })
        };
        for (place, &head) in heads.iter().enumerate() {
            if head == Head::NONE {
                continue;
            }
            if is_before(place, head, least) {
                (least, second) = (Some(place), least);
            } else if is_before(place, head, second) {
                second = Some(place);
            }
        }
        (least, second)
    }

    fn is_better(&self, table: &Table, prefix: PrefixId, one: usize, other: usize) -> bool {
        let heads = &self.ribs[prefix].heads;
        let (head, than) = (heads[one], heads[other]);
        head < than
            || head == than && head != Head::NONE && self.is_less_in_tail(table, prefix, one, other)
    }

    /// Whether the steps after MULTI_EXIT_DISC put one place before another. Between two eBGP
    /// neighbours it is the same for every route.
    fn is_less_in_tail(&self, table: &Table, prefix: PrefixId, one: usize, other: usize) -> bool {
        let is_internal = |place: usize| self.ports[place].neighbor_is == NeighborIs::Internal;
        if is_internal(one) || is_internal(other) {
            self.tail(table, prefix, one) < self.tail(table, prefix, other)
        } else {
            self.ranks[one] < self.ranks[other]
        }
    }

    fn tail(&self, table: &Table, prefix: PrefixId, place: usize) -> Tail {
        let far = &self.fars[place];
        let mut tail = Tail {
            is_internal: self.ports[place].neighbor_is == NeighborIs::Internal,
            igp_metric: 0,
            id: far.id.0.to_bits(),
            clusters: 0,
            address: far.address,
        };
        if tail.is_internal
            && let Some(received) = &self.ribs[prefix].received[place]
        {
            let (attributes, _) = received.imported.unwrap_or((received.told.attributes, 0));
            tail.igp_metric = received.igp_metric.unwrap_or(u64::MAX);
            let (originator, clusters) = table.reflection(attributes);
            tail.id = originator.map_or(tail.id, |id| id.0.to_bits());
            tail.clusters = clusters;
        }
        tail
    }

    /// The step that removed the last of the others. The steps are one lexicographic order, so the
    /// second best stayed longest.
    fn last_parting(
        &self,
        table: &Table,
        prefix: PrefixId,
        best: usize,
        second: Second,
    ) -> Option<Step> {
        let second = match second {
            Second::At(second) => second,
            Second::NotLookedFor => self.two_least(table, prefix).1,
        }?;
        let heads = &self.ribs[prefix].heads;
        heads[second]
            .parting(heads[best])
            .or_else(|| self.tail(table, prefix, second).parting(&self.tail(table, prefix, best)))
    }

    /// The route received at a place, as a best one. Only for places with an eligible route.
    pub(super) fn best_at(&self, prefix: PrefixId, place: usize) -> Best {
        let received = self.ribs[prefix].received[place].expect("the place has a route");
        self.as_best(place, &received)
    }

    pub(super) fn as_best(&self, place: usize, received: &Received) -> Best {
        let told = &received.told;
        let (attributes, local_pref) =
            received.imported.unwrap_or((told.attributes, told.local_pref));
        let neighbor_is = self.ports[place].neighbor_is;
        let is_internal = neighbor_is == NeighborIs::Internal;
        Best {
            place: Some(place),
            attributes,
            local_pref,
            entered_from: if is_internal { told.entered_from } else { Some(neighbor_is) },
            igp_metric: received.igp_metric.unwrap_or(u64::MAX),
        }
    }

    /// A route in full.
    pub(super) fn route(&self, network: &Network, table: &Table, best: &Best) -> Route {
        let router = &network.routers[self.router];
        let (sender_id, sender_address) = match best.place {
            Some(place) => (self.fars[place].id, self.fars[place].address),
            None => (router.bgp_id, router.loopback),
        };
        let attributes = table.attributes(best.attributes, best.local_pref, sender_address);
        let is_internal =
            best.place.is_some_and(|place| self.ports[place].neighbor_is == NeighborIs::Internal);
        Route {
            from: best.place.map(|place| self.ports[place].end),
            entered_from: best.entered_from,
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
