//! Each design, packet by packet: whose replies come home.

use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::egress::connection::{Cause, Leg};
use anycast_lab::engine::egress::decide::{Nobody, Onward};
use anycast_lab::engine::net::egress::{Design, DestinationKind};
use anycast_lab::engine::sim::egress::carry::Why;
use anycast_lab::engine::sim::egress::news::EgressNews;
use anycast_lab::engine::sim::egress::view::ReplyEnd;
use serde_json::json;

use super::live::Live;

const EVERY_CLIENT: [&str; 16] = [
    "chaparral",
    "bodega",
    "araucaria",
    "thistle",
    "lavande",
    "olivar",
    "kastanie",
    "bazaar",
    "highveld",
    "wadi",
    "banyan",
    "orchid",
    "batik",
    "hanji",
    "momiji",
    "banksia",
];

/// Opens a connection from every client network to every destination that serves everybody.
fn open_all(live: &mut Live) -> Vec<String> {
    let egress = live.world.network().egress.clone().unwrap();
    let open = egress.destinations.iter().filter(|to| to.kind != DestinationKind::Geofenced);
    let destinations: Vec<String> = open.map(|to| to.slug.to_string()).collect();
    let mut slugs = Vec::new();
    for client in EVERY_CLIENT {
        for to in &destinations {
            let slug = format!("{client}-{to}");
            live.open(&slug, client, to, 5);
            slugs.push(slug);
        }
    }
    slugs
}

#[test]
fn a_reply_comes_to_the_nearest_pop_and_is_carried_home() {
    let mut live = Live::new();
    live.open("one", "thistle", "bookhouse", 0);
    live.wait_ms(2_000);
    let one = live.connection("one");
    assert_eq!((live.opener("one"), live.entered("one")), ("london", "tokyo"));
    assert!(one.opened.is_some() && one.answered > 0 && one.carried > one.answered);
    // The whole story, both connections, both directions.
    for leg in Leg::ALL {
        assert!(one.journeys[leg.place()].is_some(), "{leg:?}");
    }
    let back = one.journeys[Leg::Back.place()].as_ref().unwrap();
    let routers = &live.world.network().routers;
    let hops: Vec<&str> = back.hops.iter().map(|hop| routers[hop.router].slug.as_str()).collect();
    assert_eq!(
        (hops[0], hops[2], *hops.last().unwrap()),
        ("bookhouse-tokyo", "lighthouse-tokyo", "lighthouse-london")
    );
    let way = live.reply_way("one");
    assert_eq!((way.carried.len(), way.carried[0].is_over_internet), (1, false));
    assert_eq!(way.carried[0].why, Why::Table(Onward::Lent));
    assert_eq!(way.end, ReplyEnd::Home(live.node("london")));
    // What is foretold is what happens: half of the round trip is the way back.
    let took = back.last.arrives.since(back.hops[0].departed);
    assert_eq!(way.delay(), took);
}

#[test]
fn every_design_but_the_naive_one_brings_every_reply_home() {
    for design in Design::ALL.into_iter().filter(|design| *design != Design::Naive) {
        let mut live = Live::with(design.name());
        let slugs = open_all(&mut live);
        live.wait_ms(10_000);
        for slug in slugs {
            let one = live.connection(&slug);
            assert_eq!(one.cause(), Some(Cause::Closed), "{}: {slug}", design.name());
            assert!(one.answered >= 3, "{}: {slug}: {}", design.name(), one.answered);
        }
    }
}

/// The catchment of a place, by the forwarding tables alone, is what decides.
#[test]
fn under_naive_egress_those_die_whose_destination_is_in_another_catchment() {
    let mut live = Live::with("naive");
    let slugs = open_all(&mut live);
    live.wait_ms(40_000);
    let network = live.world.network();
    let service = network.egress.as_ref().unwrap().service;
    let address = network.services[service].address;
    let (mut died, mut lived) = (0, 0);
    for slug in slugs {
        let one = live.connection(&slug);
        let site = network.names.routers[live.site(&slug)];
        let way = live.world.way(site, address);
        let at = network.node_at(way.end().unwrap(), service);
        assert_eq!(way.fate, Fate::Delivered);
        let comes_home = at == live.world.serving(one.client, service);
        let (expected, count) =
            if comes_home { (Cause::Closed, &mut lived) } else { (Cause::ReplyLost, &mut died) };
        assert_eq!(one.cause(), Some(expected), "{slug}");
        *count += 1;
    }
    assert!(died > 40 && lived > 5, "{died} {lived}");
    // Each came to the server of its port, which had never opened it.
    let mut unknown = live.news().filter_map(|news| match news {
        EgressNews::ReplyUnknown { why, .. } => Some(*why),
        _ => None,
    });
    assert!(unknown.all(|why| matches!(why, Nobody::NotKnown { server } if server < 40)));
}

#[test]
fn a_nat_forgets_all_when_its_router_reboots_and_slices_do_not() {
    for (design, expected) in [("nat", Some(Cause::ReplyLost)), ("per-pop", None)] {
        let mut live = Live::with(design);
        live.open("one", "thistle", "watermill", 0);
        live.wait_ms(3_000);
        assert_eq!(live.cause("one"), None);
        live.act(
            json!({"do": "reboot-router", "router": "lighthouse-london", "for_us": 2_000_000}),
        );
        live.wait_ms(200_000);
        assert_eq!(live.cause("one"), expected, "{design}");
        let forgotten = live
            .news()
            .any(|news| matches!(news, EgressNews::ReplyUnknown { why: Nobody::Forgotten, .. }));
        assert_eq!(forgotten, design == "nat");
    }
}

#[test]
fn with_one_server_a_tag_others_send_through_it_and_die_with_it() {
    let mut live = Live::with("one-server");
    live.open("one", "thistle", "watermill", 0);
    live.wait_ms(3_000);
    let one = live.connection("one");
    let through = one.through.expect("GB’s address is at the third PoP");
    assert_eq!((live.opener("one"), live.name(through.node)), ("london", "sao-paulo"));
    assert_eq!(live.entered("one"), "sao-paulo");
    let out = one.journeys[Leg::Out.place()].as_ref().unwrap();
    let city = |hop: usize| live.world.network().routers[out.hops[hop].router].slug.as_str();
    assert_eq!(city(0), "lighthouse-london");
    assert!(out.hops.iter().any(|hop| {
        live.world.network().routers[hop.router].slug.as_str() == "lighthouse-sao-paulo"
    }));
    let (node, server) = (live.name(through.node).to_owned(), through.server);
    live.act(json!({"do": "fail-server", "node": node, "server": server}));
    assert_eq!(live.cause("one"), Some(Cause::ServerFailed));
}

#[test]
fn a_connection_keeps_the_design_that_it_was_opened_with() {
    let mut live = Live::new();
    live.open("before", "thistle", "bookhouse", 0);
    live.wait_ms(1_000);
    live.act(json!({"do": "set-egress-design", "design": "naive"}));
    live.open("after", "thistle", "bookhouse", 0);
    live.wait_ms(40_000);
    assert_eq!(live.cause("before"), None);
    assert_eq!(live.cause("after"), Some(Cause::ReplyLost));
    assert_eq!(live.source("after"), "192.0.2.80");
}
