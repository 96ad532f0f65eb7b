//! Small worlds for tests: written as the fewest words, built as scenarios.

use anycast_lab::engine::base::letter::Letter;
use anycast_lab::engine::base::text::{Slug, Text};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::capacity::Demand;
use anycast_lab::engine::net::origin::Origin;
use anycast_lab::engine::net::scenario::{
    AnnouncementEntry, CityEntry, ClientEntry, DecisionEntry, EndEntry, FORMAT, LinkEntry,
    LinkRelation, LocalPref, NetworkEntry, NetworkKind, NetworkPolicy, NodeEntry, RouterEntry,
    RouterPolicy, Scenario, ServiceEntry, Timing,
};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

fn text(words: &str) -> Text {
    Text { en: words.to_owned(), zh: words.to_owned() }
}

/// A world without networks: no timers, no packets by themselves, one city.
pub fn empty() -> Scenario {
    Scenario {
        format: FORMAT.to_owned(),
        slug: "test".into(),
        name: text("test"),
        about: text("test"),
        timing: Timing {
            mrai_ebgp_us: Span::ZERO,
            mrai_ibgp_us: Span::ZERO,
            mrai_jitter: false,
            ..Timing::default()
        },
        split_horizon: true,
        commands: Vec::new(),
        local_pref: LocalPref { customer: 200, peer: 150, provider: 100 },
        cities: vec![CityEntry {
            slug: "city".into(),
            name: text("City"),
            country: "XX".to_owned(),
            lat_udeg: 0,
            lon_udeg: 0,
        }],
        networks: Vec::new(),
        links: Vec::new(),
        services: Vec::new(),
        clients: Vec::new(),
        botnets: Vec::new(),
        dns: None,
        egress: None,
        announcements: Vec::new(),
        prefixes: Vec::new(),
        roas: Vec::new(),
    }
}

/// A network whose routers are named; the first is named like it or otherwise.
pub fn network(slug: &str, asn: u32, routers: &[&str]) -> NetworkEntry {
    NetworkEntry {
        slug: slug.into(),
        asn,
        name: text(slug),
        kind: NetworkKind::Transit,
        ibgp: true,
        reflectors: Vec::new(),
        profile: None,
        decision: DecisionEntry::default(),
        routers: routers
            .iter()
            .map(|&slug| RouterEntry {
                slug: slug.into(),
                city: "city".into(),
                bgp_id: None,
                policy: RouterPolicy::default(),
            })
            .collect(),
        policy: NetworkPolicy::default(),
    }
}

/// A link of so many milliseconds, named `a--b`.
pub fn link(a: &str, b: &str, a_is: LinkRelation, delay_ms: u64) -> LinkEntry {
    LinkEntry {
        slug: None,
        a: a.into(),
        b: b.into(),
        a_is,
        delay_us: Span::from_ms(delay_ms),
        igp_cost: None,
        capacity_bps: None,
        at_a: EndEntry::default(),
        at_b: EndEntry::default(),
    }
}

/// The service `dns`, 192.0.2.0/24, with a node at each of these routers, named like it.
pub fn service(routers: &[&str]) -> ServiceEntry {
    ServiceEntry {
        slug: "dns".into(),
        name: text("dns"),
        prefix: "192.0.2.0/24".parse().unwrap(),
        address: "192.0.2.53".parse().unwrap(),
        demand: Demand::default(),
        nodes: routers
            .iter()
            .zip(Letter::all())
            .map(|(&router, letter)| NodeEntry {
                slug: router.into(),
                router: router.into(),
                letter,
                announced: true,
                unicast: None,
                capacity: None,
                scrub_bps: None,
                inside: None,
            })
            .collect(),
    }
}

/// The nth client network, behind a router.
pub fn client(slug: &str, router: &str, n: u8) -> ClientEntry {
    ClientEntry {
        slug: slug.into(),
        name: text(slug),
        router: router.into(),
        population: 1000,
        prefix: format!("198.18.{n}.0/24").parse().unwrap(),
        other_prefix: None,
    }
}

/// A plain announcement of a prefix by a router, from the start.
pub fn announcement(router: &str, prefix: &str) -> AnnouncementEntry {
    AnnouncementEntry {
        router: router.into(),
        prefix: prefix.parse().unwrap(),
        origin: Origin::Igp,
        med: None,
        communities: Vec::new(),
        as_path_tail: Vec::new(),
        announced: true,
    }
}

/// Two nodes of one operator (islands, AS 64500), `west` and `east`, each a customer of its side
/// of the transit network `long` (routers `long-west`, `long-mid`, `long-east`, in a row, 10 ms
/// and 20 ms apart); the client `users` behind `access`, a customer at `long-mid`.
pub fn two_doors() -> Scenario {
    use LinkRelation::{Internal, Provider};
    let mut scenario = empty();
    let mut operator = network("operator", 64500, &["west", "east"]);
    operator.ibgp = false;
    scenario.networks = vec![
        operator,
        network("long", 64601, &["long-west", "long-mid", "long-east"]),
        network("access", 64701, &["access"]),
    ];
    scenario.links = vec![
        link("long-west", "long-mid", Internal, 10),
        link("long-mid", "long-east", Internal, 20),
        link("long-west", "west", Provider, 1),
        link("long-east", "east", Provider, 1),
        link("long-mid", "access", Provider, 2),
    ];
    scenario.services = vec![service(&["west", "east"])];
    scenario.clients = vec![client("users", "access", 1)];
    scenario
}

/// A settled world.
pub fn settled(scenario: &Scenario) -> World {
    let setup = Setup::from_scenario(scenario).unwrap();
    let mut world = World::new(&setup, 1);
    // Far more than such a world needs, and few enough that a failing case shrinks in seconds.
    assert!(world.settle_within(100_000, &mut Vec::new()), "it converges");
    world
}

/// The node that serves a client, by name.
pub fn serving(world: &World, client: &str) -> Option<Slug> {
    let network = world.network();
    let service = network.names.services["dns"];
    let node = world.serving(network.names.clients[client], service);
    node.map(|node| network.nodes[node].slug.clone())
}

/// The AS_PATH of a router's best route to a prefix, if it has one.
pub fn path_at(world: &World, router: &str, prefix: &str) -> Option<String> {
    let network = world.network();
    let net = prefix.parse().unwrap();
    let known = network.prefixes.iter_enumerated().find(|(_, known)| **known == net);
    let (prefix, _) = known.expect("the world knows the prefix");
    let best = world.best(network.names.routers[router], prefix)?;
    Some(best.attributes.as_path.to_string())
}
