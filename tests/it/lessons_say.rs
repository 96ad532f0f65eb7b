//! What the prose of lessons says is the answer, asked of the engine. `lessons check` proves that
//! each question has one; that it is the one that the feedback explains is seen here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anycast_lab::engine::base::text::Slug;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::engine::sim::world::World;
use anycast_lab::lesson::evidence::Evidence;
use anycast_lab::lesson::format::{Act, Answer, Step, Task};
use anycast_lab::lesson::passage::Passage;

use super::lessons::lesson;

/// A question by lesson, step and, after a slash, variant; and the answer that is told.
const TOLD: [(&str, &str, &str); 32] = [
    ("absorb-or-withdraw", "four-and-four", "yes"),
    ("absorb-or-withdraw", "four-and-four/five-and-six", "no"),
    ("absorb-or-withdraw", "nobody-looks", "local-pref"),
    ("absorb-or-withdraw", "waterbed", "s2"),
    ("absorb-or-withdraw", "predict-sixty", "0"),
    ("withdraw", "predict-lima", "miami"),
    ("withdraw", "predict-who-stays", "tanuki"),
    ("withdraw", "why-miami", "interior-cost"),
    ("withdraw", "ninety", "no"),
    ("withdraw", "ninety/longwind", "yes"),
    ("hijack", "same-prefix", "lavande"),
    ("hijack", "same-prefix/ferry", "ferry"),
    ("hijack", "same-prefix/thistle", "thistle"),
    ("hijack", "who-comes-back", "3"),
    ("hijack", "forged", "hijacked"),
    ("hijack", "longer", "hijacked"),
    ("hijack", "otc", "leak"),
    ("hijack", "black-hole", "blackholed"),
    ("flood", "which-drowns", "london"),
    ("flood", "who-suffers", "calabash"),
    ("flood", "forged", "london"),
    ("tcp", "predict-survivors", "4"),
    ("tcp", "same-door", "yes"),
    ("tcp", "quic", "yes"),
    ("tcp", "quic/no-own-address", "no"),
    ("tcp", "one-server", "8"),
    ("tcp", "one-server/per-packet", "12"),
    ("dns-or-bgp", "lychee", "beijing"),
    ("dns-or-bgp", "why-lychee", "local-pref"),
    ("dns-or-bgp", "dark", "0"),
    ("dns-or-bgp", "one-copy", "0"),
    ("dns-or-bgp", "one-copy/shanghai", "0"),
];

/// Numbers of which the prose tells the size: between these two, in the measure's unit.
const ABOUT: [(&str, &str, f64, f64); 4] = [
    // The time of light round half the world.
    ("withdraw", "predict-return", 0.1, 0.2),
    // Between two thirds of the hold time and the whole.
    ("withdraw", "predict-silence", 60.0, 90.0),
    ("dns-or-bgp", "silent", 80.0, 90.0),
    // Full, but not overfull.
    ("flood", "spread", 80.0, 99.0),
];

fn open(world: &Slug, seed: u64) -> World {
    let path = format!("assets/scenarios/{world}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    World::opened(&Setup::from_json(&text).expect("the world is sound"), seed)
}

fn carry_out(world: World, acts: &[Act]) -> World {
    let mut passage = Passage::begin(world, Evidence::default(), []);
    for act in acts {
        passage.carry_out(act).expect("it is not refused");
    }
    passage.world
}

/// The answer to a step's question in a world that leads to it; absent: it asks nothing.
fn answer(step: &Step, world: World) -> Option<Answer> {
    let Task::Ask(inquiry) = &step.task else { return None };
    let world = carry_out(world, &step.events);
    let answers = inquiry.question.answers(&world, &Evidence::default(), &inquiry.choices);
    Some(answers.into_iter().next().expect("it has an answer"))
}

/// All answers of a lesson, of its variants too, played by its solutions.
fn answers(slug: &str) -> BTreeMap<String, Answer> {
    let lesson = lesson(slug).lesson;
    let mut world = open(&lesson.world, lesson.seed);
    let mut all = BTreeMap::new();
    for step in &lesson.steps {
        all.extend(answer(step, world.clone()).map(|it| (step.slug.to_string(), it)));
        for variant in &step.variants {
            let begun = match &variant.world {
                Some(other) => open(other, variant.seed.unwrap_or(lesson.seed)),
                None => world.clone(),
            };
            let name = format!("{}/{}", step.slug, variant.slug);
            all.extend(answer(&variant.step, begun).map(|it| (name, it)));
        }
        world = carry_out(world, &step.events);
        if let Task::Do(exercise) = &step.task {
            world = carry_out(world, &exercise.solution);
        }
    }
    all
}

fn words(answer: &Answer) -> String {
    match answer {
        Answer::Choice(slug) => slug.to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::Order(order) => format!("{order:?}"),
    }
}

#[test]
fn the_answers_are_those_that_the_feedback_explains() {
    let mut lessons = BTreeMap::new();
    for (slug, step, told) in TOLD {
        let all = lessons.entry(slug).or_insert_with(|| answers(slug));
        assert_eq!(words(&all[step]), told, "{slug}/{step}");
    }
    for (slug, step, least, most) in ABOUT {
        let number: f64 = words(&lessons[slug][step]).parse().expect("a number");
        assert!((least..=most).contains(&number), "{slug}/{step}: {number}");
    }
    let asked: usize = lessons.values().map(BTreeMap::len).sum();
    assert_eq!(asked, TOLD.len() + ABOUT.len(), "every question is in the tables");
}
