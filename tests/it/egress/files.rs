//! `egress` in a scenario: what may be left out, and every problem with its place.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::egress::{ChoosesBy, Design, DestinationKind, Fallback, Layout};
use anycast_lab::engine::net::scenario::{CustomerEntry, EgressEntry, Scenario, TagEntry};
use anycast_lab::engine::net::validate::{MAX_PROBLEMS, destinations, egress as limits, validate};
use anycast_lab::engine::sim::setup::Setup;
use serde_json::json;

use super::{backbone, scenario};
use crate::worlds::announcement;

const SCHEMA: &str = include_str!("../../../assets/scenarios/SCHEMA.md");

/// Problems of a scenario.
fn problems(scenario: &Scenario) -> Vec<String> {
    let problems = Setup::from_scenario(scenario).expect_err("it has a problem");
    problems.iter().map(ToString::to_string).collect()
}

/// Problems of backbone, changed in its egress.
fn told(change: impl FnOnce(&mut EgressEntry)) -> Vec<String> {
    problems(&scenario(change))
}

/// Places of the problems of backbone, changed in any way.
fn places(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
    let mut scenario = backbone();
    change(&mut scenario);
    let problems = validate(&scenario).expect_err("it has a problem");
    problems.into_iter().map(|problem| problem.place).collect()
}

/// Places of the problems of backbone, changed in its egress.
fn of(change: impl FnOnce(&mut EgressEntry)) -> Vec<String> {
    places(|s| change(s.egress.as_mut().unwrap()))
}

fn last_tag(egress: &mut EgressEntry) -> &mut TagEntry {
    egress.tags.last_mut().unwrap()
}

#[test]
fn what_is_left_out_has_a_default() {
    let entry = json!({
        "service": "web", "pool": ["203.0.113.0/24"],
        "tags": [{"slug": "any", "name": {"en": "Any", "zh": "任意"}}],
        "destinations": [{
            "slug": "o", "name": {"en": "O", "zh": "源"}, "kind": "origin",
            "sites": [{"router": "r", "address": "198.19.1.1"}]
        }]
    });
    let entry: EgressEntry = serde_json::from_value(entry).unwrap();
    assert_eq!((entry.design, entry.slice_ports), (Design::SoftUnicast, 2_048));
    assert_eq!((entry.layout, entry.fallback), (Layout::ByTag, Fallback::Tunnel));
    let spans = (entry.propagation_us, entry.grace_us, entry.time_wait_us);
    assert_eq!(spans, (Span::from_s(2), Span::ZERO, Span::from_s(60)));
    assert_eq!((entry.price_cents, entry.customers.len()), (5_000, 0));
    assert!(entry.tags[0].is_trusted && entry.tags[0].country.is_none());
    let destination = &entry.destinations[0];
    assert_eq!((destination.port, destination.chooses_by), (443, ChoosesBy::Dns));
    let mut without = backbone();
    without.egress = None;
    assert!(Setup::from_scenario(&without).unwrap().network.egress.is_none());
    assert!(!serde_json::to_string(&without).unwrap().contains("\"egress\""));
}

#[test]
fn a_slice_is_a_power_of_two_within_its_range() {
    assert_eq!(
        told(|egress| egress.slice_ports = 3_000),
        ["egress.slice_ports: 3000 is no power of two; the nearest are 2048 and 4096"]
    );
    for ports in [0, 128, 16_384, u64::MAX] {
        assert_eq!(of(|egress| egress.slice_ports = ports), ["egress.slice_ports"], "{ports}");
    }
}

#[test]
fn a_pool_has_room_for_every_server_and_tag() {
    // 12 nodes, 2 addresses of 31 slices for 40 servers, 20 tags.
    assert_eq!(
        told(|egress| {
            egress.pool.pop();
        }),
        ["egress.pool: needs 480 addresses; the pool has 256"]
    );
    // Slices half as long: one address a node and tag.
    let short = scenario(|egress| {
        egress.pool.pop();
        egress.slice_ports = 1_024;
    });
    assert!(Setup::from_scenario(&short).is_ok());
    assert_eq!(
        told(|egress| egress.slice_ports = 8_192),
        ["egress.pool: needs 1440 addresses; the pool has 512"]
    );
    assert_eq!(
        told(|egress| egress.pool.clear()),
        [
            "egress.pool: has 0 entries, not 1 to 16",
            "egress.pool: needs 480 addresses; the pool has 0"
        ]
    );
}

