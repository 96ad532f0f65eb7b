//! What traffic becomes on its ways: what each link and node is asked for, what it drops, how long
//! packets queue, and what arrives.
//!
//! A flow is a rate along a way. Where more is asked of a link or a node than it has room for, all
//! flows there lose the same share, good and bad alike; only a scrubber tells them apart, and takes
//! out of the bad what it can before the rest is looked at. What is lost upstream does not arrive
//! downstream, which leaves more room there: so shares are worked out in rounds, until none
//! changes. Ways that cross each other's bottlenecks in opposite orders may take for ever; after
//! [`MAX_ROUNDS`] each place keeps the lower of its last two shares, with which no place passes on
//! more than its capacity. Each flow keeps its own account in whole bits and packets: sent is
//! delivered plus lost by reason, exactly.
//!
//! Simplified: rates are what they are on average, and only what goes towards services is counted,
//! not the answers. The time in a queue is that of M/M/1, *service* · ρ / (1 − ρ) at utilization
//! ρ, beyond what is waited at one half, which the delays of links hold already, and at most a full
//! [`BUFFER`]. *Service* is [`BURST`], not a packet's time: packets come in bursts.

use std::ops::AddAssign;

use serde::Serialize;

use crate::engine::base::ids::NodeId;
use crate::engine::base::time::Span;
use crate::engine::dataplane::packet::Fate;
use crate::engine::net::capacity::{Capacity, Rate};
use crate::engine::traffic::share::{Share, scaled};

/// Rounds in which shares are worked out, at most. A way is at most as long as a packet lives, so
/// they suffice wherever bottlenecks stand in some order.
pub const MAX_ROUNDS: u32 = 65;
/// How long a queue serves what comes at once.
pub const BURST: Span = Span::from_ms(1);
/// The longest that a packet waits in a queue: a full buffer.
pub const BUFFER: Span = Span::from_ms(100);

/// A place on a way: by number, links (each direction) first, then nodes.
pub type Place = u32;

/// What a place has room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Its capacity.
    pub capacity: Capacity,
    /// What its scrubber takes out, in bits per second; 0: it has none, or it is off.
    pub scrub_bps: u64,
}

/// Where a way ends, and which places it passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WayEnd {
    /// Where its places begin in [`Ways::places`].
    from: u32,
    /// Where they end.
    to: u32,
    /// What becomes of packets at its end.
    pub fate: Fate,
    /// The node that they reach, if any.
    pub node: Option<NodeId>,
    /// How long they take, queues aside.
    pub delay: Span,
}

/// Ways, one after another.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ways {
    places: Vec<Place>,
    ends: Vec<WayEnd>,
}

impl Ways {
    /// Adds a place to the way that is being gone.
    pub fn pass(&mut self, place: Place) {
        self.places.push(place);
    }

    /// The way that is being gone ends here. Returns its number.
    pub fn end(&mut self, fate: Fate, node: Option<NodeId>, delay: Span) -> usize {
        let from = self.ends.last().map_or(0, |last| last.to);
        let to = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        self.ends.push(WayEnd { from, to, fate, node, delay });
        self.ends.len() - 1
    }

    /// How a way ends.
    #[must_use]
    pub fn ending(&self, way: usize) -> &WayEnd {
        &self.ends[way]
    }

    /// The places that a way passes, in order.
    #[must_use]
    pub fn places(&self, way: usize) -> &[Place] {
        let end = &self.ends[way];
        &self.places[index(end.from)..index(end.to)]
    }
}

fn index(place: u32) -> usize {
    usize::try_from(place).expect("targets have at least 32-bit indices")
}

/// A rate along a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The way, by number.
    pub way: usize,
    /// How much is sent.
    pub rate: Rate,
    /// Whether it is of a flood.
    pub is_bad: bool,
}

/// What was dropped for want of room, by where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overload {
    /// By links.
    pub at_links: Rate,
    /// By nodes.
    pub at_nodes: Rate,
}

impl Overload {
    /// Both.
    #[must_use]
    pub fn all(self) -> Rate {
        self.at_links + self.at_nodes
    }
}

impl AddAssign for Overload {
    fn add_assign(&mut self, other: Self) {
        self.at_links += other.at_links;
        self.at_nodes += other.at_nodes;
    }
}

