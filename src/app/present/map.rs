//! What stands on the map: marks, the names beside them, and what a screen reader says of each.

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::pop::{self, PopState};
use crate::app::present::quantity;
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::net::network::Network;
use crate::say;
use crate::scene::catchments::{Mark, marks};
use crate::scene::labels::{Area, Label, Wanted, place};
use crate::scene::network::Focus;
use crate::scene::palette::Theme;
use crate::scene::placement::{Placed, Placement, Thing};
use crate::scene::projection::extent;

/// From this zoom on, client networks are named.
const NAMES_CLIENTS: f64 = 2.0;
/// From this zoom on, routers are named.
const NAMES_ROUTERS: f64 = 6.0;

/// Something on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapObject {
    /// Its mark.
    pub mark: Mark,
    /// What it is and how it does, in one sentence.
    pub description: String,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether it is pointed at.
    pub is_hovered: bool,
}

/// Everything on the map, in the order in which it is drawn, and the names.
#[derive(Clone, Debug, PartialEq)]
pub struct MapObjects {
    /// The objects.
    pub objects: Vec<MapObject>,
    /// The names beside them.
    pub labels: Vec<Label>,
}

/// The service whose catchments the map shows.
#[must_use]
pub fn shown_service(network: &Network) -> Option<ServiceId> {
    network.services.keys().next()
}

/// Who serves a client network now, of the service that the map shows, as far as it may be shown.
#[must_use]
pub fn serving(lab: &Lab, client: ClientId) -> Option<NodeId> {
    shown_service(lab.network()).and_then(|service| lab.shown_node(client, service))
}

/// The thing that a selection means on the map.
#[must_use]
pub fn thing_of(selection: Selection, placement: &Placement) -> Option<Thing> {
    match selection {
        Selection::Node(node) => Some(Thing::Node(node)),
        Selection::Client(client) => Some(Thing::Client(client)),
        Selection::Router(router) => placement.of_router(router).map(|placed| placed.thing),
        Selection::None | Selection::Link(_) => None,
    }
}

/// What a selection makes stand out.
#[must_use]
pub fn focus_of(selection: Selection) -> Option<Focus> {
    Some(match selection {
        Selection::None => return None,
        Selection::Node(node) => Focus::Thing(Thing::Node(node)),
        Selection::Client(client) => Focus::Thing(Thing::Client(client)),
        Selection::Router(router) => Focus::Thing(Thing::Router(router)),
        Selection::Link(link) => Focus::Link(link),
    })
}

/// The selection that a thing on the map means.
#[must_use]
pub const fn selection_of(thing: Thing) -> Selection {
    match thing {
        Thing::Node(node) => Selection::Node(node),
        Thing::Client(client) => Selection::Client(client),
        Thing::Router(router) => Selection::Router(router),
    }
}

/// Everything on the map.
#[must_use]
pub fn objects(lab: &Lab, placement: &Placement, theme: Theme) -> MapObjects {
    let network = lab.network();
    let selected = thing_of(lab.selection, placement);
    let hovered = thing_of(lab.hover, placement);
    let is_announced = |node| pop::state(lab, node) == PopState::Announced;
    let marks = marks(network, placement, theme, is_announced, |client| serving(lab, client));
    let objects = marks
        .into_iter()
        .map(|mark| MapObject {
            description: describe(lab, mark.thing),
            is_selected: selected == Some(mark.thing),
            is_hovered: hovered == Some(mark.thing),
            mark,
        })
        .collect();
    let (north_west, south_east) = extent();
    let bounds =
        Area { low: lab.viewport.to_sheet(north_west), high: lab.viewport.to_sheet(south_east) };
    let mut wanted: Vec<(u8, Wanted)> = placement
        .things()
        .iter()
        .filter_map(|placed| {
            let stands_out = selected == Some(placed.thing) || hovered == Some(placed.thing);
            want(lab, placed, stands_out)
        })
        .collect();
    wanted.sort_by_key(|(rank, _)| *rank);
    let wanted: Vec<Wanted> = wanted.into_iter().map(|(_, want)| want).collect();
    MapObjects { objects, labels: place(&wanted, placement.things(), bounds) }
}

/// The name that a thing wants, and how urgently.
fn want(lab: &Lab, placed: &Placed, stands_out: bool) -> Option<(u8, Wanted)> {
    let (network, lang, zoom) = (lab.network(), lab.lang, lab.viewport.zoom());
    let (rank, least_zoom, size) = match placed.thing {
        Thing::Node(_) => (1, 0.0, 12.0),
        Thing::Client(_) => (2, NAMES_CLIENTS, 11.0),
        Thing::Router(_) => (3, NAMES_ROUTERS, 10.5),
    };
    if zoom < least_zoom && !stands_out {
        return None;
    }
    let names = Names { lang, network };
    let text = match placed.thing {
        Thing::Node(node) => names.node(node),
        Thing::Client(client) => lang.of(&network.clients[client].name).to_owned(),
        Thing::Router(router) => names.system(network.routers[router].in_as),
    };
    let note = match placed.thing {
        Thing::Node(node) => match pop::state(lab, node) {
            PopState::Announced => None,
            PopState::Withdrawn => Some(say!(lang, "state-withdrawn")),
            PopState::Dark => Some(say!(lang, "state-dark")),
        },
        _ => stands_out.then(|| names.city(placed.router)),
    };
    let rank = if stands_out { 0 } else { rank };
    Some((rank, Wanted { thing: placed.thing, text, note, size, is_forced: stands_out }))
}

/// What a thing is and how it does, in one sentence.
#[must_use]
pub fn describe(lab: &Lab, thing: Thing) -> String {
    let (network, lang) = (lab.network(), lab.lang);
    let names = Names { lang, network };
    match thing {
        Thing::Node(id) => {
            let name = names.lettered(id);
            match pop::state(lab, id) {
                PopState::Withdrawn => say!(lang, "map-node-withdrawn", name = name),
                PopState::Dark => say!(lang, "map-node-dark", name = name),
                PopState::Announced => {
                    let clients = network.clients.keys();
                    let count = clients.filter(|c| serving(lab, *c) == Some(id)).count();
                    say!(lang, "map-node", name = name, count = count)
                }
            }
        }
        Thing::Client(id) => {
            let name = names.client(id);
            let people = quantity::people(lang, network.clients[id].population);
            if lab.conceals(id) {
                return say!(lang, "map-client-secret", name = name, people = people);
            }
            let Some(node) = serving(lab, id) else {
                return say!(lang, "map-client-unserved", name = name, people = people);
            };
            let node = names.lettered(node);
            say!(lang, "map-client", name = name, people = people, node = node)
        }
        Thing::Router(id) => {
            let asn = network.routers[id].asn.to_string();
            say!(lang, "map-router", name = names.router(id), asn = asn)
        }
    }
}
