//! Action communities at work: what a network does with routes whose announcer asks for it.
//!
//! Only its customers are heard (and networks without an economic relation, and itself): peers
//! and providers pay for nothing.

use super::attributes::Attributes;
use super::policy::Place;
use crate::engine::net::action::Action;
use crate::engine::net::community::Community;
use crate::engine::net::network::NeighborIs;

/// Whether a route that entered the AS so may ask.
#[must_use]
pub const fn is_heard(entered_from: Option<NeighborIs>) -> bool {
    !matches!(entered_from, Some(NeighborIs::Peer | NeighborIs::Provider))
}

/// The LOCAL_PREF that a route asks for as it comes in; of several, the last listed.
#[must_use]
pub fn local_pref(place: &Place<'_>, attributes: &Attributes) -> Option<u32> {
    if attributes.communities.is_empty() || !is_heard(Some(place.neighbor_is())) {
        return None;
    }
    let asked = place.config.ends[place.end].actions.iter().rev();
    asked.filter(|offer| attributes.communities.contains(&offer.community)).find_map(|offer| {
        match offer.action {
            Action::LocalPref(value) => Some(value),
            Action::Prepend { .. } | Action::Withhold { .. } => None,
        }
    })
}

/// What a route asks for as it goes out to the neighbour at `place`: extra copies of the own AS
/// number; of several requests, the most counts.
///
/// # Errors
/// The community by which it asks not to be told to this neighbour.
pub fn on_export(
    place: &Place<'_>,
    entered_from: Option<NeighborIs>,
    attributes: &Attributes,
) -> Result<u32, Community> {
    let mut most = 0;
    if attributes.communities.is_empty() || !is_heard(entered_from) {
        return Ok(most);
    }
    for offer in place.config.ends[place.end].actions.iter() {
        if !attributes.communities.contains(&offer.community) {
            continue;
        }
        match offer.action {
            Action::Prepend { times, to } if to.has(place.neighbor_is(), place.neighbor()) => {
                most = most.max(times);
            }
            Action::Withhold { from } if from.has(place.neighbor_is(), place.neighbor()) => {
                return Err(offer.community);
            }
            Action::Prepend { .. } | Action::Withhold { .. } | Action::LocalPref(_) => {}
        }
    }
    Ok(most)
}
