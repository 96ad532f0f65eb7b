//! UPDATE messages [RFC 4271 § 4.3].
//!
//! Simplified: one prefix a message. A real UPDATE may carry several prefixes with the same
//! attributes; what is learned from it is the same.

use std::fmt;
use std::num::NonZeroU64;
use std::sync::Arc;

use super::attributes::Attributes;
use super::table::AttributesId;
use crate::engine::base::ids::PrefixId;
use crate::engine::net::network::NeighborIs;

/// A route as one speaker tells it to another, in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advertised {
    /// Its path attributes.
    pub attributes: Arc<Attributes>,
    /// On iBGP: what the neighbour that the route entered this AS from is to it. Real networks
    /// carry this in communities of their own; here it travels beside the attributes. Absent on
    /// eBGP, and for routes originated inside.
    pub entered_from: Option<NeighborIs>,
}

/// The same in one word, as messages and tables hold it: comparing two routes compares two
/// numbers, and no route is as small as one.
///
/// From the top: 3 bits for the relation, so that no route is zero, 29 for the attributes, 32 for
/// LOCAL_PREF.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Told(NonZeroU64);

/// The number of a relation by which a route may have entered the AS; none of them is 0 or more
/// than 7.
#[must_use]
pub const fn entrance(entered_from: Option<NeighborIs>) -> u8 {
    match entered_from {
        None => 1,
        Some(NeighborIs::Customer) => 2,
        Some(NeighborIs::Peer) => 3,
        Some(NeighborIs::Provider) => 4,
        Some(NeighborIs::Internal) => 5,
        Some(NeighborIs::Unrelated) => 6,
    }
}

/// Every relation by which a route may have entered the AS.
pub const ENTRANCES: [Option<NeighborIs>; 6] = [
    None,
    Some(NeighborIs::Customer),
    Some(NeighborIs::Peer),
    Some(NeighborIs::Provider),
    Some(NeighborIs::Internal),
    Some(NeighborIs::Unrelated),
];

const ENTERED_SHIFT: u32 = 61;
const ATTRIBUTES_SHIFT: u32 = 32;
const ATTRIBUTES_MASK: u64 = (1 << 29) - 1;

impl Told {
    /// A route with these path attributes, LOCAL_PREF beside them (over eBGP, where it is not
    /// sent, the default), that entered the AS from such a neighbour, as in [`Advertised`].
    #[must_use]
    pub fn new(
        attributes: AttributesId,
        local_pref: u32,
        entered_from: Option<NeighborIs>,
    ) -> Self {
        let entered = u64::from(entrance(entered_from));
        let attributes = u64::from(attributes.get()) << ATTRIBUTES_SHIFT;
        let word = entered << ENTERED_SHIFT | attributes | u64::from(local_pref);
        Self(NonZeroU64::new(word).expect("no relation is zero"))
    }

    /// The word itself, for fingerprints of one world.
    #[must_use]
    pub const fn word(self) -> u64 {
        self.0.get()
    }

    /// Whether two routes, or the lack of one, are the same: one comparison of two numbers, which
    /// the comparison of two options is not.
    #[inline]
    #[must_use]
    pub fn is_same(one: Option<Self>, other: Option<Self>) -> bool {
        let word = |told: Option<Self>| told.map_or(0, Self::word);
        word(one) == word(other)
    }

    /// This route, or the lack of one, if `is_told`; else none. Without a branch: whom a storm
    /// tells what follows no pattern.
    #[inline]
    #[must_use]
    pub fn only_if(is_told: bool, told: Option<Self>) -> Option<Self> {
        let mask = 0_u64.wrapping_sub(u64::from(is_told));
        NonZeroU64::new(told.map_or(0, Self::word) & mask).map(Self)
    }

    /// Whether the two differ in nothing but the relation by which they entered the AS.
    #[inline]
    #[must_use]
    pub const fn is_like(self, other: Self) -> bool {
        (self.0.get() ^ other.0.get()) << (u64::BITS - ENTERED_SHIFT) == 0
    }

    /// The same with other path attributes.
    #[must_use]
    pub fn with(self, attributes: AttributesId) -> Self {
        let others = self.0.get() & !(ATTRIBUTES_MASK << ATTRIBUTES_SHIFT);
        let word = others | u64::from(attributes.get()) << ATTRIBUTES_SHIFT;
        Self(NonZeroU64::new(word).expect("no relation is zero"))
    }

    /// The path attributes, but LOCAL_PREF.
    #[must_use]
    pub fn attributes(self) -> AttributesId {
        AttributesId::from_low_bits(self.0.get() >> ATTRIBUTES_SHIFT)
    }

    /// LOCAL_PREF; over eBGP, where it is not sent, the default.
    #[must_use]
    pub fn local_pref(self) -> u32 {
        let [a, b, c, d, ..] = self.0.get().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    /// The [number](entrance) of the relation by which it entered the AS.
    #[inline]
    #[must_use]
    pub const fn entrance(self) -> u8 {
        let [.., top] = self.0.get().to_le_bytes();
        top >> (ENTERED_SHIFT + u8::BITS - u64::BITS)
    }

    /// As in [`Advertised`].
    #[must_use]
    pub const fn entered_from(self) -> Option<NeighborIs> {
        match self.0.get() >> ENTERED_SHIFT {
            2 => Some(NeighborIs::Customer),
            3 => Some(NeighborIs::Peer),
            4 => Some(NeighborIs::Provider),
            5 => Some(NeighborIs::Internal),
            6 => Some(NeighborIs::Unrelated),
            _ => None,
        }
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told")
            .field("attributes", &self.attributes())
            .field("local_pref", &self.local_pref())
            .field("entered_from", &self.entered_from())
            .finish()
    }
}

/// What an UPDATE says of one prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Update {
    /// The prefix.
    pub prefix: PrefixId,
    /// The route, or nothing: withdrawn.
    pub route: Option<Told>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_holds_all_of_a_route() {
        for entered_from in ENTRANCES {
            for attributes in [0, 1, (1 << 29) - 1].map(AttributesId::from) {
                for local_pref in [0, 1, u32::MAX] {
                    let told = Told::new(attributes, local_pref, entered_from);
                    assert_eq!(told.attributes(), attributes);
                    assert_eq!(told.local_pref(), local_pref);
                    assert_eq!(told.entered_from(), entered_from);
                    assert_eq!(told.entrance(), entrance(entered_from));
                }
            }
        }
    }
}
