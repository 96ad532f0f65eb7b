//! From a checked scenario to a network: ids for slugs, addresses and sessions derived.
//!
//! Derived, where the file does not say: BGP Identifiers count up from 10.0.0.1 in the order of
//! the file, and are the loopback addresses too; the two ends of link n have the addresses
//! 172.16.0.0 + 4n + 1 and + 2.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use super::capacity::Capacity;
use super::dns::Dns;
use super::egress::Egress;
use super::network::{
    Asn, AutonomousSystem, BgpId, Botnet, City, Client, Link, NeighborIs, Network, Node, Router,
    Service, Session, SessionEnd,
};
use super::scenario::{LinkEntry, LinkRelation, NetworkEntry, ReflectorEntry, Scenario};
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::base::text::Slug;

const FIRST_BGP_ID: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 1);
const FIRST_LINK_ADDRESS: Ipv4Addr = Ipv4Addr::new(172, 16, 0, 0);

/// Builds the network of a scenario that [`validate`](super::validate::validate) has passed.
///
/// # Panics
/// If it has not: a slug refers to nothing.
#[must_use]
pub fn build(scenario: &Scenario) -> Network {
    let mut network = Network {
        slug: scenario.slug.clone(),
        title: scenario.name.clone(),
        about: scenario.about.clone(),
        ..Network::default()
    };
    for entry in &scenario.cities {
        let id = network.cities.push_and_get_key(City {
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            country: entry.country.clone(),
            lat_udeg: entry.lat_udeg,
            lon_udeg: entry.lon_udeg,
        });
        network.names.cities.insert(entry.slug.clone(), id);
    }
    for entry in &scenario.networks {
        add_system(&mut network, entry);
    }
    for entry in &scenario.links {
        add_link(&mut network, entry);
    }
    for entry in &scenario.networks {
        if entry.ibgp {
            add_interior(&mut network, entry);
        }
    }
    let mut prefixes = BTreeMap::new();
    add_services(&mut network, scenario, &mut prefixes);
    add_clients(&mut network, scenario, &mut prefixes);
    add_unicast(&mut network, scenario, &mut prefixes);
    add_botnets(&mut network, scenario);
    if let Some(entry) = &scenario.dns {
        network.dns = Dns::new(entry, &network.names);
    }
    network.egress = scenario.egress.as_ref().map(|entry| Egress::new(entry, &network.names));
    for prefix in scenario.named_prefixes() {
        intern(&mut network, &mut prefixes, prefix);
    }
    network.index();
    network
}

fn add_system(network: &mut Network, entry: &NetworkEntry) {
    let in_as = network.ases.next_key();
    let routers = entry
        .routers
        .iter()
        .map(|router| {
            let derived = || derived_bgp_id(network.routers.next_key().get());
            let bgp_id = router.bgp_id.unwrap_or_else(derived);
            let id = network.routers.push_and_get_key(Router {
                slug: router.slug.clone(),
                in_as,
                asn: Asn(entry.asn),
                city: Some(network.names.cities[&router.city]),
                bgp_id: BgpId(bgp_id),
                loopback: IpAddr::V4(bgp_id),
                ends: Vec::new(),
                links: Vec::new(),
                connected: Vec::new(),
            });
            network.names.routers.insert(router.slug.clone(), id);
            id
        })
        .collect();
    network.ases.push(AutonomousSystem {
        slug: entry.slug.clone(),
        asn: Asn(entry.asn),
        name: entry.name.clone(),
        kind: entry.kind,
        routers,
    });
    network.names.ases.insert(entry.slug.clone(), in_as);
}

/// The BGP Identifier of the nth router of a file, if its entry gives none.
#[must_use]
pub fn derived_bgp_id(n: u32) -> Ipv4Addr {
    after(FIRST_BGP_ID, n)
}

/// The slug a link has if its entry gives none.
#[must_use]
pub fn link_slug(entry: &LinkEntry) -> Slug {
    entry.slug.clone().unwrap_or_else(|| Slug::new(&format!("{}--{}", entry.a, entry.b)))
}

fn add_link(network: &mut Network, entry: &LinkEntry) {
    let id = network.links.next_key();
    let slug = link_slug(entry);
    let routers = [&entry.a, &entry.b].map(|router| network.names.routers[router]);
    let derived = |n: u32| IpAddr::V4(after(FIRST_LINK_ADDRESS, id.get() * 4 + n));
    let addresses = [(&entry.at_a, 1), (&entry.at_b, 2)]
        .map(|(end, n)| end.address.unwrap_or_else(|| derived(n)));
    let sides = match entry.a_is {
        LinkRelation::Internal => None,
        LinkRelation::Provider => Some([NeighborIs::Customer, NeighborIs::Provider]),
        LinkRelation::Peer => Some([NeighborIs::Peer; 2]),
        LinkRelation::Unrelated => Some([NeighborIs::Unrelated; 2]),
    };
    let session = sides.map(|neighbors| {
        let end = |side: usize| SessionEnd {
            router: routers[side],
            address: addresses[side],
            neighbor_is: neighbors[side],
        };
        network.sessions.push_and_get_key(Session {
            slug: slug.clone(),
            ends: [end(0), end(1)],
            link: Some(id),
            starts_down: false,
        })
    });
    let delay = entry.delay_us;
    let derived = u32::try_from(delay.as_us()).unwrap_or(u32::MAX).max(1);
    let igp_cost = session.is_none().then(|| [entry.igp_cost.unwrap_or(derived); 2]);
    let (slug, capacity_bps) = (slug.clone(), entry.capacity_bps);
    network.links.push(Link {
        slug: slug.clone(),
        routers,
        delay,
        igp_cost,
        capacity_bps,
        session,
    });
    network.names.links.insert(slug, id);
}

