//! The worlds that were made for lessons: what each is for, done and seen.

use anycast_lab::engine::base::ids::ServiceId;
use anycast_lab::engine::bgp::decision::{Step, Verdict};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use serde_json::{Value, json};

use super::geography::world;

/// A world as the page opens it.
fn opened(slug: &str) -> World {
    World::opened(&Setup::from_scenario(&world(slug)).unwrap(), 1)
}

/// Gives commands, one after another, each once BGP has converged.
fn give(world: &mut World, commands: &[Value]) {
    for command in commands {
        let command: Command = serde_json::from_value(command.clone()).unwrap();
        world.apply(world.now(), &command, &mut Vec::new()).unwrap();
        assert!(world.settle_within(100_000, &mut Vec::new()));
    }
}

fn announce(node: &str) -> Value {
    json!({ "do": "announce", "node": node })
}

fn cut(link: &str) -> Value {
    json!({ "do": "fail-link", "link": link })
}

fn steer(node: &str, is_on: bool) -> Value {
    json!({ "do": "steer", "node": node, "neighbor": "spicewind", "is_on": is_on })
}

fn service(world: &World) -> ServiceId {
    world.network().names.services["dns"]
}

/// Who serves a client network.
fn server(world: &World, client: &str) -> Option<String> {
    let network = world.network();
    let node = world.serving(network.names.clients[client], service(world))?;
    Some(network.nodes[node].slug.to_string())
}

/// The client networks that a node serves, in the order of the file.
fn served_by(world: &World, node: &str) -> Vec<String> {
    let slugs = world.network().clients.iter().map(|client| client.slug.to_string());
    slugs.filter(|client| server(world, client).as_deref() == Some(node)).collect()
}

/// The routers that told of the routes that lost at a router, and the rule at which each did.
fn losers(world: &World, router: &str) -> Vec<(String, Step)> {
    let network = world.network();
    let prefix = network.services[service(world)].prefix;
    let explanation = world.explain(network.names.routers[router], prefix);
    let one = |candidate: &anycast_lab::engine::bgp::decision::Candidate| {
        let Verdict::Eliminated { step, .. } = candidate.verdict else { return None };
        let teller = network.neighbor(candidate.route.from.unwrap());
        Some((network.routers[teller].slug.to_string(), step))
    };
    explanation.candidates.iter().filter_map(one).collect()
}

/// The ladder with every PoP announcing, in the order of the lesson.
fn whole_ladder() -> World {
    let mut world = opened("ladder");
    let silent = ["warsaw", "milan", "amsterdam", "bucharest", "stockholm"];
    give(&mut world, &silent.map(announce));
    world
}

#[test]
fn on_the_ladder_six_routes_fall_at_six_rules() {
    let mut lost = losers(&whole_ladder(), "danube-vienna");
    lost.sort_by_key(|(_, step)| *step);
    let expected = [
        ("aurora-frankfurt", Step::LocalPref),
        ("hansa-prague", Step::AsPath),
        ("edelweiss-milan", Step::Origin),
        ("boreas-berlin", Step::Med),
        ("danube-budapest", Step::PeerType),
        ("boreas-stockholm", Step::RouterId),
    ];
    assert_eq!(lost, expected.map(|(router, step)| (router.to_owned(), step)));
}

#[test]
fn on_the_ladder_a_loser_that_leaves_changes_who_wins() {
    let mut world = whole_ladder();
    assert_eq!(server(&world, "waltz").as_deref(), Some("amsterdam"));
    give(&mut world, &[cut("boreas-stockholm--danube-vienna")]);
    assert_eq!(server(&world, "waltz").as_deref(), Some("stockholm"));
}

#[test]
fn on_the_ladder_the_other_make_minds_who_came_last() {
    let mut world = whole_ladder();
    let routes = losers(&world, "heuriger-vienna").len();
    assert_eq!(server(&world, "heuriger").as_deref(), Some("amsterdam"));
    let link = "zephyr-amsterdam--heuriger-vienna";
    give(&mut world, &[cut(link), json!({ "do": "restore-link", "link": link })]);
    assert_eq!(losers(&world, "heuriger-vienna").len(), routes);
    assert_eq!(server(&world, "heuriger").as_deref(), Some("stockholm"));
}

