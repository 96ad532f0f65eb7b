//! Connections that servers open: the whole story of one, in numbered stretches, and of all others
//! the ways of their replies, as one line a way, however many take it.
//!
//! What kind of stretch it is, is told by the line, not by its colour: whole is the way there,
//! dashed the way back over the Internet, double what is carried over the operator's own links, and
//! dots in a tube what is carried inside other packets.

use std::collections::BTreeMap;

use super::arc::Curve;
use super::draw_list::{Align, Draw, DrawList, Pen, Rgba, Shape};
use super::network::Stage;
use super::palette::CASING;
use super::point::Point;
use super::returns::Leg;
use crate::engine::base::ids::{LinkId, RouterId};

/// How packets go along a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// Towards whom they are for, over the Internet.
    There,
    /// Back, over the Internet.
    Back,
    /// From PoP to PoP, over the operator's own links.
    Backbone,
    /// From PoP to PoP, inside packets over the Internet.
    Tunnel,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::There, Self::Back, Self::Backbone, Self::Tunnel];
}

/// A part of a connection's story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Which part, from 1.
    pub number: usize,
    /// How packets go.
    pub style: Style,
    /// The links, in order.
    pub legs: Vec<Leg>,
}

/// How many replies go one way along a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The link.
    pub link: LinkId,
    /// Whether they go from its second router to its first.
    pub is_backward: bool,
    /// How they go.
    pub style: Style,
    /// Of how many connections.
    pub count: u32,
}

/// Where replies end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The router.
    pub router: RouterId,
    /// Whether the server that opened the connection is there; else it dies here.
    pub is_home: bool,
    /// Of how many connections.
    pub count: u32,
}

/// What is shown of connections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The story of the one that is looked at.
    pub story: Vec<Stretch>,
    /// Where its replies end.
    pub end: Option<Ending>,
    /// The ways of all others' replies.
    pub others: Vec<Bundle>,
    /// Where replies of others die.
    pub losses: Vec<Ending>,
}

/// Pixels between a line and the middle of its link, and between lines beside each other.
const ASIDE: f64 = 5.0;
const LANE: f64 = 6.0;
/// Lines shorter than this show no direction, and no number or count.
const LEAST_ARROWED: f64 = 46.0;
const LEAST_NUMBERED: f64 = 24.0;
const LEAST_COUNTED: f64 = 70.0;
/// Where on a line its number stands: arrow heads are in the middle.
const NUMBER_AT: f64 = 0.36;
/// The width of a line, for the story and for a single other; how much wider each doubling is, and
/// how wide it gets.
const WIDTH: f64 = 2.4;
const LEAST_WIDTH: f64 = 1.2;
const PER_DOUBLING: f64 = 0.42;
const MOST_WIDTH: f64 = 5.4;
/// Counts written at most: those of most connections.
const MAX_COUNTS: usize = 24;
/// How opaque others are, alone and beside a story.
const PLAIN: u8 = 0xB8;
const FAINT: u8 = 0x60;
/// Dash and gap of the way back, and of the dots in a tube.
const DASH: [f64; 3] = [7.0, 4.0, 0.0];
const DOTS: [f64; 3] = [0.1, 7.0, 0.0];
/// The radius of the mark where replies end, and of a number's.
const END: f64 = 7.5;
const NUMBER: f64 = 7.5;

/// How wide the line of so many connections is, in pixels.
#[must_use]
pub fn width(count: u32) -> f64 {
    (LEAST_WIDTH + PER_DOUBLING * libm::log2(f64::from(count.max(1)))).min(MOST_WIDTH)
}

/// How many connections' replies go over each link, of those that take so many legs of each style.
#[must_use]
pub fn bundles<'a>(ways: impl Iterator<Item = (Style, &'a [Leg], u32)>) -> Vec<Bundle> {
    let mut all: BTreeMap<(LinkId, bool, Style), u32> = BTreeMap::new();
    for (style, legs, count) in ways {
        for &(link, is_backward) in legs {
            *all.entry((link, is_backward, style)).or_default() += count;
        }
    }
    let one = |((link, is_backward, style), count)| Bundle { link, is_backward, style, count };
    all.into_iter().map(one).collect()
}

