//! What the flagship world `atlas` promises, and its oddities with the rule that makes each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use anycast_lab::engine::anycast::nearest::nearer;
use anycast_lab::engine::base::ids::{ClientId, RouterId, ServiceId};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::{Step, Verdict};
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::network::Network;
use anycast_lab::engine::net::scenario::{NetworkKind, Scenario};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

use super::geography::continent;

const ATLAS: &str = include_str!("../../assets/scenarios/atlas.json");

/// A settled atlas; all tests look at the same.
fn atlas() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let setup = Setup::from_json(ATLAS).expect("atlas has no problems");
        let mut world = World::new(&setup, 1);
        assert!(world.settle(&mut Vec::new()));
        world
    })
}

/// The one service.
fn service() -> ServiceId {
    network().names.services["dns"]
}

fn network() -> &'static Network {
    atlas().network()
}

fn client(slug: &str) -> ClientId {
    network().names.clients[slug]
}

/// The city of a client's node, and whether a nearer one announces.
fn served(slug: &str) -> (&'static str, bool) {
    let (world, network) = (atlas(), network());
    let from = client(slug);
    let node = world.serving(from, service()).expect("everybody is served");
    let is_astray = nearer(network, network.clients[from].router, node, |_| true).is_some();
    (network.nodes[node].slug.as_str(), is_astray)
}

/// The cities that packets from one client network to another pass through, and how long they take.
fn journey(from: &str, to: &str) -> (Vec<&'static str>, Span) {
    let network = network();
    let way =
        atlas().way(network.clients[client(from)].router, network.clients[client(to)].address);
    assert_eq!(way.fate, Fate::Delivered, "{from} to {to}");
    let city = |router: RouterId| network.router_city(router).expect("a city").slug.as_str();
    (way.hops.iter().map(|hop| city(hop.router)).collect(), way.delay())
}

/// How a router's choice for a client network's prefix, or the service's, was decided; the network
/// that it leads to next, and the city of the router that told of it.
fn decided(router: &str, to: Option<&str>) -> (Option<Step>, &'static str, &'static str) {
    let network = network();
    let prefix =
        to.map_or(network.services[service()].prefix, |to| network.clients[client(to)].prefix);
    let explanation = atlas().explain(network.names.routers[router], prefix);
    let best = explanation.selected().expect("it has a route");
    let from = network.neighbor(best.route.from.expect("it was learned"));
    let path = best.route.attributes.as_path.ases();
    let next = network.ases.iter().find(|system| Some(&system.asn) == path.first());
    let at = network.router_city(from).expect("a city").slug.as_str();
    (explanation.decided_by, next.expect("a network").slug.as_str(), at)
}

fn count(kind: NetworkKind) -> usize {
    network().ases.iter().filter(|system| system.kind == kind).count()
}

#[test]
fn it_is_as_large_as_promised() {
    let network = network();
    assert!(network.nodes.len() >= 40);
    assert!(network.routers.len() >= 200);
    assert!(network.clients.len() >= 120);
    assert_eq!(count(NetworkKind::Operator), 1);
    assert!(count(NetworkKind::Transit) >= 10);
    for kind in
        [NetworkKind::Regional, NetworkKind::Resolver, NetworkKind::Origin, NetworkKind::Cdn]
    {
        assert!(count(kind) >= 2, "{kind:?}");
    }
    for system in network.ases.iter().filter(|system| system.kind == NetworkKind::Transit) {
        let city = |&router: &RouterId| network.routers[router].city;
        let cities: BTreeSet<_> = system.routers.iter().map(city).collect();
        assert!((8..=25).contains(&cities.len()), "{} is in {}", system.slug, cities.len());
    }
    assert!(network.botnets.len() >= 2);
    for botnet in &network.botnets {
        assert!(botnet.bots.len() >= 10 && botnet.size() > 100_000, "{}", botnet.slug);
    }
}

