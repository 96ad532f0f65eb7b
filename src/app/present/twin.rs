//! The map's content as tables: the same things with the same actions, for those who cannot see
//! the map or would rather read.

use std::ops::Range;

use crate::app::lab::Lab;
use crate::app::present::names::Names;
use crate::app::present::pop::{self, PopState};
use crate::app::present::quantity;
use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::base::letter::Letter;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Service;
use crate::say;

/// A PoP in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PopRow {
    /// The node.
    pub node: NodeId,
    /// Its slug, for commands.
    pub slug: Slug,
    /// Its letter.
    pub letter: Letter,
    /// Its city.
    pub city: String,
    /// What it is doing.
    pub state: PopState,
    /// How many client networks it serves.
    pub clients: usize,
    /// Their share of all people.
    pub share: String,
    /// The same share, in whole per cent, for a bar.
    pub percent: u64,
}

/// A client network in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRow {
    /// The client network.
    pub client: ClientId,
    /// Its name and city.
    pub name: String,
    /// Its people.
    pub people: String,
    /// Who serves it.
    pub node: Option<NodeId>,
    /// That node's city, or that there is none.
    pub served_by: String,
}

/// The PoPs, in the order of their letters.
#[must_use]
pub fn pops(lab: &Lab) -> Vec<PopRow> {
    pops_among(lab, 0..usize::MAX)
}

/// Those of them whose places in that order are among `places`.
#[must_use]
pub fn pops_among(lab: &Lab, places: Range<usize>) -> Vec<PopRow> {
    let network = lab.network();
    let names = Names { lang: lab.lang, network };
    let all: u64 = network.clients.iter().map(|client| client.population).sum();
    let row = |(node, here): (NodeId, &crate::engine::net::network::Node)| {
        let served: Vec<u64> = network
            .clients
            .iter_enumerated()
            .filter(|(client, _)| lab.shown_node(*client, here.service) == Some(node))
            .map(|(_, client)| client.population)
            .collect();
        let people = served.iter().sum();
        PopRow {
            node,
            slug: here.slug.clone(),
            letter: here.letter,
            city: names.node(node),
            state: pop::state(lab, node),
            clients: served.len(),
            share: quantity::share(people, all),
            percent: (people * 100).checked_div(all).unwrap_or(0),
        }
    };
    network.nodes.iter_enumerated().skip(places.start).take(places.len()).map(row).collect()
}

/// The client networks, in the order of the file: west to east.
#[must_use]
pub fn clients(lab: &Lab) -> Vec<ClientRow> {
    clients_among(lab, 0..usize::MAX)
}

/// Those of them whose places in that order are among `places`.
#[must_use]
pub fn clients_among(lab: &Lab, places: Range<usize>) -> Vec<ClientRow> {
    let network = lab.network();
    let Some(service) = network.services.keys().next() else { return Vec::new() };
    let some = network.clients.keys().skip(places.start).take(places.len());
    some.map(|client| client_row(lab, service, client)).collect()
}

/// A client network, and who serves it.
#[must_use]
pub fn client_row(lab: &Lab, service: ServiceId, client: ClientId) -> ClientRow {
    let network = lab.network();
    let names = Names { lang: lab.lang, network };
    let node = lab.shown_node(client, service);
    let no_node = if lab.conceals(client) { "served-by-secret" } else { "served-by-nobody" };
    ClientRow {
        client,
        name: names.client(client),
        people: quantity::people(lab.lang, network.clients[client].population),
        node,
        served_by: node.map_or_else(|| say!(lab.lang, no_node), |node| names.node(node)),
    }
}

/// The map in one sentence; where there are several services, in one for each.
#[must_use]
pub fn summary(lab: &Lab) -> String {
    let (network, world) = (lab.network(), lab.world());
    let names = Names { lang: lab.lang, network };
    let of_service = |(id, service): (ServiceId, &Service)| {
        let announced = service.nodes.iter().filter(|&&node| world.is_announced(node)).count();
        let clients = network.clients.keys();
        let served = clients.filter(|&client| world.serving(client, id).is_some()).count();
        let sentence = say!(
            lab.lang,
            "map-summary",
            announced = announced,
            nodes = service.nodes.len(),
            served = served,
            clients = network.clients.len(),
        );
        if network.services.len() == 1 {
            return sentence;
        }
        let name = names.service_called(&service.slug);
        say!(lab.lang, "map-summary-of", service = name, sentence = sentence)
    };
    let all: Vec<String> = network.services.iter_enumerated().map(of_service).collect();
    all.join(" ")
}
