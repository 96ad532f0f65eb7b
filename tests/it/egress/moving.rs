//! Addresses that move while connections live.

use anycast_lab::engine::egress::connection::{Cause, Seat};
use anycast_lab::engine::egress::decide::Onward;
use anycast_lab::engine::sim::egress::carry::Why;
use anycast_lab::engine::sim::egress::news::EgressNews;
use serde_json::json;

use super::live::Live;

/// Ten connections of London, from which address each, and the first of those addresses.
fn ten(live: &mut Live) -> (Vec<(String, String)>, String) {
    let slugs: Vec<String> = (0..10).map(|n| format!("c{n}")).collect();
    for (n, slug) in slugs.iter().enumerate() {
        let to = if n % 2 == 0 { "bookhouse" } else { "watermill" };
        live.open(slug, "thistle", to, 20);
    }
    live.wait_ms(3_000);
    let from: Vec<(String, String)> =
        slugs.into_iter().map(|slug| (slug.clone(), live.source(&slug))).collect();
    assert!(from.iter().all(|(slug, _)| live.cause(slug).is_none()));
    let first = from.iter().map(|(_, source)| source.clone()).min().unwrap();
    let moved = from.iter().filter(|(_, source)| *source == first).count();
    assert!((5..10).contains(&moved), "{moved}: both addresses of London are in use");
    (from, first)
}

#[test]
fn a_grace_period_saves_the_connections_of_the_owner_of_before() {
    let mut live = Live::new();
    live.act(json!({"do": "set-grace", "for_us": 60_000_000}));
    let (from, address) = ten(&mut live);
    live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    live.wait_ms(30_000);
    for (slug, _) in &from {
        assert_eq!(live.cause(slug), Some(Cause::Closed), "{slug}");
    }
    // Paris sent them on to London, which knew them.
    let (paris, london) = (live.node("paris"), live.node("london"));
    let graced = live.news().filter(|news| {
        matches!(news, EgressNews::ReplyCarried { at, to, why: Why::Table(Onward::Grace), .. }
            if (*at, *to) == (paris, london))
    });
    assert!(graced.count() > 10);
    let unknown = live.news().any(|news| matches!(news, EgressNews::ReplyUnknown { .. }));
    assert!(!unknown);
}

#[test]
fn without_grace_those_of_the_address_die_and_the_others_live() {
    let mut live = Live::new();
    let (from, address) = ten(&mut live);
    live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    live.wait_ms(30_000);
    for (slug, source) in &from {
        let expected = if *source == address { Cause::AddressMoved } else { Cause::Closed };
        assert_eq!(live.cause(slug), Some(expected), "{slug} from {source}");
    }
    // They died when London heard of it, not before.
    let london = live.node("london");
    let learned = live.facts.iter().position(|fact| {
        let what = &fact.what;
        matches!(what, anycast_lab::engine::sim::fact::What::Egress(news)
            if matches!(**news, EgressNews::TableLearned { node, .. } if node == london))
    });
    let died = live.facts.iter().position(|fact| {
        let what = &fact.what;
        matches!(what, anycast_lab::engine::sim::fact::What::Egress(news)
            if matches!(**news, EgressNews::ConnectionEnded { cause: Cause::AddressMoved, .. }))
    });
    assert!(learned.unwrap() < died.unwrap());
}

#[test]
fn a_grace_period_that_is_too_short_saves_nobody_for_long() {
    let mut live = Live::new();
    live.act(json!({"do": "set-grace", "for_us": 8_000_000}));
    let (from, address) = ten(&mut live);
    live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    live.wait_ms(7_000);
    assert!(from.iter().all(|(slug, _)| live.cause(slug).is_none()));
    live.wait_ms(2_000);
    for (slug, source) in &from {
        let expected = (*source == address).then_some(Cause::AddressMoved);
        assert_eq!(live.cause(slug), expected, "{slug}");
    }
}

#[test]
fn each_pop_hears_of_a_change_in_its_own_time_and_none_after_the_longest() {
    let mut live = Live::new();
    let (_, address) = ten(&mut live);
    let began = live.world.now();
    live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    live.wait_ms(2_000);
    let mut heard: Vec<u64> = live
        .facts
        .iter()
        .filter(|fact| {
            matches!(&fact.what, anycast_lab::engine::sim::fact::What::Egress(news)
                if matches!(**news, EgressNews::TableLearned { version: 1, .. }))
        })
        .map(|fact| fact.at.since(began).as_us())
        .collect();
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard.len(), 12, "{heard:?}");
    assert!(heard[0] >= 1_000_000 && *heard.last().unwrap() <= 2_000_000, "{heard:?}");
}

