//! Ends of sessions in short: what is looked up for every single message, in one small record.

use super::network::Network;
use crate::engine::base::ids::{EndId, LinkId, RouterId};
use crate::engine::base::time::Span;

/// One end of a session, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// This end.
    pub end: EndId,
    /// The router at the other end.
    pub far: RouterId,
    /// The number of the link, plus one; 0 for iBGP.
    link: u32,
    /// In half the space of a [`Span`]: no link is longer than an hour.
    delay_us: u32,
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
    /// The link of an eBGP session; iBGP takes whatever way the IGP finds.
    #[inline]
    #[must_use]
    pub fn link(&self) -> Option<LinkId> {
        let number = usize::try_from(self.link.checked_sub(1)?);
        Some(number.expect("targets have at least 32-bit indices").into())
    }

    /// Whether it is a session of eBGP, over a link.
    #[inline]
    #[must_use]
    pub const fn has_link(&self) -> bool {
        self.link != 0
    }

    /// One-way delay of the link; zero for iBGP.
    #[must_use]
    pub fn delay(&self) -> Span {
        Span::from_us(self.delay_us.into())
    }

    /// The wires of all ends, in their order.
    pub(super) fn all(network: &Network) -> impl Iterator<Item = Self> {
        network.sessions.iter_enumerated().flat_map(move |(id, session)| {
            let delay = session.link.map_or(Span::ZERO, |link| network.links[link].delay);
            let delay_us = u32::try_from(delay.as_us()).expect("no link is longer than an hour");
            id.ends().map(move |end: EndId| Self {
                end,
                far: session.ends[end.far().side()].router,
                link: session.link.map_or(0, |link| link.get() + 1),
                delay_us,
            })
        })
    }
}

impl Seat {
    /// The seats of all ends, in their order.
    pub(super) fn all(network: &Network) -> impl Iterator<Item = Self> {
        network.sessions.iter_enumerated().flat_map(move |(id, session)| {
            id.ends().map(move |end: EndId| {
                let router = session.ends[end.side()].router;
                let place = network.routers[router].ends.iter().position(|&one| one == end);
                let place = place.expect("a router lists its ends");
                let place = u32::try_from(place).expect("a router has fewer than 2^32 sessions");
                Self { router, place }
            })
        })
    }
}
