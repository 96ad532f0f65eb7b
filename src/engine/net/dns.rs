//! How the names of a network's services are published in DNS, with ids for slugs.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::network::Names;
use super::scenario::{DnsEntry, HealthEntry, OverstayEntry};
use crate::engine::base::ids::{CityId, ClientId};
use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;

/// DNS as a scenario has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dns {
    /// Time to live of the records [RFC 1035 § 3.2.1].
    pub ttl: Span,
    /// Public resolvers, in the order of the file.
    pub resolvers: Vec<Resolver>,
    /// Whose users ask which of them: an index of `resolvers`, and how many of a thousand.
    pub uses: BTreeMap<ClientId, Vec<(usize, u64)>>,
    /// The cities in which the geolocation database believes client networks wrongly.
    pub wrong_places: BTreeMap<ClientId, CityId>,
    /// How the authority finds out that a node is dead.
    pub health: HealthEntry,
    /// Clients that use an answer for longer than its time to live.
    pub overstay: OverstayEntry,
    /// How long a client with two addresses tries the first before it tries the second
    /// [RFC 8305 § 5].
    pub fallback: Span,
}

/// A public resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolver {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// Its address.
    pub address: IpAddr,
    /// Whether it tells the authority the client's prefix [RFC 7871].
    pub has_client_subnet: bool,
}

impl Default for Dns {
    /// What a scenario that says nothing of DNS has.
    fn default() -> Self {
        Self::new(&DnsEntry::default(), &Names::default())
    }
}

impl Dns {
    /// DNS of a checked scenario.
    #[must_use]
    pub fn new(entry: &DnsEntry, names: &Names) -> Self {
        let mut uses: BTreeMap<ClientId, Vec<(usize, u64)>> = BTreeMap::new();
        for using in &entry.uses {
            let resolvers = &entry.resolvers;
            let found = resolvers.iter().position(|resolver| resolver.slug == using.resolver);
            let listed = uses.entry(names.clients[&using.client]).or_default();
            listed.extend(found.map(|resolver| (resolver, using.permille)));
        }
        let wrong = entry.wrong_places.iter();
        Self {
            ttl: entry.ttl_us,
            resolvers: entry
                .resolvers
                .iter()
                .map(|resolver| Resolver {
                    slug: resolver.slug.clone(),
                    name: resolver.name.clone(),
                    address: resolver.address,
                    has_client_subnet: resolver.client_subnet,
                })
                .collect(),
            uses,
            wrong_places: wrong
                .map(|entry| (names.clients[&entry.client], names.cities[&entry.city]))
                .collect(),
            health: entry.health,
            overstay: entry.overstay,
            fallback: entry.fallback_us,
        }
    }
}
