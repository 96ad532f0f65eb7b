//! The proof that a lesson can be played: each goal fails before its solution and holds after.

mod figures;

use figures::Figures;

use crate::engine::base::text::Slug;
use crate::engine::sim::world::World;
use crate::lesson::draw;
use crate::lesson::evidence::Evidence;
use crate::lesson::format::{
    Answer, Asks, Exercise, Figure, GoalEntry, Inquiry, Lesson, Step, Task,
};
use crate::lesson::load::Loaded;
use crate::lesson::named::Named;
use crate::lesson::passage::Passage;
use crate::lesson::problem::{Problem, Problems};
use crate::lesson::worlds::Worlds;

/// Plays a lesson from its beginning to its end by its own solutions, every form of every step of
/// it, and compares what its prose quotes. Everything that it names must exist: see
/// [`resolve`](crate::lesson::resolve::resolve).
#[must_use]
pub fn prove(loaded: &Loaded, worlds: &Worlds) -> Vec<Problem> {
    let lesson = &loaded.lesson;
    let mut proof = Proof::of(lesson);
    proof.run(worlds, true);
    let mut all = proof.problems.into_list();
    all.extend(figures::quoted(loaded, &proof.figures));
    // A class may draw the forms of any lesson.
    for run in draw::every(lesson).iter().skip(1) {
        let mut proof = Proof::of(run);
        proof.run(worlds, false);
        let news = proof.problems.into_list().into_iter();
        let news: Vec<Problem> = news.filter(|problem| !all.contains(problem)).collect();
        all.extend(news);
    }
    all
}

/// What was answered, and is to come true.
struct Promise {
    /// Where the question stands.
    place: String,
    /// The name of the step with the question.
    step: Slug,
    /// The step that is to show it.
    by: Slug,
    answer: Answer,
}

struct Proof<'a> {
    lesson: &'a Lesson,
    problems: Problems,
    promises: Vec<Promise>,
    figures: Figures,
}

impl<'a> Proof<'a> {
    fn of(lesson: &'a Lesson) -> Self {
        let problems = Problems::of(format!("{}/lesson.json", lesson.slug));
        Self { lesson, problems, promises: Vec::new(), figures: Figures::new() }
    }

    /// Plays every step, and before each its variants, if they are wanted.
    fn run(&mut self, worlds: &Worlds, has_variants: bool) {
        let (lesson, seed) = (self.lesson, self.lesson.seed);
        let (mut world, mut evidence) = (World::opened(&worlds.own, seed), Evidence::default());
        for (n, step) in lesson.steps.iter().enumerate() {
            for (v, variant) in step.variants.iter().enumerate().filter(|_| has_variants) {
                let (world, evidence) = match worlds.of(variant) {
                    Some(setup) => {
                        let seed = variant.seed.unwrap_or(seed);
                        (World::opened(setup, seed), Evidence::default())
                    }
                    // What is drawn belongs together: it is played with the others of its draw.
                    None if lesson.is_drawn => continue,
                    None => (world.clone(), evidence.clone()),
                };
                self.practice(&variant.step, &format!("steps[{n}].variants[{v}]"), world, evidence);
            }
            (world, evidence) = self.step(step, &place(n, step), world, evidence);
        }
    }

    /// Plays a variant by itself: nothing comes of it, and nothing later reveals its outcome.
    fn practice(&mut self, step: &Step, place: &str, world: World, evidence: Evidence) {
        let promises = std::mem::take(&mut self.promises);
        let figures = std::mem::take(&mut self.figures);
        self.step(step, place, world, evidence);
        (self.promises, self.figures) = (promises, figures);
    }

