//! What destinations believe of where somebody is: the misdirected user, the fence, the geofeed.

use anycast_lab::engine::egress::connection::Cause;
use anycast_lab::engine::egress::feed::csv;
use anycast_lab::engine::sim::apply::Refusal;
use serde_json::json;

use super::live::Live;

/// London in maintenance: whoever was served there is served in Paris.
fn without_london() -> Live {
    let mut live = Live::new();
    live.act(json!({"do": "withdraw", "node": "london"}));
    assert!(live.world.settle(&mut live.facts));
    live
}

#[test]
fn a_uk_user_in_paris_is_sent_back_to_london() {
    let mut live = without_london();
    live.open("one", "thistle", "dragonfly", 0);
    live.wait_ms(2_000);
    assert_ne!(live.opener("one"), "london");
    assert_eq!(live.opener("one"), "paris");
    assert_eq!(live.site("one"), "dragonfly-london");
    // The cure: DNS is asked from an address of the PoP's own country.
    live.act(json!({"do": "set-dns-asker", "asker": "pop"}));
    live.open("two", "thistle", "dragonfly", 0);
    // And what it does not cure: who looks at the connection itself.
    live.open("three", "thistle", "lacewing", 0);
    live.wait_ms(2_000);
    assert_eq!(live.site("two"), "dragonfly-paris");
    assert_eq!(live.site("three"), "lacewing-london");
    // The user's address still says GB in all three.
    for slug in ["one", "two", "three"] {
        let source = live.connection(slug).source.unwrap().0;
        assert_eq!(live.world.believed_country(source).as_deref(), Some("GB"), "{slug}");
    }
}

#[test]
fn a_fence_believes_the_geofeed() {
    let mut live = Live::new();
    live.open("uk", "thistle", "playhouse", 5);
    live.open("fr", "lavande", "playhouse", 5);
    live.act(json!({
        "do": "open-connection", "client": "lavande", "destination": "playhouse",
        "slug": "borrowed", "tag": "gb", "for_us": 5_000_000,
    }));
    live.wait_ms(8_000);
    assert_eq!(live.cause("uk"), Some(Cause::Closed));
    assert_eq!(live.cause("fr"), Some(Cause::Fenced));
    assert_eq!(live.cause("borrowed"), Some(Cause::Closed));
    // Whoever publishes something else is believed, too.
    let feed = csv(live.world.egress().unwrap().feed()).replace(",GB,", ",DE,");
    live.act(json!({"do": "load-geofeed", "csv": feed}));
    live.open("again", "thistle", "playhouse", 5);
    live.wait_ms(8_000);
    assert_eq!(live.cause("again"), Some(Cause::Fenced));
}

#[test]
fn a_geofeed_goes_out_and_comes_back_the_same() {
    let mut live = Live::new();
    let feed = live.world.egress().unwrap().feed().to_vec();
    // 16 countries' tags (GB twice) of 24 addresses each.
    assert!(feed.len() < 40, "{}", feed.len());
    live.act(json!({"do": "load-geofeed", "csv": csv(&feed)}));
    assert_eq!(live.world.egress().unwrap().feed(), feed.as_slice());
    assert!(!live.world.egress().unwrap().is_feed_edited(), "it follows the table");
    // What it says of addresses that move is theirs; what somebody else writes stays.
    let other = csv(&feed).replace(",GB,", ",FR,");
    live.act(json!({"do": "load-geofeed", "csv": other}));
    assert!(live.world.egress().unwrap().is_feed_edited());
    live.act(json!({"do": "release-address", "address": "203.0.113.54"}));
    assert!(live.world.egress().unwrap().feed().iter().all(|row| row.country != "GB"));
}

#[test]
fn a_geofeed_with_bad_rows_loads_nothing_and_says_which() {
    let mut live = Live::new();
    let before = live.world.egress().unwrap().feed().to_vec();
    let bad = "203.0.113.0/25,GB,,,\n10.0.0.0/8,GB,,,\nnonsense\n203.0.113.128/25,Germany,,,\n";
    let refusal = live.try_act(&json!({"do": "load-geofeed", "csv": bad})).unwrap_err();
    let Refusal::BadFeed { rows } = &refusal else { panic!("{refusal}") };
    assert_eq!(rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2, 3, 4]);
    assert!(refusal.to_string().contains("row 2: "), "{refusal}");
    assert_eq!(live.world.egress().unwrap().feed(), before.as_slice());
}

#[test]
fn an_address_has_four_answers() {
    let mut live = Live::new();
    live.open("one", "thistle", "bookhouse", 0);
    live.wait_ms(2_000);
    let source = live.connection("one").source.unwrap().0;
    let found = live.world.whereabouts(source).unwrap();
    assert_eq!(found.geofeed.unwrap().country, "GB");
    assert_eq!(found.owner, Some(live.node("london")));
    assert_eq!(found.last_reply, Some(live.node("tokyo")));
    let pops: std::collections::BTreeSet<_> = found.bgp.iter().map(|(_, node)| *node).collect();
    assert!(found.bgp.len() == 16 && pops.len() > 8, "everywhere at once: {pops:?}");
}
