//! What networks accept, prefer and pass on, each feature in a small world where it decides.

mod commands;
mod communities;
mod families;
mod files;
mod roas;
mod rules;
mod security;
mod words;

use anycast_lab::engine::base::ids::PrefixId;
use anycast_lab::engine::bgp::attributes::Attributes;
use anycast_lab::engine::bgp::decision::{Explanation, Ineligible, Verdict};
use anycast_lab::engine::net::community::Community;
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::net::origin::Origin;
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::apply::Refusal;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

use crate::worlds::{announcement, empty, link, network, path_at, settled};

/// The prefix that most of these worlds are about.
const PREFIX: &str = "203.0.113.0/24";

/// Networks 65001, 65002, … in a row (`r0`, `r1`, …), each linked to the next like this.
fn row(relations: &[LinkRelation]) -> Scenario {
    let mut scenario = empty();
    let name = |n: usize| format!("r{n}");
    for n in 0..=relations.len() {
        let asn = 65001 + u32::try_from(n).unwrap();
        scenario.networks.push(network(&name(n), asn, &[&name(n)]));
    }
    for (n, &a_is) in relations.iter().enumerate() {
        scenario.links.push(link(&name(n), &name(n + 1), a_is, 1));
    }
    scenario
}

/// Four networks without economics: `r0` announces [`PREFIX`] to `r1` and `r2`, and both tell it
/// to `r3`, which prefers `r1` by its lower BGP Identifier.
fn diamond() -> Scenario {
    let mut scenario = row(&[LinkRelation::Unrelated]);
    for (n, slug) in ["r2", "r3"].into_iter().enumerate() {
        scenario.networks.push(network(slug, 65003 + u32::try_from(n).unwrap(), &[slug]));
    }
    for (a, b) in [("r0", "r2"), ("r1", "r3"), ("r2", "r3")] {
        scenario.links.push(link(a, b, LinkRelation::Unrelated, 1));
    }
    scenario.announcements = vec![announcement("r0", PREFIX)];
    scenario
}

/// The scenario with values put at places (`/networks/0/policy`), as a file would have them.
fn with(scenario: &Scenario, changes: &[(&str, Value)]) -> Scenario {
    let mut json = serde_json::to_value(scenario).unwrap();
    for (place, value) in changes {
        let mut at = &mut json;
        for step in place.split('/').skip(1) {
            // What is left out is made as it is entered.
            at = match step.parse::<usize>() {
                Ok(n) => &mut at[n],
                Err(_) => &mut at[step],
            };
        }
        *at = value.clone();
    }
    serde_json::from_value(json).expect("it is of the format")
}

fn community(text: &str) -> Community {
    text.parse().unwrap()
}

fn id(world: &World, prefix: &str) -> PrefixId {
    let net = prefix.parse().unwrap();
    let mut known = world.network().prefixes.iter_enumerated();
    known.find(|(_, known)| **known == net).expect("the world knows the prefix").0
}

fn attributes(world: &World, router: &str) -> Attributes {
    let router = world.network().names.routers[router];
    let best = world.best(router, id(world, PREFIX)).expect("a route");
    (*best.attributes).clone()
}

fn explain(world: &World, router: &str, prefix: &str) -> Explanation {
    world.explain(world.network().names.routers[router], id(world, prefix))
}

/// Why the routes that a router knows of a prefix are out of the running.
fn refused(world: &World, router: &str, prefix: &str) -> Vec<Ineligible> {
    let candidates = explain(world, router, prefix).candidates.into_iter();
    let why = |verdict: Verdict| match verdict {
        Verdict::Ineligible(why) => Some(why),
        _ => None,
    };
    candidates.filter_map(|candidate| why(candidate.verdict)).collect()
}

/// Carries out a command, written as in a file, and lets the world settle.
fn act(world: &mut World, command: Value) -> Result<(), Refusal> {
    let command: Command = serde_json::from_value(command).expect("a command");
    world.apply(world.now(), &command, &mut Vec::new())?;
    assert!(world.settle_within(100_000, &mut Vec::new()), "it converges");
    Ok(())
}

#[test]
fn an_announcement_arrives_with_what_the_file_gives_it() {
    let mut scenario = row(&[LinkRelation::Unrelated, LinkRelation::Unrelated]);
    let mut entry = announcement("r0", PREFIX);
    entry.origin = Origin::Egp;
    entry.med = Some(7);
    entry.communities = vec![Community(2), Community(1), Community(2)];
    entry.as_path_tail = vec![Asn(65099)];
    scenario.announcements = vec![entry.clone()];
    let world = settled(&scenario);
    let near = attributes(&world, "r1");
    assert_eq!(near.as_path.to_string(), "65001 65099");
    assert_eq!((near.origin, near.med), (Origin::Egp, Some(7)));
    assert_eq!(near.communities, [Community(1), Community(2)]);
    // MULTI_EXIT_DISC stays with the neighbour [RFC 4271 § 5.1.4].
    let far = attributes(&world, "r2");
    assert_eq!((far.as_path.to_string().as_str(), far.med), ("65002 65001 65099", None));
    entry.announced = false;
    scenario.announcements = vec![entry];
    assert_eq!(path_at(&settled(&scenario), "r1", PREFIX), None);
}

#[test]
fn unrelated_networks_tell_each_other_everything() {
    use LinkRelation::{Peer, Unrelated};
    let mut scenario = row(&[Unrelated, Unrelated, Unrelated]);
    scenario.announcements = vec![announcement("r0", PREFIX)];
    assert_eq!(path_at(&settled(&scenario), "r3", PREFIX), Some("65003 65002 65001".into()));
    scenario.links[1].a_is = Peer;
    scenario.links[2].a_is = Peer;
    // The same through peers stops at the second.
    let world = settled(&scenario);
    assert_eq!(path_at(&world, "r2", PREFIX), Some("65002 65001".into()));
    assert_eq!(path_at(&world, "r3", PREFIX), None);
}

#[test]
fn a_prefix_that_was_only_named_can_be_announced_later() {
    let mut scenario = row(&[LinkRelation::Unrelated]);
    scenario.prefixes = vec![PREFIX.parse().unwrap()];
    let mut world = settled(&scenario);
    assert_eq!(path_at(&world, "r1", PREFIX), None);
    let announce =
        |prefix: &str| json!({"do": "announce-prefix", "router": "r0", "prefix": prefix});
    act(&mut world, announce(PREFIX)).unwrap();
    assert_eq!(path_at(&world, "r1", PREFIX), Some("65001".into()));
    act(&mut world, announce("203.0.112.0/24")).unwrap_err();
}
