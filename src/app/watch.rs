//! The moving thing that is looked at: what it is, and what became of it, also once it is gone.

use crate::app::facts::RecentFacts;
use crate::app::lab::Lab;
use crate::app::selection::Selection;
use crate::engine::base::ids::{NodeId, RouterId};
use crate::engine::base::time::{SimTime, Span};
use crate::engine::bgp::update::Told;
use crate::engine::dataplane::packet::{Fate, Packet};
use crate::engine::sim::fact::{BestRoute, Fact, Tidings, What};
use crate::engine::sim::view::{UpdateInFlight, UpdateKey};
use crate::engine::sim::world::World;

/// Between networks LOCAL_PREF is not sent, and so not shown: any number will do.
const UNSENT_LOCAL_PREF: u32 = 100;

/// A packet or an UPDATE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A packet.
    Packet {
        /// It and its journey, as it was seen last.
        packet: Packet,
        /// What became of it; absent: it is under way.
        end: Option<PacketEnd>,
    },
    /// An UPDATE.
    Update {
        /// It.
        update: UpdateInFlight,
        /// How many others left with it on the same session and arrive with it.
        others: usize,
        /// What became of it; absent: it is under way.
        end: Option<UpdateEnd>,
    },
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PacketEnd {
    /// A query reached a node.
    Answered(NodeId),
    /// An answer reached its client, so long after the query was sent.
    Arrived(Span),
    /// It reached whom it was for, behind this router.
    Delivered(RouterId),
    /// It was dropped.
    Dropped(RouterId, Fate),
}

/// What became of an UPDATE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdateEnd {
    /// It was received.
    Received {
        /// When its receiver had read it.
        at: SimTime,
        /// In which step of the world: what follows from it has the same.
        step: u64,
        /// The receiver's best route before and after, if that changed.
        changed: Option<(Option<BestRoute>, Option<BestRoute>)>,
    },
    /// Its session ended before it arrived.
    Lost,
}

impl Watched {
    /// The thing that is selected, if it moves and is under way.
    #[must_use]
    pub fn of(selection: Selection, world: &World) -> Option<Self> {
        match selection {
            Selection::Packet(id) => {
                world.packet(id).map(|packet| Self::Packet { packet: packet.clone(), end: None })
            }
            Selection::Update(key) => {
                let flying = world.updates_in_flight();
                let together = |a: UpdateKey| UpdateKey { prefix: key.prefix, ..a } == key;
                let others = flying.iter().filter(|one| together(one.key())).count();
                let update = *flying.iter().find(|one| one.key() == key)?;
                Some(Self::Update { update, others: others.saturating_sub(1), end: None })
            }
            _ => None,
        }
    }

    /// The thing that is selected, as far as the latest facts tell of it: it has just arrived.
    #[must_use]
    pub fn recorded(selection: Selection, facts: &RecentFacts, world: &World) -> Option<Self> {
        match selection {
            Selection::Packet(id) => facts.since(0).find_map(|fact| match &fact.what {
                What::QueryAnswered { packet, .. }
                | What::AnswerArrived { packet, .. }
                | What::PacketDelivered { packet, .. }
                | What::PacketDropped { packet, .. }
                    if packet.id == id =>
                {
                    let mut watched = Self::Packet { packet: Packet::clone(packet), end: None };
                    watched.observe(std::slice::from_ref(fact), world);
                    Some(watched)
                }
                _ => None,
            }),
            Selection::Update(key) => Self::recorded_update(key, facts, world),
            _ => None,
        }
    }

    fn recorded_update(key: UpdateKey, facts: &RecentFacts, world: &World) -> Option<Self> {
        let mut watched: Option<Self> = None;
        for fact in facts.since(0) {
            match (&fact.what, &mut watched) {
                (What::UpdateSent { session, from, to, prefix, tidings, arrives }, None)
                    if (*session, *to, *prefix, fact.at, *arrives)
                        == (key.session, key.to, key.prefix, key.departed, key.arrives) =>
                {
                    // Facts do not tell LOCAL_PREF, which only neighbours inside exchange.
                    if world.network().sessions[*session].is_internal() {
                        return None;
                    }
                    let route = match tidings {
                        Tidings::Announced(attributes) => {
                            Some(Told::new(*attributes, UNSENT_LOCAL_PREF, None))
                        }
                        Tidings::Withdrawn => None,
                    };
                    let update = UpdateInFlight {
                        session: *session,
                        from: *from,
                        to: *to,
                        prefix: *prefix,
                        route,
                        is_replacement: false,
                        departed: key.departed,
                        arrives: key.arrives,
                    };
                    watched = Some(Self::Update { update, others: 0, end: None });
                }
                (_, Some(watched)) => watched.observe(std::slice::from_ref(fact), world),
                _ => {}
            }
        }
        watched
    }

