//! Bulk traffic in the world: client networks' demands and floods as rates, on the ways that
//! packets would take by the forwarding tables as they are.
//!
//! Nothing here is asked for on the way of an UPDATE. Ways are a cache that is dropped when
//! forwarding changes, loads one that is dropped with it or when a rate or capacity does; both are
//! worked out when somebody asks. So they are no part of the state: floods, capacities, scrubbers
//! and automation are.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use super::automation::Automation;
use super::fact::{Fact, What};
use super::floods::Flood;
use super::loads::{Loads, Sender};
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{LinkId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::capacity::{Capacity, Rate};
use crate::engine::net::network::Network;
use crate::engine::traffic::flood::split;
use crate::engine::traffic::load::{Flow, Place, Room, Ways, spread};

/// What rates are made of and what bounds them. In a world without floods and automation, whose
/// capacities are as its scenario says, all of its state is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Traffic {
    /// The floods that go on, by name.
    pub floods: BTreeMap<Slug, Flood>,
    /// How many floods there have been: the next one's number.
    pub floods_begun: u32,
    /// Capacities that commands have changed, in bits per second.
    pub capacities: BTreeMap<NodeId, u64>,
    /// Nodes whose scrubber is on.
    pub scrubbing: BTreeSet<NodeId>,
    /// Services whose nodes withdraw by themselves.
    pub automations: BTreeMap<ServiceId, Automation>,
    /// How often automation was set.
    pub automations_set: u32,
    /// Nodes that were asked for too much when loads were last looked at.
    pub overloaded: BTreeSet<NodeId>,
    /// Whether any queue was long enough then for packets to notice.
    pub is_stressed: bool,
    ways: OnceLock<Arc<KnownWays>>,
    loads: OnceLock<Arc<Loads>>,
    /// How often ways were worked out before those that are known now.
    worked_out: u64,
}

/// The ways of all client networks to some addresses.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KnownWays {
    ways: Ways,
    /// The first way to each address; the others follow, client by client.
    first: BTreeMap<IpAddr, usize>,
}

impl Traffic {
    /// Forwarding has changed: ways and loads are no longer known.
    pub fn forwarding_changed(&mut self) {
        self.worked_out += u64::from(self.ways.take().is_some());
        self.loads = OnceLock::new();
    }

    /// A rate or capacity has changed: loads are no longer known.
    pub fn rates_changed(&mut self) {
        self.loads = OnceLock::new();
    }

    /// A flood goes to another address: the way there is not known, if it is new.
    pub fn target_added(&mut self, address: IpAddr) {
        if self.ways.get().is_some_and(|known| !known.first.contains_key(&address)) {
            self.forwarding_changed();
        }
        self.rates_changed();
    }

    /// A copy of the state alone, for snapshots: what is known of ways and loads is larger than
    /// what a snapshot is for, and soon worked out again.
    pub fn without_caches(&self) -> Self {
        Self { ways: OnceLock::new(), loads: OnceLock::new(), ..self.clone() }
    }

    /// Whether loads are of interest at each moment.
    pub fn is_watched(&self) -> bool {
        !(self.floods.is_empty() && self.automations.is_empty() && self.overloaded.is_empty())
    }

    /// The state in numbers, for digests; nothing if there is none.
    pub fn add_to(&self, digester: &mut impl Intake) {
        for (name, flood) in &self.floods {
            digester.text(name.as_str());
            flood.add_to(digester);
        }
        if self.floods_begun > 0 {
            digester.number(self.floods_begun.into());
        }
        for (node, bps) in &self.capacities {
            digester.number(node.get().into());
            digester.number(*bps);
        }
        for node in self.scrubbing.iter().chain(&self.overloaded) {
            digester.number(node.get().into());
        }
        if self.is_stressed {
            digester.text("stressed");
        }
        for (service, automation) in &self.automations {
            digester.number(service.get().into());
            automation.add_to(digester);
        }
    }
}

impl World {
    /// What every link and node is asked for now, and what becomes of every client network's
    /// traffic and of floods, were forwarding to stay as it is.
    #[must_use]
    pub fn loads(&self) -> &Loads {
        self.known_loads()
    }

