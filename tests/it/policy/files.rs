//! Policies in files: what is out of its range is refused with the range, all at once.

use anycast_lab::engine::net::validate::{MAX_ACTIONS, MAX_ROAS, MAX_RULES, MAX_RULES_IN_ALL};
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::headless::fixture::build::setup;
use anycast_lab::headless::fixture::format::Fixture;
use serde_json::{Value, json};

use super::with;
use crate::worlds::two_doors;

fn between(low: u8, high: u8, value: u8) -> String {
    format!("must lie between {low} and {high}, not {value}")
}

/// What is told of two doors with values put at these places.
fn told(changes: &[(&str, Value)]) -> Vec<String> {
    let problems = Setup::from_scenario(&with(&two_doors(), changes)).expect_err("a problem");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn numbers_out_of_their_range_are_refused_with_it_all_at_once() {
    let policy = json!({
        "max_length_v4": 33, "max_length_v6": 0,
        "import": [
            {"set": {"prepend": 1_000_000_000}},
            {"match": {"prefix": ["10.0.0.0/8 le 33", "10.0.0.0/8 ge 7"]}},
            {"deny": true, "accept": true},
            {"name": "No Slug"},
            {"match": {"prefix": "10.0.0.1/8"}}
        ],
        "action_communities": [
            {"community": "64500:1", "do": {"prepend": {"times": 11, "to": "all"}}}
        ]
    });
    let at = "networks[0].policy";
    assert_eq!(
        told(&[
            ("/networks/0/policy", policy),
            ("/networks/1/routers/0/policy", json!({"export": [{"set": {"prepend": 11}}]})),
            ("/links/2/at_b", json!({"import": [{"match": {"prefix": []}}]})),
            ("/roas", json!([{"prefix": "10.0.0.0/8", "max_length": 7, "asn": 1}])),
        ]),
        [
            format!("{at}.import[0].set.prepend: must lie between 0 and 10, not 1000000000"),
            format!("{at}.import[1].match.prefix (le): must lie between 8 and 32, not 33"),
            format!("{at}.import[1].match.prefix (ge): must lie between 8 and 32, not 7"),
            format!("{at}.import[2]: cannot both deny and accept"),
            format!(
                "{at}.import[3].name: `No Slug` is no slug: 1 to 64 of a-z 0-9 and -, beginning \
                 with a letter or digit"
            ),
            format!("{at}.import[4].match.prefix: has host bits set; did you mean 10.0.0.0/8?"),
            format!("{at}.max_length_v4: must lie between 1 and 32, not 33"),
            format!("{at}.max_length_v6: must lie between 1 and 128, not 0"),
            format!("{at}.action_communities[0].do.prepend.times: {}", between(1, 10, 11)),
            format!("networks[1].routers[0].policy.export[0].set.prepend: {}", between(0, 10, 11)),
            "links[2].at_b.import[0].match.prefix: must lie between 1 and 100, not 0".to_owned(),
            "roas[0].max_length: must lie between 8 and 32, not 7".to_owned(),
        ]
    );
}

#[test]
fn the_place_of_a_rule_is_a_session() {
    assert_eq!(
        told(&[("/links/0/at_a", json!({"leaks": true}))]),
        ["links[0].at_a: only a link between two networks has a session to configure"]
    );
    for (a, b) in [(json!("2001:db8::1"), json!("192.0.2.1")), (json!("192.0.2.1"), Value::Null)] {
        let problems = told(&[("/links/2/at_a/address", a), ("/links/2/at_b/address", b)]);
        assert_eq!(
            problems,
            ["links[2].at_a.address: both ends need an address of one family, or neither"]
        );
    }
    let same = json!("192.0.2.1");
    assert_eq!(
        told(&[("/links/2/at_a/address", same.clone()), ("/links/2/at_b/address", same)]),
        ["links[2].at_b.address: is that of `a` too"]
    );
}

#[test]
fn huge_lists_are_refused_with_the_limit() {
    let rules = |count: usize| json!(vec![json!({}); count]);
    let offer = json!({"community": "1:1", "do": {"local-pref": 1}});
    let roa = json!({"prefix": "10.0.0.0/8", "max_length": 8, "asn": 1});
    for (place, value, limit) in [
        ("/networks/0/policy/import", rules(MAX_RULES + 1), MAX_RULES),
        ("/links/2/at_a/export", rules(MAX_RULES + 1), MAX_RULES),
        ("/networks/0/policy/action_communities", json!(vec![offer; MAX_ACTIONS + 1]), MAX_ACTIONS),
        ("/roas", json!(vec![roa; MAX_ROAS + 1]), MAX_ROAS),
    ] {
        let problems = told(&[(place, value)]);
        assert_eq!(problems.len(), 1, "{place}: {problems:?}");
        assert!(problems[0].contains(&format!("at most {limit}")), "{problems:?}");
    }
    // The rules of a network are kept at each of its sessions.
    let mut scenario = with(&two_doors(), &[("/networks/0/policy/import", rules(MAX_RULES))]);
    let one = scenario.links[2].clone();
    scenario.links = (0..=MAX_RULES_IN_ALL / MAX_RULES)
        .map(|n| {
            let mut link = one.clone();
            link.slug = Some(format!("link-{n}").as_str().into());
            link
        })
        .collect();
    let problems = Setup::from_scenario(&scenario).expect_err("too many rules in all");
    let told = problems[0].to_string();
    assert!(told.contains(&format!("at most {MAX_RULES_IN_ALL}")), "{told}");
}

#[test]
fn rules_of_recorded_cases_keep_to_their_ranges_too() {
    let text = include_str!("../../fixtures/open/corner-05-route-leak.json");
    let mut json: Value = serde_json::from_str(text).unwrap();
    json["links"][0]["a_export"] = json!([{"set": {"prepend": 4_000_000_000_u32}}]);
    let fixture: Fixture = serde_json::from_value(json).unwrap();
    let problems = setup(&fixture).expect_err("a problem");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = "links[0].a_export[0].set.prepend: must lie between 0 and 10, not 4000000000";
    assert_eq!(told, [expected]);
}

#[test]
fn what_is_not_of_the_format_is_refused_by_its_place() {
    for (place, value, expected) in [
        ("/networks/0/policy", json!({"validate": "all"}), "unknown field `validate`"),
        ("/networks/0/policy", json!({"validates": "some"}), "unknown variant `some`"),
        ("/networks/0/policy", json!({"max_length_v4": 300}), "between 0 and 255"),
        (
            "/links/2/at_a",
            json!({"import": [{"set": {"local_pref": -1}}]}),
            "between 0 and 4294967295",
        ),
        ("/links/2/at_a", json!({"import": [{"match": {"prefix": "x"}}]}), "`x` is no prefix"),
        (
            "/links/2/at_a",
            json!({"import": [{"match": {"community": "1:65536"}}]}),
            "`1:65536` is no community",
        ),
        (
            "/networks/0/policy",
            json!({"action_communities": [{"community": "1:1", "do": {"explode": 1}}]}),
            "unknown variant `explode`",
        ),
        ("/roas", json!([{"prefix": "10.0.0.0/8", "max_length": 8, "asn": "1"}]), "roas[0].asn"),
    ] {
        let mut json = serde_json::to_value(two_doors()).unwrap();
        let mut at = &mut json;
        for step in place.split('/').skip(1) {
            at = match step.parse::<usize>() {
                Ok(n) => &mut at[n],
                Err(_) => &mut at[step],
            };
        }
        *at = value;
        let problems = Setup::from_json(&json.to_string()).expect_err("a problem");
        let told = problems[0].to_string();
        let begins = place.trim_start_matches('/').split('/').next().unwrap();
        assert!(told.contains(expected) && told.starts_with(begins), "{told}");
    }
}
