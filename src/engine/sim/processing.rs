//! A router's work: it takes in one UPDATE at a time, and the others queue up.
//!
//! Simplified: only what arrives takes time, not what is sent; and keepalives are never late.

use super::event::Event;
use super::fact::Fact;
use super::timer::Timer;
use super::world::World;
use crate::engine::base::ids::{EndId, RouterId};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::update::Update;

impl World {
    /// An UPDATE reaches a router: it is taken in when those before it are done.
    #[inline]
    pub(super) fn update_reaches(
        &mut self,
        end: EndId,
        epoch: u32,
        update: Update,
        facts: &mut Vec<Fact>,
    ) {
        if self.is_lost_in_silence(end, epoch) {
            self.clocks.stalled.entry(end).or_default().push(update);
        } else if self.config.timing.processing.high.is_zero() {
            self.take_in::<false>(end, epoch, update, facts);
        } else {
            self.queue_up(end, epoch, update);
        }
    }

    #[inline(never)]
    fn queue_up(&mut self, end: EndId, epoch: u32, update: Update) {
        let router = self.network.end(end).router;
        let done = self.free_at(router) + self.work(router);
        self.clocks.busy_until.resize(self.network.routers.len(), SimTime::ZERO);
        self.clocks.busy_until[router] = done;
        let timer = Timer::UpdateProcessed { end, epoch, update };
        self.queue.schedule(done, Event::TimerFires(timer));
    }

    /// A router takes an UPDATE in, which may have waited for those before it. There is a copy for
    /// either case, because then the usual one becomes part of [`World::step`].
    #[inline]
    pub(super) fn take_in<const HAS_WAITED: bool>(
        &mut self,
        end: EndId,
        epoch: u32,
        update: Update,
        facts: &mut Vec<Fact>,
    ) {
        self.progress.updates_in_flight -= 1;
        if self.sessions[end.session()].epoch != epoch {
            // Its session ended meanwhile.
            return;
        }
        if !self.clocks.stale.is_empty() {
            self.clocks.stale.remove(&(end, update.prefix));
        }
        if let Some(damping) = self.config.timing.damping {
            self.count_flap(&damping, end, &update, facts);
        }
        self.update_arrives::<HAS_WAITED>(end, update, facts);
    }

    /// When a router has done all that has arrived.
    pub(super) fn free_at(&self, router: RouterId) -> SimTime {
        self.clocks.busy_until.get(router).map_or(self.now, |&at| at.max(self.now))
    }

    fn work(&mut self, router: RouterId) -> Span {
        let processing = self.config.timing.processing;
        let fork = || Stream::fork(self.seed, Purpose::Processing, router.get());
        let stream = self.clocks.work.entry(router).or_insert_with(fork);
        Span::from_us(stream.between(processing.low.as_us(), processing.high.as_us()))
    }
}
