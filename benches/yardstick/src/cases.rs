//! What is measured: seven cases, each made ready first and then run as often as one likes.

use anycast_lab::engine::base::ids::{AddressId, NodeId};
use anycast_lab::engine::base::mixing::mixed;
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::egress::decide::{Turn, decide};
use anycast_lab::engine::egress::table::Table;
use anycast_lab::engine::internet::as_rel::{self, AsLink, Relation};
use anycast_lab::engine::internet::graph::AsGraph;
use anycast_lab::engine::internet::scenario::{PREFIX, scenario, slug};
use anycast_lab::engine::internet::solver::Solver;
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::net::port_slice::SliceSize;
use anycast_lab::engine::net::scenario::LinkRelation;
use anycast_lab::engine::sim::command::{Command, FloodOrder, FloodTarget, PrefixAnnouncement};
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::flood::{FloodKind, Shape, Strength};

use super::million;

/// The AS that announces in the graph of 1,000.
pub const ORIGIN: Asn = Asn(1500);
/// Routers of the full mesh.
pub const MESH: u32 = 100;
/// Events of the full mesh that are handled before it is stopped.
pub const MESH_EVENTS: u64 = 1_000_000;
/// Origins of the anycast prefix on the whole Internet.
pub const ORIGINS: usize = 20;

/// Case (a): 1,000 ASes, no timers, equal delays. One AS announces, all settle; it withdraws,
/// all settle.
#[derive(Debug)]
pub struct Graph1000 {
    /// The world.
    pub world: World,
    facts: Vec<Fact>,
}

impl Graph1000 {
    /// The settled world in which nobody announces yet.
    ///
    /// # Panics
    /// If the text is no graph.
    #[must_use]
    pub fn new(as_rel: &str) -> Self {
        let links = as_rel::read(as_rel).expect("a graph").links;
        let mut scenario = scenario(&links, &[ORIGIN]);
        for announcement in &mut scenario.announcements {
            announcement.announced = false;
        }
        let setup = Setup::from_scenario(&scenario).expect("a scenario");
        let mut world = World::new(&setup, 1);
        assert!(world.settle(&mut Vec::new()), "it converges");
        Self { world, facts: Vec::new() }
    }

    /// The AS announces, everybody settles. Returns the events handled.
    pub fn announce(&mut self) -> u64 {
        let (router, prefix) = (slug(ORIGIN), prefix());
        self.run(&Command::AnnouncePrefix(PrefixAnnouncement {
            router,
            prefix,
            origin: anycast_lab::engine::net::origin::Origin::Igp,
            med: None,
            communities: Vec::new(),
            as_path_tail: Vec::new(),
        }))
    }

    /// The AS withdraws, everybody settles. Returns the events handled.
    pub fn withdraw(&mut self) -> u64 {
        self.run(&Command::WithdrawPrefix { router: slug(ORIGIN), prefix: prefix() })
    }

    fn run(&mut self, command: &Command) -> u64 {
        run(&mut self.world, command, &mut self.facts, u64::MAX)
    }
}

/// Case (b): a full mesh of eBGP without economics, no timers. One AS announces; when it
/// withdraws, the others try every path there is.
#[derive(Clone, Debug)]
pub struct Mesh {
    world: World,
}

impl Default for Mesh {
    fn default() -> Self {
        Self::new(MESH)
    }
}

impl Mesh {
    /// The settled mesh of `n`, in which AS 1 announces.
    ///
    /// # Panics
    /// If the scenario is refused.
    #[must_use]
    pub fn new(n: u32) -> Self {
        let pairs = (1..=n).flat_map(|a| (a + 1..=n).map(move |b| (Asn(a), Asn(b))));
        let links: Vec<AsLink> = pairs.map(|(a, b)| AsLink::new(a, b, Relation::Peers)).collect();
        let mut scenario = scenario(&links, &[Asn(1)]);
        for link in &mut scenario.links {
            link.a_is = LinkRelation::Unrelated;
        }
        let setup = Setup::from_scenario(&scenario).expect("a scenario");
        let mut world = World::new(&setup, 1);
        assert!(world.settle(&mut Vec::new()), "it converges");
        Self { world }
    }

