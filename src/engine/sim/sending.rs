//! UPDATEs on their way: when they arrive, and what is noted of them.

use super::fact::{Fact, What};
use super::line::{Recipient, Telling};
use super::routing::tidings;
use super::world::World;
use crate::engine::base::ids::{EndId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::bgp::update::Update;
use crate::engine::net::wires::Wire;

impl World {
    /// A router tells some of its neighbours the same.
    ///
    /// Most of a storm is this, and many links are equally long: what leaves together and arrives
    /// together is worked out once.
    #[inline]
    pub(super) fn send(
        &mut self,
        from: RouterId,
        update: Update,
        places: &[u32],
        facts: &mut Vec<Fact>,
    ) {
        let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
        self.progress.updates_in_flight += count;
        match update.route {
            Some(_) => self.progress.announced += count,
            None => self.progress.withdrawn += count,
        }
        if let Some(delay) = self.speakers[from].even_delay() {
            self.send_over_links(from, delay, update, places, facts);
            return;
        }
        let mut rest = places;
        while let Some(&next) = rest.first() {
            let speaker = &self.speakers[from];
            let wire = *speaker.wire(next);
            if !wire.has_link() {
                self.send_inside(from, &wire, update, facts);
                rest = &rest[1..];
                continue;
            }
            let delay = wire.delay();
            let is_other = |wire: &Wire| wire.delay() != delay || !wire.has_link();
            let count = rest.iter().position(|&place| is_other(speaker.wire(place)));
            let (together, others) = rest.split_at(count.unwrap_or(rest.len()));
            self.send_over_links(from, delay, update, together, facts);
            rest = others;
        }
    }

    /// It leaves over links that are equally long.
    #[inline]
    fn send_over_links(
        &mut self,
        from: RouterId,
        delay: Span,
        update: Update,
        places: &[u32],
        facts: &mut Vec<Fact>,
    ) {
        let speaker = &self.speakers[from];
        let (at, step, arrives) = (self.now, self.steps, self.now + delay);
        let (prefix, tidings) = (update.prefix, tidings(update));
        facts.reserve(places.len());
        let recipients = places.iter().map(|&place| {
            let &Wire { end, far: to, .. } = speaker.wire(place);
            let session = end.session();
            let what = What::UpdateSent { session, from, to, prefix, tidings, arrives };
            facts.push(Fact { at, step, what });
            Recipient { end: end.far(), epoch: self.sessions[session].epoch }
        });
        self.queue.schedule_updates(arrives, telling(update, delay), recipients);
    }

    /// An iBGP message takes the way and the time of the interior path of this moment, and does not
    /// overtake the one before it.
    fn send_inside(
        &mut self,
        from: RouterId,
        &Wire { end, far: to, .. }: &Wire,
        update: Update,
        facts: &mut Vec<Fact>,
    ) {
        let far = end.far();
        let arrives = (self.now + self.session_delay(end)).max(self.last_arrival[far]);
        self.last_arrival[far] = arrives;
        let (session, prefix) = (end.session(), update.prefix);
        self.tell_with(facts, || {
            let tidings = tidings(update);
            What::UpdateSent { session, from, to, prefix, tidings, arrives }
        });
        let epoch = self.sessions[session].epoch;
        self.send_on_its_way(far, epoch, arrives.since(self.now), update);
    }

    /// An UPDATE will arrive at an end.
    pub(super) fn send_on_its_way(&mut self, end: EndId, epoch: u32, takes: Span, update: Update) {
        let recipient = std::iter::once(Recipient { end, epoch });
        self.queue.schedule_updates(self.now + takes, telling(update, takes), recipient);
    }

    /// One-way delay between the two routers of a session, as things stand.
    pub(super) fn session_delay(&self, end: EndId) -> Span {
        let wire = &self.network.wires[end];
        if wire.has_link() {
            wire.delay()
        } else {
            let near = self.network.seats[end].router;
            self.interior.path(near, wire.far).map_or(Span::ZERO, |path| path.delay)
        }
    }
}

fn telling(Update { prefix, route }: Update, takes: Span) -> Telling {
    Telling { prefix, route, took_us: u32::try_from(takes.as_us()).unwrap_or(u32::MAX) }
}
