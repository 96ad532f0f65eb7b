//! What stands on the map: marks, the names beside them, and what a screen reader says of each.

use std::collections::{BTreeMap, BTreeSet};

use typed_index_collections::TiVec;

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::pop::{self, PopState};
use crate::app::present::{load_bar, map_egress, map_words};
use crate::app::selection::Selection;
use crate::app::tutor::secrets::Topic;
use crate::app::watch::Watched;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::dataplane::packet::{Errand, Packet};
use crate::engine::net::network::Network;
use crate::say;
use crate::scene::labels::{Area, Bar, Label, Wanted, place};
use crate::scene::marks::{Mark, marks};
use crate::scene::motion::Mover;
use crate::scene::network::Focus;
use crate::scene::palette::{Theme, node_style};
use crate::scene::placement::{Detail, NEAR, Placed, Placement, Thing, is_crowded};
use crate::scene::point::Point;
use crate::scene::projection::extent;
use crate::scene::returns::Leg;

/// From this zoom on, client networks are named.
const NAMES_CLIENTS: f64 = 2.0;
/// From this zoom on, routers are named.
const NAMES_ROUTERS: f64 = 6.0;
/// Routers of one network closer together than this have one name between them, in pixels.
const ONE_NAME_WITHIN: f64 = 240.0;
/// How many equal shares of all people a full load bar stands for, and where one of them is.
const FULL_BAR: u64 = 3;
const TICK: f64 = 1.0 / 3.0;
/// From this filling on, a load bar is hatched.
const HATCHED_BAR: f64 = 0.9;

/// Something on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapObject {
    /// Its mark.
    pub mark: Mark,
    /// What there is to say of it: [`map_words::describe`] has the words.
    pub state: ThingState,
}

/// How a thing on the map does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThingState {
    /// A node, with the number of client networks that it serves.
    Node(PopState, usize),
    /// A client network.
    Client(Service),
    /// Client networks shown together: which, and how many of them are served by whom.
    Group(Vec<ClientId>, Vec<(Service, usize)>),
    /// A router.
    Router,
}

/// Who serves a client network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// This node.
    By(NodeId),
    /// Nobody.
    Nobody,
    /// It is a secret for now.
    Secret,
}

/// Everything on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapObjects {
    /// In the order in which it is drawn.
    pub order: Vec<Thing>,
    /// Each.
    pub objects: BTreeMap<Thing, MapObject>,
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

/// Whose hue a packet wears: of the node that answered it, or would; one of a connection, of the
/// node whose server opened that.
#[must_use]
pub fn node_of(lab: &Lab, packet: &Packet) -> Option<NodeId> {
    if let Errand::Egress(id) = packet.errand {
        let connection = lab.world().egress().and_then(|egress| egress.connection(id));
        if let Some(seat) = connection.and_then(|connection| connection.at) {
            return Some(seat.node);
        }
    }
    packet.node.or_else(|| lab.shown_node(packet.client, packet.service?))
}

/// The thing that a selection means on the map.
#[must_use]
pub fn thing_of(network: &Network, selection: Selection, placement: &Placement) -> Option<Thing> {
    match selection {
        Selection::Node(node) => Some(Thing::Node(node)),
        Selection::Crowd(lead) if placement.of(Thing::Group(lead)).is_some() => {
            Some(Thing::Group(lead))
        }
        Selection::Client(client) | Selection::Crowd(client) => {
            placement.of_client(network, client)
        }
        Selection::Router(router) => placement.of_router(router).map(|placed| placed.thing),
        _ => None,
    }
}

/// What on the map may be pressed on to answer the lesson's question, and which of it is the answer
/// for now.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
#[must_use]
pub fn answers(lab: &Lab, placement: &Placement) -> BTreeMap<Thing, bool> {
    let network = lab.network();
    let offered = lab.tutor.as_ref().map(|tutor| tutor.offered(network)).unwrap_or_default();
    let mut all = BTreeMap::new();
    for (selection, is_chosen) in offered {
        if let Some(thing) = thing_of(network, selection, placement) {
            *all.entry(thing).or_default() |= is_chosen;
        }
    }
    all
}

/// The moving thing that is selected.
#[must_use]
pub const fn mover_of(selection: Selection) -> Option<Mover> {
    match selection {
        Selection::Packet(packet) => Some(Mover::Packet(packet)),
        Selection::Update(update) => Some(Mover::Update(update)),
        _ => None,
    }
}

