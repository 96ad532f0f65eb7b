//! Ports in use. A port is a resource *of a destination*: connections are told apart by both ends
//! [RFC 9293 § 4], so the same port of the same address serves another destination at the same
//! time, and what runs out is a slice's ports towards one address and port.
//!
//! Whoever closes a connection first keeps its port in TIME-WAIT [RFC 9293 § 3.6.1]; until that is
//! over, no other connection to that destination is opened from it.
//!
//! Slices are expected to be equal or disjoint, as those of one size are: a place does not know of
//! another whose ports overlap with its own.
//!
//! Left out: taking a port out of TIME-WAIT early because timestamps tell the connections apart
//! [RFC 6191], and protocols other than TCP.

mod place;
mod set;

use std::collections::BTreeMap;
use std::mem::size_of;
use std::net::IpAddr;
use std::ops::RangeInclusive;

pub use place::{Place, Remote};
use set::PortSet;

use crate::engine::base::digest::Intake;
use crate::engine::base::time::{SimTime, Span};

/// There is no port left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("no port is left: {in_use} are in use, {waiting} in TIME-WAIT")]
pub struct Exhausted {
    /// How many ports have a connection.
    pub in_use: u32,
    /// How many are in TIME-WAIT.
    pub waiting: u32,
    /// When the next one of those is free; never, if there is none.
    pub until: Option<SimTime>,
}

/// What the ports of a place do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many have a connection.
    pub in_use: u32,
    /// How many are in TIME-WAIT.
    pub waiting: u32,
    /// How many can be taken.
    pub free: u32,
}

/// All ports in use, of all addresses. Time does not go back from one call to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    time_wait: Span,
    places: BTreeMap<Place, PortSet>,
}

impl Book {
    /// No port is in use; each will be in TIME-WAIT for so long.
    #[must_use]
    pub const fn new(time_wait: Span) -> Self {
        Self { time_wait, places: BTreeMap::new() }
    }

    /// Takes a port for a new connection: from a beginning that a hash of the place under a secret
    /// chooses, one after the other, round [RFC 6056 § 3.3.3]. The counter is each place's own, so
    /// nobody learns from one what happens at another. `lot` is the secret; it counts when a place
    /// is used for the first time.
    ///
    /// # Errors
    /// If all ports are in use or in TIME-WAIT.
    pub fn take(&mut self, place: Place, lot: u64, now: SimTime) -> Result<u16, Exhausted> {
        let most = place.most().ok_or_else(Exhausted::default)?;
        let set = self.set(place, most, lot, now);
        set.take(most).map(|nth| place.first + nth).ok_or_else(|| set.exhausted())
    }

    /// Takes ports for so many connections without a name, chosen as in [`Self::take`]. Returns
    /// for how many there were ports.
    pub fn take_many(&mut self, place: Place, count: u32, lot: u64, now: SimTime) -> u32 {
        let Some(most) = place.most().filter(|_| count > 0) else { return 0 };
        let set = self.set(place, most, lot, now);
        (0..count).find(|_| !set.take_unnamed(most)).unwrap_or(count)
    }

    /// A connection was closed from here first: its port goes into TIME-WAIT. Returns whether the
    /// port was in use; if not, nothing changes.
    pub fn close(&mut self, place: Place, port: u16, now: SimTime) -> bool {
        let end = now + self.time_wait;
        let most = place.last.saturating_sub(place.first);
        self.known(place, port).is_some_and(|(set, nth)| set.close(nth, most, now, end))
    }

    /// Closes so many connections without a name, as [`Self::close`] does: first those whose ports
    /// would be chosen again first, which are about those that were opened first. Returns how many
    /// there were.
    pub fn close_many(&mut self, place: Place, count: u32, now: SimTime) -> u32 {
        let end = now + self.time_wait;
        let (most, set) = (place.most(), self.places.get_mut(&place));
        most.zip(set).map_or(0, |(most, set)| set.close_unnamed(count, most, now, end))
    }

    /// A connection is over without TIME-WAIT here: it was reset, or the other end closed it first.
    /// Its port is free at once. Returns whether it was in use; if not, nothing changes.
    pub fn forget(&mut self, place: Place, port: u16) -> bool {
        self.known(place, port).is_some_and(|(set, nth)| set.forget(nth))
    }

    /// What the ports of a place do now.
    #[must_use]
    pub fn usage(&self, place: Place, now: SimTime) -> Usage {
        let Some(most) = place.most() else { return Usage::default() };
        let unused = Usage { free: u32::from(most) + 1, ..Usage::default() };
        self.places.get(&place).map_or(unused, |set| set.usage(most, now))
    }