    /// Plays one step. Returns what it leads to.
    fn step(
        &mut self,
        step: &Step,
        place: &str,
        world: World,
        evidence: Evidence,
    ) -> (World, Evidence) {
        let mut passage = Passage::begin(world, evidence.of_next_step(), []);
        self.events(step, place, &mut passage);
        let Passage { world, evidence, .. } = passage;
        let evidence = evidence.of_next_step();
        let lesson = self.lesson;
        self.figures.take(
            lesson,
            |figure| figure.at.as_ref() == Some(&step.slug),
            (&world, &evidence),
        );
        match &step.task {
            Task::Read | Task::Free { .. } => (world, evidence),
            Task::Ask(inquiry) => {
                let answer = self.answer(inquiry, (&world, &evidence), place);
                if let (Some(answer), Some(by)) = (answer, &inquiry.revealed_by) {
                    let (place, step) = (place.to_owned(), step.slug.clone());
                    self.promises.push(Promise { place, step, by: by.clone(), answer });
                }
                (world, evidence)
            }
            Task::Do(exercise) => {
                let before = world.clone();
                let after = self.solve(exercise, place, world, evidence);
                self.keep_promises(step, &before, (&after.0, &after.1));
                let is_of_now = |figure: &Figure| figure.after.as_ref() == Some(&step.slug);
                self.figures.take(lesson, is_of_now, (&after.0, &after.1));
                after
            }
        }
    }

    fn events(&mut self, step: &Step, place: &str, passage: &mut Passage<'_>) {
        for (n, act) in step.events.iter().enumerate() {
            if let Err(refusal) = passage.carry_out(act) {
                let message = format!("is refused: {refusal}");
                self.problems.add(format!("{place}.events[{n}]"), message);
            }
        }
    }

    /// The one answer to a question.
    fn answer(
        &mut self,
        inquiry: &Inquiry,
        (world, evidence): (&World, &Evidence),
        place: &str,
    ) -> Option<Answer> {
        let (question, choices) = (&inquiry.question, &inquiry.choices);
        let mut copy = world.clone();
        for (n, command) in question.after.commands.iter().enumerate() {
            if let Err(refusal) = copy.apply(copy.now(), command, &mut Vec::new()) {
                let place = format!("{place}.question.after[{n}]");
                self.problems.add(place, format!("the command is refused here: {refusal}"));
            }
        }
        if !self.can_be_compared(inquiry, (world, evidence), place) {
            return None;
        }
        let answers = question.answers(world, evidence, choices);
        match answers.as_slice() {
            [Answer::Choice(answer)] if !choices.contains(answer) => {
                self.problems.add(
                    format!("{place}.choices"),
                    format!("the answer is `{answer}`, which is not among the choices"),
                );
                None
            }
            [answer] => Some(answer.clone()),
            many => {
                let message = match &question.asks {
                    Asks::HowMuch { .. } => "there is no such number here".to_owned(),
                    Asks::WhatDecides { .. } => "nothing has to be decided here".to_owned(),
                    _ => {
                        let count = many.len();
                        format!("has {count} right answers among the choices; it needs one")
                    }
                };
                self.problems.add(format!("{place}.question"), message);
                None
            }
        }
    }

    /// Whether all choices have the number that is compared, and no two that matter the same.
    fn can_be_compared(
        &mut self,
        inquiry: &Inquiry,
        (world, evidence): (&World, &Evidence),
        place: &str,
    ) -> bool {
        let compared = inquiry.question.compared(world, evidence, &inquiry.choices);
        let is_order = matches!(inquiry.question.asks, Asks::Order { .. });
        let mut is_sound = true;
        for (n, (choice, value)) in compared.iter().enumerate() {
            let mut before = compared[..n].iter();
            let message = match value {
                None => format!("of `{choice}` there is no such number here"),
                Some(value) if is_order => match before.find(|(_, other)| *other == Some(*value)) {
                    Some((other, _)) => format!("`{choice}` and `{other}` tie at {value}"),
                    None => continue,
                },
                Some(_) => continue,
            };
            self.problems.add(format!("{place}.choices[{n}]"), message);
            is_sound = false;
        }
        is_sound
    }

