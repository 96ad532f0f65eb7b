//! What must be so in a lesson's files, whatever its world: one message per problem.

mod goals;
mod numbers;
mod prose;
mod reading;
mod settings;

use std::collections::BTreeSet;

pub use numbers::in_base;
pub use prose::{TOLD, holes, holes_of, languages, prose};

use super::draw;
use super::format::{
    Act, Asks, ChoiceKind, Exercise, Figure, Input, Inquiry, Lesson, Measure, Milli, Step, Task,
    Variant,
};
use super::load::Loaded;
use super::problem::{Problem, Problems};
use super::things::Thing;
use super::worlds::Worlds;
use crate::engine::base::text::Slug;

/// The most steps of a lesson.
const MAX_STEPS: usize = 40;
/// The longest wait in a solution: an hour.
pub const MAX_WAIT_US: u64 = 3_600_000_000;
/// The most variants of a step.
const MAX_VARIANTS: usize = 8;
/// The most figures of a lesson.
const MAX_FIGURES: usize = 64;
/// The most lessons that the variants of one may make of it, drawn.
const MAX_DRAWS: usize = 100;
/// What an answer or a goal may count.
const WEIGHTS: std::ops::RangeInclusive<u8> = 1..=20;

/// Checks what a lesson of ours keeps to, and one can be played without: numbers say where they
/// come from, and it can be read in the time that it says.
#[must_use]
pub fn manners(loaded: &Loaded, worlds: &Worlds) -> Vec<Problem> {
    let own = numbers::own_numbers(&loaded.lesson, worlds);
    let mut all = Vec::new();
    for (language, prose) in &loaded.prose {
        let mut problems = Problems::of(format!("{}/{language}.md", loaded.lesson.slug));
        numbers::untagged(prose, &own, &mut problems);
        reading::time(&loaded.lesson, prose, &mut problems);
        all.extend(problems.into_list());
    }
    all
}

/// Checks the structure.
pub fn structure(lesson: &Lesson, folder: &str, problems: &mut Problems) {
    if lesson.slug.as_str() != folder {
        let message = format!("is `{}`, but the folder is called `{folder}`", lesson.slug);
        problems.add("slug", message);
    }
    if !(1..=90).contains(&lesson.minutes) {
        problems.add("minutes", format!("must lie between 1 and 90, not {}", lesson.minutes));
    }
    let count = lesson.steps.len();
    if !(1..=MAX_STEPS).contains(&count) {
        problems.add("steps", format!("has {count} steps; it needs 1 to {MAX_STEPS}"));
    }
    for (n, slug) in lesson.requires.iter().enumerate() {
        let place = format!("requires[{n}]");
        if *slug == lesson.slug {
            problems.add(place, "is the lesson itself");
        } else if lesson.requires[..n].contains(slug) {
            problems.add(place, format!("names `{slug}` twice"));
        }
    }
    figures(lesson, problems);
    let mut seen = BTreeSet::new();
    for (n, step) in lesson.steps.iter().enumerate() {
        let place = format!("steps[{n}]");
        slug(&step.slug, &format!("{place}.slug"), &mut seen, problems);
        self::step(lesson, (n, step), &place, problems);
        variants(lesson, (n, step), &place, problems);
    }
    if draw::count(lesson) > MAX_DRAWS {
        let count = draw::count(lesson);
        let message = format!("its variants make {count} lessons of it; at most {MAX_DRAWS}");
        problems.add("steps", message);
    }
}

fn slug(slug: &Slug, place: &str, seen: &mut BTreeSet<Slug>, problems: &mut Problems) {
    if !slug.is_well_formed() {
        let message = format!("`{slug}` is no slug: 1 to 64 of a-z 0-9 and -");
        problems.add(place, message);
    }
    if !seen.insert(slug.clone()) {
        problems.add(place, format!("another is called `{slug}` already"));
    }
}

fn figures(lesson: &Lesson, problems: &mut Problems) {
    let count = lesson.figures.len();
    if count > MAX_FIGURES {
        problems.add("figures", format!("has {count} figures; at most {MAX_FIGURES}"));
    }
    for (name, figure) in &lesson.figures {
        let place = format!("figures.{name}");
        if !name.is_well_formed() {
            let message = format!("`{name}` is no slug: 1 to 64 of a-z 0-9 and -");
            problems.add(place.as_str(), message);
        }
        moment(lesson, figure, &place, problems);
    }
}

/// Of which moment a figure is.
fn moment(lesson: &Lesson, figure: &Figure, place: &str, problems: &mut Problems) {
    let step = |slug: &Slug| lesson.position(slug).map(|at| &lesson.steps[at]);
    match (&figure.at, &figure.after) {
        (None, None) | (Some(_), Some(_)) => {
            problems.add(place, "needs `at` or `after`, one of them: the moment that it is of");
        }
        (Some(slug), None) if step(slug).is_none() => {
            problems.add(format!("{place}.at"), format!("there is no step called `{slug}`"));
        }
        (None, Some(slug)) => match step(slug) {
            None => {
                let message = format!("there is no step called `{slug}`");
                problems.add(format!("{place}.after"), message);
            }
            Some(step) if !matches!(step.task, Task::Do(_)) => {
                let message = format!("`{slug}` is no step of kind `do`; write `at`");
                problems.add(format!("{place}.after"), message);
            }
            Some(_) => {}
        },
        (Some(_), None) => {}
    }
}