/// The lines.
#[must_use]
pub fn draw(stage: &Stage<'_>, shown: &Shown) -> DrawList {
    let mut list = DrawList::default();
    let mut lanes = Lanes::default();
    // The story has the lanes next to the links, and lies above all others.
    let mut story = DrawList::default();
    for stretch in &shown.story {
        draw_stretch(&mut story, (stage, &mut lanes), stretch);
    }
    let alpha = if shown.story.is_empty() { PLAIN } else { FAINT };
    draw_others(&mut list, (stage, &mut lanes), &shown.others, alpha);
    list.commands.extend(story.commands);
    list
}

/// What lies above everything that can be pointed at: the story's numbers, and the marks where
/// replies end.
#[must_use]
pub fn over(stage: &Stage<'_>, shown: &Shown) -> DrawList {
    let mut list = DrawList::default();
    draw_numbers(&mut list, stage, &shown.story);
    for loss in &shown.losses {
        draw_end(&mut list, stage, loss, END * 0.8);
    }
    if let Some(end) = &shown.end {
        draw_end(&mut list, stage, end, END);
    }
    list
}

/// How many lines lie beside each link already, on either side.
#[derive(Default)]
struct Lanes(BTreeMap<Leg, u32>);

impl Lanes {
    /// How far aside the next line lies: to the right of who goes along it, whichever way.
    fn next(&mut self, (link, is_backward): Leg) -> f64 {
        let taken = self.0.entry((link, is_backward)).or_default();
        let aside = ASIDE + LANE * f64::from(*taken);
        *taken += 1;
        if is_backward { -aside } else { aside }
    }
}

