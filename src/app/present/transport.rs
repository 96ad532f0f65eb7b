//! The clock and what BGP is doing.

use crate::app::lab::Lab;
use crate::app::present::marks::deed;
use crate::app::present::{notice, quantity};
use crate::app::session::LogEntry;
use crate::lesson::format::Pace;
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
    let sentence = if let Some(notice) = notice::notice(lab).filter(|_| !lab.is_moving()) {
        notice
    } else if lab.is_frozen() {
        say!(lab.lang, "lesson-frozen")
    } else if let Some(way) = &lab.travel.settling {
        say!(lab.lang, "status-settling", events = way.events())
    } else if lab.playback.is_lagging {
        say!(lab.lang, "status-lagging")
    } else if world.oscillation().is_some() {
        say!(lab.lang, "status-oscillating")
    } else if is_converged {
        say!(lab.lang, "status-converged")
    } else {
        let (flying, held) = (world.updates_in_any_order().count(), world.routes_held());
        match (flying, held) {
            (0, 0) => say!(lab.lang, "status-clocks"),
            (0, _) => say!(lab.lang, "status-waiting", held = held),
            _ => say!(lab.lang, "status-converging", flying = flying),
        }
    };
    Status { is_converged, sentence }
}

/// The named lenses: each sets a speed that fits what is watched.
pub const LENSES: [(Pace, &str, &str); 3] = [
    (Pace::Packets, "lens-packets", "lens-packets-about"),
    (Pace::Routing, "lens-routing", "lens-routing-about"),
    (Pace::Timers, "lens-timers", "lens-timers-about"),
];

/// A speed in words.
#[must_use]
pub fn speed_words(lab: &Lab) -> String {
    let speed = lab.playback.speed;
    let real = speed.inverse().label().trim_end_matches('×').to_owned();
    say!(lab.lang, "transport-speed-words", speed = speed.label(), real = real)
}

/// What the undo button says: what it would take back.
#[must_use]
pub fn undo_label(lab: &Lab) -> String {
    let named =
        |entry: &LogEntry| say!(lab.lang, "transport-undo-what", deed = deed(lab, &entry.command));
    let entry = lab.session.undoable().filter(|_| lab.allows_undo());
    entry.map_or_else(|| say!(lab.lang, "transport-undo"), named)
}

/// What the redo button says.
#[must_use]
pub fn redo_label(lab: &Lab) -> String {
    let named =
        |entry: &LogEntry| say!(lab.lang, "transport-redo-what", deed = deed(lab, &entry.command));
    let entry = lab.session.redoable().filter(|_| lab.allows_redo());
    entry.map_or_else(|| say!(lab.lang, "transport-redo"), named)
}
