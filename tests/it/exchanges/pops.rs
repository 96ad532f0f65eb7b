//! Inside PoPs.

use std::collections::BTreeMap;

use anycast_lab::engine::dataplane::packet::{Fate, PacketKind};
use anycast_lab::engine::net::inside::{Balancer, Inside};
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::flow::{Cause, FlowKind};
use anycast_lab::engine::traffic::survival::{Survival, survival};
use serde_json::json;

use super::{act, cause, flow, wait};
use crate::worlds::{serving, settled, two_doors};

const FLOWS: usize = 200;

fn world(inside: Inside) -> World {
    let mut scenario = two_doors();
    scenario.services[0].nodes[0].inside = Some(inside);
    settled(&scenario)
}

fn open(world: &mut World, name: &str, kind: &str, count: usize) {
    for n in 0..count {
        act(
            world,
            json!({
                "do": "start-session", "client": "users", "service": "dns", "kind": kind,
                "slug": format!("{name}-{n}")
            }),
        );
    }
}

fn figures(world: &World, kind: FlowKind) -> Survival {
    survival(world.flows().map(|(_, flow)| flow)).remove(&kind).unwrap_or_default()
}

fn server(name: &str, server: u8) -> serde_json::Value {
    json!({"do": name, "node": "west", "server": server})
}

/// What becomes of downloads when server 2 of 8 fails, and when it is back: how many it had, how
/// many are lost by each cause once it has failed, and how many more once it is back.
fn toll(balancer: Balancer) -> (u64, BTreeMap<Cause, u64>, u64) {
    let mut world = world(Inside { servers: 8, balancer, ..Inside::default() });
    open(&mut world, "early", "tcp", FLOWS);
    wait(&mut world, 200);
    assert_eq!(figures(&world, FlowKind::Tcp).opened, 200);
    let of_the_dead = world.flows().filter(|(_, flow)| flow.heard_of.unwrap().1 == 2).count();
    act(&mut world, server("fail-server", 2));
    wait(&mut world, 32_000);
    let lost = figures(&world, FlowKind::Tcp).lost;
    open(&mut world, "late", "tcp", FLOWS);
    wait(&mut world, 200);
    let before = figures(&world, FlowKind::Tcp).all_lost();
    act(&mut world, server("restore-server", 2));
    wait(&mut world, 3_000);
    let after = figures(&world, FlowKind::Tcp).all_lost();
    (u64::try_from(of_the_dead).unwrap(), lost, after - before)
}

#[test]
fn balancers_differ_by_the_sessions_that_they_break() {
    let (dead, lost, then) = toll(Balancer::Ecmp);
    assert!(dead > 10 && lost[&Cause::TimedOut] == dead, "{dead} {lost:?}");
    // Seven servers instead of eight: nearly every flow is sent elsewhere, and back.
    assert!(lost[&Cause::ServerChanged] > 100 && then > 100, "{lost:?} {then}");

    let (dead, lost, then) = toll(Balancer::Resilient);
    assert_eq!(lost, [(Cause::TimedOut, dead)].into());
    // What was opened in its buckets meanwhile breaks when they come back.
    assert!((10..60).contains(&then), "{then}");

    let (dead, lost, then) = toll(Balancer::Layer4);
    assert_eq!((lost, then), ([(Cause::TimedOut, dead)].into(), 0));
}

#[test]
fn a_balancer_forgets_flows_that_are_over() {
    let mut world = world(Inside { servers: 4, balancer: Balancer::Layer4, ..Inside::default() });
    let node = world.network().names.nodes["west"];
    open(&mut world, "web", "tcp", 9);
    open(&mut world, "dns", "udp", 9);
    wait(&mut world, 500);
    assert_eq!(world.pop(node).remembered(), 9);
    act(&mut world, json!({"do": "stop-session", "slug": "web-3"}));
    wait(&mut world, 500);
    assert_eq!(world.pop(node).remembered(), 8);
}