/// What became of a flow: sent is the sum of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What was sent.
    pub sent: Rate,
    /// What arrived.
    pub delivered: Rate,
    /// What links and nodes dropped that were asked for too much.
    pub overloaded: Overload,
    /// What scrubbers took out.
    pub scrubbed: Rate,
    /// What came to the end of its way, and that was not where it was sent: see the way's fate.
    pub lost: Rate,
    /// The share that arrives, or would if anything were sent.
    pub share: Share,
    /// The time in queues on the way.
    pub queueing: Span,
    /// Whether it reaches a node and no place on the way is asked for more than it has room for.
    pub is_served: bool,
}

/// What a place is asked for, and what it makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// What it has room for.
    pub room: Room,
    /// What users ask of it.
    pub good: Rate,
    /// What floods ask of it.
    pub bad: Rate,
    /// What its scrubber takes out of the bad.
    pub scrubbed: Rate,
    /// What it drops of the good.
    pub dropped_good: Rate,
    /// What it drops of the bad.
    pub dropped_bad: Rate,
    /// The share that it passes on.
    pub passes: Share,
    /// How long packets wait.
    pub delay: Span,
}

impl Load {
    /// What it is asked for once the scrubber has done its work.
    #[must_use]
    pub fn asked(&self) -> Rate {
        self.good + self.bad - self.scrubbed
    }

    /// Whether that is more than it has room for; just as much is not.
    #[must_use]
    pub fn is_overloaded(&self) -> bool {
        !self.room.capacity.fits(self.asked())
    }

    /// How much of its capacity that is, in percent, rounded up so that over 100 means overloaded;
    /// of bits or packets, whichever is more; absent: it can take anything.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let (asked, capacity) = (self.asked(), self.room.capacity);
        let of = |asked: u64, most: Option<u64>| {
            most.map(|most| {
                let whole = u128::from(asked) * 100;
                u64::try_from(whole.div_ceil(u128::from(most.max(1)))).unwrap_or(u64::MAX)
            })
        };
        of(asked.bps, capacity.bps).max(of(asked.pps, capacity.pps))
    }
}

/// What is offered to a place in one round.
#[derive(Clone, Copy, Debug, Default)]
struct Offered {
    good: Rate,
    bad: Rate,
}

/// The shares that a place passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shares {
    /// Of the bad, what the scrubber leaves.
    unscrubbed: Share,
    /// Of what is left, what it passes on.
    passes: Share,
}

impl Shares {
    const ALL: Self = Self { unscrubbed: Share::ALL, passes: Share::ALL };

    fn of(room: &Room, offered: &Offered) -> Self {
        // What is left is rounded down, so that what just fits is not too much by a bit.
        let left = offered.bad.bps.saturating_sub(room.scrub_bps);
        let unscrubbed = match (room.scrub_bps, left) {
            (0, _) => Share::ALL,
            (_, 0) => Share::NONE,
            _ => Share::of(left, offered.bad.bps),
        };
        let left = offered.good + unscrubbed.part_of(offered.bad);
        let share =
            |most: Option<u64>, asked| most.map_or(Share::ALL, |most| Share::of(most, asked));
        let passes = share(room.capacity.bps, left.bps).min(share(room.capacity.pps, left.pps));
        Self { unscrubbed, passes }
    }

    fn lower(self, other: Self) -> Self {
        Self {
            unscrubbed: self.unscrubbed.min(other.unscrubbed),
            passes: self.passes.min(other.passes),
        }
    }

    /// What a flow has left behind a place; of which the scrubber took the second.
    fn pass(self, rate: Rate, is_bad: bool) -> (Rate, Rate) {
        let unscrubbed = if is_bad { self.unscrubbed.part_of(rate) } else { rate };
        (self.passes.part_of(unscrubbed), rate - unscrubbed)
    }
}

/// Sends flows along ways through places with so much room each. Returns what becomes of each flow
/// and of each place, in order.
#[must_use]
pub fn spread(flows: &[Flow], ways: &Ways, rooms: &[Room]) -> (Vec<Outcome>, Vec<Load>) {
    let shares = settle(flows, ways, rooms);
    let mut loads: Vec<Load> =
        rooms.iter().zip(&shares).map(|(room, shares)| idle(*room, *shares)).collect();
    for flow in flows {
        account(flow, ways, &shares, &mut loads);
    }
    for load in &mut loads {
        load.delay = queueing(&load.room.capacity, load.asked());
    }
    let outcome = |flow: &Flow| outcome(flow, ways, &shares, &loads);
    (flows.iter().map(outcome).collect(), loads)
}

const fn idle(room: Room, shares: Shares) -> Load {
    Load {
        room,
        good: Rate::ZERO,
        bad: Rate::ZERO,
        scrubbed: Rate::ZERO,
        dropped_good: Rate::ZERO,
        dropped_bad: Rate::ZERO,
        passes: shares.passes,
        delay: Span::ZERO,
    }
}

