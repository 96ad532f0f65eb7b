//! Hints, and a solution that is shown, act by act, in the world itself.

use anycast_lab::app::intent::Intent;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::score::Mark;
use anycast_lab::lesson::progress::Score;

use super::Learner;

impl Learner {
    /// Lets so many frames pass, a tenth of a second each.
    fn frames(&mut self, count: u32) {
        for _ in 0..count {
            self.0.tick(0.1);
        }
    }

    /// What came of the step of this name, and how much it counts.
    pub(super) fn mark(&self, step: &str) -> (Mark, Score) {
        let tutor = self.0.tutor.as_ref().expect("a lesson is open");
        let place = tutor.lesson().position(&step.into()).expect("there is such a step");
        let step = &tutor.lesson().steps[place];
        (tutor.mark(step), tutor.score_of(step))
    }
}

fn showing() -> Learner {
    let mut learner = Learner::at("withdraw");
    learner.0.handle(Intent::Motion(true));
    learner
}

#[test]
fn a_solution_is_shown_act_by_act_and_counts_for_nothing() {
    let mut learner = showing();
    let tokyo = Selection::Node(learner.0.network().names.nodes["tokyo"]);
    learner.ask(LessonIntent::ShowMe);
    assert_eq!(learner.0.selection, tokyo, "first one sees where");
    let begun = learner.0.session.log().len();
    learner.frames(5);
    assert_eq!(learner.0.session.log().len(), begun, "and has time to look");
    learner.frames(15);
    assert_eq!(learner.0.session.log().len(), begun + 1);
    assert!(!learner.0.world().is_converged() && learner.0.demo.is_some());
    learner.frames(140);
    assert!(learner.0.demo.is_none() && learner.0.world().is_converged());
    let lima = learner.0.network().names.routers["albatross-lima"];
    assert_eq!(learner.0.selection, Selection::Router(lima));
    assert!(learner.view().pass.is_some() && learner.view().can_go_on);
    assert_eq!(learner.mark("withdraw"), (Mark::Shown, Score { points: 0, of: 4 }));
}

#[test]
fn it_begins_where_the_step_began() {
    let mut learner = showing();
    learner.withdraw("tokyo");
    learner.pass_ms(20);
    let begun = learner.0.session.log().len() - 1;
    learner.ask(LessonIntent::ShowMe);
    assert_eq!(learner.0.session.log().len(), begun);
    learner.frames(200);
    assert!(learner.view().pass.is_some());
}

#[test]
fn whatever_the_learner_does_ends_it() {
    let london = |learner: &Learner| Selection::Node(learner.0.network().names.nodes["london"]);
    for intent in [
        Intent::Lesson(LessonIntent::StopShowing),
        Intent::Pause,
        Intent::Undo,
        Intent::Select(Selection::None),
        Intent::Lesson(LessonIntent::Back),
    ] {
        let mut learner = showing();
        learner.ask(LessonIntent::ShowMe);
        learner.frames(20);
        learner.0.handle(intent.clone());
        assert!(learner.0.demo.is_none(), "{intent:?}");
        let given = learner.0.session.log().len();
        learner.frames(50);
        assert_eq!(learner.0.session.log().len(), given, "{intent:?}");
        assert_eq!(learner.mark("withdraw").0, Mark::Open, "{intent:?}");
    }
    let mut learner = showing();
    learner.ask(LessonIntent::ShowMe);
    let hover = london(&learner);
    learner.0.handle(Intent::Hover(hover));
    assert!(learner.0.demo.is_some(), "looking around does not");
    learner.0.handle(Intent::Pause);
    // Who does it alone after that has seen it done all the same.
    learner.withdraw("tokyo");
    learner.0.handle(Intent::SkipToConverged);
    learner.look_at("albatross-lima");
    assert_eq!(learner.mark("withdraw").0, Mark::Shown);
}

#[test]
fn where_nothing_may_move_each_act_is_asked_for() {
    let mut learner = showing();
    learner.0.handle(Intent::Motion(false));
    let begun = learner.0.session.log().len();
    learner.ask(LessonIntent::ShowMe);
    learner.frames(100);
    assert_eq!(learner.0.session.log().len(), begun, "nothing moves by itself");
    assert!(!learner.0.is_moving());
    learner.ask(LessonIntent::ShowNext);
    assert_eq!(learner.0.session.log().len(), begun + 1);
    learner.ask(LessonIntent::ShowNext);
    assert!(learner.0.world().is_converged());
    learner.ask(LessonIntent::ShowNext);
    assert!(learner.view().pass.is_some() && learner.0.demo.is_none());
}

#[test]
fn in_an_examination_nothing_is_shown() {
    let mut learner = showing();
    if let Some(tutor) = &mut learner.0.tutor {
        tutor.offer_hints(false);
    }
    learner.ask(LessonIntent::ShowMe);
    assert!(learner.0.demo.is_none() && learner.mark("withdraw").0 == Mark::Open);
}

#[test]
fn hints_stay_when_the_step_begins_again() {
    let mut learner = Learner::at("withdraw");
    learner.ask(LessonIntent::Hint);
    learner.ask(LessonIntent::ResetStep);
    assert_eq!((learner.view().hints.len(), learner.view().hints_left), (1, 1));
}
