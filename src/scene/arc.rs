//! Lines between two places: half great circle, half straight on the map.
//!
//! A pure great circle from Chicago to Singapore leaves the map over the pole, and a straight
//! line looks like a ruler laid on paper; halfway between, long lines bend as cables and flights
//! do and stay on the map. What crosses the map's edge is cut there and goes on at the other edge.
//!
//! An arc is worked out once, as points on the projected plane; a curve is an arc at one zoom.
//! Finding a place on a curve is then two look-ups, however many marks are on their way.

use super::point::Point;
use super::projection::{CENTRAL_MERIDIAN, Geo, NORTH, forward_from_middle, wrap};
use super::viewport::Viewport;

/// How much of the great circle is in an arc.
const ROUNDNESS: f64 = 0.55;
/// Arcs stay this far from the northern edge, in degrees.
const POLAR_ROOM: f64 = 3.0;
/// The same in pixels, however they are bent.
const EDGE_ROOM: f64 = 6.0;
/// An arc has at least so many steps, and one more for so many degrees.
const STEPS: (f64, f64) = (10.0, 2.0);

/// The way between two places on the globe: points on the plane, evenly spaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    points: Vec<Point>,
    cut: Option<Cut>,
}

/// Where a line leaves the map at one edge and comes back at the other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cut {
    /// The step that crosses.
    step: usize,
    /// The share of that step before the edge.
    share: f64,
    /// The last place before the edge, and the first after it.
    sides: [Point; 2],
}

/// An arc as it is drawn at one zoom, from mark to mark, on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    points: Vec<Point>,
    cut: Option<Cut>,
    length: f64,
}

impl Arc {
    /// The arc between two places, the shorter way round.
    #[must_use]
    pub fn new(from: Geo, to: Geo) -> Self {
        let way = Way::new(from, to);
        let steps = (STEPS.0 + way.angle.to_degrees() / STEPS.1).round().clamp(1.0, 120.0);
        let degrees: Vec<Point> = spaced(steps).map(|t| way.at(t)).collect();
        let on_plane = |at: &Point| forward_from_middle(wrap(at.x), at.y);
        let points = degrees.iter().map(on_plane).collect();
        let cut = degrees.windows(2).enumerate().find_map(|(step, pair)| {
            let (share, [near, far]) = edge_between(pair[0].x, pair[1].x)?;
            let lat = pair[0].toward(pair[1], share).y;
            let sides = [near, far].map(|east| forward_from_middle(east, lat));
            Some(Cut { step, share, sides })
        });
        Self { points, cut }
    }

    /// Whether it crosses the edge of the map.
    #[must_use]
    pub const fn crosses_edge(&self) -> bool {
        self.cut.is_some()
    }

    /// How it is drawn at the zoom of `viewport` between marks that stand `shifts` away from
    /// their cities, bent aside by `bow` times its length.
    #[must_use]
    pub fn curve(&self, viewport: &Viewport, shifts: [Point; 2], bow: f64) -> Curve {
        let bow = self.bow(viewport, shifts, bow);
        let northmost = viewport.to_sheet(forward_from_middle(0.0, NORTH)).y + EDGE_ROOM;
        let on_sheet = |plane: Point, t: f64| {
            let bend = bow * (4.0 * t * (1.0 - t));
            let at = viewport.to_sheet(plane) + shifts[0].toward(shifts[1], t) + bend;
            // Bent aside, a line in the far north would leave the map.
            Point::new(at.x, at.y.max(northmost))
        };
        let steps = number(self.points.len() - 1);
        let points: Vec<Point> =
            spaced(steps).zip(&self.points).map(|(t, plane)| on_sheet(*plane, t)).collect();
        let cut = self.cut.map(|cut| {
            let t = (number(cut.step) + cut.share) / steps;
            Cut { sides: cut.sides.map(|side| on_sheet(side, t)), ..cut }
        });
        let crossing = cut.map(|cut| cut.step);
        let pairs = points.windows(2).enumerate().filter(|(step, _)| Some(*step) != crossing);
        let length = pairs.map(|(_, pair)| pair[0].distance(pair[1])).sum();
        Curve { points, cut, length }
    }

    /// How far it is bent aside in the middle, in pixels.
    fn bow(&self, viewport: &Viewport, shifts: [Point; 2], bow: f64) -> Point {
        let (Some(first), Some(last), None) = (self.points.first(), self.points.last(), self.cut)
        else {
            return Point::default();
        };
        let chord = viewport.to_sheet(*last) + shifts[1] - viewport.to_sheet(*first) - shifts[0];
        // Always bent the same way up, whichever end is named first.
        let upward = if chord.x < 0.0 { -1.0 } else { 1.0 };
        Point::new(chord.y, -chord.x) * (bow * upward)
    }
}

impl Curve {
    /// The point a fraction `t` of the way, on the sheet.
    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    #[must_use]
    pub fn point(&self, t: f64) -> Point {
        let (step, share) = self.step(t);
        match self.cut {
            Some(cut) if cut.step == step => self.point_near_edge(cut, share),
            _ => self.points[step].toward(self.points[step + 1], share),
        }
    }

    /// The point in the step that crosses the map's edge.
    #[cold]
    fn point_near_edge(&self, cut: Cut, share: f64) -> Point {
        if share < cut.share {
            self.points[cut.step].toward(cut.sides[0], share / cut.share)
        } else {
            let share = (share - cut.share) / (1.0 - cut.share).max(1e-9);
            cut.sides[1].toward(self.points[cut.step + 1], share)
        }
    }