#[test]
fn a_reply_at_the_old_owner_within_the_grace_period_is_delivered_there() {
    let mut live = Live::new();
    live.act(json!({"do": "set-grace", "for_us": 60_000_000}));
    let (_, address) = ten(&mut live);
    live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    // As soon as it is moved nobody but the operator knows: Tokyo still carries replies to London.
    live.wait_ms(900);
    let (tokyo, london, paris) = (live.node("tokyo"), live.node("london"), live.node("paris"));
    let carried_to = |live: &Live| {
        let all = live.news().filter_map(|news| match news {
            EgressNews::ReplyCarried { at, to, .. } if *at == tokyo => Some(*to),
            _ => None,
        });
        all.collect::<Vec<_>>()
    };
    let before = carried_to(&live);
    assert!(!before.is_empty() && before.iter().all(|to| *to == london));
    live.wait_ms(5_000);
    let after = carried_to(&live).split_off(before.len());
    assert!(after.contains(&paris), "{after:?}");
}

#[test]
fn whoever_is_drained_lends_all_to_the_nearest_and_gets_them_back() {
    let mut live = Live::new();
    let held = |live: &Live, node: &str| {
        let id = live.node(node);
        let table = live.world.egress().unwrap().table();
        table.lendings().filter(|(_, lending)| lending.owner == id).count()
    };
    assert_eq!((held(&live, "london"), held(&live, "paris")), (40, 40));
    live.act(json!({"do": "drain-addresses", "node": "london"}));
    assert_eq!((held(&live, "london"), held(&live, "paris")), (0, 80));
    live.open("one", "thistle", "watermill", 5);
    live.wait_ms(1_000);
    // London has not heard of it yet.
    assert_eq!(live.cause("one"), None);
    live.wait_ms(2_000);
    assert_eq!(live.cause("one"), Some(Cause::AddressMoved));
    live.open("two", "thistle", "watermill", 5);
    live.wait_ms(1_000);
    assert_eq!(live.cause("two"), Some(Cause::NoAddress));
    live.act(json!({"do": "move-range", "range": "203.0.113.54/31", "to": "london"}));
    live.wait_ms(3_000);
    live.open("three", "thistle", "watermill", 5);
    live.wait_ms(8_000);
    assert_eq!(live.cause("three"), Some(Cause::Closed));
}

#[test]
fn addresses_are_lent_released_and_brought_by_customers() {
    let mut live = Live::new();
    let spare = live.world.egress().unwrap().table().spare().unwrap();
    let spare = live.world.egress().unwrap().pool().address(spare).unwrap().to_string();
    let lend = json!({"do": "allocate-address", "address": spare, "node": "london", "tag": "gb"});
    live.act(lend.clone());
    assert!(live.try_act(&lend).unwrap_err().to_string().contains("lent already"));
    live.act(json!({"do": "release-address", "address": spare}));
    live.act(lend);
    // A customer's prefix is heard of nowhere until it is onboarded, then everywhere.
    let customer = "198.19.240.7".parse().unwrap();
    let from = live.world.network().names.routers["thistle-london"];
    let reach = |live: &Live| live.world.way(from, customer).fate;
    assert_ne!(reach(&live), anycast_lab::engine::dataplane::packet::Fate::Delivered);
    live.act(json!({
        "do": "onboard-prefix", "prefix": "198.19.240.0/24", "node": "tokyo", "tag": "jp",
    }));
    assert!(live.world.settle(&mut live.facts));
    assert_eq!(reach(&live), anycast_lab::engine::dataplane::packet::Fate::Delivered);
    let whereabouts = live.world.whereabouts(customer).unwrap();
    assert_eq!(whereabouts.owner, Some(live.node("tokyo")));
    assert_eq!(whereabouts.geofeed.unwrap().country, "JP");
    assert!(whereabouts.bgp.len() == 16 && whereabouts.last_reply.is_none());
}

#[test]
fn a_new_owner_opens_nothing_from_an_address_in_its_grace_period() {
    let mut live = Live::new();
    live.act(json!({"do": "set-grace", "for_us": 10_000_000}));
    for address in ["203.0.113.54", "203.0.113.55"] {
        live.act(json!({"do": "move-address", "address": address, "to": "paris"}));
    }
    let paris = |live: &Live| {
        let egress = live.world.network().egress.as_ref().unwrap();
        let tag = egress.tag_named(&"gb".into()).unwrap();
        let seat = Seat { node: live.node("paris"), server: 0 };
        let all = live.world.sources_of(seat, tag);
        all.iter().map(|source| source.address.to_string()).collect::<Vec<_>>()
    };
    let own = paris(&live);
    live.wait_ms(5_000);
    assert_eq!(paris(&live), own);
    live.wait_ms(6_000);
    assert_eq!(paris(&live), [&["203.0.113.54".to_owned()], own.as_slice()].concat());
}
