//! Route origin validation against ROAs [RFC 6811].

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::attributes::AsPath;
use crate::engine::net::network::Asn;
use crate::engine::net::roa::OriginIs;
pub use crate::engine::net::roa::Roa;

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

impl Validity {
    /// Without the reason.
    #[must_use]
    pub const fn state(self) -> OriginIs {
        match self {
            Self::Valid => OriginIs::Valid,
            Self::Invalid(_) => OriginIs::Invalid,
            Self::NotFound => OriginIs::NotFound,
        }
    }
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

/// Whether an AS may originate the prefix or one around it, of whatever length.
#[must_use]
pub fn may_originate_around(roas: &[Roa], prefix: &IpNet, origin: Option<Asn>) -> bool {
    roas.iter().any(|roa| roa.prefix.contains(prefix) && origin == Some(roa.asn))
}

/// The origin of a path: its last AS [RFC 6811 § 2].
#[must_use]
pub fn origin(as_path: &AsPath) -> Option<Asn> {
    as_path.ases().last().copied()
}
