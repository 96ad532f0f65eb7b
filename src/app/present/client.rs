//! The card of a client network: who serves it, by which way, and why not the nearest.

use crate::app::lab::Lab;
use crate::app::present::detour::{Detour, detour};
use crate::app::present::distance;
use crate::app::present::names::{self, Names};
use crate::app::present::quantity;
use crate::engine::base::ids::{ClientId, NodeId, RouterId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::net::network::{Botnet, Network};
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
    /// If another node is nearer: which, and where to look for the reason.
    pub nearer: Option<String>,
    /// And that reason.
    pub detour: Option<Detour>,
    /// For each botnet with machines in it: how many, and what it is called.
    pub bots: Vec<String>,
    /// The way its packets take now.
    pub hops: Vec<HopLine>,
}

/// A router on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopLine {
    /// The router.
    pub router: RouterId,
    /// Its city.
    pub city: String,
    /// Its network.
    pub system: String,
    /// That network's number.
    pub asn: String,
    /// Time since the client.
    pub after: String,
    /// The rule by which it chose, if it had a choice.
    pub rule: Option<String>,
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
    let summary = if is_secret {
        say!(lang, "client-secret")
    } else if let Some(node) = reach.node {
        say!(
            lang,
            "client-served",
            node = names.lettered(node),
            distance = distance::kilometres(network, here.router, network.nodes[node].router),
            time = quantity::milliseconds(reach.delay.times(2)),
        )
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
        nearer: reach
            .node
            .filter(|_| !is_secret)
            .and_then(|node| nearer(lab, &names, here.router, node)),
        detour: if is_secret { None } else { detour(lab, client, service_id) },
        bots: bots(&names, client),
        hops: if is_secret { Vec::new() } else { hops(lab, &names, &reach.routers) },
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

fn hops(lab: &Lab, names: &Names, routers: &[RouterId]) -> Vec<HopLine> {
    let network = names.network;
    let mut after = Span::ZERO;
    let mut before: Option<RouterId> = None;
    let prefix = network.services.first().map(|service| service.prefix);
    let line = |&router: &RouterId| {
        if let Some(before) = before {
            after += delay_between(network, before, router);
        }
        before = Some(router);
        let explanation = prefix.map(|prefix| lab.world().explain(router, prefix));
        let rule = explanation.and_then(|explanation| explanation.decided_by);
        HopLine {
            router,
            city: names.city(router),
            system: names.system(network.routers[router].in_as),
            asn: network.routers[router].asn.to_string(),
            after: quantity::milliseconds(after),
            rule: rule.map(|step| names::rule(names.lang, step)),
        }
    };
    routers.iter().map(line).collect()
}

fn delay_between(network: &Network, a: RouterId, b: RouterId) -> Span {
    let links = network.routers[a].links.iter();
    links
        .filter(|&&link| network.across(link, a) == b)
        .map(|&link| network.links[link].delay)
        .min()
        .unwrap_or(Span::ZERO)
}
