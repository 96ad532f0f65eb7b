//! Egress as JSON, with things by slug: facts, and what it comes to in the end.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::comparison_json::comparison_json;
use crate::engine::base::ids::{ConnectionId, NodeId, TagId};
use crate::engine::egress::connection::Connection;
use crate::engine::egress::decide::{Nobody, Onward};
use crate::engine::egress::feed::single_rows;
use crate::engine::egress::pool::Pool;
use crate::engine::egress::table::Table;
use crate::engine::net::egress::Egress;
use crate::engine::sim::egress::carry::Why;
use crate::engine::sim::egress::news::EgressNews;
use crate::engine::sim::world::World;

/// A fact of egress.
#[must_use]
pub fn egress_json(world: &World, news: &EgressNews) -> Value {
    let network = world.network();
    let node = |id: NodeId| network.nodes[id].slug.as_str();
    let tag = |id: TagId| network.egress.as_ref().map(|egress| egress.tags[id].slug.as_str());
    match news {
        EgressNews::AddressLent { address, node: to, tag: of } => json!({
            "fact": "address-lent", "address": address, "node": node(*to), "tag": tag(*of),
        }),
        EgressNews::AddressReleased { address, node: of } => {
            json!({"fact": "address-released", "address": address, "node": node(*of)})
        }
        EgressNews::AddressesMoved { first, count, from, to } => json!({
            "fact": "addresses-moved",
            "first": first,
            "count": count,
            "from": node(*from),
            "to": node(*to),
        }),
        EgressNews::TableLearned { node: at, version } => {
            json!({"fact": "table-learned", "node": node(*at), "version": version})
        }
        EgressNews::PrefixOnboarded { count } => {
            json!({"fact": "prefix-onboarded", "addresses": count})
        }
        EgressNews::FeedLoaded { rows } => json!({"fact": "geofeed-loaded", "rows": rows}),
        EgressNews::ConnectionOpened { slug, .. } => {
            json!({"fact": "connection-opened", "connection": slug})
        }
        EgressNews::ConnectionEnded { slug, cause, .. } => {
            json!({"fact": "connection-ended", "connection": slug, "cause": cause})
        }
        EgressNews::PortsExhausted { node: at, server, address, to, ports } => json!({
            "fact": "ports-exhausted",
            "node": node(*at),
            "server": server,
            "address": address,
            "to": to,
            "in_use": ports.in_use,
            "waiting": ports.waiting,
        }),
        EgressNews::ReplyCarried { connection, at, to, why } => json!({
            "fact": "reply-carried",
            "connection": slug_of(world, *connection),
            "at": node(*at),
            "to": node(*to),
            "why": why_json(*why),
        }),
        EgressNews::ReplyUnknown { connection, at, why } => json!({
            "fact": "reply-unknown",
            "connection": slug_of(world, *connection),
            "at": node(*at),
            "why": match why {
                Nobody::NotLent => "not-lent",
                Nobody::NoSlice => "no-slice",
                Nobody::Forgotten => "forgotten",
                Nobody::NotKnown { .. } => "not-known",
            },
        }),
        EgressNews::NatForgot { node: at } => json!({"fact": "nat-forgot", "node": node(*at)}),
    }
}

fn slug_of(world: &World, id: ConnectionId) -> Option<&str> {
    world.egress()?.connection(id).map(|connection| connection.slug.as_str())
}

const fn why_json(why: Why) -> &'static str {
    match why {
        Why::Table(Onward::Lent) => "lent",
        Why::Table(Onward::Grace) => "grace",
        Why::ToOpener => "to-opener",
        Why::ToOwner => "to-owner",
    }
}

/// Adds how egress does, where there is any.
pub fn add_egress(summary: &mut Value, world: &World) {
    let (Some(egress), Some(view)) = (&world.network().egress, world.egress()) else { return };
    let network = world.network();
    let lent: BTreeMap<&str, usize> = view
        .nodes()
        .map(|node| {
            let own = view.table().lendings().filter(|(_, one)| one.owner == node).count();
            (network.nodes[node].slug.as_str(), own)
        })
        .collect();
    let connections: BTreeMap<&str, Value> = view
        .connections()
        .map(|(_, one)| (one.slug.as_str(), connection_json(world, egress, one)))
        .collect();
    summary["egress"] = json!({
        "design": view.design(),
        "table": {"version": view.table().version(), "lent": lent},
        "geofeed": {
            "rows": view.feed().len(),
            "rows_one_an_address": unaggregated(egress, view.pool(), view.table()),
        },
        "connections": connections,
        "comparison": comparison_json(world),
    });
}

fn unaggregated(egress: &Egress, pool: &Pool, table: &Table) -> usize {
    single_rows(crate::engine::sim::egress::said(pool, table, egress)).len()
}

fn connection_json(world: &World, egress: &Egress, one: &Connection) -> Value {
    let network = world.network();
    let node = |id: NodeId| network.nodes[id].slug.as_str();
    let to = &egress.destinations[one.destination];
    json!({
        "client": network.clients[one.client].slug,
        "destination": to.slug,
        "site": network.routers[to.sites[one.site].router].slug,
        "tag": egress.tags[one.tag].slug,
        "node": one.at.map(|at| node(at.node)),
        "server": one.at.map(|at| at.server),
        "source": one.source.map(|(address, _)| address),
        "port": one.source.map(|(_, port)| port),
        "is_alive": one.is_alive(),
        "cause": one.cause(),
        "answered": one.answered,
        "entered": one.entered.map(node),
        "carried": one.carried,
        "round_trip_us": one.round_trip,
    })
}
