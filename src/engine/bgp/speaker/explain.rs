//! The decision process in full: whole routes, any profile, and why.

use std::sync::Arc;

use super::{Desk, Speaker, Surroundings, numbered};
use crate::engine::base::ids::PrefixId;
use crate::engine::bgp::config::Config;
use crate::engine::bgp::decision::{self, Arrival, Explanation, Ineligible, Route, Step};
use crate::engine::bgp::preference::Head;
use crate::engine::bgp::profile::Profile;
use crate::engine::bgp::rib::{Best, Incoming};
use crate::engine::bgp::table::Table;
use crate::engine::bgp::update::Told;
use crate::engine::net::network::NeighborIs;

impl Speaker {
    /// Chooses among whole routes, as its profile says.
    #[inline(never)]
    pub(super) fn decide_in_full(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
    ) -> (Option<Best>, Option<Step>) {
        let around = desk.around;
        let routes = self.candidates(around, desk.table, prefix, |_, _| {});
        let place = |rib: &Best| rib.place.map(|place| self.wire(place).end);
        let incumbent = self.ribs[prefix].best.as_ref().and_then(place);
        self.ribs[prefix].incumbent = incumbent;
        let profile = around.config.profile(self.router);
        let mut decided_by = None;
        let best = decision::decide(&routes, profile, incumbent, |removal| {
            decided_by = Some(removal.step);
        });
        let best = best.map(|best| match &routes[best] {
            Route { from: Some(from), .. } => {
                self.best_at(prefix, super::place(around.network, *from))
            }
            Route { attributes, sender_address, .. } => {
                let number = desk.table.intern(attributes, *sender_address);
                Best {
                    place: None,
                    route: Told::new(number, attributes.local_pref, None),
                    igp_metric: 0,
                    head: Head::NONE,
                }
            }
        });
        (best, decided_by)
    }

    /// Everything it knows of a prefix, and why it chose what it chose.
    #[must_use]
    pub fn explain(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        prefix: PrefixId,
    ) -> Explanation {
        let mut ineligible = Vec::new();
        let aside = |route, why| ineligible.push((route, why));
        let routes = self.candidates(around, table, prefix, aside);
        let profile = Arc::clone(around.config.profile(self.router));
        let incumbent = self.ribs[prefix].incumbent;
        decision::explain(self.router, prefix, &routes, ineligible, profile, incumbent)
    }

    /// What it would choose, had it always chosen by `profile`.
    #[must_use]
    pub fn explain_as(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        prefix: PrefixId,
        profile: &Profile,
    ) -> Explanation {
        let mut ineligible = Vec::new();
        let aside = |route, why| ineligible.push((route, why));
        let mut routes = self.candidates(around, table, prefix, aside);
        decision::reweigh(&mut routes, profile);
        let incumbent = decision::incumbent_by_arrival(&routes, profile);
        let profile = Arc::new(profile.clone());
        decision::explain(self.router, prefix, &routes, ineligible, profile, incumbent)
    }

    /// The eligible routes to a prefix; the others go to `aside` with their reason.
    fn candidates(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        prefix: PrefixId,
        mut aside: impl FnMut(Route, Ineligible),
    ) -> Vec<Route> {
        let rib = &self.ribs[prefix];
        let own = rib.own.as_ref().map(|own| {
            let router = &around.network.routers[self.router];
            Route {
                from: None,
                attributes: Arc::clone(own),
                entered_from: None,
                is_external: true,
                igp_metric: Some(0),
                sender_id: router.bgp_id,
                sender_address: router.loopback,
                arrival: Arrival::default(),
                weight: around.config.profile(self.router).options.own_weight,
            }
        });
        let mut routes: Vec<Route> = own.into_iter().collect();
        for (place, Incoming { received, .. }) in self.incoming(prefix).iter().enumerate() {
            let Some(received) = received else { continue };
            let route = received
                .accepted
                .unwrap_or_else(|| self.as_refused(around.config, place, received.told));
            let igp_metric = if self.gates[place].is_inside() {
                self.igp_metric(around, table, place, route.attributes())
            } else {
                Some(0)
            };
            let best =
                Best { place: Some(numbered(place)), route, igp_metric: 0, head: Head::NONE };
            let route = Route {
                igp_metric,
                arrival: received.arrival,
                weight: around.config.ends[self.gates[place].wire.end].weight,
                ..self.route(around.network, table, &best)
            };
            match self.import_refusal(around, table, prefix, place) {
                Some(why) => aside(route, why),
                None if route.igp_metric.is_none() => {
                    aside(route, Ineligible::NextHopUnreachable);
                }
                None => routes.push(route),
            }
        }
        routes
    }

    /// A route that import refused, as it would have entered: a sender's LOCAL_PREF does not cross
    /// the border [RFC 4271 § 5.1.5], and is none that this router looks at.
    fn as_refused(&self, config: &Config, place: usize, told: Told) -> Told {
        match self.gates[place].neighbor_is() {
            NeighborIs::Internal => told,
            outside => Told::new(told.attributes(), config.local_pref.of(outside), Some(outside)),
        }
    }

    /// Why import refused the route received at a place; absent: it did not, or there is none.
    #[must_use]
    pub fn import_refusal(
        &self,
        around: Surroundings<'_>,
        table: &Table,
        prefix: PrefixId,
        place: usize,
    ) -> Option<Ineligible> {
        let received = self.received(prefix, place)?;
        let is_refused = received.accepted.is_none();
        is_refused
            .then(|| self.import_in_full(around, table, prefix, place, received.told).err())
            .flatten()
    }
}
