//! Time in the lab: scrubbing, acting in the past, comparing; and what a lesson makes of it.

use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::session::BranchId;
use anycast_lab::app::stretch::Stretch;
use anycast_lab::app::travel::{Notice, TimeIntent};
use anycast_lab::app::tutor::{Achieved, LessonIntent};
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::format::Pace;
use anycast_lab::lesson::progress::LessonProgress;

use super::lessons::{WORLD, lesson};

fn withdraw(node: &str) -> Intent {
    Intent::Do(Command::Withdraw { node: node.into() })
}

fn time(lab: &mut Lab, intent: TimeIntent) {
    lab.handle(Intent::Time(intent));
    while lab.travel.heading.is_some() {
        lab.tick(0.016);
    }
}

fn free() -> Lab {
    let mut lab = Lab::open(WORLD.clone(), 1, Lang::En);
    lab.handle(Intent::Pause);
    lab
}

/// Tokyo was withdrawn after half a second, and BGP has converged.
fn lived() -> Lab {
    let mut lab = free();
    lab.session.advance(Span::from_ms(500), u64::MAX);
    lab.handle(withdraw("tokyo"));
    lab.handle(Intent::SkipToConverged);
    lab
}

#[test]
fn the_playhead_goes_back_and_the_head_stays() {
    let mut lab = lived();
    let (head, end) = (lab.session.head_at(), lab.world().digest());
    time(&mut lab, TimeIntent::Seek(Span::from_ms(100)));
    assert_eq!(lab.session.shown_time(), Span::from_ms(100));
    assert_eq!(lab.session.head_at(), head);
    let tokyo = lab.network().names.nodes["tokyo"];
    assert!(lab.world().is_announced(tokyo), "as it was");
    assert!(!lab.is_moving(), "it is looked at, not played");
    let at = lab.world().now();
    assert_eq!(lab.travel.notice, Some(Notice::Sought { at, is_head: false }));
    time(&mut lab, TimeIntent::StepMs);
    assert_eq!(lab.session.shown_time(), Span::from_ms(101));
    time(&mut lab, TimeIntent::Head);
    assert_eq!(lab.world().digest(), end);
    time(&mut lab, TimeIntent::Seek(Span::from_s(1_000_000)));
    assert_eq!(lab.world().digest(), end, "beyond the head there is nothing");
    time(&mut lab, TimeIntent::Start);
    assert_eq!((lab.session.shown_time(), lab.session.entries()), (Span::ZERO, 0));
    lab.handle(Intent::Play);
    assert!(lab.is_moving());
}

#[test]
fn a_command_in_the_past_forks_and_one_at_the_head_does_not() {
    let mut lab = lived();
    time(&mut lab, TimeIntent::Seek(Span::from_ms(400)));
    lab.handle(withdraw("london"));
    let id = lab.session.branch().id();
    assert_eq!(lab.travel.notice, Some(Notice::Forked(id)));
    assert_eq!(lab.session.branches().len(), 2);
    let [tokyo, london] = ["tokyo", "london"].map(|slug| lab.network().names.nodes[slug]);
    assert!(lab.world().is_announced(tokyo) && !lab.world().is_announced(london));
    lab.handle(withdraw("miami"));
    assert_eq!(lab.session.branches().len(), 2);
    time(&mut lab, TimeIntent::Switch(BranchId::MAIN));
    assert!(lab.world().is_announced(london));
    time(&mut lab, TimeIntent::Remove(id));
    assert_eq!(lab.session.branches().len(), 1);
}

#[test]
fn the_ninth_branch_is_denied_and_the_learner_told() {
    let mut lab = lived();
    for _ in 1..8 {
        time(&mut lab, TimeIntent::Switch(BranchId::MAIN));
        time(&mut lab, TimeIntent::Seek(Span::from_ms(400)));
        lab.handle(withdraw("london"));
    }
    time(&mut lab, TimeIntent::Switch(BranchId::MAIN));
    time(&mut lab, TimeIntent::Seek(Span::from_ms(300)));
    let before = lab.world().digest();
    lab.handle(withdraw("london"));
    assert_eq!(lab.travel.notice, Some(Notice::TooManyBranches));
    assert_eq!(lab.world().digest(), before);
}

