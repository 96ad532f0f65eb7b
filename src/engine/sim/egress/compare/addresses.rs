//! How many addresses a design needs, how many have to be held for that, and what they cost.
//!
//! Who needs one address has to hold a whole prefix: networks hear of no IPv4 prefix longer than
//! /24, and of no IPv6 prefix longer than /48. A prefix that every PoP announces is held once,
//! prefixes of single PoPs by each.

use super::params::Params;
use crate::engine::net::egress::Design;

/// How many addresses the shortest IPv4 prefix has that is heard of everywhere.
pub const ADDRESSES_OF_A_PREFIX: u64 = 256;

/// Addresses of a design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// How many are needed, so that every server can open connections for every tag; the service's
    /// own apart.
    pub needed: u64,
    /// How many service addresses are needed for that; zero where connections are not opened from
    /// those.
    pub service: u64,
    /// How many whole prefixes have to be held: /24s, or /48s.
    pub prefixes: u64,
    /// How many addresses those have; absent for IPv6, where nobody counts.
    pub held: Option<u64>,
    /// What those cost that are needed, in hundredths of a dollar.
    pub needed_cents: u64,
    /// What those cost that are held, in hundredths of a dollar.
    pub held_cents: u64,
}

impl Addresses {
    /// The addresses of a design.
    #[must_use]
    pub fn of(design: Design, params: &Params) -> Self {
        let [pops, servers, tags] =
            [params.pops.into(), params.servers.into(), params.tags.into()].map(|n: u64| n);
        let blocks = u64::from(params.slice.blocks(params.servers));
        // Addresses that are announced together, and who announces as many.
        let (together, times) = match design {
            Design::PerServer => (servers * tags, pops),
            Design::PerPop => (blocks * tags, pops),
            Design::Nat => (tags, pops),
            Design::SoftUnicast => (pops * blocks * tags, 1),
            // Tags go round the PoPs: none has more than a prefix's worth of them.
            Design::OneServer => (tags.div_ceil(pops.max(1)), pops.min(tags)),
            Design::Naive => (0, 0),
        };
        let needed = if design == Design::OneServer { tags } else { together * times };
        // An IPv6 prefix has more addresses than anybody could use.
        let each =
            if params.is_ipv6 { together.min(1) } else { together.div_ceil(ADDRESSES_OF_A_PREFIX) };
        let prefixes = each * times;
        let held = (!params.is_ipv6).then_some(prefixes * ADDRESSES_OF_A_PREFIX);
        let price = if params.is_ipv6 { 0 } else { params.price_cents };
        Self {
            needed,
            service: if design == Design::Naive { blocks } else { 0 },
            prefixes,
            held,
            needed_cents: needed.saturating_mul(price),
            held_cents: held.unwrap_or(0).saturating_mul(price),
        }
    }
}
