//! Announcements that belong to no service and no client network.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::engine::base::text::Slug;
use crate::engine::net::community::Community;
use crate::engine::net::network::Asn;
use crate::engine::net::origin::Origin;

/// A prefix that a router announces, or may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementEntry {
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
    /// Whether it is announced from the start.
    #[serde(default = "yes")]
    pub announced: bool,
}

const fn yes() -> bool {
    true
}
