//! The land: coastlines from a file, cut to what the map shows.

use serde::Deserialize;

use super::point::Point;
use super::projection::{CENTRAL_MERIDIAN, NORTH, SOUTH, forward_from_middle, wrap};

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/land/2";
/// Bytes that a land file may have.
pub const MAX_BYTES: usize = 1_000_000;
/// Rings that it may have.
pub const MAX_RINGS: usize = 2_000;
/// Numbers that all its rings may have together.
pub const MAX_NUMBERS: usize = 100_000;

/// Coastlines on the projected plane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Land {
    rings: Vec<Vec<Point>>,
}

/// Why a land file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LandError {
    /// It is larger than [`MAX_BYTES`].
    #[error("the file has {0} bytes; at most {MAX_BYTES} are read")]
    TooLong(usize),
    /// It is not JSON of the right form.
    #[error("line {line}, column {column}: {message}")]
    NotLand {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// It is of another format.
    #[error("format: expected `{FORMAT}`, found `{0}`")]
    Format(String),
    /// It has more rings than [`MAX_RINGS`].
    #[error("rings: {0} rings; at most {MAX_RINGS} are drawn")]
    TooManyRings(usize),
    /// Its rings have more numbers than [`MAX_NUMBERS`].
    #[error("rings: {0} numbers; at most {MAX_NUMBERS} are drawn")]
    TooManyNumbers(usize),
    /// A ring is no ring.
    #[error("rings[{ring}]: {count} numbers; a ring has pairs, and at least three of them")]
    NoRing {
        /// Which.
        ring: usize,
        /// How many numbers it has.
        count: usize,
    },
    /// A number leads to no longitude or latitude.
    #[error("rings[{ring}][{at}]: {value} is not a {axis} in hundredths of a degree")]
    OffGlobe {
        /// Which ring.
        ring: usize,
        /// Which number of it.
        at: usize,
        /// Where it leads.
        value: i32,
        /// What it should be.
        axis: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    rings: Vec<Vec<i32>>,
}

impl Land {
    /// Reads a land file: `{"format": "anycast-lab/land/2", "rings": [[lon, lat, Δlon, Δlat, …],
    /// …]}`, whole hundredths of a degree.
    ///
    /// # Errors
    /// What is wrong with the file, and where.
    pub fn from_json(text: &str) -> Result<Self, LandError> {
        if text.len() > MAX_BYTES {
            return Err(LandError::TooLong(text.len()));
        }
        let file: File = serde_json::from_str(text).map_err(|error| LandError::NotLand {
            line: error.line(),
            column: error.column(),
            message: error.to_string(),
        })?;
        if file.format != FORMAT {
            return Err(LandError::Format(file.format));
        }
        if file.rings.len() > MAX_RINGS {
            return Err(LandError::TooManyRings(file.rings.len()));
        }
        let numbers = file.rings.iter().map(Vec::len).sum();
        if numbers > MAX_NUMBERS {
            return Err(LandError::TooManyNumbers(numbers));
        }
        let mut rings = Vec::new();
        for (index, mut ring) in file.rings.into_iter().enumerate() {
            walk(&mut ring);
            check(index, &ring)?;
            rings.extend(on_map(&ring));
        }
        Ok(Self { rings })
    }

    /// How many rings are on the map.
    #[must_use]
    pub const fn ring_count(&self) -> usize {
        self.rings.len()
    }

    /// The rings, closed, on the projected plane.
    #[must_use]
    pub fn rings(&self) -> &[Vec<Point>] {
        &self.rings
    }
}

/// Makes places of the steps between them.
fn walk(ring: &mut [i32]) {
    for at in 2..ring.len() {
        ring[at] = ring[at - 2].saturating_add(ring[at]);
    }
}

fn check(index: usize, ring: &[i32]) -> Result<(), LandError> {
    if ring.len() < 6 || !ring.len().is_multiple_of(2) {
        return Err(LandError::NoRing { ring: index, count: ring.len() });
    }
    for (at, value) in ring.iter().enumerate() {
        let (axis, limit) =
            if at.is_multiple_of(2) { ("longitude", 18_000) } else { ("latitude", 9_000) };
        if !(-limit..=limit).contains(value) {
            return Err(LandError::OffGlobe { ring: index, at, value: *value, axis });
        }
    }
    Ok(())
}

/// The parts of a ring that are on the map. The map is cut at the central meridian's antipode, so
/// the ring is unrolled into a continuous one, and cut once for each edge that it may lie across.
fn on_map(ring: &[i32]) -> Vec<Vec<Point>> {
    let mut unrolled: Vec<Point> = Vec::with_capacity(ring.len() / 2);
    for pair in ring.chunks_exact(2) {
        let lon = f64::from(pair[0]) / 100.0 - CENTRAL_MERIDIAN;
        let lat = f64::from(pair[1]) / 100.0;
        let east = unrolled.last().map_or_else(|| wrap(lon), |last| last.x + wrap(lon - last.x));
        unrolled.push(Point::new(east, lat));
    }
    [-360.0, 0.0, 360.0]
        .into_iter()
        .map(|turn| clipped(unrolled.iter().map(|p| Point::new(p.x + turn, p.y)).collect()))
        .filter(|part| part.len() >= 3)
        .map(|part| part.into_iter().map(|p| forward_from_middle(p.x, p.y)).collect())
        .collect()
}

/// Sutherland and Hodgman's clipping of a polygon, against the map's four edges in degrees.
fn clipped(polygon: Vec<Point>) -> Vec<Point> {
    let edges: [fn(Point) -> f64; 4] =
        [|p| p.x + 180.0, |p| 180.0 - p.x, |p| p.y - SOUTH, |p| NORTH - p.y];
    edges.into_iter().fold(polygon, |polygon, inside_by| {
        let mut kept = Vec::with_capacity(polygon.len());
        for (index, to) in polygon.iter().enumerate() {
            let from = polygon[(index + polygon.len() - 1) % polygon.len()];
            let (before, after) = (inside_by(from), inside_by(*to));
            if (before < 0.0) != (after < 0.0) {
                kept.push(from.toward(*to, before / (before - after)));
            }
            if after >= 0.0 {
                kept.push(*to);
            }
        }
        kept
    })
}

/// Evenly spaced numbers, both ends included.
fn spaced(from: f64, to: f64, steps: u32) -> impl DoubleEndedIterator<Item = f64> + Clone {
    (0..=steps).map(move |i| from + (to - from) * f64::from(i) / f64::from(steps))
}

/// The outline of the part of the globe that the map shows, on the plane.
#[must_use]
pub fn outline() -> Vec<Point> {
    let latitudes = spaced(SOUTH, NORTH, 40);
    let west = latitudes.clone().map(|lat| forward_from_middle(-180.0, lat));
    let east = latitudes.rev().map(|lat| forward_from_middle(180.0, lat));
    west.chain(east).collect()
}

/// Every thirtieth meridian and parallel, on the plane.
#[must_use]
pub fn graticule() -> Vec<Vec<Point>> {
    let meridians = spaced(-180.0, 180.0, 12)
        .map(|east| spaced(SOUTH, NORTH, 40).map(|lat| forward_from_middle(east, lat)).collect());
    let parallels = [-30.0, 0.0, 30.0, 60.0].into_iter().map(|lat| {
        [-180.0, 180.0].into_iter().map(|east| forward_from_middle(east, lat)).collect()
    });
    meridians.chain(parallels).collect()
}
