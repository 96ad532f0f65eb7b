//! Ping, traceroute, `id.server`.

use anycast_lab::engine::base::ids::ProbeId;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::{Fate, PacketKind};
use anycast_lab::engine::net::inside::Inside;
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::limits::MAX_PROBES;
use anycast_lab::engine::sim::probes::{Probe, Trial};
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

use super::{act, wait};
use crate::worlds::{link, settled, two_doors};

fn probe(world: &mut World, command: Value, ms: u64) -> &Probe {
    act(world, command);
    wait(world, ms);
    world.probes().next_back().unwrap().1
}

fn ping<'a>(world: &'a mut World, field: &str, to: &str, ms: u64) -> &'a Probe {
    probe(world, json!({"do": "ping", "client": "users", field: to}), ms)
}

fn traceroute(world: &mut World, ms: u64) -> &Probe {
    probe(world, json!({"do": "traceroute", "client": "users", "service": "dns"}), ms)
}

/// What a traceroute prints: routers by name, `*` for silence, with milliseconds.
fn printed(world: &World) -> Vec<String> {
    let (_, probe) = world.probes().next_back().unwrap();
    let line = |trial: &Trial| match (trial.router(), trial.round_trip()) {
        (Some(router), Some(time)) => {
            format!("{} {}", world.network().routers[router].slug, time.as_us() / 1_000)
        }
        _ => "*".to_owned(),
    };
    probe.trials.iter().map(line).collect()
}

/// Access is a customer at both ends of the row of routers, and sends by the nearer one.
fn crooked() -> Scenario {
    let mut scenario = two_doors();
    scenario.links.push(link("long-east", "access", LinkRelation::Provider, 2));
    scenario.services[0].nodes[0].announced = false;
    scenario
}

#[test]
fn a_ping_measures_each_way_by_itself() {
    let mut world = settled(&crooked());
    let probe = ping(&mut world, "service", "dns", 100);
    assert!(probe.is_over && probe.is_answered());
    let [trial] = probe.trials.as_slice() else { panic!("one packet") };
    // There by long-mid, 2 + 20 + 1; back by the door next to the node, 1 + 2.
    assert_eq!(trial.one_way(), Some((Span::from_ms(23), Span::from_ms(3))));
    assert_eq!(trial.answer(), Some(PacketKind::EchoReply));
    let (there, back) = (trial.there.clone().unwrap(), trial.back.clone().unwrap());
    let names = |hops: &[anycast_lab::engine::dataplane::packet::Hop]| -> Vec<String> {
        let routers = &world.network().routers;
        hops.iter().map(|hop| routers[hop.router].slug.to_string()).collect()
    };
    assert_eq!(names(&there.hops), ["access", "long-mid", "long-east", "east"]);
    assert_eq!(names(&back.hops), ["east", "long-east", "access"]);
    assert_eq!((back.source, back.destination), (there.destination, there.source));
}

#[test]
fn any_address_can_be_pinged_and_silence_is_noticed() {
    let mut world = settled(&two_doors());
    // A host of the client network itself.
    let probe = ping(&mut world, "address", "198.18.1.77", 1);
    assert_eq!(probe.trials[0].round_trip(), Some(Span::ZERO));
    let probe = ping(&mut world, "address", "203.0.113.1", 4_999);
    assert!(!probe.is_over);
    let (at, fate) = probe.trials[0].lost.unwrap();
    assert_eq!((world.network().routers[at].slug.as_str(), fate), ("access", Fate::NoRoute));
    let facts = wait(&mut world, 1);
    assert!(facts.iter().any(|fact| matches!(fact.what, What::ProbeUnanswered { ttl: 64, .. })));
    let (_, probe) = world.probes().next_back().unwrap();
    assert!(probe.is_over && probe.trials[0].is_silent && !probe.is_answered());
}

#[test]
fn a_traceroute_names_the_routers_and_the_server_at_the_end() {
    let mut world = settled(&two_doors());
    let probe = traceroute(&mut world, 1_000);
    assert!(probe.is_over && probe.is_answered());
    let (node, server) = probe.trials[3].server().unwrap();
    assert_eq!((world.network().nodes[node].slug.as_str(), server), ("west", 0));
    assert_eq!(printed(&world), ["access 0", "long-mid 4", "long-west 24", "west 26"]);
    // The routers answer from addresses of their own.
    let (_, probe) = world.probes().next_back().unwrap();
    let source = |trial: &Trial| trial.back.as_ref().unwrap().source;
    let loopback = |name: &str| {
        let network = world.network();
        network.routers[network.names.routers[name]].loopback
    };
    assert_eq!(source(&probe.trials[1]), loopback("long-mid"));
    assert_eq!(source(&probe.trials[3]).to_string(), "192.0.2.53");
}

