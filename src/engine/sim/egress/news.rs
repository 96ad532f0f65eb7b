//! What happened to egress, in the past tense.

use std::net::IpAddr;

use super::carry::Why;
use crate::engine::base::ids::{ConnectionId, NodeId, TagId};
use crate::engine::base::text::Slug;
use crate::engine::egress::connection::Cause;
use crate::engine::egress::decide::Nobody;
use crate::engine::egress::ports::Exhausted;

/// Something that happened to addresses or connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EgressNews {
    /// An address was lent to a PoP.
    AddressLent {
        /// The address.
        address: IpAddr,
        /// The PoP.
        node: NodeId,
        /// For which tag.
        tag: TagId,
    },
    /// An address was taken back.
    AddressReleased {
        /// The address.
        address: IpAddr,
        /// The PoP that had it.
        node: NodeId,
    },
    /// Addresses were moved from one PoP to another.
    AddressesMoved {
        /// The first of them.
        first: IpAddr,
        /// How many.
        count: u32,
        /// The PoP that had the first.
        from: NodeId,
        /// The PoP that has it now.
        to: NodeId,
    },
    /// A PoP heard of a version of the table.
    TableLearned {
        /// The PoP.
        node: NodeId,
        /// The version.
        version: u32,
    },
    /// A customer's prefix is announced from now on.
    PrefixOnboarded {
        /// How many addresses it has.
        count: u32,
    },
    /// The operator has published another geofeed.
    FeedLoaded {
        /// How many rows it has.
        rows: u32,
    },
    /// A destination answered a server's SYN.
    ConnectionOpened {
        /// The connection.
        connection: ConnectionId,
        /// Its name.
        slug: Slug,
    },
    /// A connection is over, or was never opened.
    ConnectionEnded {
        /// The connection.
        connection: ConnectionId,
        /// Its name.
        slug: Slug,
        /// Why.
        cause: Cause,
    },
    /// A server had no port left towards a destination.
    PortsExhausted {
        /// The server's PoP.
        node: NodeId,
        /// The server, from 0.
        server: u8,
        /// The address of which it has a slice.
        address: IpAddr,
        /// The destination's address.
        to: IpAddr,
        /// What its ports do.
        ports: Exhausted,
    },
    /// A reply was carried from one PoP to another.
    ReplyCarried {
        /// The connection.
        connection: ConnectionId,
        /// Where it was.
        at: NodeId,
        /// Where it was carried.
        to: NodeId,
        /// Why.
        why: Why,
    },
    /// A reply came to a PoP that knows nothing of its connection.
    ReplyUnknown {
        /// The connection.
        connection: ConnectionId,
        /// The PoP.
        at: NodeId,
        /// What it found.
        why: Nobody,
    },
    /// A PoP's router forgot whose connections are.
    NatForgot {
        /// The PoP.
        node: NodeId,
    },
}
