//! The scenario's `timing`: timers, as they are written, and the presets that fill in the rest.

use serde::{Deserialize, Serialize};

use crate::engine::base::time::Span;

/// Timers of all speakers and clients of a scenario. All spans are in microseconds.
///
/// In a file every field may be left out, and then is as the preset has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct Timing {
    /// MinRouteAdvertisementInterval on eBGP sessions [RFC 4271 § 9.2.1.1]; 0 switches it off.
    pub mrai_ebgp_us: Span,
    /// MinRouteAdvertisementInterval on iBGP sessions; 0 switches it off.
    pub mrai_ibgp_us: Span,
    /// What one timer covers.
    pub mrai_scope: MraiScope,
    /// Whether the interval holds withdrawals back too.
    pub mrai_covers_withdrawals: bool,
    /// Whether each interval is multiplied by a seeded factor of 0.75 to 1 [RFC 4271 § 10].
    pub mrai_jitter: bool,
    /// Hold time [RFC 4271 § 4.2]; 0: a silent neighbour is never noticed.
    pub hold_us: Span,
    /// Longest time between two messages to a neighbour [RFC 4271 § 4.4].
    pub keepalive_us: Span,
    /// Bidirectional Forwarding Detection on links between networks; absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bfd: Option<BfdEntry>,
    /// How long a router works on one UPDATE, at least.
    pub processing_us: Span,
    /// How long a router works on one UPDATE, at most: each time is drawn anew.
    pub processing_max_us: Span,
    /// Restart Time of graceful restart [RFC 4724 § 3]; absent: restarts are not graceful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_time_us: Option<Span>,
    /// Route flap damping; absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damping: Option<Damping>,
    /// How often each client network sends a packet to each service; absent: never by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_interval_us: Option<Span>,
}

impl Default for Timing {
    fn default() -> Self {
        Preset::default().timing()
    }
}

/// What one MRAI timer covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MraiScope {
    /// All that is told to one peer, as implementations do.
    #[default]
    Peer,
    /// One prefix told to one peer, as RFC 4271 words it.
    Destination,
}

/// Bidirectional Forwarding Detection [RFC 5880].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BfdEntry {
    /// Time between two control packets.
    pub interval_us: Span,
    /// So many intervals of silence, and the session is down.
    pub multiplier: u32,
}

/// How routes that flap are damped [RFC 2439, RFC 7196]; penalties are plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Damping {
    /// Above this penalty a route is suppressed [RFC 7196 § 6: no less than 6,000].
    pub suppress: u32,
    /// Below this penalty it is used again.
    pub reuse: u32,
    /// The time in which a penalty halves.
    pub half_life_us: Span,
    /// The longest suppression of a route that has fallen quiet.
    pub max_suppress_us: Span,
    /// The penalty for a withdrawal.
    pub withdrawal: u32,
    /// The penalty for a change of attributes.
    pub attribute_change: u32,
}

impl Default for Damping {
    /// The values in general use, with the suppress threshold of RFC 7196 § 6.
    fn default() -> Self {
        Self {
            suppress: 6_000,
            reuse: 750,
            half_life_us: Span::from_s(15 * 60),
            max_suppress_us: Span::from_s(60 * 60),
            withdrawal: 1_000,
            attribute_change: 500,
        }
    }
}

/// Timers by the name of who has them so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// What RFC 4271 § 10 suggests: MRAI 30 s and 5 s with jitter, hold time 90 s.
    #[default]
    Rfc4271,
    /// FRR's defaults: no MRAI, hold time 180 s.
    Frr,
    /// Quagga's defaults: MRAI 30 s and 5 s without jitter, hold time 180 s.
    Quagga,
    /// BIRD's defaults: no MRAI at all, hold time 240 s.
    Bird,
    /// A data centre's: no MRAI, BFD of 3 times 300 ms, hold time 9 s.
    Fast,
}

impl Preset {
    /// Its timers.
    #[must_use]
    pub const fn timing(self) -> Timing {
        let (mrai_ebgp_us, mrai_ibgp_us) = match self {
            Self::Rfc4271 | Self::Quagga => (Span::from_s(30), Span::from_s(5)),
            Self::Frr | Self::Bird | Self::Fast => (Span::ZERO, Span::ZERO),
        };
        let hold_s = match self {
            Self::Rfc4271 => 90,
            Self::Frr | Self::Quagga => 180,
            Self::Bird => 240,
            Self::Fast => 9,
        };
        let bfd = match self {
            Self::Fast => Some(BfdEntry { interval_us: Span::from_ms(300), multiplier: 3 }),
            _ => None,
        };
        Timing {
            mrai_ebgp_us,
            mrai_ibgp_us,
            mrai_scope: MraiScope::Peer,
            mrai_covers_withdrawals: false,
            mrai_jitter: matches!(self, Self::Rfc4271),
            hold_us: Span::from_s(hold_s),
            keepalive_us: Span::from_s(hold_s / 3),
            bfd,
            processing_us: Span::ZERO,
            processing_max_us: Span::ZERO,
            restart_time_us: None,
            damping: None,
            client_interval_us: None,
        }
    }
}

/// `timing` as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Timing", default)]
#[derive(Default)]
struct Written {
    preset: Preset,
    mrai_ebgp_us: Option<Span>,
    mrai_ibgp_us: Option<Span>,
    mrai_scope: Option<MraiScope>,
    mrai_covers_withdrawals: Option<bool>,
    mrai_jitter: Option<bool>,
    hold_us: Option<Span>,
    keepalive_us: Option<Span>,
    bfd: Option<BfdEntry>,
    processing_us: Option<Span>,
    processing_max_us: Option<Span>,
    restart_time_us: Option<Span>,
    damping: Option<Damping>,
    client_interval_us: Option<Span>,
}

impl From<Written> for Timing {
    fn from(written: Written) -> Self {
        let base = written.preset.timing();
        let third = |hold: Span| Span::from_us(hold.as_us() / 3);
        let processing_us = written.processing_us.unwrap_or(base.processing_us);
        Self {
            mrai_ebgp_us: written.mrai_ebgp_us.unwrap_or(base.mrai_ebgp_us),
            mrai_ibgp_us: written.mrai_ibgp_us.unwrap_or(base.mrai_ibgp_us),
            mrai_scope: written.mrai_scope.unwrap_or(base.mrai_scope),
            mrai_covers_withdrawals: written
                .mrai_covers_withdrawals
                .unwrap_or(base.mrai_covers_withdrawals),
            mrai_jitter: written.mrai_jitter.unwrap_or(base.mrai_jitter),
            hold_us: written.hold_us.unwrap_or(base.hold_us),
            keepalive_us: written
                .keepalive_us
                .unwrap_or_else(|| written.hold_us.map_or(base.keepalive_us, third)),
            bfd: written.bfd.or(base.bfd),
            processing_us,
            processing_max_us: written.processing_max_us.unwrap_or(processing_us),
            restart_time_us: written.restart_time_us.or(base.restart_time_us),
            damping: written.damping.or(base.damping),
            client_interval_us: written.client_interval_us.or(base.client_interval_us),
        }
    }
}
