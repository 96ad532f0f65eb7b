//! Sampled packets agree with rates: the same share is lost, and the same time is waited.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::sim::fact::What;
use serde_json::json;

use super::{Play, two_sides};

/// Sends packets one after another; returns round trips, and how many were dropped for want of
/// room.
fn send(play: &mut Play, client: &str, count: usize) -> (Vec<Span>, usize) {
    play.facts.clear();
    for _ in 0..count {
        play.try_to(json!({"do": "send-packet", "client": client, "service": "dns"})).unwrap();
        play.wait(Span::from_ms(500));
    }
    let (mut round_trips, mut dropped) = (Vec::new(), 0);
    for fact in &play.facts {
        match &fact.what {
            What::AnswerArrived { round_trip, .. } => round_trips.push(*round_trip),
            What::PacketDropped { fate: Fate::Overloaded, .. } => dropped += 1,
            What::PacketDropped { fate, .. } => panic!("{fate:?}"),
            _ => {}
        }
    }
    assert_eq!(round_trips.len() + dropped, count);
    (round_trips, dropped)
}

#[test]
fn packets_are_lost_as_often_as_rates_are() {
    let mut play = Play::new(&two_sides());
    play.flood("hive", 3_000_000);
    let (_, dropped) = send(&mut play, "leftists", 2_000);
    // Half, give or take five standard deviations.
    assert!((888..=1_112).contains(&dropped), "{dropped} of 2000");
    assert_eq!(send(&mut play, "rightists", 50).1, 0);
}

#[test]
fn packets_are_lost_at_links_too_before_they_cross() {
    let mut scenario = two_sides();
    let link = scenario.links.iter_mut().find(|link| link.b.as_str() == "west").unwrap();
    link.capacity_bps = Some(1_000_000);
    let mut play = Play::new(&scenario);
    play.flood("hive", 9_000_000);
    let (_, dropped) = send(&mut play, "leftists", 500);
    assert!((416..=483).contains(&dropped), "{dropped} of 500");
    let network = play.world.network();
    for fact in &play.facts {
        if let What::PacketDropped { at, .. } = &fact.what {
            assert_eq!(network.routers[*at].slug.as_str(), "long-west");
        }
    }
}

#[test]
fn packets_wait_as_long_as_the_queues_are() {
    let mut play = Play::new(&two_sides());
    let (calm, _) = send(&mut play, "leftists", 1);
    play.flood("hive", 960_000);
    let (busy, _) = send(&mut play, "leftists", 1);
    assert_eq!(busy[0] - calm[0], play.at_node("west").delay);
    assert_eq!(play.at_node("west").delay, Span::from_ms(48));
    play.act(json!({"do": "stop-flood", "flood": "hive"}));
    assert_eq!(send(&mut play, "leftists", 1).0, calm);
}

#[test]
fn the_same_packets_are_lost_in_every_replay() {
    let play = || {
        let mut play = Play::new(&two_sides());
        play.flood("hive", 3_000_000);
        send(&mut play, "leftists", 100)
    };
    assert_eq!(play(), play());
}
