//! Rules, filters, action communities and ROAs.

use std::collections::BTreeMap;

use super::{Check, MAX_ACTIONS, MAX_ROAS, MAX_RULES, MAX_RULES_IN_ALL};
use crate::engine::base::text::Slug;
use crate::engine::net::action::{Action, ActionCommunity};
use crate::engine::net::rule::{MAX_RULE_PREPEND, Rule};
use crate::engine::net::scenario::{EndEntry, LinkEntry, LinkRelation, NetworkEntry, Scenario};

impl Check<'_> {
    pub(super) fn policies(&mut self, scenario: &Scenario) {
        for (n, network) in scenario.networks.iter().enumerate() {
            self.network_policy(&format!("networks[{n}].policy"), network);
            for (m, router) in network.routers.iter().enumerate() {
                let place = format!("networks[{n}].routers[{m}].policy");
                self.rules(&format!("{place}.import"), &router.policy.import);
                self.rules(&format!("{place}.export"), &router.policy.export);
            }
        }
        for (n, link) in scenario.links.iter().enumerate() {
            self.ends(&format!("links[{n}]"), link);
        }
        self.rules_in_all(scenario);
        self.roas(scenario);
    }

    fn network_policy(&mut self, place: &str, network: &NetworkEntry) {
        let policy = &network.policy;
        self.rules(&format!("{place}.import"), &policy.import);
        self.rules(&format!("{place}.export"), &policy.export);
        for (field, length, most) in [
            ("max_length_v4", policy.max_length_v4, 32),
            ("max_length_v6", policy.max_length_v6, 128),
        ] {
            if let Some(length) = length {
                self.range(&format!("{place}.{field}"), length.into(), 1, most);
            }
        }
        self.actions(&format!("{place}.action_communities"), &policy.action_communities);
    }

    fn rules(&mut self, place: &str, rules: &[Rule]) {
        if rules.len() > MAX_RULES {
            self.wrong(place, format!("has {} entries; at most {MAX_RULES}", rules.len()));
        }
        for (n, rule) in rules.iter().enumerate() {
            let place = format!("{place}[{n}]");
            for number in rule.out_of_range() {
                let place = format!("{place}.{}", number.field);
                self.range(&place, number.value, number.low, number.high);
            }
            if rule.deny && rule.accept {
                self.wrong(&place, "cannot both deny and accept");
            }
            if let Some(name) = &rule.name {
                self.well_formed(&format!("{place}.name"), name);
            }
            let ranges = rule.matching.prefix.iter().flat_map(|list| &list.0);
            for range in ranges {
                self.prefix(&format!("{place}.match.prefix"), range.net);
            }
        }
    }

    fn actions(&mut self, place: &str, actions: &[ActionCommunity]) {
        if actions.len() > MAX_ACTIONS {
            self.wrong(place, format!("has {} entries; at most {MAX_ACTIONS}", actions.len()));
        }
        for (n, offer) in actions.iter().enumerate() {
            if let Action::Prepend { times, .. } = offer.action {
                let place = format!("{place}[{n}].do.prepend.times");
                self.range(&place, times.into(), 1, MAX_RULE_PREPEND.into());
            }
        }
    }

    fn ends(&mut self, place: &str, link: &LinkEntry) {
        let is_internal = link.a_is == LinkRelation::Internal;
        for (field, end) in [("at_a", &link.at_a), ("at_b", &link.at_b)] {
            let place = format!("{place}.{field}");
            if is_internal && !end.is_empty() {
                self.wrong(&place, "only a link between two networks has a session to configure");
                continue;
            }
            self.rules(&format!("{place}.import"), &end.import);
            self.rules(&format!("{place}.export"), &end.export);
        }
        self.addresses(place, [&link.at_a, &link.at_b]);
    }

    fn addresses(&mut self, place: &str, ends: [&EndEntry; 2]) {
        let [a, b] = ends.map(|end| end.address);
        if a.is_some() && a == b {
            self.wrong(&format!("{place}.at_b.address"), "is that of `a` too");
        }
        if a.map(|a| a.is_ipv4()) != b.map(|b| b.is_ipv4()) {
            let message = "both ends need an address of one family, or neither";
            self.wrong(&format!("{place}.at_a.address"), message);
        }
    }

    /// The rules of a network are kept at each end of its sessions.
    fn rules_in_all(&mut self, scenario: &Scenario) {
        let mut at_router: BTreeMap<&Slug, usize> = BTreeMap::new();
        for network in &scenario.networks {
            let of_network = network.policy.import.len() + network.policy.export.len();
            for router in &network.routers {
                let own = router.policy.import.len() + router.policy.export.len();
                at_router.insert(&router.slug, of_network + own);
            }
        }
        let external = scenario.links.iter().filter(|link| link.a_is != LinkRelation::Internal);
        let ends = external.flat_map(|link| [(&link.a, &link.at_a), (&link.b, &link.at_b)]);
        let count = ends.map(|(router, end)| {
            at_router.get(router).unwrap_or(&0) + end.import.len() + end.export.len()
        });
        let count: usize = count.sum();
        if count > MAX_RULES_IN_ALL {
            let message =
                format!("{count} rules at the ends of all sessions; at most {MAX_RULES_IN_ALL}");
            self.wrong("file", message);
        }
    }

    fn roas(&mut self, scenario: &Scenario) {
        if scenario.roas.len() > MAX_ROAS {
            let message = format!("has {} entries; at most {MAX_ROAS}", scenario.roas.len());
            self.wrong("roas", message);
        }
        for (n, roa) in scenario.roas.iter().enumerate() {
            let place = format!("roas[{n}]");
            self.prefix(&format!("{place}.prefix"), roa.prefix);
            let (own, most) = (roa.prefix.prefix_len(), roa.prefix.max_prefix_len());
            let place = format!("{place}.max_length");
            self.range(&place, roa.max_length.into(), own.into(), most.into());
        }
    }
}
