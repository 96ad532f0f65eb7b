//! Packets, their journeys, and what becomes of them.

use std::net::IpAddr;

use serde::Serialize;

use crate::engine::base::ids::{
    ClientId, ConnectionId, FlowId, LinkId, NodeId, PacketId, ProbeId, RouterId, ServiceId,
};
use crate::engine::base::time::SimTime;

/// Hops a packet may take before it is dropped: the Time to Live of a new packet.
pub const INITIAL_TTL: u8 = 64;

/// What is inside an IP packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// [RFC 792].
    Icmp,
    /// [RFC 9293].
    Tcp,
    /// [RFC 768].
    Udp,
}

impl Protocol {
    /// Its number in the IP header.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Icmp => 1,
            Self::Tcp => 6,
            Self::Udp => 17,
        }
    }
}

/// What a packet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PacketKind {
    /// A UDP query, from a client to a service address.
    Query,
    /// From a node back to the client.
    Answer,
    /// ICMP Echo Request [RFC 792].
    EchoRequest,
    /// ICMP Echo Reply, from whoever has the address.
    EchoReply,
    /// ICMP Time Exceeded, from the router where the Time to Live ran out.
    TimeExceeded,
    /// ICMP Destination Unreachable, from a PoP's router none of whose servers is in service.
    Unreachable,
    /// TCP SYN [RFC 9293 § 3.5].
    Syn,
    /// TCP SYN and ACK.
    SynAck,
    /// A TCP segment with data.
    Data,
    /// A TCP acknowledgment alone.
    Ack,
    /// TCP FIN.
    Fin,
    /// TCP RST [RFC 9293 § 3.5.2].
    Rst,
    /// QUIC Initial, from the client [RFC 9000 § 17.2.2].
    Initial,
    /// The server's side of the QUIC handshake.
    Handshake,
    /// QUIC 1-RTT: data one way, acknowledgments the other [RFC 9000 § 17.3.1].
    OneRtt,
    /// QUIC Stateless Reset [RFC 9000 § 10.3].
    StatelessReset,
}

impl PacketKind {
    /// What carries it.
    #[must_use]
    pub const fn protocol(self) -> Protocol {
        match self {
            Self::EchoRequest | Self::EchoReply | Self::TimeExceeded | Self::Unreachable => {
                Protocol::Icmp
            }
            Self::Syn | Self::SynAck | Self::Data | Self::Ack | Self::Fin | Self::Rst => {
                Protocol::Tcp
            }
            Self::Query
            | Self::Answer
            | Self::Initial
            | Self::Handshake
            | Self::OneRtt
            | Self::StatelessReset => Protocol::Udp,
        }
    }

    /// TCP's flags, ICMP's type or QUIC's packet type, as capture programs print them.
    #[must_use]
    pub const fn flags(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Answer => "answer",
            Self::EchoRequest => "echo request",
            Self::EchoReply => "echo reply",
            Self::TimeExceeded => "time exceeded",
            Self::Unreachable => "host unreachable",
            Self::Syn => "SYN",
            Self::SynAck => "SYN, ACK",
            Self::Data => "PSH, ACK",
            Self::Ack => "ACK",
            Self::Fin => "FIN, ACK",
            Self::Rst => "RST",
            Self::Initial => "Initial",
            Self::Handshake => "Handshake",
            Self::OneRtt => "1-RTT",
            Self::StatelessReset => "Stateless Reset",
        }
    }
}

/// Which end of its exchange a packet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The service, or whatever has the address that a client asked for.
    Server,
    /// The client network.
    Client,
}

/// On whose errand a packet travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// It is one of those that client networks send by themselves, or by command, one at a time.
    Regular,
    /// A probe's.
    Probe(ProbeId),
    /// A flow's.
    Flow(FlowId),
    /// A connection's that a server opened, or of the request that it was opened for.
    Egress(ConnectionId),
}

