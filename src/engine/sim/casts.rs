//! The four casts from a client network, as its packets would go now.

use std::collections::BTreeSet;

use super::world::World;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::dataplane::casts::{Cast, Delivery};
use crate::engine::dataplane::packet::Fate;

/// One packet, sent four times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FourCasts {
    /// To the own address of one node; absent: it has none.
    pub unicast: Option<Delivery>,
    /// To everybody on the sender's own network.
    pub broadcast: Delivery,
    /// To a group whose members are the routers of all the service's nodes.
    pub multicast: Delivery,
    /// To the service address.
    pub anycast: Delivery,
}

impl FourCasts {
    /// Those that there are, in the order in which they are told of.
    pub fn iter(&self) -> impl Iterator<Item = &Delivery> {
        self.unicast.iter().chain([&self.broadcast, &self.multicast, &self.anycast])
    }
}

impl World {
    /// What becomes of a client network's packet, sent to one node, to everybody around, to all
    /// nodes of a service, and to whichever node routing picks.
    #[must_use]
    pub fn casts(&self, client: ClientId, service: ServiceId, node: NodeId) -> FourCasts {
        let network = self.network();
        let sender = network.clients[client].router;
        let nodes = network.services[service].nodes.iter();
        let group: BTreeSet<RouterId> = nodes.map(|&node| network.nodes[node].router).collect();
        let is_usable = |link| self.is_link_usable(link);
        let own = network.nodes[node].unicast;
        FourCasts {
            unicast: own.map(|(_, address)| {
                let way = self.way(sender, address);
                let hops = way.hops.iter().map(|hop| (hop.router, hop.via, hop.after));
                Delivery::along(Cast::Unicast, sender, hops, way.fate)
            }),
            broadcast: Delivery::broadcast(network, sender, is_usable),
            multicast: Delivery::multicast(network, sender, &group, is_usable),
            anycast: {
                let way = self.way(sender, network.services[service].address);
                let end = way.end().filter(|_| way.fate == Fate::Delivered);
                let is_taken = end.is_some_and(|end| network.node_at(end, service).is_none());
                let fate = if is_taken { Fate::Hijacked } else { way.fate };
                let hops = way.hops.iter().map(|hop| (hop.router, hop.via, hop.after));
                Delivery::along(Cast::Anycast, sender, hops, fate)
            },
        }
    }
}
