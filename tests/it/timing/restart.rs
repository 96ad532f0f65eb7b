//! Restarts of BGP, graceful and not.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;

use super::Play;
use crate::worlds::{serving, two_doors};

const RESTART_MS: u64 = 20_000;

/// The users' catchment moves so often when west is lost and found: nowhere for as long as the
/// news takes, to the east, and back.
const DARK_EAST_WEST: usize = 3;

fn play(restart_time_s: Option<u64>) -> Play {
    let mut scenario = two_doors();
    scenario.timing.restart_time_us = restart_time_s.map(Span::from_s);
    Play::new(&scenario, 1)
}

fn restart(router: &str) -> Command {
    Command::RestartBgp { router: router.into(), for_us: Span::from_ms(RESTART_MS) }
}

/// Where the users' packets end up, from the restart until all is quiet.
fn moves(play: &Play) -> usize {
    play.told(|what| matches!(what, What::CatchmentMoved { .. }).then_some(())).len()
}

#[test]
fn without_graceful_restart_routes_go_with_the_session() {
    let mut play = play(None);
    play.at_ms(0, &restart("west"));
    play.until_ms(RESTART_MS - 1);
    assert_eq!(serving(&play.world, "users"), Some("east".into()));
    play.settle();
    assert_eq!(serving(&play.world, "users"), Some("west".into()));
    assert_eq!(moves(&play), DARK_EAST_WEST);
}

#[test]
fn with_graceful_restart_packets_go_on_by_stale_routes() {
    let mut play = play(Some(120));
    play.at_ms(0, &restart("west"));
    play.until_ms(RESTART_MS - 1);
    assert_eq!(serving(&play.world, "users"), Some("west".into()));
    let network = play.world.network();
    let (end, prefix) = {
        let router = &network.routers[network.names.routers["long-west"]];
        let west = network.names.routers["west"];
        let end = router.ends.iter().copied().find(|&end| network.neighbor(end) == west);
        (end.unwrap(), network.services.first().unwrap().prefix)
    };
    assert!(play.world.is_stale(end, prefix));
    assert!(!play.world.is_converged(), "it is not over before the router is back");
    play.settle();
    assert!(!play.world.is_stale(end, prefix));
    assert_eq!(moves(&play), 0);
    assert!(play.world.is_converged());
}

/// What the restarted router does not say again goes with its End-of-RIB marker.
#[test]
fn end_of_rib_sweeps_what_is_still_stale() {
    let mut play = play(Some(120));
    play.at_ms(0, &restart("west"));
    play.at_ms(1_000, &Command::Withdraw { node: "west".into() });
    play.until_ms(RESTART_MS - 1);
    assert_eq!(serving(&play.world, "users"), Some("west".into()), "stale, and still used");
    play.settle();
    assert_eq!(serving(&play.world, "users"), Some("east".into()));
    let moved = play.told(|what| matches!(what, What::CatchmentMoved { .. }).then_some(()));
    // Established four delays of 1 ms after the restart, the marker arrives one later.
    assert!((RESTART_MS + 5..RESTART_MS + 40).contains(&moved[0].0), "{moved:?}");
}

#[test]
fn a_router_that_is_not_back_in_time_loses_its_stale_routes() {
    let mut play = play(Some(10));
    play.at_ms(0, &restart("west"));
    play.settle();
    let dropped = play.told(|what| match what {
        What::StaleRoutesDropped { router, .. } => Some(play.name(*router)),
        _ => None,
    });
    assert_eq!(dropped[0], (10_000, "long-west".to_owned()));
    assert_eq!(serving(&play.world, "users"), Some("west".into()), "back at last");
    assert_eq!(moves(&play), DARK_EAST_WEST);
}

/// Inside a network too: stale routes learned by iBGP are kept and refreshed.
#[test]
fn every_session_of_a_router_restarts_with_it() {
    let mut play = play(Some(120));
    play.at_ms(0, &restart("long-mid"));
    let downs = play.told(|what| matches!(what, What::SessionDown { .. }).then_some(()));
    assert_eq!(downs.len(), 3, "two inside, one to the client's network");
    play.settle();
    assert_eq!(moves(&play), 0);
}

#[test]
fn a_restart_has_a_range_and_happens_once_at_a_time() {
    let mut play = play(None);
    let too_long = Command::RestartBgp { router: "west".into(), for_us: Span::from_s(3_601) };
    let refusal = play.world.apply(play.world.now(), &too_long, &mut Vec::new()).unwrap_err();
    let (low, high, value) = (1_000_000, 3_600_000_000, 3_601_000_000);
    assert_eq!(refusal, Refusal::OutOfRange { what: "for_us", value, low, high });
    play.at_ms(0, &restart("west"));
    let again = play.world.apply(play.world.now(), &restart("west"), &mut Vec::new());
    assert_eq!(again, Err(Refusal::Already { name: "west".to_owned(), state: "restarting" }));
}
