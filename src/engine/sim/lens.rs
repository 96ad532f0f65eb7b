//! Convergence under a lens: what came of the last command, prefix by prefix.
//!
//! A fold over facts, outside the world: whoever wants to know pays, and the engine does not.
//! How long BGP takes is measured here, and written down nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typed_index_collections::TiVec;

use super::fact::{Fact, Tidings, What};
use super::limits::{LENS_PATHS, LENS_POINTS};
use super::oscillation::{Oscillation, route_number};
use super::world::World;
use crate::engine::base::ids::{PrefixId, RouterId};
use crate::engine::base::time::SimTime;

/// What came of the last command that concerns routing, or of the beginning.
#[derive(Clone, Debug)]
pub struct Lens {
    began: SimTime,
    waves: BTreeMap<PrefixId, Wave>,
    /// Routers without a route, prefix by prefix.
    without_route: TiVec<PrefixId, u32>,
    end: End,
    paths_kept: usize,
}

/// How it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// It has not.
    #[default]
    Open,
    /// BGP converged.
    Converged {
        /// When.
        at: SimTime,
    },
    /// Routing goes round in a cycle.
    Oscillating(Arc<Oscillation>),
    /// The limit on events was reached.
    Unsettled {
        /// The routers that kept changing.
        routers: Arc<[RouterId]>,
    },
}

/// What happened to one prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wave {
    /// UPDATEs that announced it.
    pub announced: u64,
    /// UPDATEs that withdrew it.
    pub withdrawn: u64,
    /// When a best route last changed.
    pub last_change: Option<SimTime>,
    /// When the last UPDATE was sent.
    pub last_update: Option<SimTime>,
    /// The routers whose best route changed.
    pub explored: BTreeMap<RouterId, Explored>,
    /// How many routers were without a route before it all.
    pub without_before: u32,
    /// The most that were without one at a time.
    pub without_at_most: u32,
    /// How many were without one from each of these moments on, in order; what happens in one
    /// moment is one point. Beyond [`LENS_POINTS`] the older ones are thinned out.
    pub without_route: Vec<(SimTime, u32)>,
}

/// What one router tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explored {
    /// How often its best route changed, losses included.
    pub changes: u64,
    /// When it last did.
    pub last_change: SimTime,
    /// Distinct paths that were its best, the last one included, the one before not.
    paths: BTreeSet<u64>,
    /// Paths that were not remembered any more, distinct or not.
    uncounted: u64,
}

impl Explored {
    /// How many distinct paths it tried one after another, the one it ended with included.
    #[must_use]
    pub fn paths(&self) -> u64 {
        u64::try_from(self.paths.len()).unwrap_or(u64::MAX)
    }

    /// Whether [`Explored::paths`] is all: the lens remembers [`LENS_PATHS`], no more.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.uncounted == 0
    }
}

impl Lens {
    /// Begins to watch a world as it is now.
    #[must_use]
    pub fn begin(world: &World) -> Self {
        let network = world.network();
        let without_route = network
            .prefixes
            .keys()
            .map(|prefix| {
                let routers = network.routers.keys();
                let without = routers.filter(|&router| world.best(router, prefix).is_none());
                u32::try_from(without.count()).unwrap_or(u32::MAX)
            })
            .collect();
        let end = match world.oscillation() {
            Some(oscillation) => End::Oscillating(Arc::clone(oscillation)),
            None if world.is_converged() => End::Converged { at: world.now() },
            None => End::Open,
        };
        Self { began: world.now(), waves: BTreeMap::new(), without_route, end, paths_kept: 0 }
    }

    /// When the last command was given, or watching began.
    #[must_use]
    pub const fn began(&self) -> SimTime {
        self.began
    }

    /// What happened, for the prefixes to which anything did.
    #[must_use]
    pub const fn waves(&self) -> &BTreeMap<PrefixId, Wave> {
        &self.waves
    }

    /// How many routers are without a route to a prefix now.
    #[must_use]
    pub fn without_route(&self, prefix: PrefixId) -> u32 {
        self.without_route[prefix]
    }

    /// How it ended, if it did.
    #[must_use]
    pub const fn end(&self) -> &End {
        &self.end
    }

    /// Takes facts in, in order.
    pub fn observe_all(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.observe(fact);
        }
    }

    /// Takes one fact in. All that the lens reads of facts, it reads here.
    pub fn observe(&mut self, fact: &Fact) {
        match &fact.what {
            What::CommandApplied(command) if command.is_routing() => self.begin_again(fact.at),
            What::UpdateSent { prefix, tidings, .. } => {
                let is_withdrawal = matches!(tidings, Tidings::Withdrawn);
                self.update_sent(fact.at, *prefix, is_withdrawal);
            }
            What::BestRouteChanged { router, prefix, before, after } => {
                let lost = u32::from(before.is_some() && after.is_none());
                let found = u32::from(before.is_none() && after.is_some());
                self.count_without(fact.at, *prefix, lost, found);
                self.best_changed(fact.at, *router, *prefix, after.as_ref().map(route_number));
            }
            What::Converged { .. } => self.end = End::Converged { at: fact.at },
            What::Oscillating(oscillation) => {
                self.end = End::Oscillating(Arc::clone(oscillation));
            }
            What::NotConverged { routers, .. } => {
                self.end = End::Unsettled { routers: Arc::clone(routers) };
            }
            _ => {}
        }
    }

    fn begin_again(&mut self, at: SimTime) {
        self.began = at;
        self.waves.clear();
        self.paths_kept = 0;
        self.end = End::Open;
    }

    fn wave(&mut self, prefix: PrefixId) -> &mut Wave {
        let without = self.without_route[prefix];
        self.waves.entry(prefix).or_insert_with(|| Wave {
            without_before: without,
            without_at_most: without,
            ..Wave::default()
        })
    }

    fn update_sent(&mut self, at: SimTime, prefix: PrefixId, is_withdrawal: bool) {
        let wave = self.wave(prefix);
        wave.last_update = Some(at);
        if is_withdrawal {
            wave.withdrawn += 1;
        } else {
            wave.announced += 1;
        }
    }

    fn count_without(&mut self, at: SimTime, prefix: PrefixId, lost: u32, found: u32) {
        if lost == found {
            return;
        }
        let now = (self.without_route[prefix] + lost).saturating_sub(found);
        self.wave(prefix).add_point(at, now);
        self.without_route[prefix] = now;
    }

    fn best_changed(&mut self, at: SimTime, router: RouterId, prefix: PrefixId, path: Option<u64>) {
        let has_room = self.paths_kept < LENS_PATHS;
        let wave = self.wave(prefix);
        wave.last_change = Some(at);
        let explored = wave.explored.entry(router).or_default();
        explored.changes += 1;
        explored.last_change = at;
        let Some(path) = path else { return };
        if has_room {
            let is_new = explored.paths.insert(path);
            self.paths_kept += usize::from(is_new);
        } else if !explored.paths.contains(&path) {
            explored.uncounted += 1;
        }
    }
}

impl Wave {
    /// UPDATEs of either kind.
    #[must_use]
    pub const fn updates(&self) -> u64 {
        self.announced + self.withdrawn
    }

    fn add_point(&mut self, at: SimTime, count: u32) {
        match self.without_route.last_mut() {
            Some(last) if last.0 == at => last.1 = count,
            _ => self.without_route.push((at, count)),
        }
        self.without_at_most = self.without_at_most.max(count);
        if self.without_route.len() > LENS_POINTS {
            let mut is_kept = false;
            self.without_route.retain(|_| {
                is_kept = !is_kept;
                is_kept
            });
        }
    }
}
