//! Egress: whose prefixes are lent, and that there are enough; tags; customers' prefixes.
//! What servers connect to is checked in [`destinations`](super::destinations).

use std::collections::BTreeSet;

use ipnet::IpNet;

use super::{Check, MAX_SPAN_US};
use crate::engine::base::text::Slug;
use crate::engine::net::port_slice::SliceSize;
use crate::engine::net::scenario::{
    ClientEntry, EgressEntry, NodeEntry, Scenario, ServiceEntry, TagEntry,
};

/// The most prefixes of a pool.
pub const MAX_POOL_PREFIXES: usize = 16;
/// The most addresses of a pool that are used.
pub const MAX_POOL_ADDRESSES: u64 = 65_536;
/// The longest prefixes, of IPv4 and of IPv6, that networks commonly hear of each other.
pub const MAX_LENGTHS: (u8, u8) = (24, 48);
/// The most tags.
pub const MAX_TAGS: usize = 64;
/// The most customers' prefixes.
pub const MAX_CUSTOMERS: usize = 16;
/// The longest time until all PoPs have heard of a change, in microseconds.
pub const MAX_PROPAGATION_US: u64 = 60_000_000;
/// The longest grace period, in microseconds.
pub const MAX_GRACE_US: u64 = MAX_SPAN_US;
/// The longest time that a port rests, in microseconds.
pub const MAX_TIME_WAIT_US: u64 = 600_000_000;
/// The most that a user is sent on average, in bits per second.
pub const MAX_PER_USER_BPS: u64 = 1_000_000_000;
/// The highest price of an address, in hundredths of a dollar.
pub const MAX_PRICE_CENTS: u64 = 1_000_000;

/// What egress is of, found once for all checks.
pub(super) struct Operator<'a> {
    /// The service, and its place in the file.
    service: Option<(usize, &'a ServiceEntry)>,
    /// The numbers of the networks that its routers are of: one, if all is well.
    pub(super) systems: BTreeSet<u32>,
    /// Whether its addresses are IPv4, and so all others of egress.
    pub(super) is_v4: bool,
}

