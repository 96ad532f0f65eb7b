//! What is done to a world, and the time that passes: by a solution, by a lesson, in imagination.

use super::evidence::{Evidence, watched};
use super::format::{Act, After, Goal};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::{Fact, What};
use crate::engine::sim::limits::MAX_SETTLE_EVENTS;
use crate::engine::sim::world::World;

/// How much time passes at most between two looks at goals that speak of time.
pub const LOOK: Span = Span::from_ms(100);

/// A world and what was witnessed in it, as things are done to it. Goals that speak of time are
/// looked at along.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The world.
    pub world: World,
    /// What was witnessed.
    pub evidence: Evidence,
    watched: Vec<&'a Goal>,
}

impl<'a> Passage<'a> {
    /// A world as it is; what these goals say of time is looked at.
    pub fn begin(
        world: World,
        evidence: Evidence,
        goals: impl IntoIterator<Item = &'a Goal>,
    ) -> Self {
        let mut passage = Self { world, evidence, watched: watched(goals) };
        passage.look();
        passage
    }

    fn look(&mut self) {
        self.evidence.look(&self.watched, &self.world);
    }

    fn witness(&mut self, facts: &mut Vec<Fact>) {
        self.evidence.observe(facts);
        facts.clear();
        self.look();
    }

    /// Does one act.
    ///
    /// # Errors
    /// A command may be refused.
    pub fn carry_out(&mut self, act: &Act) -> Result<(), Refusal> {
        match act {
            Act::Command(command) => self.give(command)?,
            Act::Explain { router } => {
                if let Some(&router) = self.world.network().names.routers.get(router) {
                    self.evidence.explain(router);
                }
                self.look();
            }
            Act::Settle {} => self.settle(),
            Act::Wait { us } => self.wait(*us),
        }
        Ok(())
    }

    /// Gives a command.
    ///
    /// # Errors
    /// It may be refused.
    pub fn give(&mut self, command: &Command) -> Result<(), Refusal> {
        let mut facts = Vec::new();
        self.world.apply(self.world.now(), command, &mut facts)?;
        self.witness(&mut facts);
        Ok(())
    }

    /// Lets time pass until BGP has converged, if it does.
    pub fn settle(&mut self) {
        if !self.watched.is_empty() {
            self.settle_looking();
        }
        let mut facts = Vec::new();
        self.world.settle(&mut facts);
        self.witness(&mut facts);
    }

    /// Goes on until there is nothing to wait for, or no end of it.
    fn settle_looking(&mut self) {
        let mut events = 0;
        while !is_settled(&self.world) && events < MAX_SETTLE_EVENTS {
            if self.world.next_event_at().is_none() {
                return;
            }
            events += self.advance_looking(self.world.now() + LOOK, is_settled);
        }
    }

    /// Lets so much time pass.
    pub fn wait(&mut self, span: Span) {
        let end = self.world.now() + span;
        while !self.watched.is_empty() && self.world.now() < end {
            self.advance_looking(end.min(self.world.now() + LOOK), |_| false);
        }
        let mut facts = Vec::new();
        self.world.advance(end, u64::MAX, &mut facts);
        self.witness(&mut facts);
    }

    /// Handles events up to a moment, and sets the clock to it, or until it is over; looks whenever
    /// something may have come of one, and at the end. Returns how many there were.
    fn advance_looking(&mut self, until: SimTime, is_over: fn(&World) -> bool) -> u64 {
        let (mut events, mut facts) = (0, Vec::new());
        while !is_over(&self.world) && self.world.next_event_at().is_some_and(|at| at <= until) {
            self.world.step(&mut facts);
            events += 1;
            if facts.iter().any(|fact| is_of_note(&fact.what)) {
                self.witness(&mut facts);
            }
        }
        if !is_over(&self.world) {
            self.world.advance(until, 0, &mut facts);
        }
        self.witness(&mut facts);
        events
    }
}

fn is_settled(world: &World) -> bool {
    world.is_converged() || world.oscillation().is_some()
}

/// Whether a goal may stand differently now; what is only under way makes no difference.
#[must_use]
pub(super) const fn is_of_note(what: &What) -> bool {
    !matches!(what, What::UpdateSent { .. } | What::UpdateReceived { .. } | What::PacketSent { .. })
}

/// What is so once what is imagined has happened. A command that is refused is so already, or
/// cannot be: then nothing comes of it.
#[must_use]
pub fn imagined<'a>(
    world: &World,
    evidence: &Evidence,
    after: &After,
    goals: impl IntoIterator<Item = &'a Goal>,
) -> Passage<'a> {
    let mut passage = Passage::begin(world.clone(), evidence.clone(), goals);
    if after.is_nothing() {
        return passage;
    }
    for command in &after.commands {
        let _ = passage.give(command);
    }
    passage.settle();
    passage.wait(after.wait.unwrap_or(Span::ZERO));
    passage
}
