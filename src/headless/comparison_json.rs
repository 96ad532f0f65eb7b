//! The comparison of egress designs as JSON, with things by slug.

use serde_json::{Map, Value, json};

use crate::engine::net::network::Network;
use crate::engine::sim::egress::compare::params::Params;
use crate::engine::sim::egress::compare::{Compared, Loss, Outcome, Part, compare};
use crate::engine::sim::world::World;

/// The designs compared with as many of everything as the scenario has; null if that cannot be
/// done.
#[must_use]
pub fn comparison_json(world: &World) -> Value {
    let compared = Params::of(world).and_then(|params| compare(world, params).ok());
    compared.map_or(Value::Null, |compared| as_json(world.network(), &compared))
}

/// A comparison.
#[must_use]
pub fn as_json(network: &Network, compared: &Compared) -> Value {
    let Compared { params, users, outcomes, unsettled } = compared;
    let designs: Map<String, Value> = outcomes
        .iter()
        .map(|outcome| (outcome.design.name().to_owned(), outcome_json(network, outcome)))
        .collect();
    json!({
        "pops": params.pops,
        "servers_per_pop": params.servers,
        "tags": params.tags,
        "slice_ports": params.slice,
        "price_cents": params.price_cents,
        "is_ipv6": params.is_ipv6,
        "users": users,
        "failures_unsettled": unsettled,
        "designs": designs,
    })
}

fn outcome_json(network: &Network, outcome: &Outcome) -> Value {
    let addresses = &outcome.addresses;
    json!({
        "addresses_needed": addresses.needed,
        "service_addresses_needed": addresses.service,
        "prefixes_held": addresses.prefixes,
        "addresses_held": addresses.held,
        "needed_cost_cents": addresses.needed_cents,
        "held_cost_cents": addresses.held_cents,
        "local_ppm": outcome.local_ppm,
        "dead_at_once_ppm": outcome.dead_ppm,
        "added_round_trip_median_us": outcome.added.map(|added| added.median_us),
        "added_round_trip_p95_us": outcome.added.map(|added| added.p95_us),
        "lost_when_fails": {
            "server": loss_json(network, outcome.server_fails),
            "pop": loss_json(network, outcome.pop_fails),
            "backbone_link": loss_json(network, outcome.link_fails),
            "router_reboots": loss_json(network, outcome.router_reboots),
        },
        "choke_point_ppm": outcome.choke.map(|choke| choke.share_ppm),
        "choke_point": outcome.choke.map(|choke| part_json(network, choke.part)),
        "busiest_backbone_link": outcome.backbone.map(|busiest| json!({
            "link": network.links[busiest.link].slug,
            "from": network.routers[busiest.from].slug,
            "carries_ppm": busiest.share_ppm,
            "bps": busiest.bps,
            "percent_of_capacity": busiest.percent,
        })),
    })
}

fn loss_json(network: &Network, loss: Option<Loss>) -> Value {
    loss.map_or(Value::Null, |loss| {
        json!({
            "mean_ppm": loss.mean_ppm,
            "worst_ppm": loss.worst_ppm,
            "worst": loss.worst.map(|part| part_json(network, part)),
        })
    })
}

fn part_json(network: &Network, part: Part) -> Value {
    match part {
        Part::Server(at) => json!({"node": network.nodes[at.node].slug, "server": at.server}),
        Part::Pop(node) => json!({"node": network.nodes[node].slug}),
        Part::Link(link) => json!({"link": network.links[link].slug}),
        Part::Router(node) => {
            json!({"router": network.routers[network.nodes[node].router].slug})
        }
    }
}
