//! A packet there and its answer back, through the forwarding tables as they are.
//!
//! Simplified: a router sends from the address of the client network or the service behind it.
//! One that has neither has no address that anybody could answer, since links and loopbacks are
//! not announced here: then the answer is taken to come back the way the packet went.

use std::net::IpAddr;

use crate::app::lab::Lab;
use crate::engine::base::ids::RouterId;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::sim::ways::Way;

/// A packet there and its answer back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The address that it is sent from, if the router has one that is announced.
    pub source: Option<IpAddr>,
    /// The way there.
    pub out: Way,
    /// What becomes of the answer; absent: nobody answers.
    pub back: Option<Back>,
}

/// What becomes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Back {
    /// It arrives, this way.
    Arrives(Way),
    /// It arrives at another router: the source is an anycast address, and that is nearer.
    Elsewhere(Way),
    /// It is lost.
    Lost(Way),
    /// Not known: taken to be the way there, in the other direction.
    Assumed(Span),
}

impl Back {
    /// How long an answer that arrives takes.
    #[must_use]
    pub fn delay(&self) -> Option<Span> {
        match self {
            Self::Arrives(way) => Some(way.delay()),
            Self::Assumed(span) => Some(*span),
            Self::Elsewhere(_) | Self::Lost(_) => None,
        }
    }
}

/// The address that packets of a router come from.
#[must_use]
pub fn source(lab: &Lab, router: RouterId) -> Option<IpAddr> {
    let network = lab.network();
    let client = network.clients.iter().find(|client| client.router == router);
    let node = || network.nodes.iter().find(|node| node.router == router);
    client
        .map(|client| client.address)
        .or_else(|| node().map(|node| network.services[node.service].address))
}

/// Sends from `router` to an address.
#[must_use]
pub fn probe(lab: &Lab, router: RouterId, destination: IpAddr) -> Probe {
    let source = source(lab, router);
    let out = lab.world().way(router, destination);
    let is_answered = out.fate == Fate::Delivered;
    let end = out.end().filter(|_| is_answered);
    let back = end.map(|end| back(lab, end, router, source, out.delay()));
    Probe { source, out, back }
}

/// The way of an answer from `from` to `to`, whose packet took `there`.
#[must_use]
pub fn back(lab: &Lab, from: RouterId, to: RouterId, source: Option<IpAddr>, there: Span) -> Back {
    let Some(source) = source else { return Back::Assumed(there) };
    let way = lab.world().way(from, source);
    match way.fate {
        Fate::Delivered if way.end() == Some(to) => Back::Arrives(way),
        Fate::Delivered => Back::Elsewhere(way),
        _ => Back::Lost(way),
    }
}
