//! Every kind of question, with one answer and with another.

use std::collections::{BTreeMap, BTreeSet};

use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Answer, Milli, Question};
use serde_json::{Value, json};

use super::{all_seen_twice, kind, opened};
use crate::lessons::kinds;

/// A world, a question, its choices, and all right answers.
type Case = (&'static str, Value, Vec<&'static str>, &'static str);

fn answers(world: &str, question: &Value, choices: &[&str]) -> String {
    let question: Question = serde_json::from_value(question.clone()).expect("a question");
    let world = opened(world);
    let before = world.digest();
    let choices: Vec<_> = choices.iter().map(|&choice| choice.into()).collect();
    let answers = question.answers(&world, &Evidence::default(), &choices);
    assert_eq!(world.digest(), before, "nothing was touched");
    let say = |answer: &Answer| match answer {
        Answer::Choice(slug) => slug.to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::Order(order) => {
            order.iter().map(ToString::to_string).collect::<Vec<_>>().join(" < ")
        }
    };
    answers.iter().map(say).collect::<Vec<_>>().join(" & ")
}

fn with(mut asked: Value, after: Value) -> Value {
    let inner = asked.as_object_mut().and_then(|it| it.values_mut().next()).expect("a question");
    inner["after"] = after;
    asked
}

fn numbers_and_nodes() -> Vec<Case> {
    let no_tokyo = || json!([{"do": "withdraw", "node": "tokyo"}]);
    let lima = || json!({"client": "quipu", "service": "dns"});
    let trip = || json!({"round-trip": {"client": "it", "service": "dns"}});
    let stays = |after| json!({"which-client-stays": {"service": "dns", "after": after}});
    let nearest = |the: &str| {
        let far = json!({"distance": {"client": "quipu", "node": "it"}});
        json!({"which-has": {"the": the, "measure": far}})
    };
    let fewest = |after: Value| {
        let served = json!({"catchment": {"node": "it"}});
        json!({"which-has": {"the": "least", "measure": served, "after": after}})
    };
    let much =
        || json!({"how-much": {"measure": {"catchment": {"node": "tokyo"}}, "tolerance": 1}});
    let everybody = ["quipu", "momiji", "hanji"];
    vec![
        ("first-light", json!({ "which-node-serves": lima() }), vec![], "tokyo"),
        ("first-light", with(json!({ "which-node-serves": lima() }), no_tokyo()), vec![], "miami"),
        ("first-light", stays(no_tokyo()), vec!["momiji", "tanuki", "hanji"], "tanuki"),
        ("first-light", stays(no_tokyo()), vec!["momiji", "hanji"], ""),
        ("first-light", stays(json!([])), vec!["momiji", "hanji"], "momiji & hanji"),
        ("first-light", nearest("least"), vec!["miami", "tokyo", "sao-paulo"], "sao-paulo"),
        ("first-light", nearest("most"), vec!["miami", "tokyo", "sao-paulo"], "tokyo"),
        // Both serve nobody then.
        (
            "first-light",
            fewest(json!([
                {"do": "withdraw", "node": "tokyo"}, {"do": "withdraw", "node": "miami"}
            ])),
            vec!["tokyo", "miami", "london"],
            "tokyo & miami",
        ),
        (
            "first-light",
            json!({"order": {"measure": trip()}}),
            everybody.to_vec(),
            "momiji < hanji < quipu",
        ),
        (
            "first-light",
            with(json!({"order": {"measure": trip()}}), no_tokyo()),
            vec!["quipu", "momiji", "kowhai"],
            "kowhai < momiji < quipu",
        ),
        ("first-light", much(), vec![], "7"),
        ("first-light", with(much(), no_tokyo()), vec![], "0"),
        (
            "first-light",
            json!({"how-much": {
                "measure": {"outage": {"client": "highveld", "service": "dns"}},
                "tolerance": 0.1,
                "after": [{"do": "withdraw", "node": "johannesburg"}],
                "wait-us": 5_000_000
            }}),
            vec![],
            "0.018",
        ),
    ]
}

fn reasons_and_fates() -> Vec<Case> {
    let no_tokyo = || json!([{"do": "withdraw", "node": "tokyo"}]);
    let so = || json!({"is-it-so": {"goal": {"served-by": {"client": "quipu", "node": "tokyo"}}}});
    let why = |from: &str| {
        let at = json!({"router": "albatross-lima", "service": "dns", "from": from});
        json!({ "why-not": at })
    };
    let hijack = json!({
        "do": "hijack", "router": "quipu-lima", "prefix": "192.0.2.0/24", "kind": "same-prefix"
    });
    let decides = |router: &str| json!({"what-decides": {"router": router, "service": "dns"}});
    let becomes = |client: &str| json!({"what-becomes": {"client": client, "service": "dns"}});
    vec![
        ("first-light", so(), vec!["yes", "no"], "yes"),
        ("first-light", with(so(), no_tokyo()), vec!["yes", "no"], "no"),
        (
            "first-light",
            json!({"is-it-so": {"goal": {"within": {"us": 150_000, "goal": {
                "served-by": {"client": "quipu", "node": "miami"}
            }}}, "after": no_tokyo()}}),
            vec!["yes", "no"],
            "yes",
        ),
        ("first-light", why("hansa"), vec![], "not-heard"),
        ("first-light", why("lighthouse"), vec![], "used"),
        ("first-light", with(why("longwind"), no_tokyo()), vec![], "interior-cost"),
        ("first-light", decides("albatross-lima"), vec![], ""),
        ("first-light", decides("kumo-tokyo"), vec![], "local-pref"),
        ("first-light", with(decides("albatross-lima"), no_tokyo()), vec![], "interior-cost"),
        ("first-light", becomes("quipu"), vec![], "answered"),
        ("first-light", with(becomes("quipu"), json!([hijack])), vec![], "hijacked"),
    ]
}

#[test]
fn every_question_is_answered_by_the_engine() {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (world, question, choices, expected) in
        numbers_and_nodes().into_iter().chain(reasons_and_fates())
    {
        let said = answers(world, &question, &choices);
        if said != expected {
            wrong.push(format!("{question} of {choices:?}: {said}, not {expected}"));
        }
        seen.entry(kind(&question)).or_default().insert(said);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    all_seen_twice(kinds::<Question>(), &seen);
}

#[test]
fn a_number_is_right_within_its_tolerance() {
    let question: Question = serde_json::from_value(json!({
        "how-much": {"measure": {"catchment": {"node": "tokyo"}}, "tolerance": 1.5}
    }))
    .expect("a question");
    let number = |milli: i64| Answer::Number(Milli(milli));
    assert!(question.is_right(&number(8_500), &number(10_000)));
    assert!(question.is_right(&number(11_500), &number(10_000)));
    assert!(!question.is_right(&number(11_501), &number(10_000)));
    assert!(!question.is_right(&Answer::from("10"), &number(10_000)));
}
