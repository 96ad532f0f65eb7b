//! A BGP speaker: a state machine that is told what arrives and says what it sends.
//!
//! It owns no clock and no queue: effects are pushed into [`Effects`], and `sim` turns them into
//! events.

use std::sync::Arc;

use typed_index_collections::TiVec;

use super::attributes::Attributes;
use super::config::Config;
use super::decision::{self, Explanation, Ineligible, Route, Step};
use super::export::Export;
use super::import::import;
use super::mrai::MraiTimer;
use super::rib::{Own, PrefixRib, Received};
use super::update::{Advertised, Update};
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::network::{NeighborIs, Network};
use crate::engine::net::paths::Interior;

/// What a speaker looks things up in while it works.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The network.
    pub network: &'a Network,
    /// The speakers' configuration.
    pub config: &'a Config,
    /// The IGP, as it stands.
    pub interior: &'a Interior,
}

/// What a speaker did, in order.
#[derive(Debug, Default)]
pub struct Effects {
    /// UPDATEs sent, with the own end of the session.
    pub sent: Vec<(EndId, Update)>,
    /// MRAI timers started, with how long they run.
    pub timers: Vec<(EndId, Span)>,
    /// Best routes changed.
    pub changes: Vec<BestChange>,
}

/// A change of Loc-RIB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestChange {
    /// The prefix.
    pub prefix: PrefixId,
    /// The route before.
    pub before: Option<Route>,
    /// The route after.
    pub after: Option<Route>,
    /// The step that left it; absent if it was alone.
    pub decided_by: Option<Step>,
}

/// One end of a session, as its speaker keeps it.
#[derive(Clone, Debug)]
struct Neighbor {
    end: EndId,
    is_up: bool,
    timer: MraiTimer,
    /// How many prefixes wait for the timer.
    pending: u32,
}

/// A BGP speaker.
#[derive(Clone, Debug)]
pub struct Speaker {
    router: RouterId,
    neighbors: Vec<Neighbor>,
    ribs: TiVec<PrefixId, PrefixRib>,
}

impl Speaker {
    /// The speaker of `router`, knowing nothing, with all its sessions down.
    #[must_use]
    pub fn new(network: &Network, config: &Config, seed: u64, router: RouterId) -> Self {
        let neighbors: Vec<Neighbor> = network.routers[router]
            .ends
            .iter()
            .map(|&end| Neighbor {
                end,
                is_up: false,
                timer: MraiTimer::new(
                    &config.mrai,
                    seed,
                    end,
                    network.sessions[end.session()].is_internal(),
                ),
                pending: 0,
            })
            .collect();
        let ribs = network.prefixes.iter().map(|_| PrefixRib::new(neighbors.len())).collect();
        Self { router, neighbors, ribs }
    }

    /// The best route to a prefix.
    #[must_use]
    pub fn best(&self, prefix: PrefixId) -> Option<&Route> {
        self.ribs[prefix].best.as_ref()
    }

    /// What it knows of a prefix.
    #[must_use]
    pub fn rib(&self, prefix: PrefixId) -> &PrefixRib {
        &self.ribs[prefix]
    }

    /// Its own announcement of a prefix.
    #[must_use]
    pub fn own(&self, prefix: PrefixId) -> Option<&Arc<Attributes>> {
        self.ribs[prefix].own.as_ref().map(|own| &own.attributes)
    }

    /// How many prefixes wait for a timer, over all sessions.
    #[must_use]
    pub fn pending(&self) -> u32 {
        self.neighbors.iter().map(|neighbor| neighbor.pending).sum()
    }

    /// Whether a timer runs at this end, and how many random numbers it has drawn.
    #[must_use]
    pub fn timer(&self, end: EndId) -> Option<(bool, u64)> {
        let neighbor = &self.neighbors[self.place(end)?];
        Some((neighbor.timer.is_running(), neighbor.timer.drawn()))
    }

    /// Extra copies of the own AS number towards an end, on its own announcement of a prefix.
    #[must_use]
    pub fn prepends(&self, prefix: PrefixId, end: EndId) -> u8 {
        self.place(end).map_or(0, |place| self.ribs[prefix].prepends[place])
    }

    fn place(&self, end: EndId) -> Option<usize> {
        self.neighbors.iter().position(|neighbor| neighbor.end == end)
    }

    /// Begins to announce a prefix of its own, or changes its attributes.
    pub fn originate(
        &mut self,
        around: Surroundings<'_>,
        prefix: PrefixId,
        attributes: Arc<Attributes>,
        effects: &mut Effects,
    ) {
        self.ribs[prefix].own = Some(Own { attributes });
        self.decide(around, prefix, effects);
    }

