//! The answers to a lesson's questions, computed: never typed in.

use super::evidence::Evidence;
use super::format::{
    Answer, Asks, Extreme, Goal, Measure, Milli, Outcome, Question, Reason, slug_of,
};
use super::measured::{Find, reason_against};
use super::passage::imagined;
use crate::engine::base::text::Slug;
use crate::engine::sim::world::World;

impl Question {
    /// What is so: every answer that is right in this world, after what was witnessed, the engine's
    /// own first. Of a number that is the number itself, of an order the order. A sound question of
    /// choices has one answer among them; where nothing serves, there is none.
    #[must_use]
    pub fn answers(&self, world: &World, evidence: &Evidence, choices: &[Slug]) -> Vec<Answer> {
        let then = imagined(world, evidence, &self.after, self.goal());
        if let Asks::WhichClientStays { service } = &self.asks {
            return staying(world, &then.world, service, choices);
        }
        self.answers_now(&then.world, &then.evidence, choices)
    }

    /// The same of things as they are, whatever was to be imagined. Who stays with its node cannot
    /// be asked so.
    #[must_use]
    pub fn answers_now(&self, world: &World, evidence: &Evidence, choices: &[Slug]) -> Vec<Answer> {
        let answer = match &self.asks {
            Asks::WhichClientStays { .. } => None,
            Asks::WhichHas { the, measure } => {
                return foremost(*the, compared(measure, world, evidence, choices));
            }
            Asks::Order { measure } => in_order(compared(measure, world, evidence, choices)),
            Asks::HowMuch { measure, .. } => measure.value(world, evidence).map(Answer::Number),
            Asks::IsItSo { goal } => {
                let holds = goal.standing(world, evidence).holds;
                Some(Answer::from(if holds { "yes" } else { "no" }))
            }
            asks => of_routing(asks, world),
        };
        answer.into_iter().collect()
    }

    /// Of each choice, what is compared; nothing, where nothing is.
    #[must_use]
    pub fn compared(
        &self,
        world: &World,
        evidence: &Evidence,
        choices: &[Slug],
    ) -> Vec<(Slug, Option<Milli>)> {
        let (Asks::WhichHas { measure, .. } | Asks::Order { measure }) = &self.asks else {
            return Vec::new();
        };
        let then = imagined(world, evidence, &self.after, []);
        compared(measure, &then.world, &then.evidence, choices)
    }

    /// Whether an answer is right, beside what is so.
    #[must_use]
    pub fn is_right(&self, chosen: &Answer, actual: &Answer) -> bool {
        match (&self.asks, chosen, actual) {
            (Asks::HowMuch { tolerance, .. }, Answer::Number(chosen), Answer::Number(actual)) => {
                Milli(chosen.0.saturating_sub(actual.0).saturating_abs()) <= *tolerance
            }
            _ => chosen == actual,
        }
    }

    /// The goal that it asks about, if it does.
    fn goal(&self) -> Option<&Goal> {
        match &self.asks {
            Asks::IsItSo { goal } => Some(goal),
            _ => None,
        }
    }
}

/// Client networks that some node serves, the same before and after.
fn staying(before: &World, then: &World, service: &Slug, choices: &[Slug]) -> Vec<Answer> {
    let find = Find(before.network());
    let stays = |choice: &&Slug| {
        find.client(choice).zip(find.service(service)).is_some_and(|(client, service)| {
            let node = before.serving(client, service);
            node.is_some() && node == then.serving(client, service)
        })
    };
    choices.iter().filter(stays).cloned().map(Answer::Choice).collect()
}

fn compared(
    measure: &Measure,
    world: &World,
    evidence: &Evidence,
    choices: &[Slug],
) -> Vec<(Slug, Option<Milli>)> {
    let of = |choice: &Slug| (choice.clone(), measure.of(choice).value(world, evidence));
    choices.iter().map(of).collect()
}

/// All that have the most, or the least.
fn foremost(the: Extreme, compared: Vec<(Slug, Option<Milli>)>) -> Vec<Answer> {
    let values = compared.iter().filter_map(|(_, value)| *value);
    let extreme = match the {
        Extreme::Most => values.max(),
        Extreme::Least => values.min(),
    };
    let is_it = |one: &(Slug, Option<Milli>)| extreme.is_some() && one.1 == extreme;
    compared.into_iter().filter(is_it).map(|(slug, _)| Answer::Choice(slug)).collect()
}

/// All of them, the least first; absent if one has no such number.
fn in_order(mut compared: Vec<(Slug, Option<Milli>)>) -> Option<Answer> {
    if compared.iter().any(|(_, value)| value.is_none()) {
        return None;
    }
    compared.sort_by_key(|(_, value)| *value);
    Some(Answer::Order(compared.into_iter().map(|(slug, _)| slug).collect()))
}

/// What routers and packets do.
fn of_routing(asks: &Asks, world: &World) -> Option<Answer> {
    let find = Find(world.network());
    let slug = match asks {
        Asks::WhichNodeServes { client, service } => {
            let node = world.serving(find.client(client)?, find.service(service)?)?;
            world.network().nodes[node].slug.clone()
        }
        Asks::WhyNot { router, service, from } => {
            let (router, prefix) = (find.router(router)?, find.prefix(service)?);
            slug_of(&reason_against(world, router, prefix, find.network(from)?))
        }
        Asks::WhatDecides { router, service } => {
            let explanation = world.explain(find.router(router)?, find.prefix(service)?);
            slug_of(&Reason::from(explanation.decided_by?))
        }
        Asks::WhatBecomes { client, service } => {
            let reach = world.reach(find.client(client)?, find.service(service)?);
            slug_of(&Outcome::from(reach.fate))
        }
        _ => return None,
    };
    Some(Answer::Choice(slug))
}
