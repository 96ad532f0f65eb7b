//! Loads as they can be read: of nodes and links, of client networks and floods, and in all.

use std::collections::BTreeMap;

use serde::Serialize;
use typed_index_collections::TiVec;

use super::traffic::towards;
use crate::engine::base::ids::{ClientId, LinkId, NodeId, RouterId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::capacity::Rate;
use crate::engine::net::network::Network;
use crate::engine::traffic::load::{Load, Outcome, Overload, WayEnd};

/// Who sends a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The users of a client network, to a service.
    Users {
        /// The client network.
        client: ClientId,
        /// The service.
        service: ServiceId,
    },
    /// A botnet's machines in a client network.
    Bots {
        /// The client network.
        client: ClientId,
        /// The flood.
        flood: Slug,
    },
}

/// Good users, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Served {
    /// Users, over client networks.
    pub users: u64,
    /// Client networks.
    pub clients: u64,
}

/// Rates by what became of them: what was sent is the sum of all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What was sent.
    pub sent: Rate,
    /// What arrived.
    pub delivered: Rate,
    /// What links and nodes dropped that were asked for too much.
    pub overloaded: Overload,
    /// What scrubbers took out.
    pub scrubbed: Rate,
    /// What was lost where its way ends, by why.
    pub lost: BTreeMap<Fate, Rate>,
}

impl Account {
    fn add(&mut self, fate: Fate, outcome: &Outcome) {
        self.sent += outcome.sent;
        self.delivered += outcome.delivered;
        self.overloaded += outcome.overloaded;
        self.scrubbed += outcome.scrubbed;
        if !outcome.lost.is_zero() {
            *self.lost.entry(fate).or_default() += outcome.lost;
        }
    }
}

/// What every place is asked for, and what becomes of every flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loads {
    senders: Vec<Sender>,
    outcomes: Vec<Outcome>,
    ends: Vec<WayEnd>,
    /// Links first, each direction, then nodes.
    places: Vec<Load>,
    first_node: usize,
    clients: usize,
    served: TiVec<ServiceId, Served>,
}

impl Loads {
    pub(super) fn new(
        network: &Network,
        senders: Vec<Sender>,
        outcomes: Vec<Outcome>,
        ends: Vec<WayEnd>,
        places: Vec<Load>,
    ) -> Self {
        let mut served: TiVec<ServiceId, Served> =
            network.services.iter().map(|_| Served::default()).collect();
        for (sender, outcome) in senders.iter().zip(&outcomes) {
            if let (Sender::Users { client, service }, true) = (sender, outcome.is_served) {
                served[*service].clients += 1;
                served[*service].users += network.clients[*client].population;
            }
        }
        let (first_node, clients) = (network.links.len() * 2, network.clients.len());
        Self { senders, outcomes, ends, places, first_node, clients, served }
    }

    /// What a node is asked for.
    #[must_use]
    pub fn node(&self, node: NodeId) -> &Load {
        &self.places[self.first_node + usize::from(node)]
    }

    /// What a link is asked for: from its first router to its second, then back.
    #[must_use]
    pub fn link(&self, link: LinkId) -> [&Load; 2] {
        let first = usize::from(link) * 2;
        [&self.places[first], &self.places[first + 1]]
    }

    /// What a link is asked for in the direction of one of its routers.
    pub(super) fn link_towards(&self, network: &Network, link: LinkId, to: RouterId) -> &Load {
        self.at(towards(network, link, to))
    }

    fn at(&self, place: u32) -> &Load {
        &self.places[usize::try_from(place).expect("targets have at least 32-bit indices")]
    }

    /// What becomes of what a client network's users ask of a service.
    #[must_use]
    pub fn client(&self, client: ClientId, service: ServiceId) -> &Outcome {
        &self.outcomes[usize::from(service) * self.clients + usize::from(client)]
    }

    /// Every flow: who sends it, how its way ends, what becomes of it.
    pub fn flows(&self) -> impl Iterator<Item = (&Sender, &WayEnd, &Outcome)> {
        let ends = self.senders.iter().zip(&self.ends);
        ends.zip(&self.outcomes).map(|((sender, end), outcome)| (sender, end, outcome))
    }

    /// The good users of a service that are served.
    #[must_use]
    pub fn served(&self, service: ServiceId) -> Served {
        self.served[service]
    }

    /// What becomes of a flood.
    #[must_use]
    pub fn flood(&self, name: &Slug) -> Account {
        self.account(|sender| matches!(sender, Sender::Bots { flood, .. } if flood == name))
    }

    /// What becomes of all that is sent by those meant.
    #[must_use]
    pub fn account(&self, is_meant: impl Fn(&Sender) -> bool) -> Account {
        let mut account = Account::default();
        for (_, end, outcome) in self.flows().filter(|(sender, ..)| is_meant(sender)) {
            account.add(end.fate, outcome);
        }
        account
    }

    /// What links, and what nodes, drop for being asked for too much.
    #[must_use]
    pub fn dropped(&self) -> Overload {
        let (links, nodes) = self.places.split_at(self.first_node);
        let dropped = |places: &[Load]| -> Rate {
            places.iter().map(|load| load.dropped_good + load.dropped_bad).sum()
        };
        Overload { at_links: dropped(links), at_nodes: dropped(nodes) }
    }

    /// Whether packets have to wait anywhere, or are lost.
    #[must_use]
    pub fn is_stressed(&self) -> bool {
        self.places.iter().any(|load| !load.delay.is_zero())
    }
}
