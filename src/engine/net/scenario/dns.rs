//! How names of services are published in DNS, who asks whom for them, and who believes what of
//! where somebody is.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;

/// The scenario's `dns`. Every field may be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DnsEntry {
    /// Time to live of the records [RFC 1035 § 3.2.1].
    pub ttl_us: Span,
    /// Public resolvers. Every client network has a resolver of its own besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resolvers: Vec<ResolverEntry>,
    /// Whose users ask a public resolver; all others ask that of their network.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<UseEntry>,
    /// What the geolocation database has wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong_places: Vec<WrongPlaceEntry>,
    /// How the authority finds out that a node is dead.
    pub health: HealthEntry,
    /// Clients that use an answer for longer than its time to live.
    pub overstay: OverstayEntry,
    /// How long a client that was given two addresses tries the first before it tries the second:
    /// Connection Attempt Delay [RFC 8305 § 5].
    pub fallback_us: Span,
}

impl Default for DnsEntry {
    fn default() -> Self {
        Self {
            ttl_us: Span::from_s(60),
            resolvers: Vec::new(),
            uses: Vec::new(),
            wrong_places: Vec::new(),
            health: HealthEntry::default(),
            overstay: OverstayEntry::default(),
            fallback_us: Span::from_ms(250),
        }
    }
}

/// A public resolver: one address, announced from several places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolverEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// Its address, in a prefix that some of `announcements` announce.
    pub address: IpAddr,
    /// Whether it tells the authority the client's prefix: EDNS Client Subnet [RFC 7871].
    #[serde(default)]
    pub client_subnet: bool,
}

/// A share of a client network's users who ask a public resolver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseEntry {
    /// The client network.
    pub client: Slug,
    /// The resolver.
    pub resolver: Slug,
    /// How many of a thousand users.
    pub permille: u64,
}

/// A client network that the geolocation database believes elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrongPlaceEntry {
    /// The client network.
    pub client: Slug,
    /// The city in which it is believed.
    pub city: Slug,
}

/// Health checks: requests to each node's own address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HealthEntry {
    /// Time between two checks of a node.
    pub interval_us: Span,
    /// How long a check waits for its answer.
    pub timeout_us: Span,
    /// So many checks in a row without an answer, and the node is held dead.
    pub falls: u32,
    /// So many answers in a row, and it is held alive again.
    pub rises: u32,
}

impl Default for HealthEntry {
    fn default() -> Self {
        let (interval_us, timeout_us) = (Span::from_s(10), Span::from_s(2));
        Self { interval_us, timeout_us, falls: 3, rises: 2 }
    }
}

/// Clients that use an answer for longer than its time to live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OverstayEntry {
    /// How many of a thousand users.
    pub permille: u64,
    /// For how much longer.
    pub for_us: Span,
}
