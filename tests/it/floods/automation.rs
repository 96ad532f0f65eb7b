//! Nodes that withdraw by themselves: the cascade, the flapping, and what hysteresis does.

use anycast_lab::engine::base::time::Span;
use serde_json::{Value, json};

use super::{Play, two_sides};

fn rule(hysteresis: Option<Value>) -> Value {
    let mut command = json!({
        "do": "set-automation", "service": "dns", "withdraw_above_percent": 100, "for_us": 3_000_000
    });
    if let Some(hysteresis) = hysteresis {
        command["hysteresis"] = hysteresis;
    }
    command
}

#[test]
fn a_node_that_withdraws_hands_its_flood_to_the_next() {
    let mut play = Play::new(&two_sides());
    play.act(rule(Some(json!({"return_below_percent": 80, "hold_us": 600_000_000}))));
    play.flood("hive", 3_500_000);
    play.wait(Span::from_s(20));
    // West drowned, east was well; now both are gone, and nobody is served.
    assert_eq!(
        play.told(),
        [
            "hive begins",
            "west at 225",
            "west goes",
            "west relieved",
            "east at 275",
            "east goes",
            "east relieved"
        ]
    );
    assert_eq!(play.world.loads().served(play.service()).users, 0);
    for node in ["west", "east"] {
        let node = play.node(node);
        assert!(!play.world.is_announced(node) && play.world.has_withdrawn_itself(node));
    }
}

#[test]
fn without_hysteresis_a_node_returns_to_the_flood_again_and_again() {
    let mut play = Play::new(&two_sides());
    play.act(rule(None));
    play.flood("hive", 3_500_000);
    play.wait(Span::from_s(60));
    let told = play.told();
    let count = |what: &str| told.iter().filter(|told| *told == what).count();
    assert!(count("west goes") >= 5 && count("west returns") >= 5, "{told:?}");
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    play.wait(Span::from_s(10));
    play.told();
    play.wait(Span::from_s(60));
    assert!(play.told().is_empty());
    assert_eq!(play.world.loads().served(play.service()).clients, 2);
}

#[test]
fn with_hysteresis_a_node_returns_once_the_service_has_been_quiet_for_long_enough() {
    let mut scenario = two_sides();
    // East has room for everything.
    scenario.services[0].nodes[1].capacity =
        Some(serde_json::from_str(r#"{"bps": 9000000}"#).unwrap());
    let mut play = Play::new(&scenario);
    play.act(rule(Some(json!({"return_below_percent": 30, "hold_us": 5_000_000}))));
    play.flood("hive", 3_500_000);
    play.wait(Span::from_s(30));
    assert_eq!(play.told(), ["hive begins", "west at 225", "west goes", "west relieved"]);
    // Everybody is served meanwhile.
    assert_eq!(play.world.loads().served(play.service()).clients, 2);
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    play.wait(Span::from_s(4));
    assert_eq!(play.told(), ["hive ends"]);
    play.wait(Span::from_s(4));
    assert_eq!(play.told(), ["west returns"]);
    play.wait(Span::from_s(60));
    assert!(play.told().is_empty());
}

#[test]
fn a_short_pulse_does_not_make_a_node_withdraw() {
    let mut play = Play::new(&two_sides());
    play.act(rule(None));
    play.act(json!({
        "do": "start-flood", "botnet": "hive", "at": {"service": "dns"}, "kind": "syn",
        "rate": {"in-all": 3_000_000}, "shape": {"pulse": {"on_us": 2_000_000, "off_us": 4_000_000}}
    }));
    play.wait(Span::from_s(13));
    assert_eq!(
        play.told(),
        [
            "hive begins",
            "west at 200",
            "west relieved",
            "west at 200",
            "west relieved",
            "west at 200"
        ]
    );
}

#[test]
fn a_rising_flood_is_looked_at_each_second() {
    let mut play = Play::new(&two_sides());
    play.act(json!({
        "do": "start-flood", "botnet": "hive", "at": {"service": "dns"}, "kind": "syn",
        "rate": {"in-all": 4_000_000}, "shape": {"ramp": {"over_us": 4_500_000}}
    }));
    let mut rates = vec![play.at_node("west").bad.bps];
    for _ in 0..6 {
        play.wait(Span::from_s(1));
        rates.push(play.at_node("west").bad.bps);
    }
    assert_eq!(rates, [0, 888_888, 1_777_777, 2_666_666, 3_555_555, 4_000_000, 4_000_000]);
    // Then nothing of it is planned any more.
    assert!(play.world.next_event_at().is_none());
}

#[test]
fn automation_ends_and_leaves_nodes_where_they_are() {
    let mut play = Play::new(&two_sides());
    play.act(rule(Some(json!({"return_below_percent": 50, "hold_us": 0}))));
    play.act(json!({"do": "set-capacity", "node": "east", "bps": 9_000_000}));
    play.flood("hive", 6_500_000);
    play.wait(Span::from_s(10));
    play.act(json!({"do": "end-automation", "service": "dns"}));
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    play.wait(Span::from_s(10));
    assert!(!play.world.is_announced(play.node("west")));
    assert!(!play.world.has_withdrawn_itself(play.node("west")));
    assert!(play.world.next_event_at().is_none());
    // Who is announced by hand is no longer away.
    play.act(json!({"do": "announce", "node": "west"}));
    assert_eq!(play.world.loads().served(play.service()).clients, 2);
}
