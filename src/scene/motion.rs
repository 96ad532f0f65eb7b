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
/// Where a journey is shown when motion is reduced: it steps through these many places.
const STEPS: f64 = 3.0;

/// What a flash tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    /// An UPDATE arrived: a ring.
    Received,
    /// A packet was dropped: a cross.
    Dropped,
}

impl FlashKind {
    /// How long it stays, in milliseconds of real time; whoever shows it keeps the clock.
    #[must_use]
    pub const fn lasts_ms(self) -> f64 {
        match self {
            Self::Received => 450.0,
            Self::Dropped => 1_000.0,
        }
    }
}

/// Something that happened at a router a moment ago.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flash {
    /// The router.
    pub router: RouterId,
    /// What happened.
    pub kind: FlashKind,
    /// How much of its time is over, from 0 to 1.
    pub age: f64,
}

/// The moment that is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The simulated time.
    pub now: SimTime,
    /// Whether things step instead of gliding.
    pub is_reduced: bool,
    /// What happened just before.
    pub flashes: &'a [Flash],
}

/// Everything that moves in a world at a moment.
#[must_use]
pub fn draw(stage: &Stage<'_>, world: &World, moment: &Moment<'_>) -> DrawList {
    let mut list = DrawList::default();
    for flash in moment.flashes {
        draw_flash(&mut list, stage, *flash);
    }
    for packet in world.packets() {
        let node = packet.node.or_else(|| world.serving(packet.client, packet.service));
        draw_packet(&mut list, stage, packet, node, moment);
    }
    for update in world.updates_in_flight() {
        draw_update(&mut list, stage, &update, moment);
    }
    list
}

impl Moment<'_> {
    /// The share of a journey at which it is shown.
    fn progress(&self, departed: SimTime, arrives: SimTime) -> f64 {
        let t = progress(departed, arrives, self.now);
        if self.is_reduced { ((t * STEPS).floor().min(STEPS - 1.0) + 0.5) / STEPS } else { t }
    }
}

/// How much of a journey lies behind at `now`, from 0 to 1; a journey without length is over.
#[must_use]
pub fn progress(departed: SimTime, arrives: SimTime, now: SimTime) -> f64 {
    let micros = |span: u64| f64::from(u32::try_from(span).unwrap_or(u32::MAX));
    let whole = micros(arrives.since(departed).as_us());
    if whole > 0.0 { (micros(now.since(departed).as_us()) / whole).min(1.0) } else { 1.0 }
}

/// Draws an UPDATE: a triangle up announces, one down withdraws. Inside a network it is smaller.
pub fn draw_update(
    list: &mut DrawList,
    stage: &Stage<'_>,
    update: &UpdateInFlight,
    moment: &Moment<'_>,
) {
    if update.arrives < moment.now {
        return;
    }
    let palette = stage.theme.palette();
    let is_internal = is_internal(stage.network, update);
    let t = moment.progress(update.departed, update.arrives);
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
    moment: &Moment<'_>,
) {
    let [.., from, to] = packet.hops.as_slice() else { return };
    if to.arrives < moment.now {
        return;
    }
    let palette = stage.theme.palette();
    let t = moment.progress(to.departed, to.arrives);
    let (at, _) = place(stage, from.router, to.router, t);
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

fn draw_flash(list: &mut DrawList, stage: &Stage<'_>, flash: Flash) {
    let Some(placed) = stage.placement.of_router(flash.router) else { return };
    let at = placed.at + stage.viewport.origin();
    let palette = stage.theme.palette();
    match flash.kind {
        FlashKind::Received => {
            let radius = placed.radius + 3.0 + 7.0 * flash.age;
            let left = 255.0 * (1.0 - flash.age).clamp(0.0, 1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 255 by the clamp"
            )]
            let color = palette.accent.with_alpha(left as u8);
            let edge = Some(Pen { width: 2.0, color });
            list.push(Draw::Mark { shape: Shape::Disc, at, radius, fill: None, edge });
        }
        FlashKind::Dropped => {
            for (width, color) in [(5.0, palette.ground), (2.4, palette.text)] {
                let edge = Some(Pen { width, color });
                list.push(Draw::Mark { shape: Shape::Cross, at, radius: 8.0, fill: None, edge });
            }
        }
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
