//! ROAs, as files write them [RFC 6482]. `bgp::origin_validation` judges by them.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::network::Asn;

/// A validated ROA payload: who may originate a prefix, and how long its parts may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roa {
    /// The prefix.
    pub prefix: IpNet,
    /// The longest prefix length that it covers.
    pub max_length: u8,
    /// The AS that may originate it; 0: nobody [RFC 6483 § 4].
    pub asn: Asn,
}

/// What origin validation says of a route, without the reason [RFC 6811 § 2].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginIs {
    /// A ROA matches.
    Valid,
    /// ROAs cover the prefix, and none matches.
    Invalid,
    /// No ROA covers the prefix.
    NotFound,
}
