//! Each kind of goal, measure and question, both ways: when it holds and when it does not, much and
//! little, one answer and another.

mod evidence;
mod holds;
mod measures;
mod questions;
mod quoted;
mod served;
mod times;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Act, Goal, Milli};
use anycast_lab::lesson::goal::{Actual, Standing};
use anycast_lab::lesson::measured::Unit;
use anycast_lab::lesson::passage::Passage;
use serde_json::{Value, json};

/// A world with what was witnessed in it.
struct Scene(Passage<'static>);

impl Scene {
    /// In `first-light`.
    fn new() -> Self {
        Self::of("first-light", [])
    }

    /// In a world that ships; the goals are watched.
    fn of(world: &str, goals: impl IntoIterator<Item = &'static Goal>) -> Self {
        Self(Passage::begin(opened(world), Evidence::default(), goals))
    }

    fn act(&mut self, act: &Value) {
        let act: Act = serde_json::from_value(act.clone()).expect("an act");
        self.0.carry_out(&act).expect("it can be done");
    }

    fn withdraw(&mut self, node: &str) {
        self.act(&withdraw(node));
    }

    fn settle(&mut self) {
        self.act(&settle());
    }

    fn standing(&self, goal: &Value) -> Standing {
        let goal: Goal = serde_json::from_value(goal.clone()).expect("a goal");
        goal.standing(&self.0.world, &self.0.evidence)
    }

    fn actual(&self, goal: &Value) -> (bool, Actual) {
        let standing = self.standing(goal);
        (standing.holds, standing.actual)
    }

    fn holds(&self, goal: &Value) -> bool {
        self.standing(goal).holds
    }
}

/// A world that ships, as one comes to it; opened once.
fn opened(slug: &str) -> World {
    static OPENED: Mutex<BTreeMap<String, World>> = Mutex::new(BTreeMap::new());
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let open = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenarios");
        let text = std::fs::read_to_string(folder.join(format!("{slug}.json"))).expect(slug);
        World::opened(&Setup::from_json(&text).expect("what ships is sound"), 1)
    };
    opened.entry(slug.to_owned()).or_insert_with(open).clone()
}

fn give(command: &Value) -> Value {
    json!({ "command": command })
}

fn withdraw(node: &str) -> Value {
    give(&json!({"do": "withdraw", "node": node}))
}

fn settle() -> Value {
    json!({"settle": {}})
}

fn wait(us: u64) -> Value {
    json!({"wait": {"us": us}})
}

fn amount(count: i64, unit: Unit) -> Actual {
    Actual::Amount(Some(Milli::whole(count)), unit)
}

/// The name of the kind that a value is of.
fn kind(value: &Value) -> String {
    let object = value.as_object().expect("an object");
    object.keys().next().expect("a kind").clone()
}

/// Every kind that serde knows was seen in at least two ways.
fn all_seen_twice<T: std::fmt::Debug + Ord>(
    kinds: BTreeSet<String>,
    seen: &BTreeMap<String, BTreeSet<T>>,
) {
    for kind in kinds {
        let ways = seen.get(&kind).map_or(0, BTreeSet::len);
        assert!(ways >= 2, "`{kind}` was seen in {ways} ways only: {:?}", seen.get(&kind));
    }
}
