//! The ports of one place: which are in use, and which are in TIME-WAIT until when.

use std::collections::VecDeque;
use std::mem::size_of;

use super::{Exhausted, Usage};
use crate::engine::base::digest::Intake;
use crate::engine::base::time::SimTime;

/// The ports of one place, each by its distance from the first; `most` is the last one's. Those
/// whose TIME-WAIT is over stay in `waiting` until something is changed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PortSet {
    /// Those in use by connections with a name.
    named: Marks,
    /// Those in use by connections without one, apart, so that they can be closed by number.
    unnamed: Marks,
    waiting: Marks,
    /// When TIME-WAIT is over, of all in `waiting`, in the order of time.
    ends: VecDeque<(SimTime, u16)>,
    /// Where the next choice begins.
    next: u16,
}

/// Some of a place's ports, a bit each. None take no memory, so equal sets are equal in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    words: Box<[u64]>,
    count: u32,
}

impl PortSet {
    /// All free; the first choice begins at `next`.
    pub fn new(next: u16) -> Self {
        let (named, unnamed, waiting) = Default::default();
        Self { named, unnamed, waiting, ends: VecDeque::new(), next }
    }

    /// Frees the ports whose TIME-WAIT is over.
    pub fn purge(&mut self, now: SimTime) {
        while let Some((_, nth)) = self.ends.pop_front_if(|(end, _)| *end <= now) {
            self.waiting.remove(nth);
        }
    }

    /// Takes the next free one, round; none if none is free.
    pub fn take(&mut self, most: u16) -> Option<u16> {
        let nth = self.choose(most)?;
        self.named.add(nth, most);
        Some(nth)
    }

    /// The same for a connection without a name. Returns whether there was one.
    pub fn take_unnamed(&mut self, most: u16) -> bool {
        self.choose(most).map(|nth| self.unnamed.add(nth, most)).is_some()
    }

    fn choose(&mut self, most: u16) -> Option<u16> {
        // Asked for often, by those who try again: without looking at each.
        if self.in_use() + self.waiting.count > most.into() {
            return None;
        }
        let all = [&self.named, &self.unnamed, &self.waiting];
        let free = |word| !all.iter().fold(0, |taken, marks| taken | marks.word(word));
        let nth = first_round(self.next, most, free)?;
        self.next = after(nth, most);
        Some(nth)
    }

    /// One that is in use is so no more, and free; false if it was not in use.
    pub fn forget(&mut self, nth: u16) -> bool {
        self.named.remove(nth) || self.unnamed.remove(nth)
    }

    /// One that is in use is in TIME-WAIT until `end`; false if it was not in use.
    pub fn close(&mut self, nth: u16, most: u16, now: SimTime, end: SimTime) -> bool {
        self.purge(now);
        let was_in_use = self.forget(nth);
        if was_in_use && end > now {
            self.waiting.add(nth, most);
            self.ends.push_back((end, nth));
        }
        was_in_use
    }

    /// The same for so many that have no name, in the order in which they would be chosen again.
    /// Returns how many there were.
    pub fn close_unnamed(&mut self, count: u32, most: u16, now: SimTime, end: SimTime) -> u32 {
        let mut from = self.next;
        for closed in 0..count {
            let Some(nth) = first_round(from, most, |word| self.unnamed.word(word)) else {
                return closed;
            };
            self.close(nth, most, now, end);
            from = after(nth, most);
        }
        count
    }

    /// How many are in use.
    pub const fn in_use(&self) -> u32 {
        self.named.count + self.unnamed.count
    }

    /// Why none could be taken.
    pub fn exhausted(&self) -> Exhausted {
        let until = self.ends.front().map(|(end, _)| *end);
        Exhausted { in_use: self.in_use(), waiting: self.waiting.count, until }
    }

    /// What they do now.
    pub fn usage(&self, most: u16, now: SimTime) -> Usage {
        let over = self.ends.partition_point(|(end, _)| *end <= now);
        let over = u32::try_from(over).expect("at most all ports");
        let (in_use, waiting) = (self.in_use(), self.waiting.count - over);
        Usage { in_use, waiting, free: u32::from(most) + 1 - in_use - waiting }
    }

    /// The state in numbers.
    pub fn add_to(&self, digester: &mut impl Intake) {
        digester.number(self.next.into());
        self.named.add_to(digester);
        self.unnamed.add_to(digester);
        digester.number(self.waiting.count.into());
        for (end, nth) in &self.ends {
            digester.number(end.as_us());
            digester.number((*nth).into());
        }
    }

    /// How many bytes it has allocated.
    pub fn bytes(&self) -> usize {
        let marks = [&self.named, &self.unnamed, &self.waiting];
        let words: usize = marks.into_iter().map(|marks| marks.words.len()).sum();
        words * size_of::<u64>() + self.ends.capacity() * size_of::<(SimTime, u16)>()
    }

