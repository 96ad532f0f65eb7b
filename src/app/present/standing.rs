//! How something that is opened stands: a user's session with a service, a server's connection.

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody has answered yet.
    Opening,
    /// It goes on.
    Open,
    /// It ended as was wanted.
    Over,
    /// It was lost, or refused.
    Lost,
}

impl State {
    /// Its name in the document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Open => "open",
            Self::Over => "over",
            Self::Lost => "lost",
        }
    }

    /// A sign for it.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Opening => "○",
            Self::Open => "●",
            Self::Over => "✓",
            Self::Lost => "✕",
        }
    }

    /// Whether it goes on.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::Opening | Self::Open)
    }
}
