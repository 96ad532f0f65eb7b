//! A BGP speaker: a state machine that is told what arrives and says what it sends.
//!
//! It owns no clock and no queue: effects are pushed into [`Effects`], and `sim` turns them into
//! events. Here is what happens to it; `choose` is its decision process, `tell` what its
//! neighbours hear of it.

mod cell;
mod choose;
mod explain;
mod gate;
mod hears;
mod receive;
mod recent;
mod revalidate;
mod sent;
mod tell;

use std::sync::Arc;

use typed_index_collections::{TiSlice, TiVec};

pub use self::cell::Cell;
use self::gate::{Far, Gate, Port};
use self::hears::Hears;
pub use self::receive::Heard;
use self::recent::Recent;
pub use self::revalidate::{Revalidated, uses_validity};
pub use self::sent::Sent;
use super::attributes::Attributes;
use super::config::Config;
use super::damping::Damped;
use super::decision::{Route, Step};
use super::mrai::MraiTimer;
use super::preference::MAX_RANK;
use super::rib::{Best, Incoming, Outgoing, PrefixRib, Received};
use super::table::Table;
use super::update::Told;
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::base::time::Span;
use crate::engine::net::network::{Asn, Network};
use crate::engine::net::paths::Interior;
use crate::engine::net::wires::Wire;

/// What a speaker looks things up in.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The network.
    pub network: &'a Network,
    /// The speakers' configuration.
    pub config: &'a Config,
    /// The IGP, as it stands.
    pub interior: &'a Interior,
    /// The routes that are damped.
    pub damped: &'a Damped,
}

/// What a speaker works with: its surroundings, and where it writes.
pub struct Desk<'a> {
    /// What it looks things up in.
    pub around: Surroundings<'a>,
    /// The world's path attributes.
    pub table: &'a mut Table,
    /// What it does goes here, in order.
    pub effects: &'a mut Effects,
}

/// What a speaker did, in order.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// UPDATEs sent.
    pub sent: Sent,
    /// MRAI timers started, by end and [name](MraiTimer), with how long they run.
    pub timers: Vec<(EndId, Option<PrefixId>, Span)>,
    /// What was sent in the batch under way that MRAI covers, by place.
    covered: Vec<(usize, PrefixId)>,
    /// Best routes changed.
    pub changes: Vec<BestChange>,
}

impl Effects {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.sent.clear();
        self.timers.clear();
        self.changes.clear();
    }

    /// Whether nothing was done.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.timers.is_empty() && self.changes.is_empty()
    }
}

/// A change of Loc-RIB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BestChange {
    /// The prefix.
    pub prefix: PrefixId,
    /// The route before.
    pub before: Option<Best>,
    /// The route after.
    pub after: Option<Best>,
    /// The step that left it; absent if it was alone.
    pub decided_by: Option<Step>,
}

/// A BGP speaker. The first cache line is all that is looked at when a route comes in that does not
/// become the best.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct Speaker {
    gates: Box<[Gate]>,
    /// Adj-RIB-In, prefix by prefix, session by session.
    incoming: Box<[Incoming]>,
    ribs: Box<TiSlice<PrefixId, PrefixRib>>,
    /// How many UPDATEs came in: what their order is told by.
    arrivals: u32,
    asn: Asn,
    /// Whether the short ways are open to it.
    is_short: bool,
    /// Whether the economics are all there is to export at every gate, and no timers run.
    is_frank: bool,
    /// Whether it has iBGP sessions.
    has_inside: bool,
    /// Whether two of its sessions lead to the same router.
    has_twins: bool,
    /// What the economics let some neighbour hear.
    audience: Hears,
    /// Whether it chooses as RFC 4271 says: then comparing numbers may do.
    is_by_the_book: bool,
    // The second line begins here: what more is looked at when the best route changes.
    router: RouterId,
    /// As in [`Speaker::even_delay`].
    even_delay: Option<Span>,
    ports: Box<[Port]>,
    /// Adj-RIB-Out, prefix by prefix, session by session.
    outgoing: Box<[Outgoing]>,
    /// What it told of the attributes it looked at last.
    told: Recent,
    fars: Box<[Far]>,
    timers: Box<[MraiTimer]>,
    /// How many routes wait for timers, over all sessions.
    pending: u64,
}

