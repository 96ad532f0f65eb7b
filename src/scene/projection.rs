//! The Equal Earth projection: areas are true, so a country is as large as it is.
//!
//! B. Šavrič, T. Patterson, B. Jenny: "The Equal Earth map projection", International Journal of
//! Geographical Information Science 33 (2018), 454–465, equations 5 and 6. The map is cut in the
//! Bering Strait, not at 180°, so that no land lies on both edges, and shows 78° N to 56° S.

use std::sync::LazyLock;

use super::point::Point;

/// The meridian in the middle of the map, in degrees; its antipode runs through Bering Strait.
pub const CENTRAL_MERIDIAN: f64 = 11.0;
/// The northern edge of the map, in degrees.
pub const NORTH: f64 = 78.0;
/// The southern edge of the map, in degrees.
pub const SOUTH: f64 = -56.0;

const A1: f64 = 1.340_264;
const A2: f64 = -0.081_106;
const A3: f64 = 0.000_893;
const A4: f64 = 0.003_796;
/// √3 / 2.
const M: f64 = 0.866_025_403_784_438_6;

/// A place on the globe, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Geo {
    /// Longitude, east positive.
    pub lon: f64,
    /// Latitude, north positive.
    pub lat: f64,
}

impl Geo {
    /// The place at these degrees.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// The place at these millionths of a degree, as scenarios give them.
    #[must_use]
    pub fn from_udeg(lon: i32, lat: i32) -> Self {
        Self::new(f64::from(lon) / 1e6, f64::from(lat) / 1e6)
    }

    /// Degrees east of the central meridian, in −180 up to but without 180.
    #[must_use]
    pub fn east_of_middle(self) -> f64 {
        wrap(self.lon - CENTRAL_MERIDIAN)
    }
}

/// The same angle in −180 up to but without 180.
#[must_use]
pub fn wrap(degrees: f64) -> f64 {
    let turned = (degrees + 180.0) - 360.0 * libm::floor((degrees + 180.0) / 360.0);
    turned - 180.0
}

/// From the globe to the plane; radius of the globe one, y northwards.
#[must_use]
pub fn forward(place: Geo) -> Point {
    forward_from_middle(place.east_of_middle(), place.lat)
}

/// The same for a longitude that is counted from the central meridian and not wrapped, so that
/// both edges of the map can be named.
#[must_use]
pub fn forward_from_middle(east: f64, lat: f64) -> Point {
    let theta = libm::asin(M * libm::sin(lat.to_radians()));
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    let x = east.to_radians() * libm::cos(theta) / (M * slope(t2, t6));
    Point::new(x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)))
}

/// From the plane to the globe; `None` outside the map's outline.
#[must_use]
pub fn inverse(at: Point) -> Option<Geo> {
    // Newton's method from y: the polynomial is steep and nearly straight.
    let mut theta = at.y;
    for _ in 0..12 {
        let t2 = theta * theta;
        let t6 = t2 * t2 * t2;
        let miss = theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) - at.y;
        theta -= miss / slope(t2, t6);
    }
    let sine = libm::sin(theta) / M;
    if !(-1.0..=1.0).contains(&sine) {
        return None;
    }
    let t2 = theta * theta;
    let east = (M * at.x * slope(t2, t2 * t2 * t2) / libm::cos(theta)).to_degrees();
    (east.abs() <= 180.0)
        .then(|| Geo::new(wrap(east + CENTRAL_MERIDIAN), libm::asin(sine).to_degrees()))
}

/// dy/dθ.
fn slope(t2: f64, t6: f64) -> f64 {
    A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2)
}

/// The plane's part that the map shows: western, northern, eastern and southern edge.
#[must_use]
pub fn extent() -> (Point, Point) {
    // Every place in the window is reckoned from it.
    static EXTENT: LazyLock<(Point, Point)> = LazyLock::new(|| {
        let east = forward_from_middle(180.0, 0.0).x;
        let north = forward_from_middle(0.0, NORTH).y;
        let south = forward_from_middle(0.0, SOUTH).y;
        (Point::new(-east, north), Point::new(east, south))
    });
    *EXTENT
}
