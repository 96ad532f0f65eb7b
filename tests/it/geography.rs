//! The world of the scenarios against the real one, and against the Internet's economics.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anycast_lab::engine::base::letter::Letter;
use anycast_lab::engine::base::text::{Slug, Text};
use anycast_lab::engine::net::scenario::{
    CityEntry, FORMAT, LinkEntry, LinkRelation, NetworkEntry, NetworkKind, Scenario,
};

const LAND: &str = include_str!("../../assets/map/land-110m.json");

/// Islands that the coast leaves out, with no land within a degree and a half.
const ISLANDS: [&str; 2] = ["guam", "port-louis"];
/// Light in glass: 200 km a millisecond.
const KM_PER_US: f64 = 0.2;
/// A cable may be this much longer than the great circle between its ends.
const LONGEST_DETOUR: f64 = 1.7;
/// The least delay of a link: fibre within a city.
const CITY_US: u64 = 250;

/// Every world that ships, by its file's name.
pub(crate) fn shipped() -> Vec<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios");
    let mut worlds: Vec<Scenario> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| path.file_name().is_some_and(|name| name != "index.json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let world: Scenario = serde_json::from_str(&text).expect("it has the format's form");
            assert_eq!(path.file_stem().unwrap().to_str(), Some(world.slug.as_str()));
            world
        })
        .collect();
    worlds.sort_by(|a, b| a.slug.cmp(&b.slug));
    worlds
}

/// One of them.
pub(crate) fn world(slug: &str) -> Scenario {
    shipped().into_iter().find(|world| world.slug.as_str() == slug).expect("it ships")
}

fn great_circle_km(a: &CityEntry, b: &CityEntry) -> f64 {
    let radians = |udeg: i32| (f64::from(udeg) / 1e6).to_radians();
    let (from, to) = (radians(a.lat_udeg), radians(b.lat_udeg));
    let half_lon = (radians(b.lon_udeg) - radians(a.lon_udeg)) / 2.0;
    let h = ((to - from) / 2.0).sin().powi(2) + from.cos() * to.cos() * half_lon.sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().asin()
}

/// The inhabited continent of a country that a scenario uses.
pub(crate) fn continent(country: &str) -> &'static str {
    const CONTINENTS: [(&str, &str); 6] = [
        ("North America", "CA CR CU DO GT JM MX PA US"),
        ("South America", "AR BO BR CL CO EC PE PY UY VE"),
        (
            "Europe",
            "AT BE BG BY CH CZ DE DK ES FI FR GB GR HU IE IS IT LV NL NO PL PT RO RS RU SE TR UA",
        ),
        ("Africa", "AO CD CI CM DJ DZ EG ET GH KE MA MG ML MU MZ NG RW SD SN TN TZ UG ZA ZM ZW"),
        (
            "Asia",
            "AE AZ BD CN GE HK ID IL IN IQ IR JO JP KH KR KW KZ LK MM MN MY NP OM PH PK QA SA SG \
             TH TW UZ VN",
        ),
        ("Oceania", "AU FJ GU NC NZ PG"),
    ];
    let on =
        CONTINENTS.iter().find(|(_, countries)| countries.split(' ').any(|one| one == country));
    on.unwrap_or_else(|| panic!("say which continent {country} is on")).0
}

/// A scenario with its slugs looked up.
struct Gazetteer {
    scenario: Scenario,
    cities: BTreeMap<Slug, usize>,
    city_of_router: BTreeMap<Slug, usize>,
    network_of_router: BTreeMap<Slug, usize>,
}

impl Gazetteer {
    fn new(scenario: Scenario) -> Self {
        let cities: BTreeMap<_, _> =
            scenario.cities.iter().enumerate().map(|(i, city)| (city.slug.clone(), i)).collect();
        let mut city_of_router = BTreeMap::new();
        let mut network_of_router = BTreeMap::new();
        for (i, network) in scenario.networks.iter().enumerate() {
            for router in &network.routers {
                city_of_router.insert(router.slug.clone(), cities[&router.city]);
                let twice = network_of_router.insert(router.slug.clone(), i).is_some();
                assert!(!twice, "two routers are called {}", router.slug);
            }
        }
        Self { scenario, cities, city_of_router, network_of_router }
    }

    fn city(&self, router: &Slug) -> &CityEntry {
        &self.scenario.cities[self.city_of_router[router]]
    }

