//! The way to convergence, gone in stretches: a page has frames to show meanwhile, and a learner
//! may change their mind.

use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::news::lines;
use anycast_lab::app::present::transport::status;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::travel::TimeIntent;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::setup::Setup;

const FIRST_LIGHT: &str = include_str!("../../assets/scenarios/first-light.json");
const BAD_GADGET: &str = include_str!("../../assets/scenarios/bad-gadget.json");

/// A world in which the first node was just withdrawn, and `at_once` events are a stretch.
fn withdrawn(world: &str, at_once: u64) -> Lab {
    let setup = Setup::from_json(world).expect("the world is sound");
    let mut lab = Lab::open(setup, 1, Lang::En);
    lab.handle(Intent::Pause);
    lab.playback.at_once = at_once;
    let node = lab.network().nodes.first().expect("there is a node").slug.clone();
    lab.handle(Intent::Do(Command::Withdraw { node }));
    lab
}

/// Goes on, frame by frame, until nothing moves; returns how many frames that took.
fn frames(lab: &mut Lab) -> usize {
    let mut count = 0;
    while lab.is_moving() {
        lab.tick(0.016);
        count += 1;
    }
    count
}

#[test]
fn stretches_come_to_the_same_as_the_whole() {
    for world in [FIRST_LIGHT, BAD_GADGET] {
        let mut whole = withdrawn(world, u64::MAX);
        whole.handle(Intent::SkipToConverged);
        assert!(!whole.is_moving(), "all at once");
        let mut parted = withdrawn(world, 7);
        parted.handle(Intent::SkipToConverged);
        let count = frames(&mut parted);
        assert!(world != FIRST_LIGHT || count > 5, "a stretch a frame: {count}");
        assert_eq!(parted.world().digest(), whole.world().digest());
        assert_eq!(lines(&parted), lines(&whole));
        assert_eq!(parted.session.record(), whole.session.record());
        assert_eq!(parted.session.head(), whole.session.head());
        // Asked again where BGP goes round: the same is said again.
        for lab in [&mut whole, &mut parted] {
            lab.handle(Intent::SkipToConverged);
            frames(lab);
        }
        assert_eq!(lines(&parted), lines(&whole));
    }
}

#[test]
fn a_stretch_is_no_longer_than_asked_and_says_how_far_one_has_come() {
    let mut lab = withdrawn(FIRST_LIGHT, 10);
    let before = lab.world().steps();
    lab.handle(Intent::SkipToConverged);
    assert_eq!(lab.world().steps() - before, 10);
    lab.tick(0.016);
    assert_eq!(lab.world().steps() - before, 20);
    assert_eq!(status(&lab).sentence, "On the way to convergence: 20 events");
}

#[test]
fn who_asks_for_another_moment_on_the_way_stays_where_it_has_led() {
    let stops = [
        Intent::SkipToConverged,
        Intent::Pause,
        Intent::StepEvent,
        Intent::Time(TimeIntent::StepMs),
        Intent::Time(TimeIntent::Seek(Span::from_ms(1))),
        Intent::Do(Command::Withdraw { node: "tokyo".into() }),
        Intent::Undo,
        Intent::Restart,
    ];
    for stop in stops {
        let mut lab = withdrawn(FIRST_LIGHT, 10);
        lab.handle(Intent::SkipToConverged);
        assert!(lab.is_moving());
        lab.handle(stop.clone());
        assert!(!lab.is_moving(), "{stop:?}");
        let (now, steps) = (lab.world().now(), lab.world().steps());
        lab.tick(0.1);
        assert_eq!((lab.world().now(), lab.world().steps()), (now, steps), "{stop:?}");
    }
}

#[test]
fn who_only_looks_around_on_the_way_arrives() {
    let mut lab = withdrawn(FIRST_LIGHT, 10);
    lab.handle(Intent::SkipToConverged);
    let router = lab.network().routers.keys().next().expect("there is a router");
    lab.handle(Intent::Select(Selection::Router(router)));
    lab.handle(Intent::SetLang(Lang::Zh));
    lab.handle(Intent::Time(TimeIntent::Nearer));
    frames(&mut lab);
    assert!(lab.world().is_converged());
}
