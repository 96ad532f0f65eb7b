//! Bulk traffic, floods, and what is done about them.

mod answers;
mod atlas;
mod automation;
mod commands;
mod packets;
mod rates;
mod words;

use anycast_lab::engine::base::ids::{ClientId, NodeId, ServiceId};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::net::capacity::{CapacityEntry, Demand};
use anycast_lab::engine::net::scenario::{BotnetEntry, BotsEntry, Scenario};
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::load::{Load, Outcome};
use serde_json::{Value, json};

use crate::worlds::{client, link, network, settled, two_doors};
use anycast_lab::engine::net::scenario::LinkRelation::Provider;

/// A botnet with machines in these client networks.
pub fn botnet(slug: &str, bots: &[(&str, u64)]) -> BotnetEntry {
    let name = serde_json::from_value(json!({"en": slug, "zh": slug})).unwrap();
    let bots = bots.iter().map(|&(client, count)| BotsEntry { client: client.into(), count });
    BotnetEntry { slug: slug.into(), name, bots: bots.collect() }
}

/// `two_doors` with users at each end of the transit network, who ask for one kilobit a second
/// each: a megabit in all at each node, of which each can answer two; and a botnet on either side.
pub fn two_sides() -> Scenario {
    let mut scenario = two_doors();
    scenario.networks.push(network("left", 64702, &["left"]));
    scenario.networks.push(network("right", 64703, &["right"]));
    scenario.links.push(link("long-west", "left", Provider, 1));
    scenario.links.push(link("long-east", "right", Provider, 1));
    scenario.clients = vec![client("leftists", "left", 1), client("rightists", "right", 2)];
    scenario.botnets = vec![
        botnet("hive", &[("leftists", 10)]),
        botnet("nest", &[("rightists", 10)]),
        botnet("swarm", &[("leftists", 10), ("rightists", 30)]),
    ];
    scenario.services[0].demand = Demand { per_user_bps: 1_000, per_user_pps: 1 };
    for node in &mut scenario.services[0].nodes {
        node.capacity = Some(CapacityEntry { bps: 2_000_000, pps: None });
        node.scrub_bps = Some(3_000_000);
    }
    scenario
}

/// A world, what it told, and short ways to ask.
pub struct Play {
    pub world: World,
    pub facts: Vec<Fact>,
}

impl Play {
    pub fn new(scenario: &Scenario) -> Self {
        Self { world: settled(scenario), facts: Vec::new() }
    }

    pub fn try_to(&mut self, command: Value) -> Result<(), Refusal> {
        let command: Command = serde_json::from_value(command).unwrap();
        self.world.apply(self.world.now(), &command, &mut self.facts)
    }

    /// Carries a command out, and lets routing settle.
    pub fn act(&mut self, command: Value) {
        self.try_to(command).unwrap();
        assert!(self.world.settle(&mut self.facts));
    }

    /// A steady flood on the service, of so many bits per second in all.
    pub fn flood(&mut self, botnet: &str, bps: u64) {
        self.act(json!({
            "do": "start-flood", "botnet": botnet, "at": {"service": "dns"},
            "kind": "udp-reflection", "rate": {"in-all": bps}
        }));
    }

    pub fn wait(&mut self, span: Span) {
        let until = self.world.now() + span;
        assert!(self.world.advance(until, u64::MAX, &mut self.facts));
    }

    pub fn service(&self) -> ServiceId {
        self.world.network().names.services["dns"]
    }

    pub fn node(&self, slug: &str) -> NodeId {
        self.world.network().names.nodes[slug]
    }

    pub fn client(&self, slug: &str) -> ClientId {
        self.world.network().names.clients[slug]
    }

    pub fn at_node(&self, slug: &str) -> Load {
        *self.world.loads().node(self.node(slug))
    }

    pub fn of_client(&self, slug: &str) -> Outcome {
        *self.world.loads().client(self.client(slug), self.service())
    }

    /// What happened to nodes and floods, in words, and forgets it.
    pub fn told(&mut self) -> Vec<String> {
        let facts = std::mem::take(&mut self.facts);
        let node = |id: &NodeId| self.world.network().nodes[*id].slug.clone();
        let words = |fact: &Fact| match &fact.what {
            What::FloodStarted { flood } => Some(format!("{flood} begins")),
            What::FloodStopped { flood } => Some(format!("{flood} ends")),
            What::NodeOverloaded { node: id, percent } => {
                Some(format!("{} at {percent}", node(id)))
            }
            What::NodeRelieved { node: id } => Some(format!("{} relieved", node(id))),
            What::NodeWithdrewItself { node: id, .. } => Some(format!("{} goes", node(id))),
            What::NodeReturned { node: id } => Some(format!("{} returns", node(id))),
            _ => None,
        };
        facts.iter().filter_map(words).collect()
    }
}
