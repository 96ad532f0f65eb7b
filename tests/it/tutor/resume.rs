//! A lesson is taken up by what the learner did; where that leads elsewhere today, by its
//! solutions, and that is told.

use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::in_lab::Kept;
use anycast_lab::app::warning::Warning;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::lesson::load::Loaded;
use anycast_lab::lesson::restored::Restored;
use anycast_lab::lesson::trail::{Trail, restore};

use super::super::lessons::{WORLD, lesson};
use super::{EVERY_KIND, Learner};

impl Learner {
    /// The run as it is stored and read again.
    fn trail(&self) -> Trail {
        let tutor = self.0.tutor.as_ref().expect("a lesson is open");
        let text = tutor.trail(&self.0.session).expect("it is no practice").to_text();
        match restore(Some(&text)) {
            Restored::Good(Some(trail)) => trail,
            other => panic!("{other:?}"),
        }
    }

    /// The page is loaded again.
    fn reload(&self, lesson: &Arc<Loaded>) -> Self {
        let (again, warning) = self.reload_in(WORLD.clone(), lesson, self.trail());
        assert_eq!(warning, None);
        again
    }

    fn reload_in(
        &self,
        setup: Setup,
        lesson: &Arc<Loaded>,
        trail: Trail,
    ) -> (Self, Option<Warning>) {
        let kept = Kept { progress: self.progress(), trail: Some(trail), fresh: None };
        let (lab, warning) = Lab::take_up_lesson(setup, Arc::clone(lesson), kept, None, Lang::En);
        (Self(lab), warning)
    }

    fn assert_same(&self, other: &Self) {
        assert_eq!(self.view(), other.view());
        let digest = |learner: &Self| learner.0.session.head_world().digest();
        assert_eq!(digest(self), digest(other), "the same world");
        assert_eq!(self.0.session.log(), other.0.session.log());
        assert_eq!(self.trail(), other.trail(), "and it can be told again");
    }
}

/// At the withdrawal, with another order of things than the solution's.
fn halfway() -> (Learner, Arc<Loaded>) {
    let lesson = Arc::new(lesson("withdraw"));
    let mut learner = super::at_the_withdrawal();
    learner.pass_ms(20);
    learner.withdraw("tokyo");
    learner.pass_ms(70);
    (learner, lesson)
}

#[test]
fn in_the_middle_of_a_step_all_is_as_it_was() {
    let (learner, lesson) = halfway();
    let holds: Vec<bool> = learner.view().goals.iter().map(|goal| goal.holds).collect();
    assert_eq!(holds, [true, true, false], "what was witnessed is known again");
    learner.reload(&lesson).assert_same(&learner);
}

#[test]
fn the_world_is_the_one_that_the_learner_made() {
    let mut learner = Learner::at("withdraw");
    // Another way than the solution's.
    learner.withdraw("tokyo");
    learner.pass_ms(30);
    learner.give(Command::Announce { node: "tokyo".into() });
    learner.pass_ms(30);
    learner.withdraw("tokyo");
    learner.look_at("albatross-lima");
    learner.0.handle(Intent::SkipToConverged);
    assert!(learner.view().pass.is_some());
    let again = learner.reload(&EVERY_KIND);
    again.assert_same(&learner);
    assert_eq!(again.view().number, 7, "also where the step is done and not left");
    learner.next();
    learner.withdraw("johannesburg");
    learner.pass_ms(30);
    learner.withdraw("sao-paulo");
    learner.0.handle(Intent::Undo);
    let again = learner.reload(&EVERY_KIND);
    again.assert_same(&learner);
    assert!(again.0.allows_undo(), "and goes on as it was");
}

#[test]
fn hints_and_answers_are_where_they_were() {
    let mut learner = Learner::at("count");
    learner.ask(LessonIntent::Write("9".into()));
    learner.ask(LessonIntent::Lock);
    learner.next();
    learner.ask(LessonIntent::Put { choice: "lavande".into(), place: 0 });
    learner.ask(LessonIntent::Lock);
    let again = learner.reload(&EVERY_KIND);
    again.assert_same(&learner);
    let trail = again.trail();
    let answers: Vec<bool> = trail.steps.iter().map(|step| step.answer.is_some()).collect();
    assert_eq!(answers, [true, true]);
    let mut learner = super::at_the_withdrawal();
    learner.ask(LessonIntent::Hint);
    learner.ask(LessonIntent::Hint);
    assert_eq!(learner.reload(&Arc::new(lesson("withdraw"))).view().hints.len(), 2);
}

#[test]
fn a_run_that_leads_elsewhere_today_gives_way_to_the_solutions() {
    let (mut learner, lesson) = halfway();
    learner.0.handle(Intent::SkipToConverged);
    learner.next();
    // One event more before the withdrawal than there is.
    let mut other = learner.trail();
    other.lived.as_mut().expect("it is known").deeds[0].steps += 1;
    let mut unknown = learner.trail();
    let command = Command::Withdraw { node: "atlantis".into() };
    unknown.lived.as_mut().expect("it is known").deeds[0].command = command;
    let mut late = learner.trail();
    late.lived.as_mut().expect("it is known").head.steps += 1_000_000;
    for trail in [other, unknown, late] {
        let (again, warning) = learner.reload_in(WORLD.clone(), &lesson, trail);
        assert_eq!(warning, Some(Warning::RunNotTheSame));
        assert_eq!(again.view().number, 5);
        assert!(!again.0.world().is_announced(again.0.network().names.nodes["tokyo"]));
        assert_eq!(again.progress(), learner.progress(), "nothing that was achieved is lost");
    }
}

#[test]
fn a_run_too_long_to_keep_gives_way_without_a_word() {
    let (learner, lesson) = halfway();
    let mut trail = learner.trail();
    trail.begin_again();
    let (again, warning) = learner.reload_in(WORLD.clone(), &lesson, trail);
    assert_eq!(warning, None, "it was known that it would");
    assert_eq!(again.view().number, 4);
    assert!(again.0.session.log().is_empty());
}

#[test]
fn an_address_leads_to_a_step_whatever_was_done() {
    let (mut learner, lesson) = halfway();
    learner.0.handle(Intent::SkipToConverged);
    let at = |step: usize| {
        let trail = Some(learner.trail());
        let kept = Kept { progress: learner.progress(), trail, fresh: None };
        let opened =
            Lab::take_up_lesson(WORLD.clone(), Arc::clone(&lesson), kept, Some(step), Lang::En);
        Learner(opened.0)
    };
    let back = at(1);
    assert_eq!((back.view().number, back.0.session.log().len()), (2, 1), "read again");
    let ahead = at(6);
    assert_eq!(ahead.view().number, 7);
    assert_eq!(ahead.0.session.log().len(), 1, "by the solutions");
}

#[test]
fn a_lesson_begun_again_forgets_what_was_done() {
    let (mut learner, lesson) = halfway();
    learner.ask(LessonIntent::StartOver(Some(5)));
    assert_eq!(learner.view().number, 1);
    let trail = learner.trail();
    assert_eq!((trail.seed, trail.steps.len()), (1, 1), "its seed is its author's");
    learner.reload(&lesson).assert_same(&learner);
}
