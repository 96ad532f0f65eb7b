//! The five-tuple: what routers tell flows apart by.

use std::net::IpAddr;

use crate::engine::base::mixing::mixed;
use crate::engine::dataplane::packet::{Packet, Protocol};

/// Addresses, ports and protocol of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FiveTuple {
    /// Source address.
    pub source: IpAddr,
    /// Destination address.
    pub destination: IpAddr,
    /// Source and destination port.
    pub ports: [u16; 2],
    /// The protocol.
    pub protocol: Protocol,
}

impl FiveTuple {
    /// A packet's.
    #[must_use]
    pub const fn of(packet: &Packet) -> Self {
        Self {
            source: packet.source,
            destination: packet.destination,
            ports: packet.ports,
            protocol: packet.kind.protocol(),
        }
    }

    /// A hash of all of it. Each router has a seed of its own, or flows that one router sends one
    /// way would all be sent one way by the next, too.
    #[must_use]
    pub fn hash(&self, seed: u64) -> u64 {
        let [from, to] = self.ports.map(u64::from);
        let rest = from << 32 | to << 16 | u64::from(self.protocol.number());
        let hash =
            [self.source, self.destination].into_iter().fold(mixed(seed), |hash, address| {
                let bits = match address {
                    IpAddr::V4(address) => u128::from(u32::from(address)),
                    IpAddr::V6(address) => u128::from(address),
                };
                let [high, low] = [bits >> 64, bits & u128::from(u64::MAX)]
                    .map(|half| u64::try_from(half).expect("64 bits"));
                mixed(mixed(hash ^ high) ^ low)
            });
        mixed(hash ^ rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(port: u16) -> FiveTuple {
        FiveTuple {
            source: "198.18.1.1".parse().unwrap(),
            destination: "2001:db8::53".parse().unwrap(),
            ports: [port, 443],
            protocol: Protocol::Tcp,
        }
    }

    #[test]
    fn each_part_and_the_seed_make_another_hash() {
        let one = tuple(50_000);
        let others = [
            tuple(50_001),
            FiveTuple { source: "198.18.1.2".parse().unwrap(), ..one },
            FiveTuple { destination: "2001:db8:1::53".parse().unwrap(), ..one },
            FiveTuple { protocol: Protocol::Udp, ..one },
            FiveTuple { ports: [443, 50_000], ..one },
        ];
        assert!(others.iter().all(|other| other.hash(7) != one.hash(7)));
        assert_ne!(one.hash(7), one.hash(8));
        assert_eq!(one.hash(7), tuple(50_000).hash(7));
    }

    #[test]
    fn flows_spread_evenly() {
        let mut counts = [0_u32; 8];
        for port in 40_000..48_000 {
            counts[usize::try_from(tuple(port).hash(1) % 8).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }
}
