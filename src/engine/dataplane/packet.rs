//! Packets, their journeys, and what becomes of them.

use std::net::IpAddr;

use serde::Serialize;

use crate::engine::base::ids::{ClientId, LinkId, NodeId, PacketId, RouterId, ServiceId};
use crate::engine::base::time::SimTime;

/// Hops a packet may take before it is dropped: the Time to Live of a new packet.
pub const INITIAL_TTL: u8 = 64;

/// What a packet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PacketKind {
    /// From a client to a service address.
    Query,
    /// From a node back to the client.
    Answer,
}

/// A packet and where it has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its number.
    pub id: PacketId,
    /// What it is.
    pub kind: PacketKind,
    /// The client network at one end.
    pub client: ClientId,
    /// The service at the other.
    pub service: ServiceId,
    /// Where it is going.
    pub destination: IpAddr,
    /// When the query of this exchange was sent; an answer's round trip is counted from here.
    pub began: SimTime,
    /// The node that answered, once known.
    pub node: Option<NodeId>,
    /// Hops left.
    pub ttl: u8,
    /// Where it has been; the last hop may still lie ahead (see [`Hop::arrives`]).
    pub hops: Vec<Hop>,
    /// The last of them once more: thousands are looked at in each frame, each list elsewhere.
    pub last: Hop,
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
}