    /// AS 1 withdraws, and up to so many events are handled. Returns how many were.
    pub fn withdraw(&mut self, events: u64) -> u64 {
        let withdraw = Command::WithdrawPrefix { router: slug(Asn(1)), prefix: prefix() };
        run(&mut self.world, &withdraw, &mut Vec::new(), events)
    }
}

/// Carries a command out, and then handles up to so many events, until all have settled. Returns
/// how many were handled. Facts are read and dropped as they come, as a page would.
fn run(world: &mut World, command: &Command, facts: &mut Vec<Fact>, events: u64) -> u64 {
    world.apply(world.now(), command, facts).expect("it is accepted");
    let before = world.steps();
    while world.steps() - before < events && !world.is_converged() {
        facts.clear();
        world.step(facts);
    }
    world.steps() - before
}

/// Case (c): the first world of the lab, open; one PoP withdraws.
#[derive(Clone, Debug)]
pub struct FirstLight {
    world: World,
}

impl FirstLight {
    /// The world as a learner meets it.
    ///
    /// # Panics
    /// If the text is no scenario.
    #[must_use]
    pub fn new(json: &str) -> Self {
        let setup = Setup::from_json(json).expect("a scenario");
        Self { world: World::opened(&setup, 1) }
    }

    /// Tokyo withdraws, everybody settles. Returns the events handled: packets on their way too.
    pub fn withdraw(&mut self) -> u64 {
        let before = self.world.steps();
        let mut facts = Vec::new();
        let withdraw = Command::Withdraw { node: Slug::new("tokyo") };
        self.world.apply(self.world.now(), &withdraw, &mut facts).expect("it is accepted");
        assert!(self.world.settle(&mut facts), "it converges");
        self.world.steps() - before
    }
}

/// Hops that packets take in the case of packets.
pub const PACKET_HOPS: u64 = 100_000;

/// Case (f): packets and nothing else. Every client network of the first world sends a hundred
/// queries a second, and each is answered.
#[derive(Clone, Debug)]
pub struct Packets {
    world: World,
}

impl Packets {
    /// The world, settled.
    ///
    /// # Panics
    /// If the text is no scenario.
    #[must_use]
    pub fn new(json: &str) -> Self {
        let mut scenario = anycast_lab::engine::sim::setup::read(json).expect("a scenario");
        scenario.timing.client_interval_us = Some(Span::from_ms(10));
        let setup = Setup::from_scenario(&scenario).expect("a scenario");
        Self { world: World::opened(&setup, 1) }
    }

    /// So many events, each of which is a packet that sets out or comes to a router. Returns how
    /// many packets came to their end.
    pub fn forward(&mut self, hops: u64) -> usize {
        let (mut facts, mut ended) = (Vec::new(), 0);
        for _ in 0..hops {
            self.world.step(&mut facts).expect("there is always another packet");
            let is_end = |fact: &Fact| {
                matches!(fact.what, What::AnswerArrived { .. } | What::PacketDropped { .. })
            };
            ended += facts.drain(..).filter(is_end).count();
        }
        ended
    }
}

/// Client networks in the case of rates.
pub const RATES_CLIENTS: usize = 500;
/// Nodes in the case of rates.
pub const RATES_NODES: usize = 40;

/// Case (e): rates of 500 client networks and of a flood, on their ways to 40 nodes, worked out
/// after a routing change: atlas with fewer nodes and more client networks behind its routers.
#[derive(Debug)]
pub struct Rates {
    world: World,
}

