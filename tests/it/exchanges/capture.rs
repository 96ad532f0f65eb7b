//! Packet capture.

use anycast_lab::engine::sim::capture::{Direction, Row, Tap, capture};
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::world::World;
use proptest::prelude::*;
use serde_json::json;

use super::{act, wait};
use crate::worlds::{settled, two_doors};

/// A download for so many milliseconds, and what was told of it.
fn download(ms: u64) -> (World, Vec<Fact>) {
    let mut world = settled(&two_doors());
    let start = json!({
        "do": "start-session", "client": "users", "service": "dns", "kind": "tcp", "slug": "web",
        "source_port": 50_000
    });
    let mut facts = act(&mut world, start);
    facts.extend(wait(&mut world, ms));
    (world, facts)
}

fn at(world: &World, facts: &[Fact], tap: Tap) -> Vec<Row> {
    capture(world.network(), tap, facts, world.packets(), world.now())
}

/// A row as capture programs print it.
fn line(world: &World, began: u64, row: &Row) -> String {
    let ms = (row.at.as_us() - began) / 1_000;
    let link = row.link.map_or("host", |link| world.network().links[link].slug.as_str());
    let way = if row.direction == Direction::In { "<" } else { ">" };
    let [from, to] = row.ports;
    let flags = row.kind.flags();
    format!("{ms} {way} {link} {from}>{to} [{flags}] {} ttl {}", row.length, row.ttl)
}

#[test]
fn a_router_sees_each_packet_come_and_go() {
    let (world, facts) = download(45);
    let began = world.now().as_us() - 45_000;
    let router = world.network().names.routers["long-mid"];
    let rows = at(&world, &facts, Tap::Router(router));
    let lines: Vec<String> = rows.iter().map(|row| line(&world, began, row)).collect();
    let expected = [
        "2 < long-mid--access 50000>443 [SYN] 44 ttl 63",
        "2 > long-west--long-mid 50000>443 [SYN] 44 ttl 62",
        "24 < long-west--long-mid 443>50000 [SYN, ACK] 44 ttl 62",
        "24 > long-mid--access 443>50000 [SYN, ACK] 44 ttl 61",
        "28 < long-mid--access 50000>443 [ACK] 40 ttl 63",
        "28 > long-west--long-mid 50000>443 [ACK] 40 ttl 62",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn link_layer_addresses_are_those_of_the_hop_alone() {
    let (world, facts) = download(45);
    let names = &world.network().names;
    let [client, node] = [Tap::Client(names.clients["users"]), Tap::Server(names.nodes["west"], 0)];
    let taps = ["access", "long-mid", "long-west", "west"].map(|name| names.routers[name]);
    let syn = |tap: Tap, direction: Direction| {
        let rows = at(&world, &facts, tap);
        let mut rows = rows.into_iter();
        rows.find(|row| row.kind.flags() == "SYN" && row.direction == direction).unwrap()
    };
    // What leaves one end of a wire is what arrives at the other, and never the same as before.
    let mut seen = vec![syn(client, Direction::Out).link_layer];
    for tap in taps.map(Tap::Router) {
        assert_eq!(&syn(tap, Direction::In).link_layer, seen.last().unwrap());
        seen.push(syn(tap, Direction::Out).link_layer);
    }
    assert_eq!(&syn(node, Direction::In).link_layer, seen.last().unwrap());
    let mut each: Vec<String> = seen.iter().flatten().map(ToString::to_string).collect();
    assert!(each.iter().all(|mac| mac.starts_with("02:") && mac.len() == 17), "{each:?}");
    assert_eq!(each.len(), 10);
    each.sort();
    each.dedup();
    assert_eq!(each.len(), 10);
    // The addresses inside stay what they are, from end to end.
    let (first, last) = (syn(client, Direction::Out), syn(node, Direction::In));
    assert_eq!((first.source, first.destination), (last.source, last.destination));
    assert_eq!((first.ttl, last.ttl), (64, 61));
}

#[test]
fn a_server_sees_its_own_packets_and_another_none() {
    let (world, facts) = download(1_000);
    let names = &world.network().names;
    let rows = at(&world, &facts, Tap::Server(names.nodes["west"], 0));
    let count = |direction| rows.iter().filter(|row| row.direction == direction).count();
    // SYN and 6 ACKs; SYN-ACK and 5 segments.
    assert_eq!((count(Direction::In), count(Direction::Out)), (7, 6));
    assert!(rows.iter().all(|row| row.link.is_none()));
    assert!(rows.is_sorted_by_key(|row| row.at));
    assert_eq!(at(&world, &facts, Tap::Server(names.nodes["west"], 1)), []);
    assert_eq!(at(&world, &facts, Tap::Server(names.nodes["east"], 0)), []);
    // A router that answers a probe itself has nobody behind it who did.
    let mut world = world;
    let trace = json!({"do": "traceroute", "client": "users", "service": "dns"});
    let mut facts = act(&mut world, trace);
    facts.extend(wait(&mut world, 1_000));
    let router = world.network().names.routers["long-west"];
    let rows = at(&world, &facts, Tap::Router(router));
    let mut errors = rows.iter().filter(|row| row.kind.flags() == "time exceeded");
    assert!(errors.all(|row| row.direction == Direction::Out && row.link.is_some()));
}

proptest! {
    /// What every router captures is every hop of every packet, once coming and once going.
    #[test]
    fn nothing_passes_unseen(ms in 1_u64..400, link in 0_usize..5) {
        let mut world = settled(&two_doors());
        let fail = json!({"do": "fail-link", "link": world.network().links.raw[link].slug});
        let mut facts = act(&mut world, json!({
            "do": "start-session", "client": "users", "service": "dns", "kind": "quic",
            "slug": "web"
        }));
        facts.extend(wait(&mut world, ms));
        facts.extend(act(&mut world, fail));
        facts.extend(wait(&mut world, 200));
        let now = world.now();
        let ended = facts.iter().filter_map(|fact| match &fact.what {
            What::PacketDelivered { packet, .. } => Some((&**packet, true)),
            What::PacketDropped { packet, .. } => Some((&**packet, false)),
            _ => None,
        });
        let mut expected = 0;
        for (packet, is_delivered) in ended.chain(world.packets().map(|packet| (packet, false))) {
            let hops = &packet.hops[1..];
            expected += hops.iter().filter(|hop| hop.arrives <= now).count() + hops.len();
            expected += 1 + usize::from(is_delivered);
        }
        let routers = world.network().routers.keys();
        let found: usize = routers.map(|id| at(&world, &facts, Tap::Router(id)).len()).sum();
        prop_assert_eq!(found, expected);
    }
}
