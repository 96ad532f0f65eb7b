//! Who fetches what from where, and the way of each connection there and back in each design.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::params::Params;
use crate::engine::base::ids::{ClientId, LinkId, NodeId, RouterId, ServiceId};
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::egress::decide::Onward;
use crate::engine::egress::pool::nth;
use crate::engine::net::egress::{Design, Destination, DestinationKind, Egress, Site};
use crate::engine::sim::egress::carry::Why;
use crate::engine::sim::world::World;
use crate::engine::traffic::dns::geolocation::of_router;

/// A server of a PoP; there may be more of them than the scenario has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Server {
    /// The PoP.
    pub node: NodeId,
    /// The server, from 0.
    pub server: u16,
}

/// All connections of a client network's users to one destination.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    /// How many users.
    pub users: u64,
    /// The PoP where they come in, over whose servers they are spread evenly.
    pub at: NodeId,
    /// Whose the tag's address is, where one server has it.
    pub owner: Server,
    /// The place of the destination that serves them.
    pub site: Site,
}

/// The PoPs that take part, and addresses by which ways are looked up.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub service: ServiceId,
    pub pops: Vec<NodeId>,
    /// The service address.
    naive: IpAddr,
    /// An address of the pool. All are announced by all PoPs.
    lent: Option<IpAddr>,
}

impl Plan {
    pub fn new(world: &World, egress: &Egress, params: &Params) -> Self {
        let service = &world.network().services[egress.service];
        Self {
            service: egress.service,
            pops: service.nodes.iter().copied().take(params.pops.into()).collect(),
            naive: service.address,
            lent: egress.pool.first().map(|&prefix| nth(prefix, 0)),
        }
    }

    /// Whose a tag's address is, where one server has it: tags go round the PoPs, and then round
    /// their servers.
    fn owner(&self, tag: u32, params: &Params) -> Option<Server> {
        let tag = usize::try_from(tag % u32::from(params.tags)).ok()?;
        let node = *self.pops.get(tag.checked_rem(self.pops.len())?)?;
        let server = (tag / self.pops.len()).checked_rem(params.servers.into())?;
        Some(Server { node, server: u16::try_from(server).ok()? })
    }

    /// All that client networks fetch which come in at a PoP.
    pub fn flows(&self, world: &World, egress: &Egress, params: &Params) -> Vec<Flow> {
        let mut flows = Vec::new();
        for (client, network) in world.network().clients.iter_enumerated() {
            let at = world.serving(client, self.service).filter(|at| self.pops.contains(at));
            let owner = self.owner(world.tag_of_client(egress, client).get(), params);
            let (Some(at), Some(owner)) = (at, owner) else { continue };
            for wanted in &egress.destinations {
                let Some(site) = nearest(world, wanted, client) else { continue };
                flows.push(Flow { users: network.population, at, owner, site });
            }
        }
        flows
    }
}

/// The place of a destination that serves a client network: of a CDN the nearest by the great
/// circle, whoever opens the connection.
fn nearest(world: &World, wanted: &Destination, client: ClientId) -> Option<Site> {
    if wanted.kind != DestinationKind::Cdn {
        return wanted.sites.first().copied();
    }
    let network = world.network();
    let user = of_router(network, network.clients[client].router);
    let far = |site: &&Site| {
        user.zip(of_router(network, site.router))
            .map_or(u64::MAX, |(user, site)| user.chord_squared(&site))
    };
    wanted.sites.iter().min_by_key(far).copied()
}

/// The way from one PoP to another.
#[derive(Clone, Debug, Default)]
struct Carried {
    takes: Span,
    /// The links, each with the router that is left.
    over: Vec<(LinkId, RouterId)>,
}

/// Ways of packets in a world as it stands, each looked up once.
pub(super) struct Ways<'a> {
    world: &'a World,
    plan: &'a Plan,
    /// Where packets from a router to an address end, and after how long; absent: nowhere.
    ends: BTreeMap<(RouterId, IpAddr), Option<(RouterId, Span)>>,
    /// How packets get from one PoP to another, if they do.
    carried: BTreeMap<(NodeId, NodeId), Option<Carried>>,
}

