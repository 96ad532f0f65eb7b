//! The addresses that are lent, counted through.
//!
//! An address's number is its place in the pool: prefixes one after another, and in each every
//! address, its first and last among them, since nobody uses them as a subnet's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use crate::engine::base::ids::AddressId;

/// The most addresses of a pool. Of a longer IPv6 prefix the first so many are used.
pub const MAX_POOL: u32 = 65_536;

/// Prefixes, and how many addresses lie in those before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    prefixes: Vec<(IpNet, u32)>,
    count: u32,
}

impl Pool {
    /// The addresses of these prefixes, as far as [`MAX_POOL`] goes.
    #[must_use]
    pub fn new(prefixes: &[IpNet]) -> Self {
        let mut pool = Self::default();
        for &prefix in prefixes {
            pool.add(prefix);
        }
        pool
    }

    /// Adds the addresses of a prefix after all others. Returns how many there were before, and
    /// are now.
    pub fn add(&mut self, prefix: IpNet) -> (u32, u32) {
        let first = self.count;
        let more = size(prefix).min(MAX_POOL - self.count);
        self.prefixes.push((prefix, first));
        self.count += more;
        (first, self.count)
    }

    /// How many addresses there are.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// The prefixes, in order.
    pub fn prefixes(&self) -> impl Iterator<Item = IpNet> {
        self.prefixes.iter().map(|&(prefix, _)| prefix)
    }

    /// All addresses, in order.
    pub fn addresses(&self) -> impl Iterator<Item = (AddressId, IpAddr)> {
        (0..self.count).filter_map(|number| {
            let id = AddressId::from(usize::try_from(number).ok()?);
            Some((id, self.address(id)?))
        })
    }

    /// The number of an address; absent: it is not in the pool.
    #[must_use]
    pub fn number(&self, address: IpAddr) -> Option<AddressId> {
        let (place, &(prefix, first)) =
            self.prefixes.iter().enumerate().find(|(_, (prefix, _))| prefix.contains(&address))?;
        let end = self.prefixes.get(place + 1).map_or(self.count, |&(_, next)| next);
        let number = first.checked_add(offset(prefix, address)?)?;
        (number < end).then(|| usize::try_from(number).ok().map(AddressId::from))?
    }

    /// The address of a number; absent: there are fewer.
    #[must_use]
    pub fn address(&self, id: AddressId) -> Option<IpAddr> {
        let number = id.get();
        if number >= self.count {
            return None;
        }
        let place = self.prefixes.partition_point(|&(_, first)| first <= number);
        let &(prefix, first) = self.prefixes.get(place.checked_sub(1)?)?;
        Some(nth(prefix, number - first))
    }
}

/// The nth address of a prefix, from 0, counted round if it has fewer.
#[must_use]
pub fn nth(prefix: IpNet, n: u32) -> IpAddr {
    match prefix.network() {
        IpAddr::V4(base) => Ipv4Addr::from(u32::from(base).wrapping_add(n)).into(),
        IpAddr::V6(base) => Ipv6Addr::from(u128::from(base).wrapping_add(n.into())).into(),
    }
}

/// Which address of a prefix it is, from 0; absent: it is another family's, or too far.
#[must_use]
pub fn offset(prefix: IpNet, address: IpAddr) -> Option<u32> {
    match (prefix.network(), address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => u32::from(address).checked_sub(u32::from(base)),
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            u32::try_from(u128::from(address).checked_sub(u128::from(base))?).ok()
        }
        _ => None,
    }
}

/// How many addresses a prefix has, or 2^32 − 1 if they are more.
#[must_use]
pub fn size(prefix: IpNet) -> u32 {
    let bits = prefix.max_prefix_len() - prefix.prefix_len();
    1_u32.checked_shl(bits.into()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Pool {
        let nets = ["203.0.113.0/24", "198.51.100.128/25", "2001:db8:7::/48"];
        Pool::new(&nets.map(|net| net.parse().unwrap()))
    }

    #[test]
    fn numbers_and_addresses_are_each_others() {
        let pool = pool();
        assert_eq!(pool.count(), MAX_POOL);
        for (id, address) in pool.addresses() {
            assert_eq!(pool.number(address), Some(id), "{address}");
        }
        let number = |text: &str| pool.number(text.parse().unwrap()).map(AddressId::get);
        assert_eq!(number("203.0.113.0"), Some(0));
        assert_eq!(number("203.0.113.255"), Some(255));
        assert_eq!(number("198.51.100.128"), Some(256));
        assert_eq!(number("2001:db8:7::1"), Some(256 + 128 + 1));
        for out in ["203.0.112.255", "198.51.100.127", "2001:db8:7:1::", "10.0.0.1"] {
            assert_eq!(number(out), None, "{out}");
        }
        assert_eq!(pool.address(AddressId::from(70_000)), None);
    }
}