/// Nearest by kilometres, by networks and by time.
#[test]
fn crooked_miles_have_three_nearest() {
    let mut world = opened("crooked-miles");
    assert_eq!(server(&world, "semba").as_deref(), Some("sao-paulo"));
    let way = |world: &World| {
        world.reach(world.network().names.clients["semba"], service(world)).delay.as_us()
    };
    let by_brazil = way(&world);
    give(&mut world, &[json!({ "do": "prepend", "node": "sao-paulo", "times": 2 })]);
    assert_eq!(server(&world, "semba").as_deref(), Some("lisbon"));
    assert!(way(&world) < by_brazil);
    // And Johannesburg, the nearest by kilometres, is farther than either.
    give(&mut world, &["sao-paulo", "lisbon"].map(|node| json!({"do": "withdraw", "node": node})));
    assert_eq!(server(&world, "semba").as_deref(), Some("johannesburg"));
    assert!(way(&world) > 2 * by_brazil);
}

#[test]
fn the_redrawn_world_differs_in_where_one_router_stands() {
    let (drawn, redrawn) = (world("crooked-miles"), world("crooked-miles-moved"));
    assert_eq!(format!("{:?}", drawn.links), format!("{:?}", redrawn.links));
    let routers = |scenario: &anycast_lab::engine::net::scenario::Scenario| {
        let all = scenario.networks.iter().flat_map(|network| &network.routers);
        all.map(|router| (router.slug.to_string(), router.city.to_string())).collect::<Vec<_>>()
    };
    let (before, after) = (routers(&drawn), routers(&redrawn));
    let moved: Vec<_> = before.iter().zip(&after).filter(|(one, other)| one != other).collect();
    assert_eq!(moved.len(), 1);
    assert_eq!(*moved[0].1, ("lighthouse-johannesburg".to_owned(), "luanda".to_owned()));
    let (drawn, redrawn) = (opened("crooked-miles"), opened("crooked-miles-moved"));
    for client in drawn.network().clients.keys() {
        let [one, other] = [&drawn, &redrawn].map(|world| world.reach(client, service(world)));
        assert_eq!((one.node, one.routers, one.delay), (other.node, other.routers, other.delay));
    }
}

/// Dubai as the lesson begins: Spicewind hears of the prefix nowhere else.
fn helm() -> World {
    let mut world = opened("helm");
    give(&mut world, &[steer("marseille", true), steer("singapore", true)]);
    assert_eq!(served_by(&world, "dubai").len(), 9);
    world
}

#[test]
fn at_the_helm_prepending_moves_one_providers_users_and_withholding_the_others() {
    let of_spicewind = ["rambla", "dhow", "abra", "cinnamon", "batik"];
    let of_meridian = ["papyrus", "falcon", "painted-lorry", "banyan"];
    let mut world = helm();
    give(&mut world, &[json!({ "do": "prepend", "node": "dubai", "times": 3 })]);
    assert_eq!(served_by(&world, "dubai"), of_spicewind);
    let mut world = helm();
    give(&mut world, &[steer("dubai", true)]);
    assert_eq!(served_by(&world, "dubai"), of_meridian);
    let mut world = helm();
    give(&mut world, &[steer("marseille", false), steer("singapore", false)]);
    assert_eq!(served_by(&world, "dubai").len(), 6);
}

#[test]
fn at_the_helm_a_community_leaves_the_spare_that_withholding_takes() {
    let asks = json!({ "do": "set-communities", "node": "dubai", "communities": ["64607:80"] });
    let cuts = ["marseille", "singapore"].map(|at| cut(&format!("meridian-{at}--spicewind-{at}")));
    for (lever, then) in [(asks, Some("dubai")), (steer("dubai", true), None)] {
        let mut world = helm();
        give(&mut world, &[lever]);
        assert_eq!(server(&world, "batik").as_deref(), Some("singapore"));
        give(&mut world, &cuts);
        assert_eq!(server(&world, "batik").as_deref(), then);
    }
}