/// The shares that each place passes on.
fn settle(flows: &[Flow], ways: &Ways, rooms: &[Room]) -> Vec<Shares> {
    let mut shares = vec![Shares::ALL; rooms.len()];
    for round in 1..=MAX_ROUNDS {
        let offered = offer(flows, ways, &shares);
        let next: Vec<Shares> =
            rooms.iter().zip(&offered).map(|(room, offered)| Shares::of(room, offered)).collect();
        if next == shares {
            break;
        }
        if round == MAX_ROUNDS {
            let both = next.iter().zip(&shares);
            return both.map(|(one, other)| one.lower(*other)).collect();
        }
        shares = next;
    }
    shares
}

fn offer(flows: &[Flow], ways: &Ways, shares: &[Shares]) -> Vec<Offered> {
    let mut offered = vec![Offered::default(); shares.len()];
    for flow in flows.iter().filter(|flow| !flow.rate.is_zero()) {
        let mut rate = flow.rate;
        for &place in ways.places(flow.way) {
            let here = &mut offered[index(place)];
            *(if flow.is_bad { &mut here.bad } else { &mut here.good }) += rate;
            rate = shares[index(place)].pass(rate, flow.is_bad).0;
        }
    }
    offered
}

/// Enters a flow in the accounts of the places on its way.
fn account(flow: &Flow, ways: &Ways, shares: &[Shares], loads: &mut [Load]) {
    let mut rate = flow.rate;
    if rate.is_zero() {
        return;
    }
    for &place in ways.places(flow.way) {
        let (passed, scrubbed) = shares[index(place)].pass(rate, flow.is_bad);
        let dropped = rate - scrubbed - passed;
        let load = &mut loads[index(place)];
        if flow.is_bad {
            load.bad += rate;
            load.scrubbed += scrubbed;
            load.dropped_bad += dropped;
        } else {
            load.good += rate;
            load.dropped_good += dropped;
        }
        rate = passed;
    }
}

fn outcome(flow: &Flow, ways: &Ways, shares: &[Shares], loads: &[Load]) -> Outcome {
    let end = ways.ending(flow.way);
    let (mut rate, mut share, mut queueing) = (flow.rate, Share::ALL, Span::ZERO);
    let (mut overloaded, mut scrubbed) = (Overload::default(), Rate::ZERO);
    let mut is_served = end.node.is_some() && end.fate == Fate::Delivered;
    let places = ways.places(flow.way);
    // A way to a node ends with it.
    let links = places.len().saturating_sub(usize::from(end.node.is_some()));
    for (n, &place) in places.iter().enumerate() {
        let (here, load) = (shares[index(place)], &loads[index(place)]);
        let (passed, taken) = here.pass(rate, flow.is_bad);
        scrubbed += taken;
        let dropped = rate - taken - passed;
        *(if n < links { &mut overloaded.at_links } else { &mut overloaded.at_nodes }) += dropped;
        rate = passed;
        if flow.is_bad {
            share = share.times(here.unscrubbed);
        }
        share = share.times(here.passes);
        queueing += load.delay;
        is_served &= !load.is_overloaded();
    }
    let is_delivered = end.fate == Fate::Delivered;
    let (delivered, lost) = if is_delivered { (rate, Rate::ZERO) } else { (Rate::ZERO, rate) };
    let share = if is_delivered { share } else { Share::NONE };
    Outcome { sent: flow.rate, delivered, overloaded, scrubbed, lost, share, queueing, is_served }
}