#[test]
fn packets_that_are_spread_one_by_one_break_what_has_state() {
    let mut world = world(Inside { servers: 4, ..Inside::default() });
    open(&mut world, "web", "tcp", 20);
    open(&mut world, "dns", "udp", 20);
    wait(&mut world, 1_000);
    assert_eq!(figures(&world, FlowKind::Tcp).alive, 20);
    act(&mut world, json!({"do": "set-per-packet", "node": "west", "is_on": true}));
    wait(&mut world, 2_000);
    assert_eq!(figures(&world, FlowKind::Tcp).lost, [(Cause::PerPacket, 20)].into());
    assert_eq!(figures(&world, FlowKind::Udp).alive, 20);
    act(&mut world, json!({"do": "set-per-packet", "node": "west", "is_on": false}));
    open(&mut world, "again", "tcp", 20);
    wait(&mut world, 2_000);
    assert_eq!(figures(&world, FlowKind::Tcp).alive, 20);
}

#[test]
fn a_failed_server_swallows_packets_until_it_is_noticed() {
    let mut world = world(Inside { servers: 2, ..Inside::default() });
    open(&mut world, "dns", "udp", 20);
    wait(&mut world, 1_000);
    act(&mut world, server("fail-server", 1));
    let fates = |facts: &[anycast_lab::engine::sim::fact::Fact]| -> Vec<Fate> {
        let fate = |fact: &anycast_lab::engine::sim::fact::Fact| match fact.what {
            What::PacketDropped { fate, .. } => Some(fate),
            _ => None,
        };
        facts.iter().filter_map(fate).collect()
    };
    let facts = wait(&mut world, 999);
    let lost = fates(&facts);
    assert!(lost.len() > 5 && lost.iter().all(|fate| *fate == Fate::ServerDown), "{lost:?}");
    let facts = wait(&mut world, 3_000);
    assert!(facts.iter().any(|fact| matches!(
        fact.what,
        What::ServerNoticed { server: 1, is_in_service: false, .. }
    )));
    assert_eq!(fates(&facts), []);
    assert!(serving(&world, "users") == Some("west".into()));
}

#[test]
fn with_too_few_servers_the_pop_withdraws_and_announces_again_as_before() {
    let mut world = world(Inside { servers: 3, least_servers: 2, ..Inside::default() });
    let node = world.network().names.nodes["west"];
    let communities = json!({"do": "set-communities", "node": "west", "communities": ["64500:80"]});
    act(&mut world, communities);
    let route = |world: &World| {
        let network = world.network();
        world.best(network.names.routers["long-west"], network.prefixes.first_key().unwrap())
    };
    wait(&mut world, 1_000);
    let before = route(&world);
    act(&mut world, server("fail-server", 0));
    assert!(!world.is_converged(), "a check is due");
    assert!(world.settle(&mut Vec::new()));
    assert!(world.is_announced(node) && world.pop(node).count_in_service() == 2);
    act(&mut world, server("fail-server", 2));
    assert!(world.settle(&mut Vec::new()));
    assert!(!world.is_announced(node));
    assert_eq!(serving(&world, "users"), Some("east".into()));
    act(&mut world, server("restore-server", 0));
    assert!(world.settle(&mut Vec::new()));
    assert!(world.is_announced(node));
    assert_eq!(serving(&world, "users"), Some("west".into()));
    assert_eq!(route(&world), before);
    // What a hand withdraws, health does not announce.
    act(&mut world, server("fail-server", 0));
    assert!(world.settle(&mut Vec::new()));
    act(&mut world, json!({"do": "announce", "node": "west"}));
    act(&mut world, json!({"do": "withdraw", "node": "west"}));
    act(&mut world, server("restore-server", 0));
    assert!(world.settle(&mut Vec::new()));
    assert!(!world.is_announced(node));
}

#[test]
fn a_pop_without_servers_refuses_and_says_so() {
    let mut world = world(Inside { servers: 1, least_servers: 0, ..Inside::default() });
    act(&mut world, server("fail-server", 0));
    wait(&mut world, 1_500);
    assert_eq!(serving(&world, "users"), Some("west".into()));
    open(&mut world, "web", "tcp", 1);
    act(&mut world, json!({"do": "ping", "client": "users", "service": "dns"}));
    let facts = wait(&mut world, 100);
    assert_eq!(cause(&world, "web-0"), Some(Cause::Refused));
    assert!(flow(&world, "web-0").opened.is_none());
    let (_, probe) = world.probes().next_back().unwrap();
    assert_eq!(probe.trials[0].answer(), Some(PacketKind::Unreachable));
    assert!(probe.trials[0].server().is_none() && !probe.is_answered());
    let dropped = |fact: &anycast_lab::engine::sim::fact::Fact| {
        matches!(fact.what, What::PacketDropped { fate: Fate::NoServer, .. })
    };
    assert_eq!(facts.iter().filter(|fact| dropped(fact)).count(), 2);
}