/// Each router of a network that has reflectors is one, or the client of one; the two ways of
/// making iBGP stand side by side, so that a learner can compare them.
#[test]
fn large_networks_reflect_or_mesh() {
    let scenario: Scenario = serde_json::from_str(ATLAS).expect("it is a scenario");
    let transit = scenario.networks.iter().filter(|one| one.kind == NetworkKind::Transit);
    let (with, without): (Vec<_>, Vec<_>) = transit.partition(|one| !one.reflectors.is_empty());
    assert!(with.len() >= 6 && !without.is_empty());
    for one in with {
        let clients = one.reflectors.iter().flat_map(|reflector| &reflector.clients);
        let all: BTreeSet<_> =
            one.reflectors.iter().map(|reflector| &reflector.router).chain(clients).collect();
        assert_eq!(all.len(), one.routers.len(), "{}", one.slug);
    }
}

/// It is opened by settling it: what that takes is what a visitor waits for. Every router must hear
/// of every prefix once, so it cannot be less than 92,736.
#[test]
fn it_opens_within_bounds() {
    let least = network().routers.len() * network().prefixes.len();
    let opens = atlas().steps();
    assert!(opens < 225_000 && u64::try_from(least).unwrap() < opens, "{least} < {opens}");
}

#[test]
fn its_pops_and_users_are_spread_over_the_continents() {
    let network = network();
    let on = |router| continent(&network.router_city(router).expect("a city").country);
    let mut pops: BTreeMap<&str, usize> = BTreeMap::new();
    for node in &network.nodes {
        *pops.entry(on(node.router)).or_default() += 1;
    }
    for (continent, least) in [
        ("North America", 8),
        ("South America", 5),
        ("Europe", 8),
        ("Africa", 3),
        ("Asia", 10),
        ("Oceania", 3),
    ] {
        assert!(pops[continent] >= least, "{continent} has {} PoPs", pops[continent]);
        let clients = network.clients.iter().filter(|client| on(client.router) == continent);
        assert!(clients.count() >= 8, "{continent} has too few client networks");
    }
}

#[test]
fn every_pop_serves_and_some_but_not_many_clients_are_far_from_home() {
    let (world, network) = (atlas(), network());
    let (mut serving, mut astray, mut users_astray) = (BTreeSet::new(), 0, 0);
    for (id, client) in network.clients.iter_enumerated() {
        let reach = world.reach(id, service());
        assert_eq!(reach.fate, Fate::Delivered, "{}", client.slug);
        let node = reach.node.expect("delivered");
        serving.insert(node);
        if nearer(network, client.router, node, |_| true).is_some() {
            (astray, users_astray) = (astray + 1, users_astray + client.population);
        }
    }
    assert_eq!(serving.len(), network.nodes.len());
    let users: u64 = network.clients.iter().map(|client| client.population).sum();
    let clients = u64::try_from(network.clients.len()).unwrap();
    for (part, whole) in [(astray, clients), (users_astray, users)] {
        assert!((10..=35).contains(&(part * 100 / whole)), "{part} of {whole}");
    }
    assert!(network.about.en.contains("about a fifth") && network.about.zh.contains("约五分之一"));
    assert!((180..=220).contains(&(astray * 1000 / clients)), "{astray} of {clients}");
}

#[test]
fn everyone_reaches_everyone() {
    let (world, network) = (atlas(), network());
    for (prefix, net) in network.prefixes.iter_enumerated() {
        for (router, described) in network.routers.iter_enumerated() {
            assert!(world.best(router, prefix).is_some(), "{net} at {}", described.slug);
        }
    }
    for from in &network.clients {
        for to in &network.clients {
            let fate = world.way(from.router, to.address).fate;
            assert_eq!(fate, Fate::Delivered, "{} to {}", from.slug, to.slug);
        }
    }
}

