//! The lesson file, format `anycast-lab/lesson/1`: structure only, no word for a learner.
//!
//! Documented for authors in `lessons/README.md`. Things of the world are named by their slugs.
//! Every kind of choice here is closed: there is no expression language.

use serde::Deserialize;

use super::command_kind::CommandKind;
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/lesson/1";

/// A lesson's structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in files and links; its folder has the same.
    pub slug: Slug,
    /// The slug of the scenario it plays in.
    pub world: Slug,
    /// The seed of that world's randomness.
    pub seed: u64,
    /// How long a learner takes, roughly.
    pub minutes: u8,
    /// The cities that the map shows at first; none: the whole world.
    pub camera: Vec<Slug>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Lesson {
    /// The place of the step of this name.
    #[must_use]
    pub fn position(&self, step: &Slug) -> Option<usize> {
        self.steps.iter().position(|one| one.slug == *step)
    }

    /// The predictions whose outcome is told once the step `step` is done, with their steps.
    pub fn revealed_by<'a>(
        &'a self,
        step: &'a Slug,
    ) -> impl Iterator<Item = (&'a Step, &'a Prediction)> {
        self.steps.iter().filter_map(move |one| match &one.task {
            Task::Predict(prediction) if prediction.revealed_by.as_ref() == Some(step) => {
                Some((one, prediction))
            }
            _ => None,
        })
    }
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name; the prose has a section for it.
    pub slug: Slug,
    /// The cities that the map shows from here on; absent: it stays as it is.
    pub camera: Option<Vec<Slug>>,
    /// How fast time runs from here on; absent: as before.
    pub pace: Option<Pace>,
    /// What is asked.
    pub task: Task,
}

/// What a step asks of the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// To read.
    Read,
    /// To predict, before anything happens.
    Predict(Prediction),
    /// To do something to the world, or look at something in it.
    Do(Exercise),
}

/// A prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// What is to be predicted; the engine knows the answer.
    pub question: Question,
    /// The choices: slugs of nodes or of clients, as the question wants.
    pub choices: Vec<Slug>,
    /// The later step that shows what happens; absent: it is told once the prediction is locked.
    pub revealed_by: Option<Slug>,
}

/// An exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The commands that the learner may give.
    pub allow: Vec<Allow>,
    /// What the world, or the learner, must have come to.
    pub goals: Vec<GoalEntry>,
    /// One way to get there; also how the lesson catches up when it is resumed.
    pub solution: Vec<Act>,
}

/// A kind of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// [`Task::Read`].
    Read,
    /// [`Task::Predict`].
    Predict,
    /// [`Task::Do`].
    Do,
}

/// How fast time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// Slow enough to follow a packet.
    Packets,
    /// Slow enough to follow UPDATEs across an ocean.
    Routing,
    /// Fast enough to wait for a timer of half a minute.
    Timers,
}

/// A question whose answer the engine computes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// Which node serves the client, once the commands are carried out and BGP has converged?
    /// Choices are nodes.
    WhichNodeServes {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
        /// The commands; none: as things are.
        #[serde(default)]
        after: Vec<Command>,
    },
    /// Which of the clients stays with its node, when the commands are carried out and BGP has
    /// converged? Choices are clients.
    WhichClientStays {
        /// The service.
        service: Slug,
        /// The commands.
        after: Vec<Command>,
    },
}

/// Commands that the learner may give in a step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Allow {
    /// The kind of command.
    #[serde(rename = "do")]
    pub kind: CommandKind,
    /// Only to these nodes, links, clients, routers or sessions; absent: to all.
    #[serde(default)]
    pub only: Option<Vec<Slug>>,
}

impl Allow {
    /// Whether it covers this command.
    #[must_use]
    pub fn covers(&self, command: &Command) -> bool {
        let (kind, thing) = CommandKind::of(command);
        kind == self.kind
            && self.only.as_ref().is_none_or(|only| thing.is_some_and(|thing| only.contains(thing)))
    }
}

/// A goal with its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GoalEntry {
    /// Its name; the prose has a section for it.
    pub slug: Slug,
    /// What must be so.
    pub needs: Goal,
    /// Whether it is so from the start and must be so at the end: a condition, not a task.
    #[serde(default)]
    pub keep: bool,
}

/// A goal: a predicate over the world and over what happened since the step began.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Goal {
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
    /// Packets of every client reach some node of the service.
    EveryClientServed {
        /// The service.
        service: Slug,
    },
    /// BGP has converged since the last command that the learner gave in this step.
    Converged {},
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
}

/// Something done in a solution.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// A command is given.
    Command(Command),
    /// The router's explanation is opened.
    Explain {
        /// The router.
        router: Slug,
    },
    /// Time passes until BGP has converged.
    Settle {},
    /// Time passes.
    Wait {
        /// How long, in microseconds; at most an hour.
        us: Span,
    },
}
