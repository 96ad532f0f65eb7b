//! Ports: what runs out, towards whom, and when it comes back.

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::egress::connection::{Cause, Seat};
use anycast_lab::engine::egress::ports::Remote;
use anycast_lab::engine::sim::egress::news::EgressNews;
use serde_json::{Value, json};

use super::live::Live;

fn order(act: &str, server: u8, destination: &str, count: u32) -> Value {
    json!({
        "do": act,
        "node": "london",
        "server": server,
        "tag": "gb",
        "destination": destination,
        "count": count,
    })
}

/// What the ports of London's server 3 for GB do towards a destination: in use, in TIME-WAIT, free.
fn usage(live: &Live, destination: &str) -> (u32, u32, u32) {
    let egress = live.world.network().egress.as_ref().unwrap();
    let tag = egress.tag_named(&Slug::new("gb")).unwrap();
    let to = &egress.destinations[egress.destination_named(&Slug::new(destination)).unwrap()];
    let seat = Seat { node: live.node("london"), server: 3 };
    let source = live.world.sources_of(seat, tag)[0];
    let remote = Remote { address: to.sites[0].address, port: to.port };
    let usage = live.world.port_usage(&source, remote);
    (usage.in_use, usage.waiting, usage.free)
}

fn exhausted(live: &Live) -> usize {
    live.news().filter(|news| matches!(news, EgressNews::PortsExhausted { .. })).count()
}

#[test]
fn a_slice_runs_out_towards_one_destination_while_another_still_works() {
    let mut live = Live::new();
    assert_eq!(usage(&live, "bookhouse"), (0, 0, 2_048));
    live.act(order("hold-ports", 3, "bookhouse", 2_048));
    assert_eq!((usage(&live, "bookhouse"), exhausted(&live)), ((2_048, 0, 0), 0));
    live.act(order("hold-ports", 3, "bookhouse", 1));
    assert_eq!(exhausted(&live), 1);
    assert_eq!(usage(&live, "watermill"), (0, 0, 2_048));
    live.act(order("hold-ports", 3, "watermill", 5));
    assert_eq!((usage(&live, "watermill"), exhausted(&live)), ((5, 0, 2_043), 1));
    // Nor is another server's slice touched.
    live.act(order("hold-ports", 4, "bookhouse", 2_048));
    assert_eq!(exhausted(&live), 1);
}

#[test]
fn a_port_rests_a_minute_before_it_serves_the_same_destination_again() {
    let mut live = Live::new();
    live.act(order("hold-ports", 3, "bookhouse", 2_048));
    live.act(order("free-ports", 3, "bookhouse", 2_000));
    assert_eq!(usage(&live, "bookhouse"), (48, 2_000, 0));
    live.act(order("hold-ports", 3, "bookhouse", 1));
    assert_eq!(exhausted(&live), 1);
    live.wait_ms(59_900);
    assert_eq!(usage(&live, "bookhouse").2, 0);
    live.wait_ms(200);
    assert_eq!(usage(&live, "bookhouse"), (48, 0, 2_000));
}

#[test]
fn a_user_is_refused_by_name_when_ports_are_out() {
    let mut live = Live::new();
    let all = json!({
        "do": "hold-ports", "node": "london", "tag": "gb", "destination": "bookhouse",
        "count": 2_048,
    });
    live.act(all);
    assert_eq!((usage(&live, "bookhouse").0, exhausted(&live)), (2_048, 0));
    live.open("full", "thistle", "bookhouse", 5);
    live.open("free", "thistle", "watermill", 5);
    live.wait_ms(8_000);
    assert_eq!(live.cause("full"), Some(Cause::PortsExhausted));
    assert_eq!(live.cause("free"), Some(Cause::Closed));
}

#[test]
fn ports_lie_in_the_slice_of_the_server_that_opened() {
    let mut live = Live::new();
    for n in 0..60 {
        live.open(&format!("c{n}"), "thistle", "bookhouse", 0);
    }
    live.wait_ms(1_000);
    let slice = live.world.network().egress.as_ref().unwrap().slice;
    for n in 0..60 {
        let one = live.connection(&format!("c{n}"));
        let (server, (_, port)) = (u16::from(one.at.unwrap().server), one.source.unwrap());
        let block = server / 31;
        assert_eq!(slice.server(block, port), Some(server));
    }
}
