//! A world with egress, driven by commands.

use anycast_lab::engine::base::ids::{ConnectionId, NodeId};
use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::egress::connection::{Cause, Connection};
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::egress::news::EgressNews;
use anycast_lab::engine::sim::egress::view::ReplyWay;
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

/// A world, and all that was told of it.
pub(super) struct Live {
    pub world: World,
    pub facts: Vec<Fact>,
}

impl Live {
    /// backbone, as a learner meets it.
    pub fn new() -> Self {
        let setup = Setup::from_scenario(&super::backbone()).unwrap();
        Self { world: World::opened(&setup, 1), facts: Vec::new() }
    }

    /// The same with another design.
    pub fn with(design: &str) -> Self {
        let mut live = Self::new();
        if design != "soft-unicast" {
            live.act(json!({"do": "set-egress-design", "design": design}));
        }
        live
    }

    pub fn act(&mut self, command: Value) {
        let command: Command = serde_json::from_value(command).unwrap();
        self.give(&command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
    }

    pub fn try_act(&mut self, command: &Value) -> Result<(), Refusal> {
        self.give(&serde_json::from_value(command.clone()).unwrap())
    }

    fn give(&mut self, command: &Command) -> Result<(), Refusal> {
        self.world.apply(self.world.now(), command, &mut self.facts)
    }

    pub fn open(&mut self, slug: &str, client: &str, destination: &str, for_s: u64) {
        let for_us = (for_s > 0).then_some(for_s * 1_000_000);
        self.act(json!({
            "do": "open-connection",
            "client": client,
            "destination": destination,
            "slug": slug,
            "for_us": for_us,
        }));
    }

    pub fn wait_ms(&mut self, ms: u64) {
        let until = self.world.now() + Span::from_ms(ms);
        assert!(self.world.advance(until, u64::MAX, &mut self.facts));
    }

    pub fn id(&self, slug: &str) -> ConnectionId {
        self.world.egress().unwrap().connection_named(&Slug::new(slug)).unwrap().0
    }

    pub fn connection(&self, slug: &str) -> &Connection {
        self.world.egress().unwrap().connection_named(&Slug::new(slug)).unwrap().1
    }

    pub fn cause(&self, slug: &str) -> Option<Cause> {
        self.connection(slug).cause()
    }

    pub fn source(&self, slug: &str) -> String {
        self.connection(slug).source.unwrap().0.to_string()
    }

    /// The slug of a node.
    pub fn name(&self, node: NodeId) -> &str {
        self.world.network().nodes[node].slug.as_str()
    }

    pub fn node(&self, slug: &str) -> NodeId {
        self.world.network().names.nodes[slug]
    }

    /// The PoP whose server opened a connection.
    pub fn opener(&self, slug: &str) -> &str {
        self.name(self.connection(slug).at.unwrap().node)
    }

    /// The PoP at which the last reply of a connection came in.
    pub fn entered(&self, slug: &str) -> &str {
        self.name(self.connection(slug).entered.unwrap())
    }

    /// The router that a connection's destination is behind.
    pub fn site(&self, slug: &str) -> &str {
        let network = self.world.network();
        let connection = self.connection(slug);
        let to = &network.egress.as_ref().unwrap().destinations[connection.destination];
        network.routers[to.sites[connection.site].router].slug.as_str()
    }

    pub fn reply_way(&self, slug: &str) -> ReplyWay {
        self.world.reply_way(self.id(slug)).unwrap()
    }

    pub fn news(&self) -> impl Iterator<Item = &EgressNews> {
        self.facts.iter().filter_map(|fact| match &fact.what {
            What::Egress(news) => Some(&**news),
            _ => None,
        })
    }
}
