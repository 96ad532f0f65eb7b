//! Who hears of a route by the economics, as one byte.

use crate::engine::base::ids::EndId;
use crate::engine::bgp::config::Config;
use crate::engine::bgp::policy::is_valley_free;
use crate::engine::bgp::update::{ENTRANCES, Told, entrance};
use crate::engine::net::network::{NeighborIs, Network};

/// What the economics let a neighbour hear: a bit for each relation by which a route may have
/// entered the AS.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hears(u8);

impl Hears {
    /// The neighbour's own routes, come back: what split horizon keeps from it.
    pub(super) const ITS_OWN: Self = Self(1);

    /// What the neighbour at the far end hears, by [`is_valley_free`]. Its own route is never told
    /// within an AS [RFC 4456 § 6].
    pub(super) fn of_neighbor(network: &Network, config: &Config, end: EndId) -> Self {
        let neighbor = network.end(end).neighbor_is;
        let heard = ENTRANCES.into_iter().filter(|&from| is_valley_free(from, neighbor));
        let heard = heard.fold(Self::default(), |all, from| all.and(Self::of(from)));
        let hears_its_own = !config.has_split_horizon && neighbor != NeighborIs::Internal;
        if hears_its_own { heard.and(Self::ITS_OWN) } else { heard }
    }

    /// Routes that entered the AS so.
    pub(super) const fn of(entered_from: Option<NeighborIs>) -> Self {
        Self(1 << entrance(entered_from))
    }

    /// Routes that entered the AS as this one did.
    pub(super) const fn of_route(route: Told) -> Self {
        Self(1 << route.entrance())
    }

    /// What one of two neighbours hears.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn includes(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}
