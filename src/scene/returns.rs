//! The way that answers take back to the client network that is selected: beside the way there, in
//! a colour of its own, dashed, since the two need not be the same.

use super::draw_list::{Draw, DrawList, Pen};
use super::network::Stage;
use super::palette::CASING;
use crate::engine::base::ids::LinkId;

/// A link on a way, and whether it is gone from its second router to its first.
pub type Leg = (LinkId, bool);

/// Pixels between the way back and the middle of its links.
const ASIDE: f64 = 5.0;
/// Dash and gap.
const DASH: [f64; 3] = [7.0, 4.0, 0.0];
/// Legs on lines shorter than this show no direction.
const LEAST_ARROWED: f64 = 46.0;

/// The way back.
#[must_use]
pub fn draw(stage: &Stage<'_>, legs: &[Leg]) -> DrawList {
    let mut list = DrawList::default();
    let color = stage.theme.palette().accent;
    let pen = Pen { width: 2.2, color };
    let casing = Some(Pen { width: 4.0, color: CASING.with_alpha(0xE0) });
    for &(link, is_backward) in legs {
        let curve = stage.curves.link(link);
        // To the right of who goes along it, whichever way.
        let side = if is_backward { -1.0 } else { 1.0 };
        for points in stage.visible(curve, ASIDE * side) {
            list.push(Draw::Line { points, pen, casing, dash: Some(DASH) });
        }
        if curve.length() > LEAST_ARROWED {
            list.push(stage.pointer(curve, (ASIDE * side, is_backward), 5.0, color));
        }
    }
    list
}
