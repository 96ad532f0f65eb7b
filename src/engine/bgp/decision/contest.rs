//! Who wins: over the whole set, or pair by pair as some makers do.

use std::cmp::Ordering;

use super::route::Route;
use super::{Step, StepValue};
use crate::engine::base::ids::EndId;
use crate::engine::bgp::attributes::Origin;
use crate::engine::bgp::profile::{Age, Manner, MedScope, MissingMed, Profile};

/// A removal: which route (by position), at which step, and by which better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Position of the removed route.
    pub loser: usize,
    /// The step.
    pub step: Step,
    /// Position of the route that was better: the best at that step (in its group, for MED), or
    /// the other one of the pair.
    pub better: usize,
}

/// Runs the decision process over routes that are all eligible, and reports each removal.
/// Returns the position of the best route; absent only if there are no routes.
///
/// `incumbent` is the session over which the best route so far came, if that was a learned one;
/// only profiles in which age decides look at it.
///
/// Unless the profile [depends on the order of arrival](Profile::is_order_dependent), the winner
/// does not depend on the order of `routes` or of their arrival: two routes that tie at every step
/// came over one session, and a session holds one route a prefix.
pub fn decide(
    routes: &[Route],
    profile: &Profile,
    incumbent: Option<EndId>,
    removed: impl FnMut(Removal),
) -> Option<usize> {
    match routes {
        [] => None,
        [_] => Some(0),
        _ => Some(match profile.options.manner {
            Manner::Grouped => eliminate(routes, profile, incumbent, removed),
            Manner::NewestFirst => {
                let mut places: Vec<usize> = (0..routes.len()).collect();
                places.sort_by_key(|&place| std::cmp::Reverse(routes[place].arrival.first));
                in_pairs(routes, profile, incumbent, &places, removed)
            }
            Manner::AsTheyArrived => {
                let mut places: Vec<usize> = (0..routes.len()).collect();
                places.sort_by_key(|&place| routes[place].arrival.last);
                in_pairs(routes, profile, incumbent, &places, removed)
            }
        }),
    }
}

fn eliminate(
    routes: &[Route],
    profile: &Profile,
    incumbent: Option<EndId>,
    mut removed: impl FnMut(Removal),
) -> usize {
    let mut running: Vec<usize> = (0..routes.len()).collect();
    for step in profile.steps() {
        let before = running.clone();
        let rank = |place: usize| rank(step, &routes[place], profile, incumbent);
        running.retain(|&one| {
            let better = before
                .iter()
                .copied()
                .filter(|&other| is_comparable(step, &routes[one], &routes[other], profile))
                .min_by_key(|&other| rank(other));
            match better {
                Some(better) if rank(better) < rank(one) => {
                    removed(Removal { loser: one, step, better });
                    false
                }
                _ => true,
            }
        });
        if running.len() == 1 {
            break;
        }
    }
    running.first().copied().unwrap_or_default()
}

/// Each route of the list against the best before it.
fn in_pairs(
    routes: &[Route],
    profile: &Profile,
    incumbent: Option<EndId>,
    places: &[usize],
    mut removed: impl FnMut(Removal),
) -> usize {
    let mut best = places[0];
    for &next in &places[1..] {
        let (order, step) = compare(&routes[next], &routes[best], profile, incumbent);
        let (better, loser) = if order == Ordering::Less { (next, best) } else { (best, next) };
        removed(Removal { loser, step, better });
        best = better;
    }
    best
}

/// Compares two routes as if there were no others: `Less` if `one` is better, and the step that
/// says so. Two routes of one session are equal at every step, and the last one is named.
#[must_use]
pub fn compare(
    one: &Route,
    other: &Route,
    profile: &Profile,
    incumbent: Option<EndId>,
) -> (Ordering, Step) {
    let mut last = Step::PeerAddr;
    for step in profile.steps() {
        last = step;
        if is_comparable(step, one, other, profile) {
            let order =
                rank(step, one, profile, incumbent).cmp(&rank(step, other, profile, incumbent));
            if order != Ordering::Equal {
                return (order, step);
            }
        }
    }
    (Ordering::Equal, last)
}

