//! The network as lines: links by their relation, and the ways that clients' packets take.

use typed_index_collections::TiVec;

use super::arc::{Arc, Curve};
use super::catchments::Flow;
use super::draw_list::{Draw, DrawList, Pen, Rgba, Shape};
use super::palette::{CASING, Theme, node_style};
use super::placement::{NEAR, Placement, Thing};
use super::point::Point;
use super::viewport::Viewport;
use crate::engine::base::ids::{LinkId, RouterId};
use crate::engine::net::network::{NeighborIs, Network};

/// How far arcs bend aside, as a share of their length.
const BOW: f64 = 0.05;
/// Pixels between flows that share a link.
const LANE: f64 = 3.6;

/// What all drawings of one moment share.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// The network.
    pub network: &'a Network,
    /// Where its marks stand.
    pub placement: &'a Placement,
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
}

/// What else decides how the network is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Traffic<'a> {
    /// The flows.
    pub flows: &'a [Flow],
    /// The flows before the last command, until BGP has converged: those that are no more are
    /// drawn as ghosts.
    pub former: &'a [Flow],
    /// Which links are down.
    pub is_down: &'a TiVec<LinkId, bool>,
    /// What is selected.
    pub focus: Option<Focus>,
    /// Whether the relations of all links are shown, not only of those that are selected.
    pub shows_relations: bool,
}

/// What a link is to the two networks that it joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Inside one network.
    Internal,
    /// The router with this index (0 or 1) sells transit to the other.
    Provider(usize),
    /// Neither pays.
    Peer,
}

/// What a link is to the two networks that it joins.
#[must_use]
pub fn relation(network: &Network, link: LinkId) -> Relation {
    let link = &network.links[link];
    let Some(session) = link.session.map(|session| &network.sessions[session]) else {
        return Relation::Internal;
    };
    let provider_side = |side: usize| usize::from(session.ends[side].router != link.routers[0]);
    match session.ends[0].neighbor_is {
        NeighborIs::Customer => Relation::Provider(provider_side(0)),
        NeighborIs::Provider => Relation::Provider(provider_side(1)),
        NeighborIs::Internal => Relation::Internal,
        NeighborIs::Peer | NeighborIs::Unrelated => Relation::Peer,
    }
}

