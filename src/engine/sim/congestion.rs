//! Where sampled packets meet bulk traffic: in queues that are long, and where there is no room.
//!
//! A packet is dropped with the probability of the loss there, drawn anew at each place from the
//! seed, the packet's number and its hop. Of two packets in the same queue the later one may come
//! out first, if the queue has grown shorter between them.

use super::world::World;
use crate::engine::base::ids::{LinkId, PacketId, RouterId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::{Heading, Packet};
use crate::engine::traffic::load::Load;
use crate::engine::traffic::share::Share;

impl World {
    /// How long a packet queues for a link towards a router, and before it, if it is an answer that
    /// sets out, at its node; absent: it is dropped.
    pub(super) fn wait_for_link(&self, id: PacketId, link: LinkId, to: RouterId) -> Option<Span> {
        if !self.traffic.is_stressed {
            return Some(Span::ZERO);
        }
        let (packet, loads) = (self.packets.get(&id)?, self.loads());
        let load = loads.link_towards(&self.network, link, to);
        if self.is_dropped(packet, load, 0) {
            return None;
        }
        let sets_out = packet.heading == Heading::Client && packet.hops.len() == 1;
        let node = packet.node.filter(|_| sets_out);
        let at_node = node.map_or(Span::ZERO, |node| loads.node(node).delay);
        Some(load.delay + at_node)
    }

    /// Whether the node at a router drops a packet for it that has reached it.
    pub(super) fn is_turned_away(&self, id: PacketId, router: RouterId) -> bool {
        if !self.traffic.is_stressed {
            return false;
        }
        let Some(packet) = self.packets.get(&id) else { return false };
        let service = packet.service.filter(|_| packet.heading == Heading::Server);
        let node = service.and_then(|service| self.network.node_at(router, service));
        node.is_some_and(|node| self.is_dropped(packet, self.loads().node(node), 1))
    }

    /// Whether a packet is among those that a place drops.
    fn is_dropped(&self, packet: &Packet, load: &Load, side: u64) -> bool {
        if load.passes == Share::ALL {
            return false;
        }
        let hops = u64::try_from(packet.hops.len()).unwrap_or(u64::MAX);
        let draw = packet.id.0.wrapping_mul(256).wrapping_add(hops.wrapping_mul(2) + side);
        let entity = u32::try_from(draw & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        let mut stream = Stream::fork(self.seed, Purpose::PacketLoss, entity);
        stream.between(0, Share::WHOLE - 1) >= load.passes.billionths()
    }
}
