//! What must be so in a goal, whatever its world.

use crate::lesson::format::{Goal, Milli};
use crate::lesson::problem::Problems;

/// How deep goals may be nested.
const MAX_DEPTH: usize = 8;

/// Checks a goal and its parts.
pub(super) fn goal(goal: &Goal, place: &str, problems: &mut Problems) {
    let depth = goal.depth();
    if depth > MAX_DEPTH {
        problems.add(place, format!("is nested {depth} deep; at most {MAX_DEPTH}"));
        return;
    }
    one(goal, place, problems);
    for part in goal.parts() {
        self::goal(part, place, problems);
    }
}

fn one(goal: &Goal, place: &str, problems: &mut Problems) {
    let whole = |bound: &Option<u32>| bound.map(|bound| Milli::whole(bound.into()));
    match goal {
        Goal::All(goals) | Goal::Any(goals) if goals.is_empty() => {
            problems.add(place, "holds no goal: `all` and `any` need at least one");
        }
        Goal::Within { us, .. } | Goal::For { us, .. } if us.is_zero() => {
            problems.add(place, "no time at all: `us` must be more than 0");
        }
        Goal::Catchment { at_least, at_most, .. }
        | Goal::SessionsLost { at_least, at_most }
        | Goal::PortsUsed { at_least, at_most, .. } => {
            bounds(whole(at_least), whole(at_most), place, problems);
        }
        Goal::Measured { at_least, at_most, .. } => {
            bounds(*at_least, *at_most, place, problems);
        }
        Goal::ServedAtLeast { percent, .. } if *percent > 100 => {
            problems.add(place, format!("nobody can be served {percent} percent"));
        }
        Goal::Path { through: None, avoids: None, round_trip_at_most_us: None, .. } => {
            let message = "wants nothing of the way: `through`, `avoids` or \
                           `round-trip-at-most-us`";
            problems.add(place, message);
        }
        _ => {}
    }
}

fn bounds(least: Option<Milli>, most: Option<Milli>, place: &str, problems: &mut Problems) {
    if least.is_none() && most.is_none() {
        problems.add(place, "has no bound: `at-least`, `at-most` or both");
    }
    if least.into_iter().chain(most).any(|bound| bound < Milli(0)) {
        problems.add(place, "has a bound below 0; no measure goes there");
    }
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        problems.add(place, format!("nothing is at least {least} and at most {most}"));
    }
}
