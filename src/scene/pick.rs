//! From a point to the thing there, and from a thing to its neighbour on the map.

use super::placement::{Placed, Thing};
use super::point::Point;

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
