//! Links by their relation, and BGP sessions: what lies under the ways of packets.

use super::arc::Curve;
use super::draw_list::{Draw, DrawList, Pen, Rgba, Shape};
use super::layers::{Highlight, MapLayers};
use super::network::{Down, Focus, Stage, arrow, router_of};
use super::placement::{NEAR, is_crowded};
use super::point::Point;
use crate::engine::base::ids::{AsId, LinkId, RouterId, SessionId};
use crate::engine::net::network::{NeighborIs, Network};

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

/// What decides how links and sessions are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    /// Which links are down.
    pub is_down: &'a Down,
    /// Which sessions are not established.
    pub sessions_down: &'a [SessionId],
    /// What is selected.
    pub focus: Option<Focus>,
    /// What is switched on.
    pub layers: MapLayers,
    /// What the legend points out.
    pub highlight: Option<Highlight>,
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

/// The network whose links are a backbone: PoPs carry replies to each other over them.
#[must_use]
pub fn backbone(network: &Network) -> Option<AsId> {
    let service = network.egress.as_ref()?.service;
    let node = network.services[service].nodes.first()?;
    Some(network.routers[network.nodes[*node].router].in_as)
}

/// Links, and sessions if they are switched on.
#[must_use]
pub fn draw(stage: &Stage<'_>, links: &Links<'_>) -> DrawList {
    let mut looks = Looks::default();
    let mut over = DrawList::default();
    let is_near = stage.viewport.zoom() >= NEAR;
    let shows_all = is_near || links.layers.systems || !is_crowded(stage.network);
    if let Some(system) = backbone(stage.network) {
        draw_backbone(&mut looks, stage, links, system);
    }
    for id in stage.network.links.keys() {
        let is_down = links.is_down.get(id).copied().unwrap_or(false);
        let relation = relation(stage.network, id);
        let stands_out = stands_out(stage.network, links, id, relation);
        if shows_all || stands_out || is_down {
            draw_link(&mut looks, &mut over, (stage, links), (id, relation, is_down, stands_out));
        }
    }
    if links.layers.sessions {
        draw_sessions(&mut looks, stage, links);
    }
    let mut list = DrawList { commands: looks.0.into_iter().map(Look::draw).collect() };
    list.commands.extend(over.commands);
    list
}

/// Lines that look alike are one command.
#[derive(Default)]
struct Looks(Vec<Look>);

struct Look {
    pen: Pen,
    dash: Option<[f64; 3]>,
    lines: Vec<Vec<Point>>,
}

impl Looks {
    fn add(&mut self, pen: Pen, dash: Option<[f64; 3]>, lines: Vec<Vec<Point>>) {
        let same = self.0.iter_mut().find(|look| look.pen == pen && look.dash == dash);
        match same {
            Some(look) => look.lines.extend(lines),
            None => self.0.push(Look { pen, dash, lines }),
        }
    }
}

impl Look {
    fn draw(self) -> Draw {
        Draw::Lines { lines: self.lines, pen: self.pen, casing: None, dash: self.dash }
    }
}

fn stands_out(network: &Network, links: &Links<'_>, id: LinkId, relation: Relation) -> bool {
    let is_pointed_out = match links.highlight {
        Some(Highlight::Providers) => matches!(relation, Relation::Provider(_)),
        Some(Highlight::Peers) => relation == Relation::Peer,
        Some(Highlight::Internal) => relation == Relation::Internal,
        _ => false,
    };
    is_pointed_out
        || match links.focus {
            None | Some(Focus::Apart) => false,
            Some(Focus::Link(focus)) => focus == id,
            Some(Focus::Thing(thing)) => {
                network.links[id].routers.contains(&router_of(network, thing))
            }
        }
}

