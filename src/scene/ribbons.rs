//! Floods: hatched ribbons along links, wider for more, and never dots.
//!
//! A flood is many orders of magnitude more than what people ask for, so a ribbon's width grows
//! with the logarithm of its rate: a tenfold rate is as much wider, wherever one begins.

use super::draw_list::{Draw, DrawList, Pen};
use super::network::Stage;
use super::palette::CASING;
use crate::engine::base::ids::LinkId;

/// What a flood sends over a link in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ribbon {
    /// The link.
    pub link: LinkId,
    /// Whether it goes from the link's second router to its first.
    pub is_backward: bool,
    /// Its rate, in bits per second.
    pub bps: u64,
}

/// The rate of the thinnest ribbon, in bits per second: a million.
const LEAST_BPS: f64 = 1e6;
/// The width of the thinnest and of the widest ribbon, in pixels.
const WIDTHS: (f64, f64) = (3.0, 20.0);
/// How many pixels wider a ribbon of ten times the rate is.
const PER_DECADE: f64 = 2.6;
/// The hatch, across the ribbon: pixels drawn, and the gap.
const HATCH: (f64, f64) = (2.0, 3.5);
/// Ribbons on lines shorter than this show no direction.
const LEAST_ARROWED: f64 = 40.0;

/// How wide a ribbon of a rate in bits per second is, in pixels.
#[must_use]
pub fn width(bps: u64) -> f64 {
    // Rates lie far below where whole numbers are lost.
    let bps = f64::from(u32::try_from(bps >> 20).unwrap_or(u32::MAX)) * f64::from(1 << 20);
    let decades = libm::log10(bps.max(LEAST_BPS) / LEAST_BPS);
    (WIDTHS.0 + decades * PER_DECADE).min(WIDTHS.1)
}

/// The ribbons, the widest first, so that none hides another.
#[must_use]
pub fn draw(stage: &Stage<'_>, ribbons: &[Ribbon]) -> DrawList {
    let palette = stage.theme.palette();
    let mut list = DrawList::default();
    let mut ordered: Vec<&Ribbon> = ribbons.iter().filter(|ribbon| ribbon.bps > 0).collect();
    ordered.sort_by_key(|ribbon| (std::cmp::Reverse(ribbon.bps), ribbon.link, ribbon.is_backward));
    for ribbon in ordered {
        let curve = stage.curves.link(ribbon.link);
        let width = width(ribbon.bps);
        // Both directions of a link lie side by side, each to the right of who goes along it.
        let side = if ribbon.is_backward { -1.0 } else { 1.0 };
        let aside = side * width * 0.5;
        for points in stage.visible(curve, aside) {
            let body = Pen { width, color: palette.text.with_alpha(0x3C) };
            let casing = Some(Pen { width: width + 1.6, color: CASING.with_alpha(0x90) });
            list.push(Draw::Line { points: points.clone(), pen: body, casing, dash: None });
            let hatch = Pen { width: width - 1.0, color: palette.text.with_alpha(0xC0) };
            let dash = Some([HATCH.0, HATCH.1, 0.0]);
            list.push(Draw::Line { points, pen: hatch, casing: None, dash });
        }
        if curve.length() > LEAST_ARROWED {
            let size = 4.0 + width * 0.55;
            list.push(stage.pointer(curve, (aside, ribbon.is_backward), size, palette.text));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_the_rate_is_as_much_wider_wherever_one_begins() {
        let step = |bps: u64| width(bps * 10) - width(bps);
        for bps in [10_000_000, 100_000_000, 10_000_000_000] {
            assert!((step(bps) - PER_DECADE).abs() < 0.2, "{bps}");
        }
    }

    #[test]
    fn no_ribbon_is_too_thin_to_see_or_hides_the_map() {
        assert!((width(1) - WIDTHS.0).abs() < 1e-9);
        assert!((width(u64::MAX) - WIDTHS.1).abs() < 1e-9);
    }
}
