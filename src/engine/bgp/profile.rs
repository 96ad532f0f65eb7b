//! Decision profiles: how routing software of different makers chooses, as data.
//!
//! A profile is an ordered list of steps, options of those steps, and a few habits outside the
//! decision process in which makers differ too. One engine runs them all
//! ([`decision`](super::decision)). Which rows were measured on running daemons, and which are
//! taken from their makers' documents, is part of the data ([`Evidence`]).

use serde::{Deserialize, Serialize};

use super::decision::Step;
pub use crate::engine::net::profile_name::ProfileName;

/// What a row of a profile rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Seen on running daemons; the cases are under `tests/fixtures`.
    Measured,
    /// Stated by the document that [`Profile::document`] names.
    Documented,
}

/// A document that rows are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Who publishes it.
    pub publisher: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Where in it.
    pub section: &'static str,
}

/// A step of a profile, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The step.
    pub step: Step,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Which routes' MULTI_EXIT_DISC are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedScope {
    /// Those from one neighbouring AS [RFC 4271 § 9.1.2.2 c].
    #[default]
    SameNeighbor,
    /// All (a knob of several makers: always-compare-med).
    Always,
}

/// What a missing MULTI_EXIT_DISC counts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingMed {
    /// The best: 0 [RFC 4271 § 9.1.2.2 c].
    #[default]
    Zero,
    /// Worse than any.
    Worst,
}

/// In which manner routes are compared. With MED, which compares only routes of one neighbouring
/// AS, the manner changes the winner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Step by step over the whole set, MED within each group: the order of arrival does not
    /// matter. Makers call it deterministic MED.
    #[default]
    Grouped,
    /// In pairs, down a list that has the newest route on top.
    NewestFirst,
    /// In pairs, each route as it arrived against the best so far.
    AsTheyArrived,
}

/// Whether age decides between routes learned by eBGP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// It does not.
    #[default]
    Ignored,
    /// The route that is best already stays [RFC 5004 § 3].
    BestStays,
    /// The same, unless both routes come from one router.
    BestOfAnotherRouterStays,
    /// The route that has not changed for longest.
    Oldest,
}

/// Which AS_PATHs may share the load with the best route's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MultipathPaths {
    /// The same ASes.
    #[default]
    SameContent,
    /// As many ASes, the neighbouring one the same; over iBGP the same ASes.
    SameNeighbor,
    /// As many ASes (multipath-relax).
    SameLength,
}

/// How many equal routes are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multipath {
    /// The most routes that are used at once; 1: the best alone.
    pub maximum: u16,
    /// Which AS_PATHs are equal enough.
    pub paths: MultipathPaths,
}

impl Default for Multipath {
    fn default() -> Self {
        Self { maximum: 1, paths: MultipathPaths::SameContent }
    }
}

/// Options of the decision process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Options {
    /// Which routes' MED are compared.
    pub med: MedScope,
    /// What a missing MED counts as.
    pub missing_med: MissingMed,
    /// In which manner routes are compared.
    pub manner: Manner,
    /// Whether age decides.
    pub age: Age,
    /// Whether the length of AS_PATH is not looked at.
    pub ignores_as_path: bool,
    /// The weight of one's own routes; learned ones have that of their session.
    pub own_weight: u32,
    /// How many equal routes are used.
    pub multipath: Multipath,
}

/// Habits outside the decision process, in which makers differ. The default has none: a speaker
/// then does what its rules say, and what RFC 1997 asks of the AS that receives a community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "habits that know nothing of each other")]
pub struct Behavior {
    /// Nothing is accepted from or sent to an eBGP neighbour without a policy [RFC 8212].
    pub needs_policy: bool,
    /// NO_EXPORT and NO_ADVERTISE that the announcer attached itself bind it too.
    pub heeds_own_communities: bool,
    /// GRACEFUL_SHUTDOWN received by eBGP sets LOCAL_PREF to 0 without a rule [RFC 8326 § 4].
    pub heeds_graceful_shutdown: bool,
    /// A route with BLACKHOLE is not passed on by eBGP [RFC 7999 § 3.2].
    pub holds_blackhole: bool,
    /// One's own routes without a MED are told by eBGP with MED 0.
    pub sends_zero_med: bool,
    /// A reflector that puts itself as NEXT_HOP does so on reflected routes too.
    pub sets_next_hop_of_reflected: bool,
}

/// How a router chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Which of the shipped profiles it is, or was before its options were changed.
    pub name: ProfileName,
    /// The steps, in order.
    pub rows: Vec<Row>,
    /// Options of the steps.
    pub options: Options,
    /// Habits outside the decision process.
    pub behavior: Behavior,
}

impl Default for Profile {
    fn default() -> Self {
        Self::named(ProfileName::default())
    }
}

impl Profile {
    /// The steps that are taken, in order: without those that the options switch off.
    pub fn steps(&self) -> impl Iterator<Item = Step> + Clone + '_ {
        self.rows.iter().map(|row| row.step).filter(|step| match step {
            Step::AsPath => !self.options.ignores_as_path,
            Step::Oldest => self.options.age != Age::Ignored,
            _ => true,
        })
    }

    /// The same with a row for age, if its options look at age and it has none: after the interior
    /// cost, where the makers have it.
    #[must_use]
    pub fn with_age(mut self) -> Self {
        if self.options.age != Age::Ignored && self.place(Step::Oldest).is_none() {
            let place = self.place(Step::RouterId).unwrap_or(self.rows.len());
            self.rows.insert(place, Row { step: Step::Oldest, evidence: Evidence::Documented });
        }
        self
    }

    /// Where a step stands in the order; absent: it is not taken.
    #[must_use]
    pub fn place(&self, step: Step) -> Option<usize> {
        self.steps().position(|taken| taken == step)
    }

    /// Whether it chooses as RFC 4271 says: its steps, compared over the whole set or, without a
    /// MED, in any manner.
    #[must_use]
    pub fn is_by_the_book(&self) -> bool {
        let Options { manner, age, ignores_as_path, .. } = self.options;
        self.rows == Self::default().rows
            && manner == Manner::Grouped
            && age == Age::Ignored
            && !ignores_as_path
    }

    /// Whether the winner may depend on the order in which routes came in.
    #[must_use]
    pub fn is_order_dependent(&self) -> bool {
        let Options { manner, age, med, .. } = self.options;
        age != Age::Ignored || manner != Manner::Grouped && med != MedScope::Always
    }
}
