//! From a scenario file to what a world is made of.

use std::sync::Arc;

use crate::engine::net::network::Network;
use crate::engine::net::scenario::Scenario;

/// Everything a world needs but its seed: the network, and how its speakers are configured.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The network.
    pub network: Arc<Network>,
}

/// One thing wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place in the file, as a path: `links[3].a`.
    pub place: String,
    /// What is wrong and what was expected, in plain English.
    pub message: String,
}

impl Setup {
    /// Checks a scenario and builds its network.
    ///
    /// # Errors
    /// All problems at once.
    pub fn from_scenario(_scenario: &Scenario) -> Result<Self, Vec<Problem>> {
        Err(Vec::new())
    }

    /// Reads, checks and builds a scenario from its file's text.
    ///
    /// # Errors
    /// All problems at once; text that is not JSON, or not of the format, is one problem.
    pub fn from_json(_text: &str) -> Result<Self, Vec<Problem>> {
        Err(Vec::new())
    }
}
