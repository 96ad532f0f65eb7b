//! From a point to the thing there, and from a thing to its neighbour on the map.

use super::motion::{self, Moment, Mover};
use super::network::Stage;
use super::placement::{Placed, Thing};
use super::point::Point;
use crate::engine::base::ids::LinkId;
use crate::engine::sim::world::World;

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// ←
    Left,
    /// →
    Right,
    /// ↑
    Up,
    /// ↓
    Down,
}

impl Direction {
    /// The direction as a vector of length one on the screen.
    #[must_use]
    pub const fn vector(self) -> Point {
        match self {
            Self::Left => Point::new(-1.0, 0.0),
            Self::Right => Point::new(1.0, 0.0),
            Self::Up => Point::new(0.0, -1.0),
            Self::Down => Point::new(0.0, 1.0),
        }
    }
}

/// The thing whose mark is at a point of the sheet, or nearest to it and within `reach` pixels.
/// A large mark does not hide a small one beside it: distances count from the marks' edges, and
/// of two marks under the point the one whose middle is nearer wins.
#[must_use]
pub fn at(things: &[Placed], point: Point, reach: f64) -> Option<Thing> {
    let distances = things.iter().filter_map(|placed| {
        let middle = placed.at.distance(point);
        let edge = (middle - placed.radius).max(0.0);
        (middle <= reach.max(placed.radius)).then_some((edge, middle, placed.thing))
    });
    distances
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(_, _, thing)| thing)
}

/// The link whose line runs nearest to a point of the sheet, within `reach` pixels.
#[must_use]
pub fn link_at(stage: &Stage<'_>, point: Point, reach: f64) -> Option<LinkId> {
    let distances = stage.network.links.keys().filter_map(|id| {
        let pieces = stage.curves.link(id).pieces(0.0);
        let lines = pieces.iter().flat_map(|piece| piece.windows(2));
        let nearest = lines
            .map(|pair| distance_to(point, pair[0], pair[1]))
            .min_by(f64::total_cmp)
            .filter(|distance| *distance <= reach);
        nearest.map(|distance| (distance, id))
    });
    distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
}

/// How far a point is from the line between two others.
fn distance_to(point: Point, from: Point, to: Point) -> f64 {
    let (along, way) = (to - from, point - from);
    let square = along.x * along.x + along.y * along.y;
    let share = if square > 0.0 { (way.x * along.x + way.y * along.y) / square } else { 0.0 };
    point.distance(from.toward(to, share.clamp(0.0, 1.0)))
}

/// The moving thing nearest to a point of the window, within `reach` pixels, and how far it is;
/// of two equally near, the one drawn above.
#[must_use]
pub fn mover_at(
    stage: &Stage<'_>,
    world: &World,
    moment: &Moment<'_>,
    (point, reach): (Point, f64),
) -> Option<(Mover, f64)> {
    let mut best: Option<(Mover, f64)> = None;
    motion::each(
        stage,
        world,
        moment,
        |_| None,
        |moving| {
            let distance = moving.at.distance(point);
            if distance <= best.map_or(reach, |(_, nearest)| nearest) {
                best = Some((moving.what, distance));
            }
        },
    );
    best
}

/// The nearest thing in a direction: within 60° of it, straight ahead before aside.
#[must_use]
pub fn neighbor(things: &[Placed], from: Thing, direction: Direction) -> Option<Thing> {
    let start = things.iter().find(|placed| placed.thing == from)?;
    let ahead = direction.vector();
    let ranked = things.iter().filter(|placed| placed.thing != from).filter_map(|placed| {
        let way = placed.at - start.at;
        let forward = way.x * ahead.x + way.y * ahead.y;
        let aside = (way.x * ahead.y - way.y * ahead.x).abs();
        (forward > 0.5 && aside <= forward * 1.75).then_some((forward + 2.0 * aside, placed.thing))
    });
    ranked.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, thing)| thing)
}
