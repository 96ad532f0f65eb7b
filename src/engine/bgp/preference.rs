//! The decision process where it is simple: no MULTI_EXIT_DISC among the candidates, and the
//! steps of RFC 4271 in their order. Then the steps are one lexicographic order, and the best
//! route is its least element; [`super::decision`] is the process in full, and the two agree.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::attributes::Origin;
use super::decision::Step;

/// What the steps before MULTI_EXIT_DISC see of a learned route, packed into one number: lower is
/// better. Where all neighbours are outside, the steps after it see nothing but the neighbour,
/// and the lowest bits hold its rank: then no two routes are equal.
///
/// From the top: 32 bits for LOCAL_PREF, upside down, 15 for the length of AS_PATH, 2 for ORIGIN,
/// 15 for the rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head(u64);

const ORIGIN_SHIFT: u32 = 15;
const LENGTH_SHIFT: u32 = 17;
const PREF_SHIFT: u32 = 32;

/// Where a neighbour stands among all of a router, if they are not more than this.
pub const MAX_RANK: u16 = (1 << ORIGIN_SHIFT) - 1;

/// The first length of an AS_PATH for which there is no room.
const TOO_LONG: u32 = (1 << (PREF_SHIFT - LENGTH_SHIFT)) - 1;

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
        Self(length.min(TOO_LONG) << LENGTH_SHIFT | origin << ORIGIN_SHIFT)
    }

    /// Whether the path is too long to be told from longer ones.
    #[must_use]
    pub const fn is_too_long(self) -> bool {
        self.0 >> LENGTH_SHIFT == TOO_LONG
    }
}

impl Head {
    /// No route, or none that may be chosen. No route has this: ORIGIN has three values.
    pub const NONE: Self = Self(u64::MAX);

    /// The head of a route with these values from a neighbour of this rank; 0 where the rank does
    /// not come next.
    #[inline]
    #[must_use]
    pub fn new(local_pref: u32, path: PathRank, rank: u16) -> Self {
        debug_assert!(rank <= MAX_RANK, "no room for rank {rank}");
        let low = path.0 | u32::from(rank);
        Self(u64::from(!local_pref) << PREF_SHIFT | u64::from(low))
    }

    /// The first step before MULTI_EXIT_DISC at which the two differ.
    #[inline]
    #[must_use]
    pub const fn parting(self, other: Self) -> Option<Step> {
        let difference = self.0 ^ other.0;
        if difference >> ORIGIN_SHIFT == 0 {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps before MULTI_EXIT_DISC, in their order, and then the rank.
    type Seen = (u32, u32, Origin, u16);

    fn head((local_pref, length, origin, rank): Seen) -> Head {
        Head::new(local_pref, PathRank::new(length, origin), rank)
    }

    #[test]
    fn heads_are_ordered_as_the_steps_are() {
        let mut all: Vec<Seen> = Vec::new();
        for local_pref in [u32::MAX, 100, 1, 0] {
            for length in [0, 1, TOO_LONG - 1] {
                for origin in [Origin::Igp, Origin::Egp, Origin::Incomplete] {
                    all.extend([0, 1, MAX_RANK].map(|rank| (local_pref, length, origin, rank)));
                }
            }
        }
        assert!(all.is_sorted_by_key(|&seen| head(seen)));
        assert!(all.iter().all(|&seen| head(seen) < Head::NONE));
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            let expected = if one.0 != other.0 {
                Some(Step::LocalPref)
            } else if one.1 != other.1 {
                Some(Step::AsPath)
            } else {
                (one.2 != other.2).then_some(Step::Origin)
            };
            assert_eq!(head(*one).parting(head(*other)), expected);
        }
    }

    #[test]
    fn a_path_that_is_too_long_is_told() {
        assert!(!PathRank::new(TOO_LONG - 1, Origin::Igp).is_too_long());
        assert!(PathRank::new(TOO_LONG, Origin::Igp).is_too_long());
        assert!(PathRank::new(u32::MAX, Origin::Incomplete).is_too_long());
    }
}
