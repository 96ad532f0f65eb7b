//! Whose a packet is that comes to an address that is lent: decided by the table and the port,
//! without a memory of connections.
//!
//! The steps are those of a balancer in front of a PoP's servers. Only whether a server knows the
//! connection is asked of the server itself, and only where an address has just been moved does
//! that matter.

use super::table::{Lending, Table};
use crate::engine::base::ids::{AddressId, NodeId};
use crate::engine::base::time::SimTime;
use crate::engine::net::port_slice::SliceSize;

/// What a PoP does with a packet to an address that is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is this server's, from 0.
    Here {
        /// The server.
        server: u16,
    },
    /// It is carried to another PoP.
    Onward {
        /// The PoP.
        to: NodeId,
        /// Why.
        why: Onward,
    },
    /// It is nobody's.
    Nobody(Nobody),
}

/// Why a packet is carried to another PoP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Onward {
    /// The address is lent to it.
    Lent,
    /// It had the address before, and this may be for a connection of then: the grace period.
    Grace,
}

/// Why a packet is nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nobody {
    /// The address is lent to nobody.
    NotLent,
    /// Its port is in the slice kept back, or in one that no server has.
    NoSlice,
    /// The server of its slice knows no such connection.
    NotKnown {
        /// The server, from 0.
        server: u16,
    },
    /// It is an address of the PoP's own, and whoever should know whose the connection is has
    /// forgotten it, or is out of service.
    Forgotten,
}

impl Nobody {
    /// The server of the slice does not know it, if there is one.
    const fn of(server: Option<u16>) -> Self {
        match server {
            Some(server) => Self::NotKnown { server },
            None => Self::NoSlice,
        }
    }
}

/// What the PoP `at` does with a packet to an address and port, by its version of the table: one
/// that came from the Internet, or was carried here by another PoP, for some reason. `knows` says
/// whether a server of this PoP knows the connection.
#[inline]
#[must_use]
pub fn decide(
    table: &Table,
    at: NodeId,
    (address, port): (AddressId, u16),
    slice: SliceSize,
    (now, came): (SimTime, Option<Onward>),
    knows: impl Fn(u16) -> bool,
) -> Turn {
    let Some(&Lending { owner, block, former, .. }) = table.lending(address) else {
        return Turn::Nobody(Nobody::NotLent);
    };
    let former = former.filter(|former| now < former.until);
    if owner != at {
        // Within the grace period the owner of before still has its connections.
        let own = former.filter(|former| former.owner == at);
        let server = own.and_then(|former| slice.server(former.block, port));
        return match server.filter(|&server| knows(server)) {
            Some(server) => Turn::Here { server },
            // Its owner of now has sent it here because it does not know it: not back to it.
            None if came == Some(Onward::Grace) => Turn::Nobody(Nobody::of(server)),
            None => Turn::Onward { to: owner, why: Onward::Lent },
        };
    }
    let server = slice.server(block, port);
    match server {
        Some(server) if knows(server) => Turn::Here { server },
        _ => match former {
            Some(former) => Turn::Onward { to: former.owner, why: Onward::Grace },
            None => Turn::Nobody(Nobody::of(server)),
        },
    }
}
