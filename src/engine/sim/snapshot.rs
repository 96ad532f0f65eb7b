//! Snapshots: a world at one moment, to return to, in little room.
//!
//! Nearly all of a world is what its routers know of prefixes, and of that, little is ever other
//! than at the first snapshot: there are as many prefixes as client networks, and a command mostly
//! concerns one. So the first snapshot keeps the whole as the *base* of all later ones, the world
//! notes what it touches from then on, and a snapshot holds what is other than in the base.
//!
//! The table of path attributes only ever grows, so snapshots have none of their own: in the world
//! that they were taken of, every number stays what it was.

use std::sync::Arc;

use typed_index_collections::TiVec;

use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::SimTime;
use crate::engine::bgp::rib::{Incoming, Outgoing, PrefixRib};
use crate::engine::bgp::speaker::{Cell, Speaker};
use crate::engine::bgp::table::Table;
use crate::engine::dataplane::fib::{Fibs, NextHop};
use crate::engine::dataplane::packet::Packet;

/// What routers knew at the first snapshot.
#[derive(Debug)]
struct Base {
    speakers: TiVec<RouterId, Speaker>,
    fibs: Fibs,
}

/// What a world has touched since its first snapshot; before that, nothing is noted.
#[derive(Clone, Debug, Default)]
pub(super) struct Touched {
    base: Option<Arc<Base>>,
    /// Router by router: a bit for its sessions and timers, then one a prefix.
    bits: Vec<u64>,
    /// How many words a router has.
    row: usize,
}

impl Touched {
    fn since(base: Arc<Base>, prefixes: usize) -> Self {
        let row = (prefixes + 1).div_ceil(64);
        Self { bits: vec![0; base.speakers.len() * row], base: Some(base), row }
    }

    /// A router is about to change what it knows of a prefix.
    #[inline]
    pub fn note(&mut self, router: RouterId, prefix: PrefixId) {
        if self.bits.is_empty() {
            return;
        }
        self.note_head(router);
        let (word, bit) = self.place(router, prefix);
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    /// A router is about to change its sessions or timers.
    #[inline]
    pub fn note_head(&mut self, router: RouterId) {
        if let Some(word) = self.bits.get_mut(usize::from(router) * self.row) {
            *word |= 1;
        }
    }

    /// A router is about to change anything.
    pub fn note_all(&mut self, router: RouterId) {
        let from = usize::from(router) * self.row;
        if let Some(row) = self.bits.get_mut(from..from + self.row) {
            row.fill(u64::MAX);
        }
    }

    fn place(&self, router: RouterId, prefix: PrefixId) -> (usize, u64) {
        let bit = usize::from(prefix) + 1;
        (usize::from(router) * self.row + bit / 64, 1 << (bit % 64))
    }

    fn has(&self, router: RouterId, prefix: PrefixId) -> bool {
        let (word, bit) = self.place(router, prefix);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    fn has_head(&self, router: RouterId) -> bool {
        self.bits.get(usize::from(router) * self.row).is_some_and(|word| word & 1 != 0)
    }

    fn clear(&mut self, router: RouterId, prefix: PrefixId) {
        let (word, bit) = self.place(router, prefix);
        self.bits[word] &= !bit;
    }
}

/// What some routers know of some prefixes, one after another.
#[derive(Clone, Debug, Default)]
struct Cells {
    ribs: Vec<PrefixRib>,
    incoming: Vec<Incoming>,
    outgoing: Vec<Outgoing>,
    next_hops: Vec<Option<NextHop>>,
}

impl Cells {
    fn push(&mut self, cell: Cell<'_>, next_hop: Option<NextHop>) {
        self.ribs.push(cell.rib.clone());
        self.incoming.extend_from_slice(cell.incoming);
        self.outgoing.extend_from_slice(cell.outgoing);
        self.next_hops.push(next_hop);
    }

    /// In the order in which they were pushed; each has as many sessions as it is asked for.
    fn read<'a>(&'a self) -> impl FnMut(usize) -> (Cell<'a>, Option<NextHop>) {
        let (mut number, mut from) = (0, 0);
        move |sessions| {
            let places = from..from + sessions;
            let cell = Cell {
                rib: &self.ribs[number],
                incoming: &self.incoming[places.clone()],
                outgoing: &self.outgoing[places],
            };
            let next_hop = self.next_hops[number];
            (number, from) = (number + 1, from + sessions);
            (cell, next_hop)
        }
    }
}

/// A world at one moment. It can be returned to from any moment of the same world, and from copies
/// made since.
#[derive(Clone, Debug)]
pub struct Snapshot {
    base: Arc<Base>,
    /// All but what routers know, and the table.
    rest: World,
    /// The sessions and timers that were touched.
    heads: Vec<(RouterId, Speaker)>,
    cells: Cells,
}

impl Snapshot {
    /// When it is.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.rest.now
    }

    /// How many events had been handled.
    #[must_use]
    pub const fn steps(&self) -> u64 {
        self.rest.steps
    }

