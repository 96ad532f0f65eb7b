//! Crowded worlds: names, groups and pies, at all zooms.

use anycast_lab::engine::base::ids::{CityId, ClientId, RouterId};
use anycast_lab::engine::base::letter::Letter;
use anycast_lab::engine::base::text::{Slug, Text};
use anycast_lab::engine::net::capacity::Capacity;
use anycast_lab::engine::net::inside::Inside;
use anycast_lab::engine::net::network::{Asn, BgpId, City, Client, Network, Node, Router};
use anycast_lab::scene::grouping::SPLIT_ZOOM;
use anycast_lab::scene::labels::{Area, Bar, Wanted, place};
use anycast_lab::scene::marks::marks;
use anycast_lab::scene::palette::{Theme, node_style};
use anycast_lab::scene::pick::{self, Direction};
use anycast_lab::scene::placement::{Detail, Placement, Thing, is_crowded};
use anycast_lab::scene::point::Point;
use proptest::prelude::*;

use super::near;

/// A place, in degrees, and its people.
type Spot = (f64, f64, u64);

/// A network of nodes, client networks and other routers, each in a city of its own.
fn crowd(nodes: &[Spot], clients: &[Spot], routers: &[Spot]) -> Network {
    let mut network = Network::default();
    for (index, &(lon, lat, population)) in [nodes, clients, routers].concat().iter().enumerate() {
        let slug = Slug::new(&format!("r{index}"));
        #[expect(clippy::cast_possible_truncation, reason = "degrees in millionths")]
        let udeg = |degrees: f64| (degrees * 1e6) as i32;
        network.cities.push(City {
            slug: slug.clone(),
            name: Text::default(),
            country: "XX".to_owned(),
            lat_udeg: udeg(lat),
            lon_udeg: udeg(lon),
        });
        let router = RouterId::from(index);
        network.routers.push(Router {
            slug: slug.clone(),
            in_as: 0.into(),
            asn: Asn(64_500),
            city: Some(CityId::from(index)),
            bgp_id: BgpId(std::net::Ipv4Addr::LOCALHOST),
            loopback: std::net::Ipv4Addr::LOCALHOST.into(),
            ends: Vec::new(),
            links: Vec::new(),
            connected: Vec::new(),
        });
        if let Some(letter) = Letter::all().nth(index).filter(|_| index < nodes.len()) {
            let (service, announced, unicast) = (0.into(), true, None);
            let (capacity, scrub_bps) = (Capacity::default(), None);
            let inside = Inside::default();
            network.nodes.push(Node {
                slug,
                service,
                router,
                letter,
                announced,
                unicast,
                capacity,
                scrub_bps,
                inside,
            });
        } else if index < nodes.len() + clients.len() {
            network.clients.push(Client {
                slug,
                name: Text::default(),
                router,
                population,
                prefix: 0.into(),
                address: std::net::Ipv4Addr::LOCALHOST.into(),
                other: None,
            });
        }
    }
    network
}

