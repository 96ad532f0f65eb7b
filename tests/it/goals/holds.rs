//! Every kind of goal, where it holds and where it does not.

use std::collections::{BTreeMap, BTreeSet};

use anycast_lab::lesson::format::Goal;
use serde_json::{Value, json};

use super::{Scene, all_seen_twice, give, kind, settle, wait, withdraw};
use crate::lessons::kinds;

/// A world, what is done in it, and goals with whether they hold then.
type Case = (&'static str, Vec<Value>, Vec<(Value, bool)>);

fn lima() -> Value {
    json!({"client": "quipu", "service": "dns"})
}

/// What one command comes to.
fn made_of_others() -> Vec<Case> {
    let [tokyo, miami] = ["tokyo", "miami"].map(|node| json!({"node-withdrawn": {"node": node}}));
    let served = json!({"served-by": {"client": "quipu", "node": "miami"}});
    let within = |us: u64| json!({"within": {"us": us, "goal": served}});
    let lasting = |us: u64| json!({"for": {"us": us, "goal": served}});
    vec![(
        "first-light",
        vec![withdraw("tokyo"), wait(1_000_000)],
        vec![
            (json!({"all": [tokyo, {"not": miami}]}), true),
            (json!({"all": [tokyo, miami]}), false),
            (json!({"any": [miami, tokyo]}), true),
            (json!({"any": [miami]}), false),
            (json!({"not": miami}), true),
            (json!({"not": tokyo}), false),
            (within(150_000), true),
            (within(100_000), false),
            (lasting(800_000), true),
            (lasting(900_000), false),
        ],
    )]
}

fn of_nodes() -> Vec<Case> {
    let unserved = json!({"unserved": {"service": "dns"}});
    let catchment = |node: &str, most: u32| json!({"catchment": {"node": node, "at-most": most}});
    vec![
        (
            "first-light",
            vec![withdraw("tokyo"), settle()],
            vec![
                (json!({"node-withdrawn": {"node": "tokyo"}}), true),
                (json!({"node-withdrawn": {"node": "miami"}}), false),
                (json!({"node-announced": {"node": "miami"}}), true),
                (json!({"node-announced": {"node": "tokyo"}}), false),
                (json!({"served-by": {"client": "quipu", "node": "miami"}}), true),
                (json!({"served-by": {"client": "quipu", "node": "tokyo"}}), false),
                (json!({"not-served-by": {"client": "quipu", "node": "tokyo"}}), true),
                (json!({"not-served-by": {"client": "quipu", "node": "miami"}}), false),
                (json!({ "reachable": lima() }), true),
                (json!({"every-client-served": {"service": "dns"}}), true),
                (catchment("tokyo", 0), true),
                (catchment("miami", 0), false),
                (json!({"catchment": {"node": "miami", "at-least": 2}}), true),
                (json!({"catchment": {"node": "miami", "at-least": 99}}), false),
                (json!({"converged": {}}), true),
                (json!({"converged-within": {"us": 40_000_000}}), true),
                (json!({"converged-within": {"us": 100_000}}), false),
                (json!({"commands-at-most": {"count": 1}}), true),
                (json!({"commands-at-most": {"count": 0}}), false),
            ],
        ),
        (
            "first-light",
            vec![withdraw("johannesburg"), wait(1_000)],
            vec![
                (json!({"reachable": {"client": "highveld", "service": "dns"}}), false),
                (json!({"every-client-served": {"service": "dns"}}), false),
                (json!({"converged": {}}), false),
                (json!({"converged-within": {"us": 40_000_000}}), false),
                (json!({"measured": {"measure": unserved, "at-least": 2}}), true),
                (json!({"measured": {"measure": unserved, "at-most": 1.9}}), false),
            ],
        ),
        (
            "first-light",
            vec![
                give(&json!({"do": "send-packet", "client": "kowhai", "service": "dns"})),
                wait(100_000),
                json!({"explain": {"router": "albatross-lima"}}),
            ],
            vec![
                (json!({"packets-sent": {"client": "kowhai", "at-least": 1}}), true),
                (json!({"packets-sent": {"client": "kowhai", "at-least": 2}}), false),
                (json!({"answers-arrived": {"client": "kowhai", "at-least": 1}}), true),
                (json!({"answers-arrived": {"client": "quipu", "at-least": 1}}), false),
                (json!({"explained": {"router": "albatross-lima"}}), true),
                (json!({"explained": {"router": "albatross-miami"}}), false),
                // Who looks has not moved.
                (json!({"commands-at-most": {"count": 0}}), true),
            ],
        ),
    ]
}

fn of_routes() -> Vec<Case> {
    let eliminated = |router: &str, from: &str, step: &str| {
        let at = json!({"router": router, "service": "dns", "from": from, "step": step});
        json!({ "eliminated-at": at })
    };
    let at_lima = |from: &str, step: &str| eliminated("albatross-lima", from, step);
    let via = |network: &str| {
        let at = json!({"router": "albatross-lima", "service": "dns", "network": network});
        json!({ "route-via": at })
    };
    let has = |prefix: &str| json!({"has-route": {"router": "albatross-lima", "prefix": prefix}});
    let explored = |routes: u32| {
        let at = json!({"router": "albatross-lima", "service": "dns", "routes": routes});
        json!({ "explored-at-least": at })
    };
    let nairobi = |is: &str| {
        let at = json!({"router": "lighthouse-nairobi", "service": "dns", "is": is});
        json!({ "validity": at })
    };
    let path = |with: Value| {
        let mut path = lima();
        path.as_object_mut().expect("it").extend(with.as_object().expect("it").clone());
        json!({ "path": path })
    };
    vec![
        (
            "first-light",
            vec![],
            vec![
                (via("lighthouse"), true),
                (via("hansa"), false),
                (has("192.0.2.0/24"), true),
                (has("203.0.113.0/24"), false),
                (at_lima("hansa", "not-heard"), true),
                (at_lima("hansa", "local-pref"), false),
                (at_lima("lighthouse", "used"), true),
                (eliminated("kumo-tokyo", "albatross", "local-pref"), true),
                (eliminated("kumo-tokyo", "longwind", "as-path"), false),
                (path(json!({"through": "albatross"})), true),
                (path(json!({"through": "hansa"})), false),
                (path(json!({"avoids": "hansa"})), true),
                (path(json!({"avoids": "albatross"})), false),
                (path(json!({"round-trip-at-most-us": 230_000})), true),
                (path(json!({"round-trip-at-most-us": 220_000})), false),
            ],
        ),
        (
            "first-light",
            vec![withdraw("tokyo"), settle()],
            vec![(explored(3), true), (explored(4), false)],
        ),
        ("first-pop", vec![], vec![(nairobi("valid"), true), (nairobi("invalid"), false)]),
    ]
}

fn of_traffic() -> Vec<Case> {
    let flood = |botnet: &str, gbps: u64| {
        give(&json!({
            "do": "start-flood", "botnet": botnet, "at": {"service": "dns"},
            "kind": "udp-reflection", "rate": {"in-all": gbps * 1_000_000_000}
        }))
    };
    let ports = |to: &str, least: u32, most: u32| {
        let at = json!({"node": "tokyo", "destination": to, "at-least": least, "at-most": most});
        json!({ "ports-used": at })
    };
    let session = |n: u8, kind: &str| {
        give(&json!({
            "do": "start-session", "client": "quipu", "service": "dns", "kind": kind,
            "slug": format!("s{n}")
        }))
    };
    vec![
        (
            "flood-board",
            vec![flood("a0", 20)],
            vec![
                (json!({"load-below": {"node": "s3", "percent": 50}}), true),
                (json!({"load-below": {"node": "s1", "percent": 100}}), false),
                (json!({"served-at-least": {"service": "dns", "percent": 50}}), true),
                (json!({"served-at-least": {"service": "dns", "percent": 100}}), false),
                (json!({"loss-below": {"client": "c3", "service": "dns", "percent": 1}}), true),
                (json!({"loss-below": {"client": "c0", "service": "dns", "percent": 50}}), false),
            ],
        ),
        (
            "first-light",
            vec![
                session(1, "tcp"),
                session(2, "udp"),
                wait(1_000_000),
                withdraw("tokyo"),
                wait(2_000_000),
            ],
            vec![
                (json!({"sessions-surviving": {"at-least": 1}}), true),
                (json!({"sessions-surviving": {"at-least": 2}}), false),
                (json!({"sessions-lost": {"at-least": 1, "at-most": 1}}), true),
                (json!({"sessions-lost": {"at-most": 0}}), false),
            ],
        ),
        (
            "backbone",
            vec![
                give(&json!({
                    "do": "hold-ports", "node": "tokyo", "tag": "jp", "destination": "bookhouse",
                    "count": 1024
                })),
                give(&json!({"do": "move-address", "address": "203.0.113.0", "to": "tokyo"})),
                wait(3_000_000),
            ],
            vec![
                (ports("bookhouse", 50, 50), true),
                (ports("granary", 1, 100), false),
                (json!({"address-at": {"address": "203.0.113.0", "node": "tokyo"}}), true),
                (json!({"address-at": {"address": "203.0.113.0", "node": "london"}}), false),
            ],
        ),
    ]
}

#[test]
fn every_goal_holds_where_it_should_and_not_where_not() {
    let mut seen: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    let all = [made_of_others(), of_nodes(), of_routes(), of_traffic()];
    for (world, acts, goals) in all.into_iter().flatten() {
        let read = |goal: &Value| -> &'static Goal {
            let read = serde_json::from_value(goal.clone());
            Box::leak(Box::new(read.unwrap_or_else(|why| panic!("{goal}: {why}"))))
        };
        let mut scene = Scene::of(world, goals.iter().map(|(goal, _)| read(goal)));
        for act in &acts {
            scene.act(act);
        }
        for (goal, holds) in goals {
            let standing = scene.standing(&goal);
            assert_eq!(standing.holds, holds, "{world} {acts:?}: {goal}: {standing:?}");
            seen.entry(kind(&goal)).or_default().insert(holds);
        }
    }
    all_seen_twice(kinds::<Goal>(), &seen);
}

#[test]
fn a_goal_that_names_what_does_not_exist_never_holds() {
    let scene = Scene::new();
    let nobody = json!({"served-by": {"client": "nobody", "node": "tokyo"}});
    assert!(!scene.holds(&nobody));
    assert!(!scene.holds(&json!({ "not": nobody })), "nor does its opposite");
    assert!(!scene.holds(&json!({"all": [{"node-announced": {"node": "tokyo"}}, nobody]})));
}
