//! What is shown of a lesson: a view model, made anew from the tutor and compared.

use super::Tutor;
use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::selection::Selection;
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::format::{Answer, Asks, GoalEntry, Inquiry, Step, Task};
use crate::lesson::goal::{Actual, Standing, Subject};
use crate::lesson::progress::Predicted;
use crate::lesson::prose::node::{Block, filled, words};
use crate::lesson::prose::{Key, StepProse};
use crate::say;

/// The lesson as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one button or line is there")]
pub struct LessonView {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The number of the step shown, from 1.
    pub number: usize,
    /// How many steps there are.
    pub count: usize,
    /// The step's title.
    pub step_title: String,
    /// Its text.
    pub text: Vec<Block>,
    /// What is to be predicted.
    pub question: Option<QuestionView>,
    /// What is to be done.
    pub goals: Vec<GoalView>,
    /// What became of earlier predictions, as far as this step shows it.
    pub results: Vec<ResultView>,
    /// Said once every goal holds.
    pub pass: Option<Vec<Block>>,
    /// The hints asked for.
    pub hints: Vec<Vec<Block>>,
    /// How many more there are.
    pub hints_left: usize,
    /// Whether there is a step before.
    pub can_go_back: bool,
    /// Whether one can go on.
    pub can_go_on: bool,
    /// Whether the step's beginning can be gone back to.
    pub can_reset: bool,
    /// Whether this is the last step.
    pub is_last: bool,
    /// Whether every step is done.
    pub is_complete: bool,
    /// At the end: how many predictions were right, of how many.
    pub score: Option<(usize, usize)>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// Its words.
    pub text: Vec<Block>,
    /// What can be chosen.
    pub choices: Vec<ChoiceView>,
    /// Whether it is locked.
    pub is_locked: bool,
    /// Whether it can be.
    pub can_lock: bool,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// Its name in files.
    pub slug: Slug,
    /// Its name for people.
    pub label: String,
    /// Whether it is the one chosen.
    pub is_chosen: bool,
    /// The node, if it is one, for its mark.
    pub node: Option<NodeId>,
    /// Where it is on the map.
    pub target: Selection,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalView {
    /// Its name in files.
    pub slug: Slug,
    /// What it asks.
    pub text: Vec<Block>,
    /// Whether it holds.
    pub holds: bool,
    /// What is so instead, as long as it does not.
    pub not_yet: Option<Vec<Block>>,
    /// Where to look; none if it is about the whole world.
    pub target: Selection,
}

/// What became of a prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultView {
    /// What was predicted.
    pub predicted: String,
    /// What happened.
    pub happened: String,
    /// Whether that is the same.
    pub is_right: bool,
    /// What there is to say of it.
    pub text: Vec<Block>,
}

impl Tutor {
    /// The lesson as it stands, in a language.
    #[must_use]
    pub fn view(&self, network: &Network, lang: Lang) -> LessonView {
        let names = Names { lang, network };
        let lesson = self.lesson();
        let step = &lesson.steps[self.shown];
        let nothing = StepProse::default();
        let prose = self.loaded.step_prose(lang.tag(), step).unwrap_or(&nothing);
        let title = self.loaded.prose(lang.tag()).map(|prose| prose.title.clone());
        let is_done = self.is_done(step);
        let is_current = self.shown == self.reached;
        let is_last = self.shown + 1 == lesson.steps.len();
        let is_exercise = matches!(step.task, Task::Do(_));
        let hints = if is_current { self.hints } else { 0 };
        LessonView {
            slug: lesson.slug.to_string(),
            title: title.unwrap_or_default(),
            number: self.shown + 1,
            count: lesson.steps.len(),
            step_title: prose.title.clone(),
            text: prose.text.clone(),
            question: self.question(step, prose, &names),
            goals: self.goals(step, prose, &names),
            results: self.results(step, &names),
            pass: (is_exercise && is_done).then(|| owned(prose.section(&Key::Pass))),
            hints: prose.hints().take(hints).map(<[Block]>::to_vec).collect(),
            hints_left: if is_done || !self.has_hints {
                0
            } else {
                prose.hints().count().saturating_sub(hints)
            },
            can_go_back: self.shown > 0,
            can_go_on: !is_last && (is_done || !is_current || matches!(step.task, Task::Read)),
            can_reset: self.can_reset() && is_current,
            is_last,
            is_complete: self.progress.is_complete(lesson),
            score: is_last.then(|| self.score()),
        }
    }

    /// What a goal of a step asks, in words alone; its name, if nobody wrote it down.
    #[must_use]
    pub fn goal_words(&self, step: &Slug, goal: &Slug, lang: Lang) -> String {
        let mut steps = self.lesson().steps.iter();
        let prose = steps
            .find(|it| it.slug == *step)
            .and_then(|step| self.loaded.step_prose(lang.tag(), step));
        let blocks = prose.and_then(|prose| prose.section(&Key::Goal(goal.clone())));
        let line = blocks.into_iter().flatten().find_map(|block| match block {
            Block::Paragraph(line) => Some(words(line)),
            _ => None,
        });
        line.unwrap_or_else(|| goal.to_string())
    }