impl Check<'_> {
    pub(super) fn egress(&mut self, scenario: &Scenario) {
        let Some(egress) = &scenario.egress else { return };
        let operator = self.operator(egress, scenario);
        let slice = SliceSize::new(egress.slice_ports);
        if let Err(error) = &slice {
            self.wrong("egress.slice_ports", error.to_string());
        }
        self.count("egress.pool", egress.pool.len(), 1, MAX_POOL_PREFIXES);
        let mut taken = self.taken(scenario, &operator);
        for (n, &net) in egress.pool.iter().take(MAX_POOL_PREFIXES).enumerate() {
            self.lent(&format!("egress.pool[{n}]"), (net, "the pool"), &mut taken, &operator);
        }
        self.count("egress.tags", egress.tags.len(), 1, MAX_TAGS);
        for (n, tag) in egress.tags.iter().enumerate() {
            self.tag(&format!("egress.tags[{n}]"), tag);
        }
        if let Some((place, service)) = operator.service {
            if let Ok(slice) = slice {
                self.pool_is_enough(egress, service, slice);
            }
            for (n, node) in service.nodes.iter().enumerate() {
                let place = format!("services[{place}].nodes[{n}].unicast");
                self.own_addresses(&place, egress, node, operator.is_v4);
            }
        }
        self.destinations(egress, scenario, &operator);
        self.count("egress.customers", egress.customers.len(), 0, MAX_CUSTOMERS);
        for (n, customer) in egress.customers.iter().take(MAX_CUSTOMERS).enumerate() {
            let place = format!("egress.customers[{n}]");
            let lent = (customer.prefix, "a customer");
            self.lent(&format!("{place}.prefix"), lent, &mut taken, &operator);
            self.text(&format!("{place}.name"), &customer.name);
        }
        for (field, value, most) in [
            ("propagation_us", egress.propagation_us.as_us(), MAX_PROPAGATION_US),
            ("grace_us", egress.grace_us.as_us(), MAX_GRACE_US),
            ("time_wait_us", egress.time_wait_us.as_us(), MAX_TIME_WAIT_US),
            ("per_user_bps", egress.per_user_bps, MAX_PER_USER_BPS),
            ("price_cents", egress.price_cents, MAX_PRICE_CENTS),
        ] {
            self.range(&format!("egress.{field}"), value, 0, most);
        }
    }

    /// The service is known, has nodes, and all of them are of one network.
    fn operator<'s>(&mut self, egress: &EgressEntry, scenario: &'s Scenario) -> Operator<'s> {
        self.known("service", "egress.service", &egress.service);
        let mut services = scenario.services.iter().enumerate();
        let service = services.find(|(_, service)| service.slug == egress.service);
        let nodes = service.iter().flat_map(|(_, service)| &service.nodes);
        let systems: BTreeSet<u32> =
            nodes.filter_map(|node| self.routers.get(&node.router).copied()).collect();
        if service.is_some_and(|(_, service)| service.nodes.is_empty()) {
            self.wrong("egress.service", format!("`{}` has no nodes", egress.service));
        }
        if systems.len() > 1 {
            let numbers: Vec<String> = systems.iter().map(|asn| format!("AS {asn}")).collect();
            let message = format!(
                "`{}` has nodes in several networks ({}); addresses are lent within one",
                egress.service,
                numbers.join(", ")
            );
            self.wrong("egress.service", message);
        }
        let family = service.map(|(_, service)| service.address.is_ipv4());
        let family = family.or_else(|| egress.pool.first().map(|net| net.addr().is_ipv4()));
        Operator { service, systems, is_v4: family.unwrap_or(true) }
    }

    /// A prefix whose addresses are lent is nobody else's, and can be announced.
    fn lent(
        &mut self,
        place: &str,
        (net, whose): (IpNet, &str),
        taken: &mut Vec<(IpNet, String)>,
        operator: &Operator<'_>,
    ) {
        self.prefix(place, net);
        let is_v4 = net.addr().is_ipv4();
        if is_v4 != operator.is_v4 {
            self.wrong(place, "must be of the address family of the service");
        }
        let most = if is_v4 { MAX_LENGTHS.0 } else { MAX_LENGTHS.1 };
        if net.prefix_len() > most {
            let message = format!("{net} is longer than /{most}: no network would hear of it");
            self.wrong(place, message);
        }
        if let Some((other, owner)) = taken.iter().find(|(other, _)| overlap(*other, net)) {
            self.wrong(place, format!("{net} overlaps {other} of {owner}"));
        }
        taken.push((net, whose.to_owned()));
    }

    /// Prefixes that somebody has, and who.
    fn taken(&self, scenario: &Scenario, operator: &Operator<'_>) -> Vec<(IpNet, String)> {
        let services = scenario.services.iter();
        let services = services.map(|one| (one.prefix, format!("the service `{}`", one.slug)));
        let prefixes = |one: &ClientEntry| one.prefixes().collect::<Vec<_>>();
        let clients = scenario.clients.iter().flat_map(|one| {
            let whose = format!("the client network `{}`", one.slug);
            prefixes(one).into_iter().map(move |net| (net, whose.clone()))
        });
        let nodes = scenario.services.iter().flat_map(|service| &service.nodes);
        let unicast =
            nodes.filter_map(|one| Some((one.unicast?, format!("the node `{}`", one.slug))));
        let is_own = |router: &Slug| {
            self.routers.get(router).is_some_and(|asn| operator.systems.contains(asn))
        };
        let others = scenario.announcements.iter().filter(|entry| !is_own(&entry.router));
        let others =
            others.map(|entry| (entry.prefix, format!("announcements of `{}`", entry.router)));
        services.chain(clients).chain(unicast).chain(others).collect()
    }

    fn tag(&mut self, place: &str, tag: &TagEntry) {
        self.slug("tag", &format!("{place}.slug"), &tag.slug);
        self.text(&format!("{place}.name"), &tag.name);
        if let Some(country) = &tag.country {
            self.country(&format!("{place}.country"), country);
        }
        if let Some(product) = &tag.product {
            self.well_formed(&format!("{place}.product"), product);
        }
    }

    /// Every server has a slice of an address for each tag.
    fn pool_is_enough(&mut self, egress: &EgressEntry, service: &ServiceEntry, slice: SliceSize) {
        let tags = count(egress.tags.len());
        let blocks = service.nodes.iter().map(|node| u64::from(slice.blocks(servers(node).into())));
        let needed = blocks.sum::<u64>().saturating_mul(tags);
        let sizes = egress.pool.iter().map(|&net| size(net));
        let has = sizes.fold(0, u64::saturating_add).min(MAX_POOL_ADDRESSES);
        if needed > has {
            let message = format!("needs {needed} addresses; the pool has {has}");
            self.wrong("egress.pool", message);
        }
    }

    /// Where addresses are not lent, every server of a node has one of its own for each tag, the
    /// node one for each, and both kinds of them lie in the node's own prefix.
    fn own_addresses(&mut self, place: &str, egress: &EgressEntry, node: &NodeEntry, is_v4: bool) {
        let (servers, tags) = (u64::from(servers(node)), count(egress.tags.len()));
        let slice = SliceSize::new(egress.slice_ports).unwrap_or_default();
        let blocks = u64::from(slice.blocks(servers.try_into().unwrap_or(u16::MAX)));
        let for_node = (1 + blocks).saturating_mul(tags);
        let needed = servers.saturating_mul(tags).saturating_add(for_node).saturating_add(2);
        let what = format!(
            "egress needs {needed} addresses of the node's own ({servers} servers × {tags} tags, \
             {for_node} for the node and 2 at the ends)"
        );
        let Some(net) = node.unicast else {
            self.wrong(place, format!("is missing; {what}"));
            return;
        };
        if net.addr().is_ipv4() != is_v4 {
            self.wrong(place, "must be of the address family of the service, for egress");
        } else if size(net) < needed {
            self.wrong(place, format!("{what}; {net} has {}", size(net)));
        }
    }

    /// How many entries a list has.
    pub(super) fn count(&mut self, place: &str, entries: usize, least: usize, most: usize) {
        if !(least..=most).contains(&entries) {
            let range = if least == 0 { "at most".to_owned() } else { format!("{least} to") };
            self.wrong(place, format!("has {entries} entries, not {range} {most}"));
        }
    }
}

/// How many servers a node has, for which it takes addresses.
fn servers(node: &NodeEntry) -> u8 {
    node.inside.unwrap_or_default().servers
}

fn count(entries: usize) -> u64 {
    u64::try_from(entries).unwrap_or(u64::MAX)
}

/// Whether one of two prefixes lies in the other.
fn overlap(one: IpNet, other: IpNet) -> bool {
    one.contains(&other) || other.contains(&one)
}

/// How many addresses a prefix has, or 2^64 − 1 if they are more.
fn size(net: IpNet) -> u64 {
    let bits = net.max_prefix_len() - net.prefix_len();
    1_u64.checked_shl(bits.into()).unwrap_or(u64::MAX)
}