    fn network(&self, router: &Slug) -> usize {
        self.network_of_router[router]
    }

    fn continents(&self, network: &NetworkEntry) -> BTreeSet<&'static str> {
        network.routers.iter().map(|router| continent(&self.city(&router.slug).country)).collect()
    }

    /// Who buys transit from whom: customer to providers.
    fn providers(&self) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut providers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for link in &self.scenario.links {
            if link.a_is == LinkRelation::Provider {
                let (provider, customer) = (self.network(&link.a), self.network(&link.b));
                providers.entry(customer).or_default().insert(provider);
            }
        }
        providers
    }

    fn peers(&self) -> BTreeSet<(usize, usize)> {
        let of = |link: &LinkEntry| {
            [
                (self.network(&link.a), self.network(&link.b)),
                (self.network(&link.b), self.network(&link.a)),
            ]
        };
        let links = self.scenario.links.iter();
        links.filter(|link| link.a_is == LinkRelation::Peer).flat_map(of).collect()
    }
}

#[test]
fn first_light_has_the_promised_size() {
    let atlas = Gazetteer::new(world("first-light"));
    let scenario = &atlas.scenario;
    assert_eq!(scenario.format, FORMAT);
    assert_eq!(scenario.slug.as_str(), "first-light");
    assert!(scenario.services[0].nodes.len() >= 12);
    assert!(scenario.networks.len() >= 25);
    assert!(atlas.city_of_router.len() >= 60);
    assert!(scenario.clients.len() >= 28);
    let transit: Vec<_> =
        scenario.networks.iter().filter(|one| one.kind == NetworkKind::Transit).collect();
    assert!(transit.len() >= 3);
    for network in transit {
        let cities: BTreeSet<_> = network.routers.iter().map(|router| &router.city).collect();
        assert!(cities.len() >= 5, "{} is in too few cities", network.slug);
        assert!(atlas.continents(network).len() >= 3, "{} spans too little", network.slug);
    }
}

#[test]
fn every_inhabited_continent_has_users_and_a_node() {
    for slug in ["first-light", "atlas"] {
        has_users_and_a_node_everywhere(&Gazetteer::new(world(slug)));
    }
}

fn has_users_and_a_node_everywhere(atlas: &Gazetteer) {
    let at = |router: &Slug| continent(&atlas.city(router).country);
    let scenario = &atlas.scenario;
    let users: BTreeSet<_> = scenario.clients.iter().map(|client| at(&client.router)).collect();
    let nodes: BTreeSet<_> =
        scenario.services[0].nodes.iter().map(|node| at(&node.router)).collect();
    assert_eq!(users.len(), 6);
    assert_eq!(nodes, users);
    for client in &scenario.clients {
        assert!(
            (10_000..50_000_000).contains(&client.population),
            "{} has an odd number of users",
            client.slug
        );
    }
}

#[test]
fn places_are_on_earth_and_named_twice() {
    shipped().into_iter().map(Gazetteer::new).for_each(|atlas| has_good_places(&atlas));
}

fn has_good_places(atlas: &Gazetteer) {
    let scenario = &atlas.scenario;
    assert_eq!(atlas.cities.len(), scenario.cities.len(), "two cities share a slug");
    let named = |text: &Text| {
        let chinese = text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!text.en.is_empty() && chinese, "{text:?} lacks a language");
    };
    for city in &scenario.cities {
        assert!(city.slug.is_well_formed());
        assert!((-60_000_000..=80_000_000).contains(&city.lat_udeg), "{}", city.slug);
        assert!((-180_000_000..=180_000_000).contains(&city.lon_udeg), "{}", city.slug);
        assert_eq!(city.country.len(), 2);
        named(&city.name);
    }
    scenario.networks.iter().for_each(|network| named(&network.name));
    scenario.clients.iter().for_each(|client| named(&client.name));
    scenario.botnets.iter().for_each(|botnet| named(&botnet.name));
    named(&scenario.name);
    named(&scenario.about);
    let used: BTreeSet<_> = atlas.city_of_router.values().collect();
    assert_eq!(used.len(), scenario.cities.len(), "a city without a router");
}

#[test]
fn numbers_belong_to_nobody() {
    shipped().iter().for_each(uses_numbers_of_nobody);
}

