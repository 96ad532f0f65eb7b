//! The ways that clients' packets take, as lines in the hues of the nodes that serve them.

use std::collections::BTreeSet;

use typed_index_collections::TiVec;

use super::arc::Curve;
use super::catchments::Flow;
use super::curves::Curves;
use super::draw_list::{Draw, DrawList, Pen, Rgba};
use super::palette::{CASING, Theme, node_style};
use super::placement::{NEAR, Placement, Thing};
use super::point::Point;
use super::viewport::Viewport;
use crate::engine::base::ids::{LinkId, NodeId, RouterId};
use crate::engine::net::network::Network;

/// Pixels between flows that share a link.
const LANE: f64 = 3.6;
/// Flows on lines shorter than this show no direction.
const LEAST_ARROWED: f64 = 46.0;
/// Pixels from one dash to the next, and its length.
const DASHES: (f64, f64) = (34.0, 7.0);

/// What all drawings of one moment share.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// The network.
    pub network: &'a Network,
    /// Where its marks stand.
    pub placement: &'a Placement,
    /// The lines between them.
    pub curves: &'a Curves,
    /// The window.
    pub viewport: &'a Viewport,
    /// Bright or dark.
    pub theme: Theme,
}

/// What stands out from the rest, with its links and flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A thing.
    Thing(Thing),
    /// A link.
    Link(LinkId),
    /// Something that is drawn apart: nothing else stands out.
    Apart,
}

/// What else decides how the ways are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Traffic<'a> {
    /// The flows, by link.
    pub flows: &'a [Flow],
    /// The flows before the last command, until BGP has converged: those that are no more are
    /// drawn as ghosts.
    pub former: &'a [Flow],
    /// What is selected.
    pub focus: Option<Focus>,
    /// Whether directions are told by arrow heads; else by dashes that move ([`dash`]).
    pub has_arrows: bool,
}

impl Stage<'_> {
    /// Moves points from the sheet into the window.
    #[must_use]
    pub fn in_window(&self, points: Vec<Point>) -> Vec<Point> {
        let origin = self.viewport.origin();
        points.into_iter().map(|point| point + origin).collect()
    }

    /// The pieces of a line that can be seen, in the window.
    #[must_use]
    pub fn visible(&self, curve: &Curve, aside: f64) -> Vec<Vec<Point>> {
        let pieces = curve.pieces(aside).into_iter();
        pieces.map(|piece| self.in_window(piece)).filter(|piece| self.is_visible(piece)).collect()
    }

    /// A small triangle in the middle of a line that lies `aside` of its own, along it or backward.
    #[must_use]
    pub fn pointer(
        &self,
        curve: &Curve,
        (aside, is_backward): (f64, bool),
        size: f64,
        color: Rgba,
    ) -> Draw {
        let direction = curve.direction(0.5);
        let at = curve.point(0.5) + direction.turned() * aside + self.viewport.origin();
        let backward = if is_backward { -1.0 } else { 1.0 };
        arrow(at, direction * backward, size, (color, Some(Pen { width: 1.0, color: CASING })))
    }

    /// Whether a line can be seen at all.
    fn is_visible(&self, points: &[Point]) -> bool {
        const ROOM: f64 = 12.0;
        let (width, height) = (self.viewport.width() + ROOM, self.viewport.height() + ROOM);
        let outside = |test: fn(&Point, f64, f64) -> bool| {
            points.iter().all(|point| test(point, width, height))
        };
        !(outside(|p, _, _| p.x < -ROOM)
            || outside(|p, _, _| p.y < -ROOM)
            || outside(|p, width, _| p.x > width)
            || outside(|p, _, height| p.y > height))
    }
}

/// The router that a thing stands for.
#[must_use]
pub fn router_of(network: &Network, thing: Thing) -> RouterId {
    match thing {
        Thing::Node(node) => network.nodes[node].router,
        Thing::Client(client) | Thing::Group(client) => network.clients[client].router,
        Thing::Router(router) => router,
    }
}

/// The ways.
#[must_use]
pub fn draw(stage: &Stage<'_>, traffic: &Traffic<'_>) -> DrawList {
    let mut list = DrawList::default();
    let key = |flow: &Flow| (flow.link, flow.node, flow.is_backward);
    let now: BTreeSet<(LinkId, NodeId, bool)> = traffic.flows.iter().map(key).collect();
    for flow in traffic.former.iter().filter(|flow| !now.contains(&key(flow))) {
        draw_ghost(&mut list, stage, flow);
    }
    let most = traffic.flows.iter().map(|flow| flow.population).max().unwrap_or(1);
    let lanes = lanes(stage, traffic);
    // What stands out is drawn last, over the rest.
    for stands_out in [false, true] {
        for lane in lanes.iter().filter(|lane| lane.stands_out == stands_out) {
            draw_flow(&mut list, stage, lane, (most, traffic.has_arrows));
        }
    }
    list
}

