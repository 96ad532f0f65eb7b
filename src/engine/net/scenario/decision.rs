//! `networks[].decision`: options of the decision process, where they differ from those of the
//! network's profile.

use serde::{Deserialize, Serialize};

/// Options of the decision process; what is absent is as the profile has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionEntry {
    /// Compares MULTI_EXIT_DISC of all routes, not only of those from one neighbouring AS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub always_compare_med: Option<bool>,
    /// Counts a missing MULTI_EXIT_DISC as worse than any, not as 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_med_worst: Option<bool>,
    /// Compares routes over the whole set, MED within each group, instead of pair by pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deterministic_med: Option<bool>,
    /// Goes on to the BGP Identifier instead of keeping the external route that is best already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare_router_id: Option<bool>,
    /// Does not look at the length of AS_PATH.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignores_as_path: Option<bool>,
    /// How many equal routes are used at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_paths: Option<u16>,
    /// Lets them have other ASes on their paths, if as many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multipath_relax: Option<bool>,
}
