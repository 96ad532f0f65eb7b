//! Lines in steps over time, several in one box: their way, their dashes, and where their names
//! stand so that none lies on another.

use std::fmt::Write as _;

/// Dashes of lines, as SVG writes them, each unlike all before it; the first is whole.
pub const DASHES: [&str; 8] =
    ["", "9 5", "2 4", "14 4 2 4", "6 2", "2 2 8 2", "18 6", "4 3 1 3 1 3"];

/// How time runs along the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// Each ten times as long as the one before takes as much room, from a tenth of a second on;
    /// what is earlier lies at the left edge.
    #[default]
    Logarithmic,
}

/// Where a logarithmic axis begins, in seconds.
const FIRST_S: f64 = 0.1;

/// A box that lines are drawn in: the origin is its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How time runs along it.
    pub scale: Scale,
    /// The time at its right edge, in seconds; more than a tenth of one.
    pub end_s: f64,
    /// The value at its upper edge; more than nothing.
    pub top: f64,
}

/// A moment, and the value from then on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The moment, in seconds.
    pub at_s: f64,
    /// The value.
    pub value: f64,
}

impl Plot {
    /// Where a moment lies along the box.
    #[must_use]
    pub fn x(&self, at_s: f64) -> f64 {
        let share = match self.scale {
            Scale::Linear => at_s / self.end_s,
            Scale::Logarithmic => {
                let decades = libm::log10(self.end_s / FIRST_S);
                libm::log10(at_s.max(FIRST_S) / FIRST_S) / decades
            }
        };
        self.width * share.clamp(0.0, 1.0)
    }

    /// How far below the upper edge a value lies.
    #[must_use]
    pub fn y(&self, value: f64) -> f64 {
        self.height * (1.0 - (value / self.top).clamp(0.0, 1.0))
    }

    /// A line in steps through the whole box, as SVG path data: across at one value, then up or
    /// down to the next. What cannot be told apart is one corner.
    #[must_use]
    pub fn line(&self, steps: &[Step]) -> String {
        let mut path = String::new();
        let mut last = (String::new(), String::new());
        for step in steps.iter().filter(|step| step.at_s <= self.end_s) {
            let (x, y) = (written(self.x(step.at_s)), written(self.y(step.value)));
            if path.is_empty() {
                path = format!("M0 {y}");
            } else if y != last.1 {
                if x != last.0 {
                    let _ = write!(path, "H{x}");
                }
                let _ = write!(path, "V{y}");
            }
            if y != last.1 {
                last = (x, y);
            }
        }
        if !path.is_empty() {
            let _ = write!(path, "H{}", written(self.width));
        }
        path
    }

    /// The moments to mark along the box, in seconds.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        match self.scale {
            Scale::Linear => (0_u8..=4).map(|n| self.end_s * f64::from(n) / 4.0).collect(),
            Scale::Logarithmic => {
                let all = [0.1, 1.0, 10.0, 60.0, 180.0, 600.0, 3_600.0];
                all.into_iter().filter(|at_s| *at_s <= self.end_s).collect()
            }
        }
    }
}

/// A tenth of a pixel is as fine as anybody sees.
fn written(number: f64) -> String {
    let rounded = libm::round(number * 10.0) / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Where names stand that would rather stand at `wanted`: in that order from top to bottom, of
/// equals the earlier one first, at least `gap` apart, and between `low` and `high`; closer only if
/// there is no room. In the order of `wanted`.
#[must_use]
pub fn apart(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&one, &other| wanted[one].total_cmp(&wanted[other]));
    let mut spaces = 0.0;
    for _ in order.iter().skip(1) {
        spaces += 1.0;
    }
    let gap = if spaces > 0.0 { gap.min((high - low) / spaces) } else { gap };
    let mut places: Vec<f64> = Vec::with_capacity(order.len());
    for &n in &order {
        let least = places.last().map_or(low, |last| last + gap);
        places.push(wanted[n].max(least));
    }
    let mut most = high;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - gap;
    }
    let mut found = vec![0.0; wanted.len()];
    for (&n, place) in order.iter().zip(places) {
        found[n] = place;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn plot(scale: Scale) -> Plot {
        Plot { width: 300.0, height: 100.0, scale, end_s: 100.0, top: 50.0 }
    }

    fn steps(steps: &[(f64, f64)]) -> Vec<Step> {
        steps.iter().map(|&(at_s, value)| Step { at_s, value }).collect()
    }

    #[test]
    fn time_runs_evenly_or_by_tens() {
        let [even, tens] = [Scale::Linear, Scale::Logarithmic].map(plot);
        let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
        assert!(near(even.x(25.0), 75.0) && near(even.x(500.0), 300.0));
        assert!(near(tens.x(0.0), 0.0) && near(tens.x(0.1), 0.0));
        assert!(
            near(tens.x(1.0), 100.0) && near(tens.x(10.0), 200.0) && near(tens.x(100.0), 300.0)
        );
        assert!(near(even.y(50.0), 0.0) && near(even.y(0.0), 100.0) && near(even.y(60.0), 0.0));
        assert_eq!(tens.ticks(), [0.1, 1.0, 10.0, 60.0]);
    }

    #[test]
    fn a_line_goes_across_and_then_up_or_down() {
        let line = plot(Scale::Linear).line(&steps(&[(0.0, 50.0), (10.0, 25.0), (200.0, 0.0)]));
        assert_eq!(line, "M0 0H30V50H300");
        // Two changes that nobody can tell apart, and one of no height.
        let close = steps(&[(0.0, 50.0), (10.0, 25.0), (10.001, 0.0), (20.0, 0.001)]);
        assert_eq!(plot(Scale::Linear).line(&close), "M0 0H30V50V100H300");
        assert_eq!(plot(Scale::Linear).line(&[]), "");
    }

    #[test]
    fn no_two_lines_are_dashed_alike() {
        let mut all = DASHES.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), DASHES.len());
    }

    proptest! {
        #[test]
        fn names_keep_apart_in_their_order_and_inside(
            wanted in prop::collection::vec(0.0_f64..200.0, 0..12),
        ) {
            let places = apart(&wanted, 14.0, 0.0, 160.0);
            prop_assert_eq!(places.len(), wanted.len());
            let mut both: Vec<(f64, f64)> = wanted.into_iter().zip(places).collect();
            both.sort_by(|one, other| one.0.total_cmp(&other.0));
            for pair in both.windows(2) {
                prop_assert!(pair[1].1 - pair[0].1 >= 14.0 - 1e-9, "{both:?}");
            }
            for (_, place) in both {
                prop_assert!((-1e-9..=160.0).contains(&place));
            }
        }
    }
}
