//! Path attributes, each set kept once: routes, messages and facts hold a number instead.
//!
//! A world sees the same attributes many times: a route is told to a hundred neighbours, and comes
//! back whenever paths are explored again. So equal sets share one entry, comparing two routes
//! compares two numbers, and telling a route allocates nothing. Entries are never dropped; a world
//! sees few different ones for the messages it sends.

use std::hash::BuildHasherDefault;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHasher;
use typed_index_collections::TiVec;

use super::attributes::{AsPath, Attributes, Community};
use super::preference::PathRank;
use crate::engine::net::network::{Asn, BgpId};

/// The number of a set of path attributes in its world's [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributesId(u32);

impl AttributesId {
    /// The number itself.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The number in the lowest bits of a word, whatever stands above them.
    #[must_use]
    pub fn from_low_bits(word: u64) -> Self {
        Self(u32::try_from(word & (LIMIT - 1)).expect("29 bits fit"))
    }
}

/// More than any number: they have 29 bits, which is more sets than memory holds.
const LIMIT: u64 = 1 << 29;

impl From<usize> for AttributesId {
    fn from(index: usize) -> Self {
        let number = u32::try_from(index).ok().filter(|&number| u64::from(number) < LIMIT);
        Self(number.expect("a world sees fewer than 2^29 sets of attributes"))
    }
}

impl From<AttributesId> for usize {
    fn from(id: AttributesId) -> Self {
        Self::try_from(id.0).expect("targets have at least 32-bit indices")
    }
}

/// NEXT_HOP of an entry whose next hop is the sender's own address on the session: the usual
/// case, and then neighbours on different links share the entry.
const THE_SENDER: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// What the fast way of the decision process and of import look at, in one small record.
#[derive(Clone, Copy, Debug)]
pub struct Brief {
    /// Length of AS_PATH, and ORIGIN.
    pub path: PathRank,
    /// Whether comparing numbers does not do: there is a MULTI_EXIT_DISC, or the path is longer
    /// than numbers have room for.
    pub is_beyond_numbers: bool,
    /// Whether there is anything beyond the mandatory attributes and MULTI_EXIT_DISC:
    /// communities, the marks of reflection, Only to Customer, a next hop of its own.
    pub has_extras: bool,
    /// One bit for each AS of the path, by its number modulo 256: a clear bit means that the AS is
    /// not on the path.
    ases: [u64; BITS / 64],
}

/// Which ASes of all paths share one bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sharers {
    #[default]
    None,
    /// This one alone: the bit says all there is to say.
    One(Asn),
    Several,
}

impl Sharers {
    fn add(&mut self, asn: Asn) {
        *self = match *self {
            Self::None => Self::One(asn),
            Self::One(other) if other == asn => return,
            _ => Self::Several,
        };
    }
}

/// How many bits there are.
const BITS: usize = 256;

/// Which bit an AS has.
fn bit(asn: Asn) -> usize {
    let [low, ..] = asn.0.to_le_bytes();
    low.into()
}

fn bits(path: &AsPath) -> [u64; BITS / 64] {
    let mut bits = [0; BITS / 64];
    for bit in path.ases().iter().copied().map(bit) {
        bits[bit / 64] |= 1 << (bit % 64);
    }
    bits
}

impl Brief {
    fn has(&self, bit: usize) -> bool {
        self.ases[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// Whether there is nothing beyond the mandatory attributes, and numbers say all of them.
    #[must_use]
    pub const fn is_simple(&self) -> bool {
        !(self.is_beyond_numbers || self.has_extras)
    }

    fn of(attributes: &Attributes) -> Self {
        let path = PathRank::new(attributes.as_path.length(), attributes.origin);
        Self {
            path,
            is_beyond_numbers: attributes.med.is_some() || path.is_too_long(),
            has_extras: !attributes.communities.is_empty()
                || attributes.originator_id.is_some()
                || !attributes.cluster_list.is_empty()
                || attributes.only_to_customer.is_some()
                || attributes.next_hop != THE_SENDER,
            ases: bits(&attributes.as_path),
        }
    }
}

/// Those of each bit.
#[derive(Clone, Debug)]
struct AllSharers([Sharers; BITS]);

impl Default for AllSharers {
    fn default() -> Self {
        Self([Sharers::None; BITS])
    }
}

/// What becomes of attributes when a speaker tells them over eBGP, without rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Telling {
    told: AttributesId,
    by: Asn,
    keeps_med: bool,
}

/// All sets of path attributes that a world has seen.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// By number. LOCAL_PREF is 0: it goes beside the number, because it differs from router to
    /// router where all else is the same.
    entries: IndexSet<Arc<Attributes>, BuildHasherDefault<FxHasher>>,
    briefs: TiVec<AttributesId, Brief>,
    sharers: AllSharers,
    tellings: IndexMap<Telling, AttributesId, BuildHasherDefault<FxHasher>>,
}

impl Table {
    /// The number of these attributes, as told by a speaker with this address. LOCAL_PREF is left
    /// out of account.
    pub fn intern(&mut self, attributes: &Attributes, sender: IpAddr) -> AttributesId {
        let is_plain = attributes.next_hop == sender;
        let next_hop = if is_plain { THE_SENDER } else { attributes.next_hop };
        self.insert(Attributes { next_hop, local_pref: 0, ..attributes.clone() })
    }