/// The operator's own links: broad and pale, each a cable with a core. One that is down has no
/// core.
fn draw_backbone(looks: &mut Looks, stage: &Stage<'_>, links: &Links<'_>, system: AsId) {
    let palette = stage.theme.palette();
    let is_pointed_out = links.highlight == Some(Highlight::Backbone);
    let [broad, core] = if is_pointed_out { [0x80, 0xF0] } else { [0x48, 0x98] };
    let pen = |width: f64, color: Rgba, alpha: u8| Pen { width, color: color.with_alpha(alpha) };
    for (id, link) in stage.network.links.iter_enumerated() {
        if link.routers.iter().any(|router| stage.network.routers[*router].in_as != system) {
            continue;
        }
        let lines = stage.visible(stage.curves.link(id), 0.0);
        looks.add(pen(4.6, palette.neutral, broad), None, lines.clone());
        if !links.is_down.get(id).copied().unwrap_or(false) {
            looks.add(pen(1.3, palette.neutral, core), None, lines);
        }
    }
}

fn draw_link(
    looks: &mut Looks,
    over: &mut DrawList,
    (stage, links): (&Stage<'_>, &Links<'_>),
    (id, relation, is_down, stands_out): (LinkId, Relation, bool, bool),
) {
    let palette = stage.theme.palette();
    let curve = stage.curves.link(id);
    let is_near = stage.viewport.zoom() >= NEAR;
    let explains = links.layers.systems || is_near;
    let marked = stands_out || (explains && curve.length() > 40.0);
    let alpha = match (stands_out || is_down, explains) {
        (true, _) => 0xD8,
        (false, true) => 0x70,
        (false, false) => 0x34,
    };
    let pen =
        Pen { width: if stands_out { 1.4 } else { 0.9 }, color: palette.neutral.with_alpha(alpha) };
    let dash = match (is_down, relation) {
        (true, _) => Some([4.0, 4.0, 0.0]),
        (false, Relation::Internal) if marked => Some([1.5, 3.0, 0.0]),
        _ => None,
    };
    let asides: &[f64] = if marked && relation == Relation::Peer { &[-1.6, 1.6] } else { &[0.0] };
    for aside in asides {
        looks.add(pen, dash, stage.visible(curve, *aside));
    }
    let at = curve.point(0.5) + stage.viewport.origin();
    if is_down {
        let edge = Some(Pen { width: 2.0, color: palette.text });
        over.push(Draw::Mark { shape: Shape::Cross, at, radius: 4.5, fill: None, edge });
    } else if marked && let Relation::Provider(side) = relation {
        let backward = if side == 0 { 1.0 } else { -1.0 };
        let color = palette.neutral.with_alpha(alpha.max(0xB0));
        over.push(arrow(at, curve.direction(0.5) * backward, 4.0, (color, None)));
    }
}

/// Sessions: between networks stronger than inside one, those that are down dashed.
fn draw_sessions(looks: &mut Looks, stage: &Stage<'_>, links: &Links<'_>) {
    let palette = stage.theme.palette();
    let focus: Option<RouterId> = links.focus.and_then(|focus| match focus {
        Focus::Thing(thing) => Some(router_of(stage.network, thing)),
        Focus::Link(_) | Focus::Apart => None,
    });
    for (id, session) in stage.network.sessions.iter_enumerated() {
        let Some((curve, _)) = stage.curves.session(stage.network, id) else { continue };
        let is_down = links.sessions_down.binary_search(&id).is_ok();
        let stands_out =
            focus.is_some_and(|router| session.ends.iter().any(|end| end.router == router));
        let alpha = match (stands_out || is_down, session.is_internal(), focus.is_some()) {
            (true, ..) => 0xF0,
            (false, true, _) => 0x30,
            (false, false, true) => 0x50,
            (false, false, false) => 0xA0,
        };
        let pen = Pen {
            width: if stands_out { 2.0 } else { 1.2 },
            color: palette.accent.with_alpha(alpha),
        };
        let dash = is_down.then_some([5.0, 4.0, 0.0]);
        looks.add(pen, dash, visible_beside(stage, curve));
    }
}

/// Beside the link, where UPDATEs travel.
fn visible_beside(stage: &Stage<'_>, curve: &Curve) -> Vec<Vec<Point>> {
    const BESIDE: f64 = 2.4;
    stage.visible(curve, BESIDE)
}
