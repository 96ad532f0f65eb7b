//! What the learner looks at.

use crate::engine::base::ids::{ClientId, ConnectionId, LinkId, NodeId, PacketId, RouterId};
use crate::engine::sim::view::UpdateKey;

/// The one thing that is selected, or pointed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selection {
    /// Nothing.
    #[default]
    None,
    /// A PoP.
    Node(NodeId),
    /// A router.
    Router(RouterId),
    /// A client network.
    Client(ClientId),
    /// Client networks that share a mark, by the one with most people.
    Crowd(ClientId),
    /// A link.
    Link(LinkId),
    /// A packet, on its way or at its end.
    Packet(PacketId),
    /// An UPDATE, on its way or received.
    Update(UpdateKey),
    /// A connection that a server opened, also one that is over.
    Connection(ConnectionId),
}

impl Selection {
    /// Whether nothing is selected.
    #[must_use]
    pub const fn is_none(self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether it has a card of its own, which takes the tables' place. A connection has not: the
    /// bench that lists it shows it.
    #[must_use]
    pub const fn has_card(self) -> bool {
        !matches!(self, Self::None | Self::Connection(_))
    }
}
