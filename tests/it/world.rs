//! The world's behaviour, on a world small enough to work out by hand.

use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::bgp::decision::{Step, StepValue, Verdict};
use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::scenario::LinkRelation;
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{Fact, Tidings, What};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;

use crate::worlds::{link, network, serving, settled, two_doors};

fn withdraw(node: &str) -> Command {
    Command::Withdraw { node: node.into() }
}

fn announce(node: &str) -> Command {
    Command::Announce { node: node.into() }
}

/// Applies a command now, settles, and returns the facts.
fn play(world: &mut World, command: &Command) -> Vec<Fact> {
    let mut facts = Vec::new();
    world.apply(world.now(), command, &mut facts).unwrap();
    assert!(world.settle(&mut facts));
    facts
}

#[test]
fn hot_potato_sends_the_client_to_the_nearer_exit() {
    let world = settled(&two_doors());
    assert_eq!(serving(&world, "users"), Some("west".into()));
    let network = world.network();
    let explanation =
        world.explain(network.names.routers["long-mid"], network.prefixes.first_key().unwrap());
    assert_eq!(explanation.decided_by, Some(Step::IgpMetric));
    let [winner, loser] = explanation.candidates.as_slice() else { panic!("two candidates") };
    assert_eq!(winner.verdict, Verdict::Selected);
    assert_eq!(
        loser.verdict,
        Verdict::Eliminated {
            step: Step::IgpMetric,
            value: StepValue::Number(20_000),
            best: StepValue::Number(10_000),
        }
    );
}

#[test]
fn a_withdrawal_moves_the_catchment_after_the_delay_of_the_links() {
    let mut world = settled(&two_doors());
    let began = world.now();
    let facts = play(&mut world, &withdraw("west"));
    assert_eq!(serving(&world, "users"), Some("east".into()));
    let moves: Vec<u64> = facts
        .iter()
        .filter(|fact| matches!(fact.what, What::CatchmentMoved { .. }))
        .map(|fact| fact.at.since(began).as_us())
        .collect();
    // 1 ms from the node to long-west, which knows the other exit by iBGP: packets turn there.
    // (They still pass long-mid, long-west, and long-mid again until long-mid hears, at 11 ms.)
    assert_eq!(moves, [1_000, 11_000]);
}

#[test]
fn between_the_two_a_packet_loops_and_its_fate_says_so() {
    let mut world = settled(&two_doors());
    let began = world.now();
    let mut facts = Vec::new();
    world.apply(began, &withdraw("west"), &mut facts).unwrap();
    world.advance(began + Span::from_ms(2), 1000, &mut facts);
    let names = &world.network().names;
    let reach = world.reach(names.clients["users"], names.services["dns"]);
    assert_eq!((reach.node, reach.fate), (None, Fate::TtlExpired));
}

#[test]
fn announcing_again_restores_every_route() {
    let mut world = settled(&two_doors());
    let network = world.network().clone();
    let prefix = network.prefixes.first_key().unwrap();
    let bests = |world: &World| -> Vec<_> {
        network.routers.keys().map(|router| world.best(router, prefix)).collect()
    };
    let before = bests(&world);
    play(&mut world, &withdraw("west"));
    assert_ne!(bests(&world), before);
    play(&mut world, &announce("west"));
    assert_eq!(bests(&world), before);
}

#[test]
fn a_packet_travels_link_by_link_and_the_answer_comes_back() {
    let mut world = settled(&two_doors());
    let mut facts = Vec::new();
    let send = Command::SendPacket { client: "users".into(), service: "dns".into() };
    world.apply(world.now(), &send, &mut facts).unwrap();
    while world.step(&mut facts).is_some() {}
    let answered = facts.iter().find_map(|fact| match &fact.what {
        What::QueryAnswered { packet, node } => Some((packet, *node)),
        _ => None,
    });
    let (query, node) = answered.expect("the query is answered");
    let network = world.network();
    assert_eq!(network.nodes[node].slug.as_str(), "west");
    let hops: Vec<&str> =
        query.hops.iter().map(|hop| network.routers[hop.router].slug.as_str()).collect();
    assert_eq!(hops, ["access", "long-mid", "long-west", "west"]);
    let round_trip = facts.iter().find_map(|fact| match &fact.what {
        What::AnswerArrived { round_trip, .. } => Some(*round_trip),
        _ => None,
    });
    assert_eq!(round_trip, Some(Span::from_ms(2 * (2 + 10 + 1))));
}

#[test]
fn a_packet_under_way_dies_with_its_link() {
    let mut world = settled(&two_doors());
    let (mut facts, began) = (Vec::new(), world.now());
    let send = Command::SendPacket { client: "users".into(), service: "dns".into() };
    world.apply(began, &send, &mut facts).unwrap();
    let fail = Command::FailLink { link: "long-west--long-mid".into() };
    world.apply(began + Span::from_ms(5), &fail, &mut facts).unwrap();
    world.settle(&mut facts);
    world.advance(began + Span::from_s(1), 1000, &mut facts);
    let fate = facts.iter().find_map(|fact| match &fact.what {
        What::PacketDropped { at, fate, .. } => {
            Some((world.network().routers[*at].slug.as_str(), *fate))
        }
        _ => None,
    });
    assert_eq!(fate, Some(("long-mid", Fate::LinkDown)));
    assert_eq!(serving(&world, "users"), Some("east".into()));
}

