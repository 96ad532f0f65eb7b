//! Each kind of goal and question, both ways: when it holds and when it does not.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Act, Answer, Goal, Milli, Question};
use anycast_lab::lesson::goal::Actual;
use anycast_lab::lesson::measured::Unit;
use anycast_lab::lesson::passage::Passage;
use serde_json::{Value, json};

use super::lessons::WORLD;

/// A world with what was witnessed in it.
struct Scene(Passage<'static>);

impl Scene {
    fn new() -> Self {
        Self(Passage::begin(World::opened(&WORLD, 1), Evidence::default(), []))
    }

    fn act(&mut self, act: Value) {
        let act: Act = serde_json::from_value(act).expect("an act");
        self.0.carry_out(&act).expect("it can be done");
    }

    fn withdraw(&mut self, node: &str) {
        self.act(json!({"command": {"do": "withdraw", "node": node}}));
    }

    fn settle(&mut self) {
        self.act(json!({"settle": {}}));
    }

    fn actual(&self, goal: &Value) -> (bool, Actual) {
        let goal: Goal = serde_json::from_value(goal.clone()).expect("a goal");
        let standing = goal.standing(&self.0.world, &self.0.evidence);
        (standing.holds, standing.actual)
    }

    fn holds(&self, goal: &Value) -> bool {
        self.actual(goal).0
    }
}

fn amount(count: i64, unit: Unit) -> Actual {
    Actual::Amount(Some(Milli::whole(count)), unit)
}

#[test]
fn packets_sent_and_answered_are_the_learners_own() {
    let mut scene = Scene::new();
    let sent = json!({"packets-sent": {"client": "kowhai", "at-least": 2}});
    let answered = json!({"answers-arrived": {"client": "kowhai", "at-least": 2}});
    // Client networks send by themselves every two seconds; that does not count.
    scene.act(json!({"wait": {"us": 10_000_000}}));
    assert_eq!(scene.actual(&sent), (false, amount(0, Unit::Packets)));
    assert_eq!(scene.actual(&answered), (false, amount(0, Unit::Answers)));
    for n in 1..=2 {
        scene.act(json!({"command": {"do": "send-packet", "client": "kowhai", "service": "dns"}}));
        assert_eq!(scene.actual(&sent), (n == 2, amount(n, Unit::Packets)));
    }
    assert!(!scene.holds(&answered), "the answers are under way");
    scene.act(json!({"wait": {"us": 100_000}}));
    assert_eq!(scene.actual(&answered), (true, amount(2, Unit::Answers)));
    let other = json!({"packets-sent": {"client": "quipu", "at-least": 1}});
    assert!(!scene.holds(&other));
}

#[test]
fn announced_and_withdrawn_are_opposites() {
    let mut scene = Scene::new();
    let withdrawn = json!({"node-withdrawn": {"node": "tokyo"}});
    let announced = json!({"node-announced": {"node": "tokyo"}});
    assert!(!scene.holds(&withdrawn) && scene.holds(&announced));
    scene.withdraw("tokyo");
    assert!(scene.holds(&withdrawn) && !scene.holds(&announced));
}

#[test]
fn served_by_is_asked_of_the_moment() {
    let mut scene = Scene::new();
    let tokyo = json!({"served-by": {"client": "quipu", "node": "tokyo"}});
    let not_tokyo = json!({"not-served-by": {"client": "quipu", "node": "tokyo"}});
    let miami = json!({"served-by": {"client": "quipu", "node": "miami"}});
    assert!(scene.holds(&tokyo) && !scene.holds(&not_tokyo) && !scene.holds(&miami));
    scene.withdraw("tokyo");
    scene.settle();
    assert!(!scene.holds(&tokyo) && scene.holds(&not_tokyo) && scene.holds(&miami));
    let id = WORLD.network.names.nodes["miami"];
    assert_eq!(scene.actual(&tokyo).1, Actual::Node(Some(id)));
}

#[test]
fn every_client_served_notices_eighteen_milliseconds_without() {
    let mut scene = Scene::new();
    let goal = json!({"every-client-served": {"service": "dns"}});
    assert!(scene.holds(&goal));
    scene.withdraw("johannesburg");
    scene.act(json!({"wait": {"us": 1_000}}));
    assert_eq!(scene.actual(&goal), (false, amount(2, Unit::Networks)));
    scene.settle();
    assert!(scene.holds(&goal));
}

#[test]
fn converged_wants_a_command_first() {
    let mut scene = Scene::new();
    let goal = json!({"converged": {}});
    scene.settle();
    assert!(!scene.holds(&goal), "it was never disturbed");
    scene.withdraw("tokyo");
    assert!(!scene.holds(&goal));
    scene.settle();
    assert!(scene.holds(&goal));
    scene.withdraw("london");
    assert!(!scene.holds(&goal), "disturbed again");
}

#[test]
fn exploration_counts_changes_after_one_command() {
    let mut scene = Scene::new();
    let goal = |routes: u32| {
        let needs = json!({"router": "albatross-lima", "service": "dns", "routes": routes});
        json!({ "explored-at-least": needs })
    };
    assert!(!scene.holds(&goal(1)));
    scene.withdraw("tokyo");
    scene.settle();
    assert!(scene.holds(&goal(3)) && !scene.holds(&goal(4)));
    // What one command led to is not added to what another does.
    scene.act(json!({"command": {"do": "announce", "node": "tokyo"}}));
    scene.settle();
    assert!(scene.holds(&goal(3)) && !scene.holds(&goal(4)));
}

#[test]
fn explained_wants_that_router() {
    let mut scene = Scene::new();
    let goal = json!({"explained": {"router": "albatross-lima"}});
    scene.act(json!({"explain": {"router": "albatross-miami"}}));
    assert!(!scene.holds(&goal));
    scene.act(json!({"explain": {"router": "albatross-lima"}}));
    assert!(scene.holds(&goal));
}

#[test]
fn questions_are_answered_by_the_engine_without_touching_the_world() {
    let world = World::opened(&WORLD, 1);
    let before = world.digest();
    let ask = |question: Value, choices: &[&str]| {
        let question: Question = serde_json::from_value(question).expect("a question");
        let choices: Vec<_> = choices.iter().map(|&choice| choice.into()).collect();
        let answers = question.answers(&world, &Evidence::default(), &choices);
        let slug = |answer: &Answer| match answer {
            Answer::Choice(slug) => slug.to_string(),
            other => panic!("{other:?} is no choice"),
        };
        answers.iter().map(slug).collect::<Vec<_>>()
    };
    let asked = |after: Value| json!({"client": "quipu", "service": "dns", "after": after});
    let serves = |after: Value| json!({ "which-node-serves": asked(after) });
    let withdraw = json!([{"do": "withdraw", "node": "tokyo"}]);
    assert_eq!(ask(serves(json!([])), &[]), ["tokyo"]);
    assert_eq!(ask(serves(withdraw.clone()), &[]), ["miami"]);
    let stays = json!({"which-client-stays": {"service": "dns", "after": withdraw}});
    assert_eq!(ask(stays.clone(), &["momiji", "tanuki", "hanji"]), ["tanuki"]);
    assert_eq!(ask(stays, &["momiji", "hanji"]), [""; 0]);
    assert_eq!(world.digest(), before);
}

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
    scene.act(json!({"wait": {"us": 125_000}}));
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
        scene.act(json!({"wait": {"us": (ms - since) * 1000}}));
        since = ms;
        let serving = scene.0.world.serving(client, service).expect("never without an answer");
        assert_eq!(WORLD.network.nodes[serving].slug.as_str(), node, "{ms} ms");
    }
    let command = Command::Withdraw { node: "tokyo".into() };
    assert!(scene.0.world.clone().apply(scene.0.world.now(), &command, &mut Vec::new()).is_err());
}
