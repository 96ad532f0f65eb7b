//! The state of one AS in 32 bits, so that the better of two routes is the smaller number.
//!
//! From the highest bit down: the class of the neighbour it came from (2 bits), the length of
//! its AS_PATH, the next hop's rank among the BGP Identifiers, the origin that it leads to.
//! Compared as numbers, that is LOCAL_PREF by relation, then the shorter path, then the lower
//! identifier [RFC 4271 § 9.1.2.2]; the origin never decides, as two routes from one neighbour
//! are never compared. How wide each field is depends on the graph and the number of origins:
//! with 80,000 ASes and 20 origins 17 bits of rank, 5 of origin, and 8 of length.

use crate::engine::net::network::NeighborIs;

/// The state of one AS; only its [`Layout`] can read it.
pub type Word = u32;

/// No route: worse than any.
pub const NOTHING: Word = Word::MAX;

/// Where the class begins: 0 customer's or own, 1 peer's, 2 provider's, 3 none.
const CLASS_SHIFT: u32 = Word::BITS - 2;
const PEER: Word = 1 << CLASS_SHIFT;
const PROVIDER: Word = 2 << CLASS_SHIFT;
const NONE: Word = 3 << CLASS_SHIFT;

/// How the bits of a word are shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    rank_shift: u32,
    length_shift: u32,
    /// What a route keeps from AS to AS: length and origin.
    kept: Word,
    /// One in the field of the rank, and one in that of the length: to multiply by the first takes
    /// fewer registers than to shift.
    one_rank: Word,
    one_further: Word,
}

impl Layout {
    /// The layout for so many ASes and origins.
    #[must_use]
    pub fn new(ases: usize, origins: usize) -> Self {
        let rank_shift = bits(origins);
        let length_shift = rank_shift + bits(ases);
        let length = (1_u32 << CLASS_SHIFT) - (1 << length_shift);
        let origin = (1 << rank_shift) - 1;
        let (one_rank, one_further) = (1 << rank_shift, 1 << length_shift);
        Self { rank_shift, length_shift, kept: length | origin, one_rank, one_further }
    }

    /// The most ASes that an AS_PATH can have.
    #[must_use]
    pub const fn longest_path(self) -> u32 {
        (1 << (CLASS_SHIFT - self.length_shift)) - 1
    }

    /// The route of an origin itself: nobody's is shorter.
    #[must_use]
    pub const fn own(self, origin: u32) -> Word {
        origin
    }

    /// What becomes of a customer's route at its provider.
    #[must_use]
    pub const fn from_customer(self, word: Word, rank: u32) -> Word {
        self.one_further(word, rank)
    }

    /// What becomes of a route of the first class at a peer.
    #[must_use]
    pub const fn from_peer(self, word: Word, rank: u32) -> Word {
        self.one_further(word, rank) + PEER
    }

    /// What becomes of any route at a customer; without one there is nothing to tell.
    #[must_use]
    pub const fn from_provider(self, word: Word, rank: u32) -> Word {
        if self.has_route(word) { self.one_further(word, rank) + PROVIDER } else { NOTHING }
    }

    const fn one_further(self, word: Word, rank: u32) -> Word {
        (word & self.kept) + self.one_further + rank * self.one_rank
    }

    /// Whether there is a route.
    #[must_use]
    pub const fn has_route(self, word: Word) -> bool {
        word < NONE
    }

    /// What the neighbour that it came from is; an own route counts as a customer's.
    #[must_use]
    pub const fn relation(self, word: Word) -> Option<NeighborIs> {
        match word >> CLASS_SHIFT {
            0 => Some(NeighborIs::Customer),
            1 => Some(NeighborIs::Peer),
            2 => Some(NeighborIs::Provider),
            _ => None,
        }
    }

    /// How many ASes the AS_PATH has.
    #[must_use]
    pub const fn length(self, word: Word) -> u32 {
        (word & ((1 << CLASS_SHIFT) - 1)) >> self.length_shift
    }

    /// The rank of the next hop.
    #[must_use]
    pub const fn rank(self, word: Word) -> u32 {
        (word & ((1 << self.length_shift) - 1)) >> self.rank_shift
    }

    /// The origin.
    #[must_use]
    pub const fn origin(self, word: Word) -> u32 {
        word & ((1 << self.rank_shift) - 1)
    }
}

/// How many bits tell `n` things apart.
fn bits(n: usize) -> u32 {
    usize::BITS - n.saturating_sub(1).leading_zeros()
}
