//! The bench of myths: of each sentence that is tried, what the engine says in the end. A change of
//! the engine, of a world or of a lesson that turns a verdict is seen here.

use std::fs;
use std::path::Path;

use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Act, Answer, Inquiry, Lesson, Style, Task};
use anycast_lab::lesson::passage::Passage;

use super::lessons::lesson;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The lesson that tries a sentence, and the answer to its last question. What that asks, and so
/// what a yes or a no says of the sentence, stands in the lesson.
const VERDICTS: [(&str, &str); 12] = [
    // No neighbour uses a route to the /32.
    ("myth-slash-32", "no"),
    // The /24 is there, the TCP session is not.
    ("myth-sticky-24", "no"),
    // Good news is over within a second; the silent failure before took more than 90.
    ("myth-90-seconds", "yes"),
    // The download is lost, and answers come from far away.
    ("myth-seamless", "no"),
    // What decides is the customer’s LOCAL_PREF.
    ("myth-latency", "local-pref"),
    // The nearest PoP loses by the length of its path.
    ("myth-shortest", "as-path"),
    // Ten minutes later the load is no lower.
    ("myth-sheds", "no"),
    // Three PoPs answer at one IPv4 address.
    ("myth-ipv6", "yes"),
    // Another link-layer address, the same PoP.
    ("myth-mac", "no"),
    // The path became longer, the way did not.
    ("myth-as-path", "yes"),
    // A forged origin is valid, and loses by its length alone.
    ("myth-rpki", "as-path"),
    // With a NAT one address serves forty servers.
    ("myth-31-servers", "yes"),
];

/// Does what a step says is to be done, by the lesson itself or by its solution.
fn carry_out(passage: &mut Passage<'_>, acts: &[Act], place: &str) {
    for act in acts {
        if let Err(refusal) = passage.carry_out(act) {
            panic!("{place}: {refusal}");
        }
    }
}

/// Plays a lesson by its solutions as far as a question, and asks the engine.
fn answers(lesson: &Lesson, step: &str) -> Vec<Answer> {
    let world = format!("assets/scenarios/{}.json", lesson.world);
    let setup = fs::read_to_string(Path::new(ROOT).join(world)).expect("the world is there");
    let setup = Setup::from_json(&setup).expect("the world is sound");
    let mut passage = Passage::begin(World::opened(&setup, lesson.seed), Evidence::default(), []);
    for one in &lesson.steps {
        let place = format!("{}/{}", lesson.slug, one.slug);
        let Passage { world, evidence, .. } = passage;
        passage = Passage::begin(world, evidence.of_next_step(), []);
        carry_out(&mut passage, &one.events, &place);
        match &one.task {
            Task::Ask(Inquiry { question, choices, .. }) if one.slug.as_str() == step => {
                return question.answers(&passage.world, &passage.evidence, choices);
            }
            Task::Do(exercise) => carry_out(&mut passage, &exercise.solution, &place),
            _ => {}
        }
    }
    panic!("{} has no question `{step}`", lesson.slug);
}

#[test]
fn the_engine_passes_these_verdicts() {
    let found = VERDICTS.map(|(slug, _)| (slug, answers(&lesson(slug).lesson, "verdict")));
    let expected = VERDICTS.map(|(slug, verdict)| (slug, vec![Answer::from(verdict)]));
    assert_eq!(found, expected);
}

#[test]
fn every_sentence_is_tried_by_hand_and_judged_last() {
    let folders = fs::read_dir(Path::new(ROOT).join("lessons")).expect("there are lessons");
    let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut myths: Vec<String> = names.filter(|name| name.starts_with("myth-")).collect();
    myths.sort();
    let mut listed = VERDICTS.map(|(slug, _)| slug);
    listed.sort_unstable();
    assert_eq!(myths, listed);
    for slug in listed {
        let steps = lesson(slug).lesson.steps;
        let last = steps.last().expect("a lesson has steps");
        assert_eq!(last.slug.as_str(), "verdict", "{slug}");
        assert!(matches!(&last.task, Task::Ask(it) if it.style == Style::Quiz), "{slug}");
        let is_predicted = steps
            .iter()
            .any(|one| matches!(&one.task, Task::Ask(it) if it.style == Style::Predict));
        let is_tried = steps.iter().any(|one| matches!(&one.task, Task::Do(_)));
        assert!(is_predicted && is_tried, "{slug}");
        assert!((3..=5).contains(&steps.len()), "{slug}: {} steps", steps.len());
    }
}