#[test]
fn a_failed_pop_loses_its_clients_and_regains_them() {
    let mut world = settled(&two_doors());
    let facts = play(&mut world, &Command::FailPop { node: "west".into() });
    assert!(facts.iter().any(|fact| matches!(fact.what, What::SessionDown { .. })));
    assert_eq!(serving(&world, "users"), Some("east".into()));
    let facts = play(&mut world, &Command::RestorePop { node: "west".into() });
    assert!(facts.iter().any(|fact| matches!(fact.what, What::SessionUp { .. })));
    assert_eq!(serving(&world, "users"), Some("west".into()));
}

#[test]
fn prepending_makes_the_other_door_shorter() {
    let mut world = settled(&two_doors());
    let prepend =
        |times| Command::Prepend { node: "west".into(), times, neighbor: Some("long".into()) };
    play(&mut world, &prepend(2));
    assert_eq!(serving(&world, "users"), Some("east".into()));
    let network = world.network();
    let explanation =
        world.explain(network.names.routers["long-west"], network.prefixes.first_key().unwrap());
    assert_eq!(explanation.decided_by, Some(Step::AsPath));
    play(&mut world, &prepend(0));
    assert_eq!(serving(&world, "users"), Some("west".into()));
}

#[test]
fn a_refused_command_changes_nothing_and_says_why() {
    let mut world = settled(&two_doors());
    let before = world.digest();
    let later = world.now() + Span::from_s(1);
    let mut facts = Vec::new();
    let mut refuse = |at, command: &Command| world.apply(at, command, &mut facts).unwrap_err();
    assert!(matches!(refuse(later, &announce("west")), Refusal::Already { .. }));
    assert!(matches!(refuse(later, &withdraw("north")), Refusal::Unknown { kind: "node", .. }));
    let prepend = |times, neighbor: &str| Command::Prepend {
        node: "west".into(),
        times,
        neighbor: Some(neighbor.into()),
    };
    assert!(matches!(refuse(later, &prepend(11, "long")), Refusal::OutOfRange { .. }));
    assert!(matches!(refuse(later, &prepend(1, "access")), Refusal::NotNeighbor { .. }));
    assert!(matches!(refuse(SimTime::ZERO, &withdraw("west")), Refusal::Past { .. }));
    assert!(facts.is_empty());
    assert_eq!(world.digest(), before);
}

#[test]
fn a_peer_does_not_carry_one_peers_routes_to_another() {
    let mut scenario = two_doors();
    scenario.networks.push(network("peer", 64602, &["peer"]));
    scenario.networks.push(network("far", 64603, &["far"]));
    scenario.links.push(link("long-mid", "peer", LinkRelation::Peer, 5));
    scenario.links.push(link("peer", "far", LinkRelation::Peer, 5));
    let world = settled(&scenario);
    let network = world.network();
    let prefix = network.prefixes.first_key().unwrap();
    assert!(world.best(network.names.routers["peer"], prefix).is_some());
    assert!(world.best(network.names.routers["far"], prefix).is_none());
}

#[test]
fn mrai_spaces_announcements_and_lets_withdrawals_pass() {
    let mut scenario = two_doors();
    scenario.timing.mrai_ebgp_us = Span::from_s(30);
    let mut world = settled(&scenario);
    // Two changes of path within the interval: the second announcement waits for the timer.
    let mut facts = Vec::new();
    let began = world.now() + Span::from_s(60);
    for (n, times) in [(0, 1), (1, 2)] {
        let command = Command::Prepend { node: "west".into(), times, neighbor: None };
        world.apply(began + Span::from_s(n), &command, &mut facts).unwrap();
    }
    world.apply(began + Span::from_s(2), &withdraw("west"), &mut facts).unwrap();
    world.settle(&mut facts);
    let from_west: Vec<(u64, bool)> = facts
        .iter()
        .filter_map(|fact| match &fact.what {
            What::UpdateSent { from, tidings, .. }
                if world.network().routers[*from].slug.as_str() == "west" =>
            {
                Some((fact.at.since(began).as_us(), *tidings == Tidings::Withdrawn))
            }
            _ => None,
        })
        .collect();
    assert_eq!(from_west, [(0, false), (2_000_000, true)]);
}

#[test]
fn a_log_replays_to_the_same_digest_and_another_seed_does_not() {
    let mut scenario = two_doors();
    scenario.timing.mrai_ebgp_us = Span::from_s(30);
    scenario.timing.mrai_jitter = true;
    scenario.timing.client_interval_us = Some(Span::from_ms(500));
    let setup = Setup::from_scenario(&scenario).unwrap();
    let run = |seed| {
        let mut world = World::new(&setup, seed);
        let mut facts = Vec::new();
        world.settle(&mut facts);
        let began = world.now();
        world.apply(began + Span::from_ms(3), &withdraw("east"), &mut facts).unwrap();
        world.apply(began + Span::from_ms(900), &announce("east"), &mut facts).unwrap();
        world.advance(began + Span::from_s(70), 100_000, &mut facts);
        (world.digest(), facts)
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7).0, run(8).0);
}

#[test]
fn a_network_prefers_its_own_announcement_to_a_peers_on_all_its_routers() {
    // `long` announces the prefix itself, at long-west; at long-east a peer offers another
    // node's. Were long-east to take it, nothing would have to settle.
    let mut scenario = two_doors();
    scenario.links.retain(|link| link.b.as_str() != "west" && link.b.as_str() != "east");
    scenario.services[0].nodes[0].router = "long-west".into();
    scenario.links.push(link("long-east", "east", LinkRelation::Peer, 1));
    let world = settled(&scenario);
    let network = world.network();
    let prefix = network.prefixes.first_key().unwrap();
    let explanation = world.explain(network.names.routers["long-east"], prefix);
    assert_eq!(explanation.decided_by, Some(Step::LocalPref));
    assert_eq!(explanation.selected().unwrap().route.attributes.as_path.length(), 0);
}
