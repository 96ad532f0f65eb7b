//! Catchments on the map: which node serves whom, over which links, and what marks say so.

use std::collections::BTreeMap;

use crate::engine::base::ids::{ClientId, LinkId, NodeId, RouterId, ServiceId};
use crate::engine::base::letter::Letter;
use crate::engine::net::network::Network;
use crate::engine::sim::world::World;

use super::draw_list::{Rgba, Shape};
use super::palette::{Hatch, NodeStyle, Theme, node_style};
use super::placement::{Placed, Placement, Thing};
use super::point::Point;

/// The way of a client network's packets, and the node at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catchment {
    /// The client network.
    pub client: ClientId,
    /// The node that serves it, if one does.
    pub node: Option<NodeId>,
    /// The routers on the way, the client's first.
    pub routers: Vec<RouterId>,
}

/// All client networks' packets that take one link the same way to the same node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The link.
    pub link: LinkId,
    /// Whether they go from the link's second router to its first.
    pub is_backward: bool,
    /// The node they go to.
    pub node: NodeId,
    /// The client networks.
    pub clients: Vec<ClientId>,
    /// How many people they have together.
    pub population: u64,
}

/// How a thing is marked on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The thing.
    pub thing: Thing,
    /// Its place on the sheet.
    pub at: Point,
    /// Its radius.
    pub radius: f64,
    /// Its shape.
    pub shape: Shape,
    /// What fills it; absent: it is hollow.
    pub fill: Option<Rgba>,
    /// The colour of its outline.
    pub edge: Rgba,
    /// Whether the outline is dashed: a node that does not announce, a client that nobody serves.
    pub is_dashed: bool,
    /// How it is hatched, if it is.
    pub hatch: Option<Hatch>,
    /// The letter on it: of the node, or of the node that serves it.
    pub letter: Option<Letter>,
    /// The letter's colour.
    pub ink: Rgba,
    /// A second outline around the first, which tells a node from clients of the same shape.
    pub rim: Option<Rgba>,
}

/// Where every client network's packets to a service go now.
#[must_use]
pub fn catchments(world: &World, service: ServiceId) -> Vec<Catchment> {
    let clients = world.network().clients.keys();
    clients
        .map(|client| {
            let reach = world.reach(client, service);
            Catchment { client, node: reach.node, routers: reach.routers }
        })
        .collect()
}

/// The flows that catchments make, by link, node and direction.
#[must_use]
pub fn flows(
    network: &Network,
    catchments: &[Catchment],
    is_up: impl Fn(LinkId) -> bool,
) -> Vec<Flow> {
    let mut table: BTreeMap<(LinkId, NodeId, bool), Flow> = BTreeMap::new();
    for catchment in catchments {
        let Some(node) = catchment.node else { continue };
        for pair in catchment.routers.windows(2) {
            let Some(link) = link_between(network, pair[0], pair[1], &is_up) else { continue };
            let is_backward = network.links[link].routers[0] == pair[1];
            let flow = table.entry((link, node, is_backward)).or_insert_with(|| Flow {
                link,
                is_backward,
                node,
                clients: Vec::new(),
                population: 0,
            });
            flow.clients.push(catchment.client);
            flow.population += network.clients[catchment.client].population;
        }
    }
    table.into_values().collect()
}

/// The quickest working link between two routers.
fn link_between(
    network: &Network,
    from: RouterId,
    to: RouterId,
    is_up: impl Fn(LinkId) -> bool,
) -> Option<LinkId> {
    let links = network.routers[from].links.iter().copied();
    links
        .filter(|link| network.across(*link, from) == to && is_up(*link))
        .min_by_key(|link| network.links[*link].delay)
}

/// The marks of everything that is placed, the ones to draw first first.
#[must_use]
pub fn marks(
    network: &Network,
    placement: &Placement,
    theme: Theme,
    is_announced: impl Fn(NodeId) -> bool,
    serving: impl Fn(ClientId) -> Option<NodeId>,
) -> Vec<Mark> {
    let things = placement.things().iter().rev();
    things
        .map(|placed| match placed.thing {
            Thing::Node(node) => {
                let style = node_style(network.nodes[node].letter);
                node_mark(placed, network.nodes[node].letter, style, is_announced(node), theme)
            }
            Thing::Client(client) => {
                let letter = serving(client).map(|node| network.nodes[node].letter);
                client_mark(placed, letter, theme)
            }
            Thing::Router(_) => router_mark(placed, theme),
        })
        .collect()
}

fn node_mark(placed: &Placed, letter: Letter, style: NodeStyle, is_up: bool, theme: Theme) -> Mark {
    let palette = theme.palette();
    Mark {
        thing: placed.thing,
        at: placed.at,
        radius: placed.radius,
        shape: style.shape,
        fill: Some(if is_up { style.hue } else { palette.ground }),
        edge: if is_up { super::palette::CASING } else { palette.text },
        is_dashed: !is_up,
        hatch: style.hatch.filter(|_| is_up),
        letter: Some(letter),
        ink: if is_up { style.ink } else { palette.text },
        rim: is_up.then_some(palette.text),
    }
}

fn client_mark(placed: &Placed, letter: Option<Letter>, theme: Theme) -> Mark {
    let palette = theme.palette();
    let style = letter.map(node_style);
    Mark {
        thing: placed.thing,
        at: placed.at,
        radius: placed.radius,
        shape: Shape::Disc,
        fill: Some(style.map_or(palette.ground, |style| style.hue)),
        edge: if style.is_some() { super::palette::CASING } else { palette.text },
        is_dashed: style.is_none(),
        hatch: style.and_then(|style| style.hatch),
        letter,
        ink: style.map_or(palette.text, |style| style.ink),
        rim: None,
    }
}

fn router_mark(placed: &Placed, theme: Theme) -> Mark {
    let palette = theme.palette();
    Mark {
        thing: placed.thing,
        at: placed.at,
        radius: placed.radius,
        shape: Shape::Disc,
        fill: Some(palette.ground),
        edge: palette.neutral,
        is_dashed: false,
        hatch: None,
        letter: None,
        ink: palette.text,
        rim: None,
    }
}
