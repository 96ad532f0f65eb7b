//! Facts as JSON, with things by slug.

use serde_json::{Value, json};

use super::egress_json::egress_json;
use super::host_json::host_json;
use crate::engine::base::ids::{NodeId, PrefixId, RouterId, SessionId};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::speaker::Revalidated;
use crate::engine::dataplane::packet::Packet;
use crate::engine::net::network::Network;
use crate::engine::sim::fact::{BestRoute, Fact, Tidings, What};
use crate::engine::sim::oscillation::Oscillation;
use crate::engine::sim::world::World;

/// One fact as a JSON object; times count from `beginning`.
#[must_use]
pub fn fact_json(world: &World, beginning: SimTime, fact: &Fact) -> Value {
    let mut object = what_json(&Names(world), &fact.what);
    object["at_us"] = fact.at.since(beginning).as_us().into();
    object["step"] = fact.step.into();
    object
}

struct Names<'a>(&'a World);

impl Names<'_> {
    fn router(&self, id: RouterId) -> &str {
        self.0.network().routers[id].slug.as_str()
    }

    fn node(&self, id: Option<NodeId>) -> Option<&str> {
        id.map(|id| self.0.network().nodes[id].slug.as_str())
    }

    fn best(&self, best: Option<&BestRoute>) -> Value {
        best.map_or(Value::Null, |best| {
            json!({
                "neighbor": best.neighbor.map(|id| self.router(id)),
                "as_path": self.0.as_path(best.attributes),
                "decided_by": best.decided_by,
            })
        })
    }

    fn path(&self, tidings: Tidings) -> Value {
        match tidings {
            Tidings::Announced(attributes) => json!(self.0.as_path(attributes)),
            Tidings::Withdrawn => Value::Null,
        }
    }

    fn packet(&self, packet: &Packet) -> Value {
        let hops: Vec<&str> = packet.hops.iter().map(|hop| self.router(hop.router)).collect();
        json!({
            "id": packet.id,
            "kind": packet.kind,
            "client": self.0.network().clients[packet.client].slug,
            "destination": packet.destination,
            "hops": hops,
        })
    }
}

fn what_json(names: &Names<'_>, what: &What) -> Value {
    let network = names.0.network();
    let session = |id: SessionId| network.sessions[id].slug.as_str();
    match what {
        What::CommandApplied(command) => json!({"fact": "command-applied", "command": command}),
        What::SessionUp { session: id } => json!({"fact": "session-up", "session": session(*id)}),
        What::SessionDown { session: id, why } => {
            json!({"fact": "session-down", "session": session(*id), "why": why})
        }
        What::RoaPublished { .. } | What::RoaRevoked { .. } => roa_json(what),
        What::NeighborLost { .. }
        | What::StaleRoutesDropped { .. }
        | What::RouteDamped { .. }
        | What::RouteReused { .. } => clock_json(names, what),
        What::UpdateSent { session: id, from, to, prefix, tidings, arrives: _ } => {
            let prefix = network.prefixes[*prefix];
            let (from, to) = (names.router(*from), names.router(*to));
            update_json("update-sent", session(*id), from, to, prefix, &names.path(*tidings))
        }
        What::UpdateReceived { session: id, from, to, prefix, tidings } => {
            let prefix = network.prefixes[*prefix];
            let (from, to) = (names.router(*from), names.router(*to));
            update_json("update-received", session(*id), from, to, prefix, &names.path(*tidings))
        }
        What::BestRouteChanged { router, prefix, before, after } => json!({
            "fact": "best-route-changed",
            "router": names.router(*router),
            "prefix": network.prefixes[*prefix],
            "before": names.best(before.as_ref()),
            "after": names.best(after.as_ref()),
        }),
        What::CatchmentMoved { client, service, before, after } => json!({
            "fact": "catchment-moved",
            "client": network.clients[*client].slug,
            "service": network.services[*service].slug,
            "before": names.node(*before),
            "after": names.node(*after),
        }),
        What::PacketSent { .. }
        | What::QueryAnswered { .. }
        | What::AnswerArrived { .. }
        | What::PacketDelivered { .. }
        | What::PacketDropped { .. } => packet_json(names, what),
        What::FloodStarted { .. }
        | What::FloodStopped { .. }
        | What::NodeOverloaded { .. }
        | What::NodeRelieved { .. }
        | What::NodeWithdrewItself { .. }
        | What::NodeReturned { .. } => load_json(names, what),
        What::ProbeStarted { .. }
        | What::ProbeAnswered { .. }
        | What::ProbeUnanswered { .. }
        | What::ProbeEnded { .. }
        | What::FlowOpened { .. }
        | What::FlowMigrated { .. }
        | What::FlowEnded { .. }
        | What::ServerNoticed { .. } => host_json(names.0, what),
        What::Egress(news) => egress_json(names.0, news),
        What::Converged { .. } | What::NotConverged { .. } | What::Oscillating(_) => {
            rest_json(names, what)
        }
    }
}

