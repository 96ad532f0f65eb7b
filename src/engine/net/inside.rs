//! What is inside a PoP: its servers, and how its router spreads flows over them.

use serde::{Deserialize, Serialize};

use crate::engine::base::time::Span;

/// The most servers of a PoP.
pub const MAX_SERVERS: u8 = 64;
/// The shortest time between two health checks.
pub const MIN_CHECK: Span = Span::from_ms(10);
/// The longest.
pub const MAX_CHECK: Span = Span::from_s(3_600);

/// How a PoP's router, or a balancer behind it, chooses the server of a packet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Balancer {
    /// Equal-cost multipath: the hash of the five-tuple, modulo the number of servers in service
    /// [RFC 2992 § 2].
    #[default]
    Ecmp,
    /// Resilient hashing: a fixed number of buckets, each with a server of its own; only the
    /// buckets of a server that goes move, and they come back with it.
    Resilient,
    /// A layer-4 balancer: chooses as resilient hashing does, and remembers the server of each flow
    /// as long as that is in service.
    Layer4,
}

/// What is inside a PoP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Inside {
    /// How many servers.
    pub servers: u8,
    /// How they are chosen.
    pub balancer: Balancer,
    /// With fewer in service the PoP withdraws the service's prefix.
    pub least_servers: u8,
    /// How often each server is checked: so long after it fails, or is back, it is noticed.
    pub check_us: Span,
}

impl Default for Inside {
    fn default() -> Self {
        Self {
            servers: 1,
            balancer: Balancer::default(),
            least_servers: 1,
            check_us: Span::from_s(1),
        }
    }
}
