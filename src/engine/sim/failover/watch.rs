//! Plays a copy of the world through a failure, event by event, and notes from when to when each
//! client network would be answered at each address.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::engine::base::ids::{ClientId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::dataplane::packet::Fate;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, What};
use crate::engine::sim::limits::MAX_RACE_EVENTS;
use crate::engine::sim::world::World;
use crate::engine::traffic::outage::Served;
use crate::engine::traffic::series::Series;

/// What became of the ways, over the time since a failure.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    /// The client networks that have an address of the service's family.
    pub clients: Vec<ClientId>,
    /// Who would answer at the service address, by client network, in the order of `clients`.
    pub service: Vec<Series<Option<Served>>>,
    /// The same at each node's own address.
    pub nodes: Vec<(NodeId, Vec<Series<Option<Served>>>)>,
    /// Where questions to each public resolver end up, likewise.
    pub resolvers: Vec<Vec<Series<Option<RouterId>>>>,
    /// Whether the limit on events came first: then nothing is known of what is later.
    pub is_cut: bool,
}

/// An address, and the prefixes that contain it, the longest first.
struct Address {
    address: IpAddr,
    prefixes: Vec<PrefixId>,
}

impl Address {
    fn new(world: &World, address: IpAddr) -> Self {
        Self { address, prefixes: world.prefixes.containing(address) }
    }
}

/// What may change when a route to some prefix does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Service,
    Node(usize),
    Resolver(usize),
    Back(usize),
}

struct Watch {
    service: ServiceId,
    to_service: Address,
    to_nodes: Vec<(NodeId, Address)>,
    to_resolvers: Vec<Address>,
    /// Each client network's addresses.
    back: Vec<Vec<Address>>,
    subjects: BTreeMap<PrefixId, Vec<Subject>>,
    seen: Watched,
}

/// Plays `world` through `commands` until `horizon` after them.
pub(super) fn watch(
    mut world: World,
    service: ServiceId,
    commands: &[Command],
    horizon: Span,
) -> Result<Watched, Refusal> {
    let mut watch = Watch::new(&world, service);
    let began = world.now();
    let mut facts = Vec::new();
    for command in commands {
        world.apply(began, command, &mut facts)?;
    }
    watch.look_at_all(&world, Span::ZERO);
    let mut left = MAX_RACE_EVENTS;
    while let Some(at) = world.next_event_at().filter(|at| *at <= began + horizon) {
        facts.clear();
        while world.next_event_at() == Some(at) {
            if left == 0 {
                watch.seen.is_cut = true;
                return Ok(watch.seen);
            }
            left -= 1;
            world.step(&mut facts);
        }
        watch.look(&world, began, at, &facts);
    }
    Ok(watch.seen)
}

impl Watch {
    fn new(world: &World, service: ServiceId) -> Self {
        let network = world.network();
        let described = &network.services[service];
        let unicast = described.nodes.iter().filter_map(|&node| {
            let (_, address) = network.nodes[node].unicast?;
            Some((node, Address::new(world, address)))
        });
        let asks = |client: &ClientId| {
            network.clients[*client].address_towards(described.address).is_some()
        };
        let clients: Vec<ClientId> = network.clients.keys().filter(asks).collect();
        let back = clients.iter().map(|&client| {
            let client = &network.clients[client];
            let other = client.other.map(|(_, address)| address);
            let all = [Some(client.address), other].into_iter().flatten();
            all.map(|address| Address::new(world, address)).collect()
        });
        let resolvers = network.dns.resolvers.iter();
        let mut watch = Self {
            service,
            to_service: Address::new(world, described.address),
            to_nodes: unicast.collect(),
            to_resolvers: resolvers.map(|one| Address::new(world, one.address)).collect(),
            back: back.collect(),
            subjects: BTreeMap::new(),
            seen: Watched {
                clients,
                service: Vec::new(),
                nodes: Vec::new(),
                resolvers: Vec::new(),
                is_cut: false,
            },
        };
        watch.name_subjects();
        watch.begin(world);
        watch
    }

    fn name_subjects(&mut self) {
        let service = std::iter::once((Subject::Service, &self.to_service));
        let nodes = self.to_nodes.iter().enumerate();
        let nodes = nodes.map(|(n, (_, address))| (Subject::Node(n), address));
        let resolvers = self.to_resolvers.iter().enumerate();
        let resolvers = resolvers.map(|(n, address)| (Subject::Resolver(n), address));
        let back = self.back.iter().enumerate();
        let back = back.flat_map(|(n, all)| all.iter().map(move |one| (Subject::Back(n), one)));
        for (subject, address) in service.chain(nodes).chain(resolvers).chain(back) {
            for &prefix in &address.prefixes {
                self.subjects.entry(prefix).or_default().push(subject);
            }
        }
    }

