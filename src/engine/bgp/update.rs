//! UPDATE messages [RFC 4271 § 4.3].
//!
//! Simplified: one prefix a message. A real UPDATE may carry several prefixes with the same
//! attributes; what is learned from it is the same.

use std::sync::Arc;

use super::attributes::Attributes;
use super::table::AttributesId;
use crate::engine::base::ids::PrefixId;
use crate::engine::net::network::NeighborIs;

/// A route as one speaker tells it to another, in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advertised {
    /// Its path attributes.
    pub attributes: Arc<Attributes>,
    /// On iBGP: what the neighbour that the route entered this AS from is to it. Real networks
    /// carry this in communities of their own; here it travels beside the attributes. Absent on
    /// eBGP, and for routes originated inside.
    pub entered_from: Option<NeighborIs>,
}

/// The same in short, as messages and tables hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its path attributes but LOCAL_PREF.
    pub attributes: AttributesId,
    /// LOCAL_PREF; over eBGP, where it is not sent, the default.
    pub local_pref: u32,
    /// As in [`Advertised`].
    pub entered_from: Option<NeighborIs>,
}

/// What an UPDATE says of one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Update {
    /// The prefix.
    pub prefix: PrefixId,
    /// The route, or nothing: withdrawn.
    pub route: Option<Told>,
}
