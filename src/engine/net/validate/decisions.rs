//! Decision profiles and their options.

use super::{Check, MAX_PATHS};
use crate::engine::net::profile_name::ProfileName;
use crate::engine::net::scenario::NetworkEntry;

impl Check<'_> {
    pub(super) fn decision(&mut self, place: &str, network: &NetworkEntry) {
        if let Some(name) = &network.profile
            && ProfileName::from_name(name).is_none()
        {
            let message = format!("`{name}` is no profile; one of {}", ProfileName::listed());
            self.wrong(&format!("{place}.profile"), message);
        }
        if let Some(most) = network.decision.maximum_paths {
            let place = format!("{place}.decision.maximum_paths");
            self.range(&place, most.into(), 1, MAX_PATHS.into());
        }
    }
}