/// The session whose route was best before the newest one came, had the router always chosen by
/// this profile and had nothing been withdrawn: the routes play their arrival again.
#[must_use]
pub fn incumbent_by_arrival(routes: &[Route], profile: &Profile) -> Option<EndId> {
    let mut arrived: Vec<Route> = routes.to_vec();
    arrived.sort_by_key(|route| route.arrival.last);
    let mut incumbent = None;
    for known in 1..arrived.len() {
        let best = decide(&arrived[..known], profile, incumbent, |_| {});
        incumbent = best.and_then(|place| arrived[place].from);
    }
    incumbent
}

/// Whether a step compares these two: MED only within one neighbouring AS, age only what was
/// learned by eBGP.
pub(super) fn is_comparable(step: Step, one: &Route, other: &Route, profile: &Profile) -> bool {
    match step {
        Step::Med => {
            profile.options.med == MedScope::Always
                || one.attributes.as_path.neighbor() == other.attributes.as_path.neighbor()
        }
        Step::Oldest => {
            one.is_learned_externally()
                && other.is_learned_externally()
                && (profile.options.age != Age::BestOfAnotherRouterStays
                    || one.from == other.from
                    || one.sender_id != other.sender_id)
        }
        _ => true,
    }
}

/// Lower is better; the two numbers are compared in order.
pub(super) fn rank(
    step: Step,
    route: &Route,
    profile: &Profile,
    incumbent: Option<EndId>,
) -> (u128, u128) {
    let attributes = &route.attributes;
    let number = match step {
        Step::Weight => u128::from(u32::MAX - route.weight),
        Step::Local => u128::from(route.from.is_some()),
        Step::LocalPref => u128::from(u32::MAX - attributes.local_pref),
        Step::AsPath => u128::from(attributes.as_path.length()),
        Step::Origin => match attributes.origin {
            Origin::Igp => 0,
            Origin::Egp => 1,
            Origin::Incomplete => 2,
        },
        Step::Med => match (attributes.med, profile.options.missing_med) {
            (Some(med), _) => u128::from(med),
            (None, MissingMed::Zero) => 0,
            (None, MissingMed::Worst) => u128::from(u64::MAX),
        },
        Step::PeerType => u128::from(!route.is_external()),
        Step::IgpMetric => route.igp_metric.map_or(u128::MAX, u128::from),
        Step::Oldest => match profile.options.age {
            Age::Ignored => 0,
            Age::BestStays | Age::BestOfAnotherRouterStays => {
                u128::from(incumbent.is_none() || route.from != incumbent)
            }
            Age::Oldest => u128::from(route.arrival.last),
        },
        Step::RouterId => u128::from(u32::from(route.sender_id.0)),
        Step::ClusterList => u128::try_from(attributes.cluster_list.len()).unwrap_or(u128::MAX),
        Step::PeerAddr => {
            return match route.sender_address {
                std::net::IpAddr::V4(address) => (0, u128::from(u32::from(address))),
                std::net::IpAddr::V6(address) => (1, u128::from(address)),
            };
        }
    };
    (number, 0)
}

impl Route {
    /// What a step looks at, for a router whose best route so far came over `incumbent`.
    #[must_use]
    pub fn value_at(&self, step: Step, incumbent: Option<EndId>) -> StepValue {
        let attributes = &self.attributes;
        match step {
            Step::Weight => StepValue::Number(self.weight.into()),
            Step::Local => StepValue::Own(self.from.is_none()),
            Step::LocalPref => StepValue::Number(attributes.local_pref.into()),
            Step::AsPath => StepValue::Number(attributes.as_path.length().into()),
            Step::Origin => StepValue::Origin(attributes.origin),
            Step::Med => {
                StepValue::Med { med: attributes.med, neighbor_as: attributes.as_path.neighbor() }
            }
            Step::PeerType => StepValue::External(self.is_external),
            Step::IgpMetric => StepValue::Number(self.igp_metric.unwrap_or(u64::MAX)),
            Step::Oldest => StepValue::Age {
                arrived: self.arrival.last,
                was_best: self.from.is_some() && self.from == incumbent,
            },
            Step::RouterId => StepValue::Id(self.sender_id),
            Step::ClusterList => {
                StepValue::Number(u64::try_from(attributes.cluster_list.len()).unwrap_or(u64::MAX))
            }
            Step::PeerAddr => StepValue::Address(self.sender_address),
        }
    }
}
