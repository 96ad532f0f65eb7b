//! A world on its way from one moment of a trail to the next, with what is witnessed along.

use crate::engine::base::text::Slug;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::world::World;
use crate::lesson::evidence::{Evidence, watched};
use crate::lesson::format::{Goal, GoalEntry};
use crate::lesson::passage::{LOOK, is_of_note};
use crate::lesson::trail::Moment;

/// Events that could be handled in the time that one look at goals takes, about.
const LOOK_COSTS: u64 = 20;

/// How far one came on the way to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It is now.
    There,
    /// There is a way to go.
    NotYet,
    /// There is no such moment in this history.
    Never,
}

/// The world, and what was witnessed.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) world: World,
    pub(super) evidence: Evidence,
    /// What goals of the step say of time.
    watched: Vec<Goal>,
    opened: SimTime,
}

impl Walk {
    pub(super) fn begin(world: World) -> Self {
        let opened = world.now();
        Self { world, evidence: Evidence::default(), watched: Vec::new(), opened }
    }

    pub(super) fn lasted(&self) -> Span {
        self.world.now().since(self.opened)
    }

    /// A step begins, in which these routers will be looked at.
    pub(super) fn begin_step<'a>(
        &mut self,
        goals: &[GoalEntry],
        explained: impl Iterator<Item = &'a Slug>,
    ) {
        self.evidence = std::mem::take(&mut self.evidence).of_next_step();
        for router in explained {
            if let Some(&router) = self.world.network().names.routers.get(router) {
                self.evidence.explain(router);
            }
        }
        let watched = watched(goals.iter().map(|goal| &goal.needs));
        self.watched = watched.into_iter().cloned().collect();
        self.look();
    }

    /// Gives a command.
    pub(super) fn give(&mut self, command: &Command) -> Result<(), Refusal> {
        let mut facts = Vec::new();
        self.world.apply(self.world.now(), command, &mut facts)?;
        self.witness(&mut facts);
        Ok(())
    }

    fn witness(&mut self, facts: &mut Vec<Fact>) {
        self.evidence.observe(facts);
        facts.clear();
        self.look();
    }

    fn look(&mut self) {
        if !self.watched.is_empty() {
            self.evidence.look(&self.watched.iter().collect::<Vec<_>>(), &self.world);
        }
    }

    /// Lives on to a moment, as far as the budget goes: an event costs one of it, and a look
    /// between two events some more.
    pub(super) fn live_to(&mut self, moment: Moment, budget: &mut u64) -> Came {
        let mut facts = Vec::new();
        let came = self.live(moment, budget, &mut facts);
        self.witness(&mut facts);
        came
    }

    fn live(&mut self, moment: Moment, budget: &mut u64, facts: &mut Vec<Fact>) -> Came {
        if moment.at < self.world.now() || moment.steps < self.world.steps() {
            return Came::Never;
        }
        while self.world.steps() < moment.steps {
            let Some(next) = self.world.next_event_at().filter(|next| *next <= moment.at) else {
                return Came::Never;
            };
            if *budget == 0 {
                return Came::NotYet;
            }
            if self.looks_before(next) {
                *budget = budget.saturating_sub(LOOK_COSTS);
                continue;
            }
            *budget -= 1;
            let known = facts.len();
            self.world.step(facts);
            if !self.watched.is_empty() && facts[known..].iter().any(|fact| is_of_note(&fact.what))
            {
                self.witness(facts);
            }
        }
        // Nothing is left before it, or it would not be that moment.
        if self.world.next_event_at().is_some_and(|next| next < moment.at) {
            return Came::Never;
        }
        while self.looks_before(moment.at) {
            if *budget == 0 {
                return Came::NotYet;
            }
            *budget = budget.saturating_sub(LOOK_COSTS);
        }
        self.world.advance(moment.at, 0, facts);
        if self.world.now() == moment.at { Came::There } else { Came::Never }
    }

    /// Where goals speak of time, looks before time has passed up to a moment that is far off;
    /// tells whether it did.
    fn looks_before(&mut self, moment: SimTime) -> bool {
        let soon = self.world.now() + LOOK;
        if self.watched.is_empty() || soon >= moment {
            return false;
        }
        self.world.advance(soon, 0, &mut Vec::new());
        self.look();
        true
    }
}
