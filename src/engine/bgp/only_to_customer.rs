//! Leaks stopped by roles: the Only to Customer attribute [RFC 9234 § 5].

use std::sync::Arc;

use super::attributes::Attributes;
use crate::engine::net::network::{Asn, NeighborIs};

/// What a route that comes in looks like afterwards; nothing: it is a leak.
#[must_use]
pub fn on_ingress(
    far_is: NeighborIs,
    far: Asn,
    attributes: Arc<Attributes>,
) -> Option<Arc<Attributes>> {
    match (far_is, attributes.only_to_customer) {
        (NeighborIs::Customer, Some(_)) => None,
        (NeighborIs::Peer, Some(marked)) if marked != far => None,
        (NeighborIs::Provider | NeighborIs::Peer, None) => Some(marked(attributes, far)),
        _ => Some(attributes),
    }
}

/// What a route that goes out looks like; nothing: it must not go there.
#[must_use]
pub fn on_egress(
    far_is: NeighborIs,
    own: Asn,
    attributes: Arc<Attributes>,
) -> Option<Arc<Attributes>> {
    match (far_is, attributes.only_to_customer) {
        (NeighborIs::Provider | NeighborIs::Peer, Some(_)) => None,
        (NeighborIs::Customer | NeighborIs::Peer, None) => Some(marked(attributes, own)),
        _ => Some(attributes),
    }
}

fn marked(mut attributes: Arc<Attributes>, by: Asn) -> Arc<Attributes> {
    Arc::make_mut(&mut attributes).only_to_customer = Some(by);
    attributes
}
