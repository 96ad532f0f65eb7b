//! Facts as JSON, with things by slug.

use serde_json::{Value, json};

use crate::engine::base::ids::{NodeId, RouterId, SessionId};
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::Packet;
use crate::engine::net::network::Network;
use crate::engine::sim::fact::{BestRoute, Fact, Tidings, What};

/// One fact as a JSON object; times count from `beginning`.
#[must_use]
pub fn fact_json(network: &Network, beginning: SimTime, fact: &Fact) -> Value {
    let mut object = what_json(&Names(network), &fact.what);
    object["at_us"] = fact.at.since(beginning).as_us().into();
    object["step"] = fact.step.into();
    object
}

struct Names<'a>(&'a Network);

impl Names<'_> {
    fn router(&self, id: RouterId) -> &str {
        self.0.routers[id].slug.as_str()
    }

    fn node(&self, id: Option<NodeId>) -> Option<&str> {
        id.map(|id| self.0.nodes[id].slug.as_str())
    }

    fn best(&self, best: Option<&BestRoute>) -> Value {
        best.map_or(Value::Null, |best| {
            json!({
                "neighbor": best.neighbor.map(|id| self.router(id)),
                "as_path": best.as_path,
                "decided_by": best.decided_by,
            })
        })
    }

    fn packet(&self, packet: &Packet) -> Value {
        let hops: Vec<&str> = packet.hops.iter().map(|hop| self.router(hop.router)).collect();
        json!({
            "id": packet.id,
            "kind": packet.kind,
            "client": self.0.clients[packet.client].slug,
            "destination": packet.destination,
            "hops": hops,
        })
    }
}

fn what_json(names: &Names<'_>, what: &What) -> Value {
    let network = names.0;
    let session = |id: SessionId| network.sessions[id].slug.as_str();
    match what {
        What::CommandApplied(command) => json!({"fact": "command-applied", "command": command}),
        What::SessionUp { session: id } => json!({"fact": "session-up", "session": session(*id)}),
        What::SessionDown { session: id } => {
            json!({"fact": "session-down", "session": session(*id)})
        }
        What::UpdateSent { session: id, from, to, prefix, tidings, arrives: _ } => {
            let prefix = network.prefixes[*prefix];
            let (from, to) = (names.router(*from), names.router(*to));
            update_json("update-sent", session(*id), from, to, prefix, tidings)
        }
        What::UpdateReceived { session: id, from, to, prefix, tidings } => {
            let prefix = network.prefixes[*prefix];
            let (from, to) = (names.router(*from), names.router(*to));
            update_json("update-received", session(*id), from, to, prefix, tidings)
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
        What::PacketDropped { packet, at, fate } => json!({
            "fact": "packet-dropped",
            "packet": names.packet(packet),
            "at": names.router(*at),
            "fate": fate,
        }),
        What::Converged { announced, withdrawn } => {
            json!({"fact": "converged", "announced": announced, "withdrawn": withdrawn})
        }
        What::NotConverged { events } => json!({"fact": "not-converged", "events": events}),
    }
}

fn update_json(
    fact: &str,
    session: &str,
    from: &str,
    to: &str,
    prefix: ipnet::IpNet,
    tidings: &Tidings,
) -> Value {
    let as_path = match tidings {
        Tidings::Announced(as_path) => json!(as_path),
        Tidings::Withdrawn => Value::Null,
    };
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
