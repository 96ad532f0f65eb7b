//! Inside PoPs: servers that fail and come back, who is chosen, and what health checks do about it.
//!
//! Each server is checked so often; one that fails, or is back, is noticed one interval later.
//! Until then packets are sent to it all the same. Then its host route is withdrawn, between it and
//! the PoP's router; with fewer servers than the PoP's least the router withdraws the service's
//! prefix.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::Event;
use super::fact::{Fact, What};
use super::fingerprint::add_attributes;
use super::timer::Timer;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{NodeId, PrefixId, RouterId};
use crate::engine::base::mixing::mixed;
use crate::engine::bgp::attributes::Attributes;
use crate::engine::dataplane::balance::{modulo, server_of};
use crate::engine::dataplane::packet::Packet;
use crate::engine::dataplane::tuple::FiveTuple;
use crate::engine::net::inside::{Balancer, Inside};

/// What is inside a PoP now.
#[derive(Clone, Debug)]
pub struct Pop {
    /// How servers are chosen.
    pub balancer: Balancer,
    /// Whether each packet goes to another server, whatever flow it is of.
    pub is_per_packet: bool,
    /// Whether each server works.
    servers: Vec<bool>,
    /// Whether each is in service: it passed its last health check.
    in_service: Vec<bool>,
    /// Packets spread one by one.
    turn: u64,
    /// The servers of flows, as a layer-4 balancer remembers them.
    owners: BTreeMap<FiveTuple, u8>,
    /// What was announced of the service's prefix, while health checks have it withdrawn.
    kept: Option<Arc<Attributes>>,
}

impl Pop {
    pub(super) fn new(inside: &Inside) -> Self {
        let servers = vec![true; usize::from(inside.servers)];
        Self {
            balancer: inside.balancer,
            is_per_packet: false,
            in_service: servers.clone(),
            servers,
            turn: 0,
            owners: BTreeMap::new(),
            kept: None,
        }
    }

    /// Whether a server works.
    #[must_use]
    pub fn is_up(&self, server: u8) -> bool {
        self.servers.get(usize::from(server)).copied().unwrap_or(false)
    }

    /// Which servers are in service: those that passed their last health check.
    #[must_use]
    pub fn in_service(&self) -> &[bool] {
        &self.in_service
    }

    /// How many servers are in service.
    #[must_use]
    pub fn count_in_service(&self) -> usize {
        self.in_service.iter().filter(|is| **is).count()
    }

    /// How many flows its balancer remembers.
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.owners.len()
    }

    /// The server that a packet is sent to. A balancer remembers those of flows that go on and have
    /// state.
    pub(super) fn choose(
        &mut self,
        packet: &Packet,
        node: NodeId,
        seed: u64,
        has_state: bool,
    ) -> Option<u8> {
        if let [is_only_one_in_service] = self.in_service[..] {
            return is_only_one_in_service.then_some(0);
        }
        if self.is_per_packet {
            self.turn += 1;
            return modulo(self.turn - 1, &self.in_service);
        }
        let tuple = FiveTuple::of(packet);
        let is_remembered = self.balancer == Balancer::Layer4 && has_state;
        if is_remembered
            && let Some(&owner) = self.owners.get(&tuple)
            && self.in_service[usize::from(owner)]
        {
            return Some(owner);
        }
        let hash = tuple.hash(mixed(seed) ^ u64::from(node.get()));
        let server = server_of(self.balancer, hash, &self.in_service)?;
        if is_remembered {
            self.owners.insert(tuple, server);
        }
        Some(server)
    }

    pub(super) fn forget(&mut self, tuple: &FiveTuple) {
        self.owners.remove(tuple);
    }

    /// In numbers, for fingerprints; nothing if it is as it was at the beginning.
    pub(super) fn add_to(&self, digester: &mut impl Intake, node: NodeId, inside: &Inside) {
        let all_are = |all: &[bool]| all.iter().all(|is| *is);
        let is_as_ever = self.balancer == inside.balancer
            && !self.is_per_packet
            && self.turn == 0
            && self.owners.is_empty()
            && self.kept.is_none()
            && all_are(&self.servers)
            && all_are(&self.in_service);
        if is_as_ever {
            return;
        }
        digester.text("inside");
        digester.number(node.get().into());
        digester.text(match self.balancer {
            Balancer::Ecmp => "ecmp",
            Balancer::Resilient => "resilient",
            Balancer::Layer4 => "layer4",
        });
        digester.number(self.is_per_packet.into());
        digester.number(self.turn);
        for &is in self.servers.iter().chain(&self.in_service) {
            digester.number(is.into());
        }
        for (tuple, &owner) in &self.owners {
            digester.number(tuple.hash(0));
            digester.number(owner.into());
        }
        if let Some(kept) = &self.kept {
            add_attributes(digester, kept);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let owner = size_of::<FiveTuple>() + size_of::<u8>();
        size_of::<Self>() + 2 * self.servers.len() + self.owners.len() * owner
    }
}

impl World {
    /// What is inside a node's PoP.
    #[must_use]
    pub fn pop(&self, node: NodeId) -> &Pop {
        &self.hosts.pops[node]
    }

    /// A server fails, with all it knows, or comes back knowing nothing.
    pub(super) fn set_server(
        &mut self,
        (node, server): (NodeId, u8),
        is_up: bool,
        facts: &mut Vec<Fact>,
    ) {
        self.hosts.pops[node].servers[usize::from(server)] = is_up;
        if !is_up {
            self.forget_held(node, server);
            self.forget_connections((node, server), facts);
        }
        self.hosts.checks += 1;
        let check = self.network.nodes[node].inside.check_us;
        let timer = Timer::HealthCheck { node, server };
        self.queue.schedule(self.now + check, Event::TimerFires(timer));
    }

    /// A server is checked, after something has happened to it.
    pub(super) fn health_check(&mut self, node: NodeId, server: u8, facts: &mut Vec<Fact>) {
        self.hosts.checks -= 1;
        let pop = &mut self.hosts.pops[node];
        let place = usize::from(server);
        let is_up = pop.servers[place];
        if std::mem::replace(&mut pop.in_service[place], is_up) == is_up {
            return;
        }
        self.tell(facts, What::ServerNoticed { node, server, is_in_service: is_up });
        self.announce_by_health(node, facts);
    }

    fn announce_by_health(&mut self, node: NodeId, facts: &mut Vec<Fact>) {
        let described = &self.network.nodes[node];
        let (router, prefix) = (described.router, self.network.services[described.service].prefix);
        let pop = &mut self.hosts.pops[node];
        let is_enough = pop.count_in_service() >= usize::from(described.inside.least_servers);
        let own = self.speakers[router].own(prefix).cloned();
        match (is_enough, own) {
            (false, Some(own)) => {
                pop.kept = Some(own);
                self.with_speaker(router, facts, |speaker, desk| speaker.cease(desk, prefix));
            }
            (true, None) => {
                let Some(kept) = pop.kept.take() else { return };
                self.with_speaker(router, facts, |speaker, desk| {
                    speaker.originate(desk, prefix, kept);
                });
            }
            _ => {}
        }
    }

    /// Somebody decides by hand whether a router announces a prefix: health checks no longer have
    /// it withdrawn.
    pub(super) fn decided_by_hand(&mut self, router: RouterId, prefix: PrefixId) {
        for (node, described) in self.network.nodes.iter_enumerated() {
            if described.router == router
                && self.network.services[described.service].prefix == prefix
            {
                self.hosts.pops[node].kept = None;
            }
        }
    }
}
