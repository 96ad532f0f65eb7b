//! What networks accept, prefer and pass on, as it is written.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::engine::net::action::ActionCommunity;
use crate::engine::net::rule::Rule;

/// The policy of a network, at all its eBGP sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkPolicy {
    /// Rules for what comes in, before those of the router and of the link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub import: Vec<Rule>,
    /// Rules for what goes out, before those of the router and of the link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub export: Vec<Rule>,
    /// Of which neighbours' routes it drops those with an invalid origin [RFC 6811]; absent: of
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validates: Option<Validates>,
    /// Whether it speaks BGP Roles, and so marks and stops leaks [RFC 9234].
    #[serde(default, skip_serializing_if = "is_false")]
    pub roles: bool,
    /// The longest IPv4 prefix it accepts; absent: 24.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length_v4: Option<u8>,
    /// The longest IPv6 prefix it accepts; absent: 48.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length_v6: Option<u8>,
    /// Whether it avoids routes with GRACEFUL_SHUTDOWN [RFC 8326].
    #[serde(default, skip_serializing_if = "is_false")]
    pub honours_graceful_shutdown: bool,
    /// Whether it tells every neighbour everything: a leak.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leaks: bool,
    /// What it offers to do with its customers' routes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_communities: Vec<ActionCommunity>,
}

/// Of which neighbours' routes a network validates the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validates {
    /// Of all neighbours'.
    All,
    /// Of its peers'.
    Peers,
    /// Of all but its customers'.
    PeersAndProviders,
}

/// The policy of one router (of one PoP), at all its eBGP sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouterPolicy {
    /// Rules for what comes in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub import: Vec<Rule>,
    /// Rules for what goes out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub export: Vec<Rule>,
}

/// One end of a link between two networks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndEntry {
    /// The router's address on the link; absent: derived from the link's place in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// Rules for what comes in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub import: Vec<Rule>,
    /// Rules for what goes out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub export: Vec<Rule>,
    /// Whether the neighbour is told everything: a leak.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leaks: bool,
    /// Whether packets are dropped when the neighbour asks for it by BLACKHOLE [RFC 7999].
    #[serde(default, skip_serializing_if = "is_false")]
    pub honours_blackhole: bool,
}

impl EndEntry {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl NetworkPolicy {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl RouterPolicy {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}