impl Rates {
    /// The world, settled and flooded.
    ///
    /// # Panics
    /// If the text is not that of atlas.
    #[must_use]
    pub fn new(atlas: &str) -> Self {
        let mut scenario = anycast_lab::engine::sim::setup::read(atlas).expect("a scenario");
        scenario.services[0].nodes.truncate(RATES_NODES);
        scenario.timing.client_interval_us = None;
        let known = scenario.clients.clone();
        for (n, client) in known.iter().cycle().take(RATES_CLIENTS - known.len()).enumerate() {
            let mut further = client.clone();
            further.slug = Slug::new(&format!("further-{n}"));
            let prefix = format!("100.{}.{}.0/24", 64 + n / 256, n % 256);
            further.prefix = prefix.parse().expect("a prefix");
            scenario.clients.push(further);
        }
        let setup = Setup::from_scenario(&scenario).expect("a scenario");
        let mut world = World::new(&setup, 1);
        assert!(world.settle(&mut Vec::new()), "it converges");
        let flood = Command::StartFlood(FloodOrder {
            flood: None,
            botnet: Slug::new("bindweed"),
            at: FloodTarget::Service(Slug::new("dns")),
            kind: FloodKind::UdpReflection,
            rate: Strength::PerBot(1_000_000),
            shape: Shape::Step,
            is_spoofed: true,
        });
        world.apply(world.now(), &flood, &mut Vec::new()).expect("it is accepted");
        Self { world }
    }

    /// Works all ways and rates out anew. Returns how many client networks are served.
    ///
    /// # Panics
    /// If there is no service.
    #[must_use]
    pub fn work_out(&self) -> u64 {
        let service = self.world.network().services.first_key().expect("one service");
        self.world.loads_afresh().served(service).clients
    }
}

/// Case (d): the whole Internet, solved.
#[derive(Debug)]
pub struct Internet {
    graph: AsGraph,
}

impl Internet {
    /// The graph.
    ///
    /// # Panics
    /// If the text is no graph.
    #[must_use]
    pub fn new(as_rel: &str) -> Self {
        let links = as_rel::read(as_rel).expect("a graph").links;
        Self { graph: AsGraph::new(&links).expect("a graph without circles") }
    }

    /// A solver, to be used again and again.
    #[must_use]
    pub fn solver(&self) -> Solver<'_> {
        Solver::new(&self.graph)
    }

    /// So many ASes, spread evenly over all numbers.
    #[must_use]
    pub fn origins(&self, count: usize) -> Vec<Asn> {
        let all: Vec<Asn> = self.graph.ases().map(|(asn, _)| asn).collect();
        (0..count).map(|n| all[(2 * n + 1) * all.len() / (2 * count)]).collect()
    }
}

/// These ASes announce; returns how many ASes each origin's catchment has.
///
/// # Panics
/// If they are not in the graph.
pub fn solve(solver: &mut Solver<'_>, origins: &[Asn]) -> Vec<u32> {
    solver.settle(origins).expect("origins of this graph");
    solver.catchment_sizes()
}

/// Replies in the case of decisions.
pub const REPLIES: u64 = 1_000_000;

/// Case (g): replies to addresses that are lent, each at some PoP, to some address and port: 512
/// addresses, lent to 12 PoPs.
#[derive(Debug)]
pub struct Replies {
    table: Table,
    all: Vec<(NodeId, AddressId, u16)>,
}

impl Default for Replies {
    fn default() -> Self {
        let (nodes, table) = million::table();
        let bits = |lot: u64, shift: u32| u16::try_from(lot >> shift & 0xFFFF).expect("16 bits");
        let reply = |lot: u64| {
            let node = nodes[usize::from(bits(lot, 0)) % nodes.len()];
            let address = AddressId::from(usize::from(bits(lot, 16) % million::ADDRESSES));
            (node, address, bits(lot, 32))
        };
        let all = (0..REPLIES).map(|lot| reply(mixed(lot))).collect();
        Self { table, all }
    }
}

impl Replies {
    /// Decides whose each is. Returns the sum of the servers and of the PoPs that they are for, so
    /// that nothing of it can be left undone.
    #[must_use]
    pub fn decide(&self) -> u64 {
        let slice = SliceSize::default();
        let whose = |&(at, address, port): &(NodeId, AddressId, u16)| {
            let knows = |server| server < million::SERVERS;
            let now = (SimTime::ZERO, None);
            match decide(&self.table, at, (address, port), slice, now, knows) {
                Turn::Here { server } => u64::from(server),
                Turn::Onward { to, .. } => u64::from(to.get()),
                Turn::Nobody(_) => 0,
            }
        };
        self.all.iter().map(whose).sum()
    }
}

fn prefix<P: std::str::FromStr<Err: std::fmt::Debug>>() -> P {
    PREFIX.parse().expect("a prefix")
}
