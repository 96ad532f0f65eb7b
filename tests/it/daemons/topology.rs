//! Random topologies in the fixture schema: customers and providers without circles, peers, some
//! links twice, some ends that prepend or set a MED.

use anycast_lab::engine::base::rng::{Purpose, Stream};
use serde_json::{Value, json};

/// A topology of 4 to 10 routers, each an AS of its own.
pub fn random(seed: u64) -> Value {
    let mut random = Stream::fork(seed, Purpose::FirstPacket, 0);
    let count = random.between(4, 10);
    // BGP Identifiers are shuffled: the order of the routers must not be the order of ties.
    let shift = random.between(1, count - 1);
    let routers: Vec<Value> = (0..count)
        .map(|n| {
            let id = format!("10.0.0.{}", 1 + (n * 7 + shift) % 97);
            json!({"name": format!("r{n}"), "asn": 65001 + n, "router_id": id, "loopback": id})
        })
        .collect();
    let mut links = Vec::new();
    for b in 1..count {
        let ways = random.between(1, 2.min(b));
        for way in 0..ways {
            let a = if way == 0 { random.between(0, b - 1) } else { b - 1 };
            let times = 1 + random.between(0, 3) / 3;
            let rel = if random.between(0, 3) == 0 { "p2p" } else { "p2c" };
            for _ in 0..times {
                let link = link(&mut random, links.len(), a, b, rel);
                links.push(link);
            }
        }
    }
    let announcements: Vec<Value> = (0..3)
        .map(|n| {
            let router = random.between(0, count - 1);
            json!({"router": format!("r{router}"), "prefix": format!("203.0.{}.0/24", 110 + n)})
        })
        .collect();
    json!({
        "schema": "bgp-fixture/1",
        "id": format!("random-{seed}"),
        "settings": {"policy": "gao-rexford"},
        "routers": routers,
        "links": links,
        "announcements": announcements,
    })
}

fn link(random: &mut Stream, n: usize, a: u64, b: u64, rel: &str) -> Value {
    let mut clauses = || match random.between(0, 5) {
        0 => json!([{"set": {"prepend": random.between(1, 3)}}]),
        1 => json!([{"set": {"med": random.between(1, 3) * 10}}]),
        _ => json!([]),
    };
    json!({
        "id": format!("l{n}"),
        "a": format!("r{a}"),
        "b": format!("r{b}"),
        "a_addr": format!("172.16.{n}.1"),
        "b_addr": format!("172.16.{n}.2"),
        "rel": rel,
        "a_export": clauses(),
        "b_export": clauses(),
    })
}