    /// Ceases to announce a prefix of its own.
    pub fn cease(&mut self, around: Surroundings<'_>, prefix: PrefixId, effects: &mut Effects) {
        self.ribs[prefix].own = None;
        self.decide(around, prefix, effects);
    }

    /// Prepends its AS number `times` more often towards an end, on its own announcement.
    pub fn prepend(
        &mut self,
        around: Surroundings<'_>,
        prefix: PrefixId,
        end: EndId,
        times: u8,
        effects: &mut Effects,
    ) {
        let Some(place) = self.place(end) else { return };
        self.ribs[prefix].prepends[place] = times;
        self.export_to(around, prefix, place, effects);
    }

    /// An UPDATE arrived at one of its ends [RFC 4271 § 9].
    pub fn receive(
        &mut self,
        around: Surroundings<'_>,
        end: EndId,
        update: Update,
        effects: &mut Effects,
    ) {
        let Some(place) = self.place(end).filter(|&place| self.neighbors[place].is_up) else {
            return;
        };
        let Update { prefix, route } = update;
        let received = route.map(|advertised| Received {
            imported: import(around.network, around.config, end, prefix, &advertised.attributes),
            advertised,
        });
        self.ribs[prefix].received[place] = received;
        self.decide(around, prefix, effects);
    }

    /// A session was established: the neighbour is told every best route [RFC 4271 § 9.2].
    pub fn session_up(&mut self, around: Surroundings<'_>, end: EndId, effects: &mut Effects) {
        let Some(place) = self.place(end) else { return };
        self.neighbors[place].is_up = true;
        for prefix in around.network.prefixes.keys() {
            self.export_to(around, prefix, place, effects);
        }
    }

    /// A session ended: what the neighbour said is forgotten [RFC 4271 § 8.2, § 9.1].
    pub fn session_down(&mut self, around: Surroundings<'_>, end: EndId, effects: &mut Effects) {
        let Some(place) = self.place(end) else { return };
        let neighbor = &mut self.neighbors[place];
        neighbor.is_up = false;
        neighbor.timer.stop();
        neighbor.pending = 0;
        for prefix in around.network.prefixes.keys() {
            let rib = &mut self.ribs[prefix];
            rib.outgoing[place] = super::rib::Outgoing::default();
            if rib.received[place].take().is_some() {
                self.decide(around, prefix, effects);
            }
        }
    }

    /// Interior costs changed: every decision is made again.
    pub fn interior_changed(&mut self, around: Surroundings<'_>, effects: &mut Effects) {
        for prefix in around.network.prefixes.keys() {
            self.decide(around, prefix, effects);
        }
    }

    /// The MRAI timer of an end expired: what waited is sent, and the timer starts again.
    pub fn mrai_expired(&mut self, around: Surroundings<'_>, end: EndId, effects: &mut Effects) {
        let Some(place) = self.place(end) else { return };
        self.neighbors[place].timer.stop();
        if self.neighbors[place].pending == 0 {
            return;
        }
        for prefix in around.network.prefixes.keys() {
            if self.ribs[prefix].outgoing[place].is_pending() {
                self.send(prefix, place, effects);
            }
        }
        self.start_timer(place, effects);
    }

    /// The rules of an end changed: what came in over it is imported again, and what goes out
    /// over it is exported again [RFC 2918 makes the first possible].
    pub fn rules_changed(&mut self, around: Surroundings<'_>, end: EndId, effects: &mut Effects) {
        let Some(place) = self.place(end) else { return };
        for prefix in around.network.prefixes.keys() {
            let Surroundings { network, config, .. } = around;
            if let Some(received) = &mut self.ribs[prefix].received[place] {
                let attributes = &received.advertised.attributes;
                received.imported = import(network, config, end, prefix, attributes);
                self.decide(around, prefix, effects);
            }
            self.export_to(around, prefix, place, effects);
        }
    }

    /// Everything it knows of a prefix, and why it chose what it chose.
    #[must_use]
    pub fn explain(&self, around: Surroundings<'_>, prefix: PrefixId) -> Explanation {
        let mut ineligible = Vec::new();
        let routes = self.candidates(around, prefix, |route, why| ineligible.push((route, why)));
        decision::explain(self.router, prefix, &routes, ineligible, around.config.decision)
    }

