//! Reasons that a router or a packet may have, as lessons name them.

use serde::{Deserialize, Serialize};

use crate::engine::base::text::Slug;
use crate::engine::bgp::decision::{Ineligible, Step};
use crate::engine::dataplane::packet::Fate;

/// Why a router prefers another route, or cannot use this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// [`Step::Weight`].
    Weight,
    /// [`Step::Local`].
    Local,
    /// [`Step::LocalPref`].
    LocalPref,
    /// [`Step::AsPath`].
    AsPath,
    /// [`Step::Origin`].
    Origin,
    /// [`Step::Med`].
    Med,
    /// [`Step::PeerType`].
    PeerType,
    /// [`Step::IgpMetric`].
    InteriorCost,
    /// [`Step::Oldest`].
    Oldest,
    /// [`Step::RouterId`].
    RouterId,
    /// [`Step::ClusterList`].
    ClusterList,
    /// [`Step::PeerAddr`].
    NeighborAddress,
    /// [`Ineligible::OwnAsInPath`].
    OwnAsInPath,
    /// [`Ineligible::Reflected`].
    Reflected,
    /// [`Ineligible::NextHopUnreachable`].
    NextHopUnreachable,
    /// [`Ineligible::Damped`].
    Damped,
    /// [`Ineligible::Denied`].
    Denied,
    /// [`Ineligible::TooLong`].
    TooLong,
    /// [`Ineligible::NoPolicy`].
    NoPolicy,
    /// [`Ineligible::OriginInvalid`].
    OriginInvalid,
    /// [`Ineligible::Leak`].
    Leak,
    /// There is no route from there: it was never told of one.
    NotHeard,
    /// It is used.
    Used,
}

impl From<Step> for Reason {
    fn from(step: Step) -> Self {
        match step {
            Step::Weight => Self::Weight,
            Step::Local => Self::Local,
            Step::LocalPref => Self::LocalPref,
            Step::AsPath => Self::AsPath,
            Step::Origin => Self::Origin,
            Step::Med => Self::Med,
            Step::PeerType => Self::PeerType,
            Step::IgpMetric => Self::InteriorCost,
            Step::Oldest => Self::Oldest,
            Step::RouterId => Self::RouterId,
            Step::ClusterList => Self::ClusterList,
            Step::PeerAddr => Self::NeighborAddress,
        }
    }
}

impl From<Ineligible> for Reason {
    fn from(why: Ineligible) -> Self {
        match why {
            Ineligible::OwnAsInPath => Self::OwnAsInPath,
            Ineligible::Reflected => Self::Reflected,
            Ineligible::NextHopUnreachable => Self::NextHopUnreachable,
            Ineligible::Damped => Self::Damped,
            Ineligible::Denied { .. } => Self::Denied,
            Ineligible::TooLong { .. } => Self::TooLong,
            Ineligible::NoPolicy => Self::NoPolicy,
            Ineligible::OriginInvalid => Self::OriginInvalid,
            Ineligible::Leak => Self::Leak,
        }
    }
}

/// What becomes of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A node of the service answers.
    Answered,
    /// [`Fate::NoRoute`].
    NoRoute,
    /// [`Fate::TtlExpired`].
    Loop,
    /// [`Fate::LinkDown`].
    LinkDown,
    /// [`Fate::Blackholed`].
    Blackholed,
    /// [`Fate::Hijacked`].
    Hijacked,
    /// Some other fate.
    Lost,
}

impl From<Fate> for Outcome {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Delivered => Self::Answered,
            Fate::NoRoute => Self::NoRoute,
            Fate::TtlExpired => Self::Loop,
            Fate::LinkDown => Self::LinkDown,
            Fate::Blackholed => Self::Blackholed,
            Fate::Hijacked => Self::Hijacked,
            _ => Self::Lost,
        }
    }
}

/// The slug of a choice that serde writes as one word.
#[must_use]
pub fn slug_of(choice: &impl Serialize) -> Slug {
    let value = serde_json::to_value(choice).unwrap_or_default();
    Slug::new(value.as_str().unwrap_or_default())
}

/// The choice that a slug names.
#[must_use]
pub fn of_slug<T: for<'de> Deserialize<'de>>(slug: &Slug) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(slug.as_str())).ok()
}
