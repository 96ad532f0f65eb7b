//! What can be done by routing: withdrawing from one neighbour, and asking for a black hole.

use anycast_lab::engine::dataplane::packet::Fate;
use anycast_lab::engine::net::scenario::LinkRelation::Provider;
use serde_json::json;

use super::{Play, two_sides};
use crate::worlds::{link, serving};

#[test]
fn steering_withdraws_from_one_neighbour_and_no_other() {
    let mut scenario = two_sides();
    // Another way to west, for the network on the left alone.
    scenario.links.push(link("left", "west", Provider, 1));
    let mut play = Play::new(&scenario);
    let steer =
        |is_on: bool| json!({"do": "steer", "node": "west", "neighbor": "left", "is_on": is_on});
    let network = play.world.network();
    let (west, left) = (play.node("west"), network.names.ases["left"]);
    let (router, prefix) = (network.names.routers["left"], network.services[play.service()].prefix);
    let next = |play: &Play| {
        let from = play.world.best(router, prefix).and_then(|best| best.from).unwrap();
        play.world.network().routers[play.world.network().neighbor(from)].slug.to_string()
    };
    assert_eq!(next(&play), "west");
    play.act(steer(true));
    assert!(play.world.is_steered(west, left) && play.world.is_announced(west));
    // It goes by the transit network now, which is told as before.
    assert_eq!(next(&play), "long-west");
    assert_eq!(serving(&play.world, "leftists"), Some("west".into()));
    let long = play.world.network().names.ases["long"];
    assert!(!play.world.is_steered(west, long));
    play.act(json!({"do": "steer", "node": "west", "neighbor": "long", "is_on": true}));
    assert_eq!(serving(&play.world, "leftists"), Some("east".into()));
    play.act(steer(false));
    assert_eq!(next(&play), "west");
    assert_eq!(serving(&play.world, "rightists"), Some("east".into()));
}

/// What exists suffices: the prefix, or the flooded address alone, announced with BLACKHOLE.
#[test]
fn a_black_hole_saves_the_node_and_sacrifices_the_users_behind_it() {
    let mut scenario = two_sides();
    let at_west = scenario.links.iter_mut().find(|link| link.b.as_str() == "west").unwrap();
    at_west.at_a.honours_blackhole = true;
    scenario.prefixes = vec!["192.0.2.53/32".parse().unwrap()];
    let mut play = Play::new(&scenario);
    play.flood("hive", 3_000_000);
    play.act(json!({
        "do": "announce-prefix", "router": "west", "prefix": "192.0.2.53/32",
        "communities": ["blackhole"]
    }));
    // The whole transit network drops it, for the users on either side.
    let flood = play.world.loads().flood(&"hive".into());
    assert_eq!(flood.lost[&Fate::Blackholed].bps, 3_000_000);
    assert_eq!(play.at_node("west").asked().bps, 0);
    assert!(!play.of_client("leftists").is_served && !play.of_client("rightists").is_served);
    play.act(json!({"do": "withdraw-prefix", "router": "west", "prefix": "192.0.2.53/32"}));
    assert_eq!(play.at_node("west").percent(), Some(200));
    // By communities on the service's prefix, only those who prefer west are sacrificed.
    play.act(json!({"do": "set-communities", "node": "west", "communities": ["blackhole"]}));
    assert!(!play.of_client("leftists").is_served && play.of_client("rightists").is_served);
}
