//! What moves: UPDATEs as triangles, packets as circles, where they are at a moment.
//!
//! A thing on its way has a departure and an arrival; its place is interpolation by simulated
//! time. So pausing, seeking and slow motion cost nothing, and nothing moves by itself.

use super::draw_list::{Draw, DrawList, Pen, Rgba, Shape};
use super::network::Stage;
use super::palette::{CASING, node_style};
use super::point::Point;
use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::{Packet, PacketKind};
use crate::engine::net::network::{Network, Session};
use crate::engine::sim::view::UpdateInFlight;
use crate::engine::sim::world::World;

/// How far beside the line UPDATEs travel, so that they and packets can be told apart.
const BESIDE: f64 = 6.0;
/// How long a dropped packet's cross stays, in real time; the page keeps the clock for that.
pub const DROP_SHOWN_MS: u32 = 1_000;

/// A packet that was dropped a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drop {
    /// The router that dropped it.
    pub at: RouterId,
}

/// Everything that moves in a world at `now`, which may lie a little past the world's own time.
#[must_use]
pub fn draw(stage: &Stage<'_>, world: &World, now: SimTime, drops: &[Drop]) -> DrawList {
    let mut list = DrawList::default();
    let serving =
        |packet: &Packet| packet.node.or_else(|| world.serving(packet.client, packet.service));
    for packet in world.packets() {
        draw_packet(&mut list, stage, packet, serving(packet), now);
    }
    for update in world.updates_in_flight() {
        draw_update(&mut list, stage, &update, now);
    }
    for drop in drops {
        draw_drop(&mut list, stage, *drop);
    }
    list
}

/// How much of a journey lies behind at `now`, from 0 to 1; a journey without length is over.
#[must_use]
pub fn progress(departed: SimTime, arrives: SimTime, now: SimTime) -> f64 {
    let micros = |span: u64| f64::from(u32::try_from(span).unwrap_or(u32::MAX));
    let whole = micros(arrives.since(departed).as_us());
    if whole > 0.0 { (micros(now.since(departed).as_us()) / whole).min(1.0) } else { 1.0 }
}

/// Draws an UPDATE: a triangle up announces, one down withdraws. Inside a network it is smaller.
pub fn draw_update(list: &mut DrawList, stage: &Stage<'_>, update: &UpdateInFlight, now: SimTime) {
    if update.arrives < now {
        return;
    }
    let palette = stage.theme.palette();
    let is_internal = is_internal(stage.network, update);
    let t = progress(update.departed, update.arrives, now);
    let (at, direction) = place(stage, update.from, update.to, t);
    // Close to its ends an UPDATE is on its mark, not beside it.
    let beside = direction.turned() * (BESIDE * (4.0 * t * (1.0 - t)).min(1.0));
    let (shape, fill) = if update.is_withdrawal {
        (Shape::TriangleDown, palette.text)
    } else {
        (Shape::TriangleUp, palette.accent)
    };
    let radius = if is_internal { 3.6 } else { 5.0 };
    let edge = Pen { width: 1.2, color: halo(stage) };
    list.mark(shape, at + beside, radius, fill, edge);
}

/// Draws a packet on its last hop: a query is filled, an answer hollow, in the hue of the node.
pub fn draw_packet(
    list: &mut DrawList,
    stage: &Stage<'_>,
    packet: &Packet,
    node: Option<NodeId>,
    now: SimTime,
) {
    let [.., from, to] = packet.hops.as_slice() else { return };
    if to.arrives < now {
        return;
    }
    let palette = stage.theme.palette();
    let (at, _) = place(stage, from.router, to.router, progress(to.departed, to.arrives, now));
    let hue = node.map_or(palette.text, |node| node_style(stage.network.nodes[node].letter).hue);
    match packet.kind {
        PacketKind::Query => {
            list.mark(Shape::Disc, at, 3.6, hue, Pen { width: 1.2, color: CASING });
        }
        PacketKind::Answer => {
            let casing = Some(Pen { width: 4.0, color: CASING });
            list.push(Draw::Mark { shape: Shape::Disc, at, radius: 3.4, fill: None, edge: casing });
            list.mark(Shape::Disc, at, 3.4, palette.ground, Pen { width: 1.8, color: hue });
        }
    }
}

fn draw_drop(list: &mut DrawList, stage: &Stage<'_>, drop: Drop) {
    let Some(placed) = stage.placement.of_router(drop.at) else { return };
    let at = placed.at + stage.viewport.origin();
    for (width, color) in [(5.0, halo(stage)), (2.4, stage.theme.palette().text)] {
        let edge = Some(Pen { width, color });
        list.push(Draw::Mark { shape: Shape::Cross, at, radius: 8.0, fill: None, edge });
    }
}

fn halo(stage: &Stage<'_>) -> Rgba {
    stage.theme.palette().ground
}

fn place(stage: &Stage<'_>, from: RouterId, to: RouterId, t: f64) -> (Point, Point) {
    let curve = stage.curve(from, to);
    (curve.point(t) + stage.viewport.origin(), curve.direction(t))
}

fn is_internal(network: &Network, update: &UpdateInFlight) -> bool {
    network.sessions.get(update.session).is_some_and(Session::is_internal)
}
