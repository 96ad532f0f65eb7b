//! How the speakers of a world are configured.

use std::sync::Arc;

use typed_index_collections::TiVec;

use super::attributes::Attributes;
use super::blackhole::Blackhole;
use super::mrai::MraiScope;
use super::origin_validation::Roa;
use super::policy::Rule;
use super::prefix_length::MaxLengths;
use super::profile::Profile;
use super::timing::Timing;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::action::ActionCommunity;
use crate::engine::net::network::{NeighborIs, Network};

/// LOCAL_PREF given on import, by what the neighbour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalPrefs {
    /// Learned from a customer.
    pub customer: u32,
    /// Learned from a peer.
    pub peer: u32,
    /// Learned from a provider.
    pub provider: u32,
    /// Everything else, own announcements included.
    pub default: u32,
}

impl LocalPrefs {
    /// The value for a route from such a neighbour.
    #[must_use]
    pub const fn of(&self, neighbor: NeighborIs) -> u32 {
        match neighbor {
            NeighborIs::Customer => self.customer,
            NeighborIs::Peer => self.peer,
            NeighborIs::Provider => self.provider,
            NeighborIs::Internal | NeighborIs::Unrelated => self.default,
        }
    }
}

/// `MinRouteAdvertisementInterval` [RFC 4271 § 9.2.1.1].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mrai {
    /// On eBGP sessions; zero: off.
    pub ebgp: Span,
    /// On iBGP sessions; zero: off.
    pub ibgp: Span,
    /// What one timer covers.
    pub scope: MraiScope,
    /// Whether withdrawals wait for it too.
    pub covers_withdrawals: bool,
    /// Whether each interval is shortened by a seeded factor of 0.75 to 1 [RFC 4271 § 10].
    pub has_jitter: bool,
}

/// How one end of a session is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "switches that know nothing of each other")]
pub struct EndConfig {
    /// Rules for what comes in.
    pub import: Vec<Rule>,
    /// Rules for what goes out.
    pub export: Vec<Rule>,
    /// Exports everything, against the economics: a route leak.
    pub is_leaking: bool,
    /// On iBGP, puts its own loopback as NEXT_HOP of routes learned by eBGP.
    pub is_next_hop_self: bool,
    /// The router at the far end is this one's route-reflection client [RFC 4456].
    pub has_client: bool,
    /// Drops routes whose origin is invalid [RFC 6811].
    pub validates_origin: bool,
    /// What the far end is by BGP Role, if this end speaks RFC 9234.
    pub role: Option<NeighborIs>,
    /// The weight of what comes in, at this router alone; higher wins where the profile looks.
    pub weight: u32,
    /// The longest prefixes accepted over eBGP.
    pub max_lengths: MaxLengths,
    /// What BLACKHOLE does here.
    pub blackhole: Blackhole,
    /// Avoids routes with GRACEFUL_SHUTDOWN [RFC 8326].
    pub honours_graceful_shutdown: bool,
    /// The router here is about to be shut down, and tells so [RFC 8326].
    pub is_draining: bool,
    /// What the network offers to do with routes that carry its communities.
    pub actions: Arc<[ActionCommunity]>,
}

impl Default for EndConfig {
    fn default() -> Self {
        Self {
            import: Vec::new(),
            export: Vec::new(),
            is_leaking: false,
            is_next_hop_self: true,
            has_client: false,
            validates_origin: false,
            role: None,
            weight: 0,
            max_lengths: MaxLengths::ANY,
            blackhole: Blackhole::Ignores,
            honours_graceful_shutdown: false,
            is_draining: false,
            actions: Arc::default(),
        }
    }
}

/// A route that a router originates when the world begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origination {
    /// The router.
    pub router: RouterId,
    /// The prefix.
    pub prefix: PrefixId,
    /// Its attributes, before the own AS number is put on.
    pub attributes: Arc<Attributes>,
}

/// The configuration of all speakers.
#[derive(Clone, Debug)]
pub struct Config {
    /// How each router chooses.
    pub profiles: TiVec<RouterId, Arc<Profile>>,
    /// LOCAL_PREF by relation.
    pub local_pref: LocalPrefs,
    /// MRAI.
    pub mrai: Mrai,
    /// Whether a route is kept from the neighbour that it came from.
    pub has_split_horizon: bool,
    /// All other clocks.
    pub timing: Timing,
    /// Validated ROA payloads, as every validating router has them.
    pub roas: Vec<Roa>,
    /// Every end of every session.
    pub ends: TiVec<EndId, EndConfig>,
    /// What is originated when the world begins.
    pub originations: Vec<Origination>,
    /// How often each client network sends a packet to each service; absent: never by itself.
    pub client_interval: Option<Span>,
    /// Whether every route goes through whole rules and the whole decision process even where a
    /// shorter way gives the same: so that one can be held against the other.
    pub is_in_full: bool,
}

impl Config {
    /// How a router chooses.
    #[must_use]
    pub fn profile(&self, router: RouterId) -> &Arc<Profile> {
        &self.profiles[router]
    }

    /// The attributes of a plain announcement of one's own.
    #[must_use]
    pub fn announcement(&self, network: &Network, router: RouterId) -> Attributes {
        Attributes::own(network.routers[router].loopback, self.local_pref.default)
    }
}