fn uses_numbers_of_nobody(scenario: &Scenario) {
    for network in &scenario.networks {
        let range = match network.kind {
            NetworkKind::Operator => 64_496..=64_511, // RFC 5398
            _ => 64_512..=65_534,                     // RFC 6996
        };
        assert!(range.contains(&network.asn), "{} is AS{}", network.slug, network.asn);
    }
    let numbers: BTreeSet<_> = scenario.networks.iter().map(|network| network.asn).collect();
    assert_eq!(numbers.len(), scenario.networks.len(), "two networks share a number");
    // RFC 5737
    let documentation: [ipnet::IpNet; 3] =
        ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"].map(|net| net.parse().unwrap());
    let benchmarking: ipnet::IpNet = "198.18.0.0/15".parse().unwrap(); // RFC 2544
    for service in &scenario.services {
        let mut nobodys = documentation.iter().chain([&benchmarking]);
        assert!(nobodys.any(|net| net.contains(&service.prefix)));
        assert!(service.prefix.contains(&service.address));
    }
    for client in &scenario.clients {
        assert!(benchmarking.contains(&client.prefix) && client.prefix.prefix_len() == 24);
    }
    for announced in &scenario.announcements {
        let egress: ipnet::IpNet = "203.0.113.0/24".parse().unwrap(); // RFC 5737
        assert!(benchmarking.contains(&announced.prefix) || announced.prefix == egress);
    }
    let prefixes: BTreeSet<_> = scenario.clients.iter().map(|client| client.prefix).collect();
    assert_eq!(prefixes.len(), scenario.clients.len(), "two clients share a prefix");
}

#[test]
fn no_link_is_faster_than_light_or_absurdly_slow() {
    shipped().into_iter().map(Gazetteer::new).for_each(|atlas| has_cables_of_glass(&atlas));
}

fn has_cables_of_glass(atlas: &Gazetteer) {
    for link in &atlas.scenario.links {
        let km = great_circle_km(atlas.city(&link.a), atlas.city(&link.b));
        let delay = link.delay_us.as_us();
        let us = f64::from(u32::try_from(delay).unwrap());
        let light = km / KM_PER_US;
        assert!(us >= light, "{}--{} beats light: {us} < {light:.0} µs", link.a, link.b);
        assert!(delay >= CITY_US, "{}--{} has no length", link.a, link.b);
        let most = (light * LONGEST_DETOUR).max(250.0) + 1.0;
        assert!(us <= most, "{}--{} dawdles: {us} > {most:.0} µs", link.a, link.b);
    }
}

#[test]
fn nobody_is_a_customer_of_its_own_customer() {
    for world in shipped() {
        assert_no_circle(&Gazetteer::new(world).providers());
    }
}

fn assert_no_circle(providers: &BTreeMap<usize, BTreeSet<usize>>) {
    // Take away, again and again, the networks whose providers are all gone; a cycle stays.
    let mut left: BTreeSet<usize> = providers.keys().copied().collect();
    loop {
        let free: Vec<_> = left
            .iter()
            .copied()
            .filter(|network| providers[network].iter().all(|one| !left.contains(one)))
            .collect();
        if free.is_empty() {
            break;
        }
        for network in free {
            left.remove(&network);
        }
    }
    assert!(left.is_empty(), "a cycle among {left:?}");
}

#[test]
fn the_networks_without_providers_are_the_transits_and_peer_with_each_other() {
    for slug in ["first-light", "atlas", "three-cities", "backbone"] {
        assert_tops_peer(&Gazetteer::new(world(slug)));
    }
}

fn assert_tops_peer(atlas: &Gazetteer) {
    let (providers, peers) = (atlas.providers(), atlas.peers());
    let scenario = &atlas.scenario;
    let tops: Vec<_> =
        (0..scenario.networks.len()).filter(|network| !providers.contains_key(network)).collect();
    for &one in &tops {
        assert_eq!(scenario.networks[one].kind, NetworkKind::Transit);
        for &other in &tops {
            assert!(one == other || peers.contains(&(one, other)), "{one} and {other} must peer");
        }
    }
    let transits = scenario.networks.iter().filter(|one| one.kind == NetworkKind::Transit).count();
    assert_eq!(tops.len(), transits, "a transit network that buys transit");
}

