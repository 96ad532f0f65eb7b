//! Route flap damping.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::bgp::decision::{Ineligible, Verdict};
use anycast_lab::engine::net::scenario::Damping;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;

use super::Play;
use crate::worlds::{serving, two_doors};

/// West flaps so often, once in ten seconds, and ends announced.
fn flapped(times: u64) -> Play {
    let mut scenario = two_doors();
    scenario.timing.damping = Some(Damping::default());
    let mut play = Play::new(&scenario, 1);
    for n in 0..times {
        play.at_ms(n * 10_000, &Command::Withdraw { node: "west".into() });
        play.at_ms(n * 10_000 + 5_000, &Command::Announce { node: "west".into() });
    }
    play.settle();
    play
}

fn damped(play: &Play) -> Vec<(u64, (String, u64))> {
    play.told(|what| match what {
        What::RouteDamped { router, penalty, .. } => Some((play.name(*router), *penalty)),
        _ => None,
    })
}

#[test]
fn six_flaps_are_borne() {
    let play = flapped(6);
    assert_eq!(damped(&play), []);
    assert_eq!(serving(&play.world, "users"), Some("west".into()));
}

#[test]
fn the_seventh_suppresses_the_route_until_it_has_been_quiet() {
    let mut play = flapped(7);
    let damped = damped(&play);
    assert_eq!(damped.len(), 1, "once, at the eBGP neighbour, and nowhere inside");
    let (at, (router, penalty)) = &damped[0];
    assert_eq!((*at, router.as_str()), (60_001, "long-west"));
    // Seven times 1000, the first six sunk a little in up to a minute.
    assert!((6_800..7_000).contains(penalty), "{penalty}");
    assert_eq!(serving(&play.world, "users"), Some("east".into()));
    let network = play.world.network();
    let prefix = network.services.first().unwrap().prefix;
    let explanation = play.world.explain(network.names.routers["long-west"], prefix);
    let verdicts = explanation.candidates.iter().map(|candidate| candidate.verdict);
    let set_aside: Vec<Verdict> =
        verdicts.filter(|verdict| matches!(verdict, Verdict::Ineligible(_))).collect();
    assert_eq!(set_aside, [Verdict::Ineligible(Ineligible::Damped)]);
    // It sinks to 750 in 15 min · log2(penalty / 750), some 48 minutes.
    play.until_ms(3_600_000);
    let reused = play.told(|what| matches!(what, What::RouteReused { .. }).then_some(()));
    assert_eq!(reused.len(), 1);
    let minutes = reused[0].0 / 60_000;
    assert!((47..=50).contains(&minutes), "{minutes}");
    assert_eq!(serving(&play.world, "users"), Some("west".into()));
}

#[test]
fn a_route_that_goes_on_flapping_stays_suppressed_longer() {
    let mut play = flapped(7);
    play.at_ms(600_000, &Command::Withdraw { node: "west".into() });
    play.at_ms(601_000, &Command::Announce { node: "west".into() });
    play.until_ms(50 * 60_000);
    let reused = |play: &Play| {
        play.told(|what| matches!(what, What::RouteReused { .. }).then_some(())).len()
    };
    assert_eq!(reused(&play), 0);
    play.until_ms(70 * 60_000);
    assert_eq!(reused(&play), 1);
    assert_eq!(play.world.now().since(play.began), Span::from_s(70 * 60));
}
