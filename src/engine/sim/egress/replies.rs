//! Replies at a PoP: whose they are, and what becomes of those that are nobody's.

use std::net::IpAddr;
use std::sync::Arc;

use super::carry::{Carried, Why};
use super::news::EgressNews;
use super::sources::naive_slice;
use crate::engine::base::ids::{ConnectionId, NodeId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::dataplane::packet::{Fate, Packet, PacketKind};
use crate::engine::egress::connection::{Connection, Seat};
use crate::engine::egress::decide::{Nobody, Onward, Turn, decide};
use crate::engine::net::egress::Design;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::world::World;

/// What a PoP does with a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// It is this server's.
    Deliver,
    /// It is carried to another PoP.
    Carry(NodeId, Why),
    /// Nobody here knows it.
    Unknown(Nobody),
}

impl World {
    /// A reply is at a PoP: straight from the Internet, or carried there.
    pub(super) fn reply_at_pop(
        &mut self,
        id: ConnectionId,
        packet: Packet,
        (node, router): (NodeId, RouterId),
        carried: Option<Carried>,
        facts: &mut Vec<Fact>,
    ) {
        if carried.is_none() {
            let to = packet.destination;
            self.connection_mut(id).entered = Some(node);
            if let Some(state) = self.egress.as_deref_mut() {
                state.entered.insert(to, node);
            }
        }
        let came = carried.map(|carried| carried.why);
        match self.reply_decided(id, node, came) {
            Reply::Deliver => self.server_gets(id, packet, router, facts),
            Reply::Carry(to, why) => {
                self.connection_mut(id).carried += 1;
                let news = EgressNews::ReplyCarried { connection: id, at: node, to, why };
                self.tell_egress(facts, news);
                let times = carried.map_or(0, |carried| carried.times);
                self.carry(packet, router, (to, why, times), facts);
            }
            Reply::Unknown(why) => self.refuse(id, packet, (node, router), why, facts),
        }
    }

    /// Whoever gets a segment of a connection that it does not know resets it
    /// [RFC 9293 § 3.5.2]: the destination believes that, and closes.
    fn refuse(
        &mut self,
        id: ConnectionId,
        mut packet: Packet,
        (node, router): (NodeId, RouterId),
        why: Nobody,
        facts: &mut Vec<Fact>,
    ) {
        packet.node = Some(node);
        let is_answered = packet.kind != PacketKind::Rst && why != Nobody::NotLent;
        let reset = packet.reply(PacketKind::Rst);
        let news = EgressNews::ReplyUnknown { connection: id, at: node, why };
        self.tell_egress(facts, news);
        self.drop_packet(packet, router, Fate::UnknownConnection, facts);
        if is_answered {
            self.launch(reset, router, facts);
        }
    }

    /// What a PoP does with a reply, by what it knows now.
    pub(super) fn reply_decided(&self, id: ConnectionId, at: NodeId, came: Option<Why>) -> Reply {
        let connection = self.connection_at(id);
        let Some((address, port)) = connection.source else {
            return Reply::Unknown(Nobody::NotLent);
        };
        let knows = |server: u16| self.knows(connection, at, server);
        self.reply_decided_by(connection, (address, port), (at, came), knows)
    }

    /// The same, whoever knows the connection.
    pub(super) fn reply_decided_by(
        &self,
        connection: &Connection,
        (address, port): (IpAddr, u16),
        (at, came): (NodeId, Option<Why>),
        knows: impl Fn(u16) -> bool,
    ) -> Reply {
        let opener = connection.at;
        let is_here = opener.is_some_and(|seat| seat.node == at && knows(seat.server.into()));
        let unknown = Reply::Unknown(Nobody::Forgotten);
        match connection.design {
            Design::SoftUnicast => self.decided_by_table((address, port), (at, came), knows),
            Design::OneServer => match (connection.through, opener) {
                (Some(owner), Some(opener)) if owner.node == at && came.is_none() => {
                    if !self.is_seat_up(owner) {
                        unknown
                    } else if opener.node == at {
                        if is_here { Reply::Deliver } else { unknown }
                    } else {
                        Reply::Carry(opener.node, Why::ToOpener)
                    }
                }
                _ if is_here => Reply::Deliver,
                _ => unknown,
            },
            Design::Nat => {
                let state = self.egress.as_deref();
                let epoch = state.and_then(|state| state.nat_epochs.get(&at)).copied();
                let is_remembered = epoch.unwrap_or(0) == connection.nat_epoch;
                if is_here && is_remembered { Reply::Deliver } else { unknown }
            }
            Design::Naive if !is_here => Reply::Unknown(self.anycast_misses(at, port)),
            Design::PerServer | Design::PerPop | Design::Naive => {
                if is_here {
                    Reply::Deliver
                } else {
                    unknown
                }
            }
        }
    }

    /// Who has a port of the service address at a PoP, without knowing of the connection.
    fn anycast_misses(&self, at: NodeId, port: u16) -> Nobody {
        let servers = u16::from(self.network.nodes[at].inside.servers);
        let egress = self.network.egress.as_ref();
        let slice = egress.map(|egress| naive_slice(&self.network, egress));
        let server = slice.and_then(|slice| slice.server(0, port));
        match server.filter(|&server| server < servers) {
            Some(server) => Nobody::NotKnown { server },
            None => Nobody::NoSlice,
        }
    }

    fn decided_by_table(
        &self,
        (address, port): (IpAddr, u16),
        (at, came): (NodeId, Option<Why>),
        knows: impl Fn(u16) -> bool,
    ) -> Reply {
        let nobody = Reply::Unknown(Nobody::NotLent);
        let (Some(egress), Some(state)) = (&self.network.egress, self.egress.as_deref()) else {
            return nobody;
        };
        let (Some(number), Some(table)) = (state.pool.number(address), state.known.get(&at)) else {
            return nobody;
        };
        let came = match came {
            Some(Why::Table(why)) => Some(why),
            _ => None,
        };
        let when: (SimTime, Option<Onward>) = (self.now, came);
        match decide(table, at, (number, port), egress.slice, when, knows) {
            Turn::Here { .. } => Reply::Deliver,
            Turn::Onward { to, why } => Reply::Carry(to, Why::Table(why)),
            Turn::Nobody(why) => Reply::Unknown(why),
        }
    }

    /// Whether a server of a PoP works, and a connection is its own. One that it closed is still
    /// known to it, in TIME-WAIT.
    fn knows(&self, connection: &Connection, node: NodeId, server: u16) -> bool {
        let Ok(server) = u8::try_from(server) else { return false };
        let seat = Seat { node, server };
        let is_known = connection.is_live() || connection.is_in_time_wait();
        is_known && connection.at == Some(seat) && self.is_seat_up(seat)
    }

    /// Whether a server works.
    pub(super) fn is_seat_up(&self, seat: Seat) -> bool {
        self.hosts.pops[seat.node].is_up(seat.server)
    }

    pub(super) fn tell_egress(&self, facts: &mut Vec<Fact>, news: EgressNews) {
        self.tell(facts, crate::engine::sim::fact::What::Egress(Arc::new(news)));
    }
}
