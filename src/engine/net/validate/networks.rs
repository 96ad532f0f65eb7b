//! Cities, networks and their routers.

use std::collections::BTreeSet;

use super::{Check, MAX_FULL_MESH};
use crate::engine::net::build::derived_bgp_id;
use crate::engine::net::scenario::Scenario;

impl<'a> Check<'a> {
    pub(super) fn cities(&mut self, scenario: &'a Scenario) {
        for (n, city) in scenario.cities.iter().enumerate() {
            let place = format!("cities[{n}]");
            self.slug("city", &format!("{place}.slug"), &city.slug);
            self.text(&format!("{place}.name"), &city.name);
            self.country(&format!("{place}.country"), &city.country);
            for (field, value, limit) in
                [("lat_udeg", city.lat_udeg, 90_000_000), ("lon_udeg", city.lon_udeg, 180_000_000)]
            {
                if !(-limit..=limit).contains(&value) {
                    let message = format!("must lie between -{limit} and {limit}, not {value}");
                    self.wrong(&format!("{place}.{field}"), message);
                }
            }
        }
    }

    pub(super) fn networks(&mut self, scenario: &'a Scenario) {
        let mut numbers = BTreeSet::new();
        let mut bgp_ids = BTreeSet::new();
        let mut ordinal = 0;
        for (n, network) in scenario.networks.iter().enumerate() {
            let place = format!("networks[{n}]");
            self.slug("network", &format!("{place}.slug"), &network.slug);
            self.text(&format!("{place}.name"), &network.name);
            self.range(&format!("{place}.asn"), network.asn.into(), 1, u32::MAX.into());
            if !numbers.insert(network.asn) {
                let message = format!("another network has the number {} already", network.asn);
                self.wrong(&format!("{place}.asn"), message);
            }
            if network.routers.is_empty() {
                self.wrong(
                    &format!("{place}.routers"),
                    "is empty; a network has a router at least",
                );
            }
            self.decision(&place, network);
            self.reflectors(&format!("{place}.reflectors"), network);
            if network.ibgp && network.routers.len() > MAX_FULL_MESH {
                let message = format!(
                    "has {} routers; a full mesh at most {MAX_FULL_MESH}",
                    network.routers.len()
                );
                self.wrong(&format!("{place}.routers"), message);
            }
            for (m, router) in network.routers.iter().enumerate() {
                let place = format!("{place}.routers[{m}]");
                self.slug("router", &format!("{place}.slug"), &router.slug);
                self.known("city", &format!("{place}.city"), &router.city);
                self.routers.insert(&router.slug, network.asn);
                let bgp_id = router.bgp_id.unwrap_or_else(|| derived_bgp_id(ordinal));
                ordinal += 1;
                if !bgp_ids.insert(bgp_id) {
                    let message = format!("{bgp_id} is another router's already");
                    self.wrong(&format!("{place}.bgp_id"), message);
                }
            }
        }
    }
}
