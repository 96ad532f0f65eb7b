//! What the timeline shows agrees with what happened, and says it in both languages.

use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::marks::{Kind, marks};
use anycast_lab::app::present::timeline::{PLACES, board, caption, playhead};
use anycast_lab::app::present::transport::{LENSES, redo_label, speed_words, undo_label};
use anycast_lab::app::present::{branches, news, notice};
use anycast_lab::app::session::BranchId;
use anycast_lab::app::stretch::Stretch;
use anycast_lab::app::travel::{Notice, TimeIntent};
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::progress::LessonProgress;

use super::lessons::{WORLD, lesson};

fn withdraw(node: &str) -> Intent {
    Intent::Do(Command::Withdraw { node: node.into() })
}

fn lived(lang: Lang) -> Lab {
    let mut lab = Lab::open(WORLD.clone(), 1, lang);
    lab.handle(Intent::Pause);
    lab.session.advance(Span::from_ms(500), u64::MAX);
    lab.handle(withdraw("tokyo"));
    lab.handle(Intent::SkipToConverged);
    lab
}

fn assert_said(sentence: &str) {
    assert!(!sentence.is_empty() && !sentence.contains(['{', '}', '$']), "{sentence}");
    assert!(!sentence.starts_with("notice-") && !sentence.starts_with("mark-"), "{sentence}");
}

#[test]
fn the_lanes_show_every_update_and_every_stretch_its_own() {
    let mut lab = lived(Lang::En);
    let all = |lab: &Lab| {
        let board = board(lab);
        let sum = |of: fn(&anycast_lab::app::present::timeline::Pile) -> u32| {
            board.updates.iter().map(|pile| u64::from(of(pile))).sum::<u64>()
        };
        [sum(|pile| pile.up), sum(|pile| pile.down)]
    };
    assert_eq!(all(&lab), lab.session.record().updates.total());
    assert!(all(&lab)[0] > 0 && all(&lab)[1] > 0);
    let drawn = board(&lab);
    assert!(drawn.updates.len() <= PLACES && drawn.answers.len() == PLACES);
    assert!(drawn.ticks.len() >= 2 && drawn.ticks.len() <= 20);
    assert!(drawn.lines.is_empty(), "one branch needs no line");
    let early = Stretch::between(Span::ZERO, Span::from_ms(490));
    lab.handle(Intent::Time(TimeIntent::Show(Some(early))));
    assert_eq!(all(&lab), [0, 0]);
    assert!(board(&lab).is_zoomed);
    // What is done at the very beginning is in a bin that began before it.
    let mut lab = Lab::open(WORLD.clone(), 1, Lang::En);
    lab.handle(withdraw("tokyo"));
    assert_eq!(all(&lab), lab.session.record().updates.total());
    assert!(all(&lab)[1] > 0);
}

#[test]
fn the_slider_says_where_the_playhead_is() {
    let mut lab = lived(Lang::En);
    let head = playhead(&lab);
    assert!(head.is_live && head.value_ms == head.max_ms && head.words.ends_with("moment lived"));
    lab.handle(Intent::Time(TimeIntent::Seek(Span::from_ms(250))));
    let past = playhead(&lab);
    assert_eq!((past.value_ms, past.max_ms, past.is_live), (250, head.max_ms, false));
    assert!(past.words.starts_with("00:00.250 of "));
    assert!(past.place < past.head && (past.head - head.head).abs() < 1e-9);
}

#[test]
fn the_hint_says_what_can_be_done_here() {
    for (lang, live, past) in [
        (Lang::En, "Drag to look back; drag the ruler to zoom.", "another branch"),
        (Lang::Zh, "拖动可回看；沿刻度拖动可放大一段。", "新分支"),
    ] {
        let mut lab = lived(lang);
        assert_eq!(caption(&lab), live);
        lab.handle(Intent::Time(TimeIntent::Seek(Span::from_ms(250))));
        assert!(caption(&lab).contains(past), "{}", caption(&lab));
    }
}

#[test]
fn marks_stand_in_order_and_say_what_they_are_of() {
    for lang in Lang::ALL {
        let lab = lived(lang);
        let all = marks(&lab);
        assert!(all.windows(2).all(|pair| pair[0].at <= pair[1].at));
        let kinds: Vec<Kind> = all.iter().map(|mark| mark.kind).collect();
        assert_eq!(kinds[0], Kind::Command, "before what came of it");
        assert!(kinds.contains(&Kind::Updates) && kinds.contains(&Kind::Converged));
        for mark in &all {
            assert_said(&mark.words);
        }
        assert!(all.iter().all(|mark| !mark.is_ahead));
    }
    let mut lab = lived(Lang::En);
    lab.handle(Intent::Time(TimeIntent::Start));
    assert!(marks(&lab).iter().all(|mark| mark.is_ahead));
}