    /// What predictions were about must have come true in the step that is to show it.
    fn keep_promises(&mut self, step: &Step, before: &World, after: (&World, &Evidence)) {
        let (kept, others) = std::mem::take(&mut self.promises)
            .into_iter()
            .partition(|promise: &Promise| promise.by == step.slug);
        self.promises = others;
        for promise in kept {
            let tasks = self.lesson.steps.iter().filter(|one| one.slug == promise.step);
            let mut asked = tasks.filter_map(|one| match &one.task {
                Task::Ask(inquiry) => Some(inquiry),
                _ => None,
            });
            let Some(inquiry) = asked.next() else { continue };
            if let Some(so) = come_true(inquiry, &promise.answer, before, after) {
                let is_variant = promise.place.contains("variants");
                let advice = "; a variant that is told at once says `\"revealed-by\": null`";
                let message = format!(
                    "the step that reveals it does not bring about what was to be predicted: \
                     {so}{}",
                    if is_variant { advice } else { "" }
                );
                self.problems.add(format!("{}.revealed-by", promise.place), message);
            }
        }
    }

    fn solve(
        &mut self,
        exercise: &Exercise,
        place: &str,
        world: World,
        evidence: Evidence,
    ) -> (World, Evidence) {
        let goals = exercise.goals.iter().map(|goal| &goal.needs);
        let mut passage = Passage::begin(world, evidence, goals);
        for (n, goal) in exercise.goals.iter().enumerate() {
            let place = format!("{place}.goals[{n}]");
            let standing = goal.needs.standing(&passage.world, &passage.evidence);
            match (standing.holds, goal.keep) {
                (true, false) => {
                    let message = "holds before the learner has done anything";
                    self.problems.add(place, message);
                }
                (false, true) => {
                    let message = "is to be kept, but does not hold at the start";
                    self.problems.add(place, message);
                }
                _ => {}
            }
        }
        for (n, act) in exercise.solution.iter().enumerate() {
            let place = format!("{place}.solution[{n}]");
            if n > 0 && all_hold(&exercise.goals, &passage) {
                self.problems.add(place.as_str(), "is not needed: all goals hold already");
            }
            if let Err(refusal) = passage.carry_out(act) {
                self.problems.add(place, format!("is refused: {refusal}"));
            }
        }
        for (n, goal) in exercise.goals.iter().enumerate() {
            let standing = goal.needs.standing(&passage.world, &passage.evidence);
            if !standing.holds {
                let names = Named(&passage.world);
                let message = format!(
                    "does not hold after the solution: it is {}, and should be {}",
                    names.say(&standing.actual),
                    names.say(&standing.expected)
                );
                self.problems.add(format!("{place}.goals[{n}]"), message);
            }
        }
        (passage.world, passage.evidence)
    }
}

/// Where a step stands in the file, in the form that it has.
fn place(n: usize, step: &Step) -> String {
    let form = step.form.as_ref();
    let v = form.and_then(|form| step.variants.iter().position(|it| it.slug == form.variant));
    v.map_or_else(|| format!("steps[{n}]"), |v| format!("steps[{n}].variants[{v}]"))
}

fn all_hold(goals: &[GoalEntry], passage: &Passage<'_>) -> bool {
    goals.iter().all(|goal| goal.needs.standing(&passage.world, &passage.evidence).holds)
}

/// What is so instead of what was answered, if it is not so: asked of things as they are now.
fn come_true(
    inquiry: &Inquiry,
    answer: &Answer,
    before: &World,
    (after, evidence): (&World, &Evidence),
) -> Option<String> {
    let question = &inquiry.question;
    if let (Asks::WhichClientStays { service }, Answer::Choice(client)) = (&question.asks, answer) {
        let names = &after.network().names;
        let (client, service) = (*names.clients.get(client)?, *names.services.get(service)?);
        let is_so = before.serving(client, service) == after.serving(client, service);
        return (!is_so).then(|| "the node is another".to_owned());
    }
    let answers = question.answers_now(after, evidence, &inquiry.choices);
    let is_so = matches!(answers.as_slice(), [so] if question.is_right(so, answer));
    let say = |answer: &Answer| match answer {
        Answer::Choice(slug) => format!("`{slug}`"),
        Answer::Number(number) => number.to_string(),
        Answer::Order(order) => {
            order.iter().map(|slug| format!("`{slug}`")).collect::<Vec<_>>().join(", ")
        }
    };
    let so: Vec<String> = answers.iter().map(say).collect();
    let so = if so.is_empty() { "nothing".to_owned() } else { so.join(" and ") };
    (!is_so).then(|| format!("{} was the answer, and {so} is so", say(answer)))
}
