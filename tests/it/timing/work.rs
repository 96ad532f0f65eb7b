//! A router takes in one UPDATE at a time.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use proptest::prelude::*;

use super::Play;
use crate::worlds::{announcement, empty, link, network};

/// A hub with five customers, each with a prefix of its own, all 2 ms away.
fn star() -> Scenario {
    let mut scenario = empty();
    scenario.networks.push(network("hub", 64600, &["hub"]));
    for n in 1..=5 {
        let leaf = format!("leaf{n}");
        scenario.networks.push(network(&leaf, 64600 + n, &[&leaf]));
        scenario.links.push(link("hub", &leaf, LinkRelation::Provider, 2));
        scenario.announcements.push(announcement(&leaf, &format!("198.51.{n}.0/24")));
    }
    scenario
}

/// All five withdraw at once; when the hub has taken each in, in milliseconds.
fn taken_in(low_ms: u64, high_ms: u64, seed: u64) -> Vec<u64> {
    let mut scenario = star();
    scenario.timing.processing_us = Span::from_ms(low_ms);
    scenario.timing.processing_max_us = Span::from_ms(high_ms);
    let mut play = Play::new(&scenario, seed);
    for n in 1..=5 {
        let prefix = format!("198.51.{n}.0/24").parse().unwrap();
        let router = format!("leaf{n}").as_str().into();
        play.at_ms(0, &Command::WithdrawPrefix { router, prefix });
    }
    play.settle();
    let at_hub = play.told(|what| match what {
        What::UpdateReceived { to, .. } if play.name(*to) == "hub" => Some(()),
        _ => None,
    });
    at_hub.into_iter().map(|(at, ())| at).collect()
}

#[test]
fn updates_queue_up_while_a_router_works() {
    assert_eq!(taken_in(0, 0, 1), [2; 5]);
    assert_eq!(taken_in(100, 100, 1), [102, 202, 302, 402, 502]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_spread_is_seeded_and_kept_to(seed in any::<u64>()) {
        let times = taken_in(100, 300, seed);
        let mut before = 2;
        for &at in &times {
            prop_assert!((100..=300).contains(&(at - before)), "{times:?}");
            before = at;
        }
        prop_assert_eq!(&times, &taken_in(100, 300, seed));
    }
}

#[test]
fn another_seed_works_otherwise() {
    assert_ne!(taken_in(100, 300, 1), taken_in(100, 300, 2));
}