/// What stands out: what is selected; if nothing is, what is pointed at and has ways of its own.
#[must_use]
pub fn focus(lab: &Lab) -> Option<Focus> {
    let hovered = match lab.hover {
        Selection::Node(_) | Selection::Client(_) => focus_of(lab, lab.hover),
        _ => None,
    };
    focus_of(lab, lab.selection).or(hovered)
}

fn focus_of(lab: &Lab, selection: Selection) -> Option<Focus> {
    Some(match selection {
        Selection::None => return None,
        Selection::Connection(_) => {
            map_egress::looked_at(lab)?;
            Focus::Apart
        }
        Selection::Node(node) => Focus::Thing(Thing::Node(node)),
        Selection::Client(client) => Focus::Thing(Thing::Client(client)),
        Selection::Crowd(lead) => Focus::Thing(Thing::Group(lead)),
        Selection::Router(router) => Focus::Thing(Thing::Router(router)),
        Selection::Link(link) => Focus::Link(link),
        Selection::Packet(_) => match &lab.watched {
            Some(Watched::Packet { packet, .. }) if matches!(packet.errand, Errand::Egress(_)) => {
                Focus::Apart
            }
            Some(Watched::Packet { packet, .. }) => Focus::Thing(Thing::Client(packet.client)),
            _ => return None,
        },
        Selection::Update(update) => Focus::Link(lab.network().sessions[update.session].link?),
    })
}

/// The selection that a thing on the map means.
#[must_use]
pub const fn selection_of(thing: Thing) -> Selection {
    match thing {
        Thing::Node(node) => Selection::Node(node),
        Thing::Client(client) => Selection::Client(client),
        Thing::Group(lead) => Selection::Crowd(lead),
        Thing::Router(router) => Selection::Router(router),
    }
}

/// The next thing after `from` that goes by a letter: a node by its own, others by the name of
/// their city, as its slug spells it.
#[must_use]
pub fn thing_named(lab: &Lab, placement: &Placement, from: Thing, letter: char) -> Option<Thing> {
    let network = lab.network();
    let letter = letter.to_ascii_lowercase();
    let goes_by = |placed: &&Placed| {
        let city = network.router_city(placed.router).map(|city| city.slug.as_str());
        let is_lettered = match placed.thing {
            Thing::Node(node) => {
                network.nodes[node].letter.to_string().to_ascii_lowercase() == letter.to_string()
            }
            _ => false,
        };
        is_lettered || city.is_some_and(|city| city.starts_with(letter))
    };
    let things = placement.things();
    let begin = things.iter().position(|placed| placed.thing == from).map_or(0, |at| at + 1);
    let mut around = things[begin..].iter().chain(&things[..begin]);
    around.find(goes_by).map(|placed| placed.thing)
}

/// The way that answers take back to the client network that is selected; nowhere, if none is, if
/// nobody answers it, or if that must not be told yet.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
#[must_use]
pub fn way_back(lab: &Lab) -> Vec<Leg> {
    let (network, world) = (lab.network(), lab.world());
    let Selection::Client(client) = lab.selection else { return Vec::new() };
    let node = shown_service(network).and_then(|service| lab.shown_node(client, service));
    let Some(node) = node else { return Vec::new() };
    let service = &network.services[network.nodes[node].service];
    let Some(asker) = network.clients[client].address_towards(service.address) else {
        return Vec::new();
    };
    let way = world.way(network.nodes[node].router, asker);
    map_egress::legs(network, &way)
}

/// How much of the world is shown: in a crowded one, from afar, the routers only that have to do
/// with what is selected.
#[must_use]
pub fn detail(lab: &Lab) -> Detail {
    let network = lab.network();
    let mut apart: Vec<ClientId> = Vec::new();
    let mut routers: BTreeSet<RouterId> = BTreeSet::new();
    let mut on_way = |client: ClientId| {
        apart.push(client);
        if let Some(service) = shown_service(network).filter(|_| !lab.conceals(client)) {
            routers.extend(lab.world().reach(client, service).routers);
        }
    };
    match (lab.selection, &lab.watched) {
        (Selection::Client(client), _) => on_way(client),
        (_, Some(Watched::Packet { packet, .. })) => on_way(packet.client),
        (Selection::Connection(_), _) => routers.extend(map_egress::routers_on_way(lab)),
        (Selection::Router(router), _) => routers.extend([router]),
        (Selection::Link(link), _) => routers.extend(network.links[link].routers),
        (_, Some(Watched::Update { update, .. })) => routers.extend([update.from, update.to]),
        _ => {}
    }
    let shows_all = lab.viewport.zoom() >= NEAR || lab.layers.systems || !is_crowded(network);
    Detail { apart, routers: (!shows_all).then_some(routers) }
}

