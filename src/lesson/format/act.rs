//! What is done to a world: by a learner's leave, by a solution, or by the lesson itself.

use serde::Deserialize;

use crate::engine::base::text::Slug;
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;
use crate::lesson::command_kind::CommandKind;

/// Something done in a solution, or by the lesson as a step begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// A command is given.
    Command(Command),
    /// The router's explanation is opened. Only in a solution.
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

/// Commands that the learner may give in a step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
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
