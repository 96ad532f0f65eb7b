//! The way that packets to an address would take, were all forwarding tables to stay as they are.

use std::net::IpAddr;

use super::packets::Forwarding;
use super::world::World;
use crate::engine::base::ids::{LinkId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::dataplane::fib::NextHop;
use crate::engine::dataplane::packet::{Fate, INITIAL_TTL};
use crate::engine::net::paths::InteriorPath;

/// A way through the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The routers on it, the first where it begins.
    pub hops: Vec<WayHop>,
    /// What becomes of packets at its end.
    pub fate: Fate,
}

/// A router on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayHop {
    /// The router.
    pub router: RouterId,
    /// The link by which packets come; absent for the first router.
    pub via: Option<LinkId>,
    /// The time since the beginning: the sum of the links' delays.
    pub after: Span,
}

impl Way {
    /// The time the way takes.
    #[must_use]
    pub fn delay(&self) -> Span {
        self.hops.last().map_or(Span::ZERO, |hop| hop.after)
    }

    /// The router where it ends.
    #[must_use]
    pub fn end(&self) -> Option<RouterId> {
        self.hops.last().map(|hop| hop.router)
    }
}

impl World {
    /// The way of packets from a router to an address, as far as a packet's Time to Live goes.
    #[must_use]
    pub fn way(&self, from: RouterId, destination: IpAddr) -> Way {
        let mut hops = Vec::new();
        let fate = self.walk(from, &self.prefixes.containing(destination), |hop| hops.push(hop));
        Way { hops, fate }
    }

    /// Goes the way of packets to an address in these prefixes, the longest first. Returns what
    /// becomes of them where it ends.
    pub(super) fn walk(
        &self,
        from: RouterId,
        prefixes: &[PrefixId],
        mut passes: impl FnMut(WayHop),
    ) -> Fate {
        let mut hop = WayHop { router: from, via: None, after: Span::ZERO };
        passes(hop);
        for _ in 0..INITIAL_TTL {
            let entry = prefixes.iter().find_map(|&prefix| self.fibs.entry(hop.router, prefix));
            match self.forward_by(hop.router, entry) {
                Forwarding::Deliver => return Fate::Delivered,
                Forwarding::Drop(fate) => return fate,
                Forwarding::Over(link, router) => {
                    let after = hop.after + self.network.links[link].delay;
                    hop = WayHop { router, via: Some(link), after };
                    passes(hop);
                }
            }
        }
        Fate::TtlExpired
    }

    /// The forwarding entry that a router uses for an address, and its prefix.
    #[must_use]
    pub fn forwarding_to(&self, router: RouterId, to: IpAddr) -> Option<(PrefixId, NextHop)> {
        self.fibs.lookup(router, &self.prefixes, to)
    }

    /// The forwarding entry of exactly this prefix.
    #[must_use]
    pub fn forwarding_entry(&self, router: RouterId, prefix: PrefixId) -> Option<NextHop> {
        self.fibs.entry(router, prefix)
    }

    /// The way between two routers of one autonomous system, as its IGP stands.
    #[must_use]
    pub fn interior_path(&self, from: RouterId, to: RouterId) -> Option<InteriorPath> {
        self.interior.path(from, to).copied()
    }
}
