//! What arrives, what is answered, and what is lost: loads, in percent.

use super::percent;
use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::sim::world::World;
use crate::engine::traffic::share::Share;
use crate::lesson::format::Milli;

/// What a node is asked for once its scrubber has done its work, of what it can take: of bits or
/// packets, whichever is more. A node that can take anything is asked for nothing of it.
pub fn load(world: &World, node: NodeId) -> Milli {
    let load = world.loads().node(node);
    let (asked, capacity) = (load.asked(), load.room.capacity);
    let bits = capacity.bps.map(|most| percent(asked.bps, most));
    let packets = capacity.pps.map(|most| percent(asked.pps, most));
    bits.max(packets).unwrap_or_default()
}

/// Of what client networks ask of a service, what is answered. Where nobody asks for anything:
/// users whose network's way passes no place that is asked for too much, of all; absent: there is
/// no user.
pub fn served(world: &World, service: ServiceId) -> Option<Milli> {
    let network = world.network();
    let flows = || network.clients.keys().map(|client| world.loads().client(client, service));
    let [sent, delivered] = [
        flows().map(|flow| flow.sent.bps).sum::<u64>(),
        flows().map(|flow| flow.delivered.bps).sum::<u64>(),
    ];
    if sent > 0 {
        return Some(Milli(100_000 - percent(sent - delivered.min(sent), sent).0));
    }
    let users: u64 = network.clients.iter().map(|client| client.population).sum();
    let served = world.loads().served(service).users;
    (users > 0).then(|| Milli(100_000 - percent(users - served.min(users), users).0))
}

/// Of what a client network asks of a service, what is lost, or would be if it asked.
pub fn loss(world: &World, client: ClientId, service: ServiceId) -> Milli {
    let flow = world.loads().client(client, service);
    let (sent, delivered) = (flow.sent.bps, flow.delivered.bps);
    if sent > 0 {
        return percent(sent - delivered.min(sent), sent);
    }
    percent(Share::WHOLE - flow.share.billionths(), Share::WHOLE)
}
