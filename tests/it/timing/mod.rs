//! Time: presets, ranges, and the clocks of routers at work.

mod flaps;
mod intervals;
mod restart;
mod silence;
mod work;

use anycast_lab::engine::base::time::{SimTime, Span};
use anycast_lab::engine::net::scenario::{Scenario, Timing};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::{Fact, What};
use anycast_lab::engine::sim::setup::{self, Setup};
use anycast_lab::engine::sim::world::World;

/// A world under way, with all its facts since it was calm.
struct Play {
    world: World,
    began: SimTime,
    facts: Vec<Fact>,
}

impl Play {
    fn new(scenario: &Scenario, seed: u64) -> Self {
        let setup = Setup::from_scenario(scenario).unwrap();
        let world = World::opened(&setup, seed);
        Self { began: world.now(), world, facts: Vec::new() }
    }

    /// Does something so many milliseconds after the beginning.
    fn at_ms(&mut self, ms: u64, command: &Command) {
        let at = self.began + Span::from_ms(ms);
        self.world.apply(at, command, &mut self.facts).unwrap();
    }

    fn until_ms(&mut self, ms: u64) {
        assert!(self.world.advance(self.began + Span::from_ms(ms), 1_000_000, &mut self.facts));
    }

    fn settle(&mut self) {
        assert!(self.world.settle(&mut self.facts));
    }

    /// When and what, of the facts that `pick` picks.
    fn told<T>(&self, pick: impl Fn(&What) -> Option<T>) -> Vec<(u64, T)> {
        let one = |fact: &Fact| {
            pick(&fact.what).map(|what| (fact.at.since(self.began).as_us() / 1_000, what))
        };
        self.facts.iter().filter_map(one).collect()
    }

    fn name(&self, router: anycast_lab::engine::base::ids::RouterId) -> String {
        self.world.network().routers[router].slug.to_string()
    }
}

fn timing(json: &str) -> Timing {
    serde_json::from_str(json).unwrap()
}

#[test]
fn presets_are_what_their_owners_have() {
    let seconds = |timing: &Timing| {
        let in_s = |span: Span| span.as_us() / 1_000_000;
        [timing.mrai_ebgp_us, timing.mrai_ibgp_us, timing.hold_us, timing.keepalive_us].map(in_s)
    };
    for (name, expected, jitter) in [
        ("rfc4271", [30, 5, 90, 30], true),
        ("frr", [0, 0, 180, 60], false),
        ("quagga", [30, 5, 180, 60], false),
        ("bird", [0, 0, 240, 80], false),
        ("fast", [0, 0, 9, 3], false),
    ] {
        let timing = timing(&format!(r#"{{"preset": "{name}"}}"#));
        assert_eq!(seconds(&timing), expected, "{name}");
        assert_eq!(timing.mrai_jitter, jitter, "{name}");
        assert_eq!(timing.bfd.is_some(), name == "fast", "{name}");
        assert!(!timing.mrai_covers_withdrawals, "{name}");
    }
    assert_eq!(timing("{}"), Timing::default());
    assert_eq!(seconds(&Timing::default()), [30, 5, 90, 30]);
}

#[test]
fn single_fields_override_a_preset() {
    let timing = timing(r#"{"preset": "frr", "mrai_ebgp_us": 7000000, "hold_us": 30000000}"#);
    assert_eq!(timing.mrai_ebgp_us, Span::from_s(7));
    assert_eq!(timing.mrai_ibgp_us, Span::ZERO);
    // A third of the hold time that is given, not of the preset's.
    assert_eq!(timing.keepalive_us, Span::from_s(10));
    let fixed = serde_json::from_str::<Timing>(r#"{"processing_us": 5}"#).unwrap();
    assert_eq!(fixed.processing_max_us, Span::from_us(5));
}

#[test]
fn first_light_means_what_it_meant() {
    let text = include_str!("../../../assets/scenarios/first-light.json");
    let timing = setup::read(text).unwrap().timing;
    let expected = Timing { client_interval_us: timing.client_interval_us, ..Timing::default() };
    assert_eq!(timing, expected);
}

#[test]
fn every_timer_out_of_its_range_is_refused_with_the_range_and_all_at_once() {
    let mut scenario = crate::worlds::two_doors();
    scenario.timing = timing(
        r#"{
            "mrai_ebgp_us": 3600000001, "mrai_ibgp_us": 4000000000, "hold_us": 2999999,
            "bfd": {"interval_us": 999, "multiplier": 256},
            "processing_us": 60000001, "processing_max_us": 1, "restart_time_us": 0,
            "client_interval_us": 1,
            "damping": {"suppress": 700, "half_life_us": 1, "max_suppress_us": 3600000001}
        }"#,
    );
    let problems = Setup::from_scenario(&scenario).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = [
        "timing.mrai_ebgp_us: must lie between 0 and 3600000000, not 3600000001",
        "timing.mrai_ibgp_us: must lie between 0 and 3600000000, not 4000000000",
        "timing.hold_us: must be 0 or lie between 3000000 and 3600000000, not 2999999",
        "timing.bfd.interval_us: must lie between 1000 and 10000000, not 999",
        "timing.bfd.multiplier: must lie between 1 and 255, not 256",
        "timing.processing_us: must lie between 0 and 60000000, not 60000001",
        "timing.processing_max_us: must lie between 60000000 and 60000000, not 1",
        "timing.restart_time_us: must lie between 1000000 and 3600000000, not 0",
        "timing.damping.half_life_us: must lie between 60000000 and 2700000000, not 1",
        "timing.damping.max_suppress_us: must lie between 1 and 3600000000, not 3600000001",
        "timing.damping.suppress: must lie between 751 and 50000, not 700",
        "timing.client_interval_us: must lie between 10000 and 3600000000, not 1",
    ];
    assert_eq!(told, expected);
    scenario.timing = timing(r#"{"hold_us": 30000000, "keepalive_us": 10000001}"#);
    let problems = Setup::from_scenario(&scenario).unwrap_err();
    let expected = "timing.keepalive_us: must lie between 1000000 and 10000000, not 10000001";
    assert_eq!(problems[0].to_string(), expected);
}

#[test]
fn what_is_no_timer_is_refused_by_name() {
    for (json, expected) in [
        (r#"{"preset": "cisco"}"#, "unknown variant `cisco`, expected one of"),
        (r#"{"mrai": 3}"#, "unknown field `mrai`"),
        (r#"{"mrai_scope": "prefix"}"#, "expected `peer` or `destination`"),
        (r#"{"hold_us": -1}"#, "expected u64"),
        (r#"{"bfd": {"interval_us": 3}}"#, "missing field `multiplier`"),
    ] {
        let error = serde_json::from_str::<Timing>(json).unwrap_err().to_string();
        assert!(error.contains(expected), "{json}: {error}");
    }
}

#[test]
fn commands_of_a_scenario_are_checked_and_all_problems_told() {
    let mut scenario = crate::worlds::two_doors();
    scenario.commands = vec![
        serde_json::json!({"at_us": 5, "do": "withdraw", "node": "west"}),
        serde_json::json!({"at_us": 4, "do": "announce", "node": "west"}),
        serde_json::json!({"at_us": 6, "do": "explode"}),
        serde_json::json!({"do": "announce", "node": "west"}),
    ];
    let problems = Setup::from_scenario(&scenario).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told[0], "commands[1].at_us: must lie between 5 and 3600000000, not 4");
    assert!(told[1].starts_with("commands[2]: unknown variant `explode`"), "{told:?}");
    assert_eq!(told[2], "commands[3]: missing field `at_us`");
    assert_eq!(told.len(), 3);
}
