//! The world: one door in ([`World::apply`]), one clock ([`World::step`]), everything else `&self`.

use std::sync::Arc;

use crate::engine::anycast::catchment::Reach;
use crate::engine::base::digest::Digest;
use crate::engine::base::ids::{
    ClientId, LinkId, NodeId, PrefixId, RouterId, ServiceId, SessionId,
};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::decision::Explanation;
use crate::engine::dataplane::packet::Packet;
use crate::engine::net::network::Network;
use crate::engine::sim::command::Command;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::view::UpdateInFlight;

/// A simulated Internet at one moment.
#[derive(Clone, Debug)]
pub struct World {
    network: Arc<Network>,
    now: SimTime,
}

/// Why a command was refused; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing of that kind has that name.
    #[error("there is no {kind} called `{name}`")]
    Unknown {
        /// `node`, `link`, `client`, `service`, `network`.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// It is so already.
    #[error("`{name}` is {state} already")]
    Already {
        /// The thing's slug.
        name: String,
        /// `announced`, `withdrawn`, `down`, `up`.
        state: &'static str,
    },
    /// A number is out of its range.
    #[error("{what} must lie between {low} and {high}, not {value}")]
    OutOfRange {
        /// The number's name.
        what: &'static str,
        /// Its value.
        value: u64,
        /// The least allowed.
        low: u64,
        /// The most allowed.
        high: u64,
    },
    /// The network named is not a neighbour.
    #[error("`{neighbor}` is not a neighbour of `{node}`")]
    NotNeighbor {
        /// The node.
        node: String,
        /// The network.
        neighbor: String,
    },
    /// The command comes from the past.
    #[error("the command is for {at}, but it is {now} already")]
    Past {
        /// The command's time.
        at: SimTime,
        /// The world's time.
        now: SimTime,
    },
}

impl World {
    /// The world at time zero: sessions are up, originations are about to be announced.
    #[must_use]
    pub fn new(setup: &Setup, _seed: u64) -> Self {
        Self { network: Arc::clone(&setup.network), now: SimTime::ZERO }
    }

    /// Carries out a command at time `at`, after every event before `at` has been handled.
    /// Facts are appended, in order; those of events handled on the way come first.
    ///
    /// # Errors
    /// A refused command changes nothing (the clock included) and says why.
    pub fn apply(
        &mut self,
        _at: SimTime,
        _command: &Command,
        _facts: &mut Vec<Fact>,
    ) -> Result<(), Refusal> {
        Ok(())
    }

    /// Handles the next event, and returns its time; `None` if nothing is scheduled.
    pub fn step(&mut self, _facts: &mut Vec<Fact>) -> Option<SimTime> {
        None
    }

    /// Handles every event up to and including `until`, then sets the clock to `until`.
    /// Stops early after `max_events`; returns whether it got there.
    pub fn advance(&mut self, until: SimTime, _max_events: u64, _facts: &mut Vec<Fact>) -> bool {
        self.now = until;
        true
    }

    /// Handles events until BGP has converged (no UPDATE in flight, no route held by a timer) or
    /// the limit is reached, which is the fact `NotConverged`. Returns whether it converged.
    pub fn settle(&mut self, _facts: &mut Vec<Fact>) -> bool {
        true
    }

    /// The network it runs on.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The time.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.now
    }

    /// How many events were handled since the beginning.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        0
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_event_at(&self) -> Option<SimTime> {
        None
    }

    /// Whether BGP has converged: no UPDATE in flight, none held back by a timer.
    #[must_use]
    pub const fn is_converged(&self) -> bool {
        true
    }

    /// A fingerprint of the state.
    #[must_use]
    pub fn digest(&self) -> Digest {
        crate::engine::base::digest::Digester::default().finish()
    }

    /// What a router knows of a prefix, and why it chose what it chose.
    #[must_use]
    pub fn explain(&self, router: RouterId, prefix: PrefixId) -> Explanation {
        Explanation { router, prefix, candidates: Vec::new(), decided_by: None }
    }

    /// Where a client network's packets to a service end up, were they sent now.
    #[must_use]
    pub fn reach(&self, client: ClientId, service: ServiceId) -> Reach {
        let router = self.network.clients[client].router;
        self.reach_from(router, service)
    }

    /// The same from any router.
    #[must_use]
    pub fn reach_from(&self, router: RouterId, _service: ServiceId) -> Reach {
        Reach {
            node: None,
            fate: crate::engine::dataplane::packet::Fate::NoRoute,
            routers: vec![router],
            delay: crate::engine::base::time::Span::ZERO,
        }
    }

    /// The node that serves a client network now (kept up to date; cheap).
    #[must_use]
    pub fn serving(&self, _client: ClientId, _service: ServiceId) -> Option<NodeId> {
        None
    }

    /// Whether a node's router announces its service's prefix.
    #[must_use]
    pub fn is_announced(&self, _node: NodeId) -> bool {
        false
    }

    /// Extra prepends of a node, by neighbouring session end; for panels.
    #[must_use]
    pub fn prepends(&self, _node: NodeId) -> u8 {
        0
    }

    /// Whether a link is up.
    #[must_use]
    pub fn is_link_up(&self, _link: LinkId) -> bool {
        true
    }

    /// Whether a router is up.
    #[must_use]
    pub fn is_router_up(&self, _router: RouterId) -> bool {
        true
    }

    /// Whether a session is established.
    #[must_use]
    pub fn is_session_up(&self, _session: SessionId) -> bool {
        true
    }

    /// UPDATEs that have left and not arrived, in order of departure.
    #[must_use]
    pub fn updates_in_flight(&self) -> Vec<UpdateInFlight> {
        Vec::new()
    }

    /// Packets under way, by number.
    pub fn packets(&self) -> impl Iterator<Item = &Packet> {
        std::iter::empty()
    }
}
