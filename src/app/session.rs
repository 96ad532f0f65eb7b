//! One run of a world: setup, seed and log; everything else is a cache of these.

use crate::app::facts::RecentFacts;
use crate::app::playback::MAX_EVENTS_PER_SKIP;
use crate::engine::base::digest::Digest;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::lens::Lens;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

/// A command, and when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The time.
    pub at: SimTime,
    /// How many events had been handled: a learner can act between two events of one instant.
    pub steps: u64,
    /// The command.
    pub command: Command,
}

/// A moment of a run, to return to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    entries: usize,
    at: SimTime,
    steps: u64,
}

impl Mark {
    /// How many commands had been given.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.entries
    }
}

/// A run.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the world is made of.
    setup: Setup,
    /// What its randomness comes from.
    seed: u64,
    /// What the learner did.
    log: Vec<LogEntry>,
    /// The world now.
    world: World,
    /// The world when it was opened, settled: the first keyframe.
    opened: World,
    /// The latest facts.
    pub recent: RecentFacts,
    /// What came of the last command.
    lens: Lens,
}

impl Session {
    /// Builds the world and lets it settle: the learner meets an Internet that works.
    #[must_use]
    pub fn open(setup: Setup, seed: u64) -> Self {
        let opened = World::opened(&setup, seed);
        Self {
            world: opened.clone(),
            lens: Lens::begin(&opened),
            opened,
            setup,
            seed,
            log: Vec::new(),
            recent: RecentFacts::default(),
        }
    }

    /// The world now.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// What came of the last command, or of none.
    #[must_use]
    pub const fn lens(&self) -> &Lens {
        &self.lens
    }

    /// The commands given so far.
    #[must_use]
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }

    /// The fingerprint of the world as it was opened: the command line prints the same for the
    /// same scenario and seed.
    #[must_use]
    pub fn opening_digest(&self) -> Digest {
        self.opened.digest()
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The time as the learner counts it: zero when the world was opened.
    #[must_use]
    pub fn shown_time(&self) -> Span {
        self.shown(self.world.now())
    }

    /// A moment as the learner counts it.
    #[must_use]
    pub fn shown(&self, at: SimTime) -> Span {
        at.since(self.opened.now())
    }

    /// Carries out a command now, and writes it down.
    ///
    /// # Errors
    /// A refused command changes nothing.
    pub fn apply(&mut self, command: Command) -> Result<Vec<Fact>, Refusal> {
        let entry = LogEntry { at: self.world.now(), steps: self.world.steps(), command };
        let mut facts = Vec::new();
        self.world.apply(entry.at, &entry.command, &mut facts)?;
        self.log.push(entry);
        Ok(self.remember(facts))
    }

    /// Lets `span` pass, or less if there is too much to do; tells whether it all passed.
    pub fn advance(&mut self, span: Span, max_events: u64) -> (Vec<Fact>, bool) {
        let mut facts = Vec::new();
        let done = self.world.advance(self.world.now() + span, max_events, &mut facts);
        (self.remember(facts), done)
    }

    /// Handles events until one leaves a fact.
    pub fn step(&mut self) -> Vec<Fact> {
        let mut facts = Vec::new();
        while facts.is_empty() && self.world.step(&mut facts).is_some() {}
        self.remember(facts)
    }

    /// Goes to the moment when BGP has converged, or as far as [`MAX_EVENTS_PER_SKIP`] go.
    pub fn settle(&mut self) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.world.settle_within(MAX_EVENTS_PER_SKIP, &mut facts);
        self.remember(facts)
    }

    /// Takes the last command back, as if it had never been given; the time stays.
    /// Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        if self.log.pop().is_none() {
            return false;
        }
        let now = self.world.now();
        self.world = self.opened.clone();
        self.lens = Lens::begin(&self.world);
        play_log(&mut self.world, &self.log, &mut self.lens);
        let mut facts = Vec::new();
        self.world.advance(now, u64::MAX, &mut facts);
        self.lens.observe_all(&facts);
        true
    }

    /// This moment.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { entries: self.log.len(), at: self.world.now(), steps: self.world.steps() }
    }

    /// Goes back to an earlier moment; what was done since is as if it had never been.
    pub fn return_to(&mut self, mark: &Mark) {
        self.log.truncate(mark.entries);
        (self.world, self.lens) = self.world_at(self.opened.clone(), mark.steps, mark.at);
    }

    /// Begins again from the settled world, with an empty log.
    pub fn restart(&mut self) {
        self.log.clear();
        self.world = self.opened.clone();
        self.lens = Lens::begin(&self.world);
    }

    /// Begins another run of the same world, with other randomness.
    pub fn reseed(&mut self, seed: u64) {
        *self = Self::open(self.setup.clone(), seed);
    }

    /// The world that setup, seed and log give at this session's moment, made from nothing.
    #[must_use]
    pub fn replay(&self) -> World {
        let opened = World::opened(&self.setup, self.seed);
        self.world_at(opened, self.world.steps(), self.world.now()).0
    }

    /// The world in which so many events have been handled, at time `at`, and the lens on it.
    fn world_at(&self, mut world: World, steps: u64, at: SimTime) -> (World, Lens) {
        let mut lens = Lens::begin(&world);
        play_log(&mut world, &self.log, &mut lens);
        let mut facts = Vec::new();
        while world.steps() < steps && world.step(&mut facts).is_some() {}
        // Every event so far is handled: only the clock is left to set.
        world.advance(at, 0, &mut facts);
        lens.observe_all(&facts);
        (world, lens)
    }

    fn remember(&mut self, facts: Vec<Fact>) -> Vec<Fact> {
        self.recent.push(&facts);
        self.lens.observe_all(&facts);
        facts
    }
}

fn play_log(world: &mut World, log: &[LogEntry], lens: &mut Lens) {
    let mut facts = Vec::new();
    for entry in log {
        while world.steps() < entry.steps && world.step(&mut facts).is_some() {}
        // Refused only if an earlier command was taken back, and then it has nothing to do.
        let _ = world.apply(entry.at, &entry.command, &mut facts);
        lens.observe_all(&facts);
        facts.clear();
    }
}
