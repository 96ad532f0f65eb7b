//! ORIGIN, as files write it.

use serde::{Deserialize, Serialize};

/// ORIGIN, best first [RFC 4271 § 5.1.1].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Interior to the originating AS.
    #[default]
    Igp,
    /// Learned by the EGP of RFC 904.
    Egp,
    /// Learned some other way.
    Incomplete,
}
