//! Route flap damping in the world: what neighbours' changes of mind cost, and when a damped
//! route is used again [RFC 2439, RFC 7196].
//!
//! Simplified: a session that ends costs nothing, nor does announcing again after a withdrawal
//! [RFC 7196 § 3: vendors differ]; reuse lists are exact to the microsecond.

use super::event::Event;
use super::fact::{Fact, What};
use super::timer::Timer;
use super::world::World;
use crate::engine::base::ids::{EndId, PrefixId};
use crate::engine::bgp::damping::{Damping, Flap};
use crate::engine::bgp::update::Update;
use crate::engine::net::network::NeighborIs;

impl World {
    /// Counts what an UPDATE of an eBGP neighbour changes, before it is taken in.
    #[inline(never)]
    pub(super) fn count_flap(
        &mut self,
        damping: &Damping,
        end: EndId,
        update: &Update,
        facts: &mut Vec<Fact>,
    ) {
        if self.network.end(end).neighbor_is == NeighborIs::Internal {
            return;
        }
        let history = self.clocks.histories.entry((end, update.prefix)).or_default();
        let last = std::mem::replace(&mut history.last, update.route);
        let flap = match (last, &update.route) {
            (Some(_), None) => Flap::Withdrawal,
            (Some(last), Some(next)) if last != *next => Flap::AttributeChange,
            _ => return,
        };
        if !history.damper.flap(damping, self.now, flap) {
            return;
        }
        let penalty = history.damper.penalty(damping, self.now);
        let due = history.damper.reuse_at(damping);
        let (session, prefix) = (end.session(), update.prefix);
        self.clocks.damped.insert((end, prefix));
        self.queue.schedule(due, Event::TimerFires(Timer::ReuseDue { end, prefix }));
        let router = self.network.end(end).router;
        self.tell(facts, What::RouteDamped { session, router, prefix, penalty });
    }

    /// A damped route may be used again, unless it has changed since.
    pub(super) fn reuse_due(&mut self, end: EndId, prefix: PrefixId, facts: &mut Vec<Fact>) {
        let Some(damping) = self.config.timing.damping else { return };
        let Some(history) = self.clocks.histories.get_mut(&(end, prefix)) else { return };
        if !history.damper.reuse(&damping, self.now) {
            let due = history.damper.reuse_at(&damping);
            self.queue.schedule(due, Event::TimerFires(Timer::ReuseDue { end, prefix }));
            return;
        }
        self.clocks.damped.remove(&(end, prefix));
        let (session, router) = (end.session(), self.network.end(end).router);
        self.tell(facts, What::RouteReused { session, router, prefix });
        self.with_speaker(router, facts, |speaker, desk| {
            speaker.rules_changed(desk, end);
        });
    }
}
