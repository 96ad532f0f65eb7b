//! Filters by prefix length: the Internet drops IPv4 prefixes longer than /24 and IPv6 prefixes
//! longer than /48 [RFC 7454 § 6.1.3].

use ipnet::IpNet;

/// The longest prefixes that are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxLengths {
    /// Of IPv4, 1 to 32.
    pub v4: u8,
    /// Of IPv6, 1 to 128.
    pub v6: u8,
}

impl MaxLengths {
    /// Every length is accepted.
    pub const ANY: Self = Self { v4: 32, v6: 128 };
    /// The custom of the Internet.
    pub const INTERNET: Self = Self { v4: 24, v6: 48 };

    /// The longest accepted length, if the prefix is longer.
    #[must_use]
    pub fn exceeded_by(self, prefix: &IpNet) -> Option<u8> {
        let most = match prefix {
            IpNet::V4(_) => self.v4,
            IpNet::V6(_) => self.v6,
        };
        (prefix.prefix_len() > most).then_some(most)
    }
}
