//! What a question that is asked of things as they are hides until its answer is locked: its very
//! answer, wherever it would be seen, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::looking_glass::screen::GlassIntent;
use anycast_lab::app::present::ladder::Mark;
use anycast_lab::app::present::lens::{LensPanel, lens};
use anycast_lab::app::present::map::{bars, serving};
use anycast_lab::app::present::{client, news, pop, router, twin};
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::secrets::Topic;
use anycast_lab::engine::base::ids::{ClientId, RouterId};
use anycast_lab::lesson::format::Answer;
use anycast_lab::lesson::json;
use anycast_lab::lesson::load::Loaded;
use anycast_lab::lesson::problem::Problems;
use anycast_lab::lesson::progress::LessonProgress;
use serde_json::{Value, json};

use super::super::lessons::WORLD;
use super::Learner;

/// A learner at the first of these steps.
fn at_first(steps: &Value) -> Learner {
    let lesson = json!({
        "format": "anycast-lab/lesson/1", "slug": "x", "world": "first-light", "seed": 1,
        "minutes": 5, "steps": steps
    });
    let mut problems = Problems::of("x");
    let lesson = json::read(&lesson.to_string(), &mut problems);
    assert_eq!(problems.into_list(), []);
    let loaded = Loaded { lesson: lesson.expect("it is sound"), prose: BTreeMap::new() };
    let progress = LessonProgress::default();
    Learner(Lab::open_lesson(WORLD.clone(), Arc::new(loaded), progress, Lang::En))
}

/// A learner who is asked this, of things as they are.
fn asked(question: &Value, choices: &[&str]) -> Learner {
    at_first(&json!([
        { "slug": "ask", "kind": "quiz", "question": question, "choices": choices },
        { "slug": "bye", "kind": "read" }
    ]))
}

impl Learner {
    fn client(&self, slug: &str) -> ClientId {
        self.0.network().names.clients[slug]
    }

    fn router(&self, slug: &str) -> RouterId {
        self.0.network().names.routers[slug]
    }

    fn answer(&mut self, answer: impl Into<Answer>) {
        self.ask(LessonIntent::Choose(answer.into()));
        self.ask(LessonIntent::Lock);
        assert!(!self.0.is_frozen(), "it is locked");
    }

    /// What the looking glass of a router says to a line.
    fn glass(&mut self, router: &str, line: &str) -> String {
        let at = self.router(router);
        self.0.handle(Intent::Glass(GlassIntent::Open(Some(at))));
        self.0.handle(Intent::Glass(GlassIntent::Type(line.to_owned())));
        self.0.handle(Intent::Glass(GlassIntent::Enter));
        format!("{:?}", self.0.glass.last().expect("it answers").answer)
    }
}

#[test]
fn a_catchment_is_hidden_on_map_tables_and_cards() {
    let question = json!({ "how-much": {
        "measure": { "catchment": { "node": "tokyo" } }, "tolerance": 0 } });
    let mut learner = asked(&question, &[]);
    let count = |learner: &Learner| {
        let lab = &learner.0;
        let clients = lab.network().clients.keys();
        let on_map = clients.filter(|&client| serving(lab, client).is_some()).count();
        let listed: usize = twin::pops(lab).iter().map(|row| row.clients).sum();
        let node = lab.network().names.nodes["tokyo"];
        (on_map, listed, pop::card(lab, node).clients.len())
    };
    assert_eq!(count(&learner), (0, 0, 0));
    assert!(learner.0.hides(Topic::Loads), "loads would tell");
    let has_bars = |lab: &Lab| bars(lab).iter().any(Option::is_some);
    assert!(!has_bars(&learner.0), "and a bar of people would be taken for one");
    let lima = learner.router("albatross-lima");
    assert_eq!(router::card(&learner.0, lima).node, None, "and so would routers");
    learner.ask(LessonIntent::Write("7".into()));
    learner.ask(LessonIntent::Lock);
    let (on_map, listed, at_tokyo) = count(&learner);
    assert_eq!((on_map, at_tokyo), (listed, 7));
    assert!(has_bars(&learner.0));
    assert!(router::card(&learner.0, lima).node.is_some());
}

