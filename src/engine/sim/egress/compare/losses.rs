//! How many connections are lost when something fails, and how many go through one place.

use std::collections::BTreeMap;

use super::flows::{Flow, Server};
use super::params::Params;
use crate::engine::base::ids::{LinkId, NodeId};
use crate::engine::net::egress::Design;

/// Something that connections depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A server.
    Server(Server),
    /// A PoP, with its router and all its servers.
    Pop(NodeId),
    /// A link of the backbone.
    Link(LinkId),
    /// A PoP's router.
    Router(NodeId),
}

/// Connections that are lost when one of several like parts fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// On average over which one fails, in millionths of all connections, also of those that die at
    /// once.
    pub mean_ppm: u32,
    /// Whichever loses the most, likewise.
    pub worst_ppm: u32,
    /// The first that loses so many; absent: none loses any.
    pub worst: Option<Part>,
}

/// What is lost, counted up part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses {
    count: u64,
    sum: u128,
    worst: u128,
    at: Option<Part>,
}

impl Losses {
    /// With a part that fails so many are lost.
    pub fn add(&mut self, part: Part, lost: u128) {
        self.add_alike(part, 1, lost);
    }

    /// The same with any of so many parts, of which this is the first.
    pub fn add_alike(&mut self, part: Part, count: u64, lost: u128) {
        self.count += count;
        self.sum += lost * u128::from(count);
        if lost > self.worst {
            self.worst = lost;
            self.at = Some(part);
        }
    }

    /// As shares of all connections; absent: there is no such part.
    pub fn loss(&self, all: u128) -> Option<Loss> {
        (self.count > 0).then(|| Loss {
            mean_ppm: ppm(self.sum, all * u128::from(self.count)),
            worst_ppm: ppm(self.worst, all),
            worst: self.at,
        })
    }
}

/// A share in millionths, rounded; zero of nothing.
pub(super) fn ppm(part: u128, all: u128) -> u32 {
    let rounded = (part * 1_000_000 + all / 2).checked_div(all);
    u32::try_from(rounded.unwrap_or(0)).unwrap_or(u32::MAX)
}

/// Users of flows, by where they are opened and by whose address they are opened from. Everything
/// is as many times as large as a PoP has servers, so that a server's share is a whole number.
pub(super) struct Spread {
    servers: u128,
    /// Opened by all servers of a PoP.
    opened: BTreeMap<NodeId, u128>,
    /// From the address of a server, and of those the ones that are opened at its own PoP.
    through: BTreeMap<Server, (u128, u128)>,
}

impl Spread {
    pub fn of<'a>(flows: impl Iterator<Item = &'a Flow>, params: &Params) -> Self {
        let servers = u128::from(params.servers);
        let mut spread = Self { servers, opened: BTreeMap::new(), through: BTreeMap::new() };
        for flow in flows {
            let users = u128::from(flow.users);
            *spread.opened.entry(flow.at).or_default() += users * servers;
            let (all, own) = spread.through.entry(flow.owner).or_default();
            *all += users * servers;
            if flow.owner.node == flow.at {
                *own += users * servers;
            }
        }
        spread
    }

    /// What is lost when a server fails: what it opened, and, where others send through it, what
    /// they did.
    pub fn servers_fail(&self, design: Design, pops: &[NodeId]) -> Losses {
        let mut losses = Losses::default();
        let count = u64::try_from(self.servers).unwrap_or(u64::MAX);
        for &node in pops {
            let opened = self.opened_at(node) / self.servers;
            let owners =
                self.through.range(Server { node, server: 0 }..=Server { node, server: u16::MAX });
            let mut others = count;
            if design == Design::OneServer {
                for (&server, &(all, own)) in owners {
                    // It opened its part of those at its own PoP itself.
                    let lost = opened + all - own / self.servers;
                    losses.add(Part::Server(server), lost);
                    others -= 1;
                }
            }
            if others > 0 {
                losses.add_alike(Part::Server(Server { node, server: 0 }), others, opened);
            }
        }
        losses
    }

    /// What is lost when a PoP's router starts again, and is back before anybody loses patience:
    /// whatever only it knew.
    pub fn routers_reboot(&self, design: Design, pops: &[NodeId]) -> Losses {
        let mut losses = Losses::default();
        for &node in pops {
            let lost = if design == Design::Nat { self.opened_at(node) } else { 0 };
            losses.add(Part::Router(node), lost);
        }
        losses
    }

    /// The largest part of all that passes through one place, and which place that is: the server
    /// that has the address; of a NAT the router.
    pub fn choke(&self, design: Design) -> Option<(Part, u128)> {
        let of_pop = self.opened.iter();
        let parts: Vec<(Part, u128)> = match design {
            Design::OneServer => {
                let all = self.through.iter();
                all.map(|(&server, &(all, _))| (Part::Server(server), all)).collect()
            }
            Design::Nat => of_pop.map(|(&node, &all)| (Part::Router(node), all)).collect(),
            _ => {
                let first = |node| Part::Server(Server { node, server: 0 });
                of_pop.map(|(&node, &all)| (first(node), all / self.servers)).collect()
            }
        };
        let most = parts.iter().map(|&(_, all)| all).max()?;
        parts.into_iter().find(|&(_, all)| all == most)
    }

    fn opened_at(&self, node: NodeId) -> u128 {
        self.opened.get(&node).copied().unwrap_or(0)
    }
}
