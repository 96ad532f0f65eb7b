//! Links that fail without anybody's noticing.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::scenario::{BfdEntry, Scenario};
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{DownReason, What};
use proptest::prelude::*;

use super::Play;
use crate::worlds::{serving, two_doors};

const LINK: &str = "long-west--west";

fn silence() -> Command {
    Command::FailLinkSilently { link: LINK.into() }
}

fn restore() -> Command {
    Command::RestoreLink { link: LINK.into() }
}

fn scenario(hold_s: u64) -> Scenario {
    let mut scenario = two_doors();
    scenario.timing.hold_us = Span::from_s(hold_s);
    scenario.timing.keepalive_us = Span::from_us(scenario.timing.hold_us.as_us() / 3);
    scenario
}

fn downs(play: &Play) -> Vec<(u64, DownReason)> {
    play.told(|what| match what {
        What::SessionDown { why, .. } => Some(*why),
        _ => None,
    })
}

fn lost(play: &Play) -> Vec<(u64, String)> {
    play.told(|what| match what {
        What::NeighborLost { router, .. } => Some(play.name(*router)),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn packets_vanish_at_once_and_routers_notice_when_the_hold_time_ends(
        seed in any::<u64>(), hold_s in 3..200_u64, at_ms in 0..200_000_u64
    ) {
        let mut play = Play::new(&scenario(hold_s), seed);
        prop_assert_eq!(serving(&play.world, "users"), Some("west".into()));
        play.at_ms(at_ms, &silence());
        prop_assert_eq!(serving(&play.world, "users"), None);
        prop_assert!(!play.world.is_converged());
        play.settle();
        prop_assert_eq!(serving(&play.world, "users"), Some("east".into()));
        // The last message came at most a keepalive interval before the failure.
        let (earliest, latest) = (at_ms + hold_s * 1_000 * 2 / 3, at_ms + hold_s * 1_000);
        let lost = lost(&play);
        prop_assert_eq!(lost.len(), 2);
        for (at, _) in &lost {
            prop_assert!((earliest..=latest).contains(at), "{at} not in {earliest} … {latest}");
        }
        // The session is over when both ends think so.
        prop_assert_eq!(downs(&play), vec![(lost[1].0, DownReason::HoldTimeExpired)]);
        // And comes back with the link.
        let later = latest + 1_000;
        play.at_ms(later, &restore());
        play.settle();
        prop_assert_eq!(serving(&play.world, "users"), Some("west".into()));
    }

    #[test]
    fn bfd_notices_within_its_detection_time(seed in any::<u64>()) {
        let mut scenario = scenario(90);
        let interval_us = Span::from_ms(300);
        scenario.timing.bfd = Some(BfdEntry { interval_us, multiplier: 3 });
        let mut play = Play::new(&scenario, seed);
        play.at_ms(0, &silence());
        play.settle();
        let downs = downs(&play);
        prop_assert_eq!(downs.len(), 1);
        prop_assert_eq!(downs[0].1, DownReason::Bfd);
        prop_assert!((600..=900).contains(&downs[0].0), "{}", downs[0].0);
        prop_assert_eq!(serving(&play.world, "users"), Some("east".into()));
    }
}

#[test]
fn a_noticed_failure_ends_the_session_at_once() {
    let mut play = Play::new(&scenario(90), 1);
    play.at_ms(10, &Command::FailLink { link: LINK.into() });
    assert_eq!(downs(&play), [(10, DownReason::Unreachable)]);
    // One that was silent so far, likewise.
    let mut play = Play::new(&scenario(90), 1);
    play.at_ms(10, &silence());
    assert_eq!(
        play.world.apply(play.world.now(), &silence(), &mut Vec::new()),
        Err(Refusal::Already { name: LINK.to_owned(), state: "down" })
    );
    play.settle();
    assert_eq!(downs(&play).len(), 1);
}

#[test]
fn without_a_hold_time_nobody_ever_notices() {
    let mut play = Play::new(&scenario(0), 1);
    play.at_ms(0, &silence());
    assert!(play.world.is_converged());
    play.until_ms(3_600_000);
    assert_eq!(downs(&play), []);
    assert_eq!(serving(&play.world, "users"), None);
}

/// TCP sends again what was lost: a session that outlives the silence loses nothing.
#[test]
fn what_is_said_in_the_silence_arrives_when_the_link_is_back() {
    let mut play = Play::new(&scenario(90), 1);
    play.at_ms(0, &silence());
    play.at_ms(1_000, &Command::Withdraw { node: "west".into() });
    play.until_ms(20_000);
    assert_eq!(serving(&play.world, "users"), None, "long-west still believes in the route");
    play.at_ms(30_000, &restore());
    play.settle();
    assert_eq!(downs(&play), []);
    assert_eq!(serving(&play.world, "users"), Some("east".into()));
    let received = play.told(|what| match what {
        What::UpdateReceived { to, .. } => Some(play.name(*to)),
        _ => None,
    });
    assert_eq!(received[0], (30_001, "long-west".to_owned()));
}

/// One end has given up, the other not yet, and the link comes back: both begin anew.
#[test]
fn a_session_that_one_end_has_given_up_is_established_again() {
    let mut play = Play::new(&scenario(90), 1);
    play.at_ms(0, &silence());
    while lost(&play).is_empty() {
        play.world.step(&mut play.facts);
    }
    assert_eq!(downs(&play), []);
    let now = play.world.now();
    play.world.apply(now, &restore(), &mut play.facts).unwrap();
    play.settle();
    assert_eq!(downs(&play).len(), 1);
    let ups = play.told(|what| matches!(what, What::SessionUp { .. }).then_some(()));
    assert_eq!(ups.len(), 1);
    assert_eq!(serving(&play.world, "users"), Some("west".into()));
}

#[test]
fn only_links_between_networks_fail_silently() {
    let mut play = Play::new(&scenario(90), 1);
    let inside = Command::FailLinkSilently { link: "long-west--long-mid".into() };
    let before = play.world.digest();
    let refusal = play.world.apply(play.world.now(), &inside, &mut Vec::new()).unwrap_err();
    assert_eq!(refusal, Refusal::Internal { link: "long-west--long-mid".to_owned() });
    assert_eq!(play.world.digest(), before);
}
