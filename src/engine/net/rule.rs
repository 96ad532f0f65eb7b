//! Import and export rules, as files write them. `bgp::policy` runs them.

use serde::{Deserialize, Serialize};

use super::community::Community;
use super::network::{Asn, NeighborIs};
use super::origin::Origin;
use super::out_of_range::OutOfRange;
use super::prefix_list::{PrefixList, PrefixRange};
use super::roa::OriginIs;
use crate::engine::base::text::Slug;

/// Extra copies of the own AS number that a rule may put on.
pub const MAX_RULE_PREPEND: u32 = 10;
/// The most prefixes that one rule matches, and the most communities that it adds or removes.
pub const MAX_RULE_ENTRIES: usize = 100;

/// One rule: what it matches, and what it does. Rules run in order and every matching one
/// applies, until one denies or accepts the route.
///
/// In files: `{"match": {"prefix": …, "community": …}, "deny": true}` or `{…, "set": {…}}`; what
/// is absent matches everything, and changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, for explanations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Slug>,
    /// What it matches: all that are given must hold.
    #[serde(default, rename = "match", skip_serializing_if = "is_default")]
    pub matching: Match,
    /// Whether a matching route is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deny: bool,
    /// Whether no later rule is looked at for a matching route.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accept: bool,
    /// What is changed in a matching route that is not refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub set: Changes,
}

/// What a rule matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// Any of these prefixes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<PrefixList>,
    /// Routes with this community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Community>,
    /// Routes with this AS on their path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_path_has: Option<Asn>,
    /// Sessions with this AS: who tells on import, who is told on export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbor_as: Option<Asn>,
    /// Sessions with such a neighbour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbor_is: Option<NeighborIs>,
    /// Routes of which origin validation says this [RFC 6811].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_is: Option<OriginIs>,
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
    /// The own AS number, put in front this many extra times; at most [`MAX_RULE_PREPEND`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub prepend: u32,
    /// Communities to take away, before others are added.
    #[serde(default, skip_serializing_if = "is_default")]
    pub remove_communities: Vec<Community>,
    /// Communities to add.
    #[serde(default, skip_serializing_if = "is_default")]
    pub add_communities: Vec<Community>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Rule {
    /// The numbers that are out of their range.
    #[must_use]
    pub fn out_of_range(&self) -> Vec<OutOfRange> {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let Changes { prepend, add_communities, remove_communities, .. } = &self.set;
        let prefixes = self.matching.prefix.as_ref();
        let most = count(MAX_RULE_ENTRIES);
        let counts = [
            ("match.prefix", prefixes.map_or(1, |list| count(list.0.len())), 1),
            ("set.remove_communities", count(remove_communities.len()), 0),
            ("set.add_communities", count(add_communities.len()), 0),
        ];
        let prepend = ("set.prepend", u64::from(*prepend), 0, u64::from(MAX_RULE_PREPEND));
        let counts = counts.map(|(field, value, low)| (field, value, low, most));
        let lengths = prefixes.into_iter().flat_map(|list| &list.0);
        [prepend]
            .into_iter()
            .chain(counts)
            .filter_map(|(field, value, low, high)| OutOfRange::check(field, value, low, high))
            .chain(lengths.filter_map(PrefixRange::out_of_range))
            .collect()
    }
}
