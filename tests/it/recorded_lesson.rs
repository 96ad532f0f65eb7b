//! Free play recorded as a lesson: what comes out is a lesson that the checker takes.

use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::recorded_lesson::{Files, Nothing, record, renamed};
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::load::{self, Loaded};
use anycast_lab::lesson::prove::prove;
use anycast_lab::lesson::resolve::resolve;
use anycast_lab::lesson::worlds::Worlds;
use serde_json::{Value, json};

use super::lessons::WORLD;

fn played(commands: &[Value]) -> Lab {
    let mut lab = Lab::open(WORLD.clone(), 1, Lang::En);
    for command in commands {
        let command: Command = serde_json::from_value(command.clone()).expect("a command");
        lab.session.apply(command).expect("accepted");
        lab.session.settle();
    }
    lab
}

fn loaded(files: Files) -> Arc<Loaded> {
    let [(_, structure), (_, en), (_, zh)] = files;
    let files = load::Files {
        folder: "mine".to_owned(),
        structure: Some(structure),
        prose: [Some(en), Some(zh)],
    };
    Arc::new(load::load(&files).unwrap_or_else(|problems| panic!("{problems:#?}")))
}

#[test]
fn what_was_played_is_a_lesson_that_can_be_solved() {
    for commands in [
        vec![json!({"do": "withdraw", "node": "tokyo"})],
        vec![
            json!({"do": "withdraw", "node": "tokyo"}),
            json!({"do": "prepend", "node": "miami", "times": 3}),
            json!({"do": "withdraw", "node": "london"}),
        ],
        vec![json!({"do": "send-packet", "client": "quipu", "service": "dns"})],
    ] {
        let lab = played(&commands);
        let loaded = loaded(record(&lab, &"mine".into()).expect("something to record"));
        let worlds = Worlds::only(WORLD.clone());
        assert_eq!(resolve(&loaded, &worlds), [], "{commands:?}");
        assert_eq!(prove(&loaded, &worlds), [], "{commands:?}");
    }
}

#[test]
fn a_recorded_lesson_takes_another_name() {
    let lab = played(&[json!({"do": "withdraw", "node": "tokyo"})]);
    let files = record(&lab, &"mine".into()).expect("something to record");
    let other = renamed(&files, &"yours".into());
    assert_eq!(other, record(&lab, &"yours".into()).expect("the same"));
    assert_ne!(other, files);
}

#[test]
fn where_nothing_came_of_it_there_is_nothing_to_record() {
    let lab = played(&[]);
    assert_eq!(record(&lab, &"mine".into()), Err(Nothing::Done));
    let lab = played(&[
        json!({"do": "prepend", "node": "miami", "times": 1}),
        json!({"do": "prepend", "node": "miami", "times": 0}),
    ]);
    let files = record(&lab, &"mine".into()).expect("BGP has converged since");
    assert!(files[0].1.contains("converged"), "{}", files[0].1);
}