    /// The same, worked out anew from the forwarding tables: what it costs when routing has
    /// changed.
    #[must_use]
    pub fn loads_afresh(&self) -> Loads {
        self.loads_on(&self.work_out_ways())
    }

    pub(super) fn known_loads(&self) -> &Arc<Loads> {
        self.traffic.loads.get_or_init(|| Arc::new(self.loads_on(self.known_ways())))
    }

    pub(super) fn known_ways(&self) -> &Arc<KnownWays> {
        self.traffic.ways.get_or_init(|| Arc::new(self.work_out_ways()))
    }

    /// How often the ways of bulk traffic have been worked out: once where forwarding has not
    /// changed, however rates do.
    #[must_use]
    pub fn ways_worked_out(&self) -> u64 {
        self.traffic.worked_out + u64::from(self.traffic.ways.get().is_some())
    }

    /// The floods that go on, by name.
    pub fn floods(&self) -> impl Iterator<Item = (&Slug, &Flood)> {
        self.traffic.floods.iter()
    }

    /// What a node can answer, commands considered.
    #[must_use]
    pub fn capacity(&self, node: NodeId) -> Capacity {
        let planned = self.network.nodes[node].capacity;
        let bps = self.traffic.capacities.get(&node).copied().or(planned.bps);
        Capacity { bps, ..planned }
    }

    /// Whether a node's scrubber is on.
    #[must_use]
    pub fn is_scrubbing(&self, node: NodeId) -> bool {
        self.traffic.scrubbing.contains(&node)
    }

    /// Compares what nodes are asked for with what they can take, and tells what has changed.
    pub(super) fn note_loads(&mut self, facts: &mut Vec<Fact>) {
        let loads = Arc::clone(self.known_loads());
        for node in self.network.nodes.keys() {
            let load = loads.node(node);
            if load.is_overloaded() && self.traffic.overloaded.insert(node) {
                let percent = load.percent().unwrap_or(u64::MAX);
                self.tell(facts, What::NodeOverloaded { node, percent });
            } else if !load.is_overloaded() && self.traffic.overloaded.remove(&node) {
                self.tell(facts, What::NodeRelieved { node });
            }
        }
        self.traffic.is_stressed = loads.is_stressed();
    }

    /// Loads are looked at again where something may have come of the last instant: when
    /// forwarding changed under a flood, and when BGP has fallen quiet.
    pub(super) fn watch_loads(&mut self, is_settled: bool, facts: &mut Vec<Fact>) {
        if self.traffic.is_watched() || is_settled && self.may_be_stressed() {
            self.note_loads(facts);
        }
    }

    /// Whether users alone could fill anything by more than half: else there is nothing to look at
    /// while there are no floods, however they are routed. (One could be, in a forwarding loop that
    /// stays.)
    fn may_be_stressed(&self) -> bool {
        let users = self.network.clients.iter().map(|client| client.population).sum();
        let demands = self.network.services.iter().map(|service| service.demand.of(users));
        let all: Rate = demands.sum();
        let twice = all + all;
        let mut nodes = self.network.nodes.keys().map(|node| self.capacity(node));
        nodes.any(|capacity| !capacity.fits(twice))
            || self.network.narrowest_bps.is_some_and(|bps| twice.bps > bps)
    }

