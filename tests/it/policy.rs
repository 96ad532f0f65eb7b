//! What networks accept, prefer and pass on, each feature in a small world where it decides.

use anycast_lab::engine::bgp::attributes::Attributes;
use anycast_lab::engine::net::community::Community;
use anycast_lab::engine::net::network::Asn;
use anycast_lab::engine::net::origin::Origin;
use anycast_lab::engine::net::scenario::{LinkRelation, Scenario};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::world::World;

use crate::worlds::{announcement, empty, link, network, path_at, settled};

const PREFIX: &str = "203.0.113.0/24";

/// Networks 65001, 65002, … in a row, each linked to the next like this.
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

fn attributes(world: &World, router: &str) -> Attributes {
    let network = world.network();
    let (prefix, _) = network
        .prefixes
        .iter_enumerated()
        .find(|(_, net)| net.to_string() == PREFIX)
        .expect("the world knows the prefix");
    let best = world.best(network.names.routers[router], prefix).expect("a route");
    (*best.attributes).clone()
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
    let command = |prefix: &str| {
        let json = serde_json::json!({"do": "announce-prefix", "router": "r0", "prefix": prefix});
        serde_json::from_value::<Command>(json).unwrap()
    };
    let at = world.now();
    world.apply(at, &command(PREFIX), &mut Vec::new()).unwrap();
    world.settle(&mut Vec::new());
    assert_eq!(path_at(&world, "r1", PREFIX), Some("65001".into()));
    let unnamed = world.apply(world.now(), &command("203.0.112.0/24"), &mut Vec::new());
    assert!(unnamed.is_err());
}
