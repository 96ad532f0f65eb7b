//! Opening connections on the bench: who asks, how they are counted, what is said of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::egress::connections::bench;
use anycast_lab::app::present::egress::launch::{Order, Spread, asker, clients, orders};
use anycast_lab::app::present::egress::scenes::{Which, home, scene};
use anycast_lab::app::present::news::lines;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::tutor::view::AnswerView;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::progress::LessonProgress;

use super::super::lessons::lesson;
use super::panel::{give, lab, lab_of, open, setup, wait};

#[test]
fn who_asks_changes_and_the_list_of_those_who_can_does_not() {
    let mut lab = lab();
    let before = clients(&lab);
    let (home, network) = (home(&lab).unwrap(), lab.network());
    let other = network.names.clients["olivar"];
    let order =
        Order { client: other, destination: home.far, lasts: None, tag: None, spread: Spread::One };
    let commands = orders(&lab, &order);
    give(&mut lab, commands);
    assert_eq!(asker(&lab), Some(other), "who asked last asks again");
    lab.handle(Intent::Select(Selection::Client(home.client)));
    assert_eq!(asker(&lab), Some(home.client), "or who is selected");
    assert_eq!(clients(&lab), before);
}

#[test]
fn a_connection_that_is_being_opened_is_not_live_yet() {
    for (lang, opening, open) in [
        (Lang::En, "0 live, 1 being opened, 0 done, 0 lost.", "1 live, 0 done, 0 lost."),
        (
            Lang::Zh,
            "0 条存活，1 条正在打开，0 条完成，0 条断开。",
            "1 条存活，0 条完成，0 条断开。",
        ),
    ] {
        let mut lab = lab_of("backbone", lang);
        let home = home(&lab).unwrap();
        let order = Order {
            client: home.client,
            destination: home.far,
            lasts: None,
            tag: None,
            spread: Spread::One,
        };
        let commands = orders(&lab, &order);
        give(&mut lab, commands);
        assert_eq!(bench(&lab).summary, opening);
        wait(&mut lab, Span::from_s(1));
        assert_eq!(bench(&lab).summary, open);
    }
}

#[test]
fn the_log_says_whose_a_connection_is_and_not_what_files_call_it() {
    for (lang, opened, closed) in [
        (
            Lang::En,
            "The connection Thistle · London → Bookhouse · Tokyo is open: its first reply came \
             home.",
            "The connection Thistle · London → Bookhouse · Tokyo is closed.",
        ),
        (
            Lang::Zh,
            "连接 蓟花宽带 · 伦敦 → 书库托管 · 东京 已建立：第一个应答回到了家。",
            "关闭连接 蓟花宽带 · 伦敦 → 书库托管 · 东京。",
        ),
    ] {
        let mut lab = lab_of("backbone", lang);
        open(&mut lab, Spread::One);
        let said: Vec<String> = lines(&lab).into_iter().map(|line| line.sentence).collect();
        assert!(said.iter().any(|it| it == opened), "{said:#?}");
        lab.handle(Intent::Do(Command::CloseConnection { slug: "thistle-1".into() }));
        wait(&mut lab, Span::from_s(1));
        let said: Vec<String> = lines(&lab).into_iter().map(|line| line.sentence).collect();
        assert!(said.iter().any(|it| it == closed), "{said:#?}");
        assert!(said.iter().all(|it| !it.contains("thistle-1")), "{said:#?}");
    }
}

#[test]
fn experiments_leave_a_lesson_its_own_pace() {
    let speeds = |lab: &Lab| {
        let steps = scene(lab, Which::Naive).unwrap().steps;
        steps.iter().map(|step| step.speed.is_some()).collect::<BTreeSet<_>>()
    };
    let lab = lab();
    assert_eq!(speeds(&lab), [true].into());
    let lesson = Arc::new(lesson("soft-unicast"));
    let setup = setup("backbone");
    let lab = Lab::open_lesson(setup, lesson, LessonProgress::default(), Lang::En);
    assert_eq!(speeds(&lab), [false].into());
}

#[test]
fn a_lesson_asks_for_connections_where_servers_open_them() {
    for (lang, unit) in [(Lang::En, "connections"), (Lang::Zh, "条连接")] {
        let lesson = Arc::new(lesson("soft-unicast"));
        let place = lesson.lesson.position(&"predict-ten".into()).unwrap();
        let progress = LessonProgress::default();
        let lab = Lab::open_lesson_at(setup("backbone"), lesson, progress, place, lang);
        let view = lab.tutor.as_ref().unwrap().view(lab.network(), lang);
        match view.question.unwrap().answer {
            AnswerView::Number(asked) => assert_eq!(asked.unit, unit),
            other => panic!("{other:?}"),
        }
    }
}
