//! What counts, and how much.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::score::Mark;
use anycast_lab::lesson::format::Answer;
use anycast_lab::lesson::progress::Score;

use super::Learner;

const fn score(points: u32, of: u32) -> Score {
    Score { points, of }
}

#[test]
fn a_prediction_counts_by_being_made_and_a_quiz_by_being_right() {
    let mut learner = Learner::at("point");
    assert_eq!(learner.mark("point"), (Mark::Open, score(0, 1)));
    learner.predict("hong-kong");
    assert_eq!(learner.mark("point"), (Mark::Predicted { is_right: false }, score(1, 1)));
    learner.next();
    learner.ask(LessonIntent::Write("100".into()));
    learner.ask(LessonIntent::Lock);
    assert_eq!(learner.mark("count"), (Mark::Answered { is_right: false }, score(0, 2)));
    let mut learner = Learner::at("count");
    learner.ask(LessonIntent::Choose(Answer::Number("8".parse_milli())));
    learner.ask(LessonIntent::Lock);
    assert_eq!(learner.mark("count"), (Mark::Answered { is_right: true }, score(2, 2)), "within");
}

trait ParseMilli {
    fn parse_milli(&self) -> anycast_lab::lesson::format::Milli;
}

impl ParseMilli for str {
    fn parse_milli(&self) -> anycast_lab::lesson::format::Milli {
        anycast_lab::lesson::format::Milli::parse(self).expect("a number")
    }
}

#[test]
fn goals_count_by_weight_also_when_the_step_is_skipped_after() {
    let mut learner = Learner::at("withdraw");
    learner.withdraw("tokyo");
    learner.ask(LessonIntent::Skip);
    assert_eq!(learner.view().number, 8, "it goes on");
    assert_eq!(learner.mark("withdraw"), (Mark::Skipped, score(2, 4)));
    assert!(learner.0.world().is_converged(), "with the world that the solution makes");
    let mut learner = Learner::at("withdraw");
    learner.ask(LessonIntent::Skip);
    assert_eq!(learner.mark("withdraw"), (Mark::Skipped, score(0, 4)));
    assert!(!learner.0.world().is_announced(learner.0.network().names.nodes["tokyo"]));
}

#[test]
fn a_question_that_is_skipped_is_gone_by_and_not_asked_again() {
    let mut learner = Learner::at("count");
    learner.ask(LessonIntent::Skip);
    assert_eq!(learner.mark("count"), (Mark::Skipped, score(0, 2)));
    let progress = learner.progress();
    assert!(progress.predictions.is_empty());
    let lesson = learner.0.tutor.as_ref().expect("a lesson").lesson().clone();
    let open = |slug: &str| lesson.position(&slug.into()).expect("a step");
    assert_eq!(progress.next_step(&lesson), open("hello"), "what was jumped over is open");
    let mut all = progress;
    all.done.extend(lesson.steps[..open("count")].iter().map(|step| step.slug.clone()));
    all.skipped.insert("point".into());
    assert_eq!(all.next_step(&lesson), open("order"));
}

#[test]
fn a_lesson_ends_however_it_was_gone_through() {
    let mut learner = Learner::open_every_kind();
    learner.next();
    for _ in 0..6 {
        learner.ask(LessonIntent::Skip);
    }
    learner.next();
    learner.ask(LessonIntent::Next);
    let card = learner.view().card.expect("it is over");
    assert!(card.rows.iter().all(|row| row.mark == Mark::Skipped));
    assert_eq!((card.score, card.percent), (score(0, 10), 0));
}

#[test]
fn a_step_begun_again_counts_again() {
    let mut learner = super::at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    assert_eq!(learner.mark("withdraw-tokyo").1, score(3, 3));
    learner.ask(LessonIntent::ResetStep);
    assert_eq!(learner.mark("withdraw-tokyo"), (Mark::Open, score(0, 3)));
}

#[test]
fn the_card_tells_what_was_said_and_what_happened() {
    let mut learner = Learner::open_every_kind();
    learner.next();
    learner.predict("hong-kong");
    learner.next();
    learner.ask(LessonIntent::Write("1".into()));
    learner.ask(LessonIntent::Lock);
    learner.next();
    learner.ask(LessonIntent::Lock);
    learner.next();
    learner.predict("yes");
    learner.next();
    learner.ask(LessonIntent::Skip);
    learner.ask(LessonIntent::Hint);
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    learner.look_at("albatross-lima");
    learner.next();
    learner.next();
    assert!(learner.view().card.is_none(), "not before it is over");
    learner.ask(LessonIntent::Next);
    let card = learner.view().card.expect("it is over");
    let said: Vec<&str> = card.rows.iter().map(|row| row.said.as_str()).collect();
    assert_eq!(card.rows.len(), 6);
    assert_eq!(card.rows[0].title, "Point at it");
    assert_eq!(said[0], "You said L · Hong Kong; it is D · Miami.");
    assert_eq!(said[1], "You said 1 network; it is 7 networks.");
    assert_eq!(said[3], "You said yes, and so it is.");
    assert_eq!(said[4], "Skipped.");
    assert_eq!(said[5], "All 3 goals are met. One hint.");
    // Two predictions, a claim, three goals; not the count, nor the reason.
    assert_eq!((card.score, card.percent), (score(7, 10), 70));
    assert_eq!(card.predicted.1, 2);
    assert_eq!(card.helped, "One hint taken, no solution shown, one step skipped.");
    assert_eq!(card.variant, Some(("point".into(), "sydney".into())));
    // Two goals are both, in either language.
    for (lang, goals, said) in [
        (Lang::En, 1, "The goal is met."),
        (Lang::En, 2, "Both goals are met."),
        (Lang::Zh, 1, "目标已达成。"),
        (Lang::Zh, 2, "两个目标都已达成。"),
        (Lang::Zh, 3, "3 个目标全部达成。"),
    ] {
        assert_eq!(anycast_lab::say!(lang, "card-done", goals = goals), said);
    }
    let chinese = learner.view_in(Lang::Zh).card.expect("a card");
    assert!(chinese.rows.iter().zip(&card.rows).all(|(zh, en)| zh.said != en.said));
}
