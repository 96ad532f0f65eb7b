//! One learner's run of a world: setup, seed and log; everything else is a cache of these.
//!
//! The *head* is the furthest moment lived on a history, the *playhead* the moment that is shown.
//! Going back moves the playhead alone: from there known history is replayed, event by event, up
//! to the head, and then time goes on as it did. Who acts in the past begins another history, a
//! *branch*; the one before is kept.

pub mod branch;
mod branches;
mod edit;
mod keyframes;
pub mod limits;
pub mod moment;
pub mod pin;
pub mod record;
pub mod resume;
mod run;
pub mod settle;
pub mod situation;

use std::sync::{Arc, OnceLock};

use crate::app::facts::RecentFacts;
use crate::app::news::News;
use crate::engine::base::digest::Digest;
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::fact::Fact;
use crate::engine::sim::lens::Lens;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

pub use branch::{Branch, BranchId, Fork};
pub use edit::Denial;
pub use moment::{LogEntry, Moment};
use pin::Pin;
use record::Record;
use situation::{Keyframe, Situation};

/// A run.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the world is made of.
    setup: Setup,
    /// What its randomness comes from.
    seed: u64,
    /// The world when it was opened, settled: the first keyframe of every branch.
    opened: Arc<Keyframe>,
    opening_digest: Arc<OnceLock<Digest>>,
    /// The histories; there is always one.
    branches: Vec<Branch>,
    /// Which of them is played, by place.
    current: usize,
    next_branch: BranchId,
    /// What is at the playhead.
    now: Situation,
    /// What the present is compared with.
    pin: Option<Pin>,
    /// The latest facts.
    pub recent: RecentFacts,
}

/// What came of letting time pass.
#[derive(Clone, Debug, Default)]
pub struct Passed {
    /// What happened, in order.
    pub facts: Vec<Fact>,
    /// The first of them that had never happened before on this branch: what stands before it was
    /// known history, replayed.
    pub live_from: usize,
    /// How many events and commands were handled.
    pub events: u64,
    /// Whether all was handled that was asked for: else there was too much to do at once.
    pub is_done: bool,
}

impl Passed {
    /// What happened for the first time.
    #[must_use]
    pub fn live(&self) -> &[Fact] {
        &self.facts[self.live_from.min(self.facts.len())..]
    }
}

impl Session {
    /// Builds the world and lets it settle: the learner meets an Internet that works.
    #[must_use]
    pub fn open(setup: Setup, seed: u64) -> Self {
        let mut now = Situation::opened(&setup, seed);
        let opened = Arc::new(now.keep());
        Self {
            setup,
            seed,
            branches: vec![Branch::main(Arc::clone(&opened))],
            current: 0,
            next_branch: BranchId::MAIN.next(),
            now,
            opened,
            opening_digest: Arc::default(),
            pin: None,
            recent: RecentFacts::default(),
        }
    }

    /// The world at the playhead.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.now.world
    }

    /// The furthest world lived on this branch: lessons judge it, wherever the learner looks.
    #[must_use]
    pub fn head_world(&self) -> &World {
        self.branch().tip.as_ref().map_or(&self.now.world, |tip| tip.world(&self.now.world))
    }

    /// What came of the last command, or of none.
    #[must_use]
    pub const fn lens(&self) -> &Lens {
        &self.now.gathered.lens
    }

    /// What happened up to the playhead, gathered for telling.
    #[must_use]
    pub const fn news(&self) -> &News {
        &self.now.gathered.news
    }

    /// To tell what is no fact: that something was refused.
    pub(in crate::app) const fn news_mut(&mut self) -> &mut News {
        &mut self.now.gathered.news
    }

    /// What happened on this branch by time, up to its head.
    #[must_use]
    pub fn record(&self) -> &Record {
        self.branch()
            .tip
            .as_ref()
            .map_or(&self.now.gathered.record, |tip| &tip.kept.gathered.record)
    }

    /// The commands of this branch, those after the playhead among them.
    #[must_use]
    pub fn log(&self) -> &[LogEntry] {
        &self.branch().log
    }

    /// How many of them have been carried out at the playhead.
    #[must_use]
    pub const fn entries(&self) -> usize {
        self.now.gathered.entries
    }

    /// The fingerprint of the world as it was opened: the command line prints the same for the
    /// same scenario and seed.
    #[must_use]
    pub fn opening_digest(&self) -> Digest {
        *self.opening_digest.get_or_init(|| self.opened_world().digest())
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The world as it was opened.
    #[must_use]
    pub fn opened_world(&self) -> World {
        self.opened.world(self.world())
    }

    /// The time as the learner counts it: zero when the world was opened.
    #[must_use]
    pub fn shown_time(&self) -> Span {
        self.shown(self.world().now())
    }

    /// A moment as the learner counts it.
    #[must_use]
    pub fn shown(&self, at: SimTime) -> Span {
        at.since(self.opened_at())
    }

    /// When the world was opened.
    #[must_use]
    pub fn opened_at(&self) -> SimTime {
        self.opened.now()
    }

    /// The furthest time lived on this branch.
    #[must_use]
    pub fn head_at(&self) -> SimTime {
        self.branch().reach
    }

    /// Whether whatever happens next has never happened before; else it is known history.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !self.branch().goes_on_after(&self.now.moment())
    }

    /// The moment at the playhead.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        self.now.moment()
    }

    /// The furthest moment lived.
    #[must_use]
    pub fn head(&self) -> Moment {
        let tip = self.branch().tip.as_ref();
        let lived = tip.map_or_else(|| self.now.moment(), |tip| tip.kept.moment());
        Moment { at: lived.at.max(self.branch().reach), ..lived }
    }

    /// How many situations are kept of the branch that is played.
    #[must_use]
    pub fn keyframe_count(&self) -> usize {
        self.branch().keyframes.len()
    }

    /// How much memory they take that they do not share with the world as it was opened, about, in
    /// bytes.
    #[must_use]
    pub fn keyframe_bytes(&self) -> usize {
        self.branch().keyframes.bytes()
    }

    /// Begins again from the settled world, with an empty log and no other branch.
    pub fn restart(&mut self) {
        self.branches = vec![Branch::main(Arc::clone(&self.opened))];
        self.current = 0;
        self.next_branch = BranchId::MAIN.next();
        // News go on counting, so that nobody takes a new item for an old one.
        let mut news = std::mem::take(&mut self.now.gathered.news);
        news.forget();
        self.now.return_to(&self.opened);
        self.now.gathered.news = news;
        self.pin = None;
        self.recent.skip();
    }

    /// Begins another run of the same world, with other randomness.
    pub fn reseed(&mut self, seed: u64) {
        *self = Self::open(self.setup.clone(), seed);
    }

    /// The world that setup, seed and log give at the playhead, made from nothing.
    #[must_use]
    pub fn replay(&self) -> World {
        let mut fresh = Situation::opened(&self.setup, self.seed);
        let (moment, log) = (self.now.moment(), self.log());
        while fresh.moment().progress() < moment.progress() && fresh.next_at(log).is_some() {
            fresh.pass_one(log, &mut Vec::new());
        }
        fresh.wait_until(moment.at);
        fresh.world
    }
}
