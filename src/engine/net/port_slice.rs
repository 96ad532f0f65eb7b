//! Port slices: the servers of a PoP share one egress address, each with ports of its own.
//!
//! A router sees from the port alone whose a reply is, and remembers nothing. With slices of 2,048
//! ports an address has 32, and the lowest is kept back: well-known ports lie there, and nobody
//! opens a connection from them. So an address serves 31 servers; the next one starts another
//! address, as a *block* of its own.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// All ports of an address.
const PORTS: u32 = 1 << 16;

/// How many ports a slice has: a power of two, so that a router can tell slices apart by a mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u16")]
pub struct SliceSize(u16);

/// Where a server sits: in which of the addresses that its PoP shares, and in which slice there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    /// Which address, from 0.
    pub block: u16,
    /// Which slice of it; 1 is the lowest that is given away.
    pub slice: u16,
}

/// Why a number of ports is no size of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SliceProblem {
    /// It is too small or too large.
    #[error(
        "a slice of {0} ports is out of range: {least} to {most} ports",
        least = SliceSize::LEAST,
        most = SliceSize::MOST
    )]
    OutOfRange(u64),
    /// It lies in the range, and is no power of two.
    #[error("{ports} is no power of two; the nearest are {below} and {above}")]
    NotAPowerOfTwo {
        /// The number.
        ports: u64,
        /// The next size below.
        below: SliceSize,
        /// The next size above.
        above: SliceSize,
    },
}

impl SliceSize {
    /// The smallest: 255 servers share an address.
    pub const LEAST: Self = Self(256);
    /// The largest: 7 servers share an address.
    pub const MOST: Self = Self(8_192);

    /// All sizes, from the smallest.
    pub const ALL: [Self; 6] =
        [Self::LEAST, Self(512), Self(1_024), Self(2_048), Self(4_096), Self::MOST];

    /// A size of so many ports.
    ///
    /// # Errors
    /// If it is out of range, or no power of two.
    pub fn new(ports: u64) -> Result<Self, SliceProblem> {
        let size = u16::try_from(ports).map_err(|_| SliceProblem::OutOfRange(ports))?;
        if !(Self::LEAST..=Self::MOST).contains(&Self(size)) {
            return Err(SliceProblem::OutOfRange(ports));
        }
        if size.is_power_of_two() {
            return Ok(Self(size));
        }
        let above = size.next_power_of_two();
        Err(SliceProblem::NotAPowerOfTwo { ports, below: Self(above / 2), above: Self(above) })
    }

    /// How many ports a slice has.
    #[must_use]
    pub const fn ports(self) -> u16 {
        self.0
    }

    /// How many slices an address has, with the one that is kept back.
    #[must_use]
    pub const fn count(self) -> u16 {
        // A bit less for each bit of a port within its slice.
        1 << (u16::BITS - self.bits())
    }

    /// How many servers share an address: all slices but the lowest are given away.
    #[must_use]
    pub const fn servers(self) -> u16 {
        self.count() - 1
    }

    /// The slice that a port is in.
    #[must_use]
    pub const fn slice_of(self, port: u16) -> u16 {
        port >> self.bits()
    }

    /// The ports of a slice; none if there is no such slice.
    #[must_use]
    pub fn range(self, slice: u16) -> RangeInclusive<u16> {
        match slice.checked_mul(self.0) {
            Some(first) => first..=first + (self.0 - 1),
            None => RangeInclusive::new(1, 0),
        }
    }

    /// How many addresses so many servers need.
    #[must_use]
    pub const fn blocks(self, servers: u16) -> u16 {
        servers.div_ceil(self.servers())
    }

    /// The seat of a server, by its number from 0.
    #[must_use]
    pub const fn seat(self, server: u16) -> Seat {
        Seat { block: server / self.servers(), slice: 1 + server % self.servers() }
    }

    /// Whose a port of a block is, by the server's number from 0; nobody's if it lies in the slice
    /// that is kept back. That there is a server of that number, the caller knows.
    #[must_use]
    pub fn server(self, block: u16, port: u16) -> Option<u16> {
        let place = self.slice_of(port).checked_sub(1)?;
        block.checked_mul(self.servers())?.checked_add(place)
    }

    /// The largest size with which one address has room for so many servers; none if even the
    /// smallest has not.
    #[must_use]
    pub fn for_servers(servers: u16) -> Option<Self> {
        let slices = (u32::from(servers) + 1).next_power_of_two();
        let most = PORTS / u32::from(Self::MOST.count()).max(slices);
        Self::new(most.into()).ok()
    }

    /// How many bits of a port say where it is within its slice.
    const fn bits(self) -> u32 {
        self.0.trailing_zeros()
    }
}

impl Default for SliceSize {
    /// 2,048 ports: 31 servers an address.
    fn default() -> Self {
        Self(2_048)
    }
}

impl TryFrom<u64> for SliceSize {
    type Error = SliceProblem;