#[test]
fn prefixes_that_are_lent_are_nobody_elses_and_can_be_announced() {
    let pool = |net: &str| {
        let net = net.parse().unwrap();
        told(|egress| egress.pool.push(net))
    };
    for (net, expected) in [
        ("203.0.112.1/24", "has host bits set; did you mean 203.0.112.0/24?"),
        ("203.0.112.0/25", "203.0.112.0/25 is longer than /24: no network would hear of it"),
        ("203.0.113.0/24", "203.0.113.0/24 overlaps 203.0.113.0/24 of the pool"),
        ("203.0.112.0/23", "203.0.112.0/23 overlaps 203.0.113.0/24 of the pool"),
        ("192.0.2.0/24", "192.0.2.0/24 overlaps 192.0.2.0/24 of the service `web`"),
        ("198.18.4.0/24", "198.18.4.0/24 overlaps 198.18.4.0/24 of the client network `thistle`"),
        ("198.19.77.0/24", "198.19.77.0/24 overlaps 198.19.76.0/22 of the node `london`"),
        (
            "198.19.21.0/24",
            "198.19.21.0/24 overlaps 198.19.21.0/24 of announcements of `bookhouse-tokyo`",
        ),
        ("2001:db8::/48", "must be of the address family of the service"),
    ] {
        assert_eq!(pool(net), [format!("egress.pool[2]: {expected}")], "{net}");
    }
    assert_eq!(
        pool("2001:db8::/49"),
        [
            "egress.pool[2]: must be of the address family of the service",
            "egress.pool[2]: 2001:db8::/49 is longer than /48: no network would hear of it"
        ]
    );
    let customer = |net: &str| {
        let prefix = net.parse().unwrap();
        of(|egress| {
            let name = egress.customers[0].name.clone();
            egress.customers.push(CustomerEntry { prefix, name });
        })
    };
    for net in [
        "198.19.241.1/24",
        "198.19.241.0/25",
        "198.19.240.0/24",
        "203.0.113.0/24",
        "192.0.0.0/16",
        "198.18.16.0/24",
        "198.19.64.0/18",
        "198.19.49.0/24",
        "2001:db8::/32",
    ] {
        assert_eq!(customer(net), ["egress.customers[1].prefix"], "{net}");
    }
    assert_eq!(of(|egress| egress.customers[0].name.zh.clear()), ["egress.customers[0].name.zh"]);
    let many = of(|egress| egress.customers = vec![egress.customers[0].clone(); 17]);
    assert_eq!(many[0], "egress.customers");
    let nets = (0..17).map(|n| format!("10.{n}.0.0/16").parse().unwrap()).collect();
    assert_eq!(told(|egress| egress.pool = nets), ["egress.pool: has 17 entries, not 1 to 16"]);
}

#[test]
fn what_the_pool_has_announced_is_announced_by_nobody_else() {
    let announced = |router: &'static str, net: &'static str| {
        places(|s| s.announcements.push(announcement(router, net)))
    };
    let count = backbone().announcements.len();
    // By the operator itself: from the start it does so anyway.
    let again = [format!("announcements[{count}].prefix")];
    assert_eq!(announced("lighthouse-london", "203.0.113.0/24"), again);
    assert_eq!(announced("thistle-london", "203.0.113.0/24"), ["egress.pool[0]"]);
    let mut scenario = backbone();
    scenario.announcements.push(announcement("lighthouse-london", "203.0.113.128/25"));
    assert!(Setup::from_scenario(&scenario).is_ok(), "its own, and longer");
}

#[test]
fn tags_are_checked() {
    assert_eq!(of(|egress| last_tag(egress).slug = "gb".into()), ["egress.tags[19].slug"]);
    assert_eq!(of(|egress| last_tag(egress).slug = "No slug".into()), ["egress.tags[19].slug"]);
    assert_eq!(of(|egress| last_tag(egress).name.en.clear()), ["egress.tags[19].name.en"]);
    for country in ["", "gb", "GBR", "G1", "英"] {
        let places = of(|egress| last_tag(egress).country = Some(country.to_owned()));
        assert_eq!(places, ["egress.tags[19].country"], "{country}");
    }
    let product = Some("Relay!".into());
    assert_eq!(of(|egress| last_tag(egress).product = product), ["egress.tags[19].product"]);
    assert_eq!(
        told(|egress| egress.tags.clear()),
        ["egress.tags: has 0 entries, not 1 to 64"],
        "nothing is needed for no tags"
    );
    let many = |egress: &mut EgressEntry| {
        egress.slice_ports = 256;
        egress.pool = vec!["10.0.0.0/16".parse().unwrap()];
        for n in 20..65 {
            let slug = format!("tag-{n}").as_str().into();
            egress.tags.push(TagEntry { slug, ..egress.tags[0].clone() });
        }
    };
    let found = told(many);
    assert_eq!(found[0], "egress.tags: has 65 entries, not 1 to 64");
    assert_eq!(found.len(), 13, "and no node has room");
}

