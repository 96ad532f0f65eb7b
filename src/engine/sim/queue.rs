//! The events to come, in total order: by time, then by order of scheduling.
//!
//! Events of one instant stand in one line, first in first out, and a heap orders the lines. Many
//! messages travel equally long, so most events join a line that is there already and cost no
//! search. Lines are used again: nothing is allocated once they have grown.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::event::Event;
use crate::engine::base::time::SimTime;

/// An event with its place in the order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheduled<'a> {
    pub at: SimTime,
    pub sequence: u64,
    pub event: &'a Event,
}

/// An event in its line.
#[derive(Clone, Debug)]
struct Waiting {
    sequence: u64,
    event: Event,
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
    /// Lines by time and by the number of their first event: there may be several for one instant,
    /// and the older goes first.
    order: BinaryHeap<Reverse<(SimTime, u64, usize)>>,
    /// Events of one instant each; a line that has come to its end is kept for another instant.
    lines: Vec<VecDeque<Waiting>>,
    free: Vec<usize>,
    recent: Vec<Option<Recent>>,
    next_sequence: u64,
    count: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            order: BinaryHeap::new(),
            lines: Vec::new(),
            free: Vec::new(),
            recent: vec![None; RECENT],
            next_sequence: 0,
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
    pub fn schedule(&mut self, at: SimTime, event: Event) {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        self.count += 1;
        let line = match self.recent[place(at)] {
            Some(recent) if recent.at == at => recent.line,
            _ => self.begin_line(at, sequence),
        };
        self.lines[line].push_back(Waiting { sequence, event });
    }

    fn begin_line(&mut self, at: SimTime, sequence: u64) -> usize {
        let line = self.free.pop().unwrap_or_else(|| {
            self.lines.push(VecDeque::new());
            self.lines.len() - 1
        });
        self.order.push(Reverse((at, sequence, line)));
        self.recent[place(at)] = Some(Recent { at, line });
        line
    }

    pub fn pop(&mut self) -> Option<(SimTime, Event)> {
        let &Reverse((at, _, line)) = self.order.peek()?;
        let events = &mut self.lines[line];
        let taken = events.pop_front().expect("a line in order holds an event");
        self.count -= 1;
        if events.is_empty() {
            self.order.pop();
            self.free.push(line);
            let recent = &mut self.recent[place(at)];
            if recent.is_some_and(|recent| recent.line == line) {
                *recent = None;
            }
        }
        Some((at, taken.event))
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    pub fn next_at(&self) -> Option<SimTime> {
        self.order.peek().map(|Reverse((at, ..))| *at)
    }

    /// All events, in their order.
    pub fn in_order(&self) -> impl Iterator<Item = Scheduled<'_>> {
        let mut lines: Vec<_> = self.order.iter().map(|Reverse(line)| *line).collect();
        lines.sort_unstable();
        lines.into_iter().flat_map(|(at, _, line)| {
            let events = self.lines[line].iter();
            events.map(move |Waiting { sequence, event }| Scheduled {
                at,
                sequence: *sequence,
                event,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::base::ids::{ClientId, ServiceId};
    use crate::engine::base::rng::{Purpose, Stream};

    fn event(n: u32) -> Event {
        let client = ClientId::from(usize::try_from(n).unwrap());
        Event::ClientSends { client, service: ServiceId::from(0) }
    }

    fn number(event: &Event) -> u32 {
        match event {
            Event::ClientSends { client, .. } => client.get(),
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
                    queue.in_order().map(|one| (one.at, number(one.event))).collect();
                assert_eq!(listed, plain);
            }
        }
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
        let room: usize = queue.lines.iter().map(VecDeque::capacity).sum();
        assert!(room <= 16_384, "room for {room}");
    }
}