    fn try_from(ports: u64) -> Result<Self, SliceProblem> {
        Self::new(ports)
    }
}

impl From<SliceSize> for u16 {
    fn from(size: SliceSize) -> Self {
        size.0
    }
}

impl fmt::Display for SliceSize {
    /// The number of ports.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn sizes() -> impl Strategy<Value = SliceSize> {
        prop::sample::select(SliceSize::ALL.to_vec())
    }

    #[test]
    fn an_address_serves_a_server_less_than_it_has_slices() {
        let found = SliceSize::ALL.map(|size| (size.ports(), size.count(), size.servers()));
        let expected = [
            (256, 256, 255),
            (512, 128, 127),
            (1_024, 64, 63),
            (2_048, 32, 31),
            (4_096, 16, 15),
            (8_192, 8, 7),
        ];
        assert_eq!(found, expected);
        assert_eq!(SliceSize::default().servers(), 31);
    }

    #[test]
    fn slices_are_disjoint_and_cover_all_ports() {
        for size in SliceSize::ALL {
            let ports: Vec<u16> = (0..size.count()).flat_map(|slice| size.range(slice)).collect();
            assert_eq!(ports, (0..=u16::MAX).collect::<Vec<_>>(), "{size}");
            for port in ports {
                assert!(size.range(size.slice_of(port)).contains(&port), "{size}, {port}");
            }
            for slice in [size.count(), size.count() + 1, u16::MAX] {
                assert_eq!(size.range(slice).count(), 0, "{size}, {slice}");
            }
        }
    }

    #[test]
    fn other_numbers_are_refused_each_with_its_reason() {
        let said = |ports| SliceSize::new(ports).unwrap_err().to_string();
        for ports in [0, 1, 128, 255, 8_193, 16_384, 65_536, 65_536 + 2_048, u64::MAX] {
            let expected = format!("a slice of {ports} ports is out of range: 256 to 8192 ports");
            assert_eq!(said(ports), expected);
        }
        for (ports, below, above) in
            [(257, 256, 512), (2_000, 1_024, 2_048), (2_049, 2_048, 4_096), (8_191, 4_096, 8_192)]
        {
            let expected =
                format!("{ports} is no power of two; the nearest are {below} and {above}");
            assert_eq!(said(ports), expected);
        }
        for size in SliceSize::ALL {
            assert_eq!(SliceSize::new(size.ports().into()), Ok(size));
        }
    }

    #[test]
    fn files_have_it_as_a_number() {
        for size in SliceSize::ALL {
            let text = serde_json::to_string(&size).unwrap();
            assert_eq!(text, size.ports().to_string());
            assert_eq!(serde_json::from_str::<SliceSize>(&text).unwrap(), size);
        }
        let refused = serde_json::from_str::<SliceSize>("3000").unwrap_err().to_string();
        assert!(refused.contains("the nearest are 2048 and 4096"), "{refused}");
    }

    #[test]
    fn the_largest_slice_that_has_room_is_chosen() {
        for servers in 0..=u16::MAX {
            let by_trial = SliceSize::ALL.into_iter().rev().find(|size| size.servers() >= servers);
            assert_eq!(SliceSize::for_servers(servers), by_trial, "{servers}");
        }
        assert_eq!(SliceSize::for_servers(255), Some(SliceSize::LEAST));
        assert_eq!(SliceSize::for_servers(256), None);
    }

    #[test]
    fn no_two_servers_share_a_port_of_an_address() {
        for size in SliceSize::ALL {
            let servers = 2 * size.servers() + 1;
            let seats: BTreeSet<Seat> = (0..servers).map(|server| size.seat(server)).collect();
            assert_eq!(seats.len(), usize::from(servers), "{size}");
            assert!(seats.iter().all(|seat| (1..size.count()).contains(&seat.slice)), "{size}");
            assert!(seats.iter().all(|seat| seat.block < size.blocks(servers)), "{size}");
            assert_eq!(size.blocks(servers), 3);
            assert_eq!(size.blocks(servers - 1), 2);
            assert_eq!(size.blocks(0), 0);
        }
    }

    proptest! {
        /// Seats are disjoint in (block, slice), slices in ports: so each port has one server.
        #[test]
        fn a_port_of_a_servers_seat_is_that_servers(size in sizes(), server: u16, nth: u16) {
            let Seat { block, slice } = size.seat(server);
            let port = size.range(slice).start() + nth % size.ports();
            prop_assert_eq!(size.server(block, port), Some(server));
        }

        #[test]
        fn whose_a_port_is_sits_there(size in sizes(), block: u16, port: u16) {
            match size.server(block, port) {
                Some(server) => {
                    let seat = Seat { block, slice: size.slice_of(port) };
                    prop_assert_eq!(size.seat(server), seat);
                }
                // There are not so many servers, or the port is kept back.
                None => prop_assert!(port < size.ports() || block > u16::MAX / size.servers() - 1),
            }
        }
    }
}
