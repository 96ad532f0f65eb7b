//! What is compared: how many of everything there are.

use crate::engine::net::egress::Egress;
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::net::port_slice::SliceSize;
use crate::engine::net::validate::egress::MAX_PRICE_CENTS;
use crate::engine::sim::world::World;

/// The most servers of a PoP.
pub const MAX_SERVERS: u16 = 1_000;
/// The most tags.
pub const MAX_TAGS: u16 = 200;

/// How many of everything there are, and what an address costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// PoPs that take part: the first so many of the service's nodes. The others withdraw the
    /// service and the pool, and stay on the backbone.
    pub pops: u8,
    /// Servers of each PoP.
    pub servers: u16,
    /// Tags.
    pub tags: u16,
    /// Ports of a slice.
    pub slice: SliceSize,
    /// What an IPv4 address costs, in hundredths of a dollar.
    pub price_cents: u64,
    /// Whether addresses are IPv6: then they cost nothing, and whole /48s are heard of.
    pub is_ipv6: bool,
}

impl Params {
    /// As the scenario has it, with all its PoPs, each as large as the largest. Absent: servers
    /// open no connections there.
    #[must_use]
    pub fn of(world: &World) -> Option<Self> {
        let network = world.network();
        let egress = network.egress.as_ref()?;
        let nodes = &network.services[egress.service].nodes;
        let servers = nodes.iter().map(|&node| network.nodes[node].inside.servers);
        Some(Self {
            pops: most_pops(world, egress),
            servers: servers.max().unwrap_or(1).into(),
            tags: u16::try_from(egress.tags.len()).unwrap_or(u16::MAX),
            slice: egress.slice,
            price_cents: egress.price_cents,
            is_ipv6: network.services[egress.service].address.is_ipv6(),
        })
    }

    /// The numbers that are out of their ranges. (A slice has no size that it could not have.)
    #[must_use]
    pub fn check(&self, world: &World) -> Vec<OutOfRange> {
        let egress = world.network().egress.as_ref();
        let pops = egress.map_or(0, |egress| most_pops(world, egress));
        [
            ("pops", u64::from(self.pops), 1, u64::from(pops)),
            ("servers", self.servers.into(), 1, MAX_SERVERS.into()),
            ("tags", self.tags.into(), 1, MAX_TAGS.into()),
            ("price_cents", self.price_cents, 0, MAX_PRICE_CENTS),
        ]
        .into_iter()
        .filter_map(|(field, value, low, high)| OutOfRange::check(field, value, low, high))
        .collect()
    }
}

fn most_pops(world: &World, egress: &Egress) -> u8 {
    u8::try_from(world.network().services[egress.service].nodes.len()).unwrap_or(u8::MAX)
}
