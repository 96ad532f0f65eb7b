//! Where every mark stands: in its city, but beside its neighbours there and not under them.
//!
//! Places are on the sheet, so that moving the map moves all marks together and none by itself.
//! The marks of crowded cities push each other apart, a little at each zoom; from nearer, the
//! routers of a city stand in a ring around it.

use crate::engine::base::ids::{CityId, ClientId, NodeId, RouterId};
use crate::engine::net::network::Network;
use typed_index_collections::TiVec;

use super::point::Point;
use super::projection::{Geo, extent, forward};
use super::viewport::Viewport;

/// Something on the map that one can select.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An anycast node with its router.
    Node(NodeId),
    /// A client network with its router.
    Client(ClientId),
    /// Any other router.
    Router(RouterId),
}

/// A thing and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The thing.
    pub thing: Thing,
    /// Its router.
    pub router: RouterId,
    /// Its city's place on the sheet.
    pub city: Point,
    /// Its mark's place on the sheet.
    pub at: Point,
    /// Its mark's radius in pixels.
    pub radius: f64,
}

/// Where everything is, at one zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    things: Vec<Placed>,
    routers: TiVec<RouterId, Option<usize>>,
    cities: TiVec<RouterId, Geo>,
}

/// Rounds in which marks push each other apart.
const ROUNDS: usize = 60;
/// From this zoom on, routers need as much room as any mark.
pub const NEAR: f64 = 2.5;

impl Placement {
    /// Places everything that has a city.
    #[must_use]
    pub fn new(network: &Network, viewport: &Viewport) -> Self {
        let city_of = |router: RouterId| -> Geo {
            network
                .router_city(router)
                .map_or_else(Geo::default, |city| Geo::from_udeg(city.lon_udeg, city.lat_udeg))
        };
        let mut things = Vec::new();
        for (thing, router) in everything(network) {
            let Some(city) = network.routers[router].city else { continue };
            let center = viewport.to_sheet(forward(city_of(router)));
            let radius = radius_of(network, thing, viewport);
            let at = center + first_shift(&things, center, thing, radius, city);
            things.push(Placed { thing, router, city: center, at, radius });
        }
        push_apart(&mut things, viewport);
        let mut routers: TiVec<RouterId, Option<usize>> = vec![None; network.routers.len()].into();
        for (index, placed) in things.iter().enumerate() {
            routers[placed.router].get_or_insert(index);
        }
        let cities = network.routers.keys().map(city_of).collect();
        Self { things, routers, cities }
    }

    /// Everything, in order: nodes, client networks, other routers.
    #[must_use]
    pub fn things(&self) -> &[Placed] {
        &self.things
    }

    /// A thing's place.
    #[must_use]
    pub fn of(&self, thing: Thing) -> Option<&Placed> {
        self.things.iter().find(|placed| placed.thing == thing)
    }

    /// The mark that stands for a router: its own, or that of the node or clients behind it.
    #[must_use]
    pub fn of_router(&self, router: RouterId) -> Option<&Placed> {
        self.routers.get(router).copied().flatten().map(|index| &self.things[index])
    }

    /// Where a router's city is on the globe.
    #[must_use]
    pub fn geo(&self, router: RouterId) -> Geo {
        self.cities[router]
    }

    /// How far a router's mark stands from its city.
    #[must_use]
    pub fn shift(&self, router: RouterId) -> Point {
        self.of_router(router).map_or_else(Point::default, |placed| placed.at - placed.city)
    }
}

/// Nodes, then clients, then the routers that are neither's.
fn everything(network: &Network) -> Vec<(Thing, RouterId)> {
    let nodes = network.nodes.iter_enumerated().map(|(id, node)| (Thing::Node(id), node.router));
    let clients =
        network.clients.iter_enumerated().map(|(id, client)| (Thing::Client(id), client.router));
    let mut all: Vec<_> = nodes.chain(clients).collect();
    let mut is_taken: TiVec<RouterId, bool> = vec![false; network.routers.len()].into();
    for (_, router) in &all {
        is_taken[*router] = true;
    }
    let others = network.routers.keys().filter(|router| !is_taken[*router]);
    all.extend(others.map(|router| (Thing::Router(router), router)));
    all
}

