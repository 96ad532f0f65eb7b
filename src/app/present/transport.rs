//! The clock and what BGP is doing.

use crate::app::lab::Lab;
use crate::app::present::quantity;
use crate::say;

/// What the bar under the map shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether BGP has converged.
    pub is_converged: bool,
    /// What BGP is doing, in words.
    pub sentence: String,
}

/// The time as the learner counts it.
#[must_use]
pub fn clock(lab: &Lab) -> String {
    quantity::clock(lab.session.shown_time())
}

/// What BGP is doing.
#[must_use]
pub fn status(lab: &Lab) -> Status {
    let world = lab.world();
    let is_converged = world.is_converged();
    let sentence = if lab.is_frozen() {
        say!(lab.lang, "lesson-frozen")
    } else if lab.playback.is_lagging {
        say!(lab.lang, "status-lagging")
    } else if world.oscillation().is_some() {
        say!(lab.lang, "status-oscillating")
    } else if is_converged {
        say!(lab.lang, "status-converged")
    } else {
        let (flying, held) = (world.updates_in_flight().len(), world.routes_held());
        match (flying, held) {
            (0, 0) => say!(lab.lang, "status-clocks"),
            (0, _) => say!(lab.lang, "status-waiting", held = held),
            _ => say!(lab.lang, "status-converging", flying = flying),
        }
    };
    Status { is_converged, sentence }
}
