//! Action communities: what a network offers to do with its customers' routes.

use serde::{Deserialize, Serialize};

use super::community::Community;
use super::network::{Asn, NeighborIs};

/// A community and what the network does with a route that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionCommunity {
    /// The community.
    pub community: Community,
    /// What is done.
    #[serde(rename = "do")]
    pub action: Action,
}

/// What a network can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// The own AS number is put in front more often towards some neighbours.
    Prepend {
        /// How many extra times.
        times: u32,
        /// Towards whom.
        to: Audience,
    },
    /// The route is not told to some neighbours.
    Withhold {
        /// From whom.
        from: Audience,
    },
    /// The route gets this LOCAL_PREF.
    LocalPref(u32),
}

/// Some neighbours of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Its customers.
    Customers,
    /// Its peers.
    Peers,
    /// Its providers.
    Providers,
    /// All its neighbours.
    All,
    /// The neighbour of this number.
    As(Asn),
}

impl Audience {
    /// Whether a neighbour is meant.
    #[must_use]
    pub fn has(self, neighbor_is: NeighborIs, neighbor: Asn) -> bool {
        match self {
            Self::Customers => neighbor_is == NeighborIs::Customer,
            Self::Peers => neighbor_is == NeighborIs::Peer,
            Self::Providers => neighbor_is == NeighborIs::Provider,
            Self::All => true,
            Self::As(asn) => neighbor == asn,
        }
    }
}
