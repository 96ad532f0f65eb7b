//! Nodes that withdraw by themselves when they are asked for too much, and return.
//!
//! Each second every node of an automated service looks at its own load. One that has been over
//! the threshold for long enough withdraws, and so hands its catchment, flood and all, to whoever
//! is next. It returns as soon as its own load is low: which it is, since it has withdrawn. With
//! hysteresis it looks at the whole service instead: what arrives at all nodes, against what those
//! that announce and it could take together, has to stay below another threshold for a while.
//! Where no node is left nothing arrives anywhere, and that too looks like rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::apply::{Checked, Refusal, unknown};
use super::command::Hysteresis;
use super::deviate::out_of_range;
use super::event::Event;
use super::fact::{Fact, What};
use super::floods::Deed;
use super::limits::{MAX_AUTOMATION_WAIT, MAX_THRESHOLD_PERCENT, TRAFFIC_STEP};
use super::loads::Loads;
use super::timer::Timer;
use super::world::World;
use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{NodeId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::net::out_of_range::OutOfRange;
use crate::engine::traffic::load::Load;

/// By which rule the nodes of a service withdraw, and what each remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Automation {
    /// A node is over the threshold above so much of its capacity.
    withdraw_above_percent: u64,
    /// For so long before it withdraws.
    patience: Span,
    /// When it returns; absent: as soon as its own load is low.
    hysteresis: Option<Hysteresis>,
    /// Which of several that were set: timers of earlier ones come to nothing.
    number: u32,
    memories: BTreeMap<NodeId, Memory>,
}

/// What a node remembers.
#[derive(Clone, Copy, Debug, Default)]
struct Memory {
    /// Whether it has withdrawn itself.
    is_away: bool,
    /// Since when it has been over the threshold, or, away, the service below the other one.
    since: Option<SimTime>,
}

impl Automation {
    /// The state in numbers, for digests.
    pub fn add_to(&self, digester: &mut impl Intake) {
        digester.number(self.withdraw_above_percent);
        digester.number(self.patience.as_us());
        digester.number(self.number.into());
        if let Some(Hysteresis { return_below_percent, hold_us }) = self.hysteresis {
            digester.number(return_below_percent);
            digester.number(hold_us.as_us());
        }
        for (node, memory) in &self.memories {
            digester.number(u64::from(node.get()) << 1 | u64::from(memory.is_away));
            digester.number(memory.since.map_or(0, |since| since.as_us() + 1));
        }
    }
}

/// Whether something has been so for long enough; `since` remembers when it began.
fn has_lasted(since: &mut Option<SimTime>, is_so: bool, now: SimTime, long: Span) -> bool {
    if !is_so {
        *since = None;
        return false;
    }
    now.since(*since.get_or_insert(now)) >= long
}

impl World {
    pub(super) fn check_automation(
        &self,
        service: &Slug,
        above: u64,
        patience: Span,
        hysteresis: Option<Hysteresis>,
    ) -> Result<Checked, Refusal> {
        let service = self.find_service(service)?;
        let wait = |field, span: Span| {
            OutOfRange::check(field, span.as_us(), 0, MAX_AUTOMATION_WAIT.as_us())
        };
        let below = |it: Hysteresis| {
            OutOfRange::check("return_below_percent", it.return_below_percent, 1, above)
                .or_else(|| wait("hold_us", it.hold_us))
        };
        let wrong = OutOfRange::check("withdraw_above_percent", above, 1, MAX_THRESHOLD_PERCENT)
            .or_else(|| wait("for_us", patience))
            .or_else(|| hysteresis.and_then(below));
        if let Some(wrong) = wrong {
            return Err(out_of_range(wrong));
        }
        let automation = Automation {
            withdraw_above_percent: above,
            patience,
            hysteresis,
            ..Automation::default()
        };
        Ok(Checked::Rates(Deed::SetAutomation(service, Some(automation))))
    }

    pub(super) fn check_end_automation(&self, name: &Slug) -> Result<Checked, Refusal> {
        let service = self.find_service(name)?;
        if !self.is_automated(service) {
            return Err(unknown("automation", name));
        }
        Ok(Checked::Rates(Deed::SetAutomation(service, None)))
    }

    /// Whether the nodes of a service withdraw by themselves.
    #[must_use]
    pub fn is_automated(&self, service: ServiceId) -> bool {
        self.traffic.automations.contains_key(&service)
    }

    /// Whether a node has withdrawn by itself, and means to return.
    #[must_use]
    pub fn has_withdrawn_itself(&self, node: NodeId) -> bool {
        let automation = self.traffic.automations.get(&self.network.nodes[node].service);
        automation.and_then(|it| it.memories.get(&node)).is_some_and(|memory| memory.is_away)
    }

