//! A run is its setup, its seed and its log.

use anycast_lab::app::changes::Aspect;
use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::present::news::lines;
use anycast_lab::app::present::run::run;
use anycast_lab::app::selection::Selection;
use anycast_lab::app::session::Session;
use anycast_lab::engine::base::time::Span;
use anycast_lab::engine::sim::command::Command;
use anycast_lab::engine::sim::fact::What;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::scene::projection::{Geo, forward};

fn first_light() -> Setup {
    Setup::from_json(include_str!("../../assets/scenarios/first-light.json"))
        .expect("the default world is sound")
}

fn withdraw(session: &Session, index: usize) -> Command {
    let node = &session.world().network().nodes.raw[index];
    Command::Withdraw { node: node.slug.clone() }
}

#[test]
fn the_world_is_met_settled_at_time_zero_with_packets_under_way() {
    let mut session = Session::open(first_light(), 1);
    assert!(session.world().is_converged());
    assert_eq!(session.shown_time(), Span::ZERO);
    let passed = session.advance(Span::from_s(1), u64::MAX);
    assert!(passed.facts.iter().any(|fact| matches!(fact.what, What::AnswerArrived { .. })));
}

#[test]
fn a_replay_of_the_log_gives_the_same_digest() {
    let mut session = Session::open(first_light(), 7);
    for index in [3, 0, 5] {
        session.apply(withdraw(&session, index)).expect("it is announced");
        session.advance(Span::from_ms(37), u64::MAX);
        session.step();
    }
    session.advance(Span::from_s(5), u64::MAX);
    assert_eq!(session.log().len(), 3);
    assert_eq!(session.replay().digest(), session.world().digest());
}

#[test]
fn commands_between_two_events_of_one_instant_are_replayed_there() {
    let mut session = Session::open(first_light(), 3);
    session.apply(withdraw(&session, 1)).expect("it is announced");
    for index in [2, 4, 6, 8] {
        session.step();
        session.apply(withdraw(&session, index)).expect("it is announced");
    }
    assert_eq!(session.replay().digest(), session.world().digest());
}

#[test]
fn undo_of_do_is_nothing() {
    let mut session = Session::open(first_light(), 7);
    let mut untouched = session.clone();
    session.apply(withdraw(&session, 2)).expect("it is announced");
    session.advance(Span::from_s(3), u64::MAX);
    assert!(session.undo().is_some());
    untouched.advance(Span::from_s(3), u64::MAX);
    assert_eq!(session.world().digest(), untouched.world().digest());
    assert!(session.undo().is_none(), "nothing is left to take back");
}

#[test]
fn a_refused_command_is_kept_for_the_learner_and_not_written_down() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    let command = Command::Withdraw { node: "nowhere".into() };
    assert!(!lab.handle(Intent::Do(command)).is_empty());
    assert_eq!(lab.session.news().items().count(), 1);
    assert!(lab.session.log().is_empty());
}

#[test]
fn restart_gives_the_settled_world_back() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    let before = lab.world().digest();
    lab.handle(Intent::Do(withdraw(&lab.session, 0)));
    lab.handle(Intent::SkipToConverged);
    assert_ne!(lab.world().digest(), before);
    lab.handle(Intent::Restart);
    assert_eq!(lab.world().digest(), before);
}

#[test]
fn an_intent_that_changes_nothing_wakes_nobody() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    assert!(lab.handle(Intent::Select(Selection::None)).is_empty());
    assert!(lab.handle(Intent::Play).is_empty());
    lab.handle(Intent::Pause);
    assert!(lab.tick(0.016).is_empty() && !lab.is_moving());
}

#[test]
fn what_is_selected_comes_into_the_map_s_window() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    lab.handle(Intent::Resize { width: 390.0, height: 350.0 });
    let before = lab.viewport;
    let london = lab.network().names.nodes["london"];
    assert!(!lab.handle(Intent::Select(Selection::Node(london))).has(Aspect::Viewport));
    assert_eq!(lab.viewport, before, "London is in view already");
    let lima = lab.network().names.clients["quipu"];
    assert!(lab.handle(Intent::Select(Selection::Client(lima))).has(Aspect::Viewport));
    let city = lab.network().router_city(lab.network().clients[lima].router).expect("a city");
    let at = lab.viewport.to_screen(forward(Geo::from_udeg(city.lon_udeg, city.lat_udeg)));
    assert!((0.0..=390.0).contains(&at.x) && (0.0..=350.0).contains(&at.y), "{at:?}");
}

#[test]
fn a_run_is_named_by_the_fingerprint_that_the_command_line_prints() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/scenarios/first-light.json");
    let play = anycast_lab::headless::run::Play { seed: 1, is_quiet: true, ..Default::default() };
    let report = anycast_lab::headless::run::run(path.as_ref(), &play).unwrap();
    let shown = run(&lab).digest;
    assert!(report.text.contains(&format!("\"digest\":\"{shown}\"")), "{shown}\n{}", report.text);
    lab.handle(Intent::Reseed(2));
    assert_eq!(lab.session.seed(), 2);
    assert_ne!(run(&lab).digest, shown);
}

#[test]
fn a_refusal_calls_things_by_their_names() {
    let mut lab = Lab::open(first_light(), 1, Lang::En);
    let tokyo = || Command::Withdraw { node: "tokyo".into() };
    lab.handle(Intent::Do(tokyo()));
    lab.handle(Intent::Do(tokyo()));
    let said = |lab: &Lab| lines(lab).remove(0).sentence;
    assert_eq!(said(&lab), "“M · Tokyo” is in that state already.");
    lab.handle(Intent::SetLang(Lang::Zh));
    assert!(said(&lab).contains("M · 东京"), "{}", said(&lab));
    lab.handle(Intent::Do(Command::Withdraw { node: "nowhere".into() }));
    assert!(said(&lab).contains("nowhere"), "what is not there has no other name");
}
