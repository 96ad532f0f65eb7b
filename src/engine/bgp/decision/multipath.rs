//! Which other routes share the load with the best one: equal in every step before those that only
//! break ties, and with a path that the profile finds equal enough.

use std::cmp::Ordering;

use super::Step;
use super::contest::{is_comparable, rank};
use super::route::Route;
use crate::engine::bgp::profile::{MultipathPaths, Profile};

/// Steps that only break ties: routes that differ in these alone are equally good.
const TIE_BREAKERS: [Step; 4] = [Step::Oldest, Step::RouterId, Step::ClusterList, Step::PeerAddr];

/// Whether `other` may be used beside `best`.
pub(super) fn is_equal(best: &Route, other: &Route, profile: &Profile) -> bool {
    let is_tied = |step: Step| {
        !is_comparable(step, best, other, profile)
            || rank(step, best, profile, None).cmp(&rank(step, other, profile, None))
                == Ordering::Equal
    };
    best.from.is_some()
        && other.from.is_some()
        && profile.steps().take_while(|step| !TIE_BREAKERS.contains(step)).all(is_tied)
        && match profile.options.multipath.paths {
            MultipathPaths::SameNeighbor if best.is_external && other.is_external => {
                let [best, other] = [best, other].map(|route| &route.attributes.as_path);
                best.neighbor() == other.neighbor() && best.length() == other.length()
            }
            MultipathPaths::SameContent | MultipathPaths::SameNeighbor => {
                best.attributes.as_path == other.attributes.as_path
            }
            MultipathPaths::SameLength => {
                best.attributes.as_path.length() == other.attributes.as_path.length()
            }
        }
}
