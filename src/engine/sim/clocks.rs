//! What timers beyond MRAI remember in a world.

use std::collections::{BTreeMap, BTreeSet};

use typed_index_collections::TiVec;

use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{EndId, LinkId, PrefixId, RouterId, SessionId};
use crate::engine::base::rng::Stream;
use crate::engine::base::time::SimTime;
use crate::engine::bgp::damping::{Damped, Damper};
use crate::engine::bgp::update::{Told, Update};

/// The state of all timers beyond MRAI. In a world that uses none of them it is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Clocks {
    /// Until when each router works on what has arrived; empty if work takes no time.
    pub busy_until: TiVec<RouterId, SimTime>,
    /// How long each router's work takes.
    pub work: BTreeMap<RouterId, Stream>,
    /// Links that fail without either interface noticing.
    pub silent: BTreeSet<LinkId>,
    /// UPDATEs that TCP will send again once their link is back, by receiving end.
    pub stalled: BTreeMap<EndId, Vec<Update>>,
    /// Ends that will give up, and when.
    pub expiring: BTreeMap<EndId, SimTime>,
    /// Ends that have given up while the far one has not.
    pub gone: BTreeSet<EndId>,
    /// The phases of the keepalives of each end.
    pub phases: BTreeMap<EndId, Stream>,
    /// When each session was established.
    pub opened: BTreeMap<SessionId, SimTime>,
    /// Routers whose BGP restarts.
    pub restarting: BTreeSet<RouterId>,
    /// Routes of neighbours that restart, not heard again yet [RFC 4724 § 4.2].
    pub stale: BTreeSet<(EndId, PrefixId)>,
    /// What eBGP neighbours said, and how often they changed their minds.
    pub histories: BTreeMap<(EndId, PrefixId), History>,
    /// The routes that are damped.
    pub damped: Damped,
}

/// The past of one neighbour's route.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub damper: Damper,
    pub last: Option<Told>,
}

impl Clocks {
    /// Whether something is bound to happen before which BGP is not quiet.
    pub fn is_waiting(&self) -> bool {
        !(self.expiring.is_empty() && self.restarting.is_empty() && self.stale.is_empty())
    }

    /// A session is over for both ends: what waited for either does so no more. Returns how many
    /// UPDATEs are lost with it.
    pub fn forget_session(&mut self, session: SessionId) -> u64 {
        let mut lost = 0;
        for end in session.ends() {
            self.expiring.remove(&end);
            self.gone.remove(&end);
            self.stale.retain(|(at, _)| *at != end);
            lost += self.stalled.remove(&end).map_or(0, |updates| count(updates.len()));
        }
        lost
    }

    /// The state in numbers, for fingerprints, with times counted from `base`; nothing if there
    /// is none.
    pub fn add_to(&self, digester: &mut impl Intake, base: SimTime) {
        let relative = |at: SimTime| at.as_us().wrapping_sub(base.as_us());
        for &at in &self.busy_until {
            // What is over makes no difference.
            digester.number(relative(at.max(base)));
        }
        for (router, stream) in &self.work {
            digester.number(router.get().into());
            digester.number(stream.drawn());
        }
        for (end, stream) in &self.phases {
            digester.number(end.get().into());
            digester.number(stream.drawn());
        }
        for link in &self.silent {
            digester.number(link.get().into());
        }
        for (end, updates) in &self.stalled {
            digester.number(end.get().into());
            digester.number(count(updates.len()));
        }
        for (end, &at) in &self.expiring {
            digester.number(end.get().into());
            digester.number(relative(at));
        }
        for end in &self.gone {
            digester.number(end.get().into());
        }
        for router in &self.restarting {
            digester.number(router.get().into());
        }
        for (end, prefix) in &self.stale {
            digester.number(u64::from(end.get()) << 32 | u64::from(prefix.get()));
        }
        for ((end, prefix), history) in &self.histories {
            digester.number(u64::from(end.get()) << 32 | u64::from(prefix.get()));
            let (penalty, since, is_suppressed) = history.damper.state();
            digester.number(penalty);
            digester.number(relative(since));
            digester.number(is_suppressed.into());
        }
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).expect("no more than memory holds")
}
