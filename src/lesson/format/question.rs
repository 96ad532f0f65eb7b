//! What is asked, and answered by the engine: never typed in.

use serde::{Deserialize, Serialize};

use super::goal::Goal;
use super::measure::{Measure, Milli};
use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;

/// A question whose answer the engine computes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub asks: Asks,
    /// What is imagined to happen before; nothing: it is asked of things as they are.
    pub after: After,
}

/// What is imagined to happen: commands at once, then time until BGP has converged, then more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// The commands.
    pub commands: Vec<Command>,
    /// Time that passes after they were given and BGP has converged, in microseconds.
    pub wait: Option<Span>,
}

impl After {
    /// Whether nothing is imagined.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.commands.is_empty() && self.wait.is_none()
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Which node serves the client? Choices are nodes.
    WhichNodeServes {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// Which of the clients stays with its node? Choices are clients.
    WhichClientStays {
        /// The service.
        service: Slug,
    },
    /// Of which of the choices is the measure, which calls each of them `it`, the greatest or the
    /// least?
    WhichHas {
        /// The greatest or the least.
        the: Extreme,
        /// What is compared.
        measure: Measure,
    },
    /// In which order are the choices, by the measure, the least first?
    Order {
        /// What is compared.
        measure: Measure,
    },
    /// How much is it?
    HowMuch {
        /// What is asked for.
        measure: Measure,
        /// How far an answer may lie from it and be right; in its unit.
        tolerance: Milli,
    },
    /// Is it so? Choices are `yes` and `no`.
    IsItSo {
        /// What is claimed.
        goal: Goal,
    },
    /// By which step of the decision process, or for which other reason, does the router not use
    /// the route that it has from that neighbouring network? Choices are reasons.
    WhyNot {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
        /// The neighbouring network; of several routes from it, the one that stayed longest.
        from: Slug,
    },
    /// Which step left one route? Choices are reasons.
    WhatDecides {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
    },
    /// What becomes of a packet that the client sends? Choices are fates.
    WhatBecomes {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
}

/// One end of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Extreme {
    /// The greatest.
    Most,
    /// The least.
    Least,
}

/// What choices of a question are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// Nodes.
    Node,
    /// Client networks.
    Client,
    /// Whatever the measure's `it` stands for: nodes, client networks, routers.
    It,
    /// Yes and no.
    YesNo,
    /// [`Reason`](super::Reason)s.
    Reason,
    /// [`Outcome`](super::Outcome)s of a packet.
    Outcome,
    /// There are none: a number is asked for.
    Nothing,
}

impl Asks {
    /// What its choices are.
    #[must_use]
    pub const fn choice_kind(&self) -> ChoiceKind {
        match self {
            Self::WhichNodeServes { .. } => ChoiceKind::Node,
            Self::WhichClientStays { .. } => ChoiceKind::Client,
            Self::WhichHas { .. } | Self::Order { .. } => ChoiceKind::It,
            Self::HowMuch { .. } => ChoiceKind::Nothing,
            Self::IsItSo { .. } => ChoiceKind::YesNo,
            Self::WhyNot { .. } | Self::WhatDecides { .. } => ChoiceKind::Reason,
            Self::WhatBecomes { .. } => ChoiceKind::Outcome,
        }
    }
}

/// An answer: a learner's, or the engine's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// One of the choices.
    Choice(Slug),
    /// A number.
    Number(Milli),
    /// All choices, in an order.
    Order(Vec<Slug>),
}

impl From<&str> for Answer {
    fn from(slug: &str) -> Self {
        Self::Choice(slug.into())
    }
}

/// How a question is written.
#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
enum Form {
    WhichNodeServes {
        client: Slug,
        service: Slug,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    WhichClientStays {
        service: Slug,
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    WhichHas {
        the: Extreme,
        measure: Measure,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    Order {
        measure: Measure,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    HowMuch {
        measure: Measure,
        tolerance: Milli,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    IsItSo {
        goal: Goal,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    WhyNot {
        router: Slug,
        service: Slug,
        from: Slug,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    WhatDecides {
        router: Slug,
        service: Slug,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
    WhatBecomes {
        client: Slug,
        service: Slug,
        #[serde(default)]
        after: Vec<Command>,
        wait_us: Option<Span>,
    },
}

impl<'de> Deserialize<'de> for Question {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (asks, commands, wait) = match Form::deserialize(deserializer)? {
            Form::WhichNodeServes { client, service, after, wait_us } => {
                (Asks::WhichNodeServes { client, service }, after, wait_us)
            }
            Form::WhichClientStays { service, after, wait_us } => {
                (Asks::WhichClientStays { service }, after, wait_us)
            }
            Form::WhichHas { the, measure, after, wait_us } => {
                (Asks::WhichHas { the, measure }, after, wait_us)
            }
            Form::Order { measure, after, wait_us } => (Asks::Order { measure }, after, wait_us),
            Form::HowMuch { measure, tolerance, after, wait_us } => {
                (Asks::HowMuch { measure, tolerance }, after, wait_us)
            }
            Form::IsItSo { goal, after, wait_us } => (Asks::IsItSo { goal }, after, wait_us),
            Form::WhyNot { router, service, from, after, wait_us } => {
                (Asks::WhyNot { router, service, from }, after, wait_us)
            }
            Form::WhatDecides { router, service, after, wait_us } => {
                (Asks::WhatDecides { router, service }, after, wait_us)
            }
            Form::WhatBecomes { client, service, after, wait_us } => {
                (Asks::WhatBecomes { client, service }, after, wait_us)
            }
        };
        Ok(Self { asks, after: After { commands, wait } })
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Question {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Question".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Form::json_schema(generator)
    }
}
