//! What must not be shown yet: outcomes that the learner is asked to tell first.
//!
//! A question that is asked of things as they are hides just what answers it, wherever it would be
//! seen, until its answer is locked; one whose outcome a later step shows, until that step. Where
//! the answer is that of a single client network or router, it is hidden as long before as nothing
//! will have changed when it is asked.

use std::collections::BTreeSet;

use super::Tutor;
use crate::engine::base::ids::{ClientId, RouterId};
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::command_kind::CommandKind;
use crate::lesson::format::{Act, Allow, Asks, Goal, Inquiry, Measure, Step, Task};

/// What must not be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// Client networks of which it is not told who serves them.
    clients: BTreeSet<ClientId>,
    /// Whether that is told of none.
    is_every_client: bool,
    /// Client networks of which it is not told how long their packets take.
    trips: BTreeSet<ClientId>,
    /// Routers of which it is not told what they choose, and why.
    routers: BTreeSet<RouterId>,
    /// Routers of which not even that is told which routes they have.
    tables: BTreeSet<RouterId>,
    /// What is told of nowhere.
    topics: BTreeSet<Topic>,
}

/// What may be kept secret as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What is asked of nodes, answered and lost.
    Loads,
    /// What the last command came to: changes, messages, time.
    Course,
    /// How many sessions go on, and how many were lost.
    Sessions,
    /// Which addresses and ports servers use.
    Egress,
}

impl Secrets {
    /// Whether nothing is secret.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is not told who serves this client network.
    #[must_use]
    pub fn hide_client(&self, client: ClientId) -> bool {
        self.is_every_client || self.clients.contains(&client)
    }

    /// Whether it is not told how long packets of this client network take.
    #[must_use]
    pub fn hide_trip(&self, client: ClientId) -> bool {
        self.hide_client(client) || self.trips.contains(&client)
    }

    /// Whether one of these is not told of some client network.
    #[must_use]
    pub fn hide_someone(&self) -> bool {
        self.is_every_client || !self.clients.is_empty() || !self.trips.is_empty()
    }

    /// Whether it is not told what this router chooses.
    #[must_use]
    pub fn hide_choice(&self, router: RouterId) -> bool {
        self.routers.contains(&router) || self.tables.contains(&router)
    }

    /// Whether not even that is told which routes it has.
    #[must_use]
    pub fn hide_table(&self, router: RouterId) -> bool {
        self.tables.contains(&router)
    }

    /// Whether it is not told where packets end that are sent from a router: all of them, or those
    /// of a client network there.
    #[must_use]
    pub fn hide_way(&self, network: &Network, router: RouterId) -> bool {
        let is_at = |&client: &ClientId| network.clients[client].router == router;
        self.is_every_client || self.hide_choice(router) || self.clients.iter().any(is_at)
    }

    /// Whether a topic is told of nowhere. Loads would tell, too, where client networks go.
    #[must_use]
    pub fn hide(&self, topic: Topic) -> bool {
        let is_told_by =
            topic == Topic::Loads && (self.is_every_client || !self.clients.is_empty());
        is_told_by || self.topics.contains(&topic)
    }

    /// What answers a question, if it is asked of things as they are.
    fn of(inquiry: &Inquiry, network: &Network) -> Self {
        let mut secrets = Self::default();
        let question = &inquiry.question;
        if question.after.is_nothing() {
            secrets.ask(&question.asks, &inquiry.choices, network);
        }
        secrets
    }

    fn ask(&mut self, asks: &Asks, choices: &[Slug], network: &Network) {
        match asks {
            Asks::WhichNodeServes { client, .. } | Asks::WhatBecomes { client, .. } => {
                self.client(client, network);
            }
            // Without anything imagined, all of them stay.
            Asks::WhichClientStays { .. } => {}
            Asks::WhichHas { measure, .. } | Asks::Order { measure } => {
                for choice in choices {
                    self.measure(&measure.of(choice), network);
                }
            }
            Asks::HowMuch { measure, .. } => self.measure(measure, network),
            Asks::IsItSo { goal } => self.goal(goal, network),
            Asks::WhyNot { router, .. } | Asks::WhatDecides { router, .. } => {
                self.router(router, network);
            }
        }
    }

    fn measure(&mut self, measure: &Measure, network: &Network) {
        match measure {
            Measure::Catchment { .. } | Measure::Unserved { .. } => self.is_every_client = true,
            Measure::RoundTrip { client, .. } | Measure::Distance { client, .. } => {
                self.trips.extend(network.names.clients.get(client));
            }
            Measure::PathLength { router, .. } => self.router(router, network),
            Measure::Routes { router, .. } => self.table(router, network),
            Measure::Load { .. } | Measure::Served { .. } | Measure::Loss { .. } => {
                self.topic(Topic::Loads);
            }
            Measure::LastChange {}
            | Measure::Updates {}
            | Measure::Explored { .. }
            | Measure::Outage { .. } => self.topic(Topic::Course),
            Measure::SessionsAlive {} | Measure::SessionsLost {} => self.topic(Topic::Sessions),
            Measure::PortsUsed { .. } | Measure::EgressAddresses {} => self.topic(Topic::Egress),
            // Everybody can count those.
            Measure::Commands {} => {}
        }
    }

