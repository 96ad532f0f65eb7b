//! Sessions and connections, and the addresses and ports that servers send from.

use std::collections::BTreeSet;

use super::percent;
use crate::engine::base::ids::{DestinationId, NodeId, TagId};
use crate::engine::egress::connection::Seat;
use crate::engine::net::egress::Egress;
use crate::engine::net::network::Network;
use crate::engine::sim::egress::view::EgressView;
use crate::engine::sim::world::World;
use crate::lesson::format::Milli;

/// Sessions, and egress connections, that go on; those that have only been asked for, too.
pub fn sessions_alive(world: &World) -> u64 {
    let flows = world.flows().filter(|(_, flow)| flow.is_alive()).count();
    let connections = world.egress().into_iter().flat_map(EgressView::connections);
    let connections = connections.filter(|(_, connection)| connection.is_alive()).count();
    u64::try_from(flows + connections).unwrap_or(u64::MAX)
}

/// Addresses that servers may open connections from, by the design that is chosen.
pub fn addresses(world: &World) -> Option<u64> {
    let network = world.network();
    let egress = network.egress.as_ref()?;
    let nodes = network.services[egress.service].nodes.iter();
    let seats = nodes.flat_map(|&node| seats(network, node));
    let all: BTreeSet<_> = seats
        .flat_map(|seat| tags(egress).flat_map(move |tag| world.sources_of(seat, tag)))
        .map(|source| source.address)
        .collect();
    u64::try_from(all.len()).ok()
}

/// Ports towards a destination that are in use or in TIME-WAIT, of all that a node's servers have
/// for one tag: the tag of which most are. Absent: they have none.
pub fn ports_used(world: &World, node: NodeId, destination: DestinationId) -> Option<Milli> {
    let network = world.network();
    let egress = network.egress.as_ref()?;
    let used = |tag: TagId| {
        let mut places = BTreeSet::new();
        let (mut taken, mut all) = (0, 0);
        for seat in seats(network, node) {
            let Some(remote) = world.remote_for(seat, tag, destination) else { continue };
            for source in world.sources_of(seat, tag) {
                // Servers may share what they open connections from.
                if places.insert((source.address, source.ports, remote)) {
                    let usage = world.port_usage(&source, remote);
                    let busy = u64::from(usage.in_use) + u64::from(usage.waiting);
                    taken += busy;
                    all += busy + u64::from(usage.free);
                }
            }
        }
        (all > 0).then(|| percent(taken, all))
    };
    tags(egress).filter_map(used).max()
}

fn seats(network: &Network, node: NodeId) -> impl Iterator<Item = Seat> + use<> {
    (0..network.nodes[node].inside.servers).map(move |server| Seat { node, server })
}

fn tags(egress: &Egress) -> impl Iterator<Item = TagId> + use<> {
    (0..egress.tags.len()).map(TagId::from)
}