    /// The direction it runs in at `t`, of length one.
    #[must_use]
    pub fn direction(&self, t: f64) -> Point {
        let (mut step, share) = self.step(t);
        if let Some(cut) = self.cut
            && cut.step == step
        {
            let (before, after) = (self.points[step], self.points[step + 1]);
            if share < cut.share && cut.sides[0].distance(before) > 1e-6 {
                return (cut.sides[0] - before).unit();
            } else if cut.sides[1].distance(after) > 1e-6 {
                return (after - cut.sides[1]).unit();
            }
            step = if step == 0 { 1 } else { step - 1 };
        }
        (self.points[step + 1] - self.points[step]).unit()
    }

    /// The curve in as many pieces as the map's edge cuts it into, `aside` pixels to its side.
    #[must_use]
    pub fn pieces(&self, aside: f64) -> Vec<Vec<Point>> {
        let mut pieces = match self.cut {
            None => vec![self.points.clone()],
            Some(cut) => {
                let (before, after) = self.points.split_at(cut.step + 1);
                let out = before.iter().chain([&cut.sides[0]]).copied().collect();
                let back = std::iter::once(&cut.sides[1]).chain(after).copied().collect();
                vec![out, back]
            }
        };
        if aside.abs() > 1e-9 {
            for piece in &mut pieces {
                *piece = offset(piece, aside);
            }
        }
        pieces
    }

    /// About how long it is, in pixels.
    #[must_use]
    pub const fn length(&self) -> f64 {
        self.length
    }

    /// The step in which `t` lies, and the share of it before.
    #[expect(clippy::inline_always, reason = "a page is compiled for size, and would call it")]
    #[inline(always)]
    fn step(&self, t: f64) -> (usize, f64) {
        let last = self.points.len() - 2;
        let along = t.clamp(0.0, 1.0) * number(self.points.len() - 1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the number of points by the clamp"
        )]
        let step = (along as usize).min(last);
        (step, along - number(step))
    }
}

/// The formula of an arc.
struct Way {
    /// Degrees east of the middle of the map, and latitude.
    from: Point,
    /// The same, unrolled: it may lie beyond the map's edge.
    to: Point,
    /// Unit vectors from the globe's middle.
    vectors: [[f64; 3]; 2],
    /// The angle between them.
    angle: f64,
}

impl Way {
    fn new(from: Geo, to: Geo) -> Self {
        let start = Point::new(from.east_of_middle(), from.lat);
        let end = Point::new(start.x + wrap(to.lon - from.lon), to.lat);
        let vectors = [from, to].map(|place| {
            let (lon, lat) = (place.lon.to_radians(), place.lat.to_radians());
            let level = libm::cos(lat);
            [level * libm::cos(lon), level * libm::sin(lon), libm::sin(lat)]
        });
        let dot: f64 = vectors[0].iter().zip(vectors[1]).map(|(a, b)| a * b).sum();
        Self { from: start, to: end, vectors, angle: libm::acos(dot.clamp(-1.0, 1.0)) }
    }

    /// The place a fraction `t` of the way: degrees east of the middle, unrolled, and latitude.
    fn at(&self, t: f64) -> Point {
        let straight = self.from.toward(self.to, t);
        let sine = libm::sin(self.angle);
        if sine < 1e-6 {
            return straight;
        }
        let weights = [libm::sin((1.0 - t) * self.angle) / sine, libm::sin(t * self.angle) / sine];
        let part =
            |axis: usize| -> f64 { (0..2).map(|end| weights[end] * self.vectors[end][axis]).sum() };
        let lat = libm::asin(part(2).clamp(-1.0, 1.0)).to_degrees();
        let lon = libm::atan2(part(1), part(0)).to_degrees();
        // The great circle's longitude, unrolled to lie near the straight line's.
        let east = straight.x + wrap(lon - CENTRAL_MERIDIAN - straight.x);
        let round = straight.toward(Point::new(east, lat), ROUNDNESS);
        let highest = (NORTH - POLAR_ROOM).max(self.from.y).max(self.to.y);
        Point::new(round.x, round.y.min(highest))
    }
}

/// A small count as a number to calculate with.
#[inline]
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// From 0 to 1 in so many steps.
fn spaced(steps: f64) -> impl Iterator<Item = f64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and between 1 and 120, by the clamp where it is made"
    )]
    let last = steps as u32;
    (0..=last).map(move |i| f64::from(i) / steps)
}

/// Where between two unrolled longitudes the map's edge lies: the share of the way to it, and the
/// edge as it is seen from either side.
fn edge_between(from: f64, to: f64) -> Option<(f64, [f64; 2])> {
    let turn = |east: f64| libm::floor((east + 180.0) / 360.0);
    let (a, b) = (turn(from), turn(to));
    ((a - b).abs() > 0.5).then(|| {
        let edge = a.max(b) * 360.0 - 180.0;
        let sides = if from < to { [180.0, -180.0] } else { [-180.0, 180.0] };
        ((edge - from) / (to - from), sides)
    })
}

/// A line `aside` pixels to the side of another.
fn offset(line: &[Point], aside: f64) -> Vec<Point> {
    let last = line.len().saturating_sub(1);
    line.iter()
        .enumerate()
        .map(|(i, at)| {
            let direction = line[(i + 1).min(last)] - line[i.saturating_sub(1)];
            *at + direction.unit().turned() * aside
        })
        .collect()
}