#[test]
fn destinations_are_checked() {
    let place = |n: usize, field: &str| format!("egress.destinations[{n}].{field}");
    let first = |change: fn(&mut EgressEntry), field: &str| {
        assert_eq!(of(change), [place(0, field)], "{field}");
    };
    first(|egress| egress.destinations[0].slug = "-".into(), "slug");
    first(|egress| egress.destinations[0].name.zh.clear(), "name.zh");
    first(|egress| egress.destinations[0].port = 0, "port");
    first(|egress| egress.destinations[0].sites.clear(), "sites");
    first(|egress| egress.destinations[0].chooses_by = ChoosesBy::Connection, "chooses_by");
    first(|egress| egress.destinations[0].serves.push("JP".to_owned()), "serves");
    let nowhere = |egress: &mut EgressEntry| {
        egress.destinations[0].sites[0].router = "nowhere".into();
    };
    assert_eq!(of(nowhere), [place(0, "sites[0].router"), place(0, "sites[0].address")]);
    let twice = |egress: &mut EgressEntry| egress.destinations[1].slug = "bookhouse".into();
    assert_eq!(of(twice), [place(1, "slug")]);
    assert_eq!(
        told(|egress| egress.destinations[3].sites.clear()),
        ["egress.destinations[3].sites: has 0 entries, not 1 to 32"]
    );
    let turned = |egress: &mut EgressEntry| egress.destinations[3].kind = DestinationKind::Origin;
    assert_eq!(
        told(turned),
        ["egress.destinations[3].sites: has 4 entries, not 1; only a `cdn` has more"]
    );
    assert_eq!(of(|egress| egress.destinations[5].serves.clear()), [place(5, "serves")]);
    let serves = |egress: &mut EgressEntry| {
        egress.destinations[5].serves = ["GB", "uk", "GB"].map(str::to_owned).to_vec();
    };
    assert_eq!(of(serves), [place(5, "serves[1]"), place(5, "serves[2]")]);
    let [none, many] = [0, 33].map(|count| {
        told(|egress| egress.destinations = vec![egress.destinations[0].clone(); count])
    });
    assert_eq!(none, ["egress.destinations: has 0 entries, not 1 to 32"]);
    assert_eq!(many[0], "egress.destinations: has 33 entries, not 1 to 32");
}

#[test]
fn a_site_is_where_its_router_says_it_is() {
    let at = |address: &str| {
        let address = address.parse().unwrap();
        told(|egress| egress.destinations[4].sites[1].address = address)
    };
    let place = "egress.destinations[4].sites[1]";
    let elsewhere = |address: &str| {
        let message = "is in no prefix that `announcements` let `lacewing-paris` announce";
        format!("{place}.address: {address} {message}")
    };
    assert_eq!(at("203.0.113.9"), [elsewhere("203.0.113.9")]);
    // Another site of the same network announces it, and this one does not.
    assert_eq!(at("198.19.48.11"), [elsewhere("198.19.48.11")]);
    let taken = format!("{place}.address: 198.19.46.10 is another site's already");
    assert_eq!(at("198.19.46.10"), [elsewhere("198.19.46.10"), taken]);
    let family = format!("{place}.address: must be of the address family of the service");
    assert_eq!(at("2001:db8::1"), [family, elsewhere("2001:db8::1")]);
    let later = places(|s| s.announcements[0].announced = false);
    assert_eq!(later, ["egress.destinations[0].sites[0].address"]);
    let own = places(|s| {
        s.announcements.push(announcement("lighthouse-paris", "198.19.200.0/24"));
        let site = &mut s.egress.as_mut().unwrap().destinations[0].sites[0];
        site.router = "lighthouse-paris".into();
        site.address = "198.19.200.1".parse().unwrap();
    });
    assert_eq!(own, ["egress.destinations[0].sites[0].router"]);
}

