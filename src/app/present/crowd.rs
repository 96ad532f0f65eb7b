//! The card of client networks that share a mark: who they are, each to be selected.

use crate::app::lab::{Lab, place};
use crate::app::present::map::detail;
use crate::app::present::names::Names;
use crate::app::present::quantity;
use crate::app::present::twin::{ClientRow, client_row};
use crate::engine::base::ids::ClientId;
use crate::say;
use crate::scene::grouping::SPLIT_ZOOM;
use crate::scene::placement::{Placement, Thing};
use crate::scene::point::Point;
use crate::scene::viewport::Viewport;

/// Room around the members of a crowd that one goes nearer to, in pixels.
const ROOM: f64 = 90.0;
/// Going nearer goes at least so much nearer, if the crowd does not fall apart before.
const LEAST_STEP: f64 = 1.8;

/// What is shown of client networks close together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrowdCard {
    /// How many there are, and around which city.
    pub title: String,
    /// Their people together.
    pub people: String,
    /// Each, those with most people first.
    pub rows: Vec<ClientRow>,
}

/// The card of the crowd that is selected; absent in a world without a service.
#[must_use]
pub fn card(lab: &Lab) -> Option<CrowdCard> {
    let (network, lang) = (lab.network(), lab.lang);
    let service = network.services.keys().next()?;
    let lead = &network.clients[*lab.crowd.first()?];
    let people = lab.crowd.iter().map(|&client| network.clients[client].population).sum();
    let city = Names { lang, network }.city(lead.router);
    Some(CrowdCard {
        title: say!(lang, "crowd-title", count = lab.crowd.len(), city = city),
        people: say!(lang, "crowd-people", people = quantity::people(lang, people)),
        rows: lab.crowd.iter().map(|&client| client_row(lab, service, client)).collect(),
    })
}

/// The view in which the crowd that is selected falls apart, or nearly: nearer, about its members.
#[must_use]
pub fn nearer(lab: &Lab) -> Viewport {
    let (network, viewport) = (lab.network(), lab.viewport);
    let at = |&client: &ClientId| place(network, network.clients[client].router);
    let members: Vec<Point> = lab.crowd.iter().filter_map(at).collect();
    let near = viewport.fitted_to(&members, ROOM);
    let zoom = near.zoom().clamp((viewport.zoom() * LEAST_STEP).min(SPLIT_ZOOM), SPLIT_ZOOM);
    let middle = Point::new(viewport.width() / 2.0, viewport.height() / 2.0);
    near.zoomed(middle, zoom / near.zoom())
}

/// Who shares the mark that `lead` gives its place to, as the map is now; those with most people
/// first. Whoever stands alone is alone.
#[must_use]
pub fn members(lab: &Lab, lead: ClientId) -> Vec<ClientId> {
    let placement = Placement::new(lab.network(), &lab.viewport, &detail(lab));
    let members = placement.members(Thing::Group(lead));
    if members.is_empty() { vec![lead] } else { members.to_vec() }
}
