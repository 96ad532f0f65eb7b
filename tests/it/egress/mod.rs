//! Egress: how servers leave for the Internet, and how replies find them.

mod announced;
mod asking;
mod backbone;
mod compare;
mod designs;
mod files;
mod live;
mod load;
mod million;
mod moving;
mod panel;
mod places;
mod refusals;
mod replies;
mod slices;
mod told;

use anycast_lab::engine::net::scenario::{EgressEntry, Scenario};
use anycast_lab::engine::sim::setup;
use anycast_lab::engine::sim::world::World;

/// backbone, as it ships.
pub(super) fn backbone() -> Scenario {
    setup::read(include_str!("../../../assets/scenarios/backbone.json")).unwrap()
}

/// backbone, changed in its egress.
pub(super) fn scenario(change: impl FnOnce(&mut EgressEntry)) -> Scenario {
    let mut scenario = backbone();
    change(scenario.egress.as_mut().expect("backbone says something of egress"));
    scenario
}
