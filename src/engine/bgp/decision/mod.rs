//! The decision process [RFC 4271 § 9.1.2.2], as a [`Profile`] orders it.
//!
//! By default it eliminates over the whole set: step by step, the candidates that are worse than
//! the best at that step are removed. Comparing pairs in order of arrival, as some makers do, gives
//! different winners for different orders as soon as MED is present; elimination gives one.

mod contest;
mod explanation;
mod multipath;
mod route;

pub use contest::{Removal, compare, decide, incumbent_by_arrival};
pub use explanation::{Candidate, Explanation, Verdict, explain};
pub use route::{Arrival, Route, reweigh};

use serde::{Deserialize, Serialize};

use super::attributes::Origin;
#[cfg(doc)]
use super::profile::Profile;
use crate::engine::net::network::{Asn, BgpId};

/// A step of the decision process. Which steps are taken, and in what order, a profile says; so
/// the order of the names here means nothing; it only lets them be kept in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Highest weight: a number that one router gives and tells nobody.
    Weight,
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
    /// Of routes learned by eBGP, the one that was there first [RFC 5004 § 3].
    Oldest,
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
    /// When it came in.
    Age {
        /// Its number in the order of arrival at this speaker.
        arrived: u32,
        /// Whether it was the best route already.
        was_best: bool,
    },
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
    /// It changed too often and is damped [RFC 2439].
    Damped,
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
    /// There is no policy for this neighbour [RFC 8212].
    NoPolicy,
    /// Its origin is invalid [RFC 6811].
    OriginInvalid,
    /// It is a leak, by its Only to Customer attribute [RFC 9234 § 5].
    Leak,
}