impl Speaker {
    /// The speaker of `router`, knowing nothing, with all its sessions down.
    #[must_use]
    pub fn new(network: &Network, config: &Config, seed: u64, router: RouterId) -> Self {
        let ends = &network.routers[router].ends;
        let timer = |&end: &EndId| {
            let is_internal = network.sessions[end.session()].is_internal();
            MraiTimer::new(&config.mrai, seed, end, is_internal)
        };
        let ribs: TiVec<_, _> =
            network.prefixes.iter().map(|_| PrefixRib::new(ends.len())).collect();
        let timers: Box<[MraiTimer]> = ends.iter().map(timer).collect();
        let ports = ends.iter().zip(&timers);
        let ports: Box<[Port]> =
            ports.map(|(&end, timer)| Port::new(network, config, end, timer)).collect();
        let fars: Box<[Far]> = ends.iter().map(|&end| Far::new(network, end)).collect();
        let is_inside = |end: &EndId| network.sessions[end.session()].is_internal();
        let has_inside = ends.iter().any(is_inside);
        let gate = |(&end, rank)| Gate::new(network, config, end, rank, !has_inside);
        let gates: Box<[Gate]> = ends.iter().zip(gate::ranks(&fars)).map(gate).collect();
        let outside = gates.iter().filter(|gate| !gate.is_inside());
        let audience = outside.fold(Hears::default(), |all, gate| all.and(gate.hears));
        let is_by_the_book = config.profile(router).is_by_the_book();
        let even_delay = gate::even_delay(&gates);
        let mut speaker = Self {
            has_inside,
            incoming: vec![Incoming::NONE; gates.len() * network.prefixes.len()].into(),
            outgoing: vec![Outgoing::default(); gates.len() * network.prefixes.len()].into(),
            gates,
            ribs: ribs.into_boxed_slice(),
            pending: 0,
            arrivals: 0,
            asn: network.routers[router].asn,
            router,
            audience,
            is_by_the_book,
            is_short: is_by_the_book && !config.is_in_full && ends.len() <= usize::from(MAX_RANK),
            is_frank: false,
            has_twins: gate::has_twins(&fars),
            even_delay,
            ports,
            told: Recent::default(),
            fars,
            timers,
        };
        speaker.is_frank = speaker.is_frank();
        speaker
    }

    fn is_frank(&self) -> bool {
        self.gates.iter().all(|gate| gate.is_plain_outside)
            && self.ports.iter().all(|port| !port.has_timer)
    }

    /// The best route to a prefix, in short.
    #[must_use]
    pub fn best(&self, prefix: PrefixId) -> Option<&Best> {
        self.ribs[prefix].best.as_ref()
    }

    /// The best route to a prefix, in full.
    #[must_use]
    pub fn best_route(&self, network: &Network, table: &Table, prefix: PrefixId) -> Option<Route> {
        self.best(prefix).map(|best| self.route(network, table, best))
    }

    /// What it knows of a prefix.
    #[must_use]
    pub fn rib(&self, prefix: PrefixId) -> &PrefixRib {
        &self.ribs[prefix]
    }

    /// Where the session at a place stands in Adj-RIB-In and Adj-RIB-Out for a prefix.
    #[inline]
    fn at(&self, prefix: PrefixId, place: usize) -> usize {
        usize::from(prefix) * self.gates.len() + place
    }

    /// Adj-RIB-In for a prefix, session by session.
    #[inline]
    #[must_use]
    pub fn incoming(&self, prefix: PrefixId) -> &[Incoming] {
        let from = self.at(prefix, 0);
        &self.incoming[from..from + self.gates.len()]
    }

    /// Adj-RIB-Out for a prefix, session by session.
    #[inline]
    #[must_use]
    pub fn outgoing(&self, prefix: PrefixId) -> &[Outgoing] {
        let from = self.at(prefix, 0);
        &self.outgoing[from..from + self.gates.len()]
    }

    /// The route received at a place, if any.
    #[must_use]
    pub fn received(&self, prefix: PrefixId, place: usize) -> Option<&Received> {
        self.incoming[self.at(prefix, place)].received.as_ref()
    }

    /// Its own announcement of a prefix.
    #[must_use]
    pub fn own(&self, prefix: PrefixId) -> Option<&Arc<Attributes>> {
        self.ribs[prefix].own.as_ref()
    }

    /// Whether its decision process is that of RFC 4271, where age decides nothing.
    #[must_use]
    pub const fn is_by_the_book(&self) -> bool {
        self.is_by_the_book
    }

    /// How many routes wait for timers, over all sessions.
    #[must_use]
    pub const fn pending(&self) -> u64 {
        self.pending
    }

    /// The own end of the session at a place.
    #[must_use]
    pub fn end(&self, place: usize) -> EndId {
        self.gates[place].wire.end
    }

    /// The session at a place.
    #[inline]
    #[must_use]
    pub fn wire(&self, place: u32) -> &Wire {
        &self.gates[index(place)].wire
    }

    /// The delay of all its sessions, where all go over links that are equally long.
    #[inline]
    #[must_use]
    pub const fn even_delay(&self) -> Option<Span> {
        self.even_delay
    }

    /// The MRAI timers of this end.
    #[must_use]
    pub fn timer(&self, network: &Network, end: EndId) -> &MraiTimer {
        &self.timers[place(network, end)]
    }

    /// Whether a neighbour's route to a prefix is in Adj-RIB-In, eligible or not.
    #[must_use]
    pub fn has_heard(&self, network: &Network, prefix: PrefixId, end: EndId) -> bool {
        self.received(prefix, place(network, end)).is_some()
    }

