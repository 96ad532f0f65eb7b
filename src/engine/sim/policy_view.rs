//! What can be seen of policy: which rule decided, and what a neighbour is told or not.

use super::world::World;
use crate::engine::base::ids::{AsId, EndId, NodeId, PrefixId, RouterId};
use crate::engine::bgp::config::EndConfig;
use crate::engine::bgp::export::{Export, Withheld};
use crate::engine::bgp::policy::Rule;
use crate::engine::bgp::update::Advertised;

impl World {
    /// How an end of a session is configured now.
    #[must_use]
    pub fn end_config(&self, end: EndId) -> &EndConfig {
        &self.config.ends[end]
    }

    /// An import rule of an end, by its position from 0.
    #[must_use]
    pub fn import_rule(&self, end: EndId, rule: u16) -> Option<&Rule> {
        self.config.ends[end].import.get(usize::from(rule))
    }

    /// An export rule of an end, by its position from 0.
    #[must_use]
    pub fn export_rule(&self, end: EndId, rule: u16) -> Option<&Rule> {
        self.config.ends[end].export.get(usize::from(rule))
    }

    /// What policy makes of the best route to a prefix for the neighbour at the far side of
    /// `end`: what it is told (now, or when a timer lets it), or why nothing. Absent: there is no
    /// route.
    #[must_use]
    pub fn exported(&self, end: EndId, prefix: PrefixId) -> Option<Result<Advertised, Withheld>> {
        let router = self.network.end(end).router;
        let best = self.best(router, prefix)?;
        let export = Export {
            network: &self.network,
            config: &self.config,
            end,
            prefix,
            prepends: self.speakers[router].prepends(&self.network, prefix, end),
        };
        Some(export.judge(&best))
    }

    /// Whether a node's router asks its neighbours to avoid it.
    #[must_use]
    pub fn is_draining(&self, node: NodeId) -> bool {
        let ends = &self.network.routers[self.network.nodes[node].router].ends;
        ends.iter().any(|&end| self.config.ends[end].is_draining)
    }

    /// Whether a network tells any of its neighbours everything, against the economics.
    #[must_use]
    pub fn is_leaking(&self, network: AsId) -> bool {
        let routers = self.network.ases[network].routers.iter();
        let mut ends = routers.flat_map(|&router| &self.network.routers[router].ends);
        ends.any(|&end| self.config.ends[end].is_leaking)
    }

    /// What a router announces now without right: neither its own by the scenario nor connected.
    #[must_use]
    pub fn hijacked_by(&self, router: RouterId) -> Vec<PrefixId> {
        let prefixes = self.network.prefixes.keys();
        prefixes
            .filter(|&prefix| {
                self.speakers[router].own(prefix).is_some() && !self.is_rightful(router, prefix)
            })
            .collect()
    }
}
