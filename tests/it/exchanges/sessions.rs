//! Sessions with services.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::dataplane::packet::PacketKind;
use anycast_lab::engine::net::inside::{Balancer, Inside};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::ledger::Ledger;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::flow::{Cause, FlowKind, Phase};
use anycast_lab::engine::traffic::survival::survival;
use proptest::prelude::*;
use serde_json::json;

use super::{act, cause, flow, heard_of, wait};
use crate::worlds::{settled, two_doors};

fn start(world: &mut World, client: &str, kind: &str, slug: &str) {
    let command = json!({
        "do": "start-session", "client": client, "service": "dns", "kind": kind, "slug": slug
    });
    act(world, command);
}

fn shipped(slug: &str) -> World {
    let path = format!("{}/assets/scenarios/{slug}.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    World::opened(&setup, 1)
}

#[test]
fn a_download_opens_by_handshake_and_goes_segment_by_segment() {
    let mut world = settled(&two_doors());
    start(&mut world, "users", "tcp", "web");
    // 13 ms one way: SYN, SYN-ACK.
    wait(&mut world, 25);
    assert_eq!(flow(&world, "web").phase, Phase::Opening);
    wait(&mut world, 1);
    assert_eq!(flow(&world, "web").phase, Phase::Open);
    let facts = wait(&mut world, 1_000);
    let mut seen: Vec<(PacketKind, u32)> = Vec::new();
    for fact in &facts {
        if let What::PacketDelivered { packet, .. } = &fact.what {
            assert_eq!(packet.destination.to_string() == "192.0.2.53", packet.ports[1] == 443);
            seen.push((packet.kind, packet.sequence));
        }
    }
    let expected = [
        (PacketKind::Ack, 0),
        (PacketKind::Data, 1),
        (PacketKind::Ack, 1),
        (PacketKind::Data, 2),
        (PacketKind::Ack, 2),
    ];
    assert_eq!(seen[..5], expected);
    // One segment each 200 ms.
    assert_eq!(flow(&world, "web").received, 5);
    assert_eq!(cause(&world, "web"), None);
    act(&mut world, json!({"do": "stop-session", "slug": "web"}));
    assert_eq!(cause(&world, "web"), Some(Cause::Stopped));
}

#[test]
fn when_the_pop_withdraws_the_download_breaks_and_dns_goes_on() {
    for world in ["first-light", "three-cities"] {
        let mut world = shipped(world);
        let network = world.network();
        let client = network.clients.first_key().unwrap();
        let service = network.services.first_key().unwrap();
        let city = network.clients[client].slug.to_string();
        let node = world.serving(client, service).unwrap();
        let (node, has_unicast) =
            (network.nodes[node].slug.clone(), network.nodes[node].unicast.is_some());
        for kind in ["tcp", "udp", "quic"] {
            start(&mut world, &city, kind, kind);
        }
        wait(&mut world, 3_000);
        let before = survival(world.flows().map(|(_, flow)| flow));
        assert!(before.values().all(|figures| figures.alive == 1 && figures.opened == 1));
        act(&mut world, json!({"do": "withdraw", "node": node}));
        let answers = flow(&world, "udp").received;
        let facts = wait(&mut world, 120_000);
        assert_eq!(cause(&world, "tcp"), Some(Cause::RouteMoved));
        let reset = facts.iter().find_map(|fact| match &fact.what {
            What::PacketDelivered { packet, .. } if packet.kind == PacketKind::Rst => Some(packet),
            _ => None,
        });
        let by = reset.unwrap().node.unwrap();
        assert_ne!(world.network().nodes[by].slug, node);
        assert_eq!(cause(&world, "udp"), None);
        assert!(flow(&world, "udp").received > answers + 200);
        assert_ne!(heard_of(&world, "udp"), Some(node.to_string()));
        // With an address of its own the server keeps its client; without, QUIC is lost like TCP.
        let expected = (!has_unicast).then_some(Cause::RouteMoved);
        assert_eq!(cause(&world, "quic"), expected);
        if has_unicast {
            assert_eq!(heard_of(&world, "quic"), Some(node.to_string()));
            assert!(flow(&world, "quic").received > 500);
        }
        let after = survival(world.flows().map(|(_, flow)| flow));
        assert_eq!(after[&FlowKind::Tcp].lost, [(Cause::RouteMoved, 1)].into());
        assert_eq!((after[&FlowKind::Udp].alive, after[&FlowKind::Udp].all_lost()), (1, 0));
    }
}

#[test]
fn a_download_whose_server_is_gone_with_its_pop_times_out() {
    let mut world = settled(&two_doors());
    start(&mut world, "users", "tcp", "web");
    // Nothing is under way then: the next segment is sent into the dark, and a client that waits
    // for data says nothing that another node could answer.
    wait(&mut world, 1_090);
    act(&mut world, json!({"do": "fail-pop", "node": "west"}));
    wait(&mut world, 29_000);
    assert_eq!(cause(&world, "web"), None);
    wait(&mut world, 2_000);
    assert_eq!(cause(&world, "web"), Some(Cause::TimedOut));
}

#[test]
fn what_is_lost_is_sent_again_by_either_end() {
    let mut world = settled(&two_doors());
    // The SYN is lost with the link; the second, a second later, arrives.
    act(&mut world, json!({"do": "fail-link", "link": "long-mid--access"}));
    start(&mut world, "users", "tcp", "web");
    wait(&mut world, 500);
    act(&mut world, json!({"do": "restore-link", "link": "long-mid--access"}));
    wait(&mut world, 2_900);
    assert_eq!(flow(&world, "web").phase, Phase::Open);
    // A segment, or its acknowledgment, is lost; the server's timer sends it again.
    let received = flow(&world, "web").received;
    act(&mut world, json!({"do": "fail-link", "link": "long-mid--access"}));
    wait(&mut world, 300);
    act(&mut world, json!({"do": "restore-link", "link": "long-mid--access"}));
    wait(&mut world, 10_000);
    assert_eq!(cause(&world, "web"), None);
    assert!(flow(&world, "web").received > received + 30);
}

#[test]
fn sessions_have_names_ports_and_limits() {
    let mut world = settled(&two_doors());
    let refusal = |world: &World, command: serde_json::Value| {
        let command: Command = serde_json::from_value(command).unwrap();
        world.accepts(&command).unwrap_err().to_string()
    };
    let with = |slug: &str, port: u16| {
        json!({
            "do": "start-session", "client": "users", "service": "dns", "kind": "udp",
            "slug": slug, "source_port": port
        })
    };
    act(&mut world, with("one", 5_353));
    assert!(refusal(&world, with("one", 5_354)).contains("`one` is open already"));
    assert!(refusal(&world, with("two", 5_353)).contains("taken"));
    assert!(refusal(&world, with("two", 0)).contains("between 1 and 65535, not 0"));
    assert!(refusal(&world, with("Two!", 5_354)).contains("no slug called `Two!`"));
    let stop = json!({"do": "stop-session", "slug": "one"});
    act(&mut world, stop.clone());
    assert!(refusal(&world, stop).contains("over already"));
    assert!(refusal(&world, json!({"do": "stop-session", "slug": "x"})).contains("no session"));
    // Its name and port are free again.
    act(&mut world, with("one", 5_353));
    for n in 2..1_000 {
        start(&mut world, "users", "udp", &format!("s{n}"));
    }
    assert!(refusal(&world, with("more", 5_354)).contains("between 0 and 1000, not 1001"));
}

#[test]
fn sessions_replay_and_survive_a_return_and_a_copy() {
    let mut world = settled(&two_doors());
    let _ = world.snapshot();
    for kind in ["tcp", "udp", "quic"] {
        start(&mut world, "users", kind, kind);
    }
    wait(&mut world, 400);
    let (snapshot, then) = (world.snapshot(), world.digest());
    let mut copy = snapshot.world(&world);
    let go_on = |world: &mut World| {
        act(world, json!({"do": "withdraw", "node": "west"}));
        wait(world, 5_000);
        world.digest()
    };
    let after = go_on(&mut world);
    assert_ne!(after, then);
    world.return_to(&snapshot);
    assert_eq!(world.digest(), then);
    assert_eq!((go_on(&mut world), go_on(&mut copy)), (after, after));
    assert!(snapshot.bytes() > 0);
}

#[test]
fn what_a_session_knows_is_in_the_digest_and_nothing_else_is() {
    let (mut one, mut other) = (settled(&two_doors()), settled(&two_doors()));
    start(&mut one, "users", "tcp", "web");
    start(&mut other, "users", "tcp", "web");
    assert_eq!(one.digest(), other.digest());
    wait(&mut one, 1_000);
    assert_ne!(one.digest(), other.digest());
    wait(&mut other, 1_000);
    assert_eq!(one.digest(), other.digest());
}

proptest! {
    /// Whatever is done, and whenever.
    #[test]
    fn no_packet_is_lost_without_a_fate(
        acts in proptest::collection::vec((0_usize..13, 0_u64..900), 1..25),
    ) {
        let mut scenario = two_doors();
        scenario.timing.client_interval_us = Some(Span::from_ms(70));
        let balancer = Balancer::Layer4;
        let inside = Inside { servers: 2, balancer, least_servers: 0, ..Inside::default() };
        scenario.services[0].nodes[0].inside = Some(inside);
        let mut world = settled(&scenario);
        let mut ledger = Ledger::begin(&world);
        for (n, (act, ms)) in acts.into_iter().enumerate() {
            let command = match act {
                0 => json!({"do": "withdraw", "node": "west"}),
                1 => json!({"do": "announce", "node": "west"}),
                2 => json!({"do": "fail-link", "link": "long-west--long-mid"}),
                3 => json!({"do": "restore-link", "link": "long-west--long-mid"}),
                4 => json!({"do": "fail-pop", "node": "east"}),
                5 => json!({"do": "restore-pop", "node": "east"}),
                6 => json!({"do": "traceroute", "client": "users", "service": "dns"}),
                7 => json!({"do": "ping", "client": "users", "address": "198.18.1.9"}),
                8 => json!({"do": "fail-server", "node": "west", "server": n % 2}),
                9 => json!({"do": "restore-server", "node": "west", "server": n % 2}),
                10 => json!({"do": "set-per-packet", "node": "west", "is_on": n % 2 == 0}),
                _ => json!({
                    "do": "start-session", "client": "users", "service": "dns",
                    "kind": FlowKind::ALL[n % 3], "slug": format!("s{n}")
                }),
            };
            let command: Command = serde_json::from_value(command).unwrap();
            let mut facts = Vec::new();
            // What is so already is refused.
            let _ = world.apply(world.now(), &command, &mut facts);
            ledger.take_in(&facts);
            prop_assert_eq!(ledger.under_way(), Some(world.packet_count()));
            ledger.take_in(&wait(&mut world, ms));
            prop_assert_eq!(ledger.under_way(), Some(world.packet_count()));
        }
    }
}

#[test]
fn all_of_it_works_in_ipv6() {
    let mut scenario = two_doors();
    let service = &mut scenario.services[0];
    service.prefix = "2001:db8:53::/48".parse().unwrap();
    service.address = "2001:db8:53::53".parse().unwrap();
    service.nodes[0].unicast = Some("2001:db8:a::/48".parse().unwrap());
    scenario.clients[0].other_prefix = Some("2001:db8:1::/48".parse().unwrap());
    let mut world = settled(&scenario);
    for kind in ["tcp", "udp", "quic"] {
        start(&mut world, "users", kind, kind);
    }
    act(&mut world, json!({"do": "traceroute", "client": "users", "service": "dns"}));
    wait(&mut world, 1_000);
    let (_, probe) = world.probes().next_back().unwrap();
    assert!(probe.is_answered() && probe.trials.len() == 4);
    // Routers have one address, which the packet carries mapped.
    let source = probe.trials[1].back.as_ref().unwrap().source;
    assert!(source.to_string().starts_with("::ffff:10."), "{source}");
    assert_eq!(flow(&world, "quic").destination.to_string(), "2001:db8:a::1");
    act(&mut world, json!({"do": "withdraw", "node": "west"}));
    wait(&mut world, 2_000);
    let causes = ["tcp", "udp", "quic"].map(|slug| cause(&world, slug));
    assert_eq!(causes, [Some(Cause::RouteMoved), None, None]);
}