#[test]
fn every_client_is_behind_an_access_network_and_every_node_in_an_operator() {
    for atlas in shipped().into_iter().map(Gazetteer::new) {
        let kind = |router: &Slug| atlas.scenario.networks[atlas.network(router)].kind;
        // With no cycle and no top but the transits, every client's providers lead to a transit.
        for client in &atlas.scenario.clients {
            assert_eq!(kind(&client.router), NetworkKind::Access, "{}", client.slug);
        }
        for service in &atlas.scenario.services {
            for node in &service.nodes {
                assert_eq!(kind(&node.router), NetworkKind::Operator, "{}", node.slug);
            }
        }
        // Hue and shape follow from the letters, and repeat after seven; all stand on one map.
        let nodes = atlas.scenario.services.iter().flat_map(|service| &service.nodes);
        let letters: Vec<Letter> = nodes.map(|node| node.letter).collect();
        let expected: Vec<Letter> = Letter::all().take(letters.len()).collect();
        assert_eq!(letters, expected, "{}", atlas.scenario.slug);
    }
}

#[test]
fn networks_that_speak_ibgp_hang_together() {
    shipped().into_iter().map(Gazetteer::new).for_each(|atlas| hangs_together(&atlas));
}

fn hangs_together(atlas: &Gazetteer) {
    for network in atlas.scenario.networks.iter().filter(|network| network.ibgp) {
        let mut reached = BTreeSet::from([&network.routers[0].slug]);
        loop {
            let internal = |link: &&LinkEntry| link.a_is == LinkRelation::Internal;
            let before = reached.len();
            for link in atlas.scenario.links.iter().filter(internal) {
                if reached.contains(&link.a) || reached.contains(&link.b) {
                    reached.extend([&link.a, &link.b]);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        assert_eq!(reached.len(), network.routers.len(), "{} is in pieces", network.slug);
    }
}

#[derive(serde::Deserialize)]
struct Land {
    format: String,
    rings: Vec<Vec<i32>>,
}

/// The file, with places instead of the steps between them.
fn land() -> Land {
    let mut land: Land = serde_json::from_str(LAND).expect("the land has the format's form");
    for ring in &mut land.rings {
        for at in 2..ring.len() {
            ring[at] += ring[at - 2];
        }
    }
    land
}

/// Whether a point lies on land, by the even-odd rule; all in hundredths of a degree.
fn is_on_land(land: &Land, lon: f64, lat: f64) -> bool {
    let is_crossed = |here: &[i32], next: &[i32]| {
        let [x, y, u, v] = [here[0], here[1], next[0], next[1]].map(f64::from);
        (y > lat) != (v > lat) && lon < x + (lat - y) / (v - y) * (u - x)
    };
    let crossings = |ring: &Vec<i32>| {
        let nexts = ring.chunks(2).cycle().skip(1);
        ring.chunks(2).zip(nexts).filter(|(here, next)| is_crossed(here, next)).count()
    };
    land.rings.iter().map(crossings).sum::<usize>() % 2 == 1
}

#[test]
fn the_land_is_whole_and_nothing_streaks_across_it() {
    let land = land();
    assert_eq!(land.format, "anycast-lab/land/2");
    assert!(land.rings.len() > 100);
    for ring in &land.rings {
        assert!(ring.len() % 2 == 0 && ring.len() >= 6);
        for (here, next) in ring.chunks(2).zip(ring.chunks(2).cycle().skip(1)) {
            assert!(here[0].abs() <= 18_000 && here[1].abs() <= 9_000);
            assert!(here[0].abs_diff(next[0]) < 1_500, "{here:?} to {next:?}");
        }
    }
}

#[test]
fn cities_stand_on_the_land() {
    let land = land();
    for city in shipped().into_iter().flat_map(|world| world.cities) {
        let (lon, lat) = (f64::from(city.lon_udeg) / 1e4, f64::from(city.lat_udeg) / 1e4);
        // The coast is coarse and leaves small islands out (Singapore): a degree and a half
        // around counts.
        let near = [-150.0, 0.0, 150.0];
        let hit = near.iter().any(|dx| near.iter().any(|dy| is_on_land(&land, lon + dx, lat + dy)));
        assert!(hit || ISLANDS.contains(&city.slug.as_str()), "{} is at sea", city.slug);
    }
    assert!(is_on_land(&land, 1_000.0, 5_000.0), "Germany");
    assert!(!is_on_land(&land, 5_000.0, 4_200.0), "the Caspian Sea is a hole");
    assert!(!is_on_land(&land, -3_000.0, 3_000.0), "the Atlantic");
    assert!(is_on_land(&land, 17_900.0, 6_700.0) && is_on_land(&land, -17_500.0, 6_700.0));
}
