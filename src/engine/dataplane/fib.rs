//! Forwarding tables, searched by longest matching prefix [RFC 1812 § 5.2.4.3].
//!
//! All routers of a world know the same few prefixes, so there is one trie for all of them, from
//! an address to the prefixes that contain it, and a router's table is a plain list by prefix.

use std::hash::BuildHasherDefault;
use std::net::IpAddr;

use indexmap::IndexMap;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use prefix_trie::PrefixMap;
use rustc_hash::FxHasher;
use typed_index_collections::TiVec;

use crate::engine::base::ids::{LinkId, PrefixId, RouterId};

/// What a router does with packets to a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// The destination is here.
    Deliver,
    /// Out over this link, to another autonomous system.
    Link(LinkId),
    /// Through the own autonomous system, to this router, as its IGP finds the way.
    Exit(RouterId),
    /// Nowhere: a neighbour asked for a black hole [RFC 7999].
    Discard,
}

/// The prefixes of a world, by the addresses that they contain.
#[derive(Clone, Debug, Default)]
pub struct Prefixes {
    v4: PrefixMap<Ipv4Net, PrefixId>,
    v6: PrefixMap<Ipv6Net, PrefixId>,
    /// The prefixes that contain an address, from the shortest to the longest, for those that are
    /// asked for all the time.
    known: IndexMap<IpAddr, Box<[PrefixId]>, BuildHasherDefault<FxHasher>>,
}

impl Prefixes {
    /// The trie of these prefixes.
    #[must_use]
    pub fn new(prefixes: &TiVec<PrefixId, IpNet>) -> Self {
        let mut trie = Self::default();
        for (id, prefix) in prefixes.iter_enumerated() {
            match prefix {
                IpNet::V4(prefix) => trie.v4.insert(*prefix, id),
                IpNet::V6(prefix) => trie.v6.insert(*prefix, id),
            };
        }
        trie
    }

    /// The same, with the answers for these addresses worked out once.
    #[must_use]
    pub fn knowing(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        let addresses = addresses.into_iter();
        self.known = addresses.map(|address| (address, self.cover(address).collect())).collect();
        self
    }

    /// The prefixes that contain an address, from the shortest to the longest.
    fn cover(&self, address: IpAddr) -> impl Iterator<Item = PrefixId> {
        let (v4, v6) = match address {
            IpAddr::V4(address) => (Some(self.v4.cover(&address.into())), None),
            IpAddr::V6(address) => (None, Some(self.v6.cover(&address.into()))),
        };
        let v4 = v4.into_iter().flatten().map(|(_, id)| *id);
        v4.chain(v6.into_iter().flatten().map(|(_, id)| *id))
    }

    /// The prefixes that contain an address, the longest first.
    #[must_use]
    pub fn containing(&self, address: IpAddr) -> Vec<PrefixId> {
        let mut found: Vec<PrefixId> = self.cover(address).collect();
        found.reverse();
        found
    }

    /// What the longest prefix that contains the address, and of which `entry` knows something,
    /// has there.
    pub fn longest<T>(
        &self,
        address: IpAddr,
        entry: impl Fn(PrefixId) -> Option<T>,
    ) -> Option<(PrefixId, T)> {
        let found = |id: PrefixId| entry(id).map(|found| (id, found));
        match self.known.get(&address) {
            Some(prefixes) => prefixes.iter().rev().copied().find_map(found),
            None => self.cover(address).filter_map(found).last(),
        }
    }
}

/// The forwarding tables of all routers.
#[derive(Clone, Debug, Default)]
pub struct Fibs {
    prefixes: usize,
    /// Router by router, prefix by prefix.
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    next_hop: Option<NextHop>,
    is_connected: bool,
}

impl Fibs {
    /// Tables for so many prefixes, of which these are connected, router by router: they are
    /// delivered, unless BGP knows of a router of the same network that is to have them.
    #[must_use]
    pub fn new<'a>(prefixes: usize, connected: impl IntoIterator<Item = &'a [PrefixId]>) -> Self {
        let mut tables = Self { prefixes, entries: Vec::new() };
        for (router, connected) in connected.into_iter().enumerate() {
            tables.entries.extend(std::iter::repeat_n(Entry::default(), prefixes));
            for &prefix in connected {
                let place = tables.place(router.into(), prefix);
                tables.entries[place] =
                    Entry { next_hop: Some(NextHop::Deliver), is_connected: true };
            }
        }
        tables
    }

    fn place(&self, router: RouterId, prefix: PrefixId) -> usize {
        usize::from(router) * self.prefixes + usize::from(prefix)
    }

    /// Sets or clears what BGP says of a prefix at a router. Returns whether that changed anything.
    #[inline]
    pub fn set(&mut self, router: RouterId, prefix: PrefixId, next_hop: Option<NextHop>) -> bool {
        let place = self.place(router, prefix);
        let entry = &mut self.entries[place];
        let next_hop = if entry.is_connected { connected(next_hop) } else { next_hop };
        let is_changed = entry.next_hop != next_hop;
        if is_changed {
            entry.next_hop = next_hop;
        }
        is_changed
    }

    /// The entry of exactly this prefix at a router.
    #[must_use]
    pub fn entry(&self, router: RouterId, prefix: PrefixId) -> Option<NextHop> {
        self.entries[self.place(router, prefix)].next_hop
    }

    /// The entry, at a router, of the longest prefix that contains the address.
    #[must_use]
    pub fn lookup(
        &self,
        router: RouterId,
        prefixes: &Prefixes,
        address: IpAddr,
    ) -> Option<(PrefixId, NextHop)> {
        prefixes.longest(address, |prefix| self.entry(router, prefix))
    }
}