/// Neighbours in La Paz, one a customer of Albatross in Lima, the other of Caravel in Buenos Aires;
/// the third network of Bolivia, in Santa Cruz, a customer of Jacaranda in São Paulo.
#[test]
fn the_networks_of_bolivia_meet_only_abroad() {
    let network = network();
    let bolivian = ["totora", "chaski", "toborochi"];
    let country = |slug: &str| {
        let city = &network.cities[network.names.cities[slug]];
        city.country.as_str()
    };
    let at_home = network.clients.iter().filter(|client| {
        network.router_city(client.router).is_some_and(|city| city.country == "BO")
    });
    let slugs: BTreeSet<&str> = at_home.map(|client| client.slug.as_str()).collect();
    assert_eq!(slugs, BTreeSet::from(bolivian), "these are all");
    for from in bolivian {
        for to in bolivian.into_iter().filter(|&to| to != from) {
            let (cities, _) = journey(from, to);
            let abroad = cities.iter().filter(|&&city| country(city) != "BO");
            assert!(abroad.count() >= 2, "{from} to {to}: {cities:?}");
        }
    }
    let (cities, delay) = journey("totora", "chaski");
    assert_eq!((cities[0], cities.last()), ("la-paz", Some(&"la-paz")));
    assert!(cities.contains(&"miami") && delay > Span::from_ms(100), "{cities:?} {delay:?}");
    // Albatross has its neighbour's prefix from Caravel alone, at Miami and New York: the nearer
    // exit wins.
    assert_eq!(
        decided("albatross-lima", Some("chaski")),
        (Some(Step::IgpMetric), "caravel", "miami")
    );
}

/// Caravel sells transit to the operator in Lisbon only, so all its customers go there, from five
/// countries of South America and from Miami, though its peers know of PoPs next door.
#[test]
fn caravel_drags_its_users_across_the_atlantic() {
    let mut countries = BTreeSet::new();
    for slug in ["arepa", "chaski", "milonga", "candombe", "garoa", "bossa"] {
        assert_eq!(served(slug), ("lisbon", true), "{slug}");
        let city = network().router_city(network().clients[client(slug)].router).expect("a city");
        assert_eq!(continent(&city.country), "South America");
        countries.insert(city.country.as_str());
    }
    assert_eq!(countries.len(), 5);
    assert_eq!(served("seagrape"), ("lisbon", true));
    // In São Paulo two peers of Caravel know the PoP in the same city; a customer's route wins.
    let network = network();
    let router = network.names.routers["caravel-sao-paulo"];
    let explanation = atlas().explain(router, network.services[service()].prefix);
    assert_eq!(explanation.decided_by, Some(Step::LocalPref));
    let peers = explanation.candidates.iter().filter(|candidate| {
        matches!(candidate.verdict, Verdict::Eliminated { step: Step::LocalPref, .. })
    });
    assert!(peers.count() >= 2);
}

/// Aurora and Tramontane meet in Frankfurt, London, Madrid and Vienna, and peer in New York alone.
#[test]
fn two_neighbours_in_vienna_talk_by_way_of_new_york() {
    let network = network();
    let both = ["aurora", "tramontane"].map(|slug| {
        let routers = &network.ases[network.names.ases[slug]].routers;
        routers.iter().filter_map(|&router| network.routers[router].city).collect::<BTreeSet<_>>()
    });
    let shared: Vec<_> =
        both[0].intersection(&both[1]).map(|&city| network.cities[city].slug.as_str()).collect();
    assert!(shared.len() >= 4 && shared.contains(&"vienna"), "{shared:?}");
    for (from, to) in [("waltz", "heuriger"), ("heuriger", "waltz"), ("kastanie", "rambla")] {
        let (cities, delay) = journey(from, to);
        assert!(cities.contains(&"new-york") && delay > Span::from_ms(60), "{cities:?} {delay:?}");
    }
    // One exit, so one route, told by the reflector in Frankfurt: nothing to decide.
    assert_eq!(decided("aurora-vienna", Some("heuriger")), (None, "tramontane", "frankfurt"));
    // Each of them is served in Vienna all the same: the operator buys from both.
    assert_eq!([served("waltz"), served("heuriger")], [("vienna", false); 2]);
}

/// Silkbridge, which sells to northern China, knows the service from its customer in Europe only.
#[test]
fn beijing_is_served_over_land_from_europe() {
    assert_eq!(served("hutong"), ("warsaw", true));
    assert_eq!(decided("jade-beijing", None), (Some(Step::PeerType), "silkbridge", "beijing"));
}
