//! The decision process where it is simple: no MULTI_EXIT_DISC among the candidates, and the
//! steps of RFC 4271 in their order. Then the steps are one lexicographic order, and the best
//! route is its least element; [`super::decision`] is the process in full, and the two agree.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::attributes::Origin;
use super::decision::Step;

/// What the steps before MULTI_EXIT_DISC see of a learned route, packed into one number: lower is
/// better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head(u64);

const LENGTH_SHIFT: u32 = 2;
const PREF_SHIFT: u32 = 32;

/// AS_PATH's length, then ORIGIN: lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathRank(u32);

impl PathRank {
    /// The rank of paths of this length and origin.
    #[must_use]
    pub fn new(length: u32, origin: Origin) -> Self {
        let origin = match origin {
            Origin::Igp => 0,
            Origin::Egp => 1,
            Origin::Incomplete => 2,
        };
        // A path has at most as many ASes as a world has routers, far fewer than 2^30.
        Self(length.min((1 << 30) - 1) << LENGTH_SHIFT | origin)
    }
}

impl Head {
    /// No route, or none that may be chosen. No route has this: ORIGIN has three values.
    pub const NONE: Self = Self(u64::MAX);

    /// The head of a route with these values.
    #[inline]
    #[must_use]
    pub fn new(local_pref: u32, path: PathRank) -> Self {
        Self(u64::from(u32::MAX - local_pref) << PREF_SHIFT | u64::from(path.0))
    }

    /// What all steps see of a route learned by eBGP: the head before the rank of the neighbour.
    /// The place of its session comes last, where it decides nothing: no two have the same rank.
    #[inline]
    #[must_use]
    pub fn before(self, rank: u32, place: usize) -> u128 {
        let place = u64::try_from(place).expect("a router has fewer than 2^32 sessions");
        let tail = u64::from(rank) << u32::BITS | place;
        u128::from(self.0) << u64::BITS | u128::from(tail)
    }

    /// The place in such a number, if it is that of a route that may be chosen.
    #[must_use]
    pub fn place_in(key: u128) -> Option<usize> {
        let [a, b, c, d, ..] = key.to_le_bytes();
        let place = usize::try_from(u32::from_le_bytes([a, b, c, d]));
        (key >> u64::BITS != u128::from(Self::NONE.0))
            .then(|| place.expect("targets have at least 32-bit indices"))
    }

    /// The first step at which the two differ.
    #[must_use]
    pub const fn parting(self, other: Self) -> Option<Step> {
        let difference = self.0 ^ other.0;
        if difference == 0 {
            None
        } else if difference >> PREF_SHIFT != 0 {
            Some(Step::LocalPref)
        } else if difference >> LENGTH_SHIFT != 0 {
            Some(Step::AsPath)
        } else {
            Some(Step::Origin)
        }
    }
}

/// What the steps after MULTI_EXIT_DISC see of a learned route, in their order: lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tail {
    /// Whether it was learned by iBGP.
    pub is_internal: bool,
    /// Interior cost to NEXT_HOP.
    pub igp_metric: u64,
    /// BGP Identifier of the sender, or ORIGINATOR_ID.
    pub id: u32,
    /// Length of CLUSTER_LIST.
    pub clusters: usize,
    /// The sender's address.
    pub address: IpAddr,
}

impl Tail {
    /// The first step at which the two differ.
    #[must_use]
    pub fn parting(&self, other: &Self) -> Option<Step> {
        let steps = [
            (self.is_internal.cmp(&other.is_internal), Step::PeerType),
            (self.igp_metric.cmp(&other.igp_metric), Step::IgpMetric),
            (self.id.cmp(&other.id), Step::RouterId),
            (self.clusters.cmp(&other.clusters), Step::ClusterList),
            (self.address.cmp(&other.address), Step::PeerAddr),
        ];
        steps.into_iter().find(|(order, _)| *order != Ordering::Equal).map(|(_, step)| step)
    }
}
