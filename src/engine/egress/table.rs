//! The table: which PoP each address is lent to, and as which of that PoP's.
//!
//! A version of it never changes; a change makes the next one. PoPs hear of versions at different
//! times, and each decides by the one that it has ([`decide`](super::decide)).

use std::collections::BTreeMap;

use typed_index_collections::TiVec;

use crate::engine::base::digest::Intake;
use crate::engine::base::ids::{AddressId, NodeId, TagId};
use crate::engine::base::time::SimTime;
use crate::engine::net::egress::Layout;
use crate::engine::net::port_slice::SliceSize;

/// What an address is lent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lending {
    /// The PoP.
    pub owner: NodeId,
    /// What it says of who uses it.
    pub tag: TagId,
    /// Which of the PoP's servers share it: block 0 the first as many as there are slices, block 1
    /// the next.
    pub block: u16,
    /// Who had it before, if it was moved.
    pub former: Option<Former>,
}

/// Who had an address before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// The PoP.
    pub owner: NodeId,
    /// Which of its servers shared it.
    pub block: u16,
    /// Until when it keeps its connections, and is sent what is for them.
    pub until: SimTime,
}

/// A PoP among which addresses are shared out, and how many servers it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borrower {
    /// The PoP.
    pub node: NodeId,
    /// Its servers.
    pub servers: u16,
}

/// A version of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    version: u32,
    lent: TiVec<AddressId, Option<Lending>>,
    /// The addresses of a PoP for a tag, in order.
    held: BTreeMap<(NodeId, TagId), Vec<AddressId>>,
}

/// How many addresses PoPs need, so that every server has a slice of one for each tag.
#[must_use]
pub fn needed(borrowers: &[Borrower], tags: u64, slice: SliceSize) -> u64 {
    borrowers.iter().map(|one| u64::from(slice.blocks(one.servers)) * tags).sum()
}

impl Table {
    /// A pool of so many addresses, lent so that every server has a slice of one for each tag, as
    /// far as they go.
    #[must_use]
    pub fn lent_out(
        count: u32,
        borrowers: &[Borrower],
        tags: usize,
        slice: SliceSize,
        layout: Layout,
    ) -> Self {
        let mut table = Self::default();
        table.grow(count);
        let tags = || (0..tags).map(TagId::from);
        let blocks = |one: &Borrower| {
            let node = one.node;
            (0..slice.blocks(one.servers)).map(move |block| (node, block))
        };
        let order: Vec<(NodeId, TagId, u16)> = match layout {
            Layout::ByTag => tags()
                .flat_map(|tag| borrowers.iter().map(move |one| (tag, one)))
                .flat_map(|(tag, one)| blocks(one).map(move |(node, block)| (node, tag, block)))
                .collect(),
            Layout::ByPop => borrowers
                .iter()
                .flat_map(blocks)
                .flat_map(|(node, block)| tags().map(move |tag| (node, tag, block)))
                .collect(),
        };
        for (place, (owner, tag, block)) in order.into_iter().enumerate() {
            let id = AddressId::from(place);
            if place < table.lent.len() {
                table.put(id, Some(Lending { owner, tag, block, former: None }));
            }
        }
        table
    }

