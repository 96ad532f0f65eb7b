//! Where a destination believes that somebody is, and so which of its places serves.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::engine::base::ids::{DestinationId, TagId};
use crate::engine::egress::connection::Seat;
use crate::engine::net::egress::{ChoosesBy, DestinationKind, Egress};
use crate::engine::net::geofeed::lookup;
use crate::engine::net::network::City;
use crate::engine::sim::world::World;
use crate::engine::traffic::dns::geolocation::{Place, of_router};

/// As whom a PoP asks DNS for a destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsksAs {
    /// From an address with the tag of the user's traffic.
    #[default]
    User,
    /// From an address with the tag of the country that the PoP is in.
    Pop,
}

impl World {
    /// The country that everybody believes an address in, who reads the operator's geofeed; absent:
    /// nothing is said of it.
    #[must_use]
    pub fn believed_country(&self, address: IpAddr) -> Option<String> {
        let egress = self.egress.as_ref()?;
        let entry = lookup(&egress.feed, address)?;
        let is_said = !entry.country.is_empty() && entry.country != "ZZ";
        is_said.then(|| entry.country.clone())
    }

    /// The place that an address is believed at: the city that the geofeed names, or the first of
    /// its country; where it says nothing, the city of a PoP, as measurements of its delay show.
    pub(super) fn believed_place(&self, address: IpAddr, otherwise: Seat) -> Option<Place> {
        let egress = self.egress.as_ref()?;
        let network = &self.network;
        let cities = || network.cities.iter();
        let said = lookup(&egress.feed, address).and_then(|entry| {
            let is_named = |city: &&City| city.name.en == entry.city;
            let is_there = |city: &&City| city.country == entry.country;
            let named = cities().find(|city| is_there(city) && is_named(city));
            named.or_else(|| cities().find(is_there)).map(Place::of)
        });
        said.or_else(|| of_router(network, network.nodes[otherwise.node].router))
    }

    /// The place of a destination that serves a connection, when `asks` is the address that asked
    /// DNS and `from` the one that connects. Nearest by the great circle, as CDNs that go by
    /// geolocation choose.
    pub(super) fn site_of(
        &self,
        egress: &Egress,
        destination: DestinationId,
        (asks, from): (Option<IpAddr>, Option<IpAddr>),
        at: Seat,
    ) -> usize {
        let wanted = &egress.destinations[destination];
        if wanted.kind != DestinationKind::Cdn {
            return 0;
        }
        let shown = match wanted.chooses_by {
            ChoosesBy::Dns => asks,
            ChoosesBy::Connection => from,
        };
        let believed = shown.and_then(|address| self.believed_place(address, at));
        let Some(believed) = believed else { return 0 };
        let far = |router| {
            of_router(&self.network, router).map_or(u64::MAX, |it| it.chord_squared(&believed))
        };
        let sites = wanted.sites.iter().enumerate();
        sites.min_by_key(|(_, site)| far(site.router)).map_or(0, |(place, _)| place)
    }

    /// The address from which a PoP's server asks DNS, for a user's connection with this tag.
    pub(super) fn asking_address(&self, egress: &Egress, at: Seat, tag: TagId) -> Option<IpAddr> {
        let state = self.egress.as_ref()?;
        let country = self.network.node_city(at.node).map(|city| city.country.as_str());
        let own = country.filter(|_| state.asks_as == AsksAs::Pop).and_then(|country| {
            let mut tags = egress.tags.iter_enumerated();
            let is_there = |one: &crate::engine::net::egress::Tag| {
                one.product.is_none() && one.country.as_deref() == Some(country)
            };
            tags.find(|(_, one)| is_there(one)).map(|(id, _)| id)
        });
        let sources = state.sources(&self.network, egress, at, (own.unwrap_or(tag), self.now));
        sources.first().map(|source| source.address)
    }
}
