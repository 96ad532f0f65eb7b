//! Which node serves whom, were all forwarding tables to stay as they are.

use std::sync::Arc;

use super::fact::{Fact, What};
use super::world::World;
use crate::engine::anycast::catchment::Reach;
use crate::engine::base::ids::{RouterId, ServiceId};
use crate::engine::dataplane::packet::Fate;

impl World {
    /// Where packets from a router to a service end up, were forwarding to stay as it is.
    #[must_use]
    pub fn reach_from(&self, router: RouterId, service: ServiceId) -> Reach {
        let way = self.way(router, self.network.services[service].address);
        let end = way.end().filter(|_| way.fate == Fate::Delivered);
        let node = end.and_then(|end| self.network.node_at(end, service));
        let is_hijacked = end.is_some() && node.is_none();
        Reach {
            node,
            fate: if is_hijacked { Fate::Hijacked } else { way.fate },
            delay: way.delay(),
            routers: way.hops.into_iter().map(|hop| hop.router).collect(),
        }
    }

    /// Looks at every client network's catchment again.
    pub(super) fn refresh_catchments(&mut self, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        for (service, described) in network.services.iter_enumerated() {
            let prefixes = self.prefixes.containing(described.address);
            for (client, asker) in network.clients.iter_enumerated() {
                let mut end = asker.router;
                let fate = self.walk(asker.router, &prefixes, |hop| end = hop.router);
                let is_asked = asker.address_towards(described.address).is_some();
                let after = (is_asked && fate == Fate::Delivered)
                    .then(|| network.node_at(end, service))
                    .flatten();
                let slot = &mut self.catchments[service][usize::from(client)];
                let before = std::mem::replace(slot, after);
                if before != after {
                    self.tell(facts, What::CatchmentMoved { client, service, before, after });
                }
            }
        }
    }
}