    /// The selection that means it.
    #[must_use]
    pub const fn selection(&self) -> Selection {
        match self {
            Self::Packet { packet, .. } => Selection::Packet(packet.id),
            Self::Update { update, .. } => Selection::Update(update.key()),
        }
    }

    /// When it began.
    #[must_use]
    pub fn departed(&self) -> SimTime {
        match self {
            Self::Packet { packet, .. } => {
                packet.hops.first().map_or(packet.began, |hop| hop.departed)
            }
            Self::Update { update, .. } => update.departed,
        }
    }

    /// Whether it is under way.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        match self {
            Self::Packet { end, .. } => end.is_none(),
            Self::Update { end, .. } => end.is_none(),
        }
    }

    /// Looks at the world again, after these facts.
    pub fn observe(&mut self, facts: &[Fact], world: &World) {
        match self {
            Self::Packet { packet, end } => {
                if let Some(now) = world.packet(packet.id)
                    && now.hops.len() != packet.hops.len()
                {
                    packet.clone_from(now);
                }
                for fact in facts {
                    observe_packet(packet, end, &fact.what);
                }
            }
            Self::Update { update, end, .. } => {
                for fact in facts {
                    observe_update(update, end, fact);
                }
            }
        }
    }
}

impl Lab {
    /// Looks at a moving thing, if that is what is to be selected. Tells whether it can: of what
    /// arrived long ago nothing is known any more.
    pub(in crate::app) fn watch(&mut self, selection: Selection) -> bool {
        if self.watched.as_ref().map(Watched::selection) == Some(selection) {
            return true;
        }
        let world = self.session.world();
        let watched = Watched::of(selection, world)
            .or_else(|| Watched::recorded(selection, &self.session.recent, world));
        let moves = matches!(selection, Selection::Packet(_) | Selection::Update(_));
        if moves && watched.is_none() {
            return false;
        }
        self.watched = watched;
        true
    }

    /// Tells what is looked at what happened.
    pub(in crate::app) fn keep_watching(&mut self, facts: &[Fact]) {
        if let Some(watched) = &mut self.watched {
            watched.observe(facts, self.session.world());
        }
    }

    /// The world is another: what is looked at may be under way again, or not have begun.
    pub(in crate::app) fn watch_again(&mut self) {
        if let Selection::Connection(id) = self.selection {
            let egress = self.session.world().egress();
            if egress.and_then(|egress| egress.connection(id)).is_none() {
                self.selection = Selection::None;
            }
        }
        let Some(before) = self.watched.take() else { return };
        let world = self.session.world();
        let has_begun = before.departed() < world.now();
        self.watched = Watched::of(before.selection(), world).or(has_begun.then_some(before));
        if self.watched.is_none() {
            self.selection = Selection::None;
        }
    }
}

fn observe_packet(packet: &mut Packet, end: &mut Option<PacketEnd>, what: &What) {
    let (whole, became) = match what {
        What::QueryAnswered { packet, node } => (packet, PacketEnd::Answered(*node)),
        What::AnswerArrived { packet, round_trip } => (packet, PacketEnd::Arrived(*round_trip)),
        What::PacketDelivered { packet, at } => (packet, PacketEnd::Delivered(*at)),
        What::PacketDropped { packet, at, fate } => (packet, PacketEnd::Dropped(*at, *fate)),
        _ => return,
    };
    if whole.id == packet.id {
        packet.clone_from(whole);
        *end = Some(became);
    }
}

fn observe_update(update: &UpdateInFlight, end: &mut Option<UpdateEnd>, fact: &Fact) {
    match (&fact.what, &mut *end) {
        (What::UpdateReceived { session, to, prefix, .. }, None)
            if (*session, *to, *prefix) == (update.session, update.to, update.prefix)
                && fact.at >= update.arrives =>
        {
            *end = Some(UpdateEnd::Received { at: fact.at, step: fact.step, changed: None });
        }
        (
            What::BestRouteChanged { router, prefix, before, after },
            Some(UpdateEnd::Received { step, changed, .. }),
        ) if (*router, *prefix, fact.step) == (update.to, update.prefix, *step) => {
            *changed = Some((*before, *after));
        }
        (What::SessionDown { session, .. }, None) if *session == update.session => {
            *end = Some(UpdateEnd::Lost);
        }
        _ => {}
    }
}