    /// What all rates come to on these ways.
    pub(super) fn loads_on(&self, known: &KnownWays) -> Loads {
        let (mut flows, mut senders) = (Vec::new(), Vec::new());
        for (service, entry) in self.network.services.iter_enumerated() {
            let first = known.first[&entry.address];
            for (client, asker) in self.network.clients.iter_enumerated() {
                let is_asking = asker.address_towards(entry.address).is_some();
                let users = if is_asking { asker.population } else { 0 };
                let way = first + usize::from(client);
                flows.push(Flow { way, rate: entry.demand.of(users), is_bad: false });
                senders.push(Sender::Users { client, service });
            }
        }
        for (name, flood) in &self.traffic.floods {
            let first = known.first[&flood.target];
            let bots = &self.network.botnets[flood.botnet].bots;
            let counts: Vec<u64> = bots.iter().map(|(_, count)| *count).collect();
            for (&(client, _), bps) in bots.iter().zip(split(flood.bps, &counts)) {
                let (way, rate) = (first + usize::from(client), flood.order.kind.rate(bps));
                flows.push(Flow { way, rate, is_bad: true });
                senders.push(Sender::Bots { client, flood: name.clone() });
            }
        }
        let (outcomes, loads) = spread(&flows, &known.ways, &self.rooms());
        let ends = flows.iter().map(|flow| *known.ways.ending(flow.way)).collect();
        Loads::new(&self.network, senders, outcomes, ends, loads)
    }

    /// What each place has room for.
    fn rooms(&self) -> Vec<Room> {
        let link = |bps| Room { capacity: Capacity { bps, pps: None }, scrub_bps: 0 };
        let links = self.network.links.iter().flat_map(|entry| [link(entry.capacity_bps); 2]);
        let nodes = self.network.nodes.iter_enumerated().map(|(id, node)| {
            let scrub_bps = node.scrub_bps.filter(|_| self.is_scrubbing(id)).unwrap_or(0);
            Room { capacity: self.capacity(id), scrub_bps }
        });
        links.chain(nodes).collect()
    }

    fn work_out_ways(&self) -> KnownWays {
        let services = self.network.services.iter().map(|service| service.address);
        let floods = self.traffic.floods.values().map(|flood| flood.target);
        let targets: BTreeSet<IpAddr> = services.chain(floods).collect();
        let (mut ways, mut first, mut count) = (Ways::default(), BTreeMap::new(), 0);
        for target in targets {
            first.insert(target, count);
            count += self.network.clients.len();
            self.add_ways(&mut ways, target);
        }
        KnownWays { ways, first }
    }

    /// The ways of all client networks to an address.
    fn add_ways(&self, ways: &mut Ways, target: IpAddr) {
        let prefixes = self.prefixes.containing(target);
        let is_service = self.network.services.iter().any(|one| one.address == target);
        let homes = homes(&self.network, target);
        for client in &self.network.clients {
            let mut last = (client.router, Span::ZERO);
            let fate = if client.address_towards(target).is_some() {
                self.walk(client.router, &prefixes, |hop| {
                    if let Some(link) = hop.via {
                        ways.pass(towards(&self.network, link, hop.router));
                    }
                    last = (hop.router, hop.after);
                })
            } else {
                Fate::NoRoute
            };
            let at_home = homes.iter().find(|(router, _)| *router == last.0);
            let node = at_home.map(|(_, node)| *node).filter(|_| fate == Fate::Delivered);
            if let Some(node) = node {
                ways.pass(at_node(&self.network, node));
            }
            let is_stolen = fate == Fate::Delivered && is_service && node.is_none();
            ways.end(if is_stolen { Fate::Hijacked } else { fate }, node, last.1);
        }
    }
}

/// The nodes that answer to an address, with their routers: it is of their service's prefix, or of
/// their own.
fn homes(network: &Network, target: IpAddr) -> Vec<(RouterId, NodeId)> {
    let nodes = network.nodes.iter_enumerated().filter(|(_, node)| {
        let own = node.unicast.map(|(prefix, _)| prefix);
        let prefixes = [Some(network.services[node.service].prefix), own];
        prefixes.into_iter().flatten().any(|prefix| network.prefixes[prefix].contains(&target))
    });
    nodes.map(|(id, node)| (node.router, id)).collect()
}

/// The place of a link, in the direction of this router.
pub(super) fn towards(network: &Network, link: LinkId, router: RouterId) -> Place {
    link.get() * 2 + u32::from(network.links[link].routers[0] == router)
}

/// The place of a node.
pub(super) fn at_node(network: &Network, node: NodeId) -> Place {
    let links = u32::try_from(network.links.len()).unwrap_or(u32::MAX);
    links * 2 + node.get()
}
