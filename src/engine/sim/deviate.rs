//! Commands by which networks deviate from their usual policy: leaks, hijacks, drains,
//! communities.

use std::sync::Arc;

use ipnet::IpNet;

use super::apply::{Checked, Refusal, already, unknown};
use super::command::HijackKind;
use super::fact::Fact;
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::text::Slug;
use crate::engine::bgp::attributes::{AsPath, Community};
use crate::engine::bgp::policy::Rule;
use crate::engine::net::network::{Asn, NeighborIs};
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::net::validate::{MAX_COMMUNITIES, MAX_RULES};

/// A switch at ends of sessions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Switch {
    /// [`EndConfig::is_leaking`](crate::engine::bgp::config::EndConfig::is_leaking).
    Leaking(bool),
    /// [`EndConfig::is_draining`](crate::engine::bgp::config::EndConfig::is_draining).
    Draining(bool),
}

/// Whether these lists of rules keep to their ranges.
pub(super) fn rules_in_range<'a>(
    lists: impl Iterator<Item = &'a Vec<Rule>>,
) -> Result<(), Refusal> {
    for list in lists {
        count_in_range("rules", list.len(), MAX_RULES)?;
        if let Some(wrong) = list.iter().flat_map(Rule::out_of_range).next() {
            return Err(out_of_range(wrong));
        }
    }
    Ok(())
}

fn count_in_range(what: &'static str, count: usize, most: usize) -> Result<(), Refusal> {
    let [count, most] = [count, most].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    OutOfRange::check(what, count, 0, most).map_or(Ok(()), |wrong| Err(out_of_range(wrong)))
}

pub(super) const fn out_of_range(OutOfRange { field, value, low, high }: OutOfRange) -> Refusal {
    Refusal::OutOfRange { what: field, value, low, high }
}

impl World {
    /// Sets a switch, and lets each speaker look at its routes again.
    pub(super) fn switch(&mut self, ends: &[EndId], switch: Switch, facts: &mut Vec<Fact>) {
        let config = Arc::make_mut(&mut self.config);
        for &end in ends {
            match switch {
                Switch::Leaking(is_on) => config.ends[end].is_leaking = is_on,
                Switch::Draining(is_on) => config.ends[end].is_draining = is_on,
            }
        }
        for &end in ends {
            let router = self.network.end(end).router;
            self.with_speaker(router, facts, |speaker, desk| speaker.rules_changed(desk, end));
        }
    }

    pub(super) fn check_leak(
        &self,
        network: &Slug,
        neighbor: Option<&Slug>,
        is_on: bool,
    ) -> Result<Checked, Refusal> {
        let names = &self.network.names.ases;
        let in_as = *names.get(network).ok_or_else(|| unknown("network", network))?;
        let towards = neighbor
            .map(|name| names.get(name).copied().ok_or_else(|| unknown("network", name)))
            .transpose()?;
        let is_meant = |&end: &EndId| {
            let far = &self.network.routers[self.network.neighbor(end)];
            self.network.end(end).neighbor_is != NeighborIs::Internal
                && towards.is_none_or(|towards| towards == far.in_as)
        };
        let routers = self.network.ases[in_as].routers.iter();
        let ends = routers.flat_map(|&router| self.network.routers[router].ends.iter().copied());
        let mut ends: Vec<EndId> = ends.filter(is_meant).collect();
        if let Some(neighbor) = neighbor.filter(|_| ends.is_empty()) {
            let (node, neighbor) = (network.to_string(), neighbor.to_string());
            return Err(Refusal::NotNeighbor { node, neighbor });
        }
        ends.retain(|&end| self.config.ends[end].is_leaking != is_on);
        if ends.is_empty() {
            return Err(already(network, if is_on { "leaking" } else { "not leaking" }));
        }
        Ok(Checked::Switch(ends, Switch::Leaking(is_on)))
    }

    pub(super) fn check_drain(&self, node: &Slug, is_on: bool) -> Result<Checked, Refusal> {
        let (id, router, _) = self.find_node(node)?;
        let ends = self.network.routers[router].ends.clone();
        if ends.is_empty() || self.is_draining(id) == is_on {
            return Err(already(node, if is_on { "drained" } else { "in service" }));
        }
        Ok(Checked::Switch(ends, Switch::Draining(is_on)))
    }

