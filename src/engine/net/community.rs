//! Communities, as files write them [RFC 1997].

use std::fmt;

use serde::{Deserialize, Serialize};

/// A community: two 16-bit halves, written `high:low` [RFC 1997].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Community(pub u32);

impl Community {
    /// The session it was told over is about to be shut down [RFC 8326 § 5].
    pub const GRACEFUL_SHUTDOWN: Self = Self(0xFFFF_0000);
    /// Packets to it are to be dropped [RFC 7999 § 5].
    pub const BLACKHOLE: Self = Self(0xFFFF_029A);
    /// Not to be told to eBGP neighbours [RFC 1997].
    pub const NO_EXPORT: Self = Self(0xFFFF_FF01);
    /// Not to be told to anybody [RFC 1997].
    pub const NO_ADVERTISE: Self = Self(0xFFFF_FF02);
}

impl TryFrom<String> for Community {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|error| format!("`{text}` {error}"))
    }
}

impl From<Community> for String {
    fn from(community: Community) -> Self {
        community.to_string()
    }
}

impl std::str::FromStr for Community {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "no-export" => return Ok(Self::NO_EXPORT),
            "no-advertise" => return Ok(Self::NO_ADVERTISE),
            "graceful-shutdown" => return Ok(Self::GRACEFUL_SHUTDOWN),
            "blackhole" => return Ok(Self::BLACKHOLE),
            _ => {}
        }
        let parse = |half: &str| half.parse::<u16>().ok().map(u32::from);
        text.split_once(':')
            .and_then(|(high, low)| Some(Self(parse(high)? << 16 | parse(low)?)))
            .ok_or("is no community: two numbers up to 65535, as in `64500:80`")
    }
}

impl fmt::Display for Community {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0 >> 16, self.0 & 0xFFFF)
    }
}
