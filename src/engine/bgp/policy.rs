//! Import and export rules, and the economics behind the built-in ones.
//!
//! Customer, peer, provider: a network exports to peers and providers only its own routes and
//! its customers' [Gao and Rexford 2001].

use std::sync::Arc;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::attributes::{Attributes, Community, Origin};
use crate::engine::net::network::{Asn, NeighborIs};

/// One rule: what it matches, and what it does. Rules run in order and every matching one
/// applies; a denial ends the run.
///
/// In files: `{"match": {"prefix": …, "community": …, "as_path_has": …}, "deny": true}` or
/// `{…, "set": {…}}`; what is absent matches everything, and changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it matches: all that are given must hold.
    #[serde(default, rename = "match", skip_serializing_if = "is_default")]
    pub matching: Match,
    /// Whether a matching route is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deny: bool,
    /// What is changed in a matching route that is not refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub set: Changes,
}

/// What a rule matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// This prefix or one of these, exactly.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix: Option<OneOrMany>,
    /// Routes with this community.
    #[serde(default, skip_serializing_if = "is_default")]
    pub community: Option<Community>,
    /// Routes with this AS on their path.
    #[serde(default, skip_serializing_if = "is_default")]
    pub as_path_has: Option<Asn>,
}

/// One prefix or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(IpNet),
    /// Several.
    Many(Vec<IpNet>),
}

/// Changes to a route's attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// LOCAL_PREF.
    #[serde(default, skip_serializing_if = "is_default")]
    pub local_pref: Option<u32>,
    /// MULTI_EXIT_DISC.
    #[serde(default, skip_serializing_if = "is_default")]
    pub med: Option<u32>,
    /// ORIGIN.
    #[serde(default, skip_serializing_if = "is_default")]
    pub origin: Option<Origin>,
    /// The own AS number, put in front this many extra times.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prepend: u8,
    /// Communities to add.
    #[serde(default, skip_serializing_if = "is_default")]
    pub add_communities: Vec<Community>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl OneOrMany {
    fn contains(&self, prefix: &IpNet) -> bool {
        match self {
            Self::One(one) => one == prefix,
            Self::Many(many) => many.contains(prefix),
        }
    }
}

impl Rule {
    fn matches(&self, prefix: &IpNet, attributes: &Attributes) -> bool {
        let Match { prefix: prefixes, community, as_path_has } = &self.matching;
        prefixes.as_ref().is_none_or(|prefixes| prefixes.contains(prefix))
            && community.is_none_or(|community| attributes.communities.contains(&community))
            && as_path_has.is_none_or(|asn| attributes.as_path.contains(asn))
    }
}

/// Runs `rules` over a route. `None`: denied. Untouched attributes stay shared.
#[must_use]
pub fn run(
    rules: &[Rule],
    own: Asn,
    prefix: &IpNet,
    attributes: &Arc<Attributes>,
) -> Option<Arc<Attributes>> {
    let mut route = Arc::clone(attributes);
    for rule in rules {
        if !rule.matches(prefix, &route) {
            continue;
        }
        if rule.deny {
            return None;
        }
        if rule.set != Changes::default() {
            rule.set.apply(own, Arc::make_mut(&mut route));
        }
    }
    Some(route)
}

/// Whether any rule that matches sets MULTI_EXIT_DISC, which then is sent over eBGP.
#[must_use]
pub fn sets_med(rules: &[Rule], prefix: &IpNet, attributes: &Attributes) -> bool {
    rules.iter().any(|rule| rule.set.med.is_some() && rule.matches(prefix, attributes))
}

impl Changes {
    fn apply(&self, own: Asn, attributes: &mut Attributes) {
        if let Some(local_pref) = self.local_pref {
            attributes.local_pref = local_pref;
        }
        if self.med.is_some() {
            attributes.med = self.med;
        }
        if let Some(origin) = self.origin {
            attributes.origin = origin;
        }
        if self.prepend > 0 {
            attributes.as_path = attributes.as_path.prepended(own, usize::from(self.prepend));
        }
        if !self.add_communities.is_empty() {
            attributes.communities.extend_from_slice(&self.add_communities);
            attributes.communities.sort_unstable();
            attributes.communities.dedup();
        }
    }
}

/// Whether a route that entered the AS from `entered_from` may be told to such a neighbour.
#[must_use]
pub const fn is_valley_free(entered_from: Option<NeighborIs>, to: NeighborIs) -> bool {
    match to {
        NeighborIs::Customer | NeighborIs::Internal | NeighborIs::Unrelated => true,
        NeighborIs::Peer | NeighborIs::Provider => {
            !matches!(entered_from, Some(NeighborIs::Peer | NeighborIs::Provider))
        }
    }
}
