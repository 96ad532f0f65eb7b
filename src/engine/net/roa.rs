//! ROAs, as files write them [RFC 6482]. `bgp::origin_validation` judges by them.

use std::fmt;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::network::Asn;

/// A validated ROA payload: who may originate a prefix, and how long its parts may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roa {
    /// The prefix.
    pub prefix: IpNet,
    /// The longest prefix length that it covers.
    pub max_length: u8,
    /// The AS that may originate it; 0: nobody [RFC 6483 § 4].
    pub asn: Asn,
}

impl fmt::Display for Roa {
    /// As lists of them are mostly printed: `203.0.113.0/24-25 AS64500`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, max_length, asn } = self;
        if *max_length == prefix.prefix_len() {
            write!(f, "{prefix} AS{asn}")
        } else {
            write!(f, "{prefix}-{max_length} AS{asn}")
        }
    }
}

/// What origin validation says of a route, without the reason [RFC 6811 § 2].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OriginIs {
    /// A ROA matches.
    Valid,
    /// ROAs cover the prefix, and none matches.
    Invalid,
    /// No ROA covers the prefix.
    NotFound,
}
