//! The decision process, by elimination over the whole set [RFC 4271 § 9.1.2.2].
//!
//! Step by step, the candidates that are worse than the best at that step are removed. Comparing
//! pairs in order of arrival would give different winners for different orders as soon as MED is
//! present; elimination gives one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::attributes::{Attributes, Origin};
use super::config::{DecisionOptions, MedScope, MissingMed};
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::net::network::{Asn, BgpId, NeighborIs};

/// A step of the decision process, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A route of one's own before any learned one.
    Local,
    /// Highest LOCAL_PREF [RFC 4271 § 9.1.1].
    LocalPref,
    /// Shortest AS_PATH [RFC 4271 § 9.1.2.2 a].
    AsPath,
    /// Lowest ORIGIN [RFC 4271 § 9.1.2.2 b].
    Origin,
    /// Lowest MULTI_EXIT_DISC among routes of one neighbouring AS [RFC 4271 § 9.1.2.2 c].
    Med,
    /// Learned by eBGP before iBGP [RFC 4271 § 9.1.2.2 d].
    PeerType,
    /// Lowest interior cost to NEXT_HOP [RFC 4271 § 9.1.2.2 e]: hot-potato routing.
    IgpMetric,
    /// Lowest BGP Identifier of the sender, or ORIGINATOR_ID [RFC 4271 § 9.1.2.2 f, RFC 4456 § 9].
    RouterId,
    /// Shortest CLUSTER_LIST [RFC 4456 § 9].
    ClusterList,
    /// Lowest address of the sender [RFC 4271 § 9.1.2.2 g].
    PeerAddr,
}

/// What a step looks at, of one route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepValue {
    /// Whether the route is one's own.
    Own(bool),
    /// A plain number: LOCAL_PREF, a length, a cost.
    Number(u64),
    /// ORIGIN.
    Origin(Origin),
    /// MULTI_EXIT_DISC, and the neighbouring AS within which it is compared.
    Med {
        /// The value; absent counts as the profile says.
        med: Option<u32>,
        /// The neighbouring AS.
        neighbor_as: Option<Asn>,
    },
    /// Whether it was learned by eBGP.
    External(bool),
    /// A BGP Identifier.
    Id(BgpId),
    /// An address.
    Address(std::net::IpAddr),
}

/// Why a route that was received cannot be a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ineligible {
    /// The own AS number is in AS_PATH: a loop [RFC 4271 § 9.1.2].
    OwnAsInPath,
    /// The own BGP Identifier is ORIGINATOR_ID, or the own cluster in CLUSTER_LIST
    /// [RFC 4456 § 8].
    Reflected,
    /// NEXT_HOP cannot be reached [RFC 4271 § 9.1.2.1].
    NextHopUnreachable,
    /// An import rule denies it.
    Denied {
        /// Its position among the rules of the session's end, from 0.
        rule: u16,
    },
    /// Its prefix is longer than is accepted.
    TooLong {
        /// Its length.
        length: u8,
        /// The longest that is accepted.
        most: u8,
    },
    /// Its origin is invalid [RFC 6811].
    OriginInvalid,
    /// It is a leak, by its Only to Customer attribute [RFC 9234 § 5].
    Leak,
}

/// What became of one route in the decision process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is the best route.
    Selected,
    /// A step removed it.
    Eliminated {
        /// The step.
        step: Step,
        /// What it had there.
        value: StepValue,
        /// What the best remaining route had.
        best: StepValue,
    },
    /// It was never in the running.
    Ineligible(Ineligible),
}

/// A route that a speaker knows, as the decision process sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The own end of the session that it came over; absent: the speaker's own announcement.
    pub from: Option<EndId>,
    /// Its attributes, after import.
    pub attributes: Arc<Attributes>,
    /// What the neighbour that it entered the AS from is to the AS; inside, the relation is
    /// remembered across iBGP. Absent: originated in this AS.
    pub entered_from: Option<NeighborIs>,
    /// Whether it was learned by eBGP, or is the speaker's own.
    pub is_external: bool,
    /// Interior cost to NEXT_HOP; 0 for own and eBGP routes; absent: unreachable.
    pub igp_metric: Option<u64>,
    /// ORIGINATOR_ID, or else the sender's BGP Identifier.
    pub sender_id: BgpId,
    /// The sender's address on the session.
    pub sender_address: std::net::IpAddr,
}

/// A route with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The route.
    pub route: Route,
    /// What became of it.
    pub verdict: Verdict,
}

/// Everything a router knows of one prefix, and why it chose what it chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The router.
    pub router: RouterId,
    /// The prefix.
    pub prefix: PrefixId,
    /// Every route known, the selected one first, then those that stayed longest in the running.
    pub candidates: Vec<Candidate>,
    /// The step that left one route; absent with fewer than two eligible routes.
    pub decided_by: Option<Step>,
}

impl Explanation {
    /// The selected route, if any.
    #[must_use]
    pub fn selected(&self) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.verdict == Verdict::Selected)
    }
}

