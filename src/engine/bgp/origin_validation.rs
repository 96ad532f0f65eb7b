//! Route origin validation against ROAs [RFC 6811].

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::attributes::AsPath;
use crate::engine::net::network::Asn;

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

/// What validation says of a route [RFC 6811 § 2].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Validity {
    /// A ROA matches.
    Valid,
    /// ROAs cover the prefix, and none matches.
    Invalid(Mismatch),
    /// No ROA covers the prefix.
    NotFound,
}

/// Why no covering ROA matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mismatch {
    /// A prefix as long may be originated, but by another AS.
    Origin,
    /// No prefix as long may be originated.
    Length,
}

/// Validates a prefix and its origin; no origin (an AS_SET) matches no ROA.
#[must_use]
pub fn validate(roas: &[Roa], prefix: &IpNet, origin: Option<Asn>) -> Validity {
    let mut validity = Validity::NotFound;
    for roa in roas.iter().filter(|roa| roa.prefix.contains(prefix)) {
        if prefix.prefix_len() > roa.max_length {
            if validity == Validity::NotFound {
                validity = Validity::Invalid(Mismatch::Length);
            }
        } else if roa.asn != Asn(0) && origin == Some(roa.asn) {
            return Validity::Valid;
        } else {
            validity = Validity::Invalid(Mismatch::Origin);
        }
    }
    validity
}

/// The origin of a path: its last AS [RFC 6811 § 2].
#[must_use]
pub fn origin(as_path: &AsPath) -> Option<Asn> {
    as_path.ases().last().copied()
}