    fn goal(&mut self, goal: &Goal, network: &Network) {
        match goal {
            Goal::All(goals) | Goal::Any(goals) => {
                for goal in goals {
                    self.goal(goal, network);
                }
            }
            Goal::Not(goal) | Goal::Within { goal, .. } | Goal::For { goal, .. } => {
                self.goal(goal, network);
            }
            Goal::ServedBy { client, .. }
            | Goal::NotServedBy { client, .. }
            | Goal::Reachable { client, .. }
            | Goal::Path { client, .. } => self.client(client, network),
            Goal::EveryClientServed { .. } | Goal::Catchment { .. } => self.is_every_client = true,
            Goal::Converged {} | Goal::ConvergedWithin { .. } | Goal::ExploredAtLeast { .. } => {
                self.topic(Topic::Course);
            }
            Goal::HasRoute { router, .. } => self.table(router, network),
            Goal::RouteVia { router, .. }
            | Goal::EliminatedAt { router, .. }
            | Goal::Validity { router, .. } => self.router(router, network),
            Goal::LoadBelow { .. } | Goal::ServedAtLeast { .. } | Goal::LossBelow { .. } => {
                self.topic(Topic::Loads);
            }
            Goal::SessionsSurviving { .. } | Goal::SessionsLost { .. } => {
                self.topic(Topic::Sessions);
            }
            Goal::PortsUsed { .. } | Goal::AddressAt { .. } => self.topic(Topic::Egress),
            Goal::Measured { measure, .. } => self.measure(measure, network),
            // What the learner did or can see at a glance.
            Goal::PacketsSent { .. }
            | Goal::AnswersArrived { .. }
            | Goal::NodeWithdrawn { .. }
            | Goal::NodeAnnounced { .. }
            | Goal::Explained { .. }
            | Goal::CommandsAtMost { .. } => {}
        }
    }

    fn client(&mut self, client: &Slug, network: &Network) {
        self.clients.extend(network.names.clients.get(client));
    }

    fn router(&mut self, router: &Slug, network: &Network) {
        self.routers.extend(network.names.routers.get(router));
    }

    fn table(&mut self, router: &Slug, network: &Network) {
        self.tables.extend(network.names.routers.get(router));
    }

    fn topic(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// What one was just invited to find out is no secret: client networks that the steps before
    /// name for packets to be sent from, back to the last in which the world changed.
    fn tell(&mut self, before: &[Step], network: &Network) {
        for step in before.iter().rev() {
            let asked = allowed(step).iter().filter(|allow| is_question(allow.kind));
            for client in asked.filter_map(|allow| allow.only.as_ref()).flatten() {
                if let Some(client) = network.names.clients.get(client) {
                    self.clients.remove(client);
                    self.trips.remove(client);
                }
            }
            if changes_the_world(step) {
                return;
            }
        }
    }

    /// Those of single client networks and routers alone.
    fn narrow(self) -> Self {
        Self { is_every_client: false, topics: BTreeSet::new(), ..self }
    }

    fn add(&mut self, other: Self) {
        self.clients.extend(other.clients);
        self.trips.extend(other.trips);
        self.routers.extend(other.routers);
        self.tables.extend(other.tables);
        self.topics.extend(other.topics);
        self.is_every_client |= other.is_every_client;
    }
}

impl Tutor {
    /// What must not be shown now.
    #[must_use]
    pub const fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Looks anew at what must not be shown.
    pub(super) fn keep_secrets(&mut self, network: &Network) {
        let mut secrets = Secrets::default();
        let steps = &self.lesson().steps;
        for (n, step) in steps.iter().enumerate() {
            let Task::Ask(inquiry) = &step.task else { continue };
            let mut here = Secrets::of(inquiry, network);
            if !gives_commands(step) {
                here.tell(&steps[..n], network);
            }
            if !self.is_done(step) && n == self.reached {
                secrets.add(here);
            } else if self.is_done(step) {
                // Locked, and shown later. What is everywhere is shown as that step begins, since
                // nothing could be shown there else.
                let place = inquiry.revealed_by.as_ref().and_then(|by| self.lesson().position(by));
                match place {
                    Some(place) if place > self.reached => secrets.add(here),
                    Some(place) if !self.is_done(&steps[place]) => secrets.add(here.narrow()),
                    _ => {}
                }
            } else if n > self.reached && !steps[self.reached..n].iter().any(changes_the_world) {
                secrets.add(here.narrow());
            }
        }
        self.secrets = secrets;
    }
}

/// Whether the world may be another after a step than it was before.
fn changes_the_world(step: &Step) -> bool {
    let allows = |allow: &[Allow]| !allow.iter().all(|allow| is_question(allow.kind));
    gives_commands(step)
        || match &step.task {
            Task::Do(exercise) => allows(&exercise.allow),
            Task::Free { allow } => allow.as_deref().is_none_or(allows),
            Task::Read | Task::Ask(_) => false,
        }
}

/// Whether the lesson itself changes it as a step begins.
fn gives_commands(step: &Step) -> bool {
    step.events.iter().any(|act| matches!(act, Act::Command(_)))
}

/// The commands that a step names for the learner.
fn allowed(step: &Step) -> &[Allow] {
    match &step.task {
        Task::Do(exercise) => &exercise.allow,
        Task::Free { allow } => allow.as_deref().unwrap_or_default(),
        Task::Read | Task::Ask(_) => &[],
    }
}

/// Whether a command only asks the network something.
const fn is_question(kind: CommandKind) -> bool {
    matches!(
        kind,
        CommandKind::SendPacket
            | CommandKind::Ping
            | CommandKind::Traceroute
            | CommandKind::QueryIdServer
    )
}
