//! The world at one moment, with what was gathered of its facts; and the same kept, in less room.

use std::sync::{Arc, OnceLock};

use super::moment::{LogEntry, Moment};
use super::record::Record;
use crate::app::news::News;
use crate::engine::base::time::SimTime;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::lens::Lens;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::snapshot::Snapshot;
use crate::engine::sim::world::World;

/// The world at one moment of a run, and what facts have told by then.
#[derive(Clone, Debug)]
pub struct Situation {
    /// The world.
    pub world: World,
    /// What facts have told.
    pub gathered: Gathered,
}

/// What facts have told by some moment.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// What came of the last command.
    pub lens: Lens,
    /// What happened, to be told in sentences.
    pub news: News,
    /// What happened, by time.
    pub record: Record,
    /// How many commands of the log have been carried out.
    pub(super) entries: usize,
}

impl Situation {
    /// The world as a learner meets it.
    pub(super) fn opened(setup: &Setup, seed: u64) -> Self {
        let world = World::opened(setup, seed);
        let mut news = News::default();
        if let Some(oscillation) = world.oscillation() {
            news.oscillate(world.now(), oscillation);
        }
        let lens = Lens::begin(&world);
        let gathered = Gathered { lens, news, record: Record::default(), entries: 0 };
        Self { world, gathered }
    }

    /// The moment.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        Moment { at: self.world.now(), steps: self.world.steps(), entries: self.gathered.entries }
    }

    /// When the next event or command of the log is due.
    pub(super) fn next_at(&self, log: &[LogEntry]) -> Option<SimTime> {
        match self.due(log) {
            Some(entry) => Some(entry.at),
            None => self.world.next_event_at(),
        }
    }

    /// Handles what is due next: an event, or a command of the log.
    pub(super) fn pass_one(&mut self, log: &[LogEntry], facts: &mut Vec<Fact>) {
        if let Some(entry) = self.due(log) {
            self.gathered.entries += 1;
            // Accepted when it was given, in this very situation.
            let _ = self.world.apply(entry.at, &entry.command, facts);
        } else {
            self.world.step(facts);
        }
    }

    /// Sets the clock, if nothing is due before.
    pub(super) fn wait_until(&mut self, at: SimTime) {
        self.world.advance(at, 0, &mut Vec::new());
    }

    /// Takes account of what happened.
    pub(super) fn take_in(&mut self, facts: &[Fact]) {
        self.gathered.lens.observe_all(facts);
        self.gathered.news.take_in(facts);
        self.gathered.record.take_in(facts);
    }

    /// What is now, to come back to.
    pub(super) fn keep(&mut self) -> Keyframe {
        let snapshot = self.world.snapshot();
        Keyframe { bytes: snapshot.bytes(), snapshot, gathered: self.gathered.clone() }
    }

    /// Goes to another moment of the same run.
    pub(super) fn return_to(&mut self, kept: &Keyframe) {
        self.world.return_to(&kept.snapshot);
        self.gathered.clone_from(&kept.gathered);
    }

    fn due<'a>(&self, log: &'a [LogEntry]) -> Option<&'a LogEntry> {
        log.get(self.gathered.entries).filter(|entry| entry.steps <= self.world.steps())
    }
}

/// A situation kept: it shares with all others of its session what is the same in the world as it
/// was opened.
#[derive(Clone, Debug)]
pub struct Keyframe {
    snapshot: Snapshot,
    /// What facts had told.
    pub gathered: Gathered,
    pub(super) bytes: usize,
}

impl Keyframe {
    /// The moment.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        Moment { at: self.now(), steps: self.steps(), entries: self.gathered.entries }
    }

    /// Its time.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.snapshot.now()
    }

    /// How many events had been handled.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.snapshot.steps()
    }

    /// How much memory it takes that it does not share, about, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Its world, made `beside` the present one of the same session.
    pub(super) fn world(&self, beside: &World) -> World {
        self.snapshot.world(beside)
    }
}

/// The furthest situation lived, while another is looked at.
#[derive(Clone, Debug)]
pub(super) struct Tip {
    pub kept: Arc<Keyframe>,
    /// Its world: made when somebody asks for it, which few do.
    world: OnceLock<Box<World>>,
}

impl Tip {
    pub fn new(kept: Keyframe) -> Self {
        Self { kept: Arc::new(kept), world: OnceLock::new() }
    }

    /// Its world, made `beside` the present one.
    pub fn world(&self, beside: &World) -> &World {
        self.world.get_or_init(|| Box::new(self.kept.world(beside)))
    }
}