/// What becomes of a connected prefix: it stays, unless the router no longer announces it and has
/// it from inside its own network. There servers go on elsewhere, and what reaches this router is
/// carried to them.
#[cold]
const fn connected(by_bgp: Option<NextHop>) -> Option<NextHop> {
    match by_bgp {
        Some(NextHop::Exit(_)) => by_bgp,
        _ => Some(NextHop::Deliver),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> IpNet {
        text.parse().unwrap()
    }

    #[test]
    fn the_longest_match_wins_in_both_families() {
        let nets = ["0.0.0.0/0", "192.0.2.0/24", "192.0.2.128/25", "2001:db8::/32"].map(net);
        let prefixes = Prefixes::new(&nets.into_iter().collect());
        let [all, short, long, six] = [0, 1, 2, 3].map(PrefixId::from);
        let here = RouterId::from(0);
        let mut fib = Fibs::new(nets.len(), [&[][..]]);
        let (link, exit) = (NextHop::Link(LinkId::from(1)), NextHop::Exit(RouterId::from(7)));
        fib.set(here, all, Some(link));
        fib.set(here, short, Some(exit));
        fib.set(here, long, Some(NextHop::Deliver));
        fib.set(here, six, Some(exit));
        let lookup =
            |fib: &Fibs, address: &str| fib.lookup(here, &prefixes, address.parse().unwrap());
        assert_eq!(lookup(&fib, "192.0.2.200"), Some((long, NextHop::Deliver)));
        assert_eq!(lookup(&fib, "192.0.2.1"), Some((short, exit)));
        assert_eq!(lookup(&fib, "203.0.113.1"), Some((all, link)));
        assert_eq!(lookup(&fib, "2001:db8::1"), Some((six, exit)));
        assert_eq!(lookup(&fib, "2001:db9::1"), None);
        // A prefix that this router has no entry for does not hide a shorter one.
        fib.set(here, long, None);
        assert_eq!(lookup(&fib, "192.0.2.200"), Some((short, exit)));
    }

    #[test]
    fn what_is_known_of_an_address_is_what_the_trie_says() {
        let nets = ["0.0.0.0/0", "192.0.2.0/24", "192.0.2.128/25", "2001:db8::/32"].map(net);
        let nets = nets.into_iter().collect();
        let addresses = ["192.0.2.200", "192.0.2.1", "203.0.113.1", "2001:db8::1", "2001:db9::1"]
            .map(|text| text.parse::<IpAddr>().unwrap());
        let (asked, knowing) =
            (Prefixes::new(&nets), Prefixes::new(&nets).knowing(addresses.into_iter().take(4)));
        for missing in 0..=nets.len() {
            let entry = |id: PrefixId| (usize::from(id) != missing).then_some(());
            for address in addresses {
                assert_eq!(knowing.longest(address, entry), asked.longest(address, entry));
            }
        }
    }

    #[test]
    fn what_is_connected_stays() {
        let [one, other] = [0, 1].map(PrefixId::from);
        let [here, there] = [0, 1].map(RouterId::from);
        let mut fibs = Fibs::new(2, [&[one][..], &[]]);
        assert!(!fibs.set(here, one, Some(NextHop::Discard)));
        assert!(!fibs.set(here, one, None));
        assert_eq!(fibs.entry(here, one), Some(NextHop::Deliver));
        assert_eq!(fibs.entry(here, other), None);
        assert_eq!(fibs.entry(there, one), None);
    }

    #[test]
    fn what_is_connected_yields_to_the_own_network() {
        let (here, only, inside) = (RouterId::from(0), PrefixId::from(0), RouterId::from(1));
        let mut fibs = Fibs::new(1, [&[only][..], &[only]]);
        assert!(fibs.set(here, only, Some(NextHop::Exit(inside))));
        assert_eq!(fibs.entry(here, only), Some(NextHop::Exit(inside)));
        assert!(fibs.set(here, only, Some(NextHop::Deliver)));
        assert_eq!(fibs.entry(here, only), Some(NextHop::Deliver));
    }

    #[test]
    fn an_entry_can_be_cleared() {
        let (here, only) = (RouterId::from(0), PrefixId::from(0));
        let mut fibs = Fibs::new(1, [&[][..]]);
        assert!(fibs.set(here, only, Some(NextHop::Exit(here))));
        assert!(!fibs.set(here, only, Some(NextHop::Exit(here))));
        assert!(fibs.set(here, only, None));
        assert_eq!(fibs.entry(here, only), None);
    }
}
