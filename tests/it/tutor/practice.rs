//! Variants: practised alone, and taking a step's place in a run that draws them.

use std::sync::Arc;

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::in_lab::Kept;
use anycast_lab::lesson::draw;
use anycast_lab::lesson::load::Loaded;

use super::super::lessons::WORLD;
use super::{EVERY_KIND, Learner};

fn practising(step: &str, variant: &str) -> Option<Learner> {
    let names = (&step.into(), &variant.into());
    Lab::practise(WORLD.clone(), &EVERY_KIND, names, Lang::En).map(Learner)
}

#[test]
fn a_variant_is_practised_alone_and_nothing_is_kept() {
    let mut learner = practising("point", "sydney").expect("there is one");
    let view = learner.view();
    assert!(view.is_practice && !view.can_skip && !view.can_go_on);
    let text = super::inputs::plain(&learner.question().text);
    assert_eq!(text, "N · Sydney withdraws. Which PoP answers Kōwhai · Auckland?");
    learner.predict("singapore");
    let view = learner.view();
    assert_eq!(view.results.len(), 1, "no later step would tell");
    assert_eq!((view.card, view.another), (None, None));
    let tutor = learner.0.tutor.as_ref().expect("a lesson is open");
    assert_eq!(tutor.trail(&learner.0.session), None);
    assert_eq!(tutor.practice().expect("it is").variant, "sydney".into());
}

#[test]
fn what_is_no_variant_is_not_opened() {
    for (step, variant) in [("point", "x"), ("count", "sydney"), ("x", "sydney")] {
        assert!(practising(step, variant).is_none(), "{step} {variant}");
    }
}

#[test]
fn one_without_a_world_begins_where_the_lesson_leads() {
    let learner = practising("withdraw", "london").expect("there is one");
    assert_eq!(learner.0.session.log().len(), 1, "Sydney is gone, as in the lesson");
}

#[test]
fn another_one_is_offered_once_a_step_is_done() {
    let mut learner = Learner::at("point");
    assert_eq!(learner.view().another, None);
    learner.predict("miami");
    assert_eq!(learner.view().another, Some(("point".into(), "sydney".into())));
    learner.next();
    learner.ask(LessonIntent::Write("7".into()));
    learner.ask(LessonIntent::Lock);
    assert_eq!(learner.view().another, None, "this one has none");
}

/// The lesson, in runs that draw.
fn drawn() -> Arc<Loaded> {
    let Loaded { mut lesson, prose } = (**EVERY_KIND).clone();
    lesson.is_drawn = true;
    Arc::new(Loaded { lesson, prose })
}

fn run(lesson: &Arc<Loaded>, kept: Kept) -> Learner {
    Learner(Lab::take_up_lesson(WORLD.clone(), Arc::clone(lesson), kept, None, Lang::En).0)
}

#[test]
fn a_run_draws_its_forms_and_keeps_them() {
    let lesson = drawn();
    let seeds = 0..20;
    let other = seeds.clone().find(|&seed| draw::drawn(seed, 2) == 1).expect("one of twenty");
    let same = seeds.clone().find(|&seed| draw::drawn(seed, 2) == 0).expect("one of twenty");
    for (seed, asks) in [(other, "N · Sydney"), (same, "M · Tokyo")] {
        let mut learner = run(&lesson, Kept { fresh: Some(seed), ..Kept::default() });
        assert_eq!(learner.0.session.seed(), seed);
        learner.next();
        let text = super::inputs::plain(&learner.question().text);
        assert!(text.starts_with(asks), "{text}");
        let chosen = learner.question().choices()[2].slug.to_string();
        learner.predict(&chosen);
        learner.next();
        let tutor = learner.0.tutor.as_ref().expect("a lesson is open");
        let trail = tutor.trail(&learner.0.session);
        let kept = Kept { progress: learner.progress(), trail, fresh: Some(seed + 1) };
        let mut again = run(&lesson, kept);
        assert_eq!(again.0.session.seed(), seed, "the run goes on");
        assert_eq!(again.view(), learner.view());
        again.ask(LessonIntent::StartOver(Some(same)));
        assert_eq!(again.0.session.seed(), same, "another run has another seed");
        again.next();
        let text = super::inputs::plain(&again.question().text);
        assert!(text.starts_with("M · Tokyo"), "{text}");
    }
}
