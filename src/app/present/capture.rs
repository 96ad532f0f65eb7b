//! The last packets that passed a router or a client network's host, as capture programs list them.
//!
//! What passed is picked out of the facts of the last moments and of the packets under way, each
//! time that somebody looks: nothing is kept, and nobody pays who does not look.

use std::net::IpAddr;

use crate::app::lab::Lab;
use crate::app::present::hosts;
use crate::app::present::quantity;
use crate::engine::base::ids::PacketId;
use crate::engine::base::time::SimTime;
use crate::engine::sim::capture::{Direction, Row, Tap, capture};
use crate::say;

/// So many are listed.
const LISTED: usize = 12;

/// A packet as it passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which packet, and when; it may come and go at once.
    pub key: (SimTime, PacketId),
    /// When.
    pub time: String,
    /// Whether it came or went, in words.
    pub direction: String,
    /// What it is, with its flags.
    pub kind: String,
    /// Source and destination address, with ports where the protocol has some.
    pub ends: [String; 2],
    /// Link-layer source and destination, of this hop alone.
    pub link_layer: [String; 2],
    /// Hops left and length.
    pub rest: String,
}

/// The last packets at `tap`, the latest first; none while a prediction is open.
#[must_use]
pub fn latest(lab: &Lab, tap: Tap) -> Vec<Line> {
    if lab.is_frozen() {
        return Vec::new();
    }
    let world = lab.world();
    let facts = lab.session.recent.since(0);
    let rows = capture(lab.network(), tap, facts, world.packets(), world.now());
    rows.iter().rev().take(LISTED).map(|row| line(lab, row)).collect()
}

fn line(lab: &Lab, row: &Row) -> Line {
    let lang = lab.lang;
    let [from, to] = row.ports;
    Line {
        key: (row.at, row.packet),
        time: quantity::clock(lab.session.shown(row.at)),
        direction: match row.direction {
            Direction::In => say!(lang, "capture-in"),
            Direction::Out => say!(lang, "capture-out"),
        },
        kind: hosts::packet_kind(lang, row.kind),
        ends: [end(row.source, from), end(row.destination, to)],
        link_layer: row.link_layer.map(|address| address.to_string()),
        rest: say!(lang, "capture-rest", ttl = row.ttl, length = row.length),
    }
}

/// An address with its port; without one, where the protocol has none.
#[must_use]
pub fn end(address: IpAddr, port: u16) -> String {
    match (port, address) {
        (0, _) => address.to_string(),
        (_, IpAddr::V4(_)) => format!("{address}:{port}"),
        (_, IpAddr::V6(_)) => format!("[{address}]:{port}"),
    }
}