/// Everything on the map.
#[must_use]
pub fn objects(lab: &Lab, placement: &Placement, theme: Theme) -> MapObjects {
    let network = lab.network();
    let is_announced = |node| pop::state(lab, node) == PopState::Announced;
    let marks = marks(network, placement, theme, is_announced, |client| serving(lab, client));
    let mut served: TiVec<NodeId, usize> = vec![0; network.nodes.len()].into();
    // A node counts those of its own service, whichever the clients' colours show.
    for service in network.services.keys() {
        let nodes = network.clients.keys().filter_map(|client| lab.shown_node(client, service));
        nodes.for_each(|node| served[node] += 1);
    }
    let order = marks.iter().map(|mark| mark.thing).collect();
    let objects = marks
        .into_iter()
        .map(|mark| {
            let state = match mark.thing {
                Thing::Node(node) => ThingState::Node(pop::state(lab, node), served[node]),
                Thing::Client(client) => ThingState::Client(service_of(lab, client)),
                Thing::Group(_) => group_state(lab, placement.members(mark.thing)),
                Thing::Router(_) => ThingState::Router,
            };
            (mark.thing, MapObject { mark, state })
        })
        .collect();
    MapObjects { order, objects }
}

fn service_of(lab: &Lab, client: ClientId) -> Service {
    match serving(lab, client) {
        _ if lab.conceals(client) => Service::Secret,
        Some(node) => Service::By(node),
        None => Service::Nobody,
    }
}