#[test]
fn a_traceroute_goes_round_in_a_loop_and_a_ping_expires_there() {
    let mut scenario = two_doors();
    scenario.timing.processing_us = Span::from_s(20);
    scenario.timing.processing_max_us = Span::from_s(20);
    let mut world = settled(&scenario);
    act(&mut world, json!({"do": "withdraw", "node": "west"}));
    // long-west has read it and sends by long-mid, which has not, and sends by long-west.
    wait(&mut world, 20_100);
    traceroute(&mut world, 15_000);
    let lines = printed(&world);
    // The way there grows by 10 ms a hop, the way back is 2 or 12 ms.
    let expected = ["access 0", "long-mid 4", "long-west 24", "long-mid 24", "long-west 44"];
    assert_eq!(lines[..5], expected);
    assert_eq!(lines.len(), 30);
    let probe = ping(&mut world, "service", "dns", 1_500);
    assert_eq!(probe.trials[0].answer(), Some(PacketKind::TimeExceeded));
    assert_eq!(probe.trials[0].lost.unwrap().1, Fate::TtlExpired);
    assert!(!probe.is_answered());
}

#[test]
fn a_hop_that_has_no_way_back_stays_silent() {
    let mut world = settled(&two_doors());
    let deny = json!({
        "do": "set-rules", "session": "long-west--west", "router": "west",
        "import": [{"match": {"prefix": "198.18.1.0/24"}, "deny": true}]
    });
    act(&mut world, deny);
    wait(&mut world, 1_000);
    traceroute(&mut world, 60_000);
    let lines = printed(&world);
    assert_eq!(lines, ["access 0", "long-mid 4", "long-west 24", "*", "*", "*", "*", "*"]);
    let (_, probe) = world.probes().next_back().unwrap();
    // The request did arrive; the reply is what was lost.
    let trial = &probe.trials[3];
    assert!(trial.there.is_some() && trial.back.is_none());
    let (at, fate) = trial.lost.unwrap();
    assert_eq!((world.network().routers[at].slug.as_str(), fate), ("west", Fate::NoRoute));
}

#[test]
fn id_server_tells_which_server_of_which_node_answered() {
    let mut scenario = two_doors();
    let inside = Inside { servers: 5, ..Inside::default() };
    scenario.services[0].nodes[0].inside = Some(inside);
    let mut world = settled(&scenario);
    let command = json!({"do": "query-id-server", "client": "users", "service": "dns"});
    let mut servers = std::collections::BTreeSet::new();
    for _ in 0..40 {
        let probe = probe(&mut world, command.clone(), 30);
        let (node, server) = probe.trials[0].server().unwrap();
        assert_eq!(world.network().nodes[node].slug.as_str(), "west");
        servers.insert(server);
    }
    // Each query has a port of its own, and so may reach another server.
    assert_eq!(servers.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
}

#[test]
fn what_a_probe_cannot_ask_is_refused_and_only_the_latest_are_kept() {
    let mut world = settled(&two_doors());
    let before = world.digest();
    let refusal = |command: Value| {
        let command: Command = serde_json::from_value(command).unwrap();
        world.accepts(&command).unwrap_err().to_string()
    };
    let client = "users";
    let neither = refusal(json!({"do": "ping", "client": client}));
    assert!(neither.contains("service and address must lie between 1 and 1, not 0"), "{neither}");
    let both = json!({"do": "ping", "client": client, "service": "dns", "address": "192.0.2.1"});
    assert!(refusal(both).contains("not 2"));
    let six = json!({"do": "traceroute", "client": client, "address": "2001:db8::1"});
    assert!(refusal(six).contains("no address of the family"));
    let nobody = json!({"do": "query-id-server", "client": "x", "service": "dns"});
    assert!(refusal(nobody).contains("no client called `x`"));
    assert_eq!(world.digest(), before);
    for _ in 0..MAX_PROBES + 6 {
        act(&mut world, json!({"do": "ping", "client": client, "service": "dns"}));
    }
    assert_eq!(world.probes().count(), MAX_PROBES);
    assert!(world.probe(ProbeId::from(5)).is_none() && world.probe(ProbeId::from(6)).is_some());
    assert_ne!(world.digest(), before);
}
