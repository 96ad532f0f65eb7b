//! What part of the lab a change touches, so that only those who show it look again.

use crate::engine::sim::fact::{Fact, What};

macro_rules! aspects {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A part of the lab that is shown separately.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Aspect { $($(#[$doc])* $name,)* }

        impl Aspect {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

aspects! {
    /// The time, and whether it runs.
    Clock,
    /// Links, routers, PoPs that come and go; announcements made and withdrawn.
    Topology,
    /// BGP sessions and the UPDATEs on them.
    Sessions,
    /// What routers know.
    Ribs,
    /// Where routers send packets.
    Forwarding,
    /// Which PoP serves whom.
    Catchments,
    /// Packets.
    Traffic,
    /// Addresses, the connections from them, and who knows of what.
    Egress,
    /// The lesson and the learner's place in it.
    Lesson,
    /// What is selected or pointed at.
    Selection,
    /// Commands given, and the sentences that tell what happened.
    History,
    /// The branches of history, the head, the pin, and what the timeline shows of them.
    Branches,
    /// What the inspector asks routers about.
    Inspection,
    /// The looking glass.
    Glass,
    /// What part of the map is shown, and which layers of it.
    Viewport,
    /// The language.
    Language,
}

impl Aspect {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of aspects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes(u16);

impl Changes {
    /// Nothing changed.
    pub const NONE: Self = Self(0);

    /// Everything: for whoever has not seen anything yet.
    #[must_use]
    pub fn all() -> Self {
        Aspect::ALL.iter().copied().collect()
    }

    /// Another moment of the world is looked at, or another history: all is new but how it is
    /// looked at.
    #[must_use]
    pub fn moment() -> Self {
        let is_kept = |aspect: &Aspect| matches!(aspect, Aspect::Viewport | Aspect::Language);
        Aspect::ALL.iter().copied().filter(|aspect| !is_kept(aspect)).collect()
    }

    /// Only this one.
    #[must_use]
    pub const fn one(aspect: Aspect) -> Self {
        Self(aspect.bit())
    }

    /// These and that one.
    #[must_use]
    pub const fn with(self, aspect: Aspect) -> Self {
        Self(self.0 | aspect.bit())
    }

    /// Adds others.
    pub const fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether `aspect` is among them.
    #[must_use]
    pub const fn has(self, aspect: Aspect) -> bool {
        self.0 & aspect.bit() != 0
    }

    /// Whether all of `others` are among them.
    #[must_use]
    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The aspects that these facts touch.
    #[must_use]
    pub fn of(facts: &[Fact]) -> Self {
        facts.iter().fold(Self::NONE, |mut all, fact| {
            all.add(of_one(&fact.what));
            all
        })
    }
}

impl FromIterator<Aspect> for Changes {
    fn from_iter<I: IntoIterator<Item = Aspect>>(aspects: I) -> Self {
        aspects.into_iter().fold(Self::NONE, Self::with)
    }
}

fn of_one(what: &What) -> Changes {
    match what {
        What::CommandApplied(_) => {
            use Aspect::{Branches, Forwarding, History, Ribs, Topology};
            [Topology, History, Ribs, Forwarding, Branches].into_iter().collect()
        }
        What::SessionUp { .. } | What::SessionDown { .. } => {
            [Aspect::Sessions, Aspect::Topology, Aspect::Ribs].into_iter().collect()
        }
        What::NeighborLost { .. }
        | What::StaleRoutesDropped { .. }
        | What::RouteDamped { .. }
        | What::RouteReused { .. } => {
            [Aspect::Sessions, Aspect::Ribs, Aspect::History].into_iter().collect()
        }
        What::RoaPublished { .. } | What::RoaRevoked { .. } => {
            Changes::one(Aspect::Ribs).with(Aspect::History)
        }
        What::FloodStarted { .. } | What::FloodStopped { .. } => {
            Changes::one(Aspect::Traffic).with(Aspect::History)
        }
        // Marks say it.
        What::NodeOverloaded { .. } | What::NodeRelieved { .. } => {
            [Aspect::Topology, Aspect::Traffic, Aspect::History].into_iter().collect()
        }
        What::NodeWithdrewItself { .. } | What::NodeReturned { .. } => {
            [Aspect::Traffic, Aspect::Ribs, Aspect::History].into_iter().collect()
        }
        What::UpdateSent { .. } => Changes::one(Aspect::Sessions),
        What::UpdateReceived { .. } => Changes::one(Aspect::Sessions).with(Aspect::Ribs),
        What::BestRouteChanged { .. } => Changes::one(Aspect::Ribs).with(Aspect::Forwarding),
        What::CatchmentMoved { .. } => Changes::one(Aspect::Catchments).with(Aspect::History),
        What::PacketSent { .. }
        | What::QueryAnswered { .. }
        | What::AnswerArrived { .. }
        | What::PacketDropped { .. }
        | What::PacketDelivered { .. }
        | What::ProbeStarted { .. }
        | What::ProbeEnded { .. } => Changes::one(Aspect::Traffic),
        What::ProbeAnswered { .. }
        | What::ProbeUnanswered { .. }
        | What::FlowOpened { .. }
        | What::FlowMigrated { .. }
        | What::FlowEnded { .. } => Changes::one(Aspect::Traffic).with(Aspect::History),
        What::Egress(_) => Changes::one(Aspect::Egress).with(Aspect::History),
        What::ServerNoticed { .. } => Changes::one(Aspect::Topology).with(Aspect::History),
        What::Converged { .. } | What::NotConverged { .. } | What::Oscillating(_) => {
            Changes::one(Aspect::Sessions).with(Aspect::History)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::base::time::SimTime;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set = Changes::one(Aspect::Clock).with(Aspect::Language);
        assert!(set.has(Aspect::Clock) && set.has(Aspect::Language));
        assert!(!set.has(Aspect::Ribs));
        assert!(Aspect::ALL.iter().all(|&aspect| Changes::all().has(aspect)));
        assert!(Changes::all().has_all(Changes::moment()) && !set.has_all(Changes::moment()));
    }

    #[test]
    fn another_moment_is_said_in_the_same_language_and_seen_from_the_same_place() {
        assert!(!Changes::moment().has(Aspect::Language));
        assert!(!Changes::moment().has(Aspect::Viewport));
        assert!(Changes::moment().has(Aspect::Ribs));
    }

    #[test]
    fn facts_touch_the_panels_that_show_them() {
        let what = What::Converged { announced: 1, withdrawn: 2 };
        let facts = [Fact { at: SimTime::ZERO, step: 0, what }];
        assert!(Changes::of(&facts).has(Aspect::History));
        assert!(!Changes::of(&facts).has(Aspect::Traffic));
    }
}
