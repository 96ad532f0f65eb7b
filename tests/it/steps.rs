//! What an address asks of the lab: a step of a lesson, a speed, no hints, another language.

use std::sync::Arc;

use anycast_lab::app::i18n::{Lang, Pseudo};
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::parameters::{Parameters, read};
use anycast_lab::app::playback::Speed;
use anycast_lab::app::present::run::run;
use anycast_lab::app::share::link;
use anycast_lab::app::tutor::LessonIntent;
use anycast_lab::app::tutor::view::LessonView;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::lesson::progress::LessonProgress;
use anycast_lab::say;
use anycast_lab::scene::point::Point;

use super::lessons::{WORLD, lesson};

/// A step of it that has hints.
const WITH_HINTS: usize = 3;

fn at(step: usize) -> Lab {
    let lesson = Arc::new(lesson("withdraw"));
    Lab::open_lesson_at(WORLD.clone(), lesson, LessonProgress::default(), step, Lang::En)
}

fn view(lab: &Lab) -> LessonView {
    lab.tutor.as_ref().expect("a lesson is open").view(lab.network(), Lang::En)
}

#[test]
fn a_step_further_on_is_jumped_to_and_nothing_is_done_by_that() {
    let count = view(&at(0)).count;
    for step in 0..count {
        let lab = at(step);
        assert_eq!(view(&lab).number, step + 1);
        let tutor = lab.tutor.as_ref().unwrap();
        assert!(tutor.progress().done.len() <= 1, "at most what holds from the start");
        let slug = &tutor.lesson().steps[step].slug;
        let to = link::of_place(&lab, &"first-light".into());
        assert_eq!(to, format!("/lesson/withdraw/{slug}"));
    }
}

#[test]
fn a_step_that_was_done_is_read_back_and_the_world_stays_where_it_was() {
    let mut lab = at(0);
    lab.handle(Intent::Lesson(LessonIntent::Next));
    let number = view(&lab).number;
    let progress = lab.tutor.as_ref().unwrap().progress().clone();
    let lesson = Arc::new(lesson("withdraw"));
    let again = Lab::open_lesson_at(WORLD.clone(), lesson, progress, 0, Lang::En);
    assert_eq!((number, view(&again).number), (2, 1));
    assert_eq!(again.world().digest(), lab.world().digest());
}

#[test]
fn hints_and_speed_are_as_the_address_asks() {
    let offered = |wanted: &Parameters| {
        let mut lab = at(WITH_HINTS);
        lab.present(wanted);
        lab.handle(Intent::Lesson(LessonIntent::Hint));
        let view = view(&lab);
        view.hints_left + view.hints.len()
    };
    assert!(offered(&Parameters::default()) > 0);
    assert_eq!(offered(&read("hints=off").0), 0);
    let mut lab = at(0);
    lab.present(&read("speed=1/200&only=glass").0);
    assert_eq!(lab.playback.speed.label(), "1/200×");
    assert!(lab.glass.is_open);
}

#[test]
fn languages_that_nobody_speaks_keep_what_is_filled_in() {
    let long = say!(Lang::Pseudo(Pseudo::Long), "problem-not-found", name = "atlas");
    let x = say!(Lang::Pseudo(Pseudo::X), "problem-not-found", name = "atlas");
    assert_eq!(say!(Lang::En, "problem-not-found", name = "atlas").matches("atlas").count(), 1);
    assert!(long.contains("“atlas”") && long.starts_with("TThheerree iiss"), "{long}");
    assert_eq!(x, "Xxxxx xx xxxxxxx xxxxxx “atlas” xxxx.");
}

#[test]
fn the_fingerprint_of_the_moment_is_told_while_time_stands_still() {
    let mut lab = Lab::open(WORLD.clone(), 1, Lang::En);
    assert_eq!(run(&lab).now, None);
    lab.handle(Intent::Pause);
    assert_eq!(run(&lab).now, Some(lab.world().digest().to_string()));
}

/// A lesson looks elsewhere: the map goes there in sight, and is there whenever somebody acts, or
/// motion is unwanted.
#[test]
fn the_camera_of_a_step_goes_where_it_looks() {
    let lesson = Arc::new(lesson("one-address"));
    let slugs: Vec<_> = lesson.lesson.steps.iter().map(|step| step.slug.to_string()).collect();
    let elsewhere = slugs.iter().position(|slug| slug == "predict-lima").expect("it is a step");
    let looks = |has_motion: bool| {
        let progress = LessonProgress::default();
        let (loaded, before) = (Arc::clone(&lesson), elsewhere - 1);
        let mut lab = Lab::open_lesson_at(WORLD.clone(), loaded, progress, before, Lang::En);
        lab.handle(Intent::Motion(has_motion));
        for client in ["lavande", "paramo", "kowhai"] {
            let (client, service) = (client.into(), "dns".into());
            lab.handle(Intent::Do(Command::SendPacket { client, service }));
        }
        lab.playback.speed = Speed::TIMERS;
        lab.handle(Intent::Play);
        for _ in 0..100 {
            lab.tick(0.02);
        }
        let begin = lab.viewport;
        lab.handle(Intent::Lesson(LessonIntent::Next));
        assert_eq!(view(&lab).number, elsewhere + 1);
        (lab, begin)
    };
    let (there, begin) = looks(false);
    assert_ne!(there.viewport, begin);
    let (mut lab, begin) = looks(true);
    assert_eq!(lab.viewport, begin);
    assert!(lab.is_moving());
    let far = |lab: &Lab| lab.viewport.origin().distance(there.viewport.origin());
    let mut last = far(&lab);
    assert!(last > 20.0, "{last}");
    for _ in 0..60 {
        lab.tick(0.016);
        assert!(far(&lab) <= last + 1e-6, "it goes straight there");
        last = far(&lab);
    }
    assert_eq!(lab.viewport, there.viewport, "after 0.96 s");
    // Whoever acts meanwhile finds it there; whoever wants no motion, too.
    for intent in [Intent::Pan { by: Point::new(0.0, 0.0) }, Intent::Motion(false)] {
        let (mut lab, _) = looks(true);
        lab.tick(0.1);
        assert_ne!(lab.viewport, there.viewport);
        lab.handle(intent);
        assert_eq!(lab.viewport, there.viewport);
    }
}