fn draw_stretch(list: &mut DrawList, (stage, lanes): (&Stage<'_>, &mut Lanes), stretch: &Stretch) {
    let color = color_of(stage, stretch.style);
    for &leg in &stretch.legs {
        let curve = stage.curves.link(leg.0);
        let aside = lanes.next(leg);
        draw_line(list, (stage, curve), stretch.style, (aside, WIDTH, color));
        if curve.length() > LEAST_ARROWED {
            list.push(stage.pointer(curve, (aside, leg.1), 5.5, color));
        }
    }
}

/// The numbers of a story's stretches: on the longest line of each; where all are short, beside the
/// mark where it begins, on the far side from where it leads.
fn draw_numbers(list: &mut DrawList, stage: &Stage<'_>, story: &[Stretch]) {
    let palette = stage.theme.palette();
    let mut lanes = Lanes::default();
    for stretch in story {
        let mut longest: Option<(f64, Point)> = None;
        for &leg in &stretch.legs {
            let curve = stage.curves.link(leg.0);
            let aside = lanes.next(leg);
            if longest.is_none_or(|(length, _)| curve.length() > length) {
                let t = if leg.1 { 1.0 - NUMBER_AT } else { NUMBER_AT };
                longest =
                    Some((curve.length(), curve.point(t) + curve.direction(t).turned() * aside));
            }
        }
        let on_line = longest.filter(|(length, _)| *length > LEAST_NUMBERED).map(|(_, at)| at);
        let Some(at) = on_line.or_else(|| outside(stage, &stretch.legs)) else { continue };
        let at = at + stage.viewport.origin();
        let color = color_of(stage, stretch.style);
        list.mark(Shape::Disc, at, NUMBER, palette.ground, Pen { width: 1.8, color });
        list.push(Draw::Text {
            at,
            text: stretch.number.to_string(),
            size: 10.5,
            color: palette.text,
            halo: None,
            align: Align::Middle,
        });
    }
}

/// The place beside the mark where a way begins, away from where it ends.
fn outside(stage: &Stage<'_>, legs: &[Leg]) -> Option<Point> {
    let ends = |(link, is_backward): Leg| {
        let [a, b] = stage.network.links[link].routers;
        if is_backward { [b, a] } else { [a, b] }
    };
    let [first, last] = [ends(*legs.first()?)[0], ends(*legs.last()?)[1]];
    let (from, to) = (stage.placement.of_router(first)?, stage.placement.of_router(last)?);
    Some(from.at + (from.at - to.at).unit() * (from.radius + NUMBER + 2.0))
}

fn color_of(stage: &Stage<'_>, style: Style) -> Rgba {
    let palette = stage.theme.palette();
    if style == Style::There { palette.text } else { palette.accent }
}

fn draw_others(
    list: &mut DrawList,
    (stage, lanes): (&Stage<'_>, &mut Lanes),
    others: &[Bundle],
    alpha: u8,
) {
    let palette = stage.theme.palette();
    let color = palette.accent.with_alpha(alpha);
    let mut ordered: Vec<&Bundle> = others.iter().collect();
    // The thin ones above, so that none is hidden.
    ordered.sort_by_key(|it| (std::cmp::Reverse(it.count), it.link, it.is_backward, it.style));
    let mut counts = DrawList::default();
    for bundle in ordered {
        let curve = stage.curves.link(bundle.link);
        let (aside, width) = (lanes.next((bundle.link, bundle.is_backward)), width(bundle.count));
        draw_line(list, (stage, curve), bundle.style, (aside, width, color));
        if curve.length() > LEAST_ARROWED {
            let size = 3.0 + width * 0.6;
            list.push(stage.pointer(curve, (aside, bundle.is_backward), size, color));
        }
        let is_counted = bundle.count > 1 && counts.commands.len() < MAX_COUNTS;
        if is_counted && curve.length() > LEAST_COUNTED && alpha == PLAIN {
            let direction = curve.direction(0.5);
            let at = curve.point(0.5) + direction.turned() * (aside + 11.0 * aside.signum());
            counts.push(Draw::Text {
                at: at + stage.viewport.origin(),
                text: format!("×{}", bundle.count),
                size: 10.0 * stage.theme.label_scale(),
                color: palette.text,
                halo: Some(palette.ground),
                align: Align::Middle,
            });
        }
    }
    list.commands.extend(counts.commands);
}

/// A line of a style, beside the line of a link.
fn draw_line(
    list: &mut DrawList,
    (stage, curve): (&Stage<'_>, &Curve),
    style: Style,
    (aside, width, color): (f64, f64, Rgba),
) {
    let [.., opacity] = color.0.to_be_bytes();
    let ground = stage.theme.palette().ground.with_alpha(opacity);
    let cased = |width: f64| Some(Pen { width: width + 1.8, color: CASING.with_alpha(opacity) });
    for points in stage.visible(curve, aside) {
        let mut line = |width: f64, color: Rgba, casing: Option<Pen>, dash: Option<[f64; 3]>| {
            let (points, pen) = (points.clone(), Pen { width, color });
            list.push(Draw::Line { points, pen, casing, dash });
        };
        match style {
            Style::There => line(width, color, cased(width), None),
            Style::Back => line(width, color, cased(width), Some(DASH)),
            Style::Backbone => {
                let both = width * 1.3 + 2.2;
                line(both, color, cased(both), None);
                line(both * 0.34, ground, None, None);
            }
            Style::Tunnel => {
                let tube = width * 1.3 + 4.0;
                line(tube, color, cased(tube), None);
                line(tube - 2.0, ground, None, None);
                line(width * 1.2, color, None, Some(DOTS));
            }
        }
    }
}

/// A tick where replies are at home, a cross where they die; beside the mark of who is there.
fn draw_end(list: &mut DrawList, stage: &Stage<'_>, end: &Ending, radius: f64) {
    let Some(placed) = stage.placement.of_router(end.router) else { return };
    let palette = stage.theme.palette();
    let away = placed.radius * 0.75 + radius * 0.7;
    let at = placed.at + stage.viewport.origin() + Point::new(away, -away);
    let color = if end.is_home { palette.accent } else { palette.text };
    let rim = Pen { width: 4.4, color: CASING };
    list.mark(Shape::Disc, at, radius, palette.ground, rim);
    list.mark(Shape::Disc, at, radius, palette.ground, Pen { width: 2.0, color });
    if end.is_home {
        let corner = |x: f64, y: f64| at + Point::new(x, y) * radius;
        let tick = vec![corner(-0.45, 0.02), corner(-0.12, 0.38), corner(0.48, -0.38)];
        list.line(tick, Pen { width: 2.2, color: palette.text });
    } else {
        let edge = Some(Pen { width: 2.4, color });
        list.push(Draw::Mark { shape: Shape::Cross, at, radius: radius * 0.5, fill: None, edge });
    }
    if end.count > 1 {
        list.push(Draw::Text {
            at: at + Point::new(radius + 3.0, 0.0),
            text: format!("×{}", end.count),
            size: 10.0 * stage.theme.label_scale(),
            color: palette.text,
            halo: Some(palette.ground),
            align: Align::Start,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_connections_are_a_wider_line_but_never_hide_the_map() {
        let widths: Vec<f64> = [1, 2, 10, 100, 1_000].map(width).to_vec();
        assert!(widths.is_sorted() && widths[0] < widths[4]);
        assert!(width(u32::MAX) <= MOST_WIDTH);
        assert!((width(0) - LEAST_WIDTH).abs() < 1e-9);
    }
}
