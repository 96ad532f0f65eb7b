//! Import and export rules, and the economics behind the built-in ones.
//!
//! Customer, peer, provider: a network exports to peers and providers only its own routes and
//! its customers' [Gao and Rexford 2001].

use std::sync::Arc;

use ipnet::IpNet;

use super::attributes::{Attributes, Community, Origin};
use crate::engine::net::network::{Asn, NeighborIs};

/// One rule: what it matches, and what it does. Rules run in order and every matching one
/// applies; a denial ends the run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Only these prefixes, exactly; empty: all.
    pub prefixes: Vec<IpNet>,
    /// Only routes with this community.
    pub community: Option<Community>,
    /// Only routes with this AS on their path.
    pub as_path_has: Option<Asn>,
    /// What is done to a matching route.
    pub action: Action,
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The route is refused.
    Deny,
    /// Attributes are changed.
    Set(Changes),
}

impl Default for Action {
    fn default() -> Self {
        Self::Set(Changes::default())
    }
}

/// Changes to a route's attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// LOCAL_PREF.
    pub local_pref: Option<u32>,
    /// MULTI_EXIT_DISC.
    pub med: Option<u32>,
    /// ORIGIN.
    pub origin: Option<Origin>,
    /// The own AS number, put in front this many extra times.
    pub prepend: u8,
    /// Communities to add.
    pub add_communities: Vec<Community>,
}

impl Rule {
    fn matches(&self, prefix: &IpNet, attributes: &Attributes) -> bool {
        (self.prefixes.is_empty() || self.prefixes.contains(prefix))
            && self.community.is_none_or(|community| attributes.communities.contains(&community))
            && self.as_path_has.is_none_or(|asn| attributes.as_path.contains(asn))
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
        match &rule.action {
            Action::Deny => return None,
            Action::Set(changes) => changes.apply(own, Arc::make_mut(&mut route)),
        }
    }
    Some(route)
}

/// Whether any rule that matches sets MULTI_EXIT_DISC, which then is sent over eBGP.
#[must_use]
pub fn sets_med(rules: &[Rule], prefix: &IpNet, attributes: &Attributes) -> bool {
    rules.iter().any(|rule| {
        rule.matches(prefix, attributes)
            && matches!(&rule.action, Action::Set(changes) if changes.med.is_some())
    })
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