    fn insert(&mut self, attributes: Attributes) -> AttributesId {
        let (place, is_new) = self.entries.insert_full(Arc::new(attributes));
        if is_new {
            let attributes = &self.entries[place];
            self.briefs.push(Brief::of(attributes));
            for &asn in attributes.as_path.ases() {
                self.sharers.0[bit(asn)].add(asn);
            }
        }
        place.into()
    }

    fn entry(&self, id: AttributesId) -> &Attributes {
        self.entries.get_index(id.into()).expect("a number comes from its own world's table")
    }

    /// The attributes of this number, with this LOCAL_PREF, as told by a speaker with this address.
    #[must_use]
    pub fn attributes(&self, id: AttributesId, local_pref: u32, sender: IpAddr) -> Attributes {
        let entry = self.entry(id);
        let next_hop = if entry.next_hop == THE_SENDER { sender } else { entry.next_hop };
        Attributes { next_hop, local_pref, ..entry.clone() }
    }

    /// The AS_PATH of these attributes.
    #[must_use]
    pub fn as_path(&self, id: AttributesId) -> &AsPath {
        &self.entry(id).as_path
    }

    /// COMMUNITIES of these attributes.
    #[must_use]
    pub fn communities(&self, id: AttributesId) -> &[Community] {
        if self.briefs[id].has_extras { &self.entry(id).communities } else { &[] }
    }

    /// NEXT_HOP of these attributes; absent: the sender's own address.
    #[must_use]
    pub fn next_hop(&self, id: AttributesId) -> Option<IpAddr> {
        Some(self.entry(id).next_hop).filter(|&next_hop| next_hop != THE_SENDER)
    }

    /// ORIGINATOR_ID and the length of CLUSTER_LIST [RFC 4456 § 8].
    #[must_use]
    pub fn reflection(&self, id: AttributesId) -> (Option<BgpId>, usize) {
        let entry = self.entry(id);
        (entry.originator_id, entry.cluster_list.len())
    }

    /// What these attributes are, in short.
    #[inline]
    #[must_use]
    pub fn brief(&self, id: AttributesId) -> &Brief {
        &self.briefs[id]
    }

    /// Whether an AS is on the path.
    #[inline]
    #[must_use]
    pub fn is_on_path(&self, id: AttributesId, asn: Asn) -> bool {
        let bit = bit(asn);
        self.briefs[id].has(bit)
            && (self.sharers.0[bit] == Sharers::One(asn) || self.as_path(id).contains(asn))
    }

    /// These attributes as the AS `by` tells them over eBGP when no rule says otherwise: its number
    /// in front, its own address as next hop, MULTI_EXIT_DISC only if it `keeps_med`.
    ///
    /// Only for attributes without extras ([`Brief::has_extras`]).
    pub fn told(&mut self, told: AttributesId, by: Asn, keeps_med: bool) -> AttributesId {
        let telling = Telling { told, by, keeps_med };
        if let Some(&known) = self.tellings.get(&telling) {
            return known;
        }
        let entry = self.entry(told);
        let attributes = Attributes {
            as_path: entry.as_path.prepended(by, 1),
            med: entry.med.filter(|_| keeps_med),
            ..entry.clone()
        };
        let id = self.insert(attributes);
        self.tellings.insert(telling, id);
        id
    }

    /// How many different sets there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::bgp::attributes::Origin;

    const SENDER: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    fn attributes(ases: &[u32]) -> Attributes {
        let ases: Vec<Asn> = ases.iter().copied().map(Asn).collect();
        Attributes {
            origin: Origin::Igp,
            as_path: AsPath::new(&ases),
            next_hop: SENDER,
            med: Some(7),
            local_pref: 100,
            communities: Vec::new(),
            originator_id: None,
            cluster_list: Vec::new(),
            only_to_customer: None,
        }
    }

    #[test]
    fn equal_attributes_share_one_entry_whoever_sends_them() {
        let mut table = Table::default();
        let other = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2));
        let one = table.intern(&attributes(&[1, 2]), SENDER);
        let two = Attributes { next_hop: other, local_pref: 5, ..attributes(&[1, 2]) };
        assert_eq!(table.intern(&two, other), one);
        assert_eq!(table.attributes(one, 5, other), two);
        let kept = table.intern(&two, SENDER);
        assert_ne!(kept, one);
        assert_eq!(table.next_hop(kept), Some(other));
        assert_eq!(table.attributes(kept, 5, SENDER), two);
        assert_eq!(table.count(), 2);
    }

    #[test]
    fn telling_puts_the_own_number_in_front() {
        let mut table = Table::default();
        let one = table.intern(&attributes(&[256]), SENDER);
        let told = table.told(one, Asn(512), false);
        assert_eq!(table.told(one, Asn(512), false), told);
        let expected = Attributes { med: None, ..attributes(&[512, 256]) };
        assert_eq!(table.attributes(told, 100, SENDER), expected);
        assert_ne!(table.told(one, Asn(512), true), told);
        assert!(table.is_on_path(told, Asn(256)) && table.is_on_path(told, Asn(512)));
        // The same bit, another number.
        assert!(!table.is_on_path(told, Asn(768)));
    }
}
