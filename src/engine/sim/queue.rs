//! The events to come, in total order: by time, then by order of scheduling.
//!
//! Events of one instant stand in one line, first in first out, and a heap orders the lines. Many
//! messages travel equally long, so most events join a line that is there already and cost no
//! search; and while a line is served, nothing can come before it. Lines are used again: nothing
//! is allocated once they have grown.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::event::{Due, Event};
use super::line::{Line, Recipient, Telling};
use crate::engine::base::time::SimTime;

/// What is scheduled, and its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheduled {
    pub at: SimTime,
    pub due: Due,
}

/// The newest line for some instant, in a table with few places.
#[derive(Clone, Copy, Debug)]
struct Recent {
    at: SimTime,
    line: usize,
}

const RECENT: usize = 64;

/// The queue of events.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    /// The line that is served, and its instant: the earliest.
    serving: Option<(SimTime, usize)>,
    /// The other lines by time and by the order in which they began: there may be several for
    /// one instant, and the older goes first.
    order: BinaryHeap<Reverse<(SimTime, u64, usize)>>,
    /// A line that has come to its end is kept for another instant.
    lines: Vec<Line>,
    /// Of each line, whether an UPDATE has joined it since it began.
    told: Vec<bool>,
    free: Vec<usize>,
    recent: Vec<Option<Recent>>,
    next_line: u64,
    count: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            serving: None,
            order: BinaryHeap::new(),
            lines: Vec::new(),
            told: Vec::new(),
            free: Vec::new(),
            recent: vec![None; RECENT],
            next_line: 0,
            count: 0,
        }
    }
}

/// Where the newest line for an instant is remembered: always the same place, so an older line
/// is never found behind a newer one.
fn place(at: SimTime) -> usize {
    let spread = at.as_us().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58;
    usize::try_from(spread).expect("six bits")
}

impl Queue {
    /// Enters an event, which is no UPDATE. It is not earlier than the last one that was popped.
    #[inline]
    pub fn schedule(&mut self, at: SimTime, event: Event) {
        self.count += 1;
        let line = self.line(at);
        self.lines[line].join(event);
    }

    /// The same of the arrivals of an UPDATE at each of its recipients, one after the other.
    #[inline]
    pub fn schedule_updates(
        &mut self,
        at: SimTime,
        telling: Telling,
        recipients: impl ExactSizeIterator<Item = Recipient>,
    ) {
        self.count += recipients.len();
        let line = self.line(at);
        self.told[line] = true;
        self.lines[line].tell(telling, recipients);
    }

    /// The line that an event of this instant joins.
    #[inline]
    fn line(&mut self, at: SimTime) -> usize {
        debug_assert!(self.serving.is_none_or(|(now, _)| at >= now), "{at:?} is over");
        match self.recent[place(at)] {
            Some(recent) if recent.at == at => recent.line,
            _ => self.begin_line(at),
        }
    }

    fn begin_line(&mut self, at: SimTime) -> usize {
        let line = self.free.pop().unwrap_or_else(|| {
            self.lines.push(Line::default());
            self.told.push(false);
            self.lines.len() - 1
        });
        self.told[line] = false;
        self.order.push(Reverse((at, self.next_line, line)));
        self.next_line += 1;
        self.recent[place(at)] = Some(Recent { at, line });
        line
    }

    #[inline]
    pub fn pop(&mut self) -> Option<(SimTime, Due)> {
        let (at, number) = if let Some(serving) = self.serving {
            serving
        } else {
            let Reverse((at, _, line)) = self.order.pop()?;
            *self.serving.insert((at, line))
        };
        let line = &mut self.lines[number];
        let due = line.serve();
        let is_at_end = line.is_at_end_of_entry();
        self.count -= 1;
        if is_at_end {
            self.end_entry(at, number);
        }
        Some((at, due))
    }

    /// [`Line::coming`] of the line that is served.
    #[inline]
    pub fn coming(&self) -> &[Recipient] {
        self.serving.map_or(&[], |(_, line)| self.lines[line].coming())
    }

    /// After serving an entry of a line.
    #[inline]
    fn end_entry(&mut self, at: SimTime, number: usize) {
        let line = &mut self.lines[number];
        line.tidy();
        if line.is_over() {
            self.end_line(at, number);
        }
    }

