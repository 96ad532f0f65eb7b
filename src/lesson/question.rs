//! The answers to a lesson's questions, computed: never typed in.

use super::format::{After, Answer, Asks, Milli, Question};
use crate::engine::base::ids::{ClientId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::sim::world::World;

impl Question {
    /// What is so: every answer that is right in this world, the engine's own first. Of a number
    /// that is the number itself, of an order the order. A sound question of choices has one
    /// answer among them; where nothing serves, there is none.
    #[must_use]
    pub fn answers(&self, world: &World, choices: &[Slug]) -> Vec<Answer> {
        let slugs: Vec<Slug> = match &self.asks {
            Asks::WhichNodeServes { client, service } => {
                let Some((client, service)) = find(world, client, service) else {
                    return Vec::new();
                };
                let node = world_after(world, &self.after).serving(client, service);
                node.map(|node| world.network().nodes[node].slug.clone()).into_iter().collect()
            }
            Asks::WhichClientStays { service } => {
                let then = world_after(world, &self.after);
                let stays = |choice: &&Slug| {
                    find(world, choice, service).is_some_and(|(client, service)| {
                        world.serving(client, service) == then.serving(client, service)
                    })
                };
                choices.iter().filter(stays).cloned().collect()
            }
            _ => Vec::new(),
        };
        slugs.into_iter().map(Answer::Choice).collect()
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
}

fn find(world: &World, client: &Slug, service: &Slug) -> Option<(ClientId, ServiceId)> {
    let names = &world.network().names;
    Some((*names.clients.get(client)?, *names.services.get(service)?))
}

/// A copy of the world in which what is imagined has happened.
#[must_use]
pub fn world_after(world: &World, after: &After) -> World {
    let mut copy = world.clone();
    let mut facts = Vec::new();
    for command in &after.commands {
        // Refused if it is so already, and then there is nothing to do.
        let _ = copy.apply(copy.now(), command, &mut facts);
        facts.clear();
    }
    copy.settle(&mut facts);
    if let Some(wait) = after.wait {
        copy.advance(copy.now() + wait, u64::MAX, &mut facts);
    }
    copy
}