    fn question(&self, step: &Step, prose: &StepProse, names: &Names) -> Option<QuestionView> {
        let Task::Ask(inquiry) = &step.task else { return None };
        let is_locked = self.is_done(step);
        let locked = self.progress.predictions.get(&step.slug).map(|one| &one.chosen);
        let chosen = locked.or(self.choice.as_ref());
        let choice = |slug: &Slug| {
            let target = target(inquiry, slug, names.network);
            ChoiceView {
                slug: slug.clone(),
                label: label(target, slug, names),
                is_chosen: matches!(chosen, Some(Answer::Choice(it)) if it == slug),
                node: if let Selection::Node(node) = target { Some(node) } else { None },
                target,
            }
        };
        Some(QuestionView {
            text: owned(prose.section(&Key::Question)),
            choices: inquiry.choices.iter().map(choice).collect(),
            is_locked,
            can_lock: !is_locked && chosen.is_some(),
        })
    }

    fn goals(&self, step: &Step, prose: &StepProse, names: &Names) -> Vec<GoalView> {
        let Task::Do(exercise) = &step.task else { return Vec::new() };
        let is_done = self.is_done(step);
        let view = |(n, goal): (usize, &GoalEntry)| {
            let standing = self.standings.get(n).filter(|_| self.shown == self.reached);
            let holds = is_done || standing.is_some_and(|standing| standing.holds);
            let not_yet = prose.section(&Key::NotYet(goal.slug.clone()));
            let unmet = standing
                .filter(|_| !holds)
                .and_then(|standing| Some(filled(not_yet?, "actual", &actual(*standing, names))));
            GoalView {
                slug: goal.slug.clone(),
                text: owned(prose.section(&Key::Goal(goal.slug.clone()))),
                holds,
                not_yet: unmet,
                target: match goal.needs.subject(names.network) {
                    Subject::Client(client) => Selection::Client(client),
                    Subject::Node(node) => Selection::Node(node),
                    Subject::Router(router) => Selection::Router(router),
                    Subject::World => Selection::None,
                },
            }
        };
        exercise.goals.iter().enumerate().map(view).collect()
    }

    /// The predictions whose outcome this step has shown.
    fn results(&self, step: &Step, names: &Names) -> Vec<ResultView> {
        if !self.is_done(step) {
            return Vec::new();
        }
        let lesson = self.lesson();
        let own = match &step.task {
            Task::Ask(inquiry) if inquiry.revealed_by.is_none() => Some((step, inquiry)),
            _ => None,
        };
        own.into_iter()
            .chain(lesson.revealed_by(&step.slug))
            .filter_map(|(step, inquiry)| {
                let predicted = self.progress.predictions.get(&step.slug)?;
                Some(self.result(step, inquiry, predicted, names))
            })
            .collect()
    }

    fn result(
        &self,
        step: &Step,
        inquiry: &Inquiry,
        predicted: &Predicted,
        names: &Names,
    ) -> ResultView {
        let prose = self.loaded.step_prose(names.lang.tag(), step);
        let outcome = predicted.outcome.as_ref();
        let is_right =
            outcome.is_some_and(|actual| inquiry.question.is_right(&predicted.chosen, actual));
        let of_choice = match &predicted.chosen {
            Answer::Choice(choice) => Key::WrongChoice(choice.clone()),
            Answer::Number(_) | Answer::Order(_) => Key::Wrong,
        };
        let text = prose.and_then(|prose| {
            if is_right {
                prose.section(&Key::Right)
            } else {
                prose.section(&of_choice).or_else(|| prose.section(&Key::Wrong))
            }
        });
        let one = |slug: &Slug| label(target(inquiry, slug, names.network), slug, names);
        let label = |answer: &Answer| match answer {
            Answer::Choice(slug) => one(slug),
            Answer::Number(number) => number.to_string(),
            Answer::Order(slugs) => slugs.iter().map(one).collect::<Vec<_>>().join(", "),
        };
        ResultView {
            predicted: label(&predicted.chosen),
            happened: predicted
                .outcome
                .as_ref()
                .map_or_else(|| say!(names.lang, "lesson-nobody"), label),
            is_right,
            text: owned(text),
        }
    }

    /// How many predictions were right, of how many.
    fn score(&self) -> (usize, usize) {
        let predictions = self.progress.predictions.values();
        let is_right = |one: &&Predicted| one.outcome.as_ref() == Some(&one.chosen);
        (predictions.clone().filter(is_right).count(), predictions.count())
    }
}

fn owned(blocks: Option<&[Block]>) -> Vec<Block> {
    blocks.map(<[Block]>::to_vec).unwrap_or_default()
}

fn target(inquiry: &Inquiry, choice: &Slug, network: &Network) -> Selection {
    let found = match inquiry.question.asks {
        Asks::WhichNodeServes { .. } => {
            network.names.nodes.get(choice).copied().map(Selection::Node)
        }
        Asks::WhichClientStays { .. } => {
            network.names.clients.get(choice).copied().map(Selection::Client)
        }
        _ => None,
    };
    found.unwrap_or_default()
}

fn label(target: Selection, slug: &Slug, names: &Names) -> String {
    match target {
        Selection::Node(node) => names.lettered(node),
        Selection::Client(client) => names.client(client),
        _ => slug.to_string(),
    }
}

fn actual(standing: Standing, names: &Names) -> String {
    match standing.actual {
        Actual::Count(count) => count.to_string(),
        Actual::Node(Some(node)) => names.lettered(node),
        Actual::Node(None) => say!(names.lang, "lesson-nobody"),
        Actual::Is(true) => say!(names.lang, "lesson-yes"),
        Actual::Is(false) => say!(names.lang, "lesson-no"),
    }
}
