//! The card of a client network: who serves it, by which way, and why not the nearest.

use crate::app::lab::Lab;
use crate::app::present::detour::{Detour, detour};
use crate::app::present::distance;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::app::present::ways::{Ways, ways};
use crate::app::tutor::secrets::Topic;
use crate::engine::base::ids::{ClientId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::net::capacity::Rate;
use crate::engine::net::network::Botnet;
use crate::say;

/// What is shown of a client network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCard {
    /// The client network.
    pub client: ClientId,
    /// Its slug, for commands.
    pub slug: Slug,
    /// Its name and city.
    pub name: String,
    /// Its people.
    pub people: String,
    /// Its router.
    pub router: RouterId,
    /// The service's slug, for commands.
    pub service: Slug,
    /// The service's address.
    pub address: String,
    /// The node that serves it.
    pub node: Option<NodeId>,
    /// In words: who serves it, how far, how long there and back.
    pub summary: String,
    /// If not all that its users send arrives because something on the way is full: how much.
    pub lost: Option<String>,
    /// If another node is nearer: which, and where to look for the reason.
    pub nearer: Option<String>,
    /// And that reason.
    pub detour: Option<Detour>,
    /// For each botnet with machines in it: how many, and what it is called.
    pub bots: Vec<String>,
    /// The way its packets take now, and that of the answers.
    pub ways: Ways,
}

/// The card of `client`; absent in a world without a service.
#[must_use]
pub fn card(lab: &Lab, client: ClientId) -> Option<ClientCard> {
    let (network, world, lang) = (lab.network(), lab.world(), lab.lang);
    let names = Names { lang, network };
    let (service_id, service) = network.services.iter_enumerated().next()?;
    let here = &network.clients[client];
    let reach = world.reach(client, service_id);
    let is_secret = lab.conceals(client);
    let mut ways = ways(lab, client, service_id, &reach);
    if lab.conceals_trip(client) {
        ways.without_times();
    }
    let summary = if is_secret {
        say!(lang, "client-secret")
    } else if let Some(node) = reach.node {
        let distance = distance::kilometres(network, here.router, network.nodes[node].router);
        let node = names.lettered(node);
        if lab.conceals_trip(client) {
            say!(lang, "client-served-secret", node = node)
        } else if let Some(time) = ways.round_trip.map(quantity::milliseconds) {
            say!(lang, "client-served", node = node, distance = distance, time = time)
        } else {
            say!(lang, "client-unheard", node = node, distance = distance)
        }
    } else {
        say!(lang, "client-unserved", fate = names::fate(lang, reach.fate))
    };
    Some(ClientCard {
        client,
        slug: here.slug.clone(),
        name: names.client(client),
        people: quantity::people(lang, here.population),
        router: here.router,
        service: service.slug.clone(),
        address: service.address.to_string(),
        node: reach.node.filter(|_| !is_secret),
        summary,
        lost: if is_secret { None } else { lost(lab, &names, client, service_id) },
        nearer: reach
            .node
            .filter(|_| !lab.conceals_trip(client))
            .and_then(|node| nearer(lab, &names, here.router, node)),
        detour: if is_secret { None } else { detour(lab, client, service_id) },
        bots: bots(&names, client),
        ways: if is_secret { Ways::default() } else { ways },
    })
}

/// What full links, or a full node, take of what users send; where that is known and may be told.
fn lost(lab: &Lab, names: &Names, client: ClientId, service: ServiceId) -> Option<String> {
    let outcome = lab.world().loads().client(client, service);
    let full = outcome.overloaded;
    if full.all().is_zero() || lab.hides(Topic::Loads) {
        return None;
    }
    let of = |part: Rate| quantity::share(part.bps, outcome.sent.bps);
    let node = lab.world().serving(client, service).filter(|_| !full.at_nodes.is_zero());
    Some(match node.map(|node| names.lettered(node)) {
        None => say!(names.lang, "client-lost", share = of(full.at_links)),
        Some(node) if full.at_links.is_zero() => {
            say!(names.lang, "client-lost-there", share = of(full.at_nodes), node = node)
        }
        Some(node) => say!(
            names.lang,
            "client-lost-both",
            share = of(full.at_links),
            there = of(full.at_nodes),
            node = node
        ),
    })
}

fn bots(names: &Names, client: ClientId) -> Vec<String> {
    let lang = names.lang;
    let of = |botnet: &Botnet| {
        let (name, count) = (lang.of(&botnet.name), botnet.bots_of(client));
        let count = (count > 0).then(|| quantity::people(lang, count))?;
        Some(say!(lang, "client-bots", name = name, count = count))
    };
    names.network.botnets.iter().filter_map(of).collect()
}

fn nearer(lab: &Lab, names: &Names, from: RouterId, serving: NodeId) -> Option<String> {
    let (nearest, distance) = distance::nearer(lab, from, serving)?;
    let nearest = names.lettered(nearest);
    Some(say!(names.lang, "client-nearer", nearest = nearest, distance = distance))
}