#[test]
fn what_is_undone_can_be_redone() {
    let mut lab = lived();
    let end = lab.world().digest();
    assert!(lab.allows_undo() && !lab.allows_redo());
    lab.handle(Intent::Undo);
    let command = Command::Withdraw { node: "tokyo".into() };
    assert_eq!(lab.travel.notice, Some(Notice::Undone(command.clone())));
    assert!(!lab.allows_undo() && lab.allows_redo());
    time(&mut lab, TimeIntent::Redo);
    assert_eq!(lab.travel.notice, Some(Notice::Redone(command)));
    assert_eq!(lab.world().digest(), end);
    assert!(lab.handle(Intent::Time(TimeIntent::Redo)).is_empty());
}

#[test]
fn each_lens_sets_a_pace_of_its_own() {
    let mut lab = free();
    let factor = |lab: &mut Lab, pace| {
        lab.handle(Intent::Time(TimeIntent::Through(pace)));
        lab.playback.speed.factor()
    };
    let paces = [Pace::Packets, Pace::Routing, Pace::Timers].map(|pace| factor(&mut lab, pace));
    assert!(paces[0] < paces[1] && paces[1] < 1.0 && 1.0 < paces[2]);
}

#[test]
fn a_stretch_of_time_is_looked_at_and_follows_the_playhead() {
    let mut lab = lived();
    let whole = lab.stretch();
    assert!(lab.session.shown(lab.session.head_at()) <= whole.to());
    time(&mut lab, TimeIntent::Show(Some(Stretch::between(Span::ZERO, Span::from_s(1)))));
    time(&mut lab, TimeIntent::Seek(Span::from_ms(1_500)));
    let stretch = lab.stretch();
    assert_eq!(stretch.length(), Span::from_s(1));
    assert!(stretch.from() <= Span::from_ms(1_500) && Span::from_ms(1_500) <= stretch.to());
    time(&mut lab, TimeIntent::Nearer);
    assert_eq!(lab.stretch().length(), Span::from_ms(500));
    for _ in 0..20 {
        time(&mut lab, TimeIntent::Farther);
    }
    assert_eq!((lab.stretch(), lab.travel.stretch), (whole, None));
}

/// In the step that asks for Tokyo to be withdrawn.
fn at_the_withdrawal() -> Lab {
    let loaded = Arc::new(lesson("withdraw"));
    let mut lab = Lab::open_lesson(WORLD.clone(), loaded, LessonProgress::default(), Lang::En);
    let ask = |lab: &mut Lab, intent| lab.handle(Intent::Lesson(intent));
    lab.session.advance(Span::from_ms(300), u64::MAX);
    ask(&mut lab, LessonIntent::Next);
    for choice in ["miami", "hanji"] {
        ask(&mut lab, LessonIntent::Choose(choice.into()));
        ask(&mut lab, LessonIntent::Lock);
        lab.session.advance(Span::from_ms(300), u64::MAX);
        ask(&mut lab, LessonIntent::Next);
    }
    lab.handle(Intent::Pause);
    lab
}

fn goals(lab: &Lab) -> Vec<bool> {
    let tutor = lab.tutor.as_ref().expect("a lesson is open");
    tutor.view(lab.network(), Lang::En).goals.iter().map(|goal| goal.holds).collect()
}

fn number(lab: &Lab) -> usize {
    lab.tutor.as_ref().expect("a lesson is open").view(lab.network(), Lang::En).number
}

#[test]
fn while_a_prediction_is_open_the_past_is_all_there_is_to_see() {
    let loaded = Arc::new(lesson("withdraw"));
    let mut lab = Lab::open_lesson(WORLD.clone(), loaded, LessonProgress::default(), Lang::En);
    lab.session.advance(Span::from_ms(300), u64::MAX);
    lab.handle(Intent::Lesson(LessonIntent::Next));
    assert!(lab.is_frozen());
    let (head, frozen) = (lab.session.head(), lab.world().digest());
    time(&mut lab, TimeIntent::Seek(Span::from_ms(100)));
    assert_eq!(lab.session.shown_time(), Span::from_ms(100), "what was seen may be seen again");
    for intent in [Intent::Play, Intent::StepEvent, Intent::SkipToConverged] {
        lab.handle(intent);
    }
    lab.handle(Intent::Time(TimeIntent::StepMs));
    lab.handle(withdraw("tokyo"));
    lab.tick(0.1);
    assert_eq!(lab.session.shown_time(), Span::from_ms(100));
    time(&mut lab, TimeIntent::Seek(Span::from_s(60)));
    assert_eq!((lab.session.head(), lab.world().digest()), (head, frozen));
    assert_eq!(lab.session.branches().len(), 1);
    // Whoever locks while looking back is judged by the head, and goes on there.
    time(&mut lab, TimeIntent::Start);
    lab.handle(Intent::Lesson(LessonIntent::Choose("miami".into())));
    lab.handle(Intent::Lesson(LessonIntent::Lock));
    assert_eq!(lab.world().digest(), frozen);
    assert!(!lab.is_frozen() && lab.session.is_live());
}

