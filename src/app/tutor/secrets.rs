//! What must not be shown yet: outcomes that the learner is asked to tell first.

use super::Tutor;
use crate::engine::base::ids::ClientId;
use crate::engine::net::network::Network;
use crate::lesson::format::{Asks, Task};

impl Tutor {
    /// Whether who serves this client is still a secret: the outcome of a prediction about it, as
    /// things are, has not been shown.
    #[must_use]
    pub fn conceals(&self, network: &Network, client: ClientId) -> bool {
        let slug = &network.clients[client].slug;
        self.lesson().steps.iter().any(|step| match &step.task {
            Task::Ask(inquiry) => {
                let Asks::WhichNodeServes { client, .. } = &inquiry.question.asks else {
                    return false;
                };
                let shown_by = inquiry.revealed_by.as_ref().unwrap_or(&step.slug);
                client == slug
                    && inquiry.question.after.is_nothing()
                    && !self.progress.done.contains(shown_by)
            }
            _ => false,
        })
    }
}