fn group_state(lab: &Lab, members: &[ClientId]) -> ThingState {
    let mut counts: BTreeMap<Service, usize> = BTreeMap::new();
    for client in members {
        *counts.entry(service_of(lab, *client)).or_default() += 1;
    }
    let mut counts: Vec<(Service, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ThingState::Group(members.to_vec(), counts)
}

/// The names on the map, with load bars where they have room.
#[must_use]
pub fn labels(lab: &Lab, placement: &Placement, theme: Theme) -> BTreeMap<Thing, Label> {
    let network = lab.network();
    let selected = thing_of(network, lab.selection, placement);
    let hovered = thing_of(network, lab.hover, placement);
    let (north_west, south_east) = extent();
    let bounds =
        Area { low: lab.viewport.to_sheet(north_west), high: lab.viewport.to_sheet(south_east) };
    let people = people_served(lab);
    let mut wanted: Vec<(u8, u64, Wanted)> = placement
        .things()
        .iter()
        .filter_map(|placed| {
            let rank = [selected, hovered].iter().position(|one| *one == Some(placed.thing));
            want(lab, placement, placed, (rank, &people))
        })
        .collect();
    wanted.sort_by_key(|(rank, count, _)| (*rank, std::cmp::Reverse(*count)));
    let scaled = |want: Wanted| Wanted { size: want.size * theme.label_scale(), ..want };
    let wanted = wanted.into_iter().map(|(_, _, want)| scaled(want)).collect();
    let wanted = without_repeats(wanted, placement);
    let low = Point::default() - lab.viewport.origin();
    let window = Area { low, high: low + Point::new(lab.viewport.width(), lab.viewport.height()) };
    let labels = place(&wanted, placement.things(), bounds.within(&window));
    labels.into_iter().map(|label| (label.thing, label)).collect()
}

/// One name for a network's routers that stand close together: the first says it for all.
fn without_repeats(wanted: Vec<Wanted>, placement: &Placement) -> Vec<Wanted> {
    let mut said: Vec<(String, Point)> = Vec::new();
    let mut is_new = |want: &Wanted| {
        let (false, Thing::Router(_)) = (want.is_forced, want.thing) else { return true };
        let Some(placed) = placement.of(want.thing) else { return false };
        let is_near = |(name, at): &(String, Point)| {
            *name == want.text && at.distance(placed.at) < ONE_NAME_WITHIN
        };
        let is_said = said.iter().any(is_near);
        if !is_said {
            said.push((want.text.clone(), placed.at));
        }
        !is_said
    };
    wanted.into_iter().filter(|want| is_new(want)).collect()
}

/// The load bars of all nodes; none where that is a secret.
#[must_use]
pub fn bars(lab: &Lab) -> TiVec<NodeId, Option<Bar>> {
    let people = people_served(lab);
    lab.network().nodes.keys().map(|node| load(lab, node, &people)).collect()
}

/// How many people each node serves, as far as it may be shown.
fn people_served(lab: &Lab) -> TiVec<NodeId, u64> {
    let network = lab.network();
    let mut people: TiVec<NodeId, u64> = vec![0; network.nodes.len()].into();
    for (id, client) in network.clients.iter_enumerated() {
        if let Some(node) = serving(lab, id) {
            people[node] += client.population;
        }
    }
    people
}

/// The name that a thing wants, how urgently, and how many people care.
fn want(
    lab: &Lab,
    placement: &Placement,
    placed: &Placed,
    (stands_out, people): (Option<usize>, &TiVec<NodeId, u64>),
) -> Option<(u8, u64, Wanted)> {
    let (network, lang, zoom) = (lab.network(), lab.lang, lab.viewport.zoom());
    let names = Names { lang, network };
    let (rank, least_zoom, size) = match placed.thing {
        Thing::Node(_) => (2, 0.0, 12.0),
        Thing::Client(_) | Thing::Group(_) => (3, NAMES_CLIENTS, 11.0),
        Thing::Router(_) if placed.is_site => (3, 0.0, 11.0),
        Thing::Router(_) => (4, NAMES_ROUTERS, 10.5),
    };
    if zoom < least_zoom && stands_out.is_none() {
        return None;
    }
    let population = |client: &ClientId| network.clients[*client].population;
    let (text, note, bar, count) = match placed.thing {
        Thing::Node(node) => {
            let note = match pop::state(lab, node) {
                PopState::Announced => asked_percent(lab, node)
                    .filter(|&percent| percent > 100)
                    .map(|_| say!(lang, "state-overloaded")),
                PopState::Withdrawn => Some(say!(lang, "state-withdrawn")),
                PopState::Dark => Some(say!(lang, "state-dark")),
            };
            (names.node(node), note, load(lab, node, people), people[node])
        }
        Thing::Client(client) => {
            let name = lang.of(&network.clients[client].name).to_owned();
            let city = stands_out.map(|_| names.city(placed.router));
            (name, city, None, population(&client))
        }
        Thing::Group(lead) => {
            let members = placement.members(placed.thing);
            let name = names.city(network.clients[lead].router);
            let text = format!("{name} +{}", members.len() - 1);
            (text, None, None, members.iter().map(population).sum())
        }
        Thing::Router(router) if placed.is_site => {
            let note = stands_out.map(|_| map_words::site_note(&names, router));
            // Whoever is in one place only can be named nowhere else.
            let alone = u64::from(map_words::is_only_site(network, router));
            (map_words::site(&names, router), note, None, alone)
        }
        Thing::Router(router) => {
            let city = stands_out.map(|_| names.city(placed.router));
            (names.system(network.routers[router].in_as), city, None, 0)
        }
    };
    let (is_forced, rank) = match stands_out {
        Some(place) => (true, u8::try_from(place).unwrap_or(1)),
        None => (false, rank),
    };
    Some((rank, count, Wanted { thing: placed.thing, text, bar, note, size, is_forced }))
}

/// A node's load bar: what it is asked for, with a tick at what it has room for. Where nothing is
/// known of rates, people served: then its tick is an equal share of all people, and the whole bar
/// three such shares. None while it is a secret: a bar of something else would be taken for it.
fn load(lab: &Lab, node: NodeId, people: &TiVec<NodeId, u64>) -> Option<Bar> {
    let network = lab.network();
    if network.nodes[node].capacity.is_bounded() && lab.hides(Topic::Loads) {
        return None;
    }
    if let Some(percent) = asked_percent(lab, node) {
        return Some(Bar {
            filled: load_bar::filled(percent),
            tick: load_bar::ROOM_TICK,
            is_hatched: load_bar::is_hatched(percent),
            hue: node_style(network.nodes[node].letter).hue,
        });
    }
    let service = &network.services[network.nodes[node].service];
    let all: u64 = network.clients.iter().map(|client| client.population).sum();
    let nodes = u64::try_from(service.nodes.len()).unwrap_or(u64::MAX);
    let thousandths = people[node].saturating_mul(nodes * 1_000) / (all * FULL_BAR).max(1);
    let filled = f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 1_000.0;
    Some(Bar {
        filled: filled.min(1.0),
        tick: TICK,
        is_hatched: filled >= HATCHED_BAR,
        hue: node_style(network.nodes[node].letter).hue,
    })
}

/// How much of its capacity a node is asked for, in percent; absent: it can take anything.
fn asked_percent(lab: &Lab, node: NodeId) -> Option<u64> {
    // What is asked of nodes would tell where clients go before that is predicted.
    let is_bounded = !lab.hides(Topic::Loads) && lab.network().nodes[node].capacity.is_bounded();
    is_bounded.then(|| lab.world().loads().node(node).percent()).flatten()
}