    /// What the ports of a slice do now, towards each remote end that it was used for.
    pub fn usage_of(
        &self,
        source: IpAddr,
        slice: RangeInclusive<u16>,
        now: SimTime,
    ) -> impl Iterator<Item = (Remote, Usage)> {
        let (first, last) = slice.into_inner();
        let [lowest, highest] = Remote::BOUNDS.map(|to| Place { source, first, last, to });
        self.places.range(lowest..=highest).filter_map(move |(place, set)| {
            place.most().map(|most| (place.to, set.usage(most, now)))
        })
    }

    /// An address is used here no more: whatever was known of it is forgotten, or of those of its
    /// slices that lie in a range. Returns how many ports were in use.
    pub fn forget_source(&mut self, source: IpAddr, range: Option<RangeInclusive<u16>>) -> u32 {
        let range = range.unwrap_or(0..=u16::MAX);
        let [lowest, highest] = Remote::BOUNDS;
        let lowest = Place { source, first: *range.start(), last: 0, to: lowest };
        let highest = Place { source, first: u16::MAX, last: u16::MAX, to: highest };
        let forgotten =
            self.places.extract_if(lowest..=highest, |place, _| place.last <= *range.end());
        forgotten.map(|(_, set)| set.in_use()).sum()
    }

    /// The state in numbers, for fingerprints; nothing if no port was ever in use.
    pub fn add_to(&self, digester: &mut impl Intake) {
        for (place, set) in &self.places {
            place.numbers().into_iter().for_each(|n| digester.number(n));
            set.add_to(digester);
        }
    }

