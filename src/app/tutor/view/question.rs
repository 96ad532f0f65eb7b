//! The question of a step, as it is shown.

use super::words::{self, Words};
use super::{StepProse, Tutor};
use crate::app::selection::Selection;
use crate::app::tutor::draft::{Draft, NoNumber, number};
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::engine::net::network::Network;
use crate::lesson::format::{Answer, Asks, Input, Step, Style, Task};
use crate::lesson::prose::Key;
use crate::lesson::prose::node::Block;
use crate::say;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// Its words.
    pub text: Vec<Block>,
    /// What its answer is for.
    pub style: Style,
    /// What it is about; none if that is the whole world.
    pub target: Selection,
    /// How it is answered.
    pub answer: AnswerView,
    /// Whether one may point at the answer on the map.
    pub is_on_map: bool,
    /// Whether it is locked.
    pub is_locked: bool,
    /// Whether it can be.
    pub can_lock: bool,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerView {
    /// By one of these.
    Choices(Vec<ChoiceView>),
    /// By a number.
    Number(NumberView),
    /// By putting these in order, the least first.
    Order(Vec<ChoiceView>),
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

/// A number to be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberView {
    /// What is typed.
    pub text: String,
    /// Its unit.
    pub unit: String,
    /// Why it is none; only once it was to be locked.
    pub problem: Option<String>,
}

impl QuestionView {
    /// What can be chosen, or put in order.
    #[must_use]
    pub fn choices(&self) -> &[ChoiceView] {
        match &self.answer {
            AnswerView::Choices(choices) | AnswerView::Order(choices) => choices,
            AnswerView::Number(_) => &[],
        }
    }
}

impl Tutor {
    pub(super) fn question(
        &self,
        step: &Step,
        prose: &StepProse,
        words: &Words,
    ) -> Option<QuestionView> {
        let Task::Ask(inquiry) = &step.task else { return None };
        let is_locked = self.is_done(step);
        let locked = self.progress.predictions.get(&step.slug).map(|one| &one.chosen);
        let mut draft = self.draft.clone();
        if let Some(answer) = locked {
            draft.take(answer.clone());
        } else if is_locked {
            draft = Draft::of(inquiry);
        }
        let is_chosen = |slug: &Slug| matches!(&draft, Draft::Choice(chosen) if chosen == slug);
        let choice = |slug: &Slug| {
            let target = words.target(inquiry, slug);
            ChoiceView {
                slug: slug.clone(),
                label: words.choice(inquiry, slug),
                is_chosen: is_chosen(slug),
                node: if let Selection::Node(node) = target { Some(node) } else { None },
                target,
            }
        };
        let answer = match (&draft, &inquiry.question.asks) {
            (Draft::Number { text, is_told }, Asks::HowMuch { measure, .. }) => {
                let problem = number(text).err().filter(|_| *is_told);
                AnswerView::Number(NumberView {
                    text: text.clone(),
                    unit: words.unit(measure),
                    problem: problem.map(|why| sentence(words, why)),
                })
            }
            (Draft::Order(order), _) => AnswerView::Order(order.iter().map(choice).collect()),
            _ => AnswerView::Choices(inquiry.choices.iter().map(choice).collect()),
        };
        Some(QuestionView {
            text: words.blocks(prose.section(&Key::Question)),
            style: inquiry.style,
            target: words.asked_about(&inquiry.question.asks),
            is_on_map: inquiry.input == Input::Map && !is_locked,
            is_locked,
            can_lock: !is_locked && can_lock(&draft),
            answer,
        })
    }

    /// The choices that one may point at now, with their places on the map, and the one chosen.
    #[must_use]
    pub fn offered(&self, network: &Network) -> Vec<(Selection, bool)> {
        let Task::Ask(inquiry) = &self.step().task else { return Vec::new() };
        if inquiry.input != Input::Map || !self.is_frozen() {
            return Vec::new();
        }
        let one = |slug: &Slug| {
            let is_chosen = matches!(&self.draft, Draft::Choice(chosen) if chosen == slug);
            (words::target(network, inquiry, slug), is_chosen)
        };
        inquiry.choices.iter().map(one).filter(|(target, _)| !target.is_none()).collect()
    }

    /// The choice that stands at one of these places, if it is one alone: what somebody means who
    /// points there.
    #[must_use]
    pub fn meant(&self, network: &Network, places: &[Selection]) -> Option<Answer> {
        let Task::Ask(inquiry) = &self.step().task else { return None };
        if inquiry.input != Input::Map || !self.is_frozen() {
            return None;
        }
        let is_there = |slug: &&Slug| places.contains(&words::target(network, inquiry, slug));
        let mut there = inquiry.choices.iter().filter(is_there);
        let first = there.next()?;
        there.next().is_none().then(|| Answer::Choice(first.clone()))
    }
}

/// A number that is none can be tried to be locked: then it is told what is wrong with it.
const fn can_lock(draft: &Draft) -> bool {
    match draft {
        Draft::Nothing => false,
        Draft::Number { text, .. } => !text.is_empty(),
        Draft::Choice(_) | Draft::Order(_) => true,
    }
}

fn sentence(words: &Words, why: NoNumber) -> String {
    let lang = words.lang();
    match why {
        NoNumber::Empty => say!(lang, "lesson-number-empty"),
        NoNumber::Comma => say!(lang, "lesson-number-comma"),
        NoNumber::TooFine => say!(lang, "lesson-number-fine"),
        NoNumber::TooLong => say!(lang, "lesson-number-long"),
        NoNumber::Other => say!(lang, "lesson-number-other"),
    }
}