    /// Automation begins, or ends; nodes that are away then stay so.
    pub(super) fn automate(&mut self, service: ServiceId, automation: Option<Automation>) {
        let Some(automation) = automation else {
            self.traffic.automations.remove(&service);
            return;
        };
        self.traffic.automations_set += 1;
        let number = self.traffic.automations_set;
        let before = self.traffic.automations.remove(&service);
        let memories = before.map(|before| before.memories).unwrap_or_default();
        self.traffic.automations.insert(service, Automation { number, memories, ..automation });
        self.plan_look(service, number);
    }

    fn plan_look(&mut self, service: ServiceId, number: u32) {
        let timer = Timer::NodesLook { service, number };
        self.queue.schedule(self.now + TRAFFIC_STEP, Event::TimerFires(timer));
    }

    /// The nodes of a service look at their load.
    pub(super) fn nodes_look(&mut self, service: ServiceId, number: u32, facts: &mut Vec<Fact>) {
        let mut automation = match self.traffic.automations.remove(&service) {
            Some(automation) if automation.number == number => automation,
            Some(later) => {
                self.traffic.automations.insert(service, later);
                return;
            }
            None => return,
        };
        let loads = Arc::clone(self.known_loads());
        let nodes = self.network.services[service].nodes.clone();
        let verdicts: Vec<Option<What>> =
            nodes.iter().map(|&node| self.verdict(&mut automation, &loads, node)).collect();
        self.traffic.automations.insert(service, automation);
        for (node, what) in nodes.into_iter().zip(verdicts) {
            if let Some(what) = what {
                self.set_announced(node, matches!(what, What::NodeReturned { .. }), what, facts);
            }
        }
        self.plan_look(service, number);
    }

    /// What a node does by itself now.
    fn verdict(&self, automation: &mut Automation, loads: &Loads, node: NodeId) -> Option<What> {
        let Automation { withdraw_above_percent, patience, hysteresis, .. } = *automation;
        let percent = loads.node(node).percent().unwrap_or(0);
        let memory = automation.memories.entry(node).or_default();
        if self.is_announced(node) {
            // Somebody else may have announced it meanwhile.
            memory.is_away = false;
            let is_over = percent > withdraw_above_percent;
            let has_to_go = has_lasted(&mut memory.since, is_over, self.now, patience);
            if !has_to_go {
                return None;
            }
            *memory = Memory { is_away: true, since: None };
            return Some(What::NodeWithdrewItself { node, percent });
        }
        if !memory.is_away || !self.is_router_up[self.network.nodes[node].router] {
            return None;
        }
        let may_return = match hysteresis {
            None => percent <= withdraw_above_percent,
            Some(Hysteresis { return_below_percent, hold_us }) => {
                let is_low = self.service_percent(loads, node) < return_below_percent;
                has_lasted(&mut memory.since, is_low, self.now, hold_us)
            }
        };
        may_return.then(|| {
            *memory = Memory::default();
            What::NodeReturned { node }
        })
    }

    /// How much of what the nodes that announce could take together with this one arrives at all of
    /// them, in percent, rounded up; of bits alone.
    fn service_percent(&self, loads: &Loads, candidate: NodeId) -> u64 {
        let nodes = &self.network.services[self.network.nodes[candidate].service].nodes;
        let asked: u128 =
            nodes.iter().map(|&node| u128::from(Load::asked(loads.node(node)).bps)).sum();
        let takes = |&&node: &&NodeId| node == candidate || self.is_announced(node);
        let room = |&node: &NodeId| self.capacity(node).bps.map(u128::from);
        match nodes.iter().filter(takes).map(room).sum::<Option<u128>>() {
            None | Some(0) => 0,
            Some(room) => u64::try_from((asked * 100).div_ceil(room)).unwrap_or(u64::MAX),
        }
    }

    fn set_announced(&mut self, node: NodeId, is_on: bool, what: What, facts: &mut Vec<Fact>) {
        let (router, service) = (self.network.nodes[node].router, self.network.nodes[node].service);
        let prefix = self.network.services[service].prefix;
        self.count_anew();
        self.progress.is_converged = false;
        self.tell(facts, what);
        let attributes = Arc::new(self.config.announcement(&self.network, router));
        self.with_speaker(router, facts, |speaker, desk| {
            if is_on {
                speaker.originate(desk, prefix, attributes);
            } else {
                speaker.cease(desk, prefix);
            }
        });
    }
}
