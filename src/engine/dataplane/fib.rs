//! A router's forwarding table, searched by longest matching prefix [RFC 1812 § 5.2.4.3].

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use prefix_trie::PrefixMap;

use crate::engine::base::ids::{LinkId, RouterId};

/// What a router does with packets to a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// The destination is here.
    Deliver,
    /// Out over this link, to another autonomous system.
    Link(LinkId),
    /// Through the own autonomous system, to this router, as its IGP finds the way.
    Exit(RouterId),
}

/// A forwarding table.
#[derive(Clone, Debug, Default)]
pub struct Fib {
    v4: PrefixMap<Ipv4Net, NextHop>,
    v6: PrefixMap<Ipv6Net, NextHop>,
}

impl Fib {
    /// Sets or clears the entry of a prefix. Returns whether that changed anything.
    pub fn set(&mut self, prefix: IpNet, next_hop: Option<NextHop>) -> bool {
        let before = match (prefix, next_hop) {
            (IpNet::V4(prefix), Some(next_hop)) => self.v4.insert(prefix, next_hop),
            (IpNet::V4(prefix), None) => self.v4.remove(&prefix),
            (IpNet::V6(prefix), Some(next_hop)) => self.v6.insert(prefix, next_hop),
            (IpNet::V6(prefix), None) => self.v6.remove(&prefix),
        };
        before != next_hop
    }

    /// The entry of the longest prefix that contains the address.
    #[must_use]
    pub fn lookup(&self, address: IpAddr) -> Option<(IpNet, NextHop)> {
        match address {
            IpAddr::V4(address) => self
                .v4
                .get_lpm(&address.into())
                .map(|(prefix, &next_hop)| (IpNet::V4(prefix), next_hop)),
            IpAddr::V6(address) => self
                .v6
                .get_lpm(&address.into())
                .map(|(prefix, &next_hop)| (IpNet::V6(prefix), next_hop)),
        }
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
        let mut fib = Fib::default();
        let (short, long, exit) =
            (LinkId::from(1), NextHop::Deliver, NextHop::Exit(RouterId::from(7)));
        fib.set(net("0.0.0.0/0"), Some(NextHop::Link(short)));
        fib.set(net("192.0.2.0/24"), Some(exit));
        fib.set(net("192.0.2.128/25"), Some(long));
        fib.set(net("2001:db8::/32"), Some(exit));
        let lookup = |address: &str| fib.lookup(address.parse().unwrap());
        assert_eq!(lookup("192.0.2.200"), Some((net("192.0.2.128/25"), long)));
        assert_eq!(lookup("192.0.2.1"), Some((net("192.0.2.0/24"), exit)));
        assert_eq!(lookup("203.0.113.1"), Some((net("0.0.0.0/0"), NextHop::Link(short))));
        assert_eq!(lookup("2001:db8::1"), Some((net("2001:db8::/32"), exit)));
        assert_eq!(lookup("2001:db9::1"), None);
    }

    #[test]
    fn an_entry_can_be_cleared() {
        let mut fib = Fib::default();
        assert!(fib.set(net("192.0.2.0/24"), Some(NextHop::Deliver)));
        assert!(!fib.set(net("192.0.2.0/24"), Some(NextHop::Deliver)));
        assert!(fib.set(net("192.0.2.0/24"), None));
        assert_eq!(fib.lookup("192.0.2.1".parse().unwrap()), None);
    }
}