impl Stage<'_> {
    /// The line between two routers' marks, on the sheet.
    #[must_use]
    pub fn curve(&self, from: RouterId, to: RouterId) -> Curve {
        let shifts = [self.placement.shift(from), self.placement.shift(to)];
        Arc::new(self.placement.geo(from), self.placement.geo(to)).curve(self.viewport, shifts, BOW)
    }

    /// Moves points from the sheet into the window.
    #[must_use]
    pub fn in_window(&self, points: Vec<Point>) -> Vec<Point> {
        let origin = self.viewport.origin();
        points.into_iter().map(|point| point + origin).collect()
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

/// The lines of the network.
#[must_use]
pub fn draw(stage: &Stage<'_>, traffic: &Traffic<'_>) -> DrawList {
    let mut list = DrawList::default();
    let curves: TiVec<LinkId, Curve> = stage
        .network
        .links
        .iter()
        .map(|link| stage.curve(link.routers[0], link.routers[1]))
        .collect();
    for (id, curve) in curves.iter_enumerated() {
        draw_link(&mut list, stage, traffic, id, curve);
    }
    for flow in traffic.former {
        let is_same = |now: &&Flow| {
            (now.link, now.node, now.is_backward) == (flow.link, flow.node, flow.is_backward)
        };
        if !traffic.flows.iter().any(|now| is_same(&now)) {
            draw_ghost(&mut list, stage, flow, &curves[flow.link]);
        }
    }
    let most = traffic.flows.iter().map(|flow| flow.population).max().unwrap_or(1);
    // What stands out is drawn last, over the rest.
    for stands_out in [false, true] {
        for flow in traffic.flows {
            if flow_stands_out(stage.network, traffic, flow) == stands_out {
                draw_flow(&mut list, stage, traffic, flow, (&curves[flow.link], most));
            }
        }
    }
    list
}

fn link_stands_out(network: &Network, traffic: &Traffic<'_>, link: LinkId) -> bool {
    match traffic.focus {
        None => false,
        Some(Focus::Link(focus)) => focus == link,
        Some(Focus::Thing(thing)) => {
            network.links[link].routers.contains(&router_of(network, thing))
        }
    }
}

fn router_of(network: &Network, thing: Thing) -> RouterId {
    match thing {
        Thing::Node(node) => network.nodes[node].router,
        Thing::Client(client) => network.clients[client].router,
        Thing::Router(router) => router,
    }
}

fn flow_stands_out(network: &Network, traffic: &Traffic<'_>, flow: &Flow) -> bool {
    match traffic.focus {
        None => true,
        Some(Focus::Link(link)) => flow.link == link,
        Some(Focus::Thing(Thing::Node(node))) => flow.node == node,
        Some(Focus::Thing(Thing::Client(client))) => flow.clients.contains(&client),
        Some(Focus::Thing(Thing::Router(router))) => {
            network.links[flow.link].routers.contains(&router)
        }
    }
}

fn draw_link(
    list: &mut DrawList,
    stage: &Stage<'_>,
    traffic: &Traffic<'_>,
    id: LinkId,
    curve: &Curve,
) {
    let palette = stage.theme.palette();
    let is_near = stage.viewport.zoom() >= NEAR;
    let stands_out = link_stands_out(stage.network, traffic, id);
    let is_down = traffic.is_down.get(id).copied().unwrap_or(false);
    let relation = relation(stage.network, id);
    let marked = stands_out || ((traffic.shows_relations || is_near) && curve.length() > 40.0);
    let faint = if traffic.shows_relations || is_near { 0x70 } else { 0x34 };
    let alpha = if stands_out || is_down { 0xD8 } else { faint };
    let color = palette.neutral.with_alpha(alpha);
    let width = if stands_out { 1.4 } else { 0.9 };
    let dash = match (is_down, relation) {
        (true, _) => Some([4.0, 4.0, 0.0]),
        (false, Relation::Internal) if marked => Some([1.5, 3.0, 0.0]),
        _ => None,
    };
    let asides: &[f64] = if marked && relation == Relation::Peer { &[-1.6, 1.6] } else { &[0.0] };
    for aside in asides {
        for piece in curve.pieces(0.0, 1.0, *aside) {
            let points = stage.in_window(piece);
            if stage.is_visible(&points) {
                let pen = Pen { width, color };
                list.push(Draw::Line { points, pen, casing: None, dash });
            }
        }
    }
    let origin = stage.viewport.origin();
    if is_down {
        let edge = Some(Pen { width: 2.0, color: palette.text });
        let at = curve.point(0.5) + origin;
        list.push(Draw::Mark { shape: Shape::Cross, at, radius: 4.5, fill: None, edge });
    } else if marked && let Relation::Provider(side) = relation {
        let backward = if side == 0 { 1.0 } else { -1.0 };
        let at = curve.point(0.5) + origin;
        let color = palette.neutral.with_alpha(alpha.max(0xB0));
        list.push(arrow(at, curve.direction(0.5) * backward, 4.0, (color, None)));
    }
}

fn draw_flow(
    list: &mut DrawList,
    stage: &Stage<'_>,
    traffic: &Traffic<'_>,
    flow: &Flow,
    (curve, most): (&Curve, u64),
) {
    let style = node_style(stage.network.nodes[flow.node].letter);
    let stands_out = flow_stands_out(stage.network, traffic, flow);
    let alpha = if stands_out { 0xFF } else { 0x38 };
    let people = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let share = (people(flow.population) / people(most).max(1.0)).sqrt();
    let near = if stage.viewport.zoom() >= NEAR { 1.3 } else { 1.0 };
    let width = (1.5 + 1.9 * share) * near;
    let aside = lane(traffic.flows, flow) * LANE * near;
    let color = style.hue.with_alpha(alpha);
    let casing = stands_out.then_some(Pen { width: width + 1.8, color: CASING.with_alpha(0xE0) });
    for piece in curve.pieces(0.0, 1.0, aside) {
        let points = stage.in_window(piece);
        if !stage.is_visible(&points) {
            continue;
        }
        let pen = Pen { width, color };
        list.push(Draw::Line { points: points.clone(), pen, casing, dash: None });
        if style.hatch.is_some() {
            let pen = Pen { width: width * 0.5, color: CASING.with_alpha(alpha) };
            list.push(Draw::Line { points, pen, casing: None, dash: Some([2.5, 5.0, 0.0]) });
        }
    }
    if stands_out && curve.length() > 46.0 {
        let backward = if flow.is_backward { -1.0 } else { 1.0 };
        let direction = curve.direction(0.5);
        let at = curve.point(0.5) + direction.turned() * aside + stage.viewport.origin();
        let edge = Pen { width: 1.0, color: CASING };
        list.push(arrow(at, direction * backward, 3.2 + width * 0.6, (color, Some(edge))));
    }
}

/// A flow that was: dashed, without casing or arrow.
fn draw_ghost(list: &mut DrawList, stage: &Stage<'_>, flow: &Flow, curve: &Curve) {
    let color = node_style(stage.network.nodes[flow.node].letter).hue.with_alpha(0xB0);
    for piece in curve.pieces(0.0, 1.0, 0.0) {
        let points = stage.in_window(piece);
        if stage.is_visible(&points) {
            let (pen, dash) = (Pen { width: 1.6, color }, Some([2.0, 6.0, 0.0]));
            list.push(Draw::Line { points, pen, casing: None, dash });
        }
    }
}

/// Which lane a flow keeps to, counted from the middle of its link.
fn lane(flows: &[Flow], flow: &Flow) -> f64 {
    let beside = flows.iter().filter(|other| other.link == flow.link);
    let (mut before, mut all) = (0_u32, 0_u32);
    for other in beside {
        all += 1;
        before += u32::from((other.node, other.is_backward) < (flow.node, flow.is_backward));
    }
    f64::from(before) - (f64::from(all) - 1.0) / 2.0
}

/// A small triangle that points along `direction`.
fn arrow(at: Point, direction: Point, size: f64, (color, edge): (Rgba, Option<Pen>)) -> Draw {
    let (along, across) = (direction * size, direction.turned() * (size * 0.8));
    let tail = at - along * 0.8;
    Draw::Fill { rings: vec![vec![at + along, tail + across, tail - across]], color, edge }
}
