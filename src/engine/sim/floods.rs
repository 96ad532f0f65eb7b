//! Floods, capacities and scrubbers: the commands, and floods that change with time.

use std::net::IpAddr;
use std::sync::Arc;

use super::apply::{Checked, Refusal, already, unknown};
use super::automation::Automation;
use super::command::{FloodOrder, FloodTarget};
use super::deviate::out_of_range;
use super::event::Event;
use super::fact::{Fact, What};
use super::limits::{MAX_FLOODS, TRAFFIC_STEP};
use super::timer::Timer;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::SimTime;
use crate::engine::net::capacity::bps_out_of_range;

/// A flood that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flood {
    /// Its number, from 0.
    pub number: u32,
    /// What was ordered.
    pub order: Arc<FloodOrder>,
    /// Its botnet, by place.
    pub botnet: usize,
    /// The address that it goes to.
    pub target: IpAddr,
    /// When it began.
    pub began: SimTime,
    /// All of its strength, in bits per second over all machines.
    pub full_bps: u64,
    /// What it sends now.
    pub bps: u64,
}

impl Flood {
    pub(super) fn add_to(&self, digester: &mut impl Intake) {
        digester.number(self.number.into());
        digester.number(self.began.as_us());
        digester.number(self.bps);
        digester.text(&serde_json::to_string(&*self.order).expect("orders come from such text"));
    }
}

/// What a command does to rates, found and checked.
pub(super) enum Deed {
    Start(Slug, Flood),
    Stop(Slug),
    SetCapacity(NodeId, u64),
    Scrub(NodeId, bool),
    SetAutomation(ServiceId, Option<Automation>),
}

impl World {
    pub(super) fn check_flood(&self, order: &FloodOrder) -> Result<Checked, Refusal> {
        let name = order.flood.as_ref().unwrap_or(&order.botnet);
        if self.traffic.floods.contains_key(name) {
            return Err(already(name, "flooding"));
        }
        let mut botnets = self.network.botnets.iter();
        let botnet = botnets
            .position(|botnet| botnet.slug == order.botnet)
            .ok_or_else(|| unknown("botnet", &order.botnet))?;
        let target = match &order.at {
            FloodTarget::Address(address) => *address,
            FloodTarget::Service(service) => {
                self.network.services[self.find_service(service)?].address
            }
        };
        let full_bps =
            order.rate.in_all(self.network.botnets[botnet].size()).map_err(out_of_range)?;
        if let Some(wrong) = order.shape.out_of_range() {
            return Err(out_of_range(wrong));
        }
        if order.is_spoofed && !order.kind.can_be_spoofed() {
            return Err(Refusal::Unspoofable { flood: name.to_string() });
        }
        let count = u64::try_from(self.traffic.floods.len()).unwrap_or(u64::MAX) + 1;
        if count > MAX_FLOODS {
            return Err(Refusal::OutOfRange {
                what: "floods",
                value: count,
                low: 0,
                high: MAX_FLOODS,
            });
        }
        let flood = Flood {
            number: self.traffic.floods_begun,
            order: Arc::new(order.clone()),
            botnet,
            target,
            began: self.now,
            full_bps,
            bps: 0,
        };
        Ok(Checked::Rates(Deed::Start(name.clone(), flood)))
    }

    pub(super) fn check_stop(&self, flood: &Slug) -> Result<Checked, Refusal> {
        let known = self.traffic.floods.contains_key(flood);
        known
            .then(|| Checked::Rates(Deed::Stop(flood.clone())))
            .ok_or_else(|| unknown("flood", flood))
    }

    pub(super) fn check_capacity(&self, node: &Slug, bps: u64) -> Result<Checked, Refusal> {
        let (id, ..) = self.find_node(node)?;
        bps_out_of_range(bps).map_or(Ok(Checked::Rates(Deed::SetCapacity(id, bps))), |wrong| {
            Err(out_of_range(wrong))
        })
    }

    pub(super) fn check_scrub(&self, node: &Slug, is_on: bool) -> Result<Checked, Refusal> {
        let (id, ..) = self.find_node(node)?;
        if self.network.nodes[id].scrub_bps.is_none() {
            return Err(Refusal::NoScrubber { node: node.to_string() });
        }
        if self.is_scrubbing(id) == is_on {
            return Err(already(node, if is_on { "scrubbing" } else { "not scrubbing" }));
        }
        Ok(Checked::Rates(Deed::Scrub(id, is_on)))
    }

    /// Carries out what changes rates and capacities, and looks at what comes of it.
    pub(super) fn change_rates(&mut self, deed: Deed, facts: &mut Vec<Fact>) {
        match deed {
            Deed::Start(name, flood) => self.start_flood(name, flood, facts),
            Deed::Stop(name) => {
                self.traffic.floods.remove(&name);
                self.traffic.rates_changed();
                self.tell(facts, What::FloodStopped { flood: Arc::new(name) });
            }
            Deed::SetCapacity(node, bps) => {
                let is_planned = self.network.nodes[node].capacity.bps == Some(bps);
                self.traffic.capacities.remove(&node);
                if !is_planned {
                    self.traffic.capacities.insert(node, bps);
                }
                self.traffic.rates_changed();
            }
            Deed::Scrub(node, is_on) => {
                if is_on {
                    self.traffic.scrubbing.insert(node);
                } else {
                    self.traffic.scrubbing.remove(&node);
                }
                self.traffic.rates_changed();
            }
            Deed::SetAutomation(service, automation) => self.automate(service, automation),
        }
        self.note_loads(facts);
    }

    fn start_flood(&mut self, name: Slug, flood: Flood, facts: &mut Vec<Fact>) {
        // Ways to any address that is flooded matter from now on, as those to services do.
        for prefix in self.prefixes.containing(flood.target) {
            self.is_service[prefix] = true;
        }
        let (number, target) = (flood.number, flood.target);
        let flood = Flood { began: self.now, ..flood };
        self.traffic.floods_begun = number + 1;
        self.traffic.floods.insert(name.clone(), flood);
        self.traffic.target_added(target);
        self.tell(facts, What::FloodStarted { flood: Arc::new(name) });
        self.turn_flood(number);
    }

    /// The flood of this number sends as much as it should now; when it changes next is planned.
    fn turn_flood(&mut self, number: u32) {
        let now = self.now;
        let mut floods = self.traffic.floods.values_mut();
        let Some(flood) = floods.find(|flood| flood.number == number) else { return };
        let (shape, elapsed) = (flood.order.shape, now.since(flood.began));
        let bps = shape.bps_after(flood.full_bps, elapsed);
        if std::mem::replace(&mut flood.bps, bps) != bps {
            self.traffic.rates_changed();
        }
        if let Some(wait) = shape.next_change(elapsed, TRAFFIC_STEP) {
            self.queue.schedule(now + wait, Event::TimerFires(Timer::FloodTurns { number }));
        }
    }

    /// A flood changes with time.
    pub(super) fn flood_turns(&mut self, number: u32, facts: &mut Vec<Fact>) {
        self.turn_flood(number);
        self.note_loads(facts);
    }
}