    /// How many bytes all of it takes in memory, at most; the map's own are estimated, as half of
    /// its nodes' room can be empty.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let node = 2 * (size_of::<Place>() + size_of::<PortSet>());
        self.places.values().map(|set| node + set.bytes()).sum()
    }

    /// The ports of a place as they are now, at the first time all free.
    fn set(&mut self, place: Place, most: u16, lot: u64, now: SimTime) -> &mut PortSet {
        let set = self.places.entry(place).or_insert_with(|| PortSet::new(place.offset(most, lot)));
        set.purge(now);
        set
    }

    /// The set that a port is in, if any of it was ever taken, and its place there.
    fn known(&mut self, place: Place, port: u16) -> Option<(&mut PortSet, u16)> {
        let nth = port.checked_sub(place.first).filter(|_| port <= place.last)?;
        self.places.get_mut(&place).map(|set| (set, nth))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::base::digest::{Digest, Digester};

    const LOT: u64 = 7;

    fn s(seconds: u64) -> SimTime {
        SimTime::ZERO + Span::from_s(seconds)
    }

    fn place(source: u8, slice: (u16, u16), to: u8) -> Place {
        let source = IpAddr::from([198, 18, 0, source]);
        let to = Remote { address: IpAddr::from([203, 0, 113, to]), port: 443 };
        Place { source, first: slice.0, last: slice.1, to }
    }

    fn usage(in_use: u32, waiting: u32, free: u32) -> Usage {
        Usage { in_use, waiting, free }
    }

    fn digest(book: &Book) -> Digest {
        let mut digester = Digester::default();
        book.add_to(&mut digester);
        digester.finish()
    }

    #[test]
    fn a_slice_that_is_exhausted_towards_one_destination_serves_another() {
        let mut book = Book::new(Span::from_s(60));
        let [here, there] = [1, 2].map(|to| place(1, (2_048, 4_095), to));
        assert_eq!(book.take_many(here, 5_000, LOT, s(0)), 2_048);
        let exhausted = Exhausted { in_use: 2_048, waiting: 0, until: None };
        assert_eq!(book.take(here, LOT, s(0)), Err(exhausted));
        assert!((2_048..=4_095).contains(&book.take(there, LOT, s(0)).unwrap()));
        let all: Vec<_> = book.usage_of(here.source, 2_048..=4_095, s(0)).collect();
        assert_eq!(all, [(here.to, usage(2_048, 0, 0)), (there.to, usage(1, 0, 2_047))]);
        assert_eq!(book.usage_of(here.source, 4_096..=6_143, s(0)).count(), 0);
    }

    #[test]
    fn time_wait_keeps_a_port_from_the_same_destination_until_it_ends() {
        let mut book = Book::new(Span::from_s(60));
        let [here, there] = [1, 2].map(|to| place(1, (5_000, 5_001), to));
        let ports = [0, 1].map(|_| book.take(here, LOT, s(0)).unwrap());
        assert_eq!(BTreeSet::from(ports), BTreeSet::from([5_000, 5_001]));
        assert!(book.close(here, ports[1], s(10)));
        assert!(!book.close(here, ports[1], s(11)) && !book.forget(here, ports[1]));
        let refused = book.take(here, LOT, s(69)).unwrap_err();
        assert_eq!(refused, Exhausted { in_use: 1, waiting: 1, until: Some(s(70)) });
        assert_eq!(refused.to_string(), "no port is left: 1 are in use, 1 in TIME-WAIT");
        assert_eq!(book.take_many(there, 2, LOT, s(69)), 2);
        assert_eq!(book.usage(here, s(69)), usage(1, 1, 0));
        assert_eq!(book.usage(here, s(70)), usage(1, 0, 1));
        assert_eq!(book.take(here, LOT, s(70)), Ok(ports[1]));
        // Whose other end closed first is free at once.
        assert!(book.forget(here, ports[0]));
        assert_eq!(book.take(here, LOT, s(70)), Ok(ports[0]));
    }

    #[test]
    fn background_connections_are_closed_by_number_and_named_ones_stay() {
        let mut book = Book::new(Span::from_s(60));
        let here = place(1, (8_192, 16_383), 1);
        let named = book.take(here, LOT, s(0)).unwrap();
        assert_eq!(book.take_many(here, 8_192, LOT, s(0)), 8_191);
        assert_eq!(book.close_many(here, 8_000, s(1)), 8_000);
        assert_eq!(book.usage(here, s(1)), usage(192, 8_000, 0));
        assert_eq!(book.close_many(here, 8_000, s(2)), 191);
        assert_eq!(book.usage(here, s(61)), usage(1, 191, 8_000));
        assert!(book.close(here, named, s(3)));
        assert_eq!(book.close_many(place(9, (1, 2), 1), 5, s(3)), 0);
    }

    #[test]
    fn an_address_that_moves_away_takes_its_ports_along() {
        let mut book = Book::new(Span::from_s(60));
        let (slices, other) = ([(256, 511), (512, 767)], place(2, (256, 511), 1));
        for here in slices.map(|slice| [1, 2].map(|to| place(1, slice, to))).concat() {
            assert_eq!(book.take_many(here, 10, LOT, s(0)), 10);
        }
        assert_eq!(book.take_many(other, 10, LOT, s(0)), 10);
        let source = place(1, slices[0], 1).source;
        assert_eq!(book.forget_source(source, Some(512..=767)), 20);
        assert_eq!(book.usage(place(1, slices[0], 1), s(0)), usage(10, 0, 246));
        assert_eq!(book.usage(place(1, slices[1], 1), s(0)), usage(0, 0, 256));
        assert_eq!((book.forget_source(source, None), book.forget_source(source, None)), (20, 0));
        assert_eq!(book.usage(other, s(0)), usage(10, 0, 246));
    }

    #[test]
    fn ports_are_chosen_by_lot_and_place_and_the_same_again() {
        let run = |lot: u64| {
            let mut book = Book::new(Span::from_s(60));
            let ports: Vec<u16> = (0..8_u8)
                .flat_map(|n| [n, n])
                .map(|n| book.take(place(1, (2_048, 4_095), n), lot, s(0)).unwrap())
                .collect();
            (ports, digest(&book))
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        let (ports, _) = run(1);
        assert!(
            ports
                .chunks(2)
                .all(|pair| pair[1] == if pair[0] == 4_095 { 2_048 } else { pair[0] + 1 })
        );
        assert!(ports.iter().collect::<BTreeSet<_>>().len() > 8, "{ports:?}");
        let empty = Book::new(Span::from_s(60));
        assert_eq!(digest(&empty), Digester::default().finish());
        assert_eq!(empty.bytes(), 0);
    }

    #[test]
    fn a_slice_without_ports_has_none_and_all_ports_are_65536() {
        let mut book = Book::new(Span::ZERO);
        let (none, all) = (place(1, (2, 1), 1), place(1, (0, u16::MAX), 1));
        assert_eq!(book.take(none, LOT, s(0)), Err(Exhausted::default()));
        assert_eq!(book.take_many(all, u32::MAX, LOT, s(0)), 65_536);
        // Without TIME-WAIT a port is free when it is closed.
        assert_eq!(book.close_many(all, 7, s(0)), 7);
        assert_eq!(
            (book.usage(none, s(0)), book.usage(all, s(0))),
            (usage(0, 0, 0), usage(65_529, 0, 7))
        );
    }

    /// 12 PoPs of 40 servers, 20 tags, 4 destinations: half of the connections live, half waiting.
    #[test]
    fn a_million_connections_take_some_tens_of_megabytes() {
        let mut book = Book::new(Span::from_s(60));
        let mut taken = 0;
        for (pop, server, tag, to) in (0..12_u8).flat_map(|pop| {
            (0..40_u16).flat_map(move |server| {
                (0..20_u8).flat_map(move |tag| (0..4_u8).map(move |to| (pop, server, tag, to)))
            })
        }) {
            let (block, first) = (u8::from(server >= 31), 2_048 * (1 + server % 31));
            let mut here = place(0, (first, first + 2_047), to);
            here.source = IpAddr::from([10, pop, tag, block]);
            taken += book.take_many(here, 54, LOT, s(0));
            book.close_many(here, 27, s(0));
        }
        assert!(taken > 2_000_000, "{taken}");
        assert!((20 << 20..80 << 20).contains(&book.bytes()), "{}", book.bytes());
    }

    /// What can be done to three places of 70 ports.
    #[derive(Clone, Copy, Debug)]
    enum Act {
        Take,
        TakeMany(u32),
        /// The nth connection with a name.
        Close(usize),
        Forget(usize),
        CloseMany(u32),
        Pass(u64),
    }

    fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
        let act = prop_oneof![
            8 => Just(Act::Take),
            2 => (0..50_u32).prop_map(Act::TakeMany),
            3 => (0..70_usize).prop_map(Act::Close),
            2 => (0..70_usize).prop_map(Act::Forget),
            2 => (0..50_u32).prop_map(Act::CloseMany),
            3 => (0..20_u64).prop_map(Act::Pass),
        ];
        prop::collection::vec((0..3_usize, act), 0..150)
    }

    /// What is known of a place without looking into the book.
    #[derive(Clone, Default)]
    struct Model {
        named: Vec<u16>,
        unnamed: u32,
        /// When TIME-WAIT is over, with the port where it is known.
        waiting: Vec<(SimTime, Option<u16>)>,
    }

    impl Model {
        fn usage(&self, now: SimTime) -> Usage {
            let waiting = self.waiting.iter().filter(|(end, _)| *end > now).count();
            let in_use = u32::try_from(self.named.len()).unwrap() + self.unnamed;
            let waiting = u32::try_from(waiting).unwrap();
            usage(in_use, waiting, 70 - in_use - waiting)
        }

        fn act(&mut self, book: &mut Book, here: Place, act: Act, now: SimTime) {
            let end = now + book.time_wait;
            self.waiting.retain(|(end, _)| *end > now);
            let Usage { in_use, waiting, free } = self.usage(now);
            match act {
                Act::Take => match book.take(here, LOT, now) {
                    Ok(port) => {
                        assert!(free > 0 && (here.first..=here.last).contains(&port));
                        assert!(!self.named.contains(&port), "{port} has a connection");
                        assert!(self.waiting.iter().all(|(_, known)| *known != Some(port)));
                        self.named.push(port);
                    }
                    Err(exhausted) => {
                        let until = self.waiting.iter().map(|(end, _)| *end).min();
                        assert_eq!(exhausted, Exhausted { in_use, waiting, until });
                        assert_eq!(free, 0);
                    }
                },
                Act::TakeMany(count) => {
                    assert_eq!(book.take_many(here, count, LOT, now), count.min(free));
                    self.unnamed += count.min(free);
                }
                Act::Close(nth) if nth < self.named.len() => {
                    let port = self.named.swap_remove(nth);
                    assert!(book.close(here, port, now));
                    self.waiting.push((end, Some(port)));
                }
                Act::Forget(nth) if nth < self.named.len() => {
                    assert!(book.forget(here, self.named.swap_remove(nth)));
                }
                Act::CloseMany(count) => {
                    let closed = book.close_many(here, count, now);
                    assert_eq!(closed, count.min(self.unnamed));
                    self.unnamed -= closed;
                    self.waiting.extend((0..closed).map(|_| (end, None)));
                }
                Act::Close(_) | Act::Forget(_) | Act::Pass(_) => {}
            }
        }
    }

    proptest! {
        /// Two destinations of one slice, and another slice: none knows of the others.
        #[test]
        fn no_two_connections_have_the_same_ends(acts in acts()) {
            let (low, high) = ((1_000, 1_069), (1_070, 1_139));
            let places = [place(1, low, 1), place(1, low, 2), place(1, high, 1)];
            let run = || {
                let mut book = Book::new(Span::from_s(30));
                let (mut models, mut now) = (<[Model; 3]>::default(), SimTime::ZERO);
                for &(at, act) in &acts {
                    if let Act::Pass(seconds) = act {
                        now = now + Span::from_s(seconds);
                    }
                    models[at].act(&mut book, places[at], act, now);
                    for (here, model) in places.iter().zip(&models) {
                        assert_eq!(book.usage(*here, now), model.usage(now), "{act:?}");
                    }
                    assert!(book.places.values().all(|set| set.is_sound(69)), "{act:?}");
                }
                book
            };
            let [book, again] = [run(), run()];
            prop_assert_eq!(digest(&book), digest(&again));
            prop_assert_eq!(book, again);
        }
    }
}