/// iBGP: each router with every other, but for clients of reflectors, which speak with these only.
fn add_interior(network: &mut Network, entry: &NetworkEntry) {
    let reflections = reflections(network, entry);
    let clients: BTreeSet<RouterId> = reflections.iter().map(|&(_, client)| client).collect();
    let routers = entry.routers.iter().map(|router| network.names.routers[&router.slug]);
    let routers: Vec<RouterId> = routers.collect();
    for (place, &a) in routers.iter().enumerate() {
        for &b in &routers[place + 1..] {
            let is_mesh = !clients.contains(&a) && !clients.contains(&b);
            let is_reflected = reflections.contains(&(a, b)) || reflections.contains(&(b, a));
            if !is_mesh && !is_reflected {
                continue;
            }
            let end = |router: RouterId| SessionEnd {
                router,
                address: network.routers[router].loopback,
                neighbor_is: NeighborIs::Internal,
            };
            let (one, other) = (&network.routers[a].slug, &network.routers[b].slug);
            let slug = Slug::new(&format!("{one}~{other}"));
            let ends = [end(a), end(b)];
            network.sessions.push(Session { slug, ends, link: None, starts_down: false });
        }
    }
}

/// Who reflects routes for whom in a network [RFC 4456].
#[must_use]
pub fn reflections(network: &Network, entry: &NetworkEntry) -> BTreeSet<(RouterId, RouterId)> {
    let router = |slug: &Slug| network.names.routers[slug];
    let of = |reflector: &ReflectorEntry| {
        let clients = reflector.clients.iter();
        clients.map(|client| (router(&reflector.router), router(client))).collect::<Vec<_>>()
    };
    entry.reflectors.iter().flat_map(of).collect()
}

fn intern(
    network: &mut Network,
    prefixes: &mut BTreeMap<IpNet, PrefixId>,
    prefix: IpNet,
) -> PrefixId {
    *prefixes.entry(prefix).or_insert_with(|| network.prefixes.push_and_get_key(prefix))
}

fn add_services(
    network: &mut Network,
    scenario: &Scenario,
    prefixes: &mut BTreeMap<IpNet, PrefixId>,
) {
    for entry in &scenario.services {
        let prefix = intern(network, prefixes, entry.prefix);
        let service = network.services.next_key();
        let nodes = entry
            .nodes
            .iter()
            .map(|node| {
                let id = network.nodes.push_and_get_key(Node {
                    slug: node.slug.clone(),
                    service,
                    router: network.names.routers[&node.router],
                    letter: node.letter,
                    announced: node.announced,
                    unicast: None,
                    capacity: node.capacity.map(Capacity::from).unwrap_or_default(),
                    scrub_bps: node.scrub_bps,
                    inside: node.inside.unwrap_or_default(),
                });
                network.names.nodes.insert(node.slug.clone(), id);
                id
            })
            .collect();
        network.services.push(Service {
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            prefix,
            address: entry.address,
            demand: entry.demand,
            nodes,
        });
        network.names.services.insert(entry.slug.clone(), service);
    }
}

/// After services and clients, so that their prefixes have the numbers they always had.
fn add_unicast(
    network: &mut Network,
    scenario: &Scenario,
    prefixes: &mut BTreeMap<IpNet, PrefixId>,
) {
    for node in scenario.services.iter().flat_map(|service| &service.nodes) {
        if let Some(net) = node.unicast {
            let id = network.names.nodes[&node.slug];
            network.nodes[id].unicast = Some((intern(network, prefixes, net), first_host(net)));
        }
    }
}

fn add_clients(
    network: &mut Network,
    scenario: &Scenario,
    prefixes: &mut BTreeMap<IpNet, PrefixId>,
) {
    for entry in &scenario.clients {
        let prefix = intern(network, prefixes, entry.prefix);
        let other = entry.other_prefix.map(|net| (intern(network, prefixes, net), first_host(net)));
        let id = network.clients.push_and_get_key(Client {
            slug: entry.slug.clone(),
            name: entry.name.clone(),
            router: network.names.routers[&entry.router],
            population: entry.population,
            prefix,
            address: first_host(entry.prefix),
            other,
        });
        network.names.clients.insert(entry.slug.clone(), id);
    }
}

fn add_botnets(network: &mut Network, scenario: &Scenario) {
    for entry in &scenario.botnets {
        let bots = entry.bots.iter();
        let bots = bots.map(|bots| (network.names.clients[&bots.client], bots.count)).collect();
        let (slug, name) = (entry.slug.clone(), entry.name.clone());
        network.botnets.push(Botnet { slug, name, bots });
    }
}

/// The first address that a host may have: in IPv6 the first of all is the routers'
/// [RFC 4291 § 2.6.1].
fn first_host(prefix: IpNet) -> IpAddr {
    let host = match prefix {
        IpNet::V4(prefix) => prefix.hosts().next().map(IpAddr::V4),
        IpNet::V6(prefix) => prefix.hosts().nth(1).map(IpAddr::V6),
    };
    host.unwrap_or_else(|| prefix.addr())
}

fn after(address: Ipv4Addr, n: u32) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(address).wrapping_add(n))
}
