//! Goals that are about who serves whom, and what the learner did.

use anycast_lab::lesson::goal::Actual;
use anycast_lab::lesson::measured::Unit;
use serde_json::json;

use super::{Scene, amount};
use crate::lessons::WORLD;

#[test]
fn packets_sent_and_answered_are_the_learners_own() {
    let mut scene = Scene::new();
    let sent = json!({"packets-sent": {"client": "kowhai", "at-least": 2}});
    let answered = json!({"answers-arrived": {"client": "kowhai", "at-least": 2}});
    // Client networks send by themselves every two seconds; that does not count.
    scene.act(&json!({"wait": {"us": 10_000_000}}));
    assert_eq!(scene.actual(&sent), (false, amount(0, Unit::Packets)));
    assert_eq!(scene.actual(&answered), (false, amount(0, Unit::Answers)));
    for n in 1..=2 {
        scene.act(&json!({"command": {"do": "send-packet", "client": "kowhai", "service": "dns"}}));
        assert_eq!(scene.actual(&sent), (n == 2, amount(n, Unit::Packets)));
    }
    assert!(!scene.holds(&answered), "the answers are under way");
    scene.act(&json!({"wait": {"us": 100_000}}));
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
    scene.act(&json!({"wait": {"us": 1_000}}));
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
    scene.act(&json!({"command": {"do": "announce", "node": "tokyo"}}));
    scene.settle();
    assert!(scene.holds(&goal(3)) && !scene.holds(&goal(4)));
}

#[test]
fn explained_wants_that_router() {
    let mut scene = Scene::new();
    let goal = json!({"explained": {"router": "albatross-lima"}});
    scene.act(&json!({"explain": {"router": "albatross-miami"}}));
    assert!(!scene.holds(&goal));
    scene.act(&json!({"explain": {"router": "albatross-lima"}}));
    assert!(scene.holds(&goal));
}
