//! The answers to a lesson's questions, computed: never typed in.

use super::format::Question;
use crate::engine::base::ids::{ClientId, ServiceId};
use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;
use crate::engine::sim::world::World;

impl Question {
    /// What will be: the slugs, of nodes or of clients among `choices`, that answer the question
    /// in this world. A sound question has one answer; where nothing serves, there is none.
    #[must_use]
    pub fn answers(&self, world: &World, choices: &[Slug]) -> Vec<Slug> {
        let network = world.network();
        match self {
            Self::WhichNodeServes { client, service, after } => {
                let Some((client, service)) = find(world, client, service) else {
                    return Vec::new();
                };
                let node = world_after(world, after).serving(client, service);
                node.map(|node| network.nodes[node].slug.clone()).into_iter().collect()
            }
            Self::WhichClientStays { service, after } => {
                let then = world_after(world, after);
                let stays = |choice: &&Slug| {
                    find(world, choice, service).is_some_and(|(client, service)| {
                        world.serving(client, service) == then.serving(client, service)
                    })
                };
                choices.iter().filter(stays).cloned().collect()
            }
        }
    }

    /// The commands that are imagined.
    #[must_use]
    pub fn after(&self) -> &[Command] {
        match self {
            Self::WhichNodeServes { after, .. } | Self::WhichClientStays { after, .. } => after,
        }
    }
}

fn find(world: &World, client: &Slug, service: &Slug) -> Option<(ClientId, ServiceId)> {
    let names = &world.network().names;
    Some((*names.clients.get(client)?, *names.services.get(service)?))
}

/// A copy of the world in which the commands have been carried out and BGP has converged.
#[must_use]
pub fn world_after(world: &World, commands: &[Command]) -> World {
    let mut copy = world.clone();
    let mut facts = Vec::new();
    for command in commands {
        // Refused if it is so already, and then there is nothing to do.
        let _ = copy.apply(copy.now(), command, &mut facts);
        facts.clear();
    }
    copy.settle(&mut facts);
    copy
}
