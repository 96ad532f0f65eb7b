//! Why a router chose what it chose.

use std::sync::Arc;

use serde::Serialize;

use super::contest::{Removal, compare, decide};
use super::multipath;
use super::route::Route;
use super::{Ineligible, Step, StepValue};
use crate::engine::base::ids::{EndId, PrefixId, RouterId};
use crate::engine::bgp::profile::Profile;

/// What became of one route in the decision process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is the best route.
    Selected,
    /// It is as good as the best up to the steps that only break ties, and used beside it. Only
    /// the best is told to others.
    Multipath,
    /// A step removed it.
    Eliminated {
        /// The step.
        step: Step,
        /// What it had there.
        value: StepValue,
        /// What the best remaining route had; pair by pair, what the other route had.
        best: StepValue,
    },
    /// It was never in the running.
    Ineligible(Ineligible),
}

/// A route with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The route.
    pub route: Route,
    /// What became of it.
    pub verdict: Verdict,
}

/// Everything a router knows of one prefix, and why it chose what it chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The router.
    pub router: RouterId,
    /// The prefix.
    pub prefix: PrefixId,
    /// How it chooses: the steps and their order.
    pub profile: Arc<Profile>,
    /// The session of the best route at the time of the decision, which age may prefer.
    pub incumbent: Option<EndId>,
    /// Every route known, the selected one first, then those that stayed longest in the running.
    pub candidates: Vec<Candidate>,
    /// The step that left one route; absent with fewer than two eligible routes.
    pub decided_by: Option<Step>,
}

impl Explanation {
    /// The selected route, if any.
    #[must_use]
    pub fn selected(&self) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.verdict == Verdict::Selected)
    }

    /// The routes that packets may take: the selected one, and those used beside it.
    pub fn used(&self) -> impl Iterator<Item = &Candidate> {
        let is_used = |verdict| matches!(verdict, Verdict::Selected | Verdict::Multipath);
        self.candidates.iter().filter(move |candidate| is_used(candidate.verdict))
    }
}

/// Runs the decision process and writes down what became of each route. `ineligible` routes are
/// listed last.
#[must_use]
pub fn explain(
    router: RouterId,
    prefix: PrefixId,
    routes: &[Route],
    ineligible: Vec<(Route, Ineligible)>,
    profile: Arc<Profile>,
    incumbent: Option<EndId>,
) -> Explanation {
    let mut verdicts = vec![Verdict::Selected; routes.len()];
    // Removals come in order, so the last of them is the one that decided.
    let mut order: Vec<Removal> = Vec::new();
    let best = decide(routes, &profile, incumbent, |removal| {
        order.push(removal);
        verdicts[removal.loser] = Verdict::Eliminated {
            step: removal.step,
            value: routes[removal.loser].value_at(removal.step, incumbent),
            best: routes[removal.better].value_at(removal.step, incumbent),
        };
    });
    let decided_by = order.last().map(|removal| removal.step);
    let places: Vec<usize> =
        best.into_iter().chain(order.iter().rev().map(|removal| removal.loser)).collect();
    let room = usize::from(profile.options.multipath.maximum).saturating_sub(1);
    let is_beside = |place: &usize| {
        best.is_some_and(|best| multipath::is_equal(&routes[best], &routes[*place], &profile))
    };
    let mut beside: Vec<usize> = places.iter().skip(1).copied().filter(is_beside).collect();
    // These differ in what breaks ties alone, so comparing pairs puts them into one order.
    beside.sort_by(|&one, &other| compare(&routes[one], &routes[other], &profile, incumbent).0);
    for &place in beside.iter().take(room) {
        verdicts[place] = Verdict::Multipath;
    }
    let mut candidates: Vec<Candidate> = places
        .iter()
        .map(|&place| Candidate { route: routes[place].clone(), verdict: verdicts[place] })
        .collect();
    candidates.extend(
        ineligible
            .into_iter()
            .map(|(route, reason)| Candidate { route, verdict: Verdict::Ineligible(reason) }),
    );
    Explanation { router, prefix, profile, incumbent, candidates, decided_by }
}
