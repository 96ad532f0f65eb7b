//! Probes, sessions with services, and what is inside a PoP.

mod capture;
mod pops;
mod probes;
mod report;
mod sessions;
mod told;

use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::Fact;
use anycast_lab::engine::sim::world::World;
use anycast_lab::engine::traffic::flow::{Cause, Flow};
use serde_json::Value;

/// Carries a command out now.
fn act(world: &mut World, command: Value) -> Vec<Fact> {
    let command: Command = serde_json::from_value(command).unwrap();
    let mut facts = Vec::new();
    world.apply(world.now(), &command, &mut facts).unwrap();
    facts
}

/// Lets so many milliseconds pass.
fn wait(world: &mut World, ms: u64) -> Vec<Fact> {
    let mut facts = Vec::new();
    let until = world.now() + anycast_lab::engine::base::time::Span::from_ms(ms);
    assert!(world.advance(until, u64::MAX, &mut facts));
    facts
}

fn flow<'a>(world: &'a World, slug: &str) -> &'a Flow {
    world.flow(world.flow_named(&slug.into()).unwrap()).unwrap()
}

fn cause(world: &World, slug: &str) -> Option<Cause> {
    flow(world, slug).cause()
}

/// The node that a session's client heard of last.
fn heard_of(world: &World, slug: &str) -> Option<String> {
    let (node, _) = flow(world, slug).heard_of?;
    Some(world.network().nodes[node].slug.to_string())
}
