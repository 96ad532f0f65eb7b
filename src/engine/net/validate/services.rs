//! Services and client networks.

use std::collections::BTreeSet;

use super::Check;
use crate::engine::net::capacity::{CapacityEntry, MAX_BPS, MAX_DEMAND};
use crate::engine::net::scenario::{ClientEntry, Scenario, ServiceEntry};

impl Check<'_> {
    pub(super) fn service(&mut self, place: &str, service: &ServiceEntry) {
        self.slug("service", &format!("{place}.slug"), &service.slug);
        self.text(&format!("{place}.name"), &service.name);
        self.prefix(&format!("{place}.prefix"), service.prefix);
        if !service.prefix.contains(&service.address) {
            let message = format!("{} is not in {}", service.address, service.prefix);
            self.wrong(&format!("{place}.address"), message);
        }
        let mut letters = BTreeSet::new();
        let mut routers = BTreeSet::new();
        for (n, node) in service.nodes.iter().enumerate() {
            let place = format!("{place}.nodes[{n}]");
            self.slug("node", &format!("{place}.slug"), &node.slug);
            self.known("router", &format!("{place}.router"), &node.router);
            if !node.letter.is_well_formed() || !letters.insert(node.letter) {
                let message =
                    format!("`{}` must be one or two capital letters of its own", node.letter);
                self.wrong(&format!("{place}.letter"), message);
            }
            if let Some(inside) = &node.inside {
                self.inside(&format!("{place}.inside"), inside);
            }
            if !routers.insert(&node.router) {
                self.wrong(&format!("{place}.router"), "another node is at this router already");
            }
            for wrong in node.capacity.iter().flat_map(CapacityEntry::out_of_range) {
                let place = format!("{place}.capacity.{}", wrong.field);
                self.range(&place, wrong.value, wrong.low, wrong.high);
            }
            if let Some(bps) = node.scrub_bps {
                self.range(&format!("{place}.scrub_bps"), bps, 1, MAX_BPS);
            }
        }
    }

    /// All users together ask for no more than can be added up.
    pub(super) fn demands(&mut self, scenario: &Scenario) {
        let users =
            scenario.clients.iter().fold(0, |all: u64, one| all.saturating_add(one.population));
        let services = u64::try_from(scenario.services.len()).unwrap_or(u64::MAX);
        let most = MAX_DEMAND / users.saturating_mul(services).max(1);
        for (n, service) in scenario.services.iter().enumerate() {
            let place = format!("services[{n}].demand");
            self.range(&format!("{place}.per_user_bps"), service.demand.per_user_bps, 0, most);
            self.range(&format!("{place}.per_user_pps"), service.demand.per_user_pps, 0, most);
        }
    }

    /// A node's own prefix is nobody else's: not the service's, which all nodes share.
    pub(super) fn unicast(&mut self, scenario: &Scenario) {
        let services = scenario.services.iter().map(|service| service.prefix);
        let clients = scenario.clients.iter().flat_map(ClientEntry::prefixes);
        let mut taken: BTreeSet<_> = services.chain(clients).collect();
        for (s, service) in scenario.services.iter().enumerate() {
            for (n, node) in service.nodes.iter().enumerate() {
                let Some(prefix) = node.unicast else { continue };
                let place = format!("services[{s}].nodes[{n}].unicast");
                self.prefix(&place, prefix);
                if !taken.insert(prefix) {
                    self.wrong(&place, format!("{prefix} is of another node, service or client"));
                }
            }
        }
    }

    pub(super) fn client(&mut self, place: &str, client: &ClientEntry) {
        self.slug("client", &format!("{place}.slug"), &client.slug);
        self.text(&format!("{place}.name"), &client.name);
        self.known("router", &format!("{place}.router"), &client.router);
        self.range(&format!("{place}.population"), client.population, 1, 10_000_000_000);
        self.prefix(&format!("{place}.prefix"), client.prefix);
        if let Some(other) = client.other_prefix {
            let place = format!("{place}.other_prefix");
            self.prefix(&place, other);
            if other.addr().is_ipv4() == client.prefix.addr().is_ipv4() {
                self.wrong(&place, "must be of the other address family");
            }
        }
    }
}
