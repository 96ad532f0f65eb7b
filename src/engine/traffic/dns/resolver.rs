//! Whom users ask: the resolver of their own network, or a public one; and whom the authority sees
//! behind a question.

use super::CACHES;
use super::cache::{Phases, Refresh};
use super::geolocation::{self, Place};
use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;
use crate::engine::net::network::Network;

/// Streams of public resolvers begin where client networks have none.
const PUBLIC_STREAMS: u32 = 1 << 24;

/// Users of one client network who ask one resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Askers {
    /// Their network.
    pub client: ClientId,
    /// How many they are.
    pub users: u64,
    /// The public resolver: an index of the network's; absent: their network's own.
    pub resolver: Option<usize>,
    phases: Phases,
    overstaying: Phases,
}

/// Users with one cache before them, all in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// How many.
    pub users: u64,
    /// When they ask anew.
    pub refresh: Refresh,
}

impl Askers {
    /// All users of a service's client networks.
    #[must_use]
    pub fn all(network: &Network, clients: &[ClientId], seed: u64) -> Vec<Self> {
        let mut all = Vec::new();
        for &client in clients {
            let population = network.clients[client].population;
            let mut told = 0;
            let uses = network.dns.uses.get(&client).map_or(&[][..], Vec::as_slice);
            for &(resolver, permille) in uses {
                let users = share(population, told, told + permille, 1_000);
                told += permille;
                all.push(Self::new(network, client, users, Some(resolver), seed));
            }
            let users = share(population, told, 1_000, 1_000);
            all.push(Self::new(network, client, users, None, seed));
        }
        all.retain(|askers| askers.users > 0);
        all
    }

    fn new(
        network: &Network,
        client: ClientId,
        users: u64,
        resolver: Option<usize>,
        seed: u64,
    ) -> Self {
        // A public resolver's entry is for all its users, unless it asks for each network anew: the
        // answer is then for that network alone [RFC 7871 § 7.3].
        let entity = match resolver {
            None => client.get(),
            Some(n) => {
                let first = PUBLIC_STREAMS.saturating_mul(u32::try_from(n + 1).unwrap_or(u32::MAX));
                let is_own = network.dns.resolvers[n].has_client_subnet;
                first.saturating_add(if is_own { client.get() + 1 } else { 0 })
            }
        };
        let mut stream = Stream::fork(seed, Purpose::DnsCache, entity);
        let phases = Phases::draw(&mut stream, CACHES);
        let overstaying = Phases::draw(&mut stream, CACHES);
        Self { client, users, resolver, phases, overstaying }
    }

    /// Them by the cache that is before them, for entries of this time to live. Those who overstay
    /// ask that much later.
    #[must_use]
    pub fn cohorts(&self, network: &Network, ttl: Span) -> Vec<Cohort> {
        let overstay = network.dns.overstay;
        let late = share(self.users, 0, overstay.permille, 1_000);
        let caches = u64::from(CACHES);
        let split = |users: u64, phases: &Phases, period: Span| -> Vec<Cohort> {
            let refreshes = phases.refreshes(period);
            let parts = (0..caches).map(|n| share(users, n, n + 1, caches));
            parts.zip(refreshes).map(|(users, refresh)| Cohort { users, refresh }).collect()
        };
        let mut cohorts = split(self.users - late, &self.phases, ttl);
        cohorts.extend(split(late, &self.overstaying, ttl + overstay.for_us));
        cohorts.retain(|cohort| cohort.users > 0);
        cohorts
    }

    /// Where the authority believes that their questions come from, if they reach a public
    /// resolver at `reached`: without Client Subnet it sees the resolver alone [RFC 7871 § 1].
    #[must_use]
    pub fn believed(&self, network: &Network, reached: Option<RouterId>) -> Option<Place> {
        let is_hidden = self.resolver.is_some_and(|n| !network.dns.resolvers[n].has_client_subnet);
        if is_hidden {
            geolocation::of_router(network, reached?)
        } else {
            geolocation::of_client(network, self.client)
        }
    }
}

/// The part of a number from `from` to `to` of `of`: parts of a whole add up to it.
fn share(whole: u64, from: u64, to: u64, of: u64) -> u64 {
    let up_to = |part: u64| {
        let part = u128::from(whole) * u128::from(part) / u128::from(of.max(1));
        u64::try_from(part).unwrap_or(u64::MAX)
    };
    up_to(to) - up_to(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        for whole in [0, 1, 7, 1_000, 9_999_999_999] {
            let parts = (0..16).map(|n| share(whole, n, n + 1, 16));
            assert_eq!(parts.sum::<u64>(), whole);
        }
    }
}
