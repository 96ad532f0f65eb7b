//! Who hears of a route by the economics, as one byte.

use crate::engine::base::ids::EndId;
use crate::engine::bgp::config::Config;
use crate::engine::bgp::policy::is_valley_free;
use crate::engine::net::network::{NeighborIs, Network};

/// What the economics let a neighbour hear: a bit for each relation by which a route may have
/// entered the AS.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hears(u8);

impl Hears {
    /// The neighbour's own routes, come back: what split horizon keeps from it.
    pub(super) const ITS_OWN: Self = Self(1 << 6);

    /// What the neighbour at the far end hears, by [`is_valley_free`]. Its own route is never told
    /// within an AS [RFC 4456 § 6].
    pub(super) fn of_neighbor(network: &Network, config: &Config, end: EndId) -> Self {
        let neighbor = network.end(end).neighbor_is;
        let relations = [
            None,
            Some(NeighborIs::Customer),
            Some(NeighborIs::Peer),
            Some(NeighborIs::Provider),
            Some(NeighborIs::Internal),
            Some(NeighborIs::Unrelated),
        ];
        let heard = relations.into_iter().filter(|&from| is_valley_free(from, neighbor));
        let heard = heard.fold(Self::default(), |all, from| all.and(Self::of(from)));
        let hears_its_own = !config.has_split_horizon && neighbor != NeighborIs::Internal;
        if hears_its_own { heard.and(Self::ITS_OWN) } else { heard }
    }

    /// Routes that entered the AS so.
    pub(super) const fn of(entered_from: Option<NeighborIs>) -> Self {
        Self(match entered_from {
            None => 1,
            Some(NeighborIs::Customer) => 1 << 1,
            Some(NeighborIs::Peer) => 1 << 2,
            Some(NeighborIs::Provider) => 1 << 3,
            Some(NeighborIs::Internal) => 1 << 4,
            Some(NeighborIs::Unrelated) => 1 << 5,
        })
    }

    /// What one of two neighbours hears.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn includes(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}
