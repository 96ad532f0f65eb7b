//! Where the authority believes that somebody is, and how far that is from somewhere else: great
//! circles on a sphere, in whole numbers.

use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::net::network::{City, Network};

/// One, in the fixed point of this module.
const ONE: i64 = 1_000_000_000;
/// π/180 times 10¹¹ · 10⁻¹³: from millionths of a degree to radians in fixed point.
const RADIANS: (i64, i64) = (174_532_925_199, 10_000_000_000);
const QUARTER_UDEG: i64 = 90_000_000;
/// Metres of a great circle's degree, on a sphere of the Earth's mean radius, 6,371,008.8 m.
const METRES_A_DEGREE: u64 = 111_195;

/// A place on the sphere, as the point of the unit sphere in fixed point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place([i64; 3]);

impl Place {
    /// The place of this latitude and longitude, in millionths of a degree.
    #[must_use]
    pub fn new(lat_udeg: i32, lon_udeg: i32) -> Self {
        let (lat, lon) = (i64::from(lat_udeg), i64::from(lon_udeg));
        let across = cosine(lat);
        Self([times(across, cosine(lon)), times(across, sine(lon)), sine(lat)])
    }

    /// A city's place.
    #[must_use]
    pub fn of(city: &City) -> Self {
        Self::new(city.lat_udeg, city.lon_udeg)
    }

    /// The square of the straight line to another place, through the Earth: it grows with the
    /// distance, and is enough to tell who is nearer.
    #[must_use]
    pub fn chord_squared(&self, other: &Self) -> u64 {
        let parts = self.0.iter().zip(other.0);
        parts.map(|(one, other)| one.abs_diff(other).pow(2)).sum()
    }

    /// The distance to another place along the great circle, in metres.
    #[must_use]
    pub fn metres_to(&self, other: &Self) -> u64 {
        // The chord is twice the sine of half the angle.
        let half = i64::try_from(self.chord_squared(other).isqrt() / 2).unwrap_or(ONE);
        let (mut low, mut high) = (0, QUARTER_UDEG);
        while low < high {
            let middle = i64::midpoint(low, high);
            if sine(middle) < half {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.unsigned_abs() * 2 * METRES_A_DEGREE / 1_000_000
    }
}

/// What a geolocation database says of a client network: where it is, unless it has that wrong.
#[must_use]
pub fn of_client(network: &Network, client: ClientId) -> Option<Place> {
    match network.dns.wrong_places.get(&client) {
        Some(&city) => Some(Place::of(&network.cities[city])),
        None => of_router(network, network.clients[client].router),
    }
}

/// Where a router stands.
#[must_use]
pub fn of_router(network: &Network, router: RouterId) -> Option<Place> {
    network.router_city(router).map(Place::of)
}

const fn times(a: i64, b: i64) -> i64 {
    a * b / ONE
}

const fn cosine(udeg: i64) -> i64 {
    sine(udeg + QUARTER_UDEG)
}

/// The sine of an angle in millionths of a degree.
const fn sine(udeg: i64) -> i64 {
    let turned = (udeg + 2 * QUARTER_UDEG).rem_euclid(4 * QUARTER_UDEG) - 2 * QUARTER_UDEG;
    let (sign, size) = if turned < 0 { (-1, -turned) } else { (1, turned) };
    let size = if size > QUARTER_UDEG { 2 * QUARTER_UDEG - size } else { size };
    let eighth = QUARTER_UDEG / 2;
    if size <= eighth {
        sign * sine_series(radians(size))
    } else {
        sign * cosine_series(radians(QUARTER_UDEG - size))
    }
}

const fn radians(udeg: i64) -> i64 {
    udeg * RADIANS.0 / RADIANS.1
}

/// x − x³/3! + … in Horner's order, up to π/4: the next term is below the last digit.
const fn sine_series(x: i64) -> i64 {
    let square = times(x, x);
    let mut sum = ONE;
    let mut n = 10;
    while n >= 2 {
        sum = ONE - times(square, sum) / (n * (n + 1));
        n -= 2;
    }
    times(x, sum)
}

/// 1 − x²/2! + … likewise.
const fn cosine_series(x: i64) -> i64 {
    let square = times(x, x);
    let mut sum = ONE;
    let mut n = 11;
    while n >= 1 {
        sum = ONE - times(square, sum) / (n * (n + 1));
        n -= 2;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn udeg(degrees: i64) -> i64 {
        degrees * 1_000_000
    }

    #[test]
    fn sines_are_right_to_a_few_billionths() {
        for (degrees, expected) in [
            (0, 0),
            (30, 500_000_000),
            (45, 707_106_781),
            (60, 866_025_404),
            (90, ONE),
            (150, 500_000_000),
            (180, 0),
            (-30, -500_000_000),
            (270, -ONE),
            (-170, -173_648_178),
        ] {
            let found = sine(udeg(degrees));
            assert!((found - expected).abs() <= 4, "{degrees}°: {found}");
        }
    }

    #[test]
    fn distances_are_those_of_the_great_circle() {
        let beijing = Place::new(39_901_720, 116_394_201);
        let shanghai = Place::new(31_218_398, 121_434_559);
        // By the haversine formula, on a sphere of 6,371,008.8 m.
        let metres = beijing.metres_to(&shanghai);
        assert!(metres.abs_diff(1_067_286) < 10, "{metres}");
        assert_eq!(beijing.metres_to(&beijing), 0);
        // Near the far side of the Earth the chord hardly grows any more.
        let (pole, other) = (Place::new(90_000_000, 0), Place::new(-90_000_000, 7));
        assert!(pole.metres_to(&other).abs_diff(20_015_114) < 2_000);
        // Over the date line, not around the world.
        let (suva, samoa) =
            (Place::new(-18_000_000, 178_000_000), Place::new(-18_000_000, -178_000_000));
        let metres = suva.metres_to(&samoa);
        assert!(metres.abs_diff(423_003) < 10, "{metres}");
    }

    #[test]
    fn the_nearer_has_the_shorter_chord() {
        let here = Place::new(0, 0);
        let mut before = 0;
        for degrees in (0..=180).step_by(5) {
            let there = Place::new(0, degrees * 1_000_000);
            let chord = here.chord_squared(&there);
            assert!(chord >= before, "{degrees}");
            assert_eq!(chord, there.chord_squared(&here));
            before = chord;
        }
    }
}