    fn decide(&mut self, around: Surroundings<'_>, prefix: PrefixId, effects: &mut Effects) {
        let mut routes = self.candidates(around, prefix, |_, _| {});
        let mut decided_by = None;
        let best = decision::decide(&routes, around.config.decision, |removal| {
            decided_by = Some(removal.step);
        });
        let after = best.map(|place| routes.swap_remove(place));
        if self.ribs[prefix].best == after {
            return;
        }
        let before = std::mem::replace(&mut self.ribs[prefix].best, after.clone());
        effects.changes.push(BestChange { prefix, before, after, decided_by });
        for place in 0..self.neighbors.len() {
            self.export_to(around, prefix, place, effects);
        }
    }

    /// The eligible routes to a prefix; the others go to `refused` with their reason.
    fn candidates(
        &self,
        around: Surroundings<'_>,
        prefix: PrefixId,
        mut refused: impl FnMut(Route, Ineligible),
    ) -> Vec<Route> {
        let rib = &self.ribs[prefix];
        let router = &around.network.routers[self.router];
        let own = rib.own.as_ref().map(|own| Route {
            from: None,
            attributes: Arc::clone(&own.attributes),
            entered_from: None,
            is_external: true,
            igp_metric: Some(0),
            sender_id: router.bgp_id,
            sender_address: router.loopback,
        });
        let mut routes: Vec<Route> = own.into_iter().collect();
        for (neighbor, received) in self.neighbors.iter().zip(&rib.received) {
            let Some(received) = received else { continue };
            let route = self.candidate(around, neighbor.end, received);
            match &received.imported {
                Err(why) => refused(route, *why),
                Ok(_) if route.igp_metric.is_none() => {
                    refused(route, Ineligible::NextHopUnreachable);
                }
                Ok(_) => routes.push(route),
            }
        }
        routes
    }

    fn candidate(&self, around: Surroundings<'_>, end: EndId, received: &Received) -> Route {
        let Advertised { attributes, entered_from } = &received.advertised;
        let attributes = received.imported.as_ref().unwrap_or(attributes);
        let near = around.network.end(end);
        let far = around.network.end(end.far());
        let is_external = near.neighbor_is != NeighborIs::Internal;
        let igp_metric = if is_external {
            Some(0)
        } else {
            around
                .interior
                .exit(around.network, self.router, attributes.next_hop)
                .map(|(_, cost)| cost)
        };
        Route {
            from: Some(end),
            attributes: Arc::clone(attributes),
            entered_from: if is_external { Some(near.neighbor_is) } else { *entered_from },
            is_external,
            igp_metric,
            sender_id: attributes
                .originator_id
                .unwrap_or(around.network.routers[far.router].bgp_id),
            sender_address: far.address,
        }
    }

    /// Brings one neighbour's place in Adj-RIB-Out up to date, and sends unless a timer holds.
    fn export_to(
        &mut self,
        around: Surroundings<'_>,
        prefix: PrefixId,
        place: usize,
        effects: &mut Effects,
    ) {
        let Neighbor { end, is_up, .. } = self.neighbors[place];
        if !is_up {
            return;
        }
        let rib = &mut self.ribs[prefix];
        let export = Export {
            network: around.network,
            config: around.config,
            end,
            prefix,
            prepends: rib.prepends[place],
        };
        let wanted = rib.best.as_ref().and_then(|best| export.of(best));
        let outgoing = &mut rib.outgoing[place];
        let was_pending = outgoing.is_pending();
        outgoing.wanted = wanted;
        let is_pending = outgoing.is_pending();
        let is_withdrawal = outgoing.wanted.is_none();
        let neighbor = &mut self.neighbors[place];
        match (was_pending, is_pending) {
            (false, true) => neighbor.pending += 1,
            (true, false) => neighbor.pending -= 1,
            _ => {}
        }
        if !is_pending {
            return;
        }
        let is_covered = !is_withdrawal || around.config.mrai.covers_withdrawals;
        if is_covered && neighbor.timer.is_running() {
            return;
        }
        self.send(prefix, place, effects);
        if is_covered {
            self.start_timer(place, effects);
        }
    }

    fn send(&mut self, prefix: PrefixId, place: usize, effects: &mut Effects) {
        let outgoing = &mut self.ribs[prefix].outgoing[place];
        outgoing.sent.clone_from(&outgoing.wanted);
        let update = Update { prefix, route: outgoing.sent.clone() };
        let neighbor = &mut self.neighbors[place];
        neighbor.pending -= 1;
        effects.sent.push((neighbor.end, update));
    }

    fn start_timer(&mut self, place: usize, effects: &mut Effects) {
        let neighbor = &mut self.neighbors[place];
        if let Some(span) = neighbor.timer.start() {
            effects.timers.push((neighbor.end, span));
        }
    }
}
