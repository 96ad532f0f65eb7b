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
    /// COMMUNITIES, sorted, each once [RFC 1997].
    pub communities: Vec<Community>,
    /// ORIGINATOR_ID, if the route was reflected [RFC 4456 § 8].
    pub originator_id: Option<BgpId>,
    /// CLUSTER_LIST, nearest reflector first [RFC 4456 § 8].
    pub cluster_list: Vec<BgpId>,
    /// Only to Customer: the AS that marked the route as going down [RFC 9234 § 5].
    pub only_to_customer: Option<Asn>,
}

impl Attributes {
    /// A plain announcement of a router's own, before its AS number is put on.
    #[must_use]
    pub fn own(next_hop: IpAddr, local_pref: u32) -> Self {
        Self {
            origin: Origin::Igp,
            as_path: AsPath::default(),
            next_hop,
            med: None,
            local_pref,
            communities: Vec::new(),
            originator_id: None,
            cluster_list: Vec::new(),
            only_to_customer: None,
        }
    }

    /// The same announcement with what a file or a command says of it. `tail` is the path that it
    /// pretends to lie behind the own AS.
    #[must_use]
    pub fn announced_as(
        self,
        origin: Origin,
        med: Option<u32>,
        communities: &[Community],
        tail: &[Asn],
    ) -> Self {
        Self { origin, med, as_path: AsPath::new(tail), ..self.with_communities(communities) }
    }

    /// The same with these communities and no others, each once.
    #[must_use]
    pub fn with_communities(self, communities: &[Community]) -> Self {
        let mut communities = communities.to_vec();
        communities.sort_unstable();
        communities.dedup();
        Self { communities, ..self }
    }

    /// Adds a community, in its place.
    pub fn add_community(&mut self, community: Community) {
        if let Err(place) = self.communities.binary_search(&community) {
            self.communities.insert(place, community);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn an_announcement_is_the_same_however_its_communities_are_written() {
        let plain = Attributes::own(Ipv4Addr::LOCALHOST.into(), 100);
        let [one, two] = [Community(1), Community(2)];
        let announced = |communities: &[Community]| {
            plain.clone().announced_as(Origin::Egp, Some(7), communities, &[Asn(65_001)])
        };
        let once = announced(&[one, two]);
        assert_eq!(once.communities, [one, two]);
        assert_eq!((once.origin, once.med), (Origin::Egp, Some(7)));
        assert_eq!(once.as_path, AsPath::new(&[Asn(65_001)]));
        assert_eq!(announced(&[two, one, two]), once);
        assert_eq!(announced(&[]).with_communities(&[two, one, one]), once);
    }
}