#[test]
fn branches_are_named_by_their_first_command_and_drawn_as_forks() {
    for lang in Lang::ALL {
        let mut lab = lived(lang);
        lab.handle(Intent::Time(TimeIntent::Seek(Span::from_ms(400))));
        lab.handle(withdraw("london"));
        let rows = branches::rows(&lab);
        for row in &rows {
            assert_said(&row.name);
            assert_said(&row.commands);
        }
        assert!(rows[1].is_current && rows[1].name.ends_with("00:00.400"));
        assert!(rows[0].can_switch && !rows[1].can_switch);
        let lines = board(&lab).lines;
        assert_eq!((lines[1].row, lines[1].from_row), (1, 0));
        assert!(lines[0].from < lines[1].from && lines[1].from <= lines[1].to);
        assert_eq!(caption(&lab), rows[1].name);
        assert!(notice::notice(&lab).is_some_and(|said| said.contains(&rows[1].name)));
        lab.handle(Intent::SkipToConverged);
        assert_eq!(notice::notice(&lab), None, "what happens is said instead");
        lab.handle(Intent::Time(TimeIntent::Compare(BranchId::MAIN)));
        let card = branches::pin_card(&lab).expect("it is compared");
        assert!(!card.moves.is_empty());
        for said in [&card.sentence, &card.rerouted, &card.delay.expect("all are served")] {
            assert_said(said);
        }
        let counted: usize = card.moves.iter().map(|group| group.count).sum();
        assert_eq!(counted, branches::moved(&lab).len());
        assert!(card.summary.contains(&counted.to_string()));
        assert!(branches::rows(&lab)[0].is_compared);
    }
}

#[test]
fn what_is_done_with_time_is_said_once_and_in_both_languages() {
    let command = Command::Withdraw { node: "tokyo".into() };
    for lang in Lang::ALL {
        let mut lab = lived(lang);
        let at = lab.world().now();
        lab.handle(Intent::Time(TimeIntent::Pin));
        let all = [
            Notice::Sought { at, is_head: true },
            Notice::Sought { at, is_head: false },
            Notice::Forked(BranchId::MAIN),
            Notice::Switched(BranchId::MAIN),
            Notice::Compared(BranchId::MAIN),
            Notice::Removed,
            Notice::Pinned,
            Notice::Unpinned,
            Notice::Undone(command.clone()),
            Notice::Redone(command.clone()),
            Notice::TooManyBranches,
            Notice::BeforeStep,
        ];
        for one in all {
            lab.travel.notice = Some(one);
            let said = news::announcement(&lab);
            assert_said(&said);
            assert!(!said.contains("..") && !said.contains("。。"), "{said}");
        }
        for said in [undo_label(&lab), redo_label(&lab), speed_words(&lab), caption(&lab)] {
            assert_said(&said);
        }
        assert!(undo_label(&lab).contains("192.0.2.0/24"), "it says what it takes back");
    }
    let paces: Vec<_> = LENSES.iter().map(|(pace, ..)| pace.speed()).collect();
    assert!(paces.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn a_comparison_keeps_what_a_lesson_conceals() {
    let loaded = Arc::new(lesson("one-address"));
    let mut lab = Lab::open_lesson(WORLD.clone(), loaded, LessonProgress::default(), Lang::En);
    lab.handle(Intent::Time(TimeIntent::Pin));
    lab.handle(Intent::Lesson(LessonIntent::Next));
    // Whatever moves everybody: the lesson would not let it through.
    for node in ["tokyo", "miami", "sao-paulo", "los-angeles"] {
        let _ = lab.session.apply(Command::Withdraw { node: node.into() });
    }
    lab.session.settle();
    let lima = lab.network().names.clients["quipu"];
    assert!(lab.conceals(lima));
    let pin = lab.session.pin().expect("it is pinned");
    let all = anycast_lab::app::comparison::moved(pin.picture(), lab.world(), |_| true);
    assert!(all.iter().any(|moved| moved.client == lima));
    assert!(!branches::moved(&lab).is_empty());
    assert!(branches::moved(&lab).iter().all(|moved| moved.client != lima));
    let card = branches::pin_card(&lab).expect("it is pinned");
    assert!(card.moves.iter().all(|group| !group.clients.contains("Lima")));
}
