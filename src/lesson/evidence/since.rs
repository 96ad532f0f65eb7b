//! What has happened since the last command that concerns routing.

use std::collections::BTreeMap;

use crate::engine::base::ids::{ClientId, NodeId, PrefixId, RouterId, ServiceId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::sim::fact::{Fact, What};
use crate::engine::sim::world::World;

/// What has happened since a command.
#[derive(Clone, Debug)]
pub struct Since {
    /// When it was given.
    at: SimTime,
    /// UPDATEs sent.
    updates: u64,
    /// When a best route last changed.
    last_change: Option<SimTime>,
    /// Changes of best route.
    changes: BTreeMap<(RouterId, PrefixId), u64>,
    /// Of client networks whose node changed: how long they had none.
    gaps: BTreeMap<(ClientId, ServiceId), Gap>,
}

/// For how long a client network has been without a node.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// In stretches that are over.
    over: Span,
    /// Since when it is; absent: it has one.
    open: Option<SimTime>,
}

impl Since {
    /// Nothing has happened yet.
    pub(super) const fn new(at: SimTime) -> Self {
        Self { at, updates: 0, last_change: None, changes: BTreeMap::new(), gaps: BTreeMap::new() }
    }

    /// Takes a fact in.
    pub(super) fn observe(&mut self, fact: &Fact) {
        match &fact.what {
            What::UpdateSent { .. } => self.updates += 1,
            What::BestRouteChanged { router, prefix, .. } => {
                self.last_change = Some(fact.at);
                *self.changes.entry((*router, *prefix)).or_default() += 1;
            }
            What::CatchmentMoved { client, service, before, after } => {
                self.moved(fact.at, (*client, *service), *before, *after);
            }
            _ => {}
        }
    }

    fn moved(
        &mut self,
        at: SimTime,
        who: (ClientId, ServiceId),
        before: Option<NodeId>,
        after: Option<NodeId>,
    ) {
        // What it had at the command, it had until now.
        let open = before.is_none().then_some(self.at);
        let gap = self.gaps.entry(who).or_insert(Gap { over: Span::ZERO, open });
        if let Some(since) = gap.open.take() {
            gap.over += at.since(since);
        }
        gap.open = after.is_none().then_some(at);
    }

    /// From the command to the last change of a best route; none came: no time at all.
    #[must_use]
    pub fn last_change(&self) -> Span {
        self.last_change.map_or(Span::ZERO, |at| at.since(self.at))
    }

    /// UPDATEs sent.
    #[must_use]
    pub const fn updates(&self) -> u64 {
        self.updates
    }

    /// How often a router changed its best route.
    #[must_use]
    pub fn changes(&self, router: RouterId, prefix: PrefixId) -> u64 {
        self.changes.get(&(router, prefix)).copied().unwrap_or(0)
    }

    /// For how long a client network's packets reached no node, up to now.
    #[must_use]
    pub fn outage(&self, world: &World, client: ClientId, service: ServiceId) -> Span {
        let is_dark = || world.serving(client, service).is_none();
        let gap = self.gaps.get(&(client, service)).copied();
        let gap =
            gap.unwrap_or_else(|| Gap { over: Span::ZERO, open: is_dark().then_some(self.at) });
        gap.over + gap.open.map_or(Span::ZERO, |open| world.now().since(open))
    }
}
