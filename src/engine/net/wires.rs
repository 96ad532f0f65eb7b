//! Ends of sessions in short: what is looked up for every single message, in one small record.

use super::network::{NeighborIs, Network};
use crate::engine::base::ids::{EndId, LinkId, RouterId};
use crate::engine::base::time::Span;

/// One end of a session, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// This end.
    pub end: EndId,
    /// The router at this end.
    pub router: RouterId,
    /// The router at the other end.
    pub far: RouterId,
    /// Where this end stands among its router's: an index of
    /// [`Router::ends`](super::network::Router::ends).
    pub place: u32,
    /// What the router at the other end is to this one.
    pub neighbor_is: NeighborIs,
    /// The link of an eBGP session; iBGP takes whatever way the IGP finds.
    pub link: Option<LinkId>,
    /// One-way delay of that link; zero for iBGP.
    pub delay: Span,
}

/// Where an end is found: what is looked up for every message that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The router at this end.
    pub router: RouterId,
    /// Where this end stands among its router's: an index of
    /// [`Router::ends`](super::network::Router::ends).
    pub place: u32,
}

impl Wire {
    /// Where this end is found.
    #[must_use]
    pub const fn seat(&self) -> Seat {
        Seat { router: self.router, place: self.place }
    }

    /// The wires of all ends, in their order.
    pub(super) fn all(network: &Network) -> impl Iterator<Item = Self> {
        network.sessions.iter_enumerated().flat_map(move |(id, session)| {
            id.ends().map(move |end: EndId| {
                let (near, far) = (&session.ends[end.side()], &session.ends[end.far().side()]);
                let ends = &network.routers[near.router].ends;
                let place = ends.iter().position(|&one| one == end);
                let place = place.expect("a router lists its ends");
                Self {
                    end,
                    router: near.router,
                    far: far.router,
                    place: u32::try_from(place).expect("a router has fewer than 2^32 sessions"),
                    neighbor_is: near.neighbor_is,
                    link: session.link,
                    delay: session.link.map_or(Span::ZERO, |link| network.links[link].delay),
                }
            })
        })
    }
}
