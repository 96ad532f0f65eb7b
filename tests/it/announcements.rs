//! What a screen reader is told while one plays: one message for each thing done and for what came
//! of it, in both languages, word by word.
//!
//! After a change of words that is meant: `INSTA_UPDATE=always cargo test --test it announcements`,
//! and read the difference.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::news::announcement;
use anycast_lab::app::travel::TimeIntent;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;

const FIRST_LIGHT: &str = include_str!("../../assets/scenarios/first-light.json");
const BAD_GADGET: &str = include_str!("../../assets/scenarios/bad-gadget.json");

fn open(world: &str, lang: Lang) -> Lab {
    Lab::open(Setup::from_json(world).expect("the world is sound"), 1, lang)
}

/// What is said after each of these; a line for each, with what was asked for.
fn said(lab: &mut Lab, intents: Vec<Intent>) -> String {
    let mut lines = vec![format!("(opened) {}", announcement(lab))];
    for intent in intents {
        let asked = format!("{intent:?}");
        let asked = asked.split(" {").next().unwrap_or_default();
        lab.handle(intent);
        lines.push(format!("{asked}: {}", announcement(lab)));
    }
    lines.join("\n")
}

fn a_game() -> Vec<Intent> {
    let tokyo = || "tokyo".into();
    let mut game = Vec::new();
    for command in [
        Command::Withdraw { node: tokyo() },
        Command::Withdraw { node: tokyo() },
        Command::Announce { node: tokyo() },
        Command::Prepend { node: tokyo(), times: 2, neighbor: None },
        Command::Prepend { node: tokyo(), times: 99, neighbor: None },
        Command::FailPop { node: tokyo() },
        Command::RestorePop { node: tokyo() },
        Command::Withdraw { node: "atlantis".into() },
    ] {
        game.extend([Intent::Do(command), Intent::SkipToConverged]);
    }
    game.extend([Intent::Undo, Intent::Time(TimeIntent::Seek(Span::ZERO)), Intent::Restart]);
    game
}

#[test]
fn each_deed_and_what_came_of_it_is_told_in_english() {
    insta::assert_snapshot!(said(&mut open(FIRST_LIGHT, Lang::En), a_game()));
}

#[test]
fn each_deed_and_what_came_of_it_is_told_in_chinese() {
    insta::assert_snapshot!(said(&mut open(FIRST_LIGHT, Lang::Zh), a_game()));
}

#[test]
fn what_never_settles_is_told_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        let name = format!("oscillation-{}", lang.tag());
        insta::assert_snapshot!(name, said(&mut open(BAD_GADGET, lang), Vec::new()));
    }
}

/// A wave of UPDATEs is hundreds of events, and what a screen reader is told changes with few of
/// them: with the deed, when a client is without an answer or has one again, and at rest.
#[test]
fn a_wave_is_told_in_few_words() {
    let mut lab = open(FIRST_LIGHT, Lang::En);
    lab.handle(Intent::Do(Command::Withdraw { node: "tokyo".into() }));
    let (mut events, mut messages) = (0, vec![announcement(&lab)]);
    while !lab.world().is_converged() {
        lab.handle(Intent::StepEvent);
        events += 1;
        messages.push(announcement(&lab));
        messages.dedup();
    }
    assert!(events > 500, "{events} events");
    assert!(messages.len() * 20 < events, "{} messages of {events} events", messages.len());
}