impl<'a> Ways<'a> {
    pub const fn new(world: &'a World, plan: &'a Plan) -> Self {
        Self { world, plan, ends: BTreeMap::new(), carried: BTreeMap::new() }
    }

    /// The round trip between the server that opened a connection and the destination, if packets
    /// get there, and replies back to that server.
    pub fn trip(&mut self, design: Design, flow: &Flow) -> Option<Span> {
        let Flow { at, site, owner: Server { node: owner, .. }, .. } = *flow;
        match design {
            Design::PerServer | Design::PerPop | Design::Nat => {
                Some(self.out(at, site)? + self.straight(site, at)?)
            }
            Design::OneServer => {
                let there = self.carried(at, owner)? + self.out(owner, site)?;
                Some(there + self.straight(site, owner)? + self.carried(owner, at)?)
            }
            Design::SoftUnicast => {
                let (entered, back) = self.entered(site, self.plan.lent?)?;
                Some(self.out(at, site)? + back + self.carried(entered, at)?)
            }
            Design::Naive => {
                let (entered, back) = self.entered(site, self.plan.naive)?;
                let there = self.out(at, site)?;
                (entered == at).then_some(there + back)
            }
        }
    }

    /// From a PoP to a destination.
    fn out(&mut self, from: NodeId, site: Site) -> Option<Span> {
        let router = self.world.network().nodes[from].router;
        let (end, delay) = self.end(router, site.address)?;
        (end == site.router).then_some(delay)
    }

    /// From a destination to an address that only one PoP announces.
    fn straight(&mut self, site: Site, to: NodeId) -> Option<Span> {
        let (_, address) = self.world.network().nodes[to].unicast?;
        let (entered, delay) = self.entered(site, address)?;
        (entered == to).then_some(delay)
    }

    /// The PoP at which a reply to an address comes in.
    fn entered(&mut self, site: Site, to: IpAddr) -> Option<(NodeId, Span)> {
        let (end, delay) = self.end(site.router, to)?;
        let node = self.world.network().node_at(end, self.plan.service)?;
        self.plan.pops.contains(&node).then_some((node, delay))
    }

    fn end(&mut self, from: RouterId, to: IpAddr) -> Option<(RouterId, Span)> {
        *self.ends.entry((from, to)).or_insert_with(|| {
            let way = self.world.way(from, to);
            let end = way.end().filter(|_| way.fate == Fate::Delivered)?;
            Some((end, way.delay()))
        })
    }

    /// The links over which replies of a flow are carried from PoP to PoP, each with the router
    /// that they leave.
    pub fn links_home(&mut self, design: Design, flow: &Flow) -> Vec<(LinkId, RouterId)> {
        let from = match design {
            Design::SoftUnicast => {
                self.plan.lent.and_then(|lent| self.entered(flow.site, lent)).map(|(at, _)| at)
            }
            Design::OneServer => Some(flow.owner.node),
            _ => None,
        };
        let way = from.and_then(|from| self.carried_way(from, flow.at));
        way.map_or_else(Vec::new, |way| way.over.clone())
    }

    fn carried(&mut self, from: NodeId, to: NodeId) -> Option<Span> {
        self.carried_way(from, to).map(|way| way.takes)
    }

    /// From one PoP to another, as packets are carried. Why they are makes no difference.
    fn carried_way(&mut self, from: NodeId, to: NodeId) -> Option<&Carried> {
        let world = self.world;
        let way = self.carried.entry((from, to)).or_insert_with(|| {
            if from == to {
                return Some(Carried::default());
            }
            let carried = world.carried_way(from, to, Why::Table(Onward::Lent), 0);
            let pairs = carried.way.hops.windows(2);
            let over = pairs.filter_map(|pair| Some((pair[1].via?, pair[0].router))).collect();
            let takes = carried.way.delay();
            (carried.way.fate == Fate::Delivered).then_some(Carried { takes, over })
        });
        way.as_ref()
    }
}
