//! Which form of its steps a run of a lesson has: drawn by the run's seed.
//!
//! A step has as many forms as it has variants without a world of their own, and itself. One number
//! is drawn for the whole run, and each step takes the form at that place of its list, counted
//! round: steps with as many variants as each other have theirs together.

use std::collections::BTreeMap;

use super::format::{Lesson, Step, Task, Variant};
use crate::engine::base::rng::{Purpose, Stream};
use crate::engine::base::text::Slug;

/// The number that a run draws, below `forms`.
#[must_use]
pub fn drawn(seed: u64, forms: usize) -> usize {
    let number = Stream::fork(seed, Purpose::LessonForm, 0).between(0, u64::MAX);
    let forms = u64::try_from(forms.max(1)).unwrap_or(u64::MAX);
    usize::try_from(number % forms).unwrap_or(0)
}

/// The variants that may take a step's place.
fn standing_in(step: &Step) -> impl Iterator<Item = &Variant> {
    step.variants.iter().filter(|variant| variant.world.is_none())
}

/// How many forms a step has, itself among them.
#[must_use]
pub fn forms(step: &Step) -> usize {
    standing_in(step).count() + 1
}

/// A step in the form at this place of its list: 0 is the step as it was written first. It keeps
/// its variants, for practice.
#[must_use]
pub fn form(step: &Step, place: usize) -> Step {
    match place.checked_sub(1).and_then(|place| standing_in(step).nth(place)) {
        Some(variant) => Step { variants: step.variants.clone(), ..(*variant.step).clone() },
        None => step.clone(),
    }
}

/// The lesson as the run of this seed has it.
#[must_use]
pub fn lesson(lesson: &Lesson, seed: u64) -> Lesson {
    let one = |step: &Step| form(step, drawn(seed, forms(step)));
    Lesson { steps: lesson.steps.iter().map(one).collect(), seed, ..lesson.clone() }
}

/// A lesson of one variant alone, in the world in which it plays; nothing, if the step has none of
/// this name. Its outcome is told at once: there is no later step that would show it.
#[must_use]
pub fn practice(lesson: &Lesson, step: &Slug, variant: &Slug) -> Option<Lesson> {
    let base = &lesson.steps[lesson.position(step)?];
    let variant = base.variant(variant)?;
    let mut step = (*variant.step).clone();
    if let Task::Ask(inquiry) = &mut step.task {
        inquiry.revealed_by = None;
    }
    let camera = match (&step.camera, &variant.world) {
        (Some(camera), _) => camera.clone(),
        (None, Some(_)) => Vec::new(),
        (None, None) => lesson.camera.clone(),
    };
    Some(Lesson {
        world: variant.world.clone().unwrap_or_else(|| lesson.world.clone()),
        seed: variant.seed.unwrap_or(lesson.seed),
        is_drawn: false,
        camera,
        figures: BTreeMap::new(),
        steps: vec![step],
        ..lesson.clone()
    })
}

/// Every lesson that some seed draws, each once, with the lesson's own seed: the number drawn is
/// below the least common multiple of the numbers of forms.
#[must_use]
pub fn every(lesson: &Lesson) -> Vec<Lesson> {
    let rounds = count(lesson);
    let one = |number: usize| {
        let steps = lesson.steps.iter().map(|step| form(step, number % forms(step))).collect();
        Lesson { steps, ..lesson.clone() }
    };
    (0..rounds).map(one).collect()
}

/// How many those are.
#[must_use]
pub fn count(lesson: &Lesson) -> usize {
    lesson.steps.iter().map(forms).fold(1, least_common_multiple)
}

fn least_common_multiple(a: usize, b: usize) -> usize {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    a / divisor.max(1) * b
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::json;
    use crate::lesson::problem::Problems;

    fn sample() -> Lesson {
        let text = r#"{
            "format": "anycast-lab/lesson/1", "slug": "x", "world": "first-light", "seed": 1,
            "drawn": true, "minutes": 5, "steps": [
            { "slug": "a", "kind": "read" },
            { "slug": "b", "kind": "predict", "choices": ["tokyo", "miami"],
              "question": { "which-node-serves": { "client": "quipu", "service": "dns" } },
              "variants": [
                { "slug": "elsewhere", "world": "atlas" },
                { "slug": "bogota", "swap": { "quipu": "paramo" } }
              ] },
            { "slug": "c", "kind": "free", "variants": [
                { "slug": "one", "pace": "timers" }, { "slug": "two", "pace": "packets" } ] }
        ] }"#;
        let mut problems = Problems::of("x/lesson.json");
        let lesson = json::read(text, &mut problems);
        assert_eq!(problems.into_list(), []);
        lesson.expect("it is sound")
    }

    fn names(lesson: &Lesson) -> Vec<String> {
        let name = |step: &Step| {
            step.form.as_ref().map_or_else(|| "-".to_owned(), |form| form.variant.to_string())
        };
        lesson.steps.iter().map(name).collect()
    }

    #[test]
    fn a_run_draws_one_number_for_all_its_steps() {
        let base = sample();
        let all: Vec<_> = every(&base).iter().map(names).collect();
        assert_eq!(all.len(), 6, "two forms here, three there");
        assert!(all.contains(&["-", "bogota", "two"].map(str::to_owned).to_vec()));
        assert!(!all.iter().flatten().any(|form| form == "elsewhere"), "that one is for practice");
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..100 {
            let run = lesson(&base, seed);
            assert_eq!(run.seed, seed);
            assert!(all.contains(&names(&run)), "{:?}", names(&run));
            seen.insert(names(&run));
        }
        assert_eq!(seen.len(), 6, "every one of them comes up");
    }

    #[test]
    fn a_seed_draws_the_same_everywhere_and_forever() {
        assert_eq!([1, 2, 3, u64::MAX].map(|seed| drawn(seed, 1_000)), [616, 246, 727, 199]);
        assert_eq!((drawn(7, 1), drawn(7, 0)), (0, 0));
    }

    #[test]
    fn a_form_knows_what_it_exchanged() {
        let step = form(&sample().steps[1], 1);
        let it = step.form.expect("it is a variant");
        assert_eq!((it.swapped("quipu"), it.swapped("tokyo")), ("paramo", "tokyo"));
        assert_eq!(step.variants.len(), 2);
    }
}
