//! What clients and servers heard of each other, as JSON, with things by slug.

use serde_json::{Value, json};

use crate::engine::base::ids::{NodeId, ProbeId};
use crate::engine::sim::fact::What;
use crate::engine::sim::probes::Probe;
use crate::engine::sim::world::World;
use crate::engine::traffic::survival::survival;

/// A fact of probes, sessions or servers.
#[must_use]
pub fn host_json(world: &World, what: &What) -> Value {
    let network = world.network();
    let node = |id: NodeId| network.nodes[id].slug.as_str();
    match what {
        What::ProbeStarted { probe, client } => json!({
            "fact": "probe-started",
            "probe": probe,
            "kind": world.probe(*probe).map(|probe| probe.kind),
            "client": network.clients[*client].slug,
            "target": world.probe(*probe).map(|probe| probe.target),
        }),
        What::ProbeAnswered { probe, ttl, there, back, answer } => {
            let by = answer.hops.first().map(|hop| network.routers[hop.router].slug.as_str());
            let hops = answer.hops.iter().map(|hop| network.routers[hop.router].slug.as_str());
            json!({
                "fact": "probe-answered",
                "probe": probe,
                "ttl": ttl,
                "answer": answer.kind,
                "router": by,
                "address": answer.source,
                "node": answer.node.map(node),
                "server": answer.node.map(|_| answer.server),
                "round_trip_us": *there + *back,
                "there_us": there,
                "back_us": back,
                "hops_there": hops_there(world, *probe, answer.sequence),
                "hops_back": hops.collect::<Vec<_>>(),
            })
        }
        What::ProbeUnanswered { probe, ttl } => {
            json!({"fact": "probe-unanswered", "probe": probe, "ttl": ttl})
        }
        What::ProbeEnded { probe, is_answered } => {
            json!({"fact": "probe-ended", "probe": probe, "is_answered": is_answered})
        }
        What::FlowOpened { slug, node: by, server, .. } => json!({
            "fact": "session-opened",
            "session": slug,
            "node": node(*by),
            "server": server,
        }),
        What::FlowMigrated { slug, node: to, server, .. } => json!({
            "fact": "session-migrated",
            "session": slug,
            "node": node(*to),
            "server": server,
        }),
        What::FlowEnded { slug, cause, .. } => {
            json!({"fact": "session-ended", "session": slug, "cause": cause})
        }
        What::ServerNoticed { node: of, server, is_in_service } => json!({
            "fact": "server-noticed",
            "node": node(*of),
            "server": server,
            "is_in_service": is_in_service,
        }),
        _ => Value::Null,
    }
}

/// Adds to a summary what became of sessions, by what they ran over, and what probes found; nothing
/// where there were none.
pub fn add_hosts(summary: &mut Value, world: &World) {
    let figures = survival(world.flows().map(|(_, flow)| flow));
    if !figures.is_empty() {
        summary["sessions"] = json!(figures);
    }
    let probes: Vec<Value> = world.probes().map(|(_, probe)| probe_json(world, probe)).collect();
    if !probes.is_empty() {
        summary["probes"] = probes.into();
    }
}

fn probe_json(world: &World, probe: &Probe) -> Value {
    let network = world.network();
    let trials = probe.trials.iter().map(|trial| {
        let (there, back) = trial.one_way().unzip();
        let server = trial.server();
        let lost =
            trial.lost.map(|(at, fate)| json!({"at": network.routers[at].slug, "fate": fate}));
        json!({
            "ttl": trial.ttl,
            "answer": trial.answer(),
            "router": trial.router().map(|id| &network.routers[id].slug),
            "node": server.map(|(node, _)| &network.nodes[node].slug),
            "server": server.map(|(_, server)| server),
            "round_trip_us": trial.round_trip(),
            "there_us": there,
            "back_us": back,
            "lost": lost,
        })
    });
    json!({
        "kind": probe.kind,
        "client": network.clients[probe.client].slug,
        "target": probe.target,
        "is_answered": probe.is_answered(),
        "trials": trials.collect::<Vec<_>>(),
    })
}

/// The routers on the way of a packet that a probe sent.
fn hops_there(world: &World, probe: ProbeId, trial: u32) -> Option<Vec<&str>> {
    let trial = usize::try_from(trial).ok()?;
    let there = world.probe(probe)?.trials.get(trial)?.there.as_ref()?;
    let routers = &world.network().routers;
    Some(there.hops.iter().map(|hop| routers[hop.router].slug.as_str()).collect())
}