    /// Its number: each change makes it one more.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// How many addresses it knows of, lent or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lent.len()
    }

    /// What an address is lent for, if it is.
    #[inline]
    #[must_use]
    pub fn lending(&self, id: AddressId) -> Option<&Lending> {
        self.lent.get(id)?.as_ref()
    }

    /// All that is lent, in the pool's order.
    pub fn lendings(&self) -> impl Iterator<Item = (AddressId, &Lending)> {
        self.lent.iter_enumerated().filter_map(|(id, lending)| Some((id, lending.as_ref()?)))
    }

    /// The first address that nobody has.
    #[must_use]
    pub fn spare(&self) -> Option<AddressId> {
        self.lent.iter_enumerated().find(|(_, lending)| lending.is_none()).map(|(id, _)| id)
    }

    /// The addresses of a PoP for a tag.
    #[must_use]
    pub fn held(&self, node: NodeId, tag: TagId) -> &[AddressId] {
        self.held.get(&(node, tag)).map_or(&[], Vec::as_slice)
    }

    /// The addresses in which a server has a slice for a tag, and which slice that is.
    pub fn seats_of(
        &self,
        node: NodeId,
        server: u16,
        tag: TagId,
        slice: SliceSize,
    ) -> impl Iterator<Item = (AddressId, u16)> {
        let seat = slice.seat(server);
        let held = self.held(node, tag).iter().copied();
        held.filter(move |&id| self.lending(id).is_some_and(|lending| lending.block == seat.block))
            .map(move |id| (id, seat.slice))
    }

    /// Whether an owner of before may still have connections from an address.
    #[must_use]
    pub fn is_in_grace(&self, id: AddressId, now: SimTime) -> bool {
        let former = self.lending(id).and_then(|lending| lending.former);
        former.is_some_and(|former| now < former.until)
    }

    /// The pool has become larger.
    pub fn grow(&mut self, count: u32) {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.lent.resize(count.max(self.lent.len()), None);
    }

    /// Lends an address that nobody has.
    pub fn lend(&mut self, id: AddressId, owner: NodeId, tag: TagId, blocks: u16) {
        let block = self.scarcest_block(owner, tag, blocks);
        self.put(id, Some(Lending { owner, tag, block, former: None }));
        self.version += 1;
    }

    /// Takes an address back.
    pub fn take_back(&mut self, id: AddressId) {
        self.put(id, None);
        self.version += 1;
    }

    /// Moves addresses, each to a PoP with so many blocks of servers. Their owners of before keep
    /// their connections until some time.
    pub fn move_to(
        &mut self,
        moves: impl IntoIterator<Item = (AddressId, NodeId, u16)>,
        until: SimTime,
    ) {
        for (id, to, blocks) in moves {
            let Some(&Lending { owner, tag, block, .. }) = self.lending(id) else { continue };
            let former = Some(Former { owner, block, until });
            self.put(id, None);
            let block = self.scarcest_block(to, tag, blocks);
            self.put(id, Some(Lending { owner: to, tag, block, former }));
        }
        self.version += 1;
    }

    /// In numbers, for fingerprints.
    pub fn add_to(&self, digester: &mut impl Intake) {
        digester.number(self.version.into());
        for (id, lending) in self.lendings() {
            let Lending { owner, tag, block, former } = *lending;
            for number in [id.get(), owner.get(), tag.get(), block.into()] {
                digester.number(number.into());
            }
            if let Some(Former { owner, block, until }) = former {
                digester.number(u64::from(owner.get()) << 16 | u64::from(block));
                digester.number(until.as_us());
            }
        }
    }

    /// How much memory it takes, about, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of_val(self.lent.raw.as_slice())
            + self.held.values().map(|ids| size_of_val(ids.as_slice()) + 64).sum::<usize>()
    }

    /// The block of a PoP's servers that has the fewest addresses for a tag; of equal ones the
    /// first.
    fn scarcest_block(&self, node: NodeId, tag: TagId, blocks: u16) -> u16 {
        let of = |block: u16| {
            let held = self.held(node, tag).iter();
            held.filter(|&&id| self.lending(id).is_some_and(|one| one.block == block)).count()
        };
        (0..blocks).min_by_key(|&block| of(block)).unwrap_or(0)
    }

    fn put(&mut self, id: AddressId, lending: Option<Lending>) {
        let Some(entry) = self.lent.get_mut(id) else { return };
        if let Some(before) = std::mem::replace(entry, lending) {
            let key = (before.owner, before.tag);
            if let Some(ids) = self.held.get_mut(&key) {
                ids.retain(|&other| other != id);
                if ids.is_empty() {
                    self.held.remove(&key);
                }
            }
        }
        if let Some(lending) = lending {
            let ids = self.held.entry((lending.owner, lending.tag)).or_default();
            let place = ids.partition_point(|&other| other < id);
            ids.insert(place, id);
        }
    }
}
