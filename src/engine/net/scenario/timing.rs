//! The scenario's `timing`: timers, as they are written.

use serde::{Deserialize, Serialize};

use crate::engine::base::time::Span;

/// Timers of all speakers and clients of a scenario. All spans are in microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// MinRouteAdvertisementInterval on eBGP sessions [RFC 4271 § 9.2.1.1]; 0 switches it off.
    pub mrai_ebgp_us: Span,
    /// MinRouteAdvertisementInterval on iBGP sessions; 0 switches it off.
    pub mrai_ibgp_us: Span,
    /// Whether the interval holds withdrawals back too.
    pub mrai_covers_withdrawals: bool,
    /// Whether each interval is multiplied by a seeded factor of 0.75 to 1 [RFC 4271 § 10].
    pub mrai_jitter: bool,
    /// How often each client network sends a packet to each service; absent: never by itself.
    #[serde(default)]
    pub client_interval_us: Option<Span>,
}
