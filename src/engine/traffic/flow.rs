//! A flow: what a learner knows as a session, between a client network and a service.
//!
//! UDP asks and is answered, again and again, by whoever is there. TCP and QUIC open with a
//! handshake and then download one segment after another, a segment at a time; all they know is
//! held at one server of one node. What is left out: windows, congestion, options, the closing
//! handshake, and what a server does about a client that has gone.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::engine::base::ids::{ClientId, NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::packet::PacketKind;
use crate::engine::traffic::client::ClientEnd;
use crate::engine::traffic::server::ServerEnd;

/// From one query of a UDP session to the next.
pub const QUERY_INTERVAL: Span = Span::from_ms(500);
/// From one segment of a download to the next, at least: it is a stream, played as it comes.
pub const SEGMENT_INTERVAL: Span = Span::from_ms(200);
/// How long the client of a TCP or QUIC session waits in silence before it gives up.
pub const PATIENCE: Span = Span::from_s(30);

/// What a session runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowKind {
    /// UDP: request and response, as DNS.
    Udp,
    /// TCP [RFC 9293].
    Tcp,
    /// QUIC [RFC 9000].
    Quic,
}

impl FlowKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Udp, Self::Tcp, Self::Quic];

    /// The port of the service.
    #[must_use]
    pub const fn port(self) -> u16 {
        match self {
            Self::Udp => 53,
            Self::Tcp | Self::Quic => 443,
        }
    }

    /// What a client opens with.
    #[must_use]
    pub const fn opening(self) -> PacketKind {
        match self {
            Self::Udp => PacketKind::Query,
            Self::Tcp => PacketKind::Syn,
            Self::Quic => PacketKind::Initial,
        }
    }

    /// What a client acknowledges with.
    #[must_use]
    pub const fn acknowledgment(self) -> PacketKind {
        match self {
            Self::Udp => PacketKind::Query,
            Self::Tcp => PacketKind::Ack,
            Self::Quic => PacketKind::OneRtt,
        }
    }

    /// What a server sends as this segment; the first, number 0, is its part of the handshake.
    #[must_use]
    pub const fn segment(self, number: u32) -> PacketKind {
        match (self, number) {
            (Self::Udp, _) => PacketKind::Answer,
            (Self::Tcp, 0) => PacketKind::SynAck,
            (Self::Tcp, _) => PacketKind::Data,
            (Self::Quic, 0) => PacketKind::Handshake,
            (Self::Quic, _) => PacketKind::OneRtt,
        }
    }

    /// What a server that knows nothing of the session answers with [RFC 9293 § 3.10.7.1].
    #[must_use]
    pub const fn reset(self) -> PacketKind {
        match self {
            Self::Udp | Self::Tcp => PacketKind::Rst,
            Self::Quic => PacketKind::StatelessReset,
        }
    }
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The client network stopped it.
    Stopped,
    /// Its packets reached another node, which knew nothing of it.
    RouteMoved,
    /// They reached another server of the same node, or the same one, started anew.
    ServerChanged,
    /// They reached another server because each packet is sent to another one.
    PerPacket,
    /// Nothing came back for too long.
    TimedOut,
    /// It could not begin: no server of the node was in service.
    Refused,
}

impl Cause {
    /// Whether the session was lost: it did not end as was wanted.
    #[must_use]
    pub const fn is_loss(self) -> bool {
        !matches!(self, Self::Stopped)
    }
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The client has asked, and nobody has answered yet.
    Opening,
    /// It was answered.
    Open,
    /// It is over.
    Ended {
        /// When.
        at: SimTime,
        /// Why.
        cause: Cause,
    },
}

/// Where what a server knows of a session is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The node.
    pub node: NodeId,
    /// Its server, from 0.
    pub server: u8,
    /// What the server knows; absent: it has failed since.
    pub end: Option<ServerEnd>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its slug.
    pub slug: Slug,
    /// What it runs over.
    pub kind: FlowKind,
    /// The client network.
    pub client: ClientId,
    /// The service.
    pub service: ServiceId,
    /// The client's address.
    pub source: IpAddr,
    /// The address that the client sends to: the service's, or the server's own that it was handed
    /// out [RFC 9000 § 9.6].
    pub destination: IpAddr,
    /// The client's port and the service's.
    pub ports: [u16; 2],
    /// When it was started.
    pub began: SimTime,
    /// When the client first heard an answer.
    pub opened: Option<SimTime>,
    /// How far it is.
    pub phase: Phase,
    /// What the client knows.
    pub client_end: ClientEnd,
    /// Where what a server knows is held; none of UDP's.
    pub held: Option<Held>,
    /// Counts the server's timers: an older one that fires comes to nothing.
    pub server_timers: u32,
    /// The node and server that the client heard of last.
    pub heard_of: Option<(NodeId, u8)>,
    /// Segments or answers that the client received, each once.
    pub received: u32,
}

impl Flow {
    /// Whether it goes on.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        !matches!(self.phase, Phase::Ended { .. })
    }

    /// Why it ended; absent: it goes on.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        match self.phase {
            Phase::Ended { cause, .. } => Some(cause),
            _ => None,
        }
    }

    /// Whether a packet reached the very server that knows of it.
    #[must_use]
    pub fn is_held_at(&self, node: NodeId, server: u8) -> bool {
        self.held
            .is_some_and(|held| (held.node, held.server) == (node, server) && held.end.is_some())
    }

    /// Whether this is the server that the client spoke to last, whatever has become of it.
    #[must_use]
    pub fn is_with(&self, node: NodeId, server: u8) -> bool {
        self.held.is_some_and(|held| (held.node, held.server) == (node, server))
    }

    /// Why a server that was reached did not know of it.
    #[must_use]
    pub fn why_unknown(&self, node: Option<NodeId>, is_per_packet: bool) -> Cause {
        match self.held {
            Some(held) if Some(held.node) != node => Cause::RouteMoved,
            _ if is_per_packet => Cause::PerPacket,
            _ => Cause::ServerChanged,
        }
    }
}
