//! The incident room: what was drawn for a learner to find out is told by nobody else, and the
//! looking glass answers what it is asked there.

use super::*;
use anycast_lab::app::looking_glass::screen::GlassIntent;
use anycast_lab::app::tutor::in_lab::Kept;
use anycast_lab::engine::sim::setup::Setup;

fn room() -> Setup {
    let text = include_str!("../../../assets/scenarios/incident-room.json");
    Setup::from_json(text).expect("it is sound")
}

#[test]
fn the_log_says_that_something_happened_and_not_what() {
    let setup = room();
    let lesson = Arc::new(lesson("incident-room"));
    for seed in 1..=12 {
        let kept = Kept { fresh: Some(seed), ..Kept::default() };
        let (world, lesson) = (setup.clone(), Arc::clone(&lesson));
        let (mut lab, _) = Lab::take_up_lesson(world, lesson, kept, None, Lang::En);
        // The ticket comes in.
        lab.handle(Intent::Lesson(LessonIntent::Next));
        let entries = lab.session.log().len();
        assert!(entries > 0, "seed {seed}: the incident is in the log");
        let all = lines(&lab);
        let hidden = all.iter().filter(|line| line.sentence == "Something happens.").count();
        assert_eq!(hidden, entries, "seed {seed}: {all:?}");
    }
}

#[test]
fn an_address_is_looked_up_among_what_the_router_was_told() {
    let mut lab = Lab::open(room(), 1, Lang::En);
    // A longer prefix that nobody announces holds the address, too.
    let known = |net: &str| lab.network().prefixes.iter().any(|it| it.to_string() == net);
    assert!(known("198.19.0.0/24") && known("198.19.0.0/23"));
    let router = lab.network().names.routers["prairie-chicago"];
    for intent in [
        GlassIntent::Open(Some(router)),
        GlassIntent::Type("show bgp 198.19.0.53".to_owned()),
        GlassIntent::Enter,
    ] {
        lab.handle(Intent::Glass(intent));
    }
    let said = lab.glass.last().expect("it answers").answer.lines(Lang::En).join("\n");
    assert!(said.contains("198.19.0.0/23: ") && !said.contains("no route"), "{said}");
}
