//! UPDATEs on their way: when they arrive, and what is noted of them.

use super::fact::{Fact, What};
use super::line::{Recipient, Telling};
use super::routing::tidings;
use super::world::World;
use crate::engine::base::ids::{EndId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::bgp::speaker::Sent;
use crate::engine::bgp::update::Update;
use crate::engine::net::wires::Wire;

impl World {
    /// A router tells some of its neighbours the same.
    ///
    /// Most of a storm is this, and many links are equally long: what leaves together and arrives
    /// together is worked out once.
    pub(super) fn send(&mut self, from: RouterId, told: &[Sent], facts: &mut Vec<Fact>) {
        let Some(&Sent { update, .. }) = told.first() else { return };
        let count = u64::try_from(told.len()).unwrap_or(u64::MAX);
        self.progress.updates_in_flight += count;
        match update.route {
            Some(_) => self.progress.announced += count,
            None => self.progress.withdrawn += count,
        }
        let mut rest = told;
        while let Some(next) = rest.first() {
            let wire = *self.speakers[from].wire(next.place());
            if wire.link.is_some() {
                rest = self.send_over_links(from, wire.delay(), rest, facts);
            } else {
                self.send_inside(from, &wire, update, facts);
                rest = &rest[1..];
            }
        }
    }

    /// The first of the rest leave over links, which are always equally long. Returns what is left.
    #[inline]
    fn send_over_links<'a>(
        &mut self,
        from: RouterId,
        delay: Span,
        rest: &'a [Sent],
        facts: &mut Vec<Fact>,
    ) -> &'a [Sent] {
        let update = rest[0].update;
        let speaker = &self.speakers[from];
        let wire = |sent: &Sent| speaker.wire(sent.place());
        let is_other = |wire: &Wire| wire.delay() != delay || wire.link.is_none();
        let count = rest.iter().position(|sent| is_other(wire(sent))).unwrap_or(rest.len());
        let (together, rest) = rest.split_at(count);
        let (at, step, arrives) = (self.now, self.steps, self.now + delay);
        let (prefix, tidings) = (update.prefix, tidings(update));
        facts.extend(together.iter().map(move |sent| {
            let &Wire { end, far: to, .. } = wire(sent);
            let session = end.session();
            let what = What::UpdateSent { session, from, to, prefix, tidings, arrives };
            Fact { at, step, what }
        }));
        let recipients = together.iter().map(|sent| {
            let end = wire(sent).end.far();
            Recipient { end, epoch: self.sessions[end.session()].epoch }
        });
        self.queue.schedule_updates(arrives, telling(update, delay), recipients);
        rest
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
        if wire.link.is_some() {
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
