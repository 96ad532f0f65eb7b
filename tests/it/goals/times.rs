//! Goals that speak of time, in a prover's looks and in a player's.

use anycast_lab::engine::base::time::Span;
use anycast_lab::lesson::format::{Goal, GoalEntry, Milli};
use anycast_lab::lesson::goal::Actual;
use anycast_lab::lesson::measured::Unit;
use serde_json::{Value, json};

use super::{Scene, settle, wait};

fn goal(value: Value) -> &'static Goal {
    Box::leak(Box::new(serde_json::from_value(value).expect("a goal")))
}

fn stands(scene: &Scene, goal: &Goal) -> bool {
    goal.standing(&scene.0.world, &scene.0.evidence).holds
}

const SERVED: &str = r#"{"every-client-served": {"service": "dns"}}"#;

fn served() -> Value {
    serde_json::from_str(SERVED).expect("JSON")
}

#[test]
fn what_broke_and_came_back_counts_from_when_it_came_back() {
    let within = goal(json!({"within": {"us": 30_000, "goal": served()}}));
    let at_once = goal(json!({"within": {"us": 10_000, "goal": served()}}));
    let mut scene = Scene::of("first-light", [within, at_once]);
    assert!(!stands(&scene, within), "no command was given");
    scene.withdraw("johannesburg");
    // Two networks are without an answer for eighteen milliseconds.
    scene.act(&wait(1_000));
    assert!(!stands(&scene, within));
    scene.settle();
    assert!(stands(&scene, within));
    assert!(!stands(&scene, at_once), "it held at first, but not without a break");
    let Actual::Amount(Some(Milli(ms)), Unit::Seconds) =
        at_once.standing(&scene.0.world, &scene.0.evidence).actual
    else {
        panic!("a time")
    };
    assert!((15..=25).contains(&ms), "{ms}");
}

#[test]
fn lasting_begins_again_after_a_break() {
    let lasting = goal(json!({"for": {"us": 1_000_000, "goal": served()}}));
    let mut scene = Scene::of("first-light", [lasting]);
    assert!(!stands(&scene, lasting), "no time has passed");
    scene.act(&wait(999_999));
    assert!(!stands(&scene, lasting));
    scene.act(&wait(1));
    assert!(stands(&scene, lasting));
    scene.withdraw("johannesburg");
    scene.act(&wait(1_000));
    assert!(!stands(&scene, lasting), "it does not hold");
    scene.act(&wait(900_000));
    assert!(!stands(&scene, lasting), "it holds again, and has not for so long");
    scene.act(&wait(200_000));
    assert!(stands(&scene, lasting));
}

#[test]
fn looking_changes_nothing_of_the_world() {
    let lasting = goal(json!({"for": {"us": 1_000_000, "goal": served()}}));
    let play = |mut scene: Scene| {
        for act in
            [json!({"command": {"do": "withdraw", "node": "tokyo"}}), settle(), wait(250_000)]
        {
            scene.act(&act);
        }
        (scene.0.world.now(), scene.0.world.digest())
    };
    assert_eq!(play(Scene::new()), play(Scene::of("first-light", [lasting])));
}

#[test]
fn a_player_that_looks_now_and_then_sees_the_same() {
    let entry: GoalEntry = serde_json::from_value(json!({
        "slug": "back", "needs": {"within": {"us": 200_000, "goal": {
            "served-by": {"client": "quipu", "node": "miami"}
        }}}
    }))
    .expect("a goal");
    let goals = [entry];
    let mut scene = Scene::new();
    let (mut facts, mut held) = (Vec::new(), Vec::new());
    scene.withdraw("tokyo");
    for _ in 0..10 {
        let until = scene.0.world.now() + Span::from_ms(16);
        scene.0.world.advance(until, u64::MAX, &mut facts);
        scene.0.evidence.observe(&facts);
        facts.clear();
        scene.0.evidence.watch(&goals, &scene.0.world);
        held.push(stands(&scene, &goals[0].needs));
    }
    // Miami answers Lima from 123 ms on.
    assert_eq!(held.iter().position(|held| *held), Some(7), "{held:?}");
    assert!(held[7..].iter().all(|held| *held));
}

#[test]
fn a_time_inside_of_a_time_is_looked_at_too() {
    let inner = json!({"for": {"us": 500_000, "goal": served()}});
    let outer = goal(json!({"within": {"us": 2_000_000, "goal": inner}}));
    let late = goal(json!({"within": {"us": 400_000, "goal": inner}}));
    let mut scene = Scene::of("first-light", [outer, late]);
    scene.withdraw("johannesburg");
    scene.act(&wait(400_000));
    assert!(!stands(&scene, outer));
    scene.act(&wait(400_000));
    assert!(stands(&scene, outer) && !stands(&scene, late));
}
