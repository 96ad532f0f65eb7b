//! Timers.

use super::{Check, MAX_SPAN_US, MIN_CLIENT_INTERVAL_US};
use crate::engine::net::scenario::Timing;

impl Check<'_> {
    pub(super) fn timing(&mut self, timing: &Timing) {
        self.range("timing.mrai_ebgp_us", timing.mrai_ebgp_us.as_us(), 0, MAX_SPAN_US);
        self.range("timing.mrai_ibgp_us", timing.mrai_ibgp_us.as_us(), 0, MAX_SPAN_US);
        if let Some(interval) = timing.client_interval_us {
            let place = "timing.client_interval_us";
            self.range(place, interval.as_us(), MIN_CLIENT_INTERVAL_US, MAX_SPAN_US);
        }
    }
}
