//! Where ports can run out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::engine::base::mixing::mixed;

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Remote {
    /// Its address.
    pub address: IpAddr,
    /// Its port.
    pub port: u16,
}

/// Where ports can run out: a slice of a source address, towards one remote end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The address that connections are opened from.
    pub source: IpAddr,
    /// The lowest port of the slice.
    pub first: u16,
    /// Its highest port.
    pub last: u16,
    /// Whom they are opened to.
    pub to: Remote,
}

impl Remote {
    /// The lowest and the highest in their order.
    pub(super) const BOUNDS: [Self; 2] = [
        Self { address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), port: 0 },
        Self { address: IpAddr::V6(Ipv6Addr::from_bits(u128::MAX)), port: u16::MAX },
    ];
}

impl Place {
    /// The last port's distance from the first; none if there are no ports.
    pub(super) const fn most(&self) -> Option<u16> {
        self.last.checked_sub(self.first)
    }

    /// Where choosing begins.
    pub(super) fn offset(&self, most: u16, lot: u64) -> u16 {
        let hash = self.numbers().into_iter().fold(mixed(lot), |hash, n| mixed(hash ^ n));
        u16::try_from(hash % (u64::from(most) + 1)).expect("at most `most`")
    }

    /// All that it is, in numbers.
    pub(super) fn numbers(&self) -> [u64; 7] {
        let [source, to] = [self.source, self.to.address].map(|address| {
            let (family, bits) = match address {
                IpAddr::V4(address) => (4, u128::from(address.to_bits())),
                IpAddr::V6(address) => (6, address.to_bits()),
            };
            let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).expect("64 bits");
            [family, half(bits >> 64), half(bits)]
        });
        let [first, last, port] = [self.first, self.last, self.to.port].map(u64::from);
        let ports = first << 32 | last << 16 | port;
        [source[0], source[1], source[2], to[0], to[1], to[2], ports]
    }
}