#[test]
fn a_server_that_starts_anew_knows_nothing_of_the_past() {
    let mut world = world(Inside::default());
    open(&mut world, "web", "tcp", 1);
    // A segment is on its way to the client, whose acknowledgment meets the server anew.
    wait(&mut world, 1_045);
    act(&mut world, server("fail-server", 0));
    act(&mut world, server("restore-server", 0));
    wait(&mut world, 100);
    assert_eq!(cause(&world, "web-0"), Some(Cause::ServerChanged));
}

#[test]
fn servers_and_balancers_are_checked_and_in_the_digest() {
    let mut world = world(Inside { servers: 3, ..Inside::default() });
    let refusal = |world: &World, command: serde_json::Value| {
        let command = serde_json::from_value(command).unwrap();
        world.accepts(&command).unwrap_err().to_string()
    };
    assert!(refusal(&world, server("fail-server", 3)).contains("between 0 and 2, not 3"));
    assert!(refusal(&world, server("restore-server", 1)).contains("up already"));
    let balance = |how: &str| json!({"do": "set-balancer", "node": "west", "balancer": how});
    assert!(refusal(&world, balance("ecmp")).contains("already"));
    let as_ever = world.digest();
    act(&mut world, balance("resilient"));
    let other = world.digest();
    assert_ne!(other, as_ever);
    act(&mut world, balance("ecmp"));
    assert_eq!(world.digest(), as_ever);
    act(&mut world, server("fail-server", 1));
    wait(&mut world, 2_000);
    let failed = world.digest();
    act(&mut world, server("restore-server", 1));
    wait(&mut world, 2_000);
    assert_ne!(world.digest(), failed);
    // A failure that is over before anybody looks is not noticed.
    act(&mut world, server("fail-server", 1));
    act(&mut world, server("restore-server", 1));
    let facts = wait(&mut world, 2_000);
    assert!(!facts.iter().any(|fact| matches!(fact.what, What::ServerNoticed { .. })));
}

#[test]
fn a_server_with_an_address_of_its_own_keeps_its_clients_whatever_the_balancer_does() {
    let mut scenario = two_doors();
    let node = &mut scenario.services[0].nodes[0];
    node.inside = Some(Inside { servers: 4, ..Inside::default() });
    node.unicast = Some("198.19.1.0/29".parse().unwrap());
    scenario.networks[1].policy.max_length_v4 = Some(32);
    scenario.networks[2].policy.max_length_v4 = Some(32);
    let mut world = settled(&scenario);
    let west = world.network().names.nodes["west"];
    let address = |server| world.network().server_address(west, server);
    assert_eq!([0, 3].map(address), [1, 4].map(|n| Some([198, 19, 1, n].into())));
    // There is no room for an eighth.
    assert_eq!(address(7), None);
    open(&mut world, "game", "quic", 40);
    open(&mut world, "web", "tcp", 40);
    wait(&mut world, 1_000);
    for (_, flow) in world.flows().filter(|(_, flow)| flow.kind == FlowKind::Quic) {
        let (node, server) = flow.heard_of.unwrap();
        assert_eq!(Some(flow.destination), world.network().server_address(node, server));
    }
    let of_the_dead = |kind| {
        let flows = world.flows().filter(|(_, flow)| flow.kind == kind);
        flows.filter(|(_, flow)| flow.heard_of.unwrap().1 == 3).count()
    };
    let dead = u64::try_from(of_the_dead(FlowKind::Quic)).unwrap();
    act(&mut world, server("fail-server", 3));
    wait(&mut world, 32_000);
    // All but those of the dead server itself go on; of TCP's most do not.
    assert_eq!(figures(&world, FlowKind::Quic).lost, [(Cause::TimedOut, dead)].into());
    assert!(figures(&world, FlowKind::Tcp).lost[&Cause::ServerChanged] > 15);
}
