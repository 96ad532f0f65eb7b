//! Machines of client networks that obey somebody else.

use serde::{Deserialize, Serialize};

use crate::engine::base::text::{Slug, Text};

/// A botnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BotnetEntry {
    /// Its slug, unique in the scenario.
    pub slug: Slug,
    /// Its name.
    pub name: Text,
    /// Where its machines are.
    pub bots: Vec<BotsEntry>,
}

/// A botnet's machines in one client network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BotsEntry {
    /// The client network.
    pub client: Slug,
    /// How many of its users' machines.
    pub count: u64,
}
