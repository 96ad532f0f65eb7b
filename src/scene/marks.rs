//! How things are marked: a node by shape, letter and hue, client networks as circles and pies in
//! the hues of the nodes that serve them.

use super::draw_list::{Rgba, Shape};
use super::palette::{CASING, Hatch, NodeStyle, Theme, node_style};
use super::placement::{Placed, Placement, Thing};
use super::point::Point;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::engine::base::letter::Letter;
use crate::engine::net::network::Network;

/// Circles smaller than this, in pixels, have no letter on them.
const LEAST_LETTERED: f64 = 6.0;

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
    /// What fills it.
    pub fill: Rgba,
    /// Instead of one fill, the slices of a pie, clockwise from the top; none: it is no pie.
    pub slices: Vec<Slice>,
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

/// A slice of a pie: people whom the same node serves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// The node; absent: nobody serves them, or it is not told.
    pub node: Option<NodeId>,
    /// Its colour.
    pub hue: Rgba,
    /// How it is hatched, if it is.
    pub hatch: Option<Hatch>,
    /// Where it begins and ends, as shares of the whole.
    pub span: [f64; 2],
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
            Thing::Group(_) => {
                let slices = slices(network, placement.members(placed.thing), theme, &serving);
                pie(network, placed, slices, theme)
            }
            Thing::Router(_) if placed.is_site => site_mark(placed, theme),
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
        fill: if is_up { style.hue } else { palette.ground },
        slices: Vec::new(),
        edge: if is_up { CASING } else { palette.text },
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
        fill: style.map_or(palette.ground, |style| style.hue),
        slices: Vec::new(),
        edge: if style.is_some() { CASING } else { palette.text },
        is_dashed: style.is_none(),
        hatch: style.and_then(|style| style.hatch),
        letter: letter.filter(|_| placed.radius >= LEAST_LETTERED),
        ink: style.map_or(palette.text, |style| style.ink),
        rim: None,
    }
}

/// A pie; of one slice only, it looks like a client network.
fn pie(network: &Network, placed: &Placed, slices: Vec<Slice>, theme: Theme) -> Mark {
    let first = slices.first().and_then(|slice| slice.node);
    let letter = first.map(|node| network.nodes[node].letter);
    if slices.len() < 2 {
        return client_mark(placed, letter, theme);
    }
    let plain = client_mark(placed, None, theme);
    Mark { slices, edge: CASING, is_dashed: false, ..plain }
}

/// The slices of a pie, the largest first.
fn slices(
    network: &Network,
    members: &[ClientId],
    theme: Theme,
    serving: impl Fn(ClientId) -> Option<NodeId>,
) -> Vec<Slice> {
    let mut people: Vec<(Option<NodeId>, u64)> = Vec::new();
    for &client in members {
        let (node, count) = (serving(client), network.clients[client].population);
        match people.iter_mut().find(|(other, _)| *other == node) {
            Some((_, all)) => *all += count,
            None => people.push((node, count)),
        }
    }
    people.sort_by_key(|(node, count)| (std::cmp::Reverse(*count), *node));
    let whole = people.iter().map(|(_, count)| count).sum::<u64>().max(1);
    let share = |count: u64| {
        let millionths = count.saturating_mul(1_000_000) / whole;
        f64::from(u32::try_from(millionths).unwrap_or(u32::MAX)) / 1e6
    };
    let mut begun = 0;
    people
        .into_iter()
        .map(|(node, count)| {
            let span = [share(begun), share(begun + count)];
            begun += count;
            let style = node.map(|node| node_style(network.nodes[node].letter));
            let hue = style.map_or(theme.palette().ground, |style| style.hue);
            Slice { node, hue, hatch: style.and_then(|style| style.hatch), span }
        })
        .collect()
}

/// Where a destination is: no PoP's hue, and no letter.
fn site_mark(placed: &Placed, theme: Theme) -> Mark {
    let palette = theme.palette();
    let plain = router_mark(placed, theme);
    Mark { shape: Shape::Square, edge: palette.text, rim: Some(CASING), ..plain }
}

fn router_mark(placed: &Placed, theme: Theme) -> Mark {
    let palette = theme.palette();
    Mark {
        thing: placed.thing,
        at: placed.at,
        radius: placed.radius,
        shape: Shape::Disc,
        fill: palette.ground,
        slices: Vec::new(),
        edge: palette.neutral,
        is_dashed: false,
        hatch: None,
        letter: None,
        ink: palette.text,
        rim: None,
    }
}
