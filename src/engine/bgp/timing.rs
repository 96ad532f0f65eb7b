//! What a speaker's clocks are set to, beyond MRAI: how soon it notices a silent neighbour, how
//! long an UPDATE keeps it busy, what it remembers of a neighbour that restarts.

use super::damping::Damping;
use crate::engine::base::time::Span;

/// The clocks of all speakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// A neighbour that says nothing for so long is gone; zero: never [RFC 4271 § 4.2, § 10].
    pub hold: Span,
    /// Longest time between two messages to a neighbour [RFC 4271 § 4.4].
    pub keepalive: Span,
    /// Bidirectional Forwarding Detection on every link between networks, if it runs [RFC 5880].
    pub bfd: Option<Bfd>,
    /// How long a router works on one UPDATE.
    pub processing: Processing,
    /// Whether routes outlive a restart of their sender, and how long [RFC 4724].
    pub graceful_restart: Option<GracefulRestart>,
    /// Route flap damping, if it is on [RFC 2439].
    pub damping: Option<Damping>,
}

impl Default for Timing {
    /// What RFC 4271 § 10 suggests, and nothing that it does not know.
    fn default() -> Self {
        Self {
            hold: Span::from_s(90),
            keepalive: Span::from_s(30),
            bfd: None,
            processing: Processing::default(),
            graceful_restart: None,
            damping: None,
        }
    }
}

/// Bidirectional Forwarding Detection, asynchronous mode [RFC 5880 § 3.2].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bfd {
    /// Time between two control packets.
    pub interval: Span,
    /// So many intervals without a packet, and the session is down.
    pub multiplier: u8,
}

impl Bfd {
    /// The detection time [RFC 5880 § 6.8.4].
    #[must_use]
    pub fn detection(&self) -> Span {
        self.interval.times(self.multiplier.into())
    }
}

/// The time that a router works on one UPDATE: between these bounds, drawn anew for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Processing {
    /// At least so long.
    pub low: Span,
    /// At most so long; zero: no time at all.
    pub high: Span,
}

/// Graceful restart [RFC 4724].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GracefulRestart {
    /// The Restart Time that speakers tell each other: stale routes are kept so long for a
    /// session that does not come back [RFC 4724 § 3].
    pub restart: Span,
}
