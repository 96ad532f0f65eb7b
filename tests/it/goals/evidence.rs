//! What is counted of what happened, and from when on.

use anycast_lab::engine::base::time::SimTime;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::evidence::{Evidence, only_looks};
use anycast_lab::lesson::format::Measure;
use serde_json::{Value, json};

use super::{Scene, give, wait};

fn value(scene: &Scene, measure: Value) -> Option<String> {
    let measure: Measure = serde_json::from_value(measure).expect("a measure");
    measure.value(&scene.0.world, &scene.0.evidence).map(|value| value.to_string())
}

#[test]
fn what_happened_since_a_command_is_known_in_the_next_step_and_nothing_else() {
    let mut scene = Scene::new();
    assert_eq!(value(&scene, json!({"last-change": {}})), None, "nobody has done anything");
    scene.withdraw("tokyo");
    scene.act(&give(&json!({"do": "send-packet", "client": "quipu", "service": "dns"})));
    scene.settle();
    let took = value(&scene, json!({"last-change": {}})).expect("it took some time");
    scene.0.evidence = std::mem::take(&mut scene.0.evidence).of_next_step();
    assert_eq!(value(&scene, json!({"last-change": {}})), Some(took));
    assert_eq!(value(&scene, json!({"commands": {}})).as_deref(), Some("0"));
    assert!(!scene.holds(&json!({"packets-sent": {"client": "quipu", "at-least": 1}})));
    assert!(!scene.holds(&json!({"converged": {}})), "it was not disturbed in this step");
}

#[test]
fn commands_that_only_look_are_no_moves() {
    let mut scene = Scene::new();
    for command in [
        json!({"do": "send-packet", "client": "quipu", "service": "dns"}),
        json!({"do": "ping", "client": "quipu", "service": "dns"}),
        json!({"do": "traceroute", "client": "quipu", "service": "dns"}),
        json!({"do": "query-id-server", "client": "quipu", "service": "dns"}),
    ] {
        scene.act(&give(&command));
    }
    let looked = scene.0.world.now();
    assert_eq!(scene.0.evidence.commands(), 0);
    assert_eq!(scene.0.evidence.first_command(), Some(looked), "there is no other");
    scene.act(&wait(1_000));
    scene.withdraw("tokyo");
    scene.act(&give(&json!({"do": "prepend", "node": "miami", "times": 2})));
    assert_eq!(scene.0.evidence.commands(), 2);
    assert!(scene.0.evidence.first_command() > Some(looked));
}

#[test]
fn commands_that_are_taken_back_are_given_no_more() {
    let mut evidence = Evidence::default();
    let withdraw = Command::Withdraw { node: "tokyo".into() };
    let packet = Command::SendPacket { client: "quipu".into(), service: "dns".into() };
    assert!(only_looks(&packet) && !only_looks(&withdraw));
    let [at, later] = [1, 2].map(SimTime::from_us);
    evidence.recount([(at, &packet), (later, &withdraw)]);
    assert_eq!((evidence.commands(), evidence.first_command()), (1, Some(later)));
    evidence.recount([(at, &packet)]);
    assert_eq!((evidence.commands(), evidence.first_command()), (0, Some(at)));
    evidence.recount([]);
    assert_eq!((evidence.commands(), evidence.first_command()), (0, None));
}
