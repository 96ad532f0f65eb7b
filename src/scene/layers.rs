//! What of the network is shown beside marks, and what of it is pointed out.

/// The layers that can be switched on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapLayers {
    /// The ways of clients' packets.
    pub ways: bool,
    /// Autonomous systems: their routers, and who sells transit to whom.
    pub systems: bool,
    /// BGP sessions.
    pub sessions: bool,
}

impl Default for MapLayers {
    fn default() -> Self {
        Self { ways: true, systems: false, sessions: false }
    }
}

/// A kind of thing that the legend points out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Highlight {
    /// Anycast nodes.
    Nodes,
    /// Client networks.
    Clients,
    /// Routers.
    Routers,
    /// The ways of clients' packets.
    Ways,
    /// UPDATEs that announce.
    Announcements,
    /// UPDATEs that announce in place of what was announced before.
    Replacements,
    /// UPDATEs that withdraw.
    Withdrawals,
    /// Queries.
    Queries,
    /// Answers.
    Answers,
    /// Links over which transit is sold.
    Providers,
    /// Links between peers.
    Peers,
    /// Links inside a network.
    Internal,
    /// BGP sessions.
    Sessions,
    /// The operator's own links between PoPs.
    Backbone,
}

impl Highlight {
    /// Its name in the document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Clients => "clients",
            Self::Routers => "routers",
            Self::Ways => "ways",
            Self::Announcements => "announcements",
            Self::Replacements => "replacements",
            Self::Withdrawals => "withdrawals",
            Self::Queries => "queries",
            Self::Answers => "answers",
            Self::Providers => "providers",
            Self::Peers => "peers",
            Self::Internal => "internal",
            Self::Sessions => "sessions",
            Self::Backbone => "backbone",
        }
    }
}
