//! What commands order that takes more than a few words.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::bgp::attributes::{Community, Origin};
use crate::engine::net::network::Asn;
use crate::engine::net::roa::Roa;
use crate::engine::traffic::flood::{FloodKind, Shape, Strength};

/// An announcement of a prefix by a router.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefixAnnouncement {
    /// The router.
    pub router: Slug,
    /// The prefix.
    pub prefix: IpNet,
    /// ORIGIN.
    #[serde(default)]
    pub origin: Origin,
    /// MULTI_EXIT_DISC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub med: Option<u32>,
    /// Communities that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communities: Vec<Community>,
    /// The path that it pretends to lie behind its own AS: forged origin, or poisoning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub as_path_tail: Vec<Asn>,
}

/// A ROA to publish or to revoke [RFC 6482].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoaOrder {
    /// The prefix.
    pub prefix: IpNet,
    /// The AS that may originate it; 0: nobody [RFC 6483 § 4].
    pub asn: Asn,
    /// The longest prefix length that it covers; absent: the prefix's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u8>,
}

impl RoaOrder {
    /// The ROA that is meant.
    #[must_use]
    pub fn roa(&self) -> Roa {
        let &Self { prefix, asn, max_length } = self;
        Roa { prefix, max_length: max_length.unwrap_or(prefix.prefix_len()), asn }
    }
}

impl From<Roa> for RoaOrder {
    /// In the fewest words.
    fn from(roa: Roa) -> Self {
        let Roa { prefix, max_length, asn } = roa;
        let is_longer = max_length != prefix.prefix_len();
        Self { prefix, asn, max_length: is_longer.then_some(max_length) }
    }
}

/// How a prefix is hijacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HijackKind {
    /// The prefix itself is announced.
    SamePrefix,
    /// The shortest longer prefix inside that the scenario names is announced; of several, the one
    /// with the address of the service or client, or else the first.
    MoreSpecific,
    /// The prefix itself is announced, as if it lay behind with its rightful origin.
    ForgedOrigin,
}

/// Where a flood goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FloodTarget {
    /// To a service's address.
    Service(Slug),
    /// To any address; nobody need announce it.
    Address(IpAddr),
}

/// A flood, as it is ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloodOrder {
    /// Its name, to stop it by; absent: the botnet's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flood: Option<Slug>,
    /// Whose machines send it.
    pub botnet: Slug,
    /// Where it goes.
    pub at: FloodTarget,
    /// What it is made of.
    pub kind: FloodKind,
    /// How strong it is.
    pub rate: Strength,
    /// How it goes on.
    #[serde(default)]
    pub shape: Shape,
    /// Whether the packets' source addresses are forged.
    #[serde(default)]
    pub is_spoofed: bool,
}

/// When a node that has withdrawn by itself returns: not at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hysteresis {
    /// Once the service is asked for less than so much of what it could take with this node.
    pub return_below_percent: u64,
    /// And has been for so long: up to 1 h.
    pub hold_us: Span,
}

/// Connections by the hundred, of a PoP's servers to one destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortOrder {
    /// The server's node.
    pub node: Slug,
    /// The server, from 0; absent: every server of the PoP does so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<u8>,
    /// The tag of the address.
    pub tag: Slug,
    /// The destination.
    pub destination: Slug,
    /// How many each: 1 to 1,000,000.
    pub count: u32,
}
