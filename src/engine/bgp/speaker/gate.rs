//! One end of a session, as its speaker keeps it.

use std::net::IpAddr;

use super::hears::Hears;
use crate::engine::base::ids::EndId;
use crate::engine::base::time::Span;
use crate::engine::bgp::config::Config;
use crate::engine::bgp::mrai::MraiTimer;
use crate::engine::bgp::preference::MAX_RANK;
use crate::engine::bgp::profile::Behavior;
use crate::engine::bgp::table::AttributesId;
use crate::engine::bgp::update::Told;
use crate::engine::net::network::{BgpId, NeighborIs, Network};
use crate::engine::net::wires::Wire;

/// What is looked at for every route that comes in over this session, and for every one that is
/// told. Aligned so that it never lies across two cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Gate {
    /// What LOCAL_PREF and relation routes get on plain import; absent on iBGP, where they stay as
    /// they were told.
    pub stamp: Option<Told>,
    pub wire: Wire,
    /// Where the neighbour stands by BGP Identifier, then address: the last steps of the decision
    /// process, for eBGP.
    pub rank: u16,
    /// The same where all neighbours are outside, so that nothing comes before it; else 0.
    pub next_rank: u16,
    /// What the economics let the neighbour hear.
    pub hears: Hears,
    pub is_up: bool,
    /// Whether import of routes without extras is nothing but the loop check and LOCAL_PREF, and
    /// no prefix of the world is too long.
    pub is_import_plain: bool,
    /// Whether it leads outside, and export of routes without extras is nothing but the economics.
    pub is_plain_outside: bool,
}

impl Gate {
    /// That of a session that is down.
    pub fn new(network: &Network, config: &Config, end: EndId, rank: u16, is_next: bool) -> Self {
        let stamp = match network.end(end).neighbor_is {
            NeighborIs::Internal => None,
            outside => {
                Some(Told::new(AttributesId::from(0), config.local_pref.of(outside), Some(outside)))
            }
        };
        let mut gate = Self {
            stamp,
            wire: network.wires[end],
            rank,
            next_rank: if is_next { rank } else { 0 },
            hears: Hears::of_neighbor(network, config, end),
            is_up: false,
            is_import_plain: false,
            is_plain_outside: false,
        };
        gate.configure(network, config, end);
        gate
    }

    /// Takes in what may be configured anew while the session is up.
    pub fn configure(&mut self, network: &Network, config: &Config, end: EndId) {
        let max_lengths = config.ends[end].max_lengths;
        let accepts_all =
            network.prefixes.iter().all(|prefix| max_lengths.exceeded_by(prefix).is_none());
        self.is_import_plain = accepts_all && is_import_plain(network, config, end);
        self.is_plain_outside = !self.is_inside() && is_export_plain(network, config, end);
    }

    /// What the neighbour is.
    pub fn neighbor_is(&self) -> NeighborIs {
        self.stamp.and_then(Told::entered_from).unwrap_or(NeighborIs::Internal)
    }

    /// Whether the session is of iBGP.
    pub const fn is_inside(&self) -> bool {
        self.stamp.is_none()
    }
}

/// What is looked at for routes told over this session where there is more to it than economics.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    /// How many prefixes wait for the timer.
    pub pending: u32,
    pub has_timer: bool,
    /// Whether export of routes without extras is nothing but the economics.
    pub is_export_plain: bool,
    /// Whether the neighbour is a route-reflection client.
    pub has_client: bool,
}

impl Port {
    /// That of a session over which nothing was told yet.
    pub fn new(network: &Network, config: &Config, end: EndId, timer: &MraiTimer) -> Self {
        Self {
            pending: 0,
            has_timer: timer.has_interval(),
            is_export_plain: is_export_plain(network, config, end),
            has_client: config.ends[end].has_client,
        }
    }

    /// Takes in what may be configured anew while the session is up.
    pub fn configure(&mut self, network: &Network, config: &Config, end: EndId) {
        self.is_export_plain = is_export_plain(network, config, end);
    }
}

/// The speaker at the far end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Far {
    pub id: BgpId,
    pub address: IpAddr,
}

impl Far {
    /// That of the session with this end.
    pub fn new(network: &Network, end: EndId) -> Self {
        let far = network.end(end.far());
        Self { id: network.routers[far.router].bgp_id, address: far.address }
    }
}

/// The delay of all sessions, if all go over links that are equally long.
pub(super) fn even_delay(gates: &[Gate]) -> Option<Span> {
    let delay = |gate: &Gate| gate.wire.has_link().then(|| gate.wire.delay());
    let first = delay(gates.first()?)?;
    gates.iter().all(|gate| delay(gate) == Some(first)).then_some(first)
}

/// Whether two of them are one router, by BGP Identifier.
pub(super) fn has_twins(fars: &[Far]) -> bool {
    let mut ids: Vec<_> = fars.iter().map(|far| far.id.0).collect();
    ids.sort_unstable();
    ids.windows(2).any(|pair| pair[0] == pair[1])
}

/// Where each of a speaker's neighbours stands by BGP Identifier, then address; the last ones
/// together, should they be more than there are ranks.
pub(super) fn ranks(fars: &[Far]) -> Vec<u16> {
    let key = |far: &Far| (far.id.0.to_bits(), far.address);
    let mut order: Vec<_> = fars.iter().map(key).collect();
    order.sort_unstable();
    let rank = |far: &Far| order.partition_point(|other| *other < key(far));
    let ranks = fars.iter().map(rank).map(u16::try_from);
    ranks.map(|rank| rank.unwrap_or(MAX_RANK).min(MAX_RANK)).collect()
}

/// Whether import at this end is nothing but the loop check, the longest prefix length and
/// LOCAL_PREF, for routes without extras.
fn is_import_plain(network: &Network, config: &Config, end: EndId) -> bool {
    let at_end = &config.ends[end];
    !config.is_in_full
        && at_end.import.is_empty()
        && !at_end.validates_origin
        && at_end.role.is_none()
        && !at_end.is_draining
        && config.profile(network.end(end).router).behavior == Behavior::default()
}

/// Whether export at this end is nothing but the economics, for routes without extras.
fn is_export_plain(network: &Network, config: &Config, end: EndId) -> bool {
    let near = network.end(end);
    let at_end = &config.ends[end];
    let is_internal = near.neighbor_is == NeighborIs::Internal;
    !config.is_in_full
        && at_end.export.is_empty()
        && at_end.role.is_none()
        && !at_end.is_leaking
        && !at_end.is_draining
        && config.profile(near.router).behavior == Behavior::default()
        && (!is_internal
            || at_end.is_next_hop_self && near.address == network.routers[near.router].loopback)
}