    pub(super) fn check_communities(
        &self,
        node: &Slug,
        communities: &[Community],
    ) -> Result<Checked, Refusal> {
        let (_, router, prefix) = self.find_node(node)?;
        count_in_range("communities", communities.len(), MAX_COMMUNITIES)?;
        let Some(own) = self.speakers[router].own(prefix) else {
            return Err(already(node, "withdrawn"));
        };
        let attributes = (**own).clone().with_communities(communities);
        Ok(Checked::Announce(router, prefix, Arc::new(attributes)))
    }

    pub(super) fn check_hijack(
        &self,
        name: &Slug,
        victim: IpNet,
        kind: HijackKind,
    ) -> Result<Checked, Refusal> {
        let routers = &self.network.names.routers;
        let router = *routers.get(name).ok_or_else(|| unknown("router", name))?;
        let prefixes = self.network.prefixes.iter_enumerated();
        let inside = || Refusal::Unknown { kind: "prefix", name: victim.to_string() };
        let prefix = if kind == HijackKind::MoreSpecific {
            let longer = prefixes
                .filter(|(_, net)| victim.contains(*net) && net.prefix_len() > victim.prefix_len());
            let best =
                longer.min_by_key(|(_, net)| (net.prefix_len(), !self.is_of_use(net), **net));
            best.map(|(id, _)| id).ok_or_else(inside)?
        } else {
            let mut prefixes = prefixes;
            let same = prefixes.find(|(_, net)| **net == victim);
            same.map(|(id, _)| id).ok_or_else(inside)?
        };
        if self.is_rightful(router, prefix) {
            let prefix = self.network.prefixes[prefix];
            return Err(Refusal::Rightful { router: name.to_string(), prefix });
        }
        let mut attributes = self.config.announcement(&self.network, router);
        if kind == HijackKind::ForgedOrigin {
            let tail: Vec<Asn> = self.rightful_origin(victim).into_iter().collect();
            attributes.as_path = AsPath::new(&tail);
        }
        let attributes = Arc::new(attributes);
        if self.speakers[router].own(prefix) == Some(&attributes) {
            return Err(already(name, "announced"));
        }
        Ok(Checked::Announce(router, prefix, attributes))
    }

    pub(super) fn check_end_hijack(&self, name: &Slug, victim: IpNet) -> Result<Checked, Refusal> {
        let routers = &self.network.names.routers;
        let router = *routers.get(name).ok_or_else(|| unknown("router", name))?;
        let prefixes = self.hijacked_by(router).into_iter();
        let prefixes: Vec<PrefixId> =
            prefixes.filter(|&prefix| victim.contains(&self.network.prefixes[prefix])).collect();
        if prefixes.is_empty() {
            return Err(already(name, "withdrawn"));
        }
        Ok(Checked::WithdrawAll(router, prefixes))
    }

    /// Whether a service address or a client network's address is inside.
    fn is_of_use(&self, net: &IpNet) -> bool {
        let services = self.network.services.iter().map(|service| service.address);
        let clients = self.network.clients.iter();
        let clients = clients
            .flat_map(|one| [Some(one.address), one.other.map(|(_, address)| address)])
            .flatten();
        services.chain(clients).any(|address| net.contains(&address))
    }

    /// Whether a router announces a prefix, or may, by the scenario.
    pub(super) fn is_rightful(&self, router: RouterId, prefix: PrefixId) -> bool {
        let mut originations = self.config.originations.iter();
        self.network.routers[router].connected.contains(&prefix)
            || originations.any(|one| (one.router, one.prefix) == (router, prefix))
    }

    /// The AS that announces a prefix by the scenario; of several, that of the first router.
    fn rightful_origin(&self, net: IpNet) -> Option<Asn> {
        let (prefix, _) = self.network.prefixes.iter_enumerated().find(|(_, one)| **one == net)?;
        let mut routers = self.network.routers.iter_enumerated();
        routers.find(|(id, _)| self.is_rightful(*id, prefix)).map(|(_, router)| router.asn)
    }
}
