//! What policy did, in words: every refusal and every deed, in both languages.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::{ladder, news};
use anycast_lab::engine::net::scenario::Scenario;
use anycast_lab::engine::sim::setup::Setup;
use serde_json::{Value, json};

use super::with;
use crate::worlds::two_doors;

fn lab(scenario: &Scenario, lang: Lang) -> Lab {
    Lab::open(Setup::from_scenario(scenario).expect("the scenario is sound"), 1, lang)
}

/// What the ladder of `long-west` says of routes out of the running, with such a policy there.
fn set_aside(policy: &Value, lang: Lang) -> String {
    let scenario = with(
        &two_doors(),
        &[
            ("/networks/1/policy", policy.clone()),
            ("/roas", json!([{"prefix": "192.0.2.0/24", "max_length": 24, "asn": 64999}])),
        ],
    );
    let lab = lab(&scenario, lang);
    let explanation = super::explain(lab.world(), "long-west", "192.0.2.0/24");
    ladder::ladder(&lab, &explanation).set_aside.join(" ")
}

#[test]
fn the_ladder_says_why_and_by_which_rule() {
    for (policy, en, zh) in [
        (
            json!({"import": [{"set": {"prepend": 1}}, {"deny": true}]}),
            "import rule 2 denies",
            "第 2 条",
        ),
        (
            json!({"import": [{"name": "not-on-my-watch", "deny": true}]}),
            "import rule 1 denies it: not-on-my-watch",
            "第 1 条导入规则（not-on-my-watch）",
        ),
        (json!({"max_length_v4": 23}), "/24, where at most /23", "最长只接受 /23"),
        (json!({"validates": "all"}), "origin is invalid", "源 AS 无效"),
    ] {
        for (lang, said) in [(Lang::En, en), (Lang::Zh, zh)] {
            let told = set_aside(&policy, lang);
            // Fluent wraps what it fills in between marks of direction.
            let told: String =
                told.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
            assert!(told.contains(said), "{told}");
        }
    }
}

#[test]
fn every_deed_and_refusal_is_a_sentence() {
    let scenario = with(&two_doors(), &[("/prefixes", json!(["192.0.2.0/25"]))]);
    let hijack = |kind: &str| {
        let mut command = json!({"do": "hijack", "router": "access", "prefix": "192.0.2.0/24"});
        command["kind"] = json!(kind);
        command
    };
    let mut by_right = hijack("same-prefix");
    by_right["router"] = json!("west");
    for lang in Lang::ALL {
        let mut sentences = Vec::new();
        let mut lab = lab(&scenario, lang);
        for command in [
            json!({"do": "leak", "network": "long", "is_on": true}),
            json!({"do": "leak", "network": "long", "is_on": false}),
            json!({"do": "leak", "network": "access", "neighbor": "long", "is_on": true}),
            json!({"do": "leak", "network": "access", "neighbor": "long", "is_on": false}),
            hijack("same-prefix"),
            hijack("forged-origin"),
            hijack("more-specific"),
            json!({"do": "end-hijack", "router": "access", "prefix": "192.0.2.0/24"}),
            json!({"do": "drain", "node": "west", "is_on": true}),
            json!({"do": "drain", "node": "west", "is_on": false}),
            json!({"do": "set-communities", "node": "west", "communities": ["no-export"]}),
            json!({"do": "set-communities", "node": "west", "communities": []}),
            json!({"do": "publish-roa", "prefix": "192.0.2.0/24", "asn": 64500}),
            json!({"do": "revoke-roa", "prefix": "192.0.2.0/24", "asn": 64500}),
            json!({"do": "publish-roa", "prefix": "192.0.2.0/24", "asn": 0, "max_length": 25}),
            json!({"do": "revoke-roa", "prefix": "192.0.2.0/24", "asn": 0, "max_length": 25}),
            // Refused: it is no hijack.
            by_right.clone(),
        ] {
            lab.handle(Intent::Do(serde_json::from_value(command.clone()).expect("a command")));
            let lines = news::lines(&lab);
            let said = lines
                .iter()
                .find(|line| matches!(line.tone, news::Tone::Deed | news::Tone::Trouble));
            let said = said.expect("something is said").sentence.clone();
            assert!(!said.is_empty() && !said.contains(['{', '}', '$']), "{command}: {said}");
            assert!(!sentences.contains(&said), "{command}: said before: {said}");
            sentences.push(said);
        }
    }
}