fn step(lesson: &Lesson, (n, step): (usize, &Step), place: &str, problems: &mut Problems) {
    acts(&step.events, &format!("{place}.events"), problems);
    for (n, act) in step.events.iter().enumerate() {
        if matches!(act, Act::Explain { .. }) {
            let message = "an explanation can be opened by a solution only";
            problems.add(format!("{place}.events[{n}].explain"), message);
        }
    }
    match &step.task {
        Task::Read | Task::Free { .. } => {}
        Task::Ask(inquiry) => self::inquiry(lesson, n, inquiry, place, problems),
        Task::Do(exercise) => self::exercise(exercise, place, problems),
    }
}

fn variants(lesson: &Lesson, (n, step): (usize, &Step), place: &str, problems: &mut Problems) {
    let count = step.variants.len();
    if count > MAX_VARIANTS {
        let message = format!("has {count} variants; at most {MAX_VARIANTS}");
        problems.add(format!("{place}.variants"), message);
    }
    let mut seen = BTreeSet::new();
    for (v, variant) in step.variants.iter().enumerate() {
        let place = format!("{place}.variants[{v}]");
        slug(&variant.slug, &format!("{place}.slug"), &mut seen, problems);
        self::variant(step, variant, &place, problems);
        self::step(lesson, (n, &variant.step), &place, problems);
    }
}

fn variant(step: &Step, variant: &Variant, place: &str, problems: &mut Problems) {
    if variant.world.is_none() && variant.seed.is_some() {
        let message = "is of no use without a `world` of its own: the lesson's goes on";
        problems.add(format!("{place}.seed"), message);
    }
    let is_alike = match (&step.task, &variant.step.task) {
        (Task::Ask(one), Task::Ask(other)) => one.style == other.style,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    };
    if !is_alike {
        problems.add(format!("{place}.kind"), "must be that of its step");
    }
}

fn inquiry(lesson: &Lesson, n: usize, inquiry: &Inquiry, place: &str, problems: &mut Problems) {
    let (choices, asks) = (&inquiry.choices, &inquiry.question.asks);
    if let Asks::HowMuch { tolerance, .. } = asks {
        if !choices.is_empty() {
            problems.add(format!("{place}.choices"), "a number is asked for: there are none");
        }
        if *tolerance < Milli(0) {
            problems.add(format!("{place}.question"), "the tolerance is less than nothing");
        }
    } else if !(2..=8).contains(&choices.len()) {
        let message = format!("has {} choices; it needs 2 to 8", choices.len());
        problems.add(format!("{place}.choices"), message);
    }
    let distinct: BTreeSet<&Slug> = choices.iter().collect();
    if distinct.len() < choices.len() {
        problems.add(format!("{place}.choices"), "names the same choice twice");
    }
    if inquiry.input == Input::Map && !is_on_map(asks) {
        problems.add(format!("{place}.input"), "is `map`, but the choices are no places");
    }
    weight(inquiry.weight, place, problems);
    if inquiry.question.after.wait.is_some_and(|wait| wait.as_us() > MAX_WAIT_US) {
        let message = format!("waits longer than {MAX_WAIT_US} µs");
        problems.add(format!("{place}.question"), message);
    }
    if let Asks::IsItSo { goal } = asks {
        goals::goal(goal, &format!("{place}.question"), problems);
    }
    let Some(revealing) = &inquiry.revealed_by else { return };
    let place = format!("{place}.revealed-by");
    match lesson.position(revealing) {
        None => problems.add(place, format!("there is no step called `{revealing}`")),
        Some(at) if at <= n || !matches!(lesson.steps[at].task, Task::Do(_)) => {
            let message = format!("`{revealing}` must be a later step of kind `do`");
            problems.add(place, message);
        }
        Some(_) => {}
    }
}

/// Whether the choices of a question can be pointed at on the map.
fn is_on_map(asks: &Asks) -> bool {
    match (asks.choice_kind(), asks) {
        (ChoiceKind::Node | ChoiceKind::Client, _) => true,
        (ChoiceKind::It, Asks::WhichHas { measure, .. }) => is_place(measure),
        _ => false,
    }
}

fn is_place(measure: &Measure) -> bool {
    let kind = measure.kind_of_it();
    // What is not named at all is a problem of its own.
    kind.is_none_or(|kind| matches!(kind, Thing::Node | Thing::Client | Thing::Router))
}

fn weight(weight: u8, place: &str, problems: &mut Problems) {
    if !WEIGHTS.contains(&weight) {
        let message = format!("must lie between 1 and 20, not {weight}");
        problems.add(format!("{place}.weight"), message);
    }
}

fn exercise(exercise: &Exercise, place: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for (n, goal) in exercise.goals.iter().enumerate() {
        let place = format!("{place}.goals[{n}]");
        slug(&goal.slug, &format!("{place}.slug"), &mut seen, problems);
        weight(goal.weight, &place, problems);
        goals::goal(&goal.needs, &format!("{place}.needs"), problems);
    }
    if exercise.goals.iter().all(|goal| goal.keep) {
        problems.add(format!("{place}.goals"), "needs a goal that is not only to be kept");
    }
    if exercise.solution.is_empty() {
        problems.add(format!("{place}.solution"), "is empty");
    }
    acts(&exercise.solution, &format!("{place}.solution"), problems);
    for (n, act) in exercise.solution.iter().enumerate() {
        if let Act::Command(command) = act
            && !exercise.allow.iter().any(|allow| allow.covers(command))
        {
            let message = "gives a command that `allow` does not allow";
            problems.add(format!("{place}.solution[{n}]"), message);
        }
    }
}

fn acts(acts: &[Act], place: &str, problems: &mut Problems) {
    for (n, act) in acts.iter().enumerate() {
        if let Act::Wait { us } = act
            && us.as_us() > MAX_WAIT_US
        {
            let message = format!("waits longer than {MAX_WAIT_US} µs");
            problems.add(format!("{place}[{n}].wait.us"), message);
        }
    }
}
