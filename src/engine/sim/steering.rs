//! Withdrawing from one neighbour: a node's router keeps the service's prefix from it, by an export
//! rule of its own in front of all others, which the ladder names.
//!
//! A later `set-rules` at the same end replaces it with the others.

use std::sync::Arc;

use super::apply::{Checked, Refusal, already};
use super::fact::Fact;
use super::world::World;
use crate::engine::base::ids::{AsId, EndId, NodeId, PrefixId, RouterId};
use crate::engine::base::text::Slug;
use crate::engine::bgp::policy::Rule;
use crate::engine::net::prefix_list::{PrefixList, PrefixRange};
use crate::engine::net::rule::Match;

/// What the rule is called.
pub const STEERING: &str = "steering";

impl World {
    /// The rule that keeps a prefix from a neighbour.
    fn withholding(&self, prefix: PrefixId) -> Rule {
        let net = self.network.prefixes[prefix];
        let exactly = PrefixRange { net, ge: None, le: None };
        Rule {
            name: Some(Slug::new(STEERING)),
            matching: Match { prefix: Some(PrefixList(vec![exactly])), ..Match::default() },
            deny: true,
            ..Rule::default()
        }
    }

    /// Whether a node's router keeps the service's prefix from the neighbour at an end.
    fn is_withheld(&self, prefix: PrefixId, end: EndId) -> bool {
        self.config.ends[end].export.contains(&self.withholding(prefix))
    }

    /// Whether a node's router keeps the service's prefix from a neighbouring network, on all its
    /// sessions with it.
    #[must_use]
    pub fn is_steered(&self, node: NodeId, neighbor: AsId) -> bool {
        let prefix = self.network.services[self.network.nodes[node].service].prefix;
        let ends = &self.network.routers[self.network.nodes[node].router].ends;
        let mut towards = ends
            .iter()
            .filter(|&&end| self.network.routers[self.network.neighbor(end)].in_as == neighbor)
            .peekable();
        towards.peek().is_some() && towards.all(|&end| self.is_withheld(prefix, end))
    }

    pub(super) fn check_steer(
        &self,
        node: &Slug,
        neighbor: &Slug,
        is_on: bool,
    ) -> Result<Checked, Refusal> {
        let (_, router, prefix) = self.find_node(node)?;
        let mut ends = self.ends_towards(node, router, Some(neighbor))?;
        ends.retain(|&end| self.is_withheld(prefix, end) != is_on);
        if ends.is_empty() {
            return Err(already(node, if is_on { "steered" } else { "not steered" }));
        }
        Ok(Checked::Steer(router, prefix, ends, is_on))
    }

    pub(super) fn steer(
        &mut self,
        router: RouterId,
        prefix: PrefixId,
        (ends, is_on): (&[EndId], bool),
        facts: &mut Vec<Fact>,
    ) {
        let rule = self.withholding(prefix);
        let config = Arc::make_mut(&mut self.config);
        for &end in ends {
            let export = &mut config.ends[end].export;
            export.retain(|one| *one != rule);
            if is_on {
                export.insert(0, rule.clone());
            }
        }
        self.with_speaker(router, facts, |speaker, desk| {
            for &end in ends {
                speaker.rules_changed(desk, end);
            }
        });
    }
}