#[test]
fn a_round_trip_is_hidden_and_who_answers_is_not() {
    let question = json!({ "order": {
        "measure": { "round-trip": { "client": "it", "service": "dns" } } } });
    let mut learner = asked(&question, &["quipu", "takoyaki"]);
    let quipu = learner.client("quipu");
    let trip = |learner: &Learner, client: ClientId| {
        client::card(&learner.0, client).expect("a card").ways.round_trip
    };
    let card = client::card(&learner.0, quipu).expect("a card");
    assert!(card.node.is_some() && !card.summary.contains("ms"), "{}", card.summary);
    assert!(card.ways.lines.iter().all(|line| line.there.as_deref() == Some("·")));
    assert_eq!(trip(&learner, quipu), None);
    assert!(trip(&learner, learner.client("lavande")).is_some(), "nobody asks for that one");
    let said = learner.glass("albatross-lima", "ping dns");
    assert!(said.contains("Not now"), "{said}");
    learner.ask(LessonIntent::Lock);
    assert!(trip(&learner, quipu).is_some());
}

#[test]
fn a_choice_is_hidden_and_what_it_is_made_from_is_not() {
    let question =
        json!({ "what-decides": { "router": "albatross-los-angeles", "service": "dns" } });
    let mut learner = asked(&question, &["local-pref", "as-path"]);
    let here = learner.router("albatross-los-angeles");
    let ladder = router::card(&learner.0, here).ladder;
    assert!(ladder.columns.len() > 1 && ladder.columns.iter().all(|one| !one.is_selected));
    assert!(ladder.rows.iter().all(|row| !row.is_used && !row.is_deciding));
    let cells = || ladder.rows.iter().flat_map(|row| &row.cells);
    assert!(cells().all(|cell| cell.mark == Mark::Kept && cell.value != "–"));
    assert!(ladder.reasons.is_empty() && ladder.winner.contains("secret"));
    assert!(learner.glass("albatross-los-angeles", "show bgp").contains("Not now"));
    let other = learner.router("albatross-lima");
    assert!(router::card(&learner.0, other).ladder.columns[0].is_selected);
    learner.answer("local-pref");
    let ladder = router::card(&learner.0, here).ladder;
    assert!(ladder.columns[0].is_selected && ladder.rows.iter().any(|row| row.is_deciding));
}

#[test]
fn how_many_routes_there_are_is_not_to_be_counted() {
    let question = json!({ "how-much": {
        "measure": { "routes": { "router": "albatross-lima", "service": "dns" } },
        "tolerance": 0 } });
    let mut learner = asked(&question, &[]);
    let card = router::card(&learner.0, learner.router("albatross-lima"));
    assert!(card.ladder.columns.is_empty() && card.rib.is_none());
    assert!(learner.glass("albatross-lima", "show bgp summary").contains("Not now"));
}

#[test]
fn each_topic_is_hidden_by_the_questions_about_it() {
    let goal = |goal: Value| json!({ "is-it-so": { "goal": goal } });
    let number = |measure: Value| json!({ "how-much": { "measure": measure, "tolerance": 1 } });
    let all = [Topic::Loads, Topic::Course, Topic::Sessions, Topic::Egress];
    for (question, hidden) in [
        (number(json!({ "load": { "node": "tokyo" } })), vec![Topic::Loads]),
        (
            goal(json!({ "not": { "served-at-least": { "service": "dns", "percent": 50 } } })),
            vec![Topic::Loads],
        ),
        (number(json!({ "last-change": {} })), vec![Topic::Course]),
        (
            goal(json!({ "all": [{ "converged": {} }, { "sessions-lost": { "at-most": 0 } }] })),
            vec![Topic::Course, Topic::Sessions],
        ),
        (number(json!({ "sessions-alive": {} })), vec![Topic::Sessions]),
        (number(json!({ "egress-addresses": {} })), vec![Topic::Egress]),
        (goal(json!({ "served-by": { "client": "quipu", "node": "tokyo" } })), vec![Topic::Loads]),
        (goal(json!({ "node-withdrawn": { "node": "tokyo" } })), vec![]),
        (number(json!({ "commands": {} })), vec![]),
    ] {
        let choices: &[&str] =
            if question.get("is-it-so").is_some() { &["yes", "no"] } else { &[] };
        let learner = asked(&question, choices);
        let found: Vec<Topic> = all.into_iter().filter(|&topic| learner.0.hides(topic)).collect();
        assert_eq!(found, hidden, "{question}");
        let is_hidden = matches!(lens(&learner.0), LensPanel::Idle(it) if it.contains("secret"));
        assert_eq!(is_hidden, hidden.contains(&Topic::Course), "{question}");
    }
}