/// The steps, in the order of RFC 4271 and RFC 4456.
pub const STEPS: [Step; 10] = [
    Step::Local,
    Step::LocalPref,
    Step::AsPath,
    Step::Origin,
    Step::Med,
    Step::PeerType,
    Step::IgpMetric,
    Step::RouterId,
    Step::ClusterList,
    Step::PeerAddr,
];

/// A removal: which route (by position), at which step, and by which better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Position of the removed route.
    pub loser: usize,
    /// The step.
    pub step: Step,
    /// Position of the route that was best at that step (in its group, for MED).
    pub better: usize,
}

/// Runs the decision process over routes that are all eligible, and reports each removal.
/// Returns the position of the best route; absent only if there are no routes.
///
/// The winner does not depend on the order of `routes`: two routes that tie at every step came
/// over one session, and a session holds one route a prefix.
pub fn decide(
    routes: &[Route],
    options: DecisionOptions,
    mut removed: impl FnMut(Removal),
) -> Option<usize> {
    if routes.len() < 2 {
        return if routes.is_empty() { None } else { Some(0) };
    }
    let mut running: Vec<usize> = (0..routes.len()).collect();
    for step in STEPS {
        let before = running.clone();
        running.retain(|&one| {
            let better = before
                .iter()
                .copied()
                .filter(|&other| is_comparable(step, &routes[one], &routes[other], options))
                .min_by_key(|&other| rank(step, &routes[other], options));
            match better {
                Some(better)
                    if rank(step, &routes[better], options) < rank(step, &routes[one], options) =>
                {
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
    running.first().copied()
}

/// Whether a step compares these two: MED only within one neighbouring AS.
fn is_comparable(step: Step, one: &Route, other: &Route, options: DecisionOptions) -> bool {
    step != Step::Med
        || options.med == MedScope::Always
        || one.attributes.as_path.neighbor() == other.attributes.as_path.neighbor()
}

/// Lower is better; the two numbers are compared in order.
fn rank(step: Step, route: &Route, options: DecisionOptions) -> (u128, u128) {
    let attributes = &route.attributes;
    let number = match step {
        Step::Local => u128::from(route.from.is_some()),
        Step::LocalPref => u128::from(u32::MAX - attributes.local_pref),
        Step::AsPath => u128::from(attributes.as_path.length()),
        Step::Origin => match attributes.origin {
            Origin::Igp => 0,
            Origin::Egp => 1,
            Origin::Incomplete => 2,
        },
        Step::Med => match (attributes.med, options.missing_med) {
            (Some(med), _) => u128::from(med),
            (None, MissingMed::Zero) => 0,
            (None, MissingMed::Worst) => u128::from(u64::MAX),
        },
        Step::PeerType => u128::from(!route.is_external()),
        Step::IgpMetric => route.igp_metric.map_or(u128::MAX, u128::from),
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
    /// Whether it was learned by eBGP (or is the speaker's own).
    #[must_use]
    pub const fn is_external(&self) -> bool {
        self.is_external
    }

    /// What a step looks at.
    #[must_use]
    pub fn value_at(&self, step: Step) -> StepValue {
        let attributes = &self.attributes;
        match step {
            Step::Local => StepValue::Own(self.from.is_none()),
            Step::LocalPref => StepValue::Number(attributes.local_pref.into()),
            Step::AsPath => StepValue::Number(attributes.as_path.length().into()),
            Step::Origin => StepValue::Origin(attributes.origin),
            Step::Med => {
                StepValue::Med { med: attributes.med, neighbor_as: attributes.as_path.neighbor() }
            }
            Step::PeerType => StepValue::External(self.is_external),
            Step::IgpMetric => StepValue::Number(self.igp_metric.unwrap_or(u64::MAX)),
            Step::RouterId => StepValue::Id(self.sender_id),
            Step::ClusterList => {
                StepValue::Number(u64::try_from(attributes.cluster_list.len()).unwrap_or(u64::MAX))
            }
            Step::PeerAddr => StepValue::Address(self.sender_address),
        }
    }
}

/// Runs the decision process and writes down what became of each route. `ineligible` routes are
/// listed last.
#[must_use]
pub fn explain(
    router: RouterId,
    prefix: PrefixId,
    routes: &[Route],
    ineligible: Vec<(Route, Ineligible)>,
    options: DecisionOptions,
) -> Explanation {
    let mut verdicts = vec![Verdict::Selected; routes.len()];
    // Removals come in the order of the steps, so the last of them is the step that decided.
    let mut order = Vec::new();
    let best = decide(routes, options, |removal| {
        order.push(removal);
        verdicts[removal.loser] = Verdict::Eliminated {
            step: removal.step,
            value: routes[removal.loser].value_at(removal.step),
            best: routes[removal.better].value_at(removal.step),
        };
    });
    let decided_by = order.last().map(|removal| removal.step);
    let places = best.into_iter().chain(order.iter().rev().map(|removal| removal.loser));
    let mut candidates: Vec<Candidate> = places
        .map(|place| Candidate { route: routes[place].clone(), verdict: verdicts[place] })
        .collect();
    candidates.extend(
        ineligible
            .into_iter()
            .map(|(route, reason)| Candidate { route, verdict: Verdict::Ineligible(reason) }),
    );
    Explanation { router, prefix, candidates, decided_by }
}