    /// What there was before.
    fn begin(&mut self, world: &World) {
        let all = 0..self.seen.clients.len();
        let served = |address: &Address, node: Option<NodeId>| {
            all.clone().map(|n| Series::new(self.served(world, n, address, node))).collect()
        };
        let service = served(&self.to_service, None);
        let nodes = self.to_nodes.iter();
        let nodes = nodes.map(|(node, address)| (*node, served(address, Some(*node)))).collect();
        let reached = |address: &Address| {
            all.clone().map(|n| Series::new(self.reached(world, n, address))).collect()
        };
        let resolvers = self.to_resolvers.iter().map(reached).collect();
        self.seen.service = service;
        self.seen.nodes = nodes;
        self.seen.resolvers = resolvers;
    }

    fn look_at_all(&mut self, world: &World, at: Span) {
        let all: Vec<Subject> = self.subjects.values().flatten().copied().collect();
        for subject in all {
            self.look_at(world, subject, at);
        }
    }

    /// After an instant: whatever a route that changed leads to is looked at again.
    fn look(&mut self, world: &World, began: SimTime, at: SimTime, facts: &[Fact]) {
        let mut subjects: Vec<Subject> = Vec::new();
        for fact in facts {
            if let What::BestRouteChanged { prefix, .. } = fact.what {
                subjects.extend(self.subjects.get(&prefix).into_iter().flatten());
            }
        }
        subjects.sort_unstable();
        subjects.dedup();
        for subject in subjects {
            self.look_at(world, subject, at.since(began));
        }
    }

    fn look_at(&mut self, world: &World, subject: Subject, at: Span) {
        let all = 0..self.seen.clients.len();
        match subject {
            Subject::Service => all.for_each(|n| self.look_at_service(world, n, at)),
            Subject::Node(node) => all.for_each(|n| self.look_at_node(world, n, node, at)),
            Subject::Resolver(resolver) => {
                for n in all {
                    let reached = self.reached(world, n, &self.to_resolvers[resolver]);
                    self.seen.resolvers[resolver][n].change(at, reached);
                }
            }
            Subject::Back(n) => {
                self.look_at_service(world, n, at);
                for node in 0..self.to_nodes.len() {
                    self.look_at_node(world, n, node, at);
                }
            }
        }
    }

    fn look_at_service(&mut self, world: &World, n: usize, at: Span) {
        let served = self.served(world, n, &self.to_service, None);
        self.seen.service[n].change(at, served);
    }

    fn look_at_node(&mut self, world: &World, n: usize, node: usize, at: Span) {
        let (id, address) = &self.to_nodes[node];
        let served = self.served(world, n, address, Some(*id));
        self.seen.nodes[node].1[n].change(at, served);
    }

    /// Who answers a client network at an address now, and whether the answer comes back. Only
    /// `node`, if that is given.
    fn served(
        &self,
        world: &World,
        n: usize,
        to: &Address,
        node: Option<NodeId>,
    ) -> Option<Served> {
        let network = world.network();
        let home = network.clients[self.seen.clients[n]].router;
        let is_of_family = |back: &&Address| back.address.is_ipv4() == to.address.is_ipv4();
        let back = self.back[n].iter().find(is_of_family)?;
        let (end, there) = delivered(world, home, to)?;
        let node = match node {
            Some(node) => (network.nodes[node].router == end).then_some(node)?,
            None => network.node_at(end, self.service)?,
        };
        let (end, here) = delivered(world, end, back)?;
        (end == home).then_some(Served { node, round_trip: there + here })
    }

    fn reached(&self, world: &World, n: usize, resolver: &Address) -> Option<RouterId> {
        let home = world.network().clients[self.seen.clients[n]].router;
        delivered(world, home, resolver).map(|(end, _)| end)
    }
}

/// Where packets that a router sends now are delivered, and after how long.
fn delivered(world: &World, from: RouterId, to: &Address) -> Option<(RouterId, Span)> {
    let mut last = (from, Span::ZERO);
    let fate = world.walk(from, &to.prefixes, |hop| last = (hop.router, hop.after));
    (fate == Fate::Delivered && world.is_router_up(from)).then_some(last)
}
