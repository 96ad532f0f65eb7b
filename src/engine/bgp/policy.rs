//! Running import and export rules, and the economics behind the built-in ones.
//!
//! Customer, peer, provider: a network exports to peers and providers only its own routes and
//! its customers' [Gao and Rexford 2001].

use std::sync::Arc;

use ipnet::IpNet;

use super::attributes::Attributes;
use super::config::Config;
use super::decision::Route;
use super::origin_validation;
use super::profile::Behavior;
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::net::network::{Asn, NeighborIs, Network};
use crate::engine::net::roa::OriginIs;
pub use crate::engine::net::rule::{Changes, Match, Rule};

/// Where rules are run: at which end of a session, for which prefix.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The network.
    pub network: &'a Network,
    /// The speakers' configuration.
    pub config: &'a Config,
    /// The own end of the session.
    pub end: EndId,
    /// The prefix.
    pub prefix: PrefixId,
}

/// A route that no rule denied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// Its attributes; shared with those before if nothing touched them.
    pub attributes: Arc<Attributes>,
    /// Whether a rule set MULTI_EXIT_DISC, which then is sent over eBGP.
    pub sets_med: bool,
}

impl Place<'_> {
    /// The own AS number.
    #[must_use]
    pub fn own(&self) -> Asn {
        self.network.routers[self.network.end(self.end).router].asn
    }

    /// The neighbour's AS number.
    #[must_use]
    pub fn neighbor(&self) -> Asn {
        self.network.routers[self.network.neighbor(self.end)].asn
    }

    /// What makers' software does beside the decision process, at this router.
    #[must_use]
    pub fn behavior(&self) -> &Behavior {
        &self.config.profile(self.network.end(self.end).router).behavior
    }

    /// Whether the router wants a policy here and has none: neither these rules nor an economic
    /// relation [RFC 8212].
    #[must_use]
    pub fn lacks_policy(&self, rules: &[Rule]) -> bool {
        self.neighbor_is() == NeighborIs::Unrelated
            && rules.is_empty()
            && self.behavior().needs_policy
    }

    /// The MULTI_EXIT_DISC of a route that has none: some makers tell 0 for their own.
    #[must_use]
    pub fn default_med(&self, best: &Route) -> Option<u32> {
        (best.from.is_none() && self.behavior().sends_zero_med).then_some(0)
    }

    /// What the neighbour is.
    #[must_use]
    pub fn neighbor_is(&self) -> NeighborIs {
        self.network.end(self.end).neighbor_is
    }

    /// The prefix.
    #[must_use]
    pub fn net(&self) -> &IpNet {
        &self.network.prefixes[self.prefix]
    }

    /// What origin validation says of a route; a path without any AS begins here.
    #[must_use]
    pub fn origin_is(&self, attributes: &Attributes) -> OriginIs {
        let origin = origin_validation::origin(&attributes.as_path).unwrap_or_else(|| self.own());
        origin_validation::validate(&self.config.roas, self.net(), Some(origin)).state()
    }

    fn matches(&self, matching: &Match, attributes: &Attributes) -> bool {
        let Match { prefix, community, as_path_has, neighbor_as, neighbor_is, origin_is } =
            matching;
        prefix.as_ref().is_none_or(|list| list.contains(self.net()))
            && community.is_none_or(|community| attributes.communities.contains(&community))
            && as_path_has.is_none_or(|asn| attributes.as_path.contains(asn))
            && neighbor_as.is_none_or(|asn| asn == self.neighbor())
            && neighbor_is.is_none_or(|relation| relation == self.neighbor_is())
            && origin_is.is_none_or(|state| state == self.origin_is(attributes))
    }

    /// Runs rules over a route.
    ///
    /// # Errors
    /// The position, from 0, of the rule that denied it.
    pub fn run(&self, rules: &[Rule], attributes: &Arc<Attributes>) -> Result<Ruled, u16> {
        let mut ruled = Ruled { attributes: Arc::clone(attributes), sets_med: false };
        for (position, rule) in rules.iter().enumerate() {
            if !self.matches(&rule.matching, &ruled.attributes) {
                continue;
            }
            if rule.deny {
                return Err(u16::try_from(position).unwrap_or(u16::MAX));
            }
            if rule.set != Changes::default() {
                ruled.sets_med |= rule.set.med.is_some();
                apply(&rule.set, self.own(), Arc::make_mut(&mut ruled.attributes));
            }
            if rule.accept {
                break;
            }
        }
        Ok(ruled)
    }
}

fn apply(set: &Changes, own: Asn, attributes: &mut Attributes) {
    if let Some(local_pref) = set.local_pref {
        attributes.local_pref = local_pref;
    }
    if set.med.is_some() {
        attributes.med = set.med;
    }
    if let Some(origin) = set.origin {
        attributes.origin = origin;
    }
    if set.prepend > 0 {
        let times = usize::try_from(set.prepend).unwrap_or(usize::MAX);
        attributes.as_path = attributes.as_path.prepended(own, times);
    }
    if !set.remove_communities.is_empty() {
        attributes.communities.retain(|community| !set.remove_communities.contains(community));
    }
    for &community in &set.add_communities {
        attributes.add_community(community);
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
