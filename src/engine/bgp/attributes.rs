//! Path attributes [RFC 4271 § 4.3, § 5].

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use serde::Serialize;

pub use crate::engine::net::community::Community;
use crate::engine::net::network::{Asn, BgpId};
pub use crate::engine::net::origin::Origin;

/// AS_PATH: one AS_SEQUENCE, nearest AS first [RFC 4271 § 5.1.2]. AS_SET is not modelled; it is
/// deprecated [RFC 9774].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct AsPath(Arc<[Asn]>);

impl AsPath {
    /// The path through these ASes, nearest first.
    #[must_use]
    pub fn new(ases: &[Asn]) -> Self {
        Self(ases.into())
    }

    /// The ASes, nearest first.
    #[must_use]
    pub fn ases(&self) -> &[Asn] {
        &self.0
    }

    /// The neighbouring AS: the first on the path.
    #[must_use]
    pub fn neighbor(&self) -> Option<Asn> {
        self.0.first().copied()
    }

    /// How many ASes it counts, repetitions included [RFC 4271 § 9.1.2.2 a].
    #[must_use]
    pub fn length(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Whether `asn` is on the path.
    #[must_use]
    pub fn contains(&self, asn: Asn) -> bool {
        self.0.contains(&asn)
    }

    /// The path with `asn` put in front `times` times.
    #[must_use]
    pub fn prepended(&self, asn: Asn, times: usize) -> Self {
        Self(std::iter::repeat_n(asn, times).chain(self.0.iter().copied()).collect())
    }
}

impl fmt::Display for AsPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for asn in self.ases() {
            write!(f, "{separator}{asn}")?;
            separator = " ";
        }
        Ok(())
    }
}

/// The path attributes of one route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attributes {
    /// ORIGIN.
    pub origin: Origin,
    /// AS_PATH.
    pub as_path: AsPath,
    /// NEXT_HOP [RFC 4271 § 5.1.3].
    pub next_hop: IpAddr,
    /// MULTI_EXIT_DISC [RFC 4271 § 5.1.4].
    pub med: Option<u32>,
    /// LOCAL_PREF [RFC 4271 § 5.1.5]. On eBGP it is not sent; import sets it.
    pub local_pref: u32,
    /// COMMUNITIES, sorted [RFC 1997].
    pub communities: Vec<Community>,
    /// ORIGINATOR_ID, if the route was reflected [RFC 4456 § 8].
    pub originator_id: Option<BgpId>,
    /// CLUSTER_LIST, nearest reflector first [RFC 4456 § 8].
    pub cluster_list: Vec<BgpId>,
    /// Only to Customer: the AS that marked the route as going down [RFC 9234 § 5].
    pub only_to_customer: Option<Asn>,
}

impl Attributes {
    /// Adds a community, in its place.
    pub fn add_community(&mut self, community: Community) {
        if let Err(place) = self.communities.binary_search(&community) {
            self.communities.insert(place, community);
        }
    }
}