/// Areas of client networks follow their populations.
fn radius_of(network: &Network, thing: Thing, viewport: &Viewport) -> f64 {
    // Small windows get smaller marks, near views larger ones.
    let room = (viewport.scale() / 150.0).clamp(0.75, 1.15);
    match thing {
        Thing::Node(_) => 10.5 * room,
        Thing::Client(client) => {
            let people = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            let most = network.clients.iter().map(|client| client.population).max().unwrap_or(1);
            let share = people(network.clients[client].population) / people(most).max(1.0);
            (5.5 + 4.5 * share.sqrt()) * room
        }
        Thing::Router(_) => (viewport.scale() / 60.0).clamp(2.2, 5.0),
    }
}

/// Where a mark starts out: the first of a city on it, later ones around it.
fn first_shift(before: &[Placed], center: Point, thing: Thing, radius: f64, city: CityId) -> Point {
    let in_city = before.iter().filter(|other| other.city == center);
    let (count, nearest) = in_city.fold((0_u32, 0.0_f64), |(count, nearest), other| {
        (count + 1, nearest.max(other.radius.min(12.0)))
    });
    if count == 0 {
        return Point::default();
    }
    let start = match thing {
        Thing::Router(_) => 0.6,
        _ => 2.2,
    };
    // The golden angle keeps any number of neighbours apart; the city's number varies the start.
    let turn = start + 2.399_963 * f64::from(count) + 0.7 * f64::from(city.get() % 5);
    Point::polar(nearest + radius + 1.5, turn)
}

/// Pushes marks that overlap apart and pulls them back to their cities, by turns.
fn push_apart(things: &mut [Placed], viewport: &Viewport) {
    let (north_west, south_east) = extent();
    let (low, high) = (viewport.to_sheet(north_west), viewport.to_sheet(south_east));
    let room = if viewport.zoom() < NEAR { 0.6 } else { 2.0 };
    for round in 0..ROUNDS {
        for i in 0..things.len() {
            for j in i + 1..things.len() {
                let gap = things[j].at - things[i].at;
                let apart = reach(&things[i]) + reach(&things[j]) + room;
                if gap.x.abs() >= apart || gap.y.abs() >= apart {
                    continue;
                }
                let distance = gap.length();
                if distance >= apart {
                    continue;
                }
                let way = if distance > 0.01 { gap.unit() } else { Point::new(1.0, 0.0) };
                let (a, b) = (weight(&things[i]), weight(&things[j]));
                let push = way * ((apart - distance) / (a + b));
                things[i].at = things[i].at - push * b;
                things[j].at = things[j].at + push * a;
            }
        }
        for placed in things.iter_mut() {
            let pull = if round + 12 < ROUNDS { 0.06 } else { 0.0 };
            placed.at = placed.at.toward(placed.city, pull);
            let edge = placed.radius + 2.0;
            // Not `clamp`: in a tiny window the edges have changed places.
            placed.at.x = placed.at.x.max(low.x + edge).min(high.x - edge);
            placed.at.y = placed.at.y.max(low.y + edge).min(high.y - edge);
        }
    }
}

/// How much room a mark needs: the corners and the rim of a node's reach beyond its radius.
fn reach(placed: &Placed) -> f64 {
    match placed.thing {
        Thing::Node(_) => placed.radius * 1.12 + 2.0,
        _ => placed.radius,
    }
}

/// How hard a mark is to move.
fn weight(placed: &Placed) -> f64 {
    match placed.thing {
        Thing::Node(_) => 6.0,
        Thing::Client(_) => 2.0,
        Thing::Router(_) => 0.5,
    }
}
