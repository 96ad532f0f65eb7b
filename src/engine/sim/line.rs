//! Events of one instant, first in, first out.
//!
//! Most are UPDATEs, and a router tells many neighbours the same at once: what it tells is kept
//! once, and whom it reaches beside it, in a few bytes each. A storm has hundreds of thousands
//! under way.

use super::event::{Due, Event};
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::bgp::update::Told;

/// What neighbours are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Telling {
    pub prefix: PrefixId,
    /// Absent: withdrawn.
    pub route: Option<Told>,
    /// How many microseconds it is on its way; more than an hour is shown as an hour.
    pub took_us: u32,
}

/// Whom it reaches: an end, and the epoch of its session when it was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipient {
    pub end: EndId,
    pub epoch: u32,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    /// As many UPDATEs as there are recipients.
    Updates {
        telling: Telling,
        recipients: u32,
    },
    Other(Event),
}

/// The events of one instant.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    entries: Vec<Entry>,
    /// Those of all entries, one after the other.
    recipients: Vec<Recipient>,
    served: Served,
}

/// How far a line has been served.
#[derive(Clone, Copy, Debug, Default)]
struct Served {
    /// Entries that have been served whole.
    entries: usize,
    /// Recipients, and how many of them belong to the entry that is served.
    recipients: usize,
    recipients_here: u32,
}

impl Served {
    /// The next event. Only where one waits.
    #[inline]
    fn next(&mut self, entries: &[Entry], recipients: &[Recipient]) -> Due {
        match entries[self.entries] {
            Entry::Updates { telling, recipients: count } => {
                let recipient = recipients[self.recipients];
                self.recipients += 1;
                self.recipients_here += 1;
                if self.recipients_here == count {
                    self.recipients_here = 0;
                    self.entries += 1;
                }
                Due::Update(recipient, telling)
            }
            Entry::Other(event) => {
                self.entries += 1;
                Due::Other(event)
            }
        }
    }
}

/// How many recipients are looked ahead to at once.
const AHEAD: usize = 8;

/// Served events that a line may keep before it makes room, if they are most of it.
const MAX_SERVED: usize = 1 << 14;

impl Line {
    /// An event joins, which is no UPDATE.
    #[inline]
    pub fn join(&mut self, event: Event) {
        self.entries.push(Entry::Other(event));
    }

    /// An UPDATE joins, once for each recipient; there is at least one.
    #[inline]
    pub fn tell(&mut self, new: Telling, to: impl ExactSizeIterator<Item = Recipient>) {
        let count = u32::try_from(to.len()).expect("a router has fewer than 2^32 sessions");
        self.recipients.extend(to);
        match self.entries.last_mut() {
            Some(Entry::Updates { telling, recipients })
                if *telling == new && recipients.checked_add(count).is_some() =>
            {
                *recipients += count;
            }
            _ => self.entries.push(Entry::Updates { telling: new, recipients: count }),
        }
    }

    /// Whether all have been served.
    pub const fn is_over(&self) -> bool {
        self.served.entries == self.entries.len()
    }

    /// The next event. Only where one waits.
    #[inline]
    pub fn serve(&mut self) -> Due {
        self.served.next(&self.entries, &self.recipients)
    }

    /// Whether UPDATEs wait.
    pub const fn has_updates(&self) -> bool {
        self.served.recipients < self.recipients.len()
    }

    /// Whom the next few UPDATEs reach, each time that so many have been served; nobody meanwhile.
    #[inline]
    pub fn coming(&self) -> &[Recipient] {
        let from = self.served.recipients;
        if !from.is_multiple_of(AHEAD) {
            return &[];
        }
        &self.recipients[from..self.recipients.len().min(from + AHEAD)]
    }

    /// Whether the last event that was served is the last of its entry.
    #[inline]
    pub const fn is_at_end_of_entry(&self) -> bool {
        self.served.recipients_here == 0
    }

    /// After serving an entry: forgets what was served, if that is all, or much and most of it.
    /// What joins a line that was over begins it anew.
    #[inline]
    pub fn tidy(&mut self) {
        let is_much = |served: usize, all: usize| served >= MAX_SERVED && served * 2 >= all;
        if self.is_over() {
            self.entries.clear();
            self.recipients.clear();
            self.served = Served::default();
        } else if is_much(self.served.entries, self.entries.len())
            || is_much(self.served.recipients, self.recipients.len())
        {
            self.make_room();
        }
    }

    /// Forgets what was served.
    #[cold]
    fn make_room(&mut self) {
        self.entries.drain(..self.served.entries);
        self.recipients.drain(..self.served.recipients);
        (self.served.entries, self.served.recipients) = (0, 0);
    }

    /// The events that wait, in their order.
    pub fn waiting(&self) -> impl Iterator<Item = Due> {
        let mut served = self.served;
        std::iter::from_fn(move || {
            let is_over = served.entries == self.entries.len();
            (!is_over).then(|| served.next(&self.entries, &self.recipients))
        })
    }

    /// How many events it has room for, in places of its lists.
    #[cfg(test)]
    pub fn room(&self) -> usize {
        self.entries.capacity() + self.recipients.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::base::ids::{ClientId, SessionId};
    use crate::engine::base::rng::{Purpose, Stream};

    #[test]
    fn every_recipient_is_looked_ahead_to_once() {
        let mut line = Line::default();
        let telling = Telling { prefix: 0.into(), route: None, took_us: 1 };
        let ends = |of: &[Recipient]| of.iter().map(|one| one.end).collect::<Vec<_>>();
        let all: Vec<Recipient> =
            (0..AHEAD * 2 + 3).map(|n| Recipient { end: EndId::from(n), epoch: 0 }).collect();
        line.tell(telling, all.iter().copied());
        let mut seen = ends(line.coming());
        while !line.is_over() {
            line.serve();
            seen.extend(ends(line.coming()));
        }
        assert_eq!(seen, ends(&all));
    }

    #[test]
    fn entries_and_recipients_are_small() {
        assert_eq!((size_of::<Entry>(), size_of::<Recipient>()), (32, 8));
    }

    fn shown(due: &Due) -> String {
        format!("{due:?}")
    }

    /// Against a plain list.
    #[test]
    fn what_is_told_to_many_comes_in_order_with_the_rest() {
        let mut random = Stream::fork(1, Purpose::FirstPacket, 0);
        let (mut line, mut plain) = (Line::default(), Vec::new());
        for n in 0..60_000_u32 {
            let due = if random.between(0, 9) == 0 {
                let client = ClientId::from(usize::try_from(n).unwrap());
                let event = Event::ClientSends { client, service: 0.into() };
                line.join(event);
                Due::Other(event)
            } else {
                let prefix = PrefixId::from(usize::from(random.between(0, 9) == 0));
                let telling = Telling { prefix, route: None, took_us: 7 };
                let end = SessionId::from(usize::try_from(n).unwrap()).ends()[0];
                let recipient = Recipient { end, epoch: n };
                line.tell(telling, std::iter::once(recipient));
                Due::Update(recipient, telling)
            };
            plain.push(shown(&due));
            if n % 7_919 == 0 {
                assert!(line.waiting().map(|due| shown(&due)).eq(plain.iter().cloned()));
            }
            // Now few wait, now many.
            while !line.is_over() && random.between(0, 99) < u64::from(n / 600) {
                assert_eq!(shown(&line.serve()), plain.remove(0));
                if line.is_at_end_of_entry() {
                    line.tidy();
                }
            }
        }
        while !line.is_over() {
            assert_eq!(shown(&line.serve()), plain.remove(0));
        }
        assert!(plain.is_empty());
    }
}
