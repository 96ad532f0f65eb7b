//! Free play in the middle of a lesson, and the way back.

use anycast_lab::app::intent::Intent;
use anycast_lab::app::travel::TimeIntent;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::engine::sim::command::Command;

use super::Learner;

#[test]
fn whatever_is_done_in_free_play_the_lesson_is_where_it_was() {
    let mut learner = super::at_the_withdrawal();
    learner.withdraw("tokyo");
    learner.pass_ms(30);
    let (view, digest) = (learner.view(), learner.0.world().digest());
    let log = learner.0.session.log().to_vec();
    learner.ask(LessonIntent::PlayFreely);
    assert_eq!(learner.0.world().digest(), digest, "the same world as it is now");
    assert!(learner.0.tutor.is_none());
    learner.withdraw("london");
    learner.give(Command::FailPop { node: "miami".into() });
    assert_eq!(learner.0.session.log().len(), log.len() + 2, "nothing is forbidden");
    learner.0.handle(Intent::SkipToConverged);
    learner.0.handle(Intent::Time(TimeIntent::Start));
    learner.withdraw("paris");
    learner.0.handle(Intent::Restart);
    learner.0.handle(Intent::Reseed(9));
    learner.ask(LessonIntent::BackToLesson);
    assert_eq!(learner.view(), view);
    assert_eq!(learner.0.world().digest(), digest);
    assert_eq!(learner.0.session.log(), log);
    learner.0.handle(Intent::SkipToConverged);
    assert!(learner.view().can_go_on, "and it goes on");
}

#[test]
fn nobody_plays_out_an_answer_that_is_still_open() {
    let mut learner = Learner::at("count");
    learner.ask(LessonIntent::PlayFreely);
    assert!(learner.0.tutor.is_some() && learner.0.parked.is_none());
    learner.ask(LessonIntent::Write("7".into()));
    learner.ask(LessonIntent::Lock);
    learner.ask(LessonIntent::PlayFreely);
    assert!(learner.0.tutor.is_none());
    learner.ask(LessonIntent::BackToLesson);
    learner.ask(LessonIntent::BackToLesson);
    assert!(learner.0.tutor.is_some());
}
