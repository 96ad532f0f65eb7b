//! Timers, each within its range.

use super::{Check, MAX_SPAN_US, MIN_CLIENT_INTERVAL_US};
use crate::engine::base::time::Span;
use crate::engine::net::scenario::{Damping, Timing};

/// The shortest hold time that is not none, in microseconds [RFC 4271 § 4.2].
pub const MIN_HOLD_US: u64 = 3_000_000;
/// KEEPALIVE messages must not be sent more often than this, in microseconds [RFC 4271 § 4.4].
pub const MIN_KEEPALIVE_US: u64 = 1_000_000;
/// The shortest interval of BFD, in microseconds.
pub const MIN_BFD_INTERVAL_US: u64 = 1_000;
/// The longest interval of BFD, in microseconds.
pub const MAX_BFD_INTERVAL_US: u64 = 10_000_000;
/// BFD's Detect Mult has eight bits and is not zero [RFC 5880 § 4.1].
pub const MAX_BFD_MULTIPLIER: u64 = 255;
/// The longest work on one UPDATE, in microseconds.
pub const MAX_PROCESSING_US: u64 = 60_000_000;
/// The shortest Restart Time, in microseconds.
pub const MIN_RESTART_TIME_US: u64 = 1_000_000;
/// The shortest half-life of a penalty, in microseconds.
pub const MIN_HALF_LIFE_US: u64 = 60_000_000;
/// The longest half-life of a penalty, in microseconds.
pub const MAX_HALF_LIFE_US: u64 = 45 * 60_000_000;
/// The highest penalty [RFC 7196 § 6].
pub const MAX_PENALTY: u64 = 50_000;

impl Check<'_> {
    pub(super) fn timing(&mut self, timing: &Timing) {
        self.span("mrai_ebgp_us", timing.mrai_ebgp_us, 0, MAX_SPAN_US);
        self.span("mrai_ibgp_us", timing.mrai_ibgp_us, 0, MAX_SPAN_US);
        let hold = timing.hold_us.as_us();
        if hold != 0 && !(MIN_HOLD_US..=MAX_SPAN_US).contains(&hold) {
            let message =
                format!("must be 0 or lie between {MIN_HOLD_US} and {MAX_SPAN_US}, not {hold}");
            self.wrong("timing.hold_us", message);
        } else if hold != 0 {
            // A third of the hold time is what RFC 4271 § 4.4 calls reasonable.
            self.span("keepalive_us", timing.keepalive_us, MIN_KEEPALIVE_US, hold / 3);
        }
        if let Some(bfd) = timing.bfd {
            let (low, high) = (MIN_BFD_INTERVAL_US, MAX_BFD_INTERVAL_US);
            self.span("bfd.interval_us", bfd.interval_us, low, high);
            self.range("timing.bfd.multiplier", bfd.multiplier.into(), 1, MAX_BFD_MULTIPLIER);
        }
        self.span("processing_us", timing.processing_us, 0, MAX_PROCESSING_US);
        let low = timing.processing_us.as_us().min(MAX_PROCESSING_US);
        self.span("processing_max_us", timing.processing_max_us, low, MAX_PROCESSING_US);
        if let Some(restart) = timing.restart_time_us {
            self.span("restart_time_us", restart, MIN_RESTART_TIME_US, MAX_SPAN_US);
        }
        if let Some(damping) = &timing.damping {
            self.damping(damping);
        }
        if let Some(interval) = timing.client_interval_us {
            self.span("client_interval_us", interval, MIN_CLIENT_INTERVAL_US, MAX_SPAN_US);
        }
    }

    fn damping(&mut self, damping: &Damping) {
        let half_life = damping.half_life_us;
        self.span("damping.half_life_us", half_life, MIN_HALF_LIFE_US, MAX_HALF_LIFE_US);
        let low = half_life.as_us().min(MAX_HALF_LIFE_US);
        self.span("damping.max_suppress_us", damping.max_suppress_us, low, MAX_SPAN_US);
        self.range("timing.damping.reuse", damping.reuse.into(), 1, MAX_PENALTY - 1);
        let above = u64::from(damping.reuse).min(MAX_PENALTY - 1) + 1;
        self.range("timing.damping.suppress", damping.suppress.into(), above, MAX_PENALTY);
        for (field, value) in
            [("withdrawal", damping.withdrawal), ("attribute_change", damping.attribute_change)]
        {
            self.range(&format!("timing.damping.{field}"), value.into(), 0, MAX_PENALTY);
        }
    }

    fn span(&mut self, field: &str, span: Span, low: u64, high: u64) {
        self.range(&format!("timing.{field}"), span.as_us(), low, high);
    }
}
