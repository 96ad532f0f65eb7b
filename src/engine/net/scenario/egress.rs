//! How the servers of a service leave for the Internet: from which addresses, to whom.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::engine::base::text::{Slug, Text};
use crate::engine::base::time::Span;
use crate::engine::net::egress::{ChoosesBy, Design, DestinationKind, Fallback, Layout};

/// The scenario's `egress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EgressEntry {
    /// The service whose servers open connections.
    pub service: Slug,
    /// How they share addresses when the world begins.
    #[serde(default)]
    pub design: Design,
    /// Ports of a slice: a power of two from 256 to 8,192.
    #[serde(default = "two_thousand_and_forty_eight")]
    pub slice_ports: u64,
    /// Prefixes whose addresses are lent to PoPs. Every node of the service announces them.
    pub pool: Vec<IpNet>,
    /// In which order addresses are lent when the world begins.
    #[serde(default)]
    pub layout: Layout,
    /// What addresses say of who uses them.
    pub tags: Vec<TagEntry>,
    /// What servers open connections to.
    pub destinations: Vec<DestinationEntry>,
    /// Prefixes that customers have brought, which the operator may announce for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customers: Vec<CustomerEntry>,
    /// How long at most until a PoP has heard of a change of the table.
    #[serde(default = "two_seconds")]
    pub propagation_us: Span,
    /// How long a new owner forwards what is for connections of the one before.
    #[serde(default)]
    pub grace_us: Span,
    /// How long a port rests after its connection was closed: TIME-WAIT [RFC 9293 § 3.3.2].
    #[serde(default = "a_minute")]
    pub time_wait_us: Span,
    /// What becomes of replies when the backbone has no way to their PoP.
    #[serde(default)]
    pub fallback: Fallback,
    /// What destinations send to each user on average, all of them together, in bits per second.
    #[serde(default)]
    pub per_user_bps: u64,
    /// What an IPv4 address costs, in hundredths of a dollar.
    #[serde(default = "fifty_dollars")]
    pub price_cents: u64,
}

/// A tag: what an address says of who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// ISO 3166-1 alpha-2 code of the country that its addresses are said to be in; absent: none
    /// is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The product whose traffic it carries; absent: users' own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Slug>,
    /// Whether the operator answers for what is sent from its addresses.
    #[serde(default = "yes")]
    pub is_trusted: bool,
}

/// Something that servers open connections to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: DestinationKind,
    /// Its TCP port.
    #[serde(default = "https")]
    pub port: u16,
    /// Where it stands: one place, or, of a CDN, several.
    pub sites: Vec<SiteEntry>,
    /// By what a CDN chooses among its sites; absent: by the address that asks DNS.
    #[serde(default)]
    pub chooses_by: ChoosesBy,
    /// The countries whose addresses a geofenced site serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<String>,
}

/// A place of a destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteEntry {
    /// The router that it is behind.
    pub router: Slug,
    /// Its address, in a prefix that `announcements` let that router announce.
    pub address: IpAddr,
}

/// A prefix that a customer has brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerEntry {
    /// The prefix.
    pub prefix: IpNet,
    /// Whose it is.
    pub name: Text,
}

const fn two_thousand_and_forty_eight() -> u64 {
    2_048
}

const fn two_seconds() -> Span {
    Span::from_s(2)
}

const fn a_minute() -> Span {
    Span::from_s(60)
}

const fn fifty_dollars() -> u64 {
    5_000
}

const fn https() -> u16 {
    443
}

const fn yes() -> bool {
    true
}