/// How long packets wait where so much is asked for.
#[must_use]
pub fn queueing(capacity: &Capacity, asked: Rate) -> Span {
    let wait = |most: Option<u64>, asked: u64| match most {
        None => Span::ZERO,
        Some(most) if asked >= most => BUFFER,
        // ρ / (1 − ρ) − 1 = (2ρ − 1) / (1 − ρ), in whole bits.
        Some(most) => {
            let above_half = asked.saturating_mul(2).saturating_sub(most);
            Span::from_us(scaled(BURST.as_us(), above_half, most - asked)).min(BUFFER)
        }
    };
    wait(capacity.bps, asked.bps).max(wait(capacity.pps, asked.pps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bps(bps: u64) -> Rate {
        Rate { bps, pps: 0 }
    }

    fn room(most: u64) -> Room {
        Room { capacity: Capacity { bps: Some(most), pps: None }, scrub_bps: 0 }
    }

    /// Sends flows, each along these places, all of which end at the node 0.
    fn send(flows: &[(u64, bool, &[Place])], rooms: &[Room]) -> (Vec<Outcome>, Vec<Load>) {
        let mut ways = Ways::default();
        let mut all = Vec::new();
        for &(rate, is_bad, places) in flows {
            for &place in places {
                ways.pass(place);
            }
            let way = ways.end(Fate::Delivered, Some(NodeId::from(0)), Span::ZERO);
            all.push(Flow { way, rate: bps(rate), is_bad });
        }
        spread(&all, &ways, rooms)
    }

    #[test]
    fn good_and_bad_lose_the_same_share() {
        let (outcomes, loads) = send(&[(100, false, &[0]), (300, true, &[0])], &[room(100)]);
        assert_eq!(outcomes.iter().map(|it| it.delivered.bps).collect::<Vec<_>>(), [25, 75]);
        assert_eq!(loads[0].passes, Share::of(1, 4));
        assert_eq!(loads[0].percent(), Some(400));
    }

    #[test]
    fn room_that_upstream_loss_makes_is_used() {
        // One flow loses nine tenths before it comes to where another is; together they fit there.
        let (outcomes, loads) =
            send(&[(1_000, true, &[0, 1]), (100, false, &[1])], &[room(100), room(200)]);
        assert_eq!(outcomes[1].delivered, bps(100));
        assert!(outcomes[1].is_served && !outcomes[0].is_served);
        assert_eq!((loads[1].asked(), loads[1].is_overloaded()), (bps(200), false));
    }

    #[test]
    fn a_chain_of_bottlenecks_is_settled_from_the_first_to_the_last() {
        let count = 20_u32;
        let rooms: Vec<Room> = (0..count).map(|n| room(1_000 - u64::from(n) * 10)).collect();
        let all: Vec<Place> = (0..count).collect();
        let joining: Vec<[Place; 1]> = (0..count).map(|n| [n]).collect();
        let mut flows: Vec<(u64, bool, &[Place])> = vec![(2_000, true, &all)];
        flows.extend(joining.iter().map(|place| (50, false, place.as_slice())));
        let (_, loads) = send(&flows, &rooms);
        for (load, room) in loads.iter().zip(&rooms) {
            let passed = load.asked() - load.dropped_good - load.dropped_bad;
            let most = room.capacity.bps.unwrap();
            // Full, but for what whole bits leave over.
            assert!((most - 2..=most).contains(&passed.bps), "{passed:?} of {most}");
        }
    }

    #[test]
    fn bottlenecks_in_opposite_orders_pass_on_no_more_than_they_can() {
        let flows: [(u64, bool, &[Place]); 2] = [(9_000, true, &[0, 1]), (9_000, false, &[1, 0])];
        let (outcomes, loads) = send(&flows, &[room(100), room(100)]);
        for load in &loads {
            assert!((load.asked() - load.dropped_good - load.dropped_bad).bps <= 100);
        }
        for it in outcomes {
            assert_eq!(it.sent, it.delivered + it.overloaded.all());
        }
    }

    #[test]
    fn what_goes_round_counts_each_time() {
        let mut ways = Ways::default();
        for n in 0..64 {
            ways.pass(n % 2);
        }
        let way = ways.end(Fate::TtlExpired, None, Span::ZERO);
        let flow = Flow { way, rate: bps(10), is_bad: true };
        let (outcomes, loads) = spread(&[flow], &ways, &[room(1_000), room(1_000)]);
        assert_eq!(loads[0].asked(), bps(320));
        assert_eq!((outcomes[0].lost, outcomes[0].is_served), (bps(10), false));
        assert_eq!(outcomes[0].share, Share::NONE);
    }

    #[test]
    fn a_scrubber_leaves_the_good_alone() {
        let place = Room { scrub_bps: 300, ..room(150) };
        let (outcomes, loads) = send(&[(50, false, &[0]), (400, true, &[0])], &[place]);
        assert_eq!(loads[0].scrubbed, bps(300));
        assert_eq!(outcomes[0].delivered, bps(50));
        assert_eq!((outcomes[1].scrubbed, outcomes[1].delivered), (bps(300), bps(100)));
        assert!(outcomes[0].is_served);
    }

    #[test]
    fn who_sends_nothing_is_still_served_or_not() {
        let flows: [(u64, bool, &[Place]); 3] =
            [(0, false, &[0]), (300, true, &[0]), (0, false, &[1])];
        let (outcomes, _) = send(&flows, &[room(100), room(100)]);
        assert_eq!(outcomes[0].share.percent(), 33);
        assert!(!outcomes[0].is_served && outcomes[2].is_served);
    }
}
