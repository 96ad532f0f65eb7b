//! How a service does, for the summary of `run`: who is served where, how far, and what nodes are
//! asked for.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::engine::anycast::nearest::nearer;
use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::capacity::Rate;
use crate::engine::sim::loads::Account;
use crate::engine::sim::world::World;
use crate::engine::traffic::outage::quantile;
use crate::engine::traffic::share::permille;

/// Adds how each service does, by slug.
pub fn add_services(summary: &mut Value, world: &World) {
    let network = world.network();
    let services: BTreeMap<&str, Value> = network
        .services
        .iter_enumerated()
        .map(|(id, service)| (service.slug.as_str(), service_json(world, id)))
        .collect();
    summary["services"] = json!(services);
    let floods =
        world.floods().map(|(name, _)| (name.as_str(), account_json(&world.loads().flood(name))));
    let floods: BTreeMap<&str, Value> = floods.collect();
    if !floods.is_empty() {
        summary["floods"] = json!(floods);
    }
}

/// Client networks, and their users.
#[derive(Clone, Copy, Default)]
struct Count {
    clients: u64,
    users: u64,
}

impl Count {
    fn add(&mut self, users: u64) {
        self.clients += 1;
        self.users += users;
    }

    /// With the share of all, in thousandths, rounded.
    fn of(self, all: Self) -> Value {
        json!({
            "clients": self.clients,
            "clients_permille": permille(self.clients, all.clients),
            "users": self.users,
            "users_permille": permille(self.users, all.users),
        })
    }
}

fn service_json(world: &World, service: ServiceId) -> Value {
    let (network, loads) = (world.network(), world.loads());
    let (mut all, mut astray) = (Count::default(), Count::default());
    let mut catchments: BTreeMap<NodeId, Count> = BTreeMap::new();
    let mut round_trips = Vec::new();
    for (id, client) in network.clients.iter_enumerated() {
        all.add(client.population);
        let Some(node) = world.serving(id, service) else { continue };
        catchments.entry(node).or_default().add(client.population);
        if nearer(network, client.router, node, |node| world.is_announced(node)).is_some() {
            astray.add(client.population);
        }
        if let Some(round_trip) = round_trip(world, id, node) {
            round_trips.push((round_trip, client.population));
        }
    }
    let served = loads.served(service);
    let served = Count { clients: served.clients, users: served.users };
    let not_served =
        Count { clients: all.clients - served.clients, users: all.users - served.users };
    let nodes: BTreeMap<&str, Value> = network.services[service]
        .nodes
        .iter()
        .map(|&node| {
            let mut object = node_json(world, node);
            object["catchment"] = catchments.get(&node).copied().unwrap_or_default().of(all);
            (network.nodes[node].slug.as_str(), object)
        })
        .collect();
    json!({
        "served": served.of(all),
        "not_served": not_served.of(all),
        "not_at_lowest_latency_node": astray.of(all),
        "round_trips": {
            "over_clients": quantiles(round_trips.iter().map(|&(span, _)| (span, 1)).collect()),
            "over_users": quantiles(round_trips),
        },
        "nodes": nodes,
    })
}

fn node_json(world: &World, node: NodeId) -> Value {
    let load = world.loads().node(node);
    json!({
        "is_announced": world.is_announced(node),
        "capacity": load.room.capacity,
        "offered": {"good": load.good, "bad": load.bad},
        "scrubbed": load.scrubbed,
        "dropped": {"good": load.dropped_good, "bad": load.dropped_bad},
        "percent": load.percent(),
        "is_overloaded": load.is_overloaded(),
        "queueing_us": load.delay,
    })
}

/// There and back, each by its own way, with the queues towards the service.
fn round_trip(world: &World, client: ClientId, node: NodeId) -> Option<Span> {
    let network = world.network();
    let service = network.nodes[node].service;
    let target = network.services[service].address;
    let asker = &network.clients[client];
    let back = world.way(network.nodes[node].router, asker.address_towards(target)?);
    let is_back = back.fate == Fate::Delivered && back.end() == Some(asker.router);
    let queueing = world.loads().client(client, service).queueing;
    is_back.then(|| world.reach(client, service).delay + back.delay() + queueing)
}

/// The median, and what nine of ten do not exceed, each counted so often.
fn quantiles(mut round_trips: Vec<(Span, u64)>) -> Value {
    round_trips.sort_unstable();
    let all: u64 = round_trips.iter().map(|(_, count)| count).sum();
    let quantile = |tenths: u64| (all > 0).then(|| quantile(&round_trips, all, tenths * 100));
    json!({"median_us": quantile(5), "p90_us": quantile(9)})
}

fn account_json(account: &Account) -> Value {
    let rates = |rates: &BTreeMap<Fate, Rate>| {
        let named = rates
            .iter()
            .map(|(fate, rate)| (json!(fate).as_str().unwrap_or_default().to_owned(), json!(rate)));
        named.collect::<BTreeMap<String, Value>>()
    };
    json!({
        "sent": account.sent,
        "delivered": account.delivered,
        "overloaded": account.overloaded,
        "scrubbed": account.scrubbed,
        "lost": rates(&account.lost),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_count_users() {
        let ms = Span::from_ms;
        let few = vec![(ms(30), 1), (ms(10), 8), (ms(20), 1)];
        assert_eq!(quantiles(few), json!({"median_us": 10_000, "p90_us": 20_000}));
        assert_eq!(quantiles(Vec::new()), json!({"median_us": null, "p90_us": null}));
    }
}