#[test]
fn what_is_imagined_hides_nothing() {
    let question = json!({ "how-much": {
        "measure": { "catchment": { "node": "miami" } }, "tolerance": 0,
        "after": [{ "do": "withdraw", "node": "tokyo" }] } });
    let learner = asked(&question, &[]);
    assert!(learner.0.tutor.as_ref().expect("a lesson").secrets().is_empty());
    assert!(learner.0.is_frozen(), "but nothing happens, either");
}

#[test]
fn the_log_tells_nothing_that_the_card_hides() {
    let ask = json!({ "slug": "ask", "kind": "predict", "choices": ["tokyo", "miami"],
        "question": { "which-node-serves": { "client": "quipu", "service": "dns" } } });
    let send = json!({ "slug": "send", "kind": "do", "allow": [],
        "goals": [{ "slug": "sent", "needs": { "packets-sent": { "client": "lavande",
            "at-least": 1 } } }],
        "solution": [{ "command": { "do": "send-packet", "client": "lavande", "service": "dns" } }]
    });
    let told = |allow: Value| {
        let mut send = send.clone();
        send["allow"] = json!([allow]);
        let mut learner = at_first(&json!([send, ask]));
        learner.send("quipu");
        learner.pass_ms(60_000);
        let quipu = learner.client("quipu");
        let says = news::lines(&learner.0).iter().any(|it| it.sentence.contains("answered Quipu"));
        (learner.0.conceals(quipu), says)
    };
    assert_eq!(
        told(json!({ "do": "send-packet" })),
        (true, false),
        "whoever tries anyway is told nowhere"
    );
    let named = json!({ "do": "send-packet", "only": ["lavande", "quipu"] });
    assert_eq!(told(named), (false, true), "it was to be found out");
}

#[test]
fn one_answer_is_hidden_before_it_is_asked_unless_the_world_changes_first() {
    let ask = json!({ "slug": "ask", "kind": "predict", "choices": ["tokyo", "miami"],
        "question": { "which-node-serves": { "client": "quipu", "service": "dns" } } });
    let send = json!({ "slug": "send", "kind": "do", "allow": [{ "do": "send-packet" }],
        "goals": [{ "slug": "sent", "needs": { "packets-sent": { "client": "lavande",
            "at-least": 1 } } }],
        "solution": [{ "command": { "do": "send-packet", "client": "lavande", "service": "dns" } }]
    });
    let withdraw = json!({ "slug": "withdraw", "kind": "do", "allow": [{ "do": "withdraw" }],
        "goals": [{ "slug": "gone", "needs": { "node-withdrawn": { "node": "london" } } }],
        "solution": [{ "command": { "do": "withdraw", "node": "london" } }] });
    let read = json!({ "slug": "read", "kind": "read" });
    let hides = |steps: Value| {
        let learner = at_first(&steps);
        learner.0.conceals(learner.client("quipu"))
    };
    assert!(hides(json!([read, send, ask])), "packets change nothing");
    assert!(!hides(json!([read, withdraw, ask])), "there will be another answer");
    assert!(!hides(json!([withdraw, ask])));
    let every = json!({ "slug": "ask", "kind": "quiz", "choices": ["yes", "no"],
        "question": { "is-it-so": { "goal": { "every-client-served": { "service": "dns" } } } } });
    assert!(!hides(json!([read, every])), "nor is the whole map dark before its time");
    assert!(hides(json!([every])));
}
