//! Numbers that the engine can be asked for: what questions, goals and figures speak of.
//!
//! Each has one unit, and its value is kept in thousandths of it, so that no float is needed. A
//! thing of the world may be called `it` where a question compares several.

use std::fmt;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::engine::base::text::Slug;

/// Who a question means when it asks the same of several things, one after another.
pub const IT: &str = "it";

/// A number of the world, or of what happened since the step began.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Measure {
    /// Client networks that the node serves. In networks.
    Catchment {
        /// The node.
        node: Slug,
    },
    /// Client networks that no node of the service serves. In networks.
    Unserved {
        /// The service.
        service: Slug,
    },
    /// From the client to the node that serves it and back. In milliseconds.
    RoundTrip {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// From the client's city to the node's, along the globe. In kilometres.
    Distance {
        /// The client.
        client: Slug,
        /// The node.
        node: Slug,
    },
    /// Autonomous systems in the AS_PATH of the router's best route to the service.
    PathLength {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
    },
    /// Routes to the service that the router has in its Adj-RIBs-In, whether it may use them or
    /// not.
    Routes {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
    },
    /// What arrives at the node, of what it can take. In percent.
    Load {
        /// The node.
        node: Slug,
    },
    /// Of what client networks ask of the service, what is answered. In percent.
    Served {
        /// The service.
        service: Slug,
    },
    /// Of what the client asks of the service, what is lost. In percent.
    Loss {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// From the last routing command to the last change of a best route. In seconds.
    LastChange {},
    /// UPDATEs sent since the last routing command.
    Updates {},
    /// Changes of the router's best route to the service after the last routing command.
    Explored {
        /// The router.
        router: Slug,
        /// The service.
        service: Slug,
    },
    /// For how long the client was answered by nobody since the last routing command, as its
    /// way stood at each change of a route. In seconds.
    Outage {
        /// The client.
        client: Slug,
        /// The service.
        service: Slug,
    },
    /// Sessions, and egress connections, that go on.
    SessionsAlive {},
    /// Sessions, and egress connections, that were lost since the step began.
    SessionsLost {},
    /// Ports that the node's servers hold towards the destination, of all that they have. In
    /// percent.
    PortsUsed {
        /// The node.
        node: Slug,
        /// The destination.
        destination: Slug,
    },
    /// Addresses that servers send from, by the egress design that is chosen.
    EgressAddresses {},
    /// Commands that the learner has given in this step.
    Commands {},
}

/// What a number must lie between; at least one end is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Bounds {
    /// The least.
    #[serde(default)]
    pub at_least: Option<Milli>,
    /// The most.
    #[serde(default)]
    pub at_most: Option<Milli>,
}

impl Bounds {
    /// Whether a value lies between.
    #[must_use]
    pub fn hold(self, value: Milli) -> bool {
        self.at_least.is_none_or(|least| value >= least)
            && self.at_most.is_none_or(|most| value <= most)
    }
}

/// A figure quoted in prose, as `[113 ms](#computed/lima)`: the engine knows it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Figure {
    /// What it is.
    pub measure: Measure,
    /// It is so as this step begins. One of the two is given.
    #[serde(default)]
    pub at: Option<Slug>,
    /// It is so once this step's solution is done.
    #[serde(default)]
    pub after: Option<Slug>,
}

/// A number in thousandths of its unit. In files it is written with up to three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milli(pub i64);

impl Milli {
    /// So many whole ones.
    #[must_use]
    pub const fn whole(count: i64) -> Self {
        Self(count.saturating_mul(1000))
    }

    /// Reads a plain decimal number with at most three decimals: `30`, `-1.5`, `0.125`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_empty = whole.is_empty() && decimals.is_empty();
        if is_empty || decimals.len() > 3 || !is_plain(whole) || !is_plain(decimals) {
            return None;
        }
        let padded = format!("{whole}{decimals:0<3}");
        let value = padded.parse::<i64>().ok()?;
        Some(Self(if is_negative { -value } else { value }))
    }
}

impl fmt::Display for Milli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, value) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let decimals = format!("{:03}", value % 1000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{point}{decimals}", value / 1000)
    }
}

impl<'de> Deserialize<'de> for Milli {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let text = number.to_string();
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!("{text} is no number with at most three decimals"))
        })
    }
}

impl Serialize for Milli {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_string();
        let number: serde_json::Number = text.parse().map_err(S::Error::custom)?;
        number.serialize(serializer)
    }
}