#[test]
fn numbers_have_ranges() {
    let second = Span::from_s(1).as_us();
    assert_eq!(
        told(|egress| {
            egress.propagation_us = Span::from_us(60 * second + 1);
            egress.grace_us = Span::from_us(3_600 * second + 1);
            egress.time_wait_us = Span::from_us(600 * second + 1);
            egress.price_cents = 1_000_001;
        }),
        [
            "egress.propagation_us: must lie between 0 and 60000000, not 60000001",
            "egress.grace_us: must lie between 0 and 3600000000, not 3600000001",
            "egress.time_wait_us: must lie between 0 and 600000000, not 600000001",
            "egress.price_cents: must lie between 0 and 1000000, not 1000001"
        ]
    );
}

#[test]
fn the_service_is_of_one_network_whose_nodes_have_addresses_of_their_own() {
    assert_eq!(of(|egress| egress.service = "mail".into()), ["egress.service"]);
    let empty = places(|s| s.services[0].nodes.clear());
    assert_eq!(empty, ["egress.service"]);
    let mut two = backbone();
    two.services[0].nodes[0].router = "halcyon-los-angeles".into();
    let message = "egress.service: `web` has nodes in several networks (AS 64500, AS 64601); \
                   addresses are lent within one";
    assert_eq!(problems(&two), [message]);
    let needs = "egress needs 862 addresses of the node's own (40 servers × 20 tags, 60 for the \
                 node and 2 at the ends)";
    for (unicast, expected) in [
        (None, format!("is missing; {needs}")),
        (Some("198.19.76.0/23"), format!("{needs}; 198.19.76.0/23 has 512")),
        (
            Some("2001:db8:3::/64"),
            "must be of the address family of the service, for egress".to_owned(),
        ),
    ] {
        let mut scenario = backbone();
        scenario.services[0].nodes[3].unicast = unicast.map(|net| net.parse().unwrap());
        assert_eq!(problems(&scenario), [format!("services[0].nodes[3].unicast: {expected}")]);
    }
    // One server, 20 tags: 42.
    let mut small = backbone();
    small.services[0].nodes[3].inside = None;
    small.services[0].nodes[3].unicast = Some("198.19.76.0/26".parse().unwrap());
    assert!(Setup::from_scenario(&small).is_ok());
}

#[test]
fn a_service_of_ipv6_lends_ipv6_addresses() {
    let mut scenario = backbone();
    let service = &mut scenario.services[0];
    service.prefix = "2001:db8:53::/48".parse().unwrap();
    service.address = "2001:db8:53::80".parse().unwrap();
    for (n, node) in service.nodes.iter_mut().enumerate() {
        node.unicast = Some(format!("2001:db8:64:{n}::/64").parse().unwrap());
    }
    let egress = scenario.egress.as_mut().unwrap();
    egress.pool = vec!["2001:db8:7::/48".parse().unwrap()];
    egress.customers[0].prefix = "2001:db8:240::/48".parse().unwrap();
    let sites = egress.destinations.iter_mut().flat_map(|destination| &mut destination.sites);
    for (n, (site, entry)) in sites.zip(&mut scenario.announcements).enumerate() {
        assert_eq!(site.router, entry.router);
        entry.prefix = format!("2001:db8:100{n:x}::/48").parse().unwrap();
        site.address = format!("2001:db8:100{n:x}::10").parse().unwrap();
    }
    validate(&scenario).expect("it has no problem");
    scenario.services[0].nodes[0].unicast = Some("2001:db8:64::/119".parse().unwrap());
    let problems = problems(&scenario);
    assert!(problems[0].ends_with("2001:db8:64::/119 has 512"), "{problems:?}");
}

