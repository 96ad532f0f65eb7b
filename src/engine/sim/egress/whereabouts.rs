//! Where is this address? Four answers, of which no two need be the same.

use std::net::IpAddr;

use crate::engine::base::ids::{ClientId, NodeId, TagId};
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::geofeed::{Entry, lookup};
use crate::engine::sim::world::World;

/// What can be said of where an address of the pool is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// What the operator's geofeed says.
    pub geofeed: Option<Entry>,
    /// By BGP: the PoP that packets to it come to, from each client network that reaches one.
    pub bgp: Vec<(ClientId, NodeId)>,
    /// The PoP that it is lent to.
    pub owner: Option<NodeId>,
    /// For which tag.
    pub tag: Option<TagId>,
    /// The PoP at which the last reply to it came in.
    pub last_reply: Option<NodeId>,
}

impl World {
    /// What can be said of where an address is; absent: servers open no connections here.
    #[must_use]
    pub fn whereabouts(&self, address: IpAddr) -> Option<Whereabouts> {
        let egress = self.network.egress.as_ref()?;
        let state = self.egress.as_deref()?;
        let lending = state.pool.number(address).and_then(|id| state.table.lending(id));
        let reached = |client: ClientId| {
            let way = self.way(self.network.clients[client].router, address);
            let end = way.end().filter(|_| way.fate == Fate::Delivered)?;
            Some((client, self.network.node_at(end, egress.service)?))
        };
        Some(Whereabouts {
            geofeed: lookup(&state.feed, address).cloned(),
            bgp: self.network.clients.keys().filter_map(reached).collect(),
            owner: lending.map(|lending| lending.owner),
            tag: lending.map(|lending| lending.tag),
            last_reply: state.entered.get(&address).copied(),
        })
    }
}
