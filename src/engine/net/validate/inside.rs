//! What is inside a PoP.

use super::Check;
use crate::engine::net::inside::{Inside, MAX_CHECK, MAX_SERVERS, MIN_CHECK};

impl Check<'_> {
    pub(super) fn inside(&mut self, place: &str, inside: &Inside) {
        let servers = u64::from(inside.servers);
        self.range(&format!("{place}.servers"), servers, 1, MAX_SERVERS.into());
        let least = u64::from(inside.least_servers);
        self.range(&format!("{place}.least_servers"), least, 0, servers);
        let (low, high) = (MIN_CHECK.as_us(), MAX_CHECK.as_us());
        self.range(&format!("{place}.check_us"), inside.check_us.as_us(), low, high);
    }
}
