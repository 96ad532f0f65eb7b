//! The proof that a lesson can be played: each goal fails before its solution and holds after.

use super::evidence::Evidence;
use super::format::{Act, Answer, Asks, Exercise, GoalEntry, Inquiry, Lesson, Task};
use super::problem::{Problem, Problems};
use crate::engine::base::text::Slug;
use crate::engine::sim::apply::Refusal;
use crate::engine::sim::fact::Fact;
use crate::engine::sim::setup::Setup;
use crate::engine::sim::world::World;

/// Plays a lesson from its beginning to its end by its own solutions. Everything that it names
/// must exist: see [`resolve`](super::resolve::resolve).
#[must_use]
pub fn prove(lesson: &Lesson, setup: &Setup) -> Vec<Problem> {
    let mut problems = Problems::of(format!("{}/lesson.json", lesson.slug));
    let mut world = World::opened(setup, lesson.seed);
    let mut promised: Vec<(Slug, Slug, String)> = Vec::new();
    for (n, step) in lesson.steps.iter().enumerate() {
        let place = format!("steps[{n}]");
        match &step.task {
            Task::Read | Task::Free { .. } => {}
            Task::Ask(inquiry) => {
                let answer = answer(inquiry, &world, &place, &mut problems);
                if let (Some(answer), Some(by)) = (answer, &inquiry.revealed_by) {
                    promised.push((by.clone(), answer, place));
                }
            }
            Task::Do(exercise) => {
                let before = world.clone();
                solve(exercise, &mut world, &place, &mut problems);
                for (by, answer, place) in &promised {
                    if *by == step.slug {
                        keep_promise(lesson, place, answer, (&before, &world), &mut problems);
                    }
                }
            }
        }
    }
    problems.into_list()
}

/// The one answer to a prediction's question.
fn answer(inquiry: &Inquiry, world: &World, place: &str, problems: &mut Problems) -> Option<Slug> {
    let mut copy = world.clone();
    for (n, command) in inquiry.question.after.commands.iter().enumerate() {
        if let Err(refusal) = copy.apply(copy.now(), command, &mut Vec::new()) {
            let place = format!("{place}.question.after[{n}]");
            problems.add(place, format!("the command is refused here: {refusal}"));
        }
    }
    let answers = inquiry.question.answers(world, &inquiry.choices);
    match answers.as_slice() {
        [Answer::Choice(answer)] if inquiry.choices.contains(answer) => Some(answer.clone()),
        [Answer::Choice(answer)] => {
            problems.add(
                format!("{place}.choices"),
                format!("the answer is `{answer}`, which is not among the choices"),
            );
            None
        }
        many => {
            let count = many.len();
            let message = format!("has {count} right answers among the choices; it needs one");
            problems.add(format!("{place}.question"), message);
            None
        }
    }
}

/// What a prediction was about must have come true in the step that is to show it.
fn keep_promise(
    lesson: &Lesson,
    place: &str,
    answer: &Slug,
    (before, after): (&World, &World),
    problems: &mut Problems,
) {
    let tasks = lesson.steps.iter().enumerate().map(|(n, step)| (format!("steps[{n}]"), step));
    let question = tasks.into_iter().find_map(|(at, step)| match &step.task {
        Task::Ask(inquiry) if at == place => Some(&inquiry.question.asks),
        _ => None,
    });
    let names = &after.network().names;
    let (client, service) = match question {
        Some(Asks::WhichNodeServes { client, service }) => (client, service),
        Some(Asks::WhichClientStays { service }) => (answer, service),
        _ => return,
    };
    let (Some(&client), Some(&service)) = (names.clients.get(client), names.services.get(service))
    else {
        return;
    };
    let then = after.serving(client, service);
    let has_come_true = match question {
        Some(Asks::WhichClientStays { .. }) => then == before.serving(client, service),
        _ => then == names.nodes.get(answer).copied(),
    };
    if !has_come_true {
        let message = "the step that reveals it does not bring about what was to be predicted";
        problems.add(format!("{place}.revealed-by"), message);
    }
}

fn solve(exercise: &Exercise, world: &mut World, place: &str, problems: &mut Problems) {
    let mut evidence = Evidence::default();
    for (n, goal) in exercise.goals.iter().enumerate() {
        let place = format!("{place}.goals[{n}]");
        match (goal.needs.standing(world, &evidence).holds, goal.keep) {
            (true, false) => {
                problems.add(place, "holds before the learner has done anything");
            }
            (false, true) => problems.add(place, "is to be kept, but does not hold at the start"),
            _ => {}
        }
    }
    for (n, act) in exercise.solution.iter().enumerate() {
        if n > 0 && all_hold(&exercise.goals, world, &evidence) {
            problems.add(format!("{place}.solution[{n}]"), "is not needed: all goals hold already");
        }
        if let Err(refusal) = carry_out(act, world, &mut evidence) {
            let message = format!("is refused: {refusal}");
            problems.add(format!("{place}.solution[{n}]"), message);
        }
    }
    for (n, goal) in exercise.goals.iter().enumerate() {
        let standing = goal.needs.standing(world, &evidence);
        if !standing.holds {
            let message = format!("does not hold after the solution: {:?}", standing.actual);
            problems.add(format!("{place}.goals[{n}]"), message);
        }
    }
}

fn all_hold(goals: &[GoalEntry], world: &World, evidence: &Evidence) -> bool {
    goals.iter().all(|goal| goal.needs.standing(world, evidence).holds)
}

/// Does one act of a solution.
///
/// # Errors
/// A command may be refused.
pub fn carry_out(act: &Act, world: &mut World, evidence: &mut Evidence) -> Result<(), Refusal> {
    let mut facts: Vec<Fact> = Vec::new();
    match act {
        Act::Command(command) => world.apply(world.now(), command, &mut facts)?,
        Act::Explain { router } => {
            if let Some(&router) = world.network().names.routers.get(router) {
                evidence.explain(router);
            }
        }
        Act::Settle {} => {
            world.settle(&mut facts);
        }
        Act::Wait { us } => {
            world.advance(world.now() + *us, u64::MAX, &mut facts);
        }
    }
    evidence.observe(&facts);
    Ok(())
}