    fn end_line(&mut self, at: SimTime, number: usize) {
        self.serving = None;
        self.free.push(number);
        let recent = &mut self.recent[place(at)];
        if recent.is_some_and(|recent| recent.line == number) {
            *recent = None;
        }
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    pub fn next_at(&self) -> Option<SimTime> {
        let waiting = || self.order.peek().map(|Reverse((at, ..))| *at);
        self.serving.map(|(at, _)| at).or_else(waiting)
    }

    /// The events of every instant at which an UPDATE arrives, in no order but that of each
    /// instant. Where packets are under way by the thousand, most instants are theirs alone.
    pub fn beside_updates(&self) -> impl Iterator<Item = Scheduled> {
        // A plain loop, which looks at few lines: a page, compiled for size, asks for this in each
        // frame.
        let mut lines = Vec::new();
        for &Reverse(line) in &self.order {
            if self.told[line.2] && self.lines[line.2].has_updates() {
                lines.push(line);
            }
        }
        self.along(lines.into_iter())
    }

    /// All events, in their order.
    pub fn in_order(&self) -> impl Iterator<Item = Scheduled> {
        let mut lines: Vec<_> = self.order.iter().map(|Reverse(line)| *line).collect();
        lines.sort_unstable();
        self.along(lines.into_iter())
    }

    /// The events of the line that is served, and then of these others.
    fn along(
        &self,
        others: impl Iterator<Item = (SimTime, u64, usize)>,
    ) -> impl Iterator<Item = Scheduled> {
        let others = others.map(|(at, _, line)| (at, line));
        self.serving
            .into_iter()
            .chain(others)
            .flat_map(|(at, line)| self.lines[line].waiting().map(move |due| Scheduled { at, due }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::engine::base::ids::{ClientId, EndId, ServiceId};
    use crate::engine::base::rng::{Purpose, Stream};

    fn event(n: u32) -> Event {
        let client = ClientId::from(usize::try_from(n).unwrap());
        Event::ClientSends { client, service: ServiceId::from(0) }
    }

    fn number(due: &Due) -> u32 {
        match due {
            Due::Other(Event::ClientSends { client, .. }) => client.get(),
            _ => panic!("only clients are scheduled here"),
        }
    }

    /// Against the plainest of queues: a list, searched for the least.
    #[test]
    fn events_come_by_time_then_by_order_of_scheduling() {
        let mut random = Stream::fork(1, Purpose::FirstPacket, 0);
        let mut queue = Queue::default();
        let mut plain: Vec<(SimTime, u32)> = Vec::new();
        let mut now = 0;
        for n in 0..20_000 {
            // Few instants and many, so that lines are joined, forgotten and begun again.
            let span = if n % 2_000 < 1_000 { 3 } else { 500 };
            let at = SimTime::from_us(now + random.between(0, span));
            queue.schedule(at, event(n));
            plain.push((at, n));
            if random.between(0, 9) < 6 || n > 19_000 {
                let least = (0..plain.len()).min_by_key(|&one| plain[one]).unwrap();
                let (at, expected) = plain.remove(least);
                now = at.as_us();
                assert_eq!(queue.next_at(), Some(at));
                let (popped_at, popped) = queue.pop().unwrap();
                assert_eq!((popped_at, number(&popped)), (at, expected));
            }
            if n % 1_000 == 0 {
                plain.sort_unstable();
                let listed: Vec<(SimTime, u32)> =
                    queue.in_order().map(|one| (one.at, number(&one.due))).collect();
                assert_eq!(listed, plain);
            }
        }
    }

    #[test]
    fn no_update_is_missed_beside_thousands_of_others() {
        let mut random = Stream::fork(2, Purpose::FirstPacket, 0);
        let mut queue = Queue::default();
        let telling = Telling { prefix: 0.into(), route: None, took_us: 1 };
        let updates = |all: &mut dyn Iterator<Item = Scheduled>| -> BTreeSet<(SimTime, EndId)> {
            let end = |one: Scheduled| match one.due {
                Due::Update(Recipient { end, .. }, _) => Some((one.at, end)),
                Due::Other(_) => None,
            };
            all.filter_map(end).collect()
        };
        for n in 0..2_000 {
            let at = SimTime::from_us(queue.next_at().map_or(0, SimTime::as_us) + n % 97);
            if random.between(0, 19) == 0 {
                let end = EndId::from(usize::try_from(n).unwrap());
                queue.schedule_updates(at, telling, [Recipient { end, epoch: 0 }].into_iter());
            } else {
                queue.schedule(at, event(0));
            }
            if n % 3 == 0 {
                queue.pop();
            }
            let expected = updates(&mut queue.in_order());
            assert_eq!(updates(&mut queue.beside_updates()), expected);
            assert!(n < 1_000 || !expected.is_empty());
        }
        assert!(queue.beside_updates().count() * 2 < queue.count());
    }

    #[test]
    fn nothing_is_allocated_once_it_has_grown() {
        let mut queue = Queue::default();
        for n in 0..1_000 {
            queue.schedule(SimTime::from_us(5), event(n));
        }
        for n in 0..100_000_u32 {
            let (at, _) = queue.pop().unwrap();
            queue.schedule(SimTime::from_us(at.as_us() + 1 + u64::from(n % 7)), event(n));
        }
        // Seven instants and the present one; and room for a thousand events, over all lines.
        assert!(queue.lines.len() <= 9, "{} lines", queue.lines.len());
        let room: usize = queue.lines.iter().map(Line::room).sum();
        assert!(room <= 16_384, "room for {room}");
    }
}
