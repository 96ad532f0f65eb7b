//! Goals: predicates over the world and over what happened since the step began. A closed set.

use serde::Deserialize;

use super::Reason;
use super::measure::{Measure, Milli};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::net::roa::OriginIs;

/// A goal with its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GoalEntry {
    /// Its name; the prose has a section for it.
    pub slug: Slug,
    /// What must be so.
    pub needs: Goal,
    /// Whether it is so from the start and must be so at the end: a condition, not a task.
    #[serde(default)]
    pub keep: bool,
    /// How much it counts, beside the others.
    #[serde(default = "one")]
    pub weight: u8,
}

const fn one() -> u8 {
    1
}

/// A goal. One that names what does not exist never holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Goal {
    /// All of these hold.
    All(Vec<Goal>),
    /// At least one of these holds.
    Any(Vec<Goal>),
    /// It does not hold.
    Not(Box<Goal>),
    /// It came to hold no later than so long after the first command of the step.
    Within {
        /// How long, in microseconds.
        us: Span,
        /// What.
        goal: Box<Goal>,
    },
    /// It has held for so long, without a break.
    For {
        /// How long, in microseconds.
        us: Span,
        /// What.
        goal: Box<Goal>,
    },
    /// The learner has sent packets from the client.
    PacketsSent {
        /// The client.
        client: Slug,
        /// How many, at least.
        at_least: u32,
    },
    /// Answers to packets that the learner sent from the client have arrived there.
    AnswersArrived {
        /// The client.
        client: Slug,
        /// How many, at least.
        at_least: u32,
    },
    /// The node does not announce its service's prefix.
    NodeWithdrawn {
        /// The node.
        node: Slug,
    },
    /// The node announces its service's prefix.
    NodeAnnounced {
        /// The node.
        node: Slug,
    },
    /// Packets of the client reach the node.
    ServedBy {
        /// The client.
        client: Slug,
        /// The node.
        node: Slug,
    },
    /// Packets of the client reach another node, or none.
    NotServedBy {
        /// The client.
        client: Slug,
        /// The node.
        node: Slug,
    },
    /// Packets of the client reach some node of the service.
    Reachable {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// Packets of every client reach some node of the service.
    EveryClientServed {
        /// The service.
        service: Slug,
    },
    /// The node serves so many client networks.
    Catchment {
        /// The node.
        node: Slug,
        /// How many, at least.
        #[serde(default)]
        at_least: Option<u32>,
        /// How many, at most.
        #[serde(default)]
        at_most: Option<u32>,
    },
    /// BGP has converged since the last command of this step.
    Converged {},
    /// BGP has converged since the last routing command, and its last change of a best route came
    /// no later than so long after it.
    ConvergedWithin {
        /// How long, in microseconds.
        us: Span,
    },
    /// After one command of this step the router changed its best route to the service: path
    /// exploration.
    ExploredAtLeast {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
        /// How often, at least.
        routes: u32,
    },
    /// The learner has opened the router's explanation.
    Explained {
        /// The router.
        router: Slug,
    },
    /// The router's best route to the service has this network in its AS_PATH.
    RouteVia {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
        /// The network.
        network: Slug,
    },
    /// The router has a best route to exactly this prefix.
    HasRoute {
        /// The router.
        router: Slug,
        /// The prefix, in the usual notation.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "String"))]
        prefix: ipnet::IpNet,
    },
    /// The router has a route to the service from this neighbouring network, and does not use it
    /// for this reason.
    EliminatedAt {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
        /// The neighbouring network.
        from: Slug,
        /// The step of the decision process, or the reason why it is no candidate.
        step: Reason,
    },
    /// What ROAs say of the router's best route to the service; without one, of its prefix as the
    /// router's network would originate it.
    Validity {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
        /// What they say.
        is: OriginIs,
    },
    /// What arrives at the node is less than so much of what it can take.
    LoadBelow {
        /// The node.
        node: Slug,
        /// How much, in percent.
        percent: u32,
    },
    /// At least so much of what client networks ask of the service is answered.
    ServedAtLeast {
        /// The service.
        service: Slug,
        /// How much, in percent.
        percent: u32,
    },
    /// Less than so much of what the client asks of the service is lost.
    LossBelow {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
        /// How much, in percent.
        percent: u32,
    },
    /// So many sessions and egress connections go on.
    SessionsSurviving {
        /// How many, at least.
        at_least: u32,
    },
    /// So many sessions and egress connections were lost since the step began.
    SessionsLost {
        /// How many, at least.
        #[serde(default)]
        at_least: Option<u32>,
        /// How many, at most.
        #[serde(default)]
        at_most: Option<u32>,
    },
    /// The way of the client's packets to the service has these properties, all that are given.
    Path {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
        /// It goes through a router of this network.
        #[serde(default)]
        through: Option<Slug>,
        /// It goes through no router of this network.
        #[serde(default)]
        avoids: Option<Slug>,
        /// There and back it takes at most so long, in microseconds.
        #[serde(default)]
        round_trip_at_most_us: Option<Span>,
    },
    /// The servers of the node hold so much of their ports towards the destination.
    PortsUsed {
        /// The node.
        node: Slug,
        /// The destination.
        destination: Slug,
        /// How much at least, in percent.
        #[serde(default)]
        at_least: Option<u32>,
        /// How much at most, in percent.
        #[serde(default)]
        at_most: Option<u32>,
    },
    /// The egress address is lent to the node, and every PoP knows it.
    AddressAt {
        /// The address.
        address: std::net::IpAddr,
        /// The node.
        node: Slug,
    },
    /// The learner has given at most so many commands in this step.
    CommandsAtMost {
        /// How many.
        count: u32,
    },
    /// A number lies between bounds.
    Measured {
        /// The number.
        measure: Measure,
        /// The least.
        #[serde(default)]
        at_least: Option<Milli>,
        /// The most.
        #[serde(default)]
        at_most: Option<Milli>,
    },
}
