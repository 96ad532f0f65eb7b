//! What a learner reads of sessions, probes and servers.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::news::{News, Told};
use anycast_lab::app::present::flight::{FlightCard, card};
use anycast_lab::app::present::news::sentence;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::net::inside::Inside;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::lesson::format::Allow;
use serde_json::{Value, json};

use super::{act, wait};
use crate::worlds::{settled, two_doors};

/// The sentences of everything that these commands and the waiting between them bring about.
fn told(commands: &[(Value, u64)], lang: Lang) -> Vec<String> {
    let mut scenario = two_doors();
    scenario.services[0].nodes[0].unicast = Some("198.19.1.0/24".parse().unwrap());
    let inside = Inside { servers: 3, least_servers: 2, ..Inside::default() };
    scenario.services[0].nodes[0].inside = Some(inside);
    let mut world = settled(&scenario);
    let mut news = News::default();
    for (command, ms) in commands {
        news.take_in(&act(&mut world, command.clone()));
        news.take_in(&wait(&mut world, *ms));
    }
    let kept = |told: &Told| !matches!(told, Told::Converged { .. } | Told::Moved { .. });
    let items = news.items().filter(|item| kept(&item.told));
    items.map(|item| sentence(lang, world.network(), &item.told)).collect()
}

fn start(kind: &str, slug: &str) -> Value {
    json!({"do": "start-session", "client": "users", "service": "dns", "kind": kind, "slug": slug})
}

#[test]
fn sessions_are_told_from_their_beginning_to_their_end() {
    let commands = [
        (start("tcp", "web"), 500),
        (start("tcp", "film"), 500),
        (start("quic", "game"), 500),
        (json!({"do": "withdraw", "node": "west"}), 5_000),
        (json!({"do": "stop-session", "slug": "game"}), 100),
    ];
    let lines = told(&commands, Lang::En);
    assert_eq!(lines[0], "users · City opens the TCP session “web” with 192.0.2.53.");
    let [opened, migrated] = ["answers the session “game”.", "moves to the address of server"]
        .map(|words| lines.iter().position(|line| line.contains(words)).expect("it is told"));
    assert!(opened < migrated);
    // Those that are lost together are told together.
    let lost =
        "The sessions film, web are lost: the route moved, and another PoP knew nothing of it.";
    assert!(lines.iter().any(|line| line == lost), "{lines:#?}");
    assert_eq!(lines.last().unwrap(), "The session game is over, as was wanted.");
}

#[test]
fn every_sentence_is_whole_in_both_languages() {
    let west = |command: &str, server: u8| json!({"do": command, "node": "west", "server": server});
    let commands = [
        (json!({"do": "ping", "client": "users", "service": "dns"}), 100),
        (json!({"do": "ping", "client": "users", "address": "203.0.113.9"}), 6_000),
        (json!({"do": "traceroute", "client": "users", "service": "dns"}), 1_000),
        (json!({"do": "traceroute", "client": "users", "address": "203.0.113.9"}), 30_000),
        (json!({"do": "query-id-server", "client": "users", "service": "dns"}), 100),
        (json!({"do": "set-balancer", "node": "west", "balancer": "layer4"}), 0),
        (json!({"do": "set-balancer", "node": "west", "balancer": "resilient"}), 0),
        (json!({"do": "set-balancer", "node": "west", "balancer": "ecmp"}), 0),
        (start("tcp", "web"), 500),
        (json!({"do": "set-per-packet", "node": "west", "is_on": true}), 500),
        (json!({"do": "set-per-packet", "node": "west", "is_on": false}), 0),
        (start("udp", "dns"), 500),
        (west("fail-server", 0), 2_000),
        (west("fail-server", 1), 2_000),
        (west("restore-server", 0), 2_000),
    ];
    let (english, chinese) = (told(&commands, Lang::En), told(&commands, Lang::Zh));
    assert_eq!(english.len(), chinese.len());
    for line in english.iter().chain(&chinese) {
        assert!(line.len() > 10 && !line.contains(['{', '}', '$']), "{line:?}");
    }
    for words in
        ["Hop 2: long · City, 4.0 ms.", "no answer (*)", "No answer within 5", "put it into"]
    {
        let written = words.replace("put it into", "puts it into");
        let is_told = english.iter().any(|line| line.contains(words) || line.contains(&written));
        assert!(is_told, "{words}: {english:#?}");
    }
    let is_chinese = |line: &&String| line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert_eq!(chinese.iter().filter(is_chinese).count(), chinese.len());
}

#[test]
fn a_packet_of_a_session_has_a_card() {
    let path = format!("{}/assets/scenarios/first-light.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut lab = Lab::open(setup, 1, Lang::En);
    lab.handle(Intent::Pause);
    let client = lab.network().clients.raw[0].slug.clone();
    let start = json!({
        "do": "start-session", "client": client, "service": "dns", "kind": "tcp", "slug": "web"
    });
    lab.handle(Intent::Do(serde_json::from_value(start).unwrap()));
    let syn = lab.world().packets().max_by_key(|packet| packet.id).unwrap().id;
    lab.handle(Intent::Select(Selection::Packet(syn)));
    let kind_and_state = |lab: &Lab| match card(lab) {
        Some(FlightCard::Packet(card)) => (card.kind, card.state),
        other => panic!("{other:?}"),
    };
    let (kind, state) = kind_and_state(&lab);
    assert_eq!(kind, "TCP SYN");
    assert!(state.starts_with("On its way to 192.0.2.53"), "{state}");
    for _ in 0..100_000 {
        if kind_and_state(&lab).1.starts_with("It reached whom it was for") {
            return;
        }
        lab.handle(Intent::StepEvent);
    }
    panic!("it never arrives");
}

#[test]
fn lessons_allow_commands_by_the_names_by_which_they_are_written() {
    let west = |command: &str| json!({"do": command, "node": "west", "server": 1});
    let node = |command: &str, field: &str, value: Value| {
        let mut written = json!({"do": command, "node": "west"});
        written[field] = value;
        written
    };
    let commands = [
        json!({"do": "ping", "client": "users", "service": "dns"}),
        json!({"do": "ping", "client": "users", "address": "203.0.113.9"}),
        json!({"do": "traceroute", "client": "users", "service": "dns"}),
        json!({"do": "query-id-server", "client": "users", "service": "dns"}),
        start("quic", "game"),
        json!({"do": "stop-session", "slug": "game"}),
        west("fail-server"),
        west("restore-server"),
        node("set-balancer", "balancer", "layer4".into()),
        node("set-per-packet", "is_on", true.into()),
    ];
    for written in commands {
        let command: Command = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&command).unwrap(), written);
        let allow: Allow = serde_json::from_value(json!({"do": written["do"]})).unwrap();
        assert!(allow.covers(&command), "{written}");
    }
}