#[test]
fn one_acts_in_the_step_that_is_played_and_not_before_it() {
    let mut lab = at_the_withdrawal();
    let began = lab.session.shown_time();
    time(&mut lab, TimeIntent::Seek(Span::from_ms(100)));
    lab.handle(withdraw("tokyo"));
    assert_eq!(lab.travel.notice, Some(Notice::BeforeStep));
    assert_eq!((lab.session.log().len(), lab.session.branches().len()), (0, 1));
    time(&mut lab, TimeIntent::Seek(began));
    lab.handle(withdraw("tokyo"));
    assert_eq!(lab.session.log().len(), 1);
}

#[test]
fn goals_are_judged_at_the_head_of_the_branch_that_is_played() {
    let mut lab = at_the_withdrawal();
    lab.session.advance(Span::from_ms(50), u64::MAX);
    let began = lab.session.shown_time();
    lab.handle(withdraw("tokyo"));
    lab.handle(Intent::Time(TimeIntent::StepMs));
    assert!(goals(&lab)[0]);
    let met = lab.tutor.as_ref().expect("a lesson is open").achieved().to_vec();
    assert!(matches!(met.last(), Some((_, Achieved::Goal { .. }))), "{met:?}");
    // Looking back meets and breaks nothing.
    time(&mut lab, TimeIntent::Seek(began - Span::from_ms(20)));
    let lima = lab.network().names.routers["albatross-lima"];
    lab.handle(Intent::Select(Selection::Router(lima)));
    assert!(goals(&lab)[0]);
    // Another history is another matter.
    lab.handle(withdraw("tokyo"));
    assert_eq!(lab.session.branches().len(), 2);
    assert!(goals(&lab)[0]);
    lab.handle(Intent::Undo);
    assert!(!goals(&lab)[0]);
    time(&mut lab, TimeIntent::Switch(BranchId::MAIN));
    assert!(goals(&lab)[0]);
    time(&mut lab, TimeIntent::Head);
    lab.handle(Intent::SkipToConverged);
    assert!(goals(&lab).iter().all(|&holds| holds));
    // Passed: the next step begins here, and nowhere else.
    assert!(!lab.allows_switch() && !lab.allows_undo() && !lab.allows_redo());
    let (before, end) = (number(&lab), lab.world().digest());
    time(&mut lab, TimeIntent::Start);
    lab.handle(Intent::Lesson(LessonIntent::Next));
    assert_eq!(number(&lab), before + 1);
    assert_eq!((lab.world().digest(), lab.session.branches().len()), (end, 1));
}

#[test]
fn a_step_begun_again_has_no_branches() {
    let mut lab = at_the_withdrawal();
    lab.session.advance(Span::from_ms(50), u64::MAX);
    let (began, before) = (lab.session.moment(), lab.world().digest());
    lab.handle(withdraw("tokyo"));
    lab.handle(Intent::Time(TimeIntent::StepMs));
    let at = lab.session.shown(began.at) - Span::from_ms(10);
    time(&mut lab, TimeIntent::Seek(at));
    lab.handle(withdraw("tokyo"));
    assert_eq!(lab.session.branches().len(), 2);
    lab.handle(Intent::Lesson(LessonIntent::ResetStep));
    assert_eq!((lab.session.branches().len(), lab.session.log().len()), (1, 0));
    assert!(goals(&lab).iter().all(|holds| !holds));
    lab.session.advance(Span::from_ms(50), u64::MAX);
    assert_eq!(lab.world().digest(), before);
}

#[test]
fn what_is_replayed_counts_for_nothing() {
    let loaded = Arc::new(lesson("one-address"));
    let mut lab = Lab::open_lesson(WORLD.clone(), loaded, LessonProgress::default(), Lang::En);
    lab.handle(Intent::Lesson(LessonIntent::Next));
    lab.handle(Intent::Pause);
    let began = lab.session.shown_time();
    lab.handle(Intent::Do(Command::SendPacket { client: "lavande".into(), service: "dns".into() }));
    lab.session.advance(Span::from_ms(1), u64::MAX);
    let before = goals(&lab);
    for _ in 0..3 {
        time(&mut lab, TimeIntent::Seek(began));
        for _ in 0..2 {
            time(&mut lab, TimeIntent::StepMs);
        }
    }
    assert_eq!(lab.session.log().len(), 1);
    assert_eq!(goals(&lab), before);
}