/// Whether BGP fell quiet, or how it did not.
fn rest_json(names: &Names<'_>, what: &What) -> Value {
    match what {
        What::Converged { announced, withdrawn } => {
            json!({"fact": "converged", "announced": announced, "withdrawn": withdrawn})
        }
        What::NotConverged { events, routers } => json!({
            "fact": "not-converged",
            "events": events,
            "routers": routers.iter().map(|&id| names.router(id)).collect::<Vec<_>>(),
        }),
        What::Oscillating(oscillation) => {
            let mut object = oscillation_json(names.0.network(), oscillation);
            object["fact"] = "oscillating".into();
            object
        }
        _ => Value::Null,
    }
}

/// A cycle as a JSON object.
#[must_use]
pub fn oscillation_json(network: &Network, oscillation: &Oscillation) -> Value {
    let router = |id: &RouterId| network.routers[*id].slug.as_str();
    let prefix = |id: &PrefixId| network.prefixes[*id];
    json!({
        "routers": oscillation.routers.iter().map(router).collect::<Vec<_>>(),
        "prefixes": oscillation.prefixes.iter().map(prefix).collect::<Vec<_>>(),
        "period_us": oscillation.period,
        "period_events": oscillation.events,
    })
}

/// A change of the ROAs, and what came of it.
fn roa_json(what: &What) -> Value {
    let (fact, roa, Revalidated { refused, accepted }) = match what {
        What::RoaPublished { roa, changes } => ("roa-published", roa, changes),
        What::RoaRevoked { roa, changes } => ("roa-revoked", roa, changes),
        _ => return Value::Null,
    };
    json!({"fact": fact, "roa": roa, "refused": refused, "accepted": accepted})
}

/// What befell packets.
fn packet_json(names: &Names<'_>, what: &What) -> Value {
    let network = names.0.network();
    match what {
        What::PacketSent { packet, client, from } => json!({
            "fact": "packet-sent",
            "packet": packet,
            "client": network.clients[*client].slug,
            "from": names.router(*from),
        }),
        What::QueryAnswered { packet, node } => json!({
            "fact": "query-answered",
            "packet": names.packet(packet),
            "node": names.node(Some(*node)),
        }),
        What::AnswerArrived { packet, round_trip } => json!({
            "fact": "answer-arrived",
            "packet": names.packet(packet),
            "round_trip_us": round_trip,
        }),
        What::PacketDelivered { packet, at } => json!({
            "fact": "packet-delivered",
            "packet": names.packet(packet),
            "at": names.router(*at),
        }),
        What::PacketDropped { packet, at, fate } => json!({
            "fact": "packet-dropped",
            "packet": names.packet(packet),
            "at": names.router(*at),
            "fate": fate,
        }),
        _ => Value::Null,
    }
}

/// What floods and loads brought about.
fn load_json(names: &Names<'_>, what: &What) -> Value {
    match what {
        What::FloodStarted { flood } => json!({"fact": "flood-started", "flood": flood}),
        What::FloodStopped { flood } => json!({"fact": "flood-stopped", "flood": flood}),
        What::NodeOverloaded { node, percent } => json!({
            "fact": "node-overloaded", "node": names.node(Some(*node)), "percent": percent,
        }),
        What::NodeRelieved { node } => {
            json!({"fact": "node-relieved", "node": names.node(Some(*node))})
        }
        What::NodeWithdrewItself { node, percent } => json!({
            "fact": "node-withdrew-itself", "node": names.node(Some(*node)), "percent": percent,
        }),
        What::NodeReturned { node } => {
            json!({"fact": "node-returned", "node": names.node(Some(*node))})
        }
        _ => Value::Null,
    }
}

/// What routers' clocks brought about.
fn clock_json(names: &Names<'_>, what: &What) -> Value {
    let network = names.0.network();
    let session = |id: SessionId| network.sessions[id].slug.as_str();
    match what {
        What::NeighborLost { session: id, router, why } => json!({
            "fact": "neighbor-lost",
            "session": session(*id),
            "router": names.router(*router),
            "why": why,
        }),
        What::StaleRoutesDropped { session: id, router } => json!({
            "fact": "stale-routes-dropped",
            "session": session(*id),
            "router": names.router(*router),
        }),
        What::RouteDamped { session: id, router, prefix, penalty } => json!({
            "fact": "route-damped",
            "session": session(*id),
            "router": names.router(*router),
            "prefix": network.prefixes[*prefix],
            "penalty": penalty,
        }),
        What::RouteReused { session: id, router, prefix } => json!({
            "fact": "route-reused",
            "session": session(*id),
            "router": names.router(*router),
            "prefix": network.prefixes[*prefix],
        }),
        _ => Value::Null,
    }
}

fn update_json(
    fact: &str,
    session: &str,
    from: &str,
    to: &str,
    prefix: ipnet::IpNet,
    as_path: &Value,
) -> Value {
    json!({
        "fact": fact,
        "session": session,
        "from": from,
        "to": to,
        "prefix": prefix,
        "is_withdrawal": as_path.is_null(),
        "as_path": as_path,
    })
}