    /// Whether each port is one thing at most, and all is counted rightly.
    #[cfg(test)]
    pub fn is_sound(&self, most: u16) -> bool {
        let all = [&self.named, &self.unnamed, &self.waiting];
        let mut ends: Vec<u16> = self.ends.iter().map(|(_, nth)| *nth).collect();
        ends.sort_unstable();
        (0..=most).all(|nth| all.iter().filter(|marks| marks.has(nth)).count() <= 1)
            && all.iter().all(|marks| {
                let bits: u32 = marks.words.iter().map(|word| word.count_ones()).sum();
                let found = (0..=most).filter(|nth| marks.has(*nth)).count();
                bits == marks.count && u32::try_from(found) == Ok(bits)
            })
            && (0..=most).filter(|nth| self.waiting.has(*nth)).eq(ends)
            && self.ends.iter().is_sorted_by_key(|(end, _)| end)
    }
}

impl Marks {
    fn word(&self, nth: u16) -> u64 {
        self.words.get(usize::from(nth)).copied().unwrap_or_default()
    }

    fn has(&self, nth: u16) -> bool {
        self.word(nth / 64) >> (nth % 64) & 1 == 1
    }

    fn add(&mut self, nth: u16, most: u16) {
        if self.words.is_empty() {
            self.words = vec![0; usize::from(most / 64) + 1].into_boxed_slice();
        }
        self.count += u32::from(!self.has(nth));
        self.words[usize::from(nth / 64)] |= 1 << (nth % 64);
    }

    /// Returns whether it was there.
    fn remove(&mut self, nth: u16) -> bool {
        let was_there = self.has(nth);
        if was_there {
            self.words[usize::from(nth / 64)] &= !(1 << (nth % 64));
            self.count -= 1;
            if self.count == 0 {
                self.words = Box::default();
            }
        }
        was_there
    }

    fn add_to(&self, digester: &mut impl Intake) {
        digester.number(self.count.into());
        self.words.iter().for_each(|word| digester.number(*word));
    }
}

/// The port after one, round.
const fn after(nth: u16, most: u16) -> u16 {
    if nth >= most { 0 } else { nth + 1 }
}

/// The first from `from` on, round, whose bit is set in its word.
fn first_round(from: u16, most: u16, word: impl Fn(u16) -> u64) -> Option<u16> {
    let words = most / 64 + 1;
    // The first word is looked at twice: above `from` at first, and all of it in the end.
    (0..=words).find_map(|step| {
        let at = (from / 64 + step) % words;
        let mut bits = word(at);
        if step == 0 {
            bits &= u64::MAX << (from % 64);
        }
        if at == words - 1 {
            bits &= u64::MAX >> (63 - most % 64);
        }
        let bit = u16::try_from(bits.trailing_zeros()).expect("at most 64");
        (bits != 0).then(|| at * 64 + bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_taken_once_round_from_the_beginning_whatever_the_size() {
        for most in [0, 1, 62, 63, 64, 65, 127, 128, 2_047, u16::MAX] {
            for next in [0, most / 2, most] {
                let mut set = PortSet::new(next);
                let taken: Vec<u16> = std::iter::from_fn(|| set.take(most)).collect();
                assert!(taken.iter().copied().eq((next..=most).chain(0..next)), "{most}, {next}");
                assert!(set.is_sound(most));
                assert_eq!(set.exhausted().in_use, u32::from(most) + 1);
            }
        }
    }

    #[test]
    fn what_is_free_again_leaves_no_trace_but_where_the_next_choice_begins() {
        let mut set = PortSet::new(5);
        assert!(set.take_unnamed(99) && set.close(5, 99, SimTime::ZERO, SimTime::from_us(9)));
        assert!(set.bytes() > 0);
        set.purge(SimTime::from_us(8));
        assert_ne!(set, PortSet::new(6));
        set.purge(SimTime::from_us(9));
        assert_eq!(set, PortSet::new(6));
    }

    #[test]
    fn those_without_a_name_are_closed_in_the_order_of_choosing() {
        let mut set = PortSet::new(97);
        assert_eq!(set.take(99), Some(97));
        assert!((0..4).all(|_| set.take_unnamed(99)));
        assert_eq!(set.close_unnamed(3, 99, SimTime::ZERO, SimTime::from_us(9)), 3);
        assert_eq!(set.ends.iter().map(|(_, nth)| *nth).collect::<Vec<_>>(), [98, 99, 0]);
        assert!(set.named.has(97) && set.unnamed.has(1) && set.is_sound(99));
    }
}