/// The lines of the ways that stand out, each the way packets go: dashes move along them
/// ([`dash`]).
#[must_use]
pub fn dashed(stage: &Stage<'_>, traffic: &Traffic<'_>) -> Vec<Vec<Point>> {
    let mut lines = Vec::new();
    for lane in lanes(stage, traffic).iter().filter(|lane| lane.is_directed()) {
        for mut piece in stage.visible(lane.curve, lane.aside) {
            if lane.flow.is_backward {
                piece.reverse();
            }
            lines.push(piece);
        }
    }
    lines
}

/// The dashes that tell directions, `phase` pixels on: dash, gap and offset, and their pen. Only
/// this is another in every frame; the lines stay.
#[must_use]
pub fn dash(phase: f64) -> ([f64; 3], Pen) {
    let (every, long) = DASHES;
    let pen = Pen { width: 1.3, color: CASING.with_alpha(0xD0) };
    // An offset moves the pattern toward the line's beginning.
    ([long, every - long, -phase.rem_euclid(every)], pen)
}

/// A flow in its place beside the others on its link.
struct Lane<'a> {
    flow: &'a Flow,
    curve: &'a Curve,
    aside: f64,
    stands_out: bool,
}

impl Lane<'_> {
    fn is_directed(&self) -> bool {
        self.stands_out && self.curve.length() > LEAST_ARROWED
    }
}

fn lanes<'a>(stage: &'a Stage<'_>, traffic: &Traffic<'a>) -> Vec<Lane<'a>> {
    let near = nearness(stage);
    let mut lanes = Vec::with_capacity(traffic.flows.len());
    for beside in traffic.flows.chunk_by(|a, b| a.link == b.link) {
        for (place, flow) in beside.iter().enumerate() {
            let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
            let lane = count(place) - (count(beside.len()) - 1.0) / 2.0;
            lanes.push(Lane {
                flow,
                curve: stage.curves.link(flow.link),
                aside: lane * LANE * near,
                stands_out: stands_out(stage, traffic, flow),
            });
        }
    }
    lanes
}

fn nearness(stage: &Stage<'_>) -> f64 {
    if stage.viewport.zoom() >= NEAR { 1.3 } else { 1.0 }
}

fn stands_out(stage: &Stage<'_>, traffic: &Traffic<'_>, flow: &Flow) -> bool {
    match traffic.focus {
        None => true,
        Some(Focus::Apart) => false,
        Some(Focus::Link(link)) => flow.link == link,
        Some(Focus::Thing(Thing::Node(node))) => flow.node == node,
        Some(Focus::Thing(thing @ (Thing::Client(_) | Thing::Group(_)))) => {
            let members = stage.placement.members(thing);
            members.iter().any(|client| flow.clients.contains(client))
        }
        Some(Focus::Thing(Thing::Router(router))) => {
            stage.network.links[flow.link].routers.contains(&router)
        }
    }
}

fn draw_flow(
    list: &mut DrawList,
    stage: &Stage<'_>,
    lane: &Lane<'_>,
    (most, has_arrows): (u64, bool),
) {
    let Lane { flow, curve, aside, stands_out } = *lane;
    let style = node_style(stage.network.nodes[flow.node].letter);
    let alpha = if stands_out { 0xFF } else { 0x38 };
    let people = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let share = (people(flow.population) / people(most).max(1.0)).sqrt();
    let width = (1.5 + 1.9 * share) * nearness(stage);
    let color = style.hue.with_alpha(alpha);
    let casing = stands_out.then_some(Pen { width: width + 1.8, color: CASING.with_alpha(0xE0) });
    for points in stage.visible(curve, aside) {
        let pen = Pen { width, color };
        list.push(Draw::Line { points: points.clone(), pen, casing, dash: None });
        if style.hatch.is_some() {
            let pen = Pen { width: width * 0.5, color: CASING.with_alpha(alpha) };
            list.push(Draw::Line { points, pen, casing: None, dash: Some([2.5, 5.0, 0.0]) });
        }
    }
    if has_arrows && lane.is_directed() {
        let size = 3.2 + width * 0.6;
        list.push(stage.pointer(curve, (aside, flow.is_backward), size, color));
    }
}

/// A flow that was: dashed, without casing or arrow.
fn draw_ghost(list: &mut DrawList, stage: &Stage<'_>, flow: &Flow) {
    let color = node_style(stage.network.nodes[flow.node].letter).hue.with_alpha(0xB0);
    for points in stage.visible(stage.curves.link(flow.link), 0.0) {
        let (pen, dash) = (Pen { width: 1.6, color }, Some([2.0, 6.0, 0.0]));
        list.push(Draw::Line { points, pen, casing: None, dash });
    }
}

/// A small triangle that points along `direction`.
#[must_use]
pub fn arrow(at: Point, direction: Point, size: f64, (color, edge): (Rgba, Option<Pen>)) -> Draw {
    let (along, across) = (direction * size, direction.turned() * (size * 0.8));
    let tail = at - along * 0.8;
    Draw::Fill { rings: vec![vec![at + along, tail + across, tail - across]], color, edge }
}

/// Which links are down.
pub type Down = TiVec<LinkId, bool>;
