//! A connection that a server opens for a user: what is known of it, and how it ends.

use std::net::IpAddr;
use std::sync::Arc;

use serde::Serialize;

use crate::engine::base::ids::{ClientId, DestinationId, NodeId, TagId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::packet::{Fate, Packet};
use crate::engine::net::egress::Design;

/// How long it is tried to open a connection.
pub const OPENING_PATIENCE: Span = Span::from_s(30);

/// How long an end of an open connection that hears nothing waits before it gives up. Hosts wait
/// for longer, some a quarter of an hour [RFC 9293 § 3.8.3]; what runs on them does not.
pub const PATIENCE: Span = Span::from_s(120);

/// How often a server asks again over a connection that stays open.
pub const REQUEST_INTERVAL: Span = Span::from_s(1);

/// A connection, and the user's request that it was opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its name.
    pub slug: Slug,
    /// The client network whose user asked.
    pub client: ClientId,
    /// What is asked for.
    pub destination: DestinationId,
    /// Which of its places.
    pub site: usize,
    /// The tag of the address.
    pub tag: TagId,
    /// How addresses were shared when it was opened.
    pub design: Design,
    /// The PoP that the request reached, and its server, from 0; absent: it is on its way.
    pub at: Option<Seat>,
    /// The server that has the address, if it is another one: with one server for each tag.
    pub through: Option<Seat>,
    /// The address that it is opened from, and its port; absent: not yet.
    pub source: Option<(IpAddr, u16)>,
    /// The ports, first and last, that it was one of.
    pub ports: (u16, u16),
    /// Whether the backbone router's memory of it is of the time since that was last lost.
    pub nat_epoch: u32,
    /// When the user asked.
    pub began: SimTime,
    /// When the destination first answered.
    pub opened: Option<SimTime>,
    /// When the server will close it; absent: when it is told to.
    pub closes: Option<SimTime>,
    /// How it stands.
    pub phase: Phase,
    /// When the server, or before that the user, last heard anything.
    pub heard: SimTime,
    /// How often the last packet was sent again.
    pub retries: u32,
    /// Requests that the server has sent.
    pub asked: u32,
    /// Requests that were answered.
    pub answered: u32,
    /// Whether the destination knows the connection.
    pub is_known_there: bool,
    /// Timers that were set, so that an old one comes to nothing.
    pub timers: u32,
    /// Where the last answer came into the operator's network.
    pub entered: Option<NodeId>,
    /// How many answers were carried on from one PoP to another.
    pub carried: u32,
    /// From the last request to its answer.
    pub round_trip: Option<Span>,
    /// The last packet of it that was not delivered to its server.
    pub astray: Option<Astray>,
    /// The latest journey of each leg, in the order of [`Leg`].
    pub journeys: [Option<Arc<Packet>>; Leg::COUNT],
}

/// A server of a PoP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The PoP.
    pub node: NodeId,
    /// The server, from 0.
    pub server: u8,
}

/// The legs of a request's story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leg {
    /// From the user to the PoP.
    Request,
    /// From the server to the destination.
    Out,
    /// From the destination back to the server.
    Back,
    /// From the PoP to the user.
    Answer,
}

impl Leg {
    /// How many there are.
    pub const COUNT: usize = 4;
    /// All, in order.
    pub const ALL: [Self; Self::COUNT] = [Self::Request, Self::Out, Self::Back, Self::Answer];

    /// Its place in [`Connection::journeys`].
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Request => 0,
            Self::Out => 1,
            Self::Back => 2,
            Self::Answer => 3,
        }
    }
}

/// How a connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The user's request is on its way.
    Requested,
    /// The server has sent its SYN.
    Opening,
    /// The destination has answered.
    Open,
    /// It is over.
    Ended {
        /// Since when.
        at: SimTime,
        /// Why.
        cause: Cause,
    },
}

/// What became of a packet that its server did not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Astray {
    /// A PoP took it in that knows nothing of it.
    At(NodeId),
    /// It was dropped.
    Dropped(Fate),
}

/// Why a connection is over, or was never opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// It had done what it was for, or was told to close.
    Closed,
    /// No server of the PoP took the request.
    NoServer,
    /// The PoP has no address with that tag in which the server has a slice.
    NoAddress,
    /// All ports of the slice are in use towards this destination.
    PortsExhausted,
    /// The destination does not serve the country that it believes the address in.
    Fenced,
    /// The destination had been told by somebody else that there is no such connection.
    Reset,
    /// Replies came to a PoP that knows nothing of it, until the server gave up.
    ReplyLost,
    /// Nothing came for [`OPENING_PATIENCE`], or [`PATIENCE`].
    TimedOut,
    /// The PoP's address was given to another before the connection was over.
    AddressMoved,
    /// A server of it failed.
    ServerFailed,
}

impl Cause {
    /// A number of its own, for fingerprints.
    #[must_use]
    pub const fn number(self) -> u64 {
        match self {
            Self::Closed => 0,
            Self::NoServer => 1,
            Self::NoAddress => 2,
            Self::PortsExhausted => 3,
            Self::Fenced => 4,
            Self::Reset => 5,
            Self::ReplyLost => 6,
            Self::TimedOut => 7,
            Self::AddressMoved => 8,
            Self::ServerFailed => 9,
        }
    }
}

impl Connection {
    /// Whether it goes on.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        !matches!(self.phase, Phase::Ended { .. })
    }

    /// Whether the server has opened it, and it goes on.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.phase, Phase::Opening | Phase::Open)
    }

    /// Whether it is opened from an address.
    #[must_use]
    pub fn is_from(&self, address: IpAddr) -> bool {
        self.source.is_some_and(|(from, port)| from == address && port != 0)
    }

    /// Whether the server closed it, so that what still comes of it surprises nobody.
    #[must_use]
    pub const fn is_in_time_wait(&self) -> bool {
        matches!(self.phase, Phase::Ended { cause: Cause::Closed | Cause::Fenced, .. })
    }

    /// Why it ended, if it has.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        match self.phase {
            Phase::Ended { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