    /// How much memory it takes that it does not share, about, in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let Cells { ribs, incoming, outgoing, next_hops } = &self.cells;
        let sessions = |head: &(RouterId, Speaker)| self.sessions(head.0);
        let packet = |packet: &Packet| size_of::<Packet>() + size_of_val(packet.hops.as_slice());
        size_of_val(self.rest.touched.bits.as_slice())
            + size_of_val(ribs.as_slice())
            + size_of_val(incoming.as_slice())
            + size_of_val(outgoing.as_slice())
            + size_of_val(next_hops.as_slice())
            + ribs.iter().map(|rib| size_of_val(rib.igp_metrics.as_ref())).sum::<usize>()
            + size_of_val(self.heads.as_slice())
            + self.heads.iter().map(sessions).sum::<usize>() * Speaker::BYTES_PER_SESSION
            + self.rest.queue.count() * size_of::<super::event::Event>()
            + self.rest.packets.values().map(packet).sum::<usize>()
            + self.rest.hosts.bytes()
            + self.rest.egress.as_ref().map_or(0, |egress| egress.bytes())
    }

    fn sessions(&self, router: RouterId) -> usize {
        self.rest.network.routers[router].ends.len()
    }

    /// A whole world as it was then, made `beside` the one that this was taken of.
    #[must_use]
    pub fn world(&self, beside: &World) -> World {
        let prefixes = self.rest.network.prefixes.len();
        let mut world = World {
            speakers: self.base.speakers.clone(),
            fibs: self.base.fibs.clone(),
            table: beside.table.clone(),
            touched: Touched::since(Arc::clone(&self.base), prefixes),
            ..self.rest.clone()
        };
        world.return_to(self);
        world
    }
}

impl World {
    /// What is now, to return to. The first snapshot of a world is as large as the world.
    #[must_use]
    pub fn snapshot(&mut self) -> Snapshot {
        let base = self.base();
        let (mut heads, mut cells) = (Vec::new(), Cells::default());
        for (router, speaker) in self.speakers.iter_enumerated() {
            if !self.touched.has_head(router) {
                continue;
            }
            heads.push((router, speaker.head()));
            let before = &base.speakers[router];
            for prefix in self.network.prefixes.keys() {
                if !self.touched.has(router, prefix) {
                    continue;
                }
                let (cell, next_hop) = (speaker.cell(prefix), self.fibs.entry(router, prefix));
                if cell == before.cell(prefix) && next_hop == base.fibs.entry(router, prefix) {
                    self.touched.clear(router, prefix);
                } else {
                    cells.push(cell, next_hop);
                }
            }
        }
        Snapshot { base, rest: self.rest(), heads, cells }
    }

    /// Goes to a moment of this world, before or after.
    pub fn return_to(&mut self, snapshot: &Snapshot) {
        let (base, network) = (&snapshot.base, Arc::clone(&self.network));
        let mut heads = snapshot.heads.iter();
        let mut cells = snapshot.cells.read();
        let rest = snapshot.rest.clone();
        for router in network.routers.keys() {
            let (is_other, was_other) =
                (rest.touched.has_head(router), self.touched.has_head(router));
            if !is_other && !was_other {
                continue;
            }
            let (speaker, before) = (&mut self.speakers[router], &base.speakers[router]);
            let head = if is_other { heads.next() } else { None };
            speaker.put_head(head.map_or(before, |(_, head)| head));
            for prefix in network.prefixes.keys() {
                let (cell, next_hop) = if rest.touched.has(router, prefix) {
                    cells(snapshot.sessions(router))
                } else if self.touched.has(router, prefix) {
                    (before.cell(prefix), base.fibs.entry(router, prefix))
                } else {
                    continue;
                };
                speaker.put_cell(prefix, cell);
                self.fibs.set(router, prefix, next_hop);
            }
        }
        let speakers = std::mem::take(&mut self.speakers);
        let fibs = std::mem::take(&mut self.fibs);
        let table = std::mem::take(&mut self.table);
        *self = Self { speakers, fibs, table, ..rest };
    }

    /// The base of this world's snapshots: what is now, if there was none.
    fn base(&mut self) -> Arc<Base> {
        if let Some(base) = &self.touched.base {
            return Arc::clone(base);
        }
        let base = Arc::new(Base { speakers: self.speakers.clone(), fibs: self.fibs.clone() });
        self.touched = Touched::since(Arc::clone(&base), self.network.prefixes.len());
        base
    }

    /// A copy without what routers know, and without the table.
    fn rest(&self) -> Self {
        Self {
            network: Arc::clone(&self.network),
            config: Arc::clone(&self.config),
            planned: Arc::clone(&self.planned),
            queue: self.queue.clone(),
            interior: Arc::clone(&self.interior),
            speakers: TiVec::new(),
            fibs: Fibs::default(),
            prefixes: Arc::clone(&self.prefixes),
            is_service: self.is_service.clone(),
            table: Table::default(),
            effects: None,
            links: self.links.clone(),
            is_router_up: self.is_router_up.clone(),
            sessions: self.sessions.clone(),
            last_arrival: self.last_arrival.clone(),
            packets: self.packets.clone(),
            catchments: self.catchments.clone(),
            watch: self.watch.clone(),
            clocks: self.clocks.clone(),
            touched: self.touched.clone(),
            traffic: Box::new(self.traffic.without_caches()),
            hosts: self.hosts.clone(),
            egress: self.egress.clone(),
            ..*self
        }
    }

    /// An MRAI timer is about to expire: what it holds back will be sent.
    pub(super) fn note_held(&mut self, router: RouterId, end: EndId) {
        self.touched.note_head(router);
        for prefix in self.network.prefixes.keys() {
            if self.speakers[router].is_held(&self.network, prefix, end) {
                self.touched.note(router, prefix);
            }
        }
    }
}