    /// Extra copies of the own AS number towards an end, on its own announcement of a prefix.
    #[must_use]
    pub fn prepends(&self, network: &Network, prefix: PrefixId, end: EndId) -> u8 {
        self.ribs[prefix].prepends[place(network, end)]
    }

    /// Begins to announce a prefix of its own, or changes its attributes.
    pub fn originate(
        &mut self,
        desk: &mut Desk<'_>,
        prefix: PrefixId,
        attributes: Arc<Attributes>,
    ) {
        self.ribs[prefix].own = Some(attributes);
        self.decide(desk, prefix, None);
    }

    /// Ceases to announce a prefix of its own.
    pub fn cease(&mut self, desk: &mut Desk<'_>, prefix: PrefixId) {
        self.ribs[prefix].own = None;
        self.decide(desk, prefix, None);
    }

    /// Prepends its AS number `times` more often towards an end, on its own announcement.
    pub fn prepend(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, end: EndId, times: u8) {
        let place = place(desk.around.network, end);
        self.ribs[prefix].prepends[place] = times;
        self.tell_one(desk, prefix, place);
    }

    /// A session was established: the neighbour is told every best route [RFC 4271 § 9.2].
    pub fn session_up(&mut self, desk: &mut Desk<'_>, end: EndId) {
        let place = place(desk.around.network, end);
        self.gates[place].is_up = true;
        for prefix in desk.around.network.prefixes.keys() {
            self.tell_one(desk, prefix, place);
        }
    }

    /// A session ended: what the neighbour said is forgotten [RFC 4271 § 8.2, § 9.1].
    pub fn session_down(&mut self, desk: &mut Desk<'_>, end: EndId) {
        self.session_paused(desk, end);
        let place = place(desk.around.network, end);
        for prefix in desk.around.network.prefixes.keys() {
            if self.received(prefix, place).is_some() {
                self.learn(desk, prefix, place, None);
                self.decide(desk, prefix, Some(place));
            }
        }
    }

    /// A session ended because a speaker restarts gracefully: what the neighbour said is kept
    /// [RFC 4724 § 4.2].
    pub fn session_paused(&mut self, desk: &mut Desk<'_>, end: EndId) {
        let place = place(desk.around.network, end);
        self.gates[place].is_up = false;
        self.pending -= u64::from(std::mem::take(&mut self.ports[place].pending));
        self.timers[place].stop();
        for prefix in desk.around.network.prefixes.keys() {
            let at = self.at(prefix, place);
            self.outgoing[at] = Outgoing::default();
        }
    }

    /// Interior costs changed: every decision is made again.
    pub fn interior_changed(&mut self, desk: &mut Desk<'_>) {
        for prefix in desk.around.network.prefixes.keys() {
            for place in 0..self.ports.len() {
                if self.gates[place].is_inside() {
                    self.learn_again(desk, prefix, place);
                }
            }
            self.decide(desk, prefix, None);
        }
    }

    /// The MRAI timer of this name expired at an end: what waited for it is sent, and it starts
    /// again.
    pub fn mrai_expired(&mut self, desk: &mut Desk<'_>, end: EndId, name: Option<PrefixId>) {
        let place = place(desk.around.network, end);
        self.timers[place].expired(name);
        if self.ports[place].pending == 0 {
            return;
        }
        for prefix in desk.around.network.prefixes.keys() {
            let is_covered = name.is_none_or(|name| name == prefix);
            if is_covered {
                self.send_held(desk, prefix, place, true);
            }
        }
    }

    /// The rules of an end changed: what came in over it is imported again, and what goes out
    /// over it is exported again [RFC 2918 makes the first possible].
    pub fn rules_changed(&mut self, desk: &mut Desk<'_>, end: EndId) {
        let Surroundings { network, config, .. } = desk.around;
        let place = place(network, end);
        self.gates[place].configure(network, config, end);
        self.ports[place].configure(network, config, end);
        self.is_frank = self.is_frank();
        for prefix in network.prefixes.keys() {
            if self.received(prefix, place).is_some() {
                self.learn_again(desk, prefix, place);
                self.decide(desk, prefix, None);
            }
            self.tell_one(desk, prefix, place);
        }
    }

    fn learn_again(&mut self, desk: &mut Desk<'_>, prefix: PrefixId, place: usize) {
        let told: Option<Told> = self.received(prefix, place).map(|received| received.told);
        if told.is_some() {
            self.learn(desk, prefix, place, told);
        }
    }
}

fn place(network: &Network, end: EndId) -> usize {
    index(network.seats[end].place)
}

fn index(place: u32) -> usize {
    usize::try_from(place).expect("targets have at least 32-bit indices")
}

fn numbered(place: usize) -> u32 {
    u32::try_from(place).expect("a router has fewer than 2^32 sessions")
}
