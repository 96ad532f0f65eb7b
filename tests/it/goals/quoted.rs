//! What lessons say in words of the default world, asked of the engine.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::world::World;
use serde_json::json;

use super::Scene;
use crate::lessons::WORLD;

/// Numbers and names that the two lessons quote, asked of the engine.
#[test]
fn the_lessons_quote_right() {
    let mut scene = Scene::new();
    let network = &WORLD.network;
    let way = |world: &World, client: &str| {
        let service = network.names.services["dns"];
        let reach = world.reach(network.names.clients[client], service);
        let node = reach.node.map(|node| network.nodes[node].slug.to_string());
        (node.unwrap_or_default(), reach.delay)
    };
    let about = |us: u64, ms_tenths: u64| (us + 50) / 100 == ms_tenths;
    for (client, node, ms_tenths) in [
        ("lavande", "london", 29),
        ("paramo", "miami", 176),
        ("kowhai", "sydney", 156),
        ("quipu", "tokyo", 1129),
        ("momiji", "tokyo", 5),
        ("hanji", "tokyo", 86),
        ("lagoon", "tokyo", 778),
        ("nopal", "tokyo", 796),
        ("tanuki", "los-angeles", 622),
        ("highveld", "johannesburg", 5),
    ] {
        let (reached, delay) = way(&scene.0.world, client);
        assert_eq!(reached, node, "{client}");
        assert!(about(delay.as_us(), ms_tenths), "{client}: {delay:?}");
    }
    scene.withdraw("tokyo");
    // An eighth of a second later Lima is answered from Miami.
    scene.act(&json!({"wait": {"us": 125_000}}));
    assert_eq!(way(&scene.0.world, "quipu").0, "miami");
    let began = scene.0.world.now();
    scene.settle();
    assert!(scene.0.world.now().since(began) > Span::from_s(29));
    for (client, node, ms_tenths) in [
        ("momiji", "hong-kong", 209),
        ("hanji", "hong-kong", 288),
        ("quipu", "miami", 303),
        ("lagoon", "sydney", 233),
        ("nopal", "chicago", 193),
        ("tanuki", "los-angeles", 622),
    ] {
        let (reached, delay) = way(&scene.0.world, client);
        assert_eq!(reached, node, "{client}");
        assert!(about(delay.as_us(), ms_tenths), "{client}: {delay:?}");
    }
    let panama = network.names.routers["albatross-panama-city"];
    let prefix = network.services[network.names.services["dns"]].prefix;
    let candidates = scene.0.world.explain(panama, prefix).candidates;
    let costs: Vec<u64> = candidates.iter().filter_map(|one| one.route.igp_metric).collect();
    assert_eq!(candidates.len(), 6);
    assert!(costs.contains(&13_102) && costs.contains(&34_281));
}

/// Where Lima's packets go in between, as the answers to wrong predictions tell it.
#[test]
fn lima_wanders_by_way_of_hong_kong_and_los_angeles() {
    let mut scene = Scene::new();
    let (client, service) =
        (WORLD.network.names.clients["quipu"], WORLD.network.names.services["dns"]);
    scene.withdraw("tokyo");
    let mut since = 0;
    for (ms, node) in [(1, "hong-kong"), (61, "hong-kong"), (63, "los-angeles"), (123, "miami")] {
        scene.act(&json!({"wait": {"us": (ms - since) * 1000}}));
        since = ms;
        let serving = scene.0.world.serving(client, service).expect("never without an answer");
        assert_eq!(WORLD.network.nodes[serving].slug.as_str(), node, "{ms} ms");
    }
    let command = Command::Withdraw { node: "tokyo".into() };
    assert!(scene.0.world.clone().apply(scene.0.world.now(), &command, &mut Vec::new()).is_err());
}
