//! A million live connections: every reply finds its server, and there is room for them.

use anycast_lab::engine::egress::connection::Cause;
use serde_json::json;

use super::live::Live;

#[path = "../../../benches/yardstick/src/million.rs"]
mod yardstick;

use yardstick::{Million, POPS, SERVERS};

/// 256 MB.
const ROOM: usize = 256_000_000;

#[test]
fn every_reply_of_a_million_connections_comes_home() {
    let million = Million::default();
    assert!(million.count() >= 1_000_000);
    assert_eq!(million.astray(), 0);
    assert!(million.bytes() <= ROOM, "{} bytes", million.bytes());
}

/// The same in a world, where each server holds ports for every tag towards four destinations.
#[test]
fn a_world_has_room_for_a_million_and_for_one_more() {
    const EACH: usize = 27;
    let mut live = Live::new();
    let egress = live.world.network().egress.clone().unwrap();
    let nodes = live.world.network().nodes.clone();
    let before = live.world.snapshot().bytes();
    for node in &nodes {
        for server in 0..SERVERS {
            for tag in &egress.tags {
                for destination in ["bookhouse", "watermill", "granary", "playhouse"] {
                    live.act(json!({
                        "do": "hold-ports",
                        "node": node.slug,
                        "server": server,
                        "tag": tag.slug,
                        "destination": destination,
                        "count": EACH,
                    }));
                }
                live.facts.clear();
            }
        }
    }
    let taken = live.world.snapshot().bytes() - before;
    assert!(taken <= ROOM, "{taken} bytes");
    // All were given their ports: a port more for each would be another.
    let places = usize::from(POPS) * usize::from(SERVERS) * egress.tags.len() * 4;
    assert!(places * EACH >= 1_000_000);
    let in_use = |live: &Live| {
        let addresses = live.world.egress().unwrap().pool().addresses();
        let of = addresses.flat_map(|(_, address)| {
            let all = (1..32).map(|slice| egress.slice.range(slice));
            all.flat_map(move |slice| {
                let book = live.world.egress().unwrap().book();
                book.usage_of(address, slice, live.world.now()).collect::<Vec<_>>()
            })
        });
        of.map(|(_, usage)| usize::try_from(usage.in_use).unwrap()).sum::<usize>()
    };
    assert_eq!(in_use(&live), places * EACH);
    live.open("one-more", "thistle", "bookhouse", 2);
    live.wait_ms(2_000);
    assert_eq!(in_use(&live), places * EACH + 1);
    assert_eq!((live.entered("one-more"), live.opener("one-more")), ("tokyo", "london"));
    live.wait_ms(2_000);
    assert_eq!(live.cause("one-more"), Some(Cause::Closed));
    println!("{} connections in a world: {taken} bytes", places * EACH);
}
