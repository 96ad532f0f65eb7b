//! Lines between two places: half great circle, half straight on the map.
//!
//! A pure great circle from Chicago to Singapore leaves the map over the pole, and a straight
//! line looks like a ruler laid on paper; halfway between, long lines bend as cables and flights
//! do and stay on the map. What crosses the map's edge is cut there and goes on at the other edge.

use super::point::Point;
use super::projection::{Geo, NORTH, forward_from_middle, wrap};
use super::viewport::Viewport;

/// How much of the great circle is in an arc.
const ROUNDNESS: f64 = 0.55;
/// Arcs stay this far from the northern edge, in degrees.
const POLAR_ROOM: f64 = 3.0;
/// The same in pixels, however they are bent.
const EDGE_ROOM: f64 = 6.0;

/// The way between two places on the globe.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Degrees east of the middle of the map, and latitude.
    from: Point,
    /// The same, unrolled: it may lie beyond the map's edge.
    to: Point,
    /// Unit vectors from the globe's middle.
    vectors: [[f64; 3]; 2],
    /// The angle between them.
    angle: f64,
}

/// An arc as it is drawn at one zoom, from mark to mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    arc: Arc,
    scale: f64,
    /// How far the marks at its ends stand from their cities.
    shifts: [Point; 2],
    /// How far it is bent aside in the middle, in pixels.
    bow: Point,
}

impl Arc {
    /// The arc between two places, the shorter way round.
    #[must_use]
    pub fn new(from: Geo, to: Geo) -> Self {
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
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
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
        let east = straight.x + wrap(lon - super::projection::CENTRAL_MERIDIAN - straight.x);
        let round = straight.toward(Point::new(east, lat), ROUNDNESS);
        let highest = (NORTH - POLAR_ROOM).max(self.from.y).max(self.to.y);
        Point::new(round.x, round.y.min(highest))
    }

    /// Whether it crosses the edge of the map.
    #[must_use]
    pub fn crosses_edge(&self) -> bool {
        !(-180.0..180.0).contains(&self.to.x)
    }

    /// How it is drawn at the zoom of `viewport` between marks that stand `shifts` away from
    /// their cities, bent aside by `bow` times its length.
    #[must_use]
    pub fn curve(self, viewport: &Viewport, shifts: [Point; 2], bow: f64) -> Curve {
        let mut curve = Curve { arc: self, scale: viewport.scale(), shifts, bow: Point::default() };
        if !self.crosses_edge() {
            let chord = curve.point(1.0) - curve.point(0.0);
            // Always bent the same way up, whichever end is named first.
            let upward = if chord.x < 0.0 { -1.0 } else { 1.0 };
            curve.bow = Point::new(chord.y, -chord.x) * (bow * upward);
        }
        curve
    }
}

impl Curve {
    /// The point a fraction `t` of the way, on the sheet.
    #[must_use]
    pub fn point(&self, t: f64) -> Point {
        let at = self.arc.at(t);
        self.on_sheet(wrap(at.x), at.y, t)
    }

    /// The direction it runs in at `t`, of length one.
    #[must_use]
    pub fn direction(&self, t: f64) -> Point {
        let (before, after) = ((t - 0.01).max(0.0), (t + 0.01).min(1.0));
        let step = self.point(after) - self.point(before);
        // Over the map's edge the difference runs backwards.
        if step.length() > self.scale { step.unit() * -1.0 } else { step.unit() }
    }

    /// The curve between two fractions, in as many pieces as the map's edge cuts it into, `aside`
    /// pixels to the side of it.
    #[must_use]
    pub fn pieces(&self, from: f64, to: f64, aside: f64) -> Vec<Vec<Point>> {
        let steps = self.steps();
        let mut pieces = vec![Vec::new()];
        let mut last: Option<(f64, Point)> = None;
        for i in 0..=steps {
            let t = from + (to - from) * f64::from(i) / f64::from(steps);
            let at = self.arc.at(t);
            if let Some((last_t, last_at)) = last
                && let Some((edge, share)) = edge_between(last_at.x, at.x)
            {
                let (lat, t) = (last_at.toward(at, share).y, last_t + (t - last_t) * share);
                let (near, far) = if last_at.x < at.x { (edge, -edge) } else { (-edge, edge) };
                pieces.last_mut().expect("never empty").push(self.on_sheet(near, lat, t));
                pieces.push(vec![self.on_sheet(far, lat, t)]);
            }
            let point = self.on_sheet(wrap(at.x), at.y, t);
            pieces.last_mut().expect("never empty").push(point);
            last = Some((t, at));
        }
        if aside.abs() > 1e-9 {
            for piece in &mut pieces {
                *piece = offset(piece, aside);
            }
        }
        pieces
    }

    /// About how long it is, in pixels.
    #[must_use]
    pub fn length(&self) -> f64 {
        (self.arc.angle * self.scale * 0.9).max(if self.arc.crosses_edge() {
            0.0
        } else {
            (self.point(1.0) - self.point(0.0)).length()
        })
    }

    fn steps(&self) -> u32 {
        match self.length() {
            length if length < 30.0 => 6,
            length if length < 150.0 => 16,
            length if length < 600.0 => 32,
            _ => 56,
        }
    }

    fn on_sheet(&self, east: f64, lat: f64, t: f64) -> Point {
        let plane = forward_from_middle(east, lat);
        let bend = 4.0 * t * (1.0 - t);
        let at = Point::new(plane.x * self.scale, -plane.y * self.scale)
            + self.shifts[0].toward(self.shifts[1], t)
            + self.bow * bend;
        // Bent aside, a line in the far north would leave the map.
        let northmost = -forward_from_middle(0.0, NORTH).y * self.scale + EDGE_ROOM;
        Point::new(at.x, at.y.max(northmost))
    }
}

/// Where between two unrolled longitudes the map's edge lies: the edge seen from the west (+180),
/// and the share of the way to it.
fn edge_between(from: f64, to: f64) -> Option<(f64, f64)> {
    let turn = |east: f64| libm::floor((east + 180.0) / 360.0);
    let (a, b) = (turn(from), turn(to));
    ((a - b).abs() > 0.5).then(|| {
        let edge = a.max(b) * 360.0 - 180.0;
        (180.0, (edge - from) / (to - from))
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
