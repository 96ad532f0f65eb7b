//! The names of decision profiles: how routing software of different makers chooses. What they
//! stand for is BGP's affair.

use serde::{Deserialize, Serialize};

/// The profiles that ship.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ProfileName {
    /// RFC 4271 § 9.1.2.2 with RFC 4456 § 9, without a maker's habits.
    #[default]
    Rfc4271,
    /// Cisco IOS.
    Cisco,
    /// FRRouting.
    Frr,
    /// BIRD.
    Bird,
    /// Juniper Junos OS.
    Junos,
    /// OpenBGPD.
    OpenBgpd,
}

impl ProfileName {
    /// All of them, the default first.
    pub const ALL: [Self; 6] =
        [Self::Rfc4271, Self::Cisco, Self::Frr, Self::Bird, Self::Junos, Self::OpenBgpd];

    /// Its name in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rfc4271 => "rfc4271",
            Self::Cisco => "cisco",
            Self::Frr => "frr",
            Self::Bird => "bird",
            Self::Junos => "junos",
            Self::OpenBgpd => "openbgpd",
        }
    }

    /// The profile of a name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == name)
    }

    /// All names, for a message: `rfc4271, cisco, …`.
    #[must_use]
    pub fn listed() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}
