//! Ids of things in a world: small numbers that index its tables, never seen in files.
//!
//! In files, links and logs a thing is named by its [`Slug`](super::text::Slug).

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The number itself, for digests and derived values.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).expect("a world has fewer than 2^32 of anything"))
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> Self {
                Self::try_from(id.0).expect("targets have at least 32-bit indices")
            }
        }
    )*};
}

ids! {
    /// A city.
    CityId;
    /// An autonomous system.
    AsId;
    /// A router. (Its BGP Identifier is another thing: [`super::super::net::network::BgpId`].)
    RouterId;
    /// A link between two routers.
    LinkId;
    /// A BGP session.
    SessionId;
    /// One end of a BGP session: twice the session's number, plus one for its second end.
    EndId;
    /// A prefix that is announced somewhere in this world.
    PrefixId;
    /// An anycast service.
    ServiceId;
    /// An anycast node (a PoP that can announce the service).
    NodeId;
    /// A client network.
    ClientId;
    /// A flow: what a learner knows as a session between a client network and a service. (In code
    /// a session is always BGP's.)
    FlowId;
    /// A tag: what an egress address says of who uses it.
    TagId;
    /// Something on the Internet that servers open connections to.
    DestinationId;
    /// An egress address, by its place in the pool.
    AddressId;
    /// A connection that a server opened.
    ConnectionId;
    /// A ping, a traceroute or an `id.server` query, with all its packets.
    ProbeId;
}

impl SessionId {
    /// The session's two ends, in the order of [`super::super::net::network::Session::ends`].
    #[must_use]
    pub const fn ends(self) -> [EndId; 2] {
        [EndId(self.0 * 2), EndId(self.0 * 2 + 1)]
    }
}

impl EndId {
    /// The session this is an end of.
    #[must_use]
    pub const fn session(self) -> SessionId {
        SessionId(self.0 / 2)
    }

    /// Which of the session's ends: 0 or 1.
    #[must_use]
    pub const fn side(self) -> usize {
        if self.0.is_multiple_of(2) { 0 } else { 1 }
    }

    /// The other end of the same session.
    #[must_use]
    pub const fn far(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// A packet's number, counted from the beginning of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PacketId(pub u64);
