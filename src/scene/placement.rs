//! Where every mark stands: in its city, but beside its neighbours there and not under them.
//!
//! Places are on the sheet, so that moving the map moves all marks together and none by itself.
//! The marks of crowded cities push each other apart, a little at each zoom; from nearer, the
//! routers of a city stand in a ring around it.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::base::ids::{CityId, ClientId, NodeId, RouterId};
use crate::engine::net::egress::Destination;
use crate::engine::net::network::Network;
use typed_index_collections::TiVec;

use super::grouping::groups;
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
    /// Client networks close together, by the one with most people.
    Group(ClientId),
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
    /// Whether it is a router with a destination behind it, to which servers open connections.
    pub is_site: bool,
}

/// What is shown of a world beyond its nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Client networks that stand alone, however close others are.
    pub apart: Vec<ClientId>,
    /// The routers that have marks; absent: all.
    pub routers: Option<BTreeSet<RouterId>>,
}

/// Where everything is, at one zoom.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// What has a mark first, then the other routers.
    things: Vec<Placed>,
    shown: usize,
    groups: BTreeMap<ClientId, Vec<ClientId>>,
    routers: TiVec<RouterId, Option<usize>>,
    shifts: TiVec<RouterId, Point>,
    cities: TiVec<RouterId, Geo>,
}

/// Rounds in which marks push each other apart.
const ROUNDS: usize = 60;
/// From this zoom on, routers need as much room as any mark.
pub const NEAR: f64 = 2.5;
/// Worlds with more nodes and client networks than this are crowded when they are seen whole.
const CROWD: usize = 90;

/// Whether a world is so full that its routers are shown only from near, or when asked for.
#[must_use]
pub fn is_crowded(network: &Network) -> bool {
    network.nodes.len() + network.clients.len() > CROWD
}

impl Placement {
    /// Places everything that has a city.
    #[must_use]
    pub fn new(network: &Network, viewport: &Viewport, detail: &Detail) -> Self {
        let cities: TiVec<RouterId, Geo> =
            network.routers.keys().map(|router| city_of(network, router)).collect();
        let center = |router: RouterId| viewport.to_sheet(forward(cities[router]));
        let has_city = |router: RouterId| network.routers[router].city.is_some();
        let centers: TiVec<ClientId, Option<Point>> = network
            .clients
            .iter()
            .map(|client| has_city(client.router).then(|| center(client.router)))
            .collect();
        let groups = groups(network, viewport, &centers, &detail.apart);
        let sites = sites(network);
        let mut things = Vec::new();
        let mut shown = 0;
        for (thing, router) in everything(network, &groups, (detail, &sites)) {
            let Some(city) = network.routers[router].city else { continue };
            let middle = center(router);
            let is_site = matches!(thing, Thing::Router(_)) && sites.contains_key(&router);
            let radius = radius_of(network, (thing, is_site), &groups, viewport);
            let mut placed = Placed { thing, router, city: middle, at: middle, radius, is_site };
            if is_shown(thing, detail, &sites) {
                placed.at = middle + first_shift(&things, middle, &placed, city);
                shown += 1;
            }
            things.push(placed);
        }
        push_apart(&mut things[..shown], viewport);
        let mut routers: TiVec<RouterId, Option<usize>> = vec![None; network.routers.len()].into();
        for (index, placed) in things.iter().enumerate() {
            let members = match placed.thing {
                Thing::Group(lead) => groups[&lead].as_slice(),
                _ => &[],
            };
            let others = members.iter().map(|client| network.clients[*client].router);
            for router in others.chain([placed.router]) {
                routers[router].get_or_insert(index);
            }
        }
        let shifts = routers
            .iter_enumerated()
            .map(|(router, index)| {
                index.map_or_else(Point::default, |index| things[index].at - center(router))
            })
            .collect();
        Self { things, shown, groups, routers, shifts, cities }
    }

    /// Everything that has a mark, in order: nodes, client networks, other routers.
    #[must_use]
    pub fn things(&self) -> &[Placed] {
        &self.things[..self.shown]
    }

    /// The place of a thing that has a mark.
    #[must_use]
    pub fn of(&self, thing: Thing) -> Option<&Placed> {
        self.things().iter().find(|placed| placed.thing == thing)
    }

    /// The mark that stands for a router: its own, or that of the node or clients behind it. In a
    /// crowded world it may be the place alone.
    #[must_use]
    pub fn of_router(&self, router: RouterId) -> Option<&Placed> {
        self.routers.get(router).copied().flatten().map(|index| &self.things[index])
    }

    /// The thing that stands for a client network: itself, or the group that it is in.
    #[must_use]
    pub fn of_client(&self, network: &Network, client: ClientId) -> Option<Thing> {
        if self.groups.get(&client).is_some_and(|members| members.len() == 1) {
            return Some(Thing::Client(client));
        }
        let placed = self.of_router(network.clients[client].router)?;
        Some(placed.thing)
    }

    /// The client networks that a mark stands for.
    #[must_use]
    pub fn members(&self, thing: Thing) -> &[ClientId] {
        match thing {
            Thing::Group(lead) | Thing::Client(lead) => {
                self.groups.get(&lead).map_or(&[], Vec::as_slice)
            }
            Thing::Node(_) | Thing::Router(_) => &[],
        }
    }

    /// Where a router's city is on the globe.
    #[must_use]
    pub fn geo(&self, router: RouterId) -> Geo {
        self.cities[router]
    }

    /// How far a router's mark stands from its city.
    #[must_use]
    pub fn shift(&self, router: RouterId) -> Point {
        self.shifts[router]
    }
}

fn city_of(network: &Network, router: RouterId) -> Geo {
    network
        .router_city(router)
        .map_or_else(Geo::default, |city| Geo::from_udeg(city.lon_udeg, city.lat_udeg))
}

