//! What was drawn for a learner to find out is told by nobody else.

use super::*;
use anycast_lab::app::tutor::in_lab::Kept;
use anycast_lab::engine::sim::setup::Setup;

#[test]
fn the_log_says_that_something_happened_and_not_what() {
    let path = format!("{}/assets/scenarios/incident-room.json", env!("CARGO_MANIFEST_DIR"));
    let setup = Setup::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
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