/// A packet and where it has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its number.
    pub id: PacketId,
    /// What it is.
    pub kind: PacketKind,
    /// Which end it is for.
    pub heading: Heading,
    /// The client network at one end.
    pub client: ClientId,
    /// The service at the other; absent: an address that is no service's.
    pub service: Option<ServiceId>,
    /// On whose errand it travels.
    pub errand: Errand,
    /// Which one it is, as its errand counts: the segment of a flow, the trial of a probe.
    pub sequence: u32,
    /// Where it comes from.
    pub source: IpAddr,
    /// Where it is going.
    pub destination: IpAddr,
    /// Source and destination port; 0 where the protocol has none.
    pub ports: [u16; 2],
    /// When the query of this exchange was sent; an answer's round trip is counted from here.
    pub began: SimTime,
    /// The node that answered, once known.
    pub node: Option<NodeId>,
    /// Which of the node's servers, from 0.
    pub server: u8,
    /// Hops left.
    pub ttl: u8,
    /// Where it has been; the last hop may still lie ahead (see [`Hop::arrives`]).
    pub hops: Vec<Hop>,
    /// The last of them once more: thousands are looked at in each frame, each list elsewhere.
    pub last: Hop,
}

impl Packet {
    /// A packet back to where this one came from, which has not set out. It gets its number when it
    /// does.
    #[must_use]
    pub fn reply(&self, kind: PacketKind) -> Self {
        let [from, to] = self.ports;
        Self {
            kind,
            heading: match self.heading {
                Heading::Server => Heading::Client,
                Heading::Client => Heading::Server,
            },
            source: self.destination,
            destination: self.source,
            ports: [to, from],
            ttl: INITIAL_TTL,
            hops: Vec::with_capacity(self.hops.len()),
            ..*self
        }
    }

    /// How many bytes it has, its IP header (20 bytes, or 40 of IPv6) among them.
    #[must_use]
    pub const fn length(&self) -> u16 {
        let header = if self.destination.is_ipv4() { 20 } else { 40 };
        header
            + match (self.kind, self.heading) {
                (PacketKind::Syn | PacketKind::SynAck, _) => 24,
                (PacketKind::Ack | PacketKind::Fin | PacketKind::Rst, _) => 20,
                (PacketKind::Data, _) => 20 + 1_440,
                // [RFC 9000 § 14.1]: an Initial is padded to 1,200 bytes.
                (PacketKind::Initial | PacketKind::Handshake, _)
                | (PacketKind::OneRtt, Heading::Client) => 8 + 1_200,
                (PacketKind::OneRtt | PacketKind::StatelessReset, _) => 8 + 43,
                (PacketKind::Query, _) => 8 + 40,
                (PacketKind::Answer, _) => 8 + 120,
                (PacketKind::EchoRequest | PacketKind::EchoReply, _) => 8 + 56,
                (PacketKind::TimeExceeded | PacketKind::Unreachable, _) => 8 + 28,
            }
    }
}

/// One router on a packet's journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The router.
    pub router: RouterId,
    /// The link over which the packet came; absent for the first router.
    pub via: Option<LinkId>,
    /// When it left the router before; for the first router, when it was sent.
    pub departed: SimTime,
    /// When it arrives here.
    pub arrives: SimTime,
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It reached the router that holds its destination.
    Delivered,
    /// A router had no route to its destination.
    NoRoute,
    /// Its Time to Live ran out, as happens in a forwarding loop.
    TtlExpired,
    /// The link under it, or the router ahead, failed.
    LinkDown,
    /// A router drops everything to its destination, as was asked of it [RFC 7999].
    Blackholed,
    /// It reached a router that announces its destination without being a node of the service, or
    /// the client network: a hijack.
    Hijacked,
    /// A link or a node was asked for more than it has room for.
    Overloaded,
    /// It was for a server that has failed, which the PoP's health checks have yet to notice.
    ServerDown,
    /// It reached a PoP none of whose servers is in service.
    NoServer,
    /// It reached a PoP that knows nothing of its connection.
    UnknownConnection,
    /// It was to be carried to another PoP, and the backbone has no way there.
    Stranded,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_small() {
        assert!(size_of::<Packet>() <= 152, "{}", size_of::<Packet>());
    }
}