fn spots(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Spot>> {
    // Half of the world lives close together.
    let crowded = (-5.0..25.0, 42.0..58.0, 1_000_u64..90_000_000);
    let anywhere = (-125.0..179.0, -45.0..65.0, 1_000_u64..90_000_000);
    proptest::collection::vec(prop_oneof![crowded, anywhere], count)
}

fn world() -> impl Strategy<Value = Network> {
    (spots(20..50), spots(80..140), spots(0..60))
        .prop_map(|(nodes, clients, routers)| crowd(&nodes, &clients, &routers))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_name_lies_over_another_at_any_zoom(
        network in world(), zoom in 1.0..24.0, chosen in 0_usize..250,
        lengths in proptest::collection::vec(1_usize..16, 250),
    ) {
        let view = near(10.0, 50.0, zoom);
        let placement = Placement::new(&network, &view, &Detail::default());
        let wanted: Vec<Wanted> = placement
            .things()
            .iter()
            .zip(lengths.iter().cycle())
            .enumerate()
            .map(|(index, (placed, length))| Wanted {
                thing: placed.thing,
                text: (if length % 3 == 0 { "城" } else { "m" }).repeat(*length),
                bar: matches!(placed.thing, Thing::Node(_)).then_some(BAR),
                note: (length % 4 == 0).then(|| "withdrawn".to_owned()),
                size: 12.0,
                is_forced: index == chosen || index == chosen + 1,
            })
            .collect();
        let bounds = Area { low: Point::new(-1e5, -1e5), high: Point::new(1e5, 1e5) };
        let labels = place(&wanted, placement.things(), bounds);
        prop_assert!(!labels.is_empty());
        for (index, label) in labels.iter().enumerate() {
            for other in &labels[index + 1..] {
                prop_assert!(label.area.overlap(&other.area) <= 0.0, "{label:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_client_network_is_shown_once_and_nearer_by_itself(
        network in world(), zoom in 1.0..24.0, apart in 0_usize..80,
    ) {
        let view = near(10.0, 50.0, zoom);
        let apart = ClientId::from(apart);
        let detail = Detail { apart: vec![apart], routers: None };
        let placement = Placement::new(&network, &view, &detail);
        let mut seen = vec![0; network.clients.len()];
        for placed in placement.things() {
            let members = placement.members(placed.thing);
            for client in members {
                seen[usize::from(*client)] += 1;
                prop_assert_eq!(placement.of_client(&network, *client), Some(placed.thing));
                let routed = placement.of_router(network.clients[*client].router);
                prop_assert_eq!(routed.map(|it| it.thing), Some(placed.thing));
            }
            if let Thing::Group(lead) = placed.thing {
                prop_assert!(members.len() > 1 && members[0] == lead && zoom < SPLIT_ZOOM);
                let people = |client: &ClientId| network.clients[*client].population;
                prop_assert!(members.iter().all(|client| people(client) <= people(&lead)));
            }
        }
        prop_assert!(seen.iter().all(|count| *count == 1), "{:?}", seen);
        prop_assert_eq!(placement.of_client(&network, apart), Some(Thing::Client(apart)));
    }

    #[test]
    fn marks_of_a_crowd_hide_each_other_hardly_and_can_all_be_clicked_and_reached(
        network in world(), zoom in 1.0..12.0,
    ) {
        let view = near(10.0, 50.0, zoom);
        let detail = Detail { apart: Vec::new(), routers: Some([].into()) };
        let placement = Placement::new(&network, &view, &detail);
        let things = placement.things();
        prop_assert!(things.iter().all(|placed| !matches!(placed.thing, Thing::Router(_))));
        for (index, a) in things.iter().enumerate() {
            prop_assert_eq!(pick::at(things, a.at, 12.0), Some(a.thing));
            for b in &things[index + 1..] {
                let overlap = a.radius + b.radius - a.at.distance(b.at);
                prop_assert!(overlap < 5.0, "{:?} {:?} by {overlap} px", a.thing, b.thing);
            }
        }
        let mut reached = std::collections::BTreeSet::from([things[0].thing]);
        let mut to_visit = vec![things[0].thing];
        while let Some(thing) = to_visit.pop() {
            for way in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                let next = pick::neighbor(things, thing, way);
                to_visit.extend(next.filter(|next| reached.insert(*next)));
            }
        }
        // Those that are never the nearest, a few, can still be gone to by their letters.
        prop_assert!(reached.len() * 50 >= things.len() * 44, "{}", reached.len());
    }
}

const BAR: Bar =
    Bar { filled: 0.5, tick: 0.33, is_hatched: false, hue: anycast_lab::scene::palette::CASING };

#[test]
fn a_group_is_a_pie_of_those_who_serve_it() {
    let towns: Vec<Spot> = (0..80_u32).map(|n| (f64::from(n) / 100.0, 50.0, 1_000)).collect();
    let network = crowd(&[(10.0, 45.0, 1), (12.0, 45.0, 1)], &towns, &[]);
    assert!(!is_crowded(&network), "82 things still have room for their routers");
    let view = near(0.0, 50.0, 1.0);
    let placement = Placement::new(&network, &view, &Detail::default());
    let group = placement.things().iter().find(|placed| matches!(placed.thing, Thing::Group(_)));
    let group = group.expect("they are close together").thing;
    let members = placement.members(group);
    assert_eq!(members.len(), 80);
    // A quarter each by two nodes, the rest by nobody.
    let serving = |client: ClientId| match usize::from(client) {
        0..20 => Some(0.into()),
        20..40 => Some(1.into()),
        _ => None,
    };
    let marks = marks(&network, &placement, Theme::Dark, |_| true, serving);
    let pie = marks.iter().find(|mark| mark.thing == group).expect("it has a mark");
    let hues: Vec<_> = pie.slices.iter().map(|slice| slice.hue).collect();
    let hue = |node: usize| node_style(network.nodes.raw[node].letter).hue;
    assert_eq!(hues, [Theme::Dark.palette().ground, hue(0), hue(1)]);
    let spans: Vec<[f64; 2]> = pie.slices.iter().map(|slice| slice.span).collect();
    assert_eq!(spans, [[0.0, 0.5], [0.5, 0.75], [0.75, 1.0]]);
    // By one node alone it looks like one network.
    let alike = anycast_lab::scene::marks::marks(
        &network,
        &placement,
        Theme::Dark,
        |_| true,
        |_| Some(0.into()),
    );
    let plain = alike.iter().find(|mark| mark.thing == group).expect("it has a mark");
    assert!(plain.slices.is_empty() && plain.fill == hue(0));
}

#[test]
fn routers_without_marks_still_have_places_for_lines_to_run_to() {
    let network = crowd(&[(0.0, 0.0, 1)], &[(10.0, 10.0, 5)], &[(20.0, 20.0, 1)]);
    let view = near(10.0, 10.0, 2.0);
    let hidden = Detail { apart: Vec::new(), routers: Some([].into()) };
    let placement = Placement::new(&network, &view, &hidden);
    let router = RouterId::from(2_usize);
    assert_eq!(placement.things().len(), 2);
    assert!(placement.of(Thing::Router(router)).is_none());
    assert!(placement.of_router(router).is_some());
    let shown = Detail { apart: Vec::new(), routers: Some([router].into()) };
    assert!(Placement::new(&network, &view, &shown).of(Thing::Router(router)).is_some());
}
