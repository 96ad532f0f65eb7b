//! Commands on floods: what is refused, with its range, and what is part of the state.

use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::apply::Refusal;
use serde_json::{Value, json};

use super::{Play, two_sides};

fn flood(change: impl FnOnce(&mut Value)) -> Value {
    let mut command = json!({
        "do": "start-flood", "botnet": "hive", "at": {"service": "dns"},
        "kind": "udp-reflection", "rate": {"in-all": 1_000}
    });
    change(&mut command);
    command
}

#[test]
fn numbers_out_of_range_are_refused_with_the_range() {
    let mut play = Play::new(&two_sides());
    let digest = play.world.digest();
    let mut range = |command: Value| match play.try_to(command) {
        Err(Refusal::OutOfRange { what, low, high, .. }) => (what, low, high),
        other => panic!("{other:?}"),
    };
    let most = 10_000_000_000_000_000;
    assert_eq!(range(flood(|it| it["rate"] = json!({"in-all": 0}))), ("bps", 1, most));
    assert_eq!(range(flood(|it| it["rate"] = json!({"in-all": most + 1}))), ("bps", 1, most));
    let each = json!({"per-bot": most});
    assert_eq!(range(flood(|it| it["rate"] = each)), ("bps", 1, most / 10));
    let hour = 3_600_000_000;
    let ramp = json!({"ramp": {"over_us": 1}});
    assert_eq!(range(flood(|it| it["shape"] = ramp)), ("over_us", 100_000, hour));
    let pulse = json!({"pulse": {"on_us": 1_000_000, "off_us": hour + 1}});
    assert_eq!(range(flood(|it| it["shape"] = pulse)), ("off_us", 100_000, hour));
    let capacity = |bps: u64| json!({"do": "set-capacity", "node": "west", "bps": bps});
    assert_eq!(range(capacity(0)), ("bps", 1, most));
    assert_eq!(range(capacity(most + 1)), ("bps", 1, most));
    let automation = |above: u64, for_us: u64, below: u64, hold_us: u64| {
        json!({
            "do": "set-automation", "service": "dns", "withdraw_above_percent": above,
            "for_us": for_us,
            "hysteresis": {"return_below_percent": below, "hold_us": hold_us}
        })
    };
    assert_eq!(range(automation(0, 0, 1, 0)), ("withdraw_above_percent", 1, 1_000));
    assert_eq!(range(automation(1_001, 0, 1, 0)), ("withdraw_above_percent", 1, 1_000));
    assert_eq!(range(automation(90, hour + 1, 1, 0)), ("for_us", 0, hour));
    assert_eq!(range(automation(90, 0, 91, 0)), ("return_below_percent", 1, 90));
    assert_eq!(range(automation(90, 0, 50, hour + 1)), ("hold_us", 0, hour));
    assert_eq!(play.world.digest(), digest, "a refused command changes nothing");
    for n in 0..16 {
        play.act(flood(|it| it["flood"] = json!(format!("flood-{n}"))));
    }
    let refused = play.try_to(flood(|_| {})).unwrap_err();
    let expected = Refusal::OutOfRange { what: "floods", value: 17, low: 0, high: 16 };
    assert_eq!(refused, expected);
}

#[test]
fn what_is_not_there_or_so_already_is_refused() {
    let mut scenario = two_sides();
    scenario.services[0].nodes[1].scrub_bps = None;
    let mut play = Play::new(&scenario);
    let mut refuse = |command: Value| play.try_to(command).unwrap_err().to_string();
    assert!(refuse(flood(|it| it["botnet"] = json!("x"))).contains("no botnet called `x`"));
    let nowhere = json!({"service": "x"});
    assert!(refuse(flood(|it| it["at"] = nowhere)).contains("no service called `x`"));
    assert!(refuse(json!({"do": "stop-flood", "flood": "hive"})).contains("no flood"));
    let spoofed = flood(|it| {
        it["kind"] = json!("http");
        it["is_spoofed"] = json!(true);
    });
    assert!(refuse(spoofed).contains("cannot forge"));
    let scrub = json!({"do": "scrub", "node": "east", "is_on": true});
    assert!(refuse(scrub).contains("no scrubber"));
    let scrub = json!({"do": "scrub", "node": "west", "is_on": false});
    assert!(refuse(scrub).contains("not scrubbing already"));
    let west = json!({"do": "steer", "node": "west"});
    let steer = |neighbor: &str, is_on: bool| {
        let mut command = west.clone();
        command["neighbor"] = json!(neighbor);
        command["is_on"] = json!(is_on);
        command
    };
    assert!(refuse(steer("access", true)).contains("not a neighbour"));
    assert!(refuse(steer("nobody", true)).contains("no network called"));
    assert!(refuse(steer("long", false)).contains("not steered already"));
    assert!(refuse(json!({"do": "end-automation", "service": "dns"})).contains("no automation"));
    play.act(flood(|_| {}));
    assert!(play.try_to(flood(|_| {})).unwrap_err().to_string().contains("already"));
    play.act(steer("long", true));
    let again = play.try_to(steer("long", true)).unwrap_err().to_string();
    assert!(again.contains("steered already"));
}

#[test]
fn floods_are_part_of_the_state_and_leave_nothing_behind() {
    let script = [
        flood(|it| it["shape"] = json!({"ramp": {"over_us": 20_000_000}})),
        json!({"do": "set-capacity", "node": "west", "bps": 1_500_000}),
        json!({"do": "scrub", "node": "west", "is_on": true}),
        json!({"do": "steer", "node": "east", "neighbor": "long", "is_on": true}),
        json!({
            "do": "set-automation", "service": "dns", "withdraw_above_percent": 90, "for_us": 0
        }),
    ];
    let mut play = Play::new(&two_sides());
    let mut digests = vec![play.world.digest()];
    for command in &script {
        play.try_to(command.clone()).unwrap();
        digests.push(play.world.digest());
    }
    let moment = play.world.snapshot();
    let loads = format!("{:?}", play.world.loads());
    play.wait(Span::from_s(7));
    digests.push(play.world.digest());
    // Each of these is another state.
    let mut distinct = digests.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), digests.len());
    // Going back, and the same again.
    let mut copy = moment.world(&play.world);
    play.world.return_to(&moment);
    assert_eq!(play.world.digest(), digests[script.len()]);
    assert_eq!(format!("{:?}", play.world.loads()), loads);
    for world in [&mut play.world, &mut copy] {
        let until = world.now() + Span::from_s(7);
        assert!(world.advance(until, u64::MAX, &mut Vec::new()));
        assert_eq!(world.digest(), digests[script.len() + 1]);
    }
    // A replay is the same, too.
    let mut again = Play::new(&two_sides());
    for command in &script {
        again.try_to(command.clone()).unwrap();
    }
    again.wait(Span::from_s(7));
    assert_eq!(again.world.digest(), digests[script.len() + 1]);
}

#[test]
fn what_is_taken_back_is_as_if_it_had_not_been() {
    let mut play = Play::new(&two_sides());
    let mut other = Play::new(&two_sides());
    let west = |bps: u64| json!({"do": "set-capacity", "node": "west", "bps": bps});
    let scrub = |is_on: bool| json!({"do": "scrub", "node": "west", "is_on": is_on});
    play.act(scrub(true));
    play.act(west(77));
    play.act(scrub(false));
    play.act(west(2_000_000));
    other.wait(Span::ZERO);
    assert_eq!(play.world.digest(), other.world.digest());
}
