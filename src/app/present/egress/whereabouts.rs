//! Where is this address? Four answers.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::names;
use crate::app::lab::Lab;
use crate::app::present::egress_words;
use crate::engine::base::ids::NodeId;
use crate::say;

/// PoPs that are named; of more, how many.
const NAMED: usize = 3;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// For tests.
    pub key: &'static str,
    /// Who is asked.
    pub who: String,
    /// What is said.
    pub said: String,
    /// How they know.
    pub about: String,
}

/// What the geofeed, BGP, the table and the last reply say of where an address is.
#[must_use]
pub fn answers(lab: &Lab, address: IpAddr) -> Vec<Answer> {
    let Some(found) = lab.world().whereabouts(address) else { return Vec::new() };
    let (lang, names) = (lab.lang, names(lab));
    let geofeed = match &found.geofeed {
        Some(entry) if !entry.country.is_empty() && entry.country != "ZZ" => {
            let (row, country) = (entry.prefix.to_string(), entry.country.clone());
            let place = [entry.city.clone(), entry.region.clone(), country];
            let place: Vec<String> = place.into_iter().filter(|it| !it.is_empty()).collect();
            say!(lang, "where-in", place = place.join(", "), row = row)
        }
        Some(_) => say!(lang, "where-anywhere"),
        None => say!(lang, "where-unsaid"),
    };
    let owner = if let (Some(node), Some(tag)) = (found.owner, found.tag) {
        let tag = egress_words::tag(&names, tag);
        say!(lang, "where-lent", node = names.node(node), tag = tag)
    } else {
        say!(lang, "where-spare")
    };
    let reply = found.last_reply.map_or_else(
        || say!(lang, "where-no-reply"),
        |node| say!(lang, "where-entered", node = names.node(node)),
    );
    vec![
        answer("geofeed", say!(lang, "where-geofeed"), geofeed, say!(lang, "where-geofeed-about")),
        answer("bgp", say!(lang, "where-bgp"), bgp(lab, &found.bgp), say!(lang, "where-bgp-about")),
        answer("owner", say!(lang, "where-owner"), owner, say!(lang, "where-owner-about")),
        answer("reply", say!(lang, "where-reply"), reply, say!(lang, "where-reply-about")),
    ]
}

const fn answer(key: &'static str, who: String, said: String, about: String) -> Answer {
    Answer { key, who, said, about }
}

/// How many client networks reach which PoP.
fn bgp(lab: &Lab, reached: &[(crate::engine::base::ids::ClientId, NodeId)]) -> String {
    let (lang, names) = (lab.lang, names(lab));
    if reached.is_empty() {
        return say!(lang, "where-bgp-nowhere");
    }
    let mut counts: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (_, node) in reached {
        *counts.entry(*node).or_default() += 1;
    }
    let mut most: Vec<(NodeId, usize)> = counts.into_iter().collect();
    if let [(node, count)] = most.as_slice() {
        return say!(lang, "where-bgp-one", node = names.node(*node), count = *count);
    }
    most.sort_by_key(|&(node, count)| (std::cmp::Reverse(count), node));
    let places = most.len();
    let named = |&(node, count): &(NodeId, usize)| format!("{} ({count})", names.node(node));
    let named: Vec<String> = most.iter().take(NAMED).map(named).collect();
    let named = named.join(&say!(lang, "list-separator"));
    say!(lang, "where-bgp-many", count = reached.len(), places = places, named = named)
}
