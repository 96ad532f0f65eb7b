//! Announcements besides those of services and clients, and prefixes that are only named.

use std::collections::BTreeSet;

use super::{Check, MAX_COMMUNITIES, MAX_PATH_TAIL};
use crate::engine::net::scenario::Scenario;

impl Check<'_> {
    pub(super) fn announcements(&mut self, scenario: &Scenario) {
        let services = scenario.services.iter().flat_map(|service| {
            service.nodes.iter().map(|node| (node.router.clone(), service.prefix))
        });
        let clients = scenario
            .clients
            .iter()
            .flat_map(|client| client.prefixes().map(|prefix| (client.router.clone(), prefix)));
        let pool = scenario.egress.iter().flat_map(|egress| {
            let of = scenario.services.iter().filter(|service| service.slug == egress.service);
            let routers = of.flat_map(|service| &service.nodes).map(|node| node.router.clone());
            routers.flat_map(|router| egress.pool.iter().map(move |&net| (router.clone(), net)))
        });
        let mut announced: BTreeSet<_> = services.chain(clients).chain(pool).collect();
        for (n, entry) in scenario.announcements.iter().enumerate() {
            let place = format!("announcements[{n}]");
            self.known("router", &format!("{place}.router"), &entry.router);
            self.prefix(&format!("{place}.prefix"), entry.prefix);
            if !announced.insert((entry.router.clone(), entry.prefix)) {
                let message = format!("`{}` announces {} already", entry.router, entry.prefix);
                self.wrong(&format!("{place}.prefix"), message);
            }
            for (field, count, most) in [
                ("communities", entry.communities.len(), MAX_COMMUNITIES),
                ("as_path_tail", entry.as_path_tail.len(), MAX_PATH_TAIL),
            ] {
                if count > most {
                    let message = format!("has {count} entries; at most {most}");
                    self.wrong(&format!("{place}.{field}"), message);
                }
            }
            for (m, asn) in entry.as_path_tail.iter().enumerate() {
                let place = format!("{place}.as_path_tail[{m}]");
                self.range(&place, asn.0.into(), 1, u32::MAX.into());
            }
        }
        for (n, prefix) in scenario.prefixes.iter().enumerate() {
            self.prefix(&format!("prefixes[{n}]"), *prefix);
        }
    }
}
