//! The backbone: the long way round, and what happens when there is none.

use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::egress::connection::Cause;
use anycast_lab::engine::sim::egress::view::ReplyEnd;
use serde_json::json;

use super::live::Live;

const TOKYO: [&str; 2] =
    ["lighthouse-singapore--lighthouse-tokyo", "lighthouse-tokyo--lighthouse-los-angeles"];

fn connected() -> Live {
    let mut live = Live::new();
    live.open("one", "thistle", "bookhouse", 0);
    live.wait_ms(2_000);
    assert_eq!(live.entered("one"), "tokyo");
    live
}

#[test]
fn a_cut_link_sends_replies_the_long_way() {
    let mut live = connected();
    let before = live.reply_way("one");
    let first = before.carried[0].way.hops[1].via.unwrap();
    let first = live.world.network().links[first].slug.to_string();
    assert!(TOKYO.contains(&first.as_str()), "{first}");
    live.act(json!({"do": "fail-link", "link": first}));
    let after = live.reply_way("one");
    assert_eq!(after.end, ReplyEnd::Home(live.node("london")));
    assert!(after.carried[0].way.delay() > before.carried[0].way.delay());
    assert!(!after.carried[0].is_over_internet);
    live.wait_ms(40_000);
    assert_eq!(live.cause("one"), None);
    live.act(json!({"do": "restore-link", "link": first}));
    assert_eq!(live.reply_way("one").carried, before.carried);
}

#[test]
fn a_backbone_in_two_sends_them_over_the_internet() {
    let mut live = connected();
    for link in TOKYO {
        live.act(json!({"do": "fail-link", "link": link}));
    }
    live.wait_ms(60_000);
    let way = live.reply_way("one");
    assert_eq!(way.entered, Some(live.node("tokyo")));
    assert!(way.carried[0].is_over_internet, "{way:?}");
    assert_eq!(way.end, ReplyEnd::Home(live.node("london")));
    assert_eq!(live.cause("one"), None);
    let answered = live.connection("one").answered;
    live.wait_ms(5_000);
    assert!(live.connection("one").answered > answered + 2);
}

#[test]
fn or_drops_them_by_choice() {
    let mut live = connected();
    live.act(json!({"do": "set-fallback", "fallback": "drop"}));
    for link in TOKYO {
        live.act(json!({"do": "fail-link", "link": link}));
    }
    assert_eq!(live.reply_way("one").end, ReplyEnd::Lost(Fate::Stranded));
    live.wait_ms(160_000);
    assert_eq!(live.cause("one"), Some(Cause::TimedOut));
    // What is asked of near by lives on.
    live.open("two", "momiji", "bookhouse", 5);
    live.wait_ms(10_000);
    assert_eq!(live.cause("two"), Some(Cause::Closed));
}