#[test]
fn all_problems_come_at_once() {
    let places = places(|s| {
        s.services[0].nodes[11].unicast = None;
        s.announcements[1].router = "nowhere".into();
        let egress = s.egress.as_mut().unwrap();
        egress.slice_ports = 2_000;
        egress.pool[1] = "198.51.100.1/24".parse().unwrap();
        egress.tags[3].country = Some("France".to_owned());
        egress.destinations[2].port = 0;
        egress.customers[0].name.en.clear();
        egress.price_cents = u64::MAX;
    });
    assert_eq!(
        places,
        [
            "egress.slice_ports",
            "egress.pool[1]",
            "egress.tags[3].country",
            "services[0].nodes[11].unicast",
            "egress.destinations[1].sites[0].address",
            "egress.destinations[2].port",
            "egress.customers[0].name.en",
            "egress.price_cents",
            "announcements[1].router",
        ]
    );
    let mut broken = backbone();
    let egress = broken.egress.as_mut().unwrap();
    egress.destinations = vec![egress.destinations[3].clone(); 5_000];
    assert_eq!(problems(&broken).len(), MAX_PROBLEMS);
}

#[test]
fn a_slip_of_the_pen_is_found_with_its_place() {
    let slip = |pointer: &str, value: serde_json::Value| {
        let mut scenario = serde_json::to_value(backbone()).unwrap();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        scenario.pointer_mut(parent).expect("the place is there")[field] = value;
        let problems = Setup::from_json(&scenario.to_string()).expect_err("it has a problem");
        problems[0].to_string()
    };
    for (pointer, value, place, expected) in [
        ("/egress/slice", json!(1), "egress", "unknown field `slice`"),
        ("/egress/design", json!("anycast"), "egress.design", "`soft-unicast`"),
        ("/egress/fallback", json!("hope"), "egress.fallback", "`tunnel`"),
        ("/egress/layout", json!("by-luck"), "egress.layout", "`by-pop`"),
        ("/egress/pool", json!(["203.0.113.0/33"]), "egress.pool[0]", ""),
        ("/egress/tags/2/trusted", json!(true), "egress.tags[2]", "unknown field `trusted`"),
        ("/egress/destinations/0/kind", json!("shop"), "egress.destinations[0].kind", "`cdn`"),
        ("/egress/destinations/0/port", json!(65_536), "egress.destinations[0].port", ""),
        ("/egress/slice_ports", json!(-1), "egress.slice_ports", "expected a whole number"),
    ] {
        let message = slip(pointer, value);
        assert!(message.starts_with(place) && message.contains(expected), "{message}");
    }
}

#[test]
fn the_page_states_the_ranges_as_they_are() {
    let (_, section) = SCHEMA.split_once("### `egress`").expect("the section");
    let (section, _) = section.split_once("### `announcements[]`").expect("it ends");
    for statement in [
        format!("list of 1 to {} prefixes", limits::MAX_POOL_PREFIXES),
        format!("/{}, IPv6 no longer than /{}", limits::MAX_LENGTHS.0, limits::MAX_LENGTHS.1),
        format!("list of 1 to {} | | what an", limits::MAX_TAGS),
        format!("list of 1 to {} | ", destinations::MAX_DESTINATIONS),
        format!("list of 1, or of a `cdn` 1 to {}", destinations::MAX_SITES),
        format!("list, at most {}, optional", limits::MAX_CUSTOMERS),
        format!("at most {}", destinations::MAX_SERVED),
    ] {
        assert!(section.contains(&statement), "SCHEMA.md does not say `{statement}`");
    }
    for (field, most) in [
        ("propagation_us", limits::MAX_PROPAGATION_US),
        ("grace_us", limits::MAX_GRACE_US),
        ("time_wait_us", limits::MAX_TIME_WAIT_US),
        ("per_user_bps", limits::MAX_PER_USER_BPS),
        ("price_cents", limits::MAX_PRICE_CENTS),
        ("pool", limits::MAX_POOL_ADDRESSES),
    ] {
        let start = format!("| `{field}` |");
        let row = section.lines().find(|line| line.starts_with(&start)).expect(field);
        let digits = row.replace(',', "");
        assert!(digits.contains(&most.to_string()), "{field}: {most} is not in its row");
    }
}

#[test]
fn the_example_of_the_page_has_no_problems() {
    let (_, section) = SCHEMA.split_once("### `egress`").expect("the section");
    let (_, rest) = section.split_once("```json\n\"egress\": ").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    let mut scenario = backbone();
    scenario.egress = Some(serde_json::from_str(example).expect("it is JSON of the format"));
    let setup = Setup::from_scenario(&scenario).expect("the example has no problems");
    let egress = setup.network.egress.as_ref().unwrap();
    assert_eq!((egress.tags.len(), egress.destinations.len()), (3, 3));
}