/// The routers behind which destinations of connections are, and in how many places each is.
type Sites = BTreeMap<RouterId, usize>;

fn sites(network: &Network) -> Sites {
    let destinations = network.egress.iter().flat_map(|egress| &egress.destinations);
    let of_one = |it: &Destination| {
        let count = it.sites.len();
        it.sites.iter().map(move |site| (site.router, count)).collect::<Vec<_>>()
    };
    destinations.flat_map(of_one).collect()
}

fn is_shown(thing: Thing, detail: &Detail, sites: &Sites) -> bool {
    match (thing, &detail.routers) {
        (Thing::Router(router), Some(routers)) => {
            routers.contains(&router) || sites.contains_key(&router)
        }
        _ => true,
    }
}

/// Nodes, then clients, then the routers that are neither's: those with destinations first, those
/// without marks last.
fn everything(
    network: &Network,
    groups: &BTreeMap<ClientId, Vec<ClientId>>,
    (detail, sites): (&Detail, &Sites),
) -> Vec<(Thing, RouterId)> {
    let nodes = network.nodes.iter_enumerated().map(|(id, node)| (Thing::Node(id), node.router));
    let clients = groups.iter().map(|(&lead, members)| {
        let thing = if members.len() > 1 { Thing::Group(lead) } else { Thing::Client(lead) };
        (thing, network.clients[lead].router)
    });
    let mut all: Vec<_> = nodes.chain(clients).collect();
    let mut is_taken: TiVec<RouterId, bool> = vec![false; network.routers.len()].into();
    let behind = network.clients.iter().map(|client| client.router);
    for router in behind.chain(network.nodes.iter().map(|node| node.router)) {
        is_taken[router] = true;
    }
    let others = network.routers.keys().filter(|router| !is_taken[*router]);
    let (mut with, without): (Vec<_>, Vec<_>) = others
        .map(|router| (Thing::Router(router), router))
        .partition(|(thing, _)| is_shown(*thing, detail, sites));
    // Who is in one place only has the first choice of a place on the map.
    with.sort_by_key(|(_, router)| sites.get(router).copied().unwrap_or(usize::MAX));
    all.extend(with);
    all.extend(without);
    all
}

/// Areas of client networks follow their populations.
fn radius_of(
    network: &Network,
    (thing, is_site): (Thing, bool),
    groups: &BTreeMap<ClientId, Vec<ClientId>>,
    viewport: &Viewport,
) -> f64 {
    // Small windows get smaller marks, near views larger ones, and crowds smaller ones from afar.
    let crowd = if is_crowded(network) { (viewport.zoom() / NEAR).clamp(0.76, 1.0) } else { 1.0 };
    let room = (viewport.scale() / 150.0).clamp(0.75, 1.15) * crowd;
    let people = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let most = network.clients.iter().map(|client| client.population).max().unwrap_or(1);
    let share = |count: u64| (people(count) / people(most).max(1.0)).sqrt();
    match thing {
        Thing::Node(_) => 10.5 * room,
        Thing::Client(client) => (5.5 + 4.5 * share(network.clients[client].population)) * room,
        Thing::Group(lead) => {
            let all = groups[&lead].iter().map(|client| network.clients[*client].population).sum();
            ((5.5 + 4.5 * share(all)) * room).min(15.0 * room)
        }
        Thing::Router(_) if is_site => 5.6 * room,
        Thing::Router(_) => (viewport.scale() / 60.0).clamp(2.2, 5.0),
    }
}

/// Where a mark starts out: the first of a city on it, later ones around it.
fn first_shift(before: &[Placed], center: Point, placed: &Placed, city: CityId) -> Point {
    let in_city = before.iter().filter(|other| other.city == center);
    let (count, nearest) = in_city.fold((0_u32, 0.0_f64), |(count, nearest), other| {
        (count + 1, nearest.max(other.radius.min(12.0)))
    });
    if count == 0 {
        return Point::default();
    }
    let start = match placed.thing {
        Thing::Router(_) => 0.6,
        _ => 2.2,
    };
    // The golden angle keeps any number of neighbours apart; the city's number varies the start.
    let turn = start + 2.399_963 * f64::from(count) + 0.7 * f64::from(city.get() % 5);
    Point::polar(nearest + placed.radius + 1.5, turn)
}

/// Pushes marks that overlap apart and pulls them back to their cities, by turns.
fn push_apart(things: &mut [Placed], viewport: &Viewport) {
    let (north_west, south_east) = extent();
    let (low, high) = (viewport.to_sheet(north_west), viewport.to_sheet(south_east));
    let room = if viewport.zoom() < NEAR { 0.6 } else { 2.0 };
    let widest = things.iter().map(reach).fold(0.0, f64::max);
    // Neighbours from west to east: whoever is too far east to touch ends the search.
    let mut order: Vec<usize> = (0..things.len()).collect();
    for round in 0..ROUNDS {
        order.sort_by(|a, b| things[*a].at.x.total_cmp(&things[*b].at.x));
        for (rank, &i) in order.iter().enumerate() {
            for &j in &order[rank + 1..] {
                let gap = things[j].at - things[i].at;
                // Those that were pushed in this round may stand a little out of order.
                if gap.x > reach(&things[i]) + widest + room + 8.0 {
                    break;
                }
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
        _ if placed.is_site => placed.radius * 1.12 + 1.0,
        _ => placed.radius,
    }
}

/// How hard a mark is to move.
fn weight(placed: &Placed) -> f64 {
    match placed.thing {
        Thing::Node(_) => 6.0,
        Thing::Client(_) | Thing::Group(_) => 2.0,
        Thing::Router(_) if placed.is_site => 4.0,
        Thing::Router(_) => 0.5,
    }
}
