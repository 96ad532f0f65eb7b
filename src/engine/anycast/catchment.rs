//! Catchments: the node that each client network's packets reach [RFC 4786 § 2].

use serde::Serialize;

use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;

/// Where a client network's packets to a service end up, were they sent now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// The node that answers, if the packets reach one.
    pub node: Option<NodeId>,
    /// What becomes of the packets.
    pub fate: Fate,
    /// The routers on the way, the client's first.
    pub routers: Vec<RouterId>,
    /// The time the way takes: the sum of its links' delays.
    pub delay: Span,
}
