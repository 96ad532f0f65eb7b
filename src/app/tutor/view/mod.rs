//! What is shown of a lesson: a view model, made anew from the tutor and compared.

mod card;
mod demo;
mod question;
mod results;
mod words;

pub(super) use results::is_right;

pub use card::{CardRow, CardView};
pub use demo::{DemoView, demo};
pub use question::{AnswerView, ChoiceView, NumberView, QuestionView};
pub use results::ResultView;

use super::Tutor;
use crate::app::i18n::Lang;
use crate::app::present::names::Names;
use crate::app::selection::Selection;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::format::{GoalEntry, Step, Task};
use crate::lesson::goal::Subject;
use crate::lesson::prose::node::{Block, words as plain};
use crate::lesson::prose::{Key, StepProse};
use words::Words;

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
    /// Whether the step can be left out.
    pub can_skip: bool,
    /// Whether its solution can be shown.
    pub can_show: bool,
    /// Another form of it to practise: its step and name.
    pub another: Option<(Slug, Slug)>,
    /// Whether this is practice of a variant alone.
    pub is_practice: bool,
    /// Whether this is the last step.
    pub is_last: bool,
    /// Whether every step is done.
    pub is_complete: bool,
    /// At the end: what came of the lesson.
    pub card: Option<CardView>,
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

impl Tutor {
    /// The lesson as it stands, in a language.
    #[must_use]
    pub fn view(&self, network: &Network, lang: Lang) -> LessonView {
        let lesson = self.lesson();
        let step = &lesson.steps[self.shown];
        let words = Words::new(lang, network, step.form.as_ref());
        let nothing = StepProse::default();
        let prose = self.loaded.step_prose(lang.tag(), step).unwrap_or(&nothing);
        let title = self.loaded.prose(lang.tag()).map(|prose| prose.title.clone());
        let is_done = self.is_done(step);
        let is_current = self.shown == self.reached;
        let is_last = self.shown + 1 == lesson.steps.len();
        let is_complete = self.progress.is_complete(lesson) && self.practice.is_none();
        let (is_exercise, is_open) = (matches!(step.task, Task::Do(_)), is_idle(step));
        let hints = if is_current { self.hints() } else { 0 };
        LessonView {
            slug: lesson.slug.to_string(),
            title: title.unwrap_or_default(),
            number: self.shown + 1,
            count: lesson.steps.len(),
            step_title: words.line(&prose.title),
            text: words.blocks(Some(&prose.text)),
            question: self.question(step, prose, &words),
            goals: self.goals(step, prose, &words, network),
            results: self.results(step, lang, network),
            pass: (is_exercise && is_done).then(|| words.blocks(prose.section(&Key::Pass))),
            hints: prose.hints().take(hints).map(|hint| words.blocks(Some(hint))).collect(),
            hints_left: if is_done || !self.has_hints {
                0
            } else {
                prose.hints().count().saturating_sub(hints)
            },
            can_go_back: self.shown > 0,
            can_go_on: is_done || !is_current || is_open,
            can_reset: self.can_reset() && is_current,
            can_skip: self.can_skip() && self.practice.is_none(),
            can_show: self.can_show(),
            another: self.another(step).filter(|_| is_done),
            is_practice: self.practice.is_some(),
            is_last,
            is_complete,
            card: (is_last && is_complete).then(|| self.card(lang, network)),
        }
    }

    /// What a goal of a step asks, in words alone; its name, if nobody wrote it down.
    #[must_use]
    pub fn goal_words(&self, step: &Slug, goal: &Slug, names: &Names) -> String {
        let mut steps = self.lesson().steps.iter();
        let Some(step) = steps.find(|it| it.slug == *step) else { return goal.to_string() };
        let prose = self.loaded.step_prose(names.lang.tag(), step);
        let blocks = prose.and_then(|prose| prose.section(&Key::Goal(goal.clone())));
        let line = blocks.into_iter().flatten().find_map(|block| match block {
            Block::Paragraph(line) => Some(plain(line)),
            _ => None,
        });
        let words = Words::new(names.lang, names.network, step.form.as_ref());
        line.map_or_else(|| goal.to_string(), |line| words.line(&line))
    }

    fn goals(
        &self,
        step: &Step,
        prose: &StepProse,
        words: &Words,
        network: &Network,
    ) -> Vec<GoalView> {
        let Task::Do(exercise) = &step.task else { return Vec::new() };
        let is_done = self.is_done(step);
        let view = |(n, goal): (usize, &GoalEntry)| {
            let standing = self.standings.get(n).filter(|_| self.shown == self.reached);
            let holds = is_done || standing.is_some_and(|standing| standing.holds);
            let not_yet = prose.section(&Key::NotYet(goal.slug.clone()));
            let unmet = standing.filter(|_| !holds && not_yet.is_some()).map(|standing| {
                let holes = [
                    ("actual", words.actual(&standing.actual)),
                    ("expected", words.actual(&standing.expected)),
                ];
                words.filled(not_yet, &holes)
            });
            GoalView {
                slug: goal.slug.clone(),
                text: words.blocks(prose.section(&Key::Goal(goal.slug.clone()))),
                holds,
                not_yet: unmet,
                target: match goal.needs.subject(network) {
                    Subject::Client(client) => Selection::Client(client),
                    Subject::Node(node) => Selection::Node(node),
                    Subject::Router(router) => Selection::Router(router),
                    Subject::World => Selection::None,
                },
            }
        };
        exercise.goals.iter().enumerate().map(view).collect()
    }
}

/// Whether one goes on from the step as one likes.
const fn is_idle(step: &Step) -> bool {
    matches!(step.task, Task::Read | Task::Free { .. })
}
