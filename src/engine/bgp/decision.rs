//! The decision process, by elimination over the whole set [RFC 4271 § 9.1.2.2].
//!
//! Step by step, the candidates that are worse than the best at that step are removed. Comparing
//! pairs in order of arrival would give different winners for different orders as soon as MED is
//! present; elimination gives one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::attributes::{Attributes, Origin};
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
    Denied,
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
