//! The lesson file, format `anycast-lab/lesson/1`: structure only, no word for a learner.
//!
//! Documented for authors in `lessons/README.md`. Things of the world are named by their slugs.
//! Every kind of choice here is closed: there is no expression language.

mod act;
mod goal;
mod measure;
mod question;
mod reason;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use act::{Act, Allow};
pub use goal::{Goal, GoalEntry};
pub use measure::{Bounds, Figure, IT, Measure, Milli};
pub use question::{After, Answer, Asks, ChoiceKind, Extreme, Question};
pub use reason::{Outcome, Reason, of_slug, slug_of};

use crate::engine::base::text::Slug;

/// The one format this version reads.
pub const FORMAT: &str = "anycast-lab/lesson/1";

/// A lesson's structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in files and links; its folder has the same.
    pub slug: Slug,
    /// The slug of the scenario it plays in.
    pub world: Slug,
    /// The seed of that world's randomness.
    pub seed: u64,
    /// Whether each run has a seed of its own, drawn as it begins, and with it its variants.
    pub is_drawn: bool,
    /// How long a learner takes, roughly.
    pub minutes: u8,
    /// The lessons that a learner should have done before; a recommendation, never a bar.
    pub requires: Vec<Slug>,
    /// The cities that the map shows at first; none: the whole world.
    pub camera: Vec<Slug>,
    /// Figures that its prose quotes.
    pub figures: BTreeMap<Slug, Figure>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Lesson {
    /// The place of the step of this name.
    #[must_use]
    pub fn position(&self, step: &Slug) -> Option<usize> {
        self.steps.iter().position(|one| one.slug == *step)
    }

    /// The predictions whose outcome is told once the step `step` is done, with their steps.
    pub fn revealed_by<'a>(
        &'a self,
        step: &'a Slug,
    ) -> impl Iterator<Item = (&'a Step, &'a Inquiry)> {
        self.steps.iter().filter_map(move |one| match &one.task {
            Task::Ask(inquiry) if inquiry.revealed_by.as_ref() == Some(step) => {
                Some((one, inquiry))
            }
            _ => None,
        })
    }
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name; the prose has a section for it.
    pub slug: Slug,
    /// The cities that the map shows from here on; absent: it stays as it is.
    pub camera: Option<Vec<Slug>>,
    /// How fast time runs from here on; absent: as before.
    pub pace: Option<Pace>,
    /// What the lesson itself does to the world as the step begins.
    pub events: Vec<Act>,
    /// Other forms of the step, so that an answer cannot be memorised.
    pub variants: Vec<Variant>,
    /// Which form of the step this is; absent: the step as it was written first.
    pub form: Option<Form>,
    /// What is asked.
    pub task: Task,
}

/// Which form of a step something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The variant's name; the prose may have a section `{#step/variant}` for it.
    pub variant: Slug,
    /// What it exchanged, and for what: in prose, the one's name stands for the other's.
    pub swap: BTreeMap<String, String>,
}

impl Form {
    /// The slug by which this form goes where prose has that one.
    #[must_use]
    pub fn swapped<'a>(&'a self, slug: &'a str) -> &'a str {
        self.swap.get(slug).map_or(slug, String::as_str)
    }
}

impl Step {
    /// The variant of this name.
    #[must_use]
    pub fn variant(&self, slug: &Slug) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.slug == *slug)
    }
}

/// Another form of a step: the same, with some fields replaced and some things exchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name; the prose may have a section `{#step/variant}` for it.
    pub slug: Slug,
    /// The world it plays in; absent: the lesson's, where the steps before lead to.
    pub world: Option<Slug>,
    /// The seed; absent: the lesson's.
    pub seed: Option<u64>,
    /// The step, in this form. It has no variants.
    pub step: Box<Step>,
}

/// What a step asks of the learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// To read.
    Read,
    /// To answer: a prediction, an explanation or a quiz.
    Ask(Inquiry),
    /// To do something to the world, or look at something in it.
    Do(Exercise),
    /// To play, with nothing asked.
    Free {
        /// The commands that the learner may give; absent: all.
        allow: Option<Vec<Allow>>,
    },
}

/// A question, and how it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// Whether it is about what will be, about why, or about what is.
    pub style: Style,
    /// What is asked; the engine knows the answer.
    pub question: Question,
    /// The choices; none where a number is asked for.
    pub choices: Vec<Slug>,
    /// How a choice is made.
    pub input: Input,
    /// The later step that shows what happens; absent: it is told once the answer is locked.
    pub revealed_by: Option<Slug>,
    /// How much it counts, beside others. Of a prediction, that it was made counts; of the others,
    /// that they are right.
    pub weight: u8,
}

impl Inquiry {
    /// Whether this can be answered at all, right or wrong.
    #[must_use]
    pub fn offers(&self, answer: &Answer) -> bool {
        match (&self.question.asks, answer) {
            (Asks::HowMuch { .. }, Answer::Number(_)) => true,
            (Asks::Order { .. }, Answer::Order(order)) => {
                order.len() == self.choices.len()
                    && self.choices.iter().all(|choice| order.contains(choice))
            }
            (Asks::HowMuch { .. } | Asks::Order { .. }, _) => false,
            (_, Answer::Choice(choice)) => self.choices.contains(choice),
            _ => false,
        }
    }
}

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// To say what will be, before it is.
    Predict,
    /// To say why; graded by the engine's own explanation.
    Explain,
    /// To say what is.
    Quiz,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// Whatever the question wants: a list to choose from, a field for a number, a list to put in
    /// order.
    #[default]
    List,
    /// By pointing at it on the map; the choices stand in a list, too, for who cannot point.
    Map,
}

/// An exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The commands that the learner may give.
    pub allow: Vec<Allow>,
    /// What the world, or the learner, must have come to.
    pub goals: Vec<GoalEntry>,
    /// One way to get there; also how the lesson catches up when it is resumed.
    pub solution: Vec<Act>,
}

/// A kind of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// [`Task::Read`].
    Read,
    /// [`Task::Ask`], [`Style::Predict`].
    Predict,
    /// [`Task::Ask`], [`Style::Explain`].
    Explain,
    /// [`Task::Ask`], [`Style::Quiz`].
    Quiz,
    /// [`Task::Do`].
    Do,
    /// [`Task::Free`].
    Free,
}

impl Kind {
    /// What an answer is for, in a step of this kind; none is given in others.
    #[must_use]
    pub const fn style(self) -> Option<Style> {
        match self {
            Self::Predict => Some(Style::Predict),
            Self::Explain => Some(Style::Explain),
            Self::Quiz => Some(Style::Quiz),
            Self::Read | Self::Do | Self::Free => None,
        }
    }
}

/// How fast time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// Slow enough to follow a packet.
    Packets,
    /// Slow enough to follow UPDATEs across an ocean.
    Routing,
    /// Fast enough to wait for a timer of half a minute.
    Timers,
}
