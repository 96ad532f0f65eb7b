//! Connections by the hundred, of which nothing is told but that they take ports.

use std::sync::Arc;

use super::news::EgressNews;
use super::sources::Source;
use crate::engine::base::ids::{DestinationId, TagId};
use crate::engine::egress::connection::Seat;
use crate::engine::egress::ports::{Exhausted, Remote};
use crate::engine::net::egress::Egress;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::world::World;

/// Whose ports, and towards whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bulk {
    pub at: Seat,
    pub tag: TagId,
    pub destination: DestinationId,
    pub count: u32,
}

impl World {
    /// The sources of a server for a tag, and the remote end that they are towards.
    fn bulk_places(&self, egress: &Egress, bulk: &Bulk) -> (Vec<Source>, Option<Remote>) {
        let Some(state) = self.egress.as_deref() else { return (Vec::new(), None) };
        let sources = state.sources(&self.network, egress, bulk.at, (bulk.tag, self.now));
        let asks = self.asking_address(egress, bulk.at, bulk.tag);
        let first = sources.first().map(|source| source.address);
        let site = self.site_of(egress, bulk.destination, (asks, first), bulk.at);
        let to = &egress.destinations[bulk.destination];
        let remote = to.sites.get(site).map(|site| Remote { address: site.address, port: to.port });
        (sources, remote)
    }

    /// A server opens so many connections at once, as far as its ports go.
    pub(super) fn hold_ports(&mut self, bulk: &Bulk, facts: &mut Vec<Fact>) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let (sources, Some(remote)) = self.bulk_places(egress, bulk) else { return };
        let (now, seed) = (self.now, self.seed);
        let Some(state) = self.egress.as_deref_mut() else { return };
        let mut left = bulk.count;
        let mut ports = Exhausted::default();
        for source in &sources {
            let place = source.place(remote);
            left -= state.book.take_many(place, left, seed, now);
            let usage = state.book.usage(place, now);
            ports.in_use += usage.in_use;
            ports.waiting += usage.waiting;
        }
        let Some(source) = sources.first().filter(|_| left > 0) else { return };
        let news = EgressNews::PortsExhausted {
            node: bulk.at.node,
            server: bulk.at.server,
            address: source.address,
            to: remote.address,
            ports,
        };
        self.tell_egress(facts, news);
    }

    /// A server closes so many of the connections that it opened at once.
    pub(super) fn free_ports(&mut self, bulk: &Bulk) {
        let network = Arc::clone(&self.network);
        let Some(egress) = network.egress.as_ref() else { return };
        let (sources, Some(remote)) = self.bulk_places(egress, bulk) else { return };
        let now = self.now;
        let Some(state) = self.egress.as_deref_mut() else { return };
        let mut left = bulk.count;
        for source in &sources {
            left -= state.book.close_many(source.place(remote), left, now);
        }
    }
}
