//! A lesson's prose in one language: Markdown, as a small tree of nodes under named sections.
//!
//! Only what is listed in [`node`] comes through. Raw HTML, images, tables and links that lead
//! elsewhere than to http, https or a fragment are dropped, and said so to authors.

pub mod glossary;
mod link;
pub mod node;
mod parse;
mod sections;

use std::collections::BTreeMap;

use self::node::Block;
use super::problem::Problems;
use crate::engine::base::text::Slug;

/// The deepest nesting of lists, quotes and emphasis that is shown; what is deeper is dropped.
pub const MAX_DEPTH: usize = 12;

/// A lesson's prose in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The lesson's title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub summary: Vec<Block>,
    /// The prose of each step; of a variant that has its own, under `step/variant`.
    pub steps: BTreeMap<Slug, StepProse>,
}

/// A step's prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepProse {
    /// The line that its heading is on.
    pub line: usize,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: Vec<Block>,
    /// Its other sections, in order.
    pub sections: Vec<Section>,
}

/// A named section of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The line that its heading is on.
    pub line: usize,
    /// Its name.
    pub key: Key,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The name of a section.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// `hint`: help, one piece at a time. A step may have several.
    Hint,
    /// `pass`: said when every goal holds.
    Pass,
    /// `question`: what is to be predicted.
    Question,
    /// `right`: said of a right prediction.
    Right,
    /// `wrong`: said of any other.
    Wrong,
    /// `wrong: <choice>`: said instead, of that one.
    WrongChoice(Slug),
    /// `too low`: said instead, of a number below the right one.
    TooLow,
    /// `too high`: said instead, of a number above it.
    TooHigh,
    /// `goal: <slug>`: what the goal asks.
    Goal(Slug),
    /// `not yet: <slug>`: said as long as the goal does not hold; `{actual}` is what is so.
    NotYet(Slug),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hint => f.write_str("hint"),
            Self::Pass => f.write_str("pass"),
            Self::Question => f.write_str("question"),
            Self::Right => f.write_str("right"),
            Self::Wrong => f.write_str("wrong"),
            Self::TooLow => f.write_str("too low"),
            Self::TooHigh => f.write_str("too high"),
            Self::WrongChoice(choice) => write!(f, "wrong: {choice}"),
            Self::Goal(goal) => write!(f, "goal: {goal}"),
            Self::NotYet(goal) => write!(f, "not yet: {goal}"),
        }
    }
}

impl StepProse {
    /// The section of this name; of several, the first.
    #[must_use]
    pub fn section(&self, key: &Key) -> Option<&[Block]> {
        let found = self.sections.iter().find(|section| section.key == *key);
        found.map(|section| section.blocks.as_slice())
    }

    /// The hints, in order.
    pub fn hints(&self) -> impl Iterator<Item = &[Block]> {
        let hints = self.sections.iter().filter(|section| section.key == Key::Hint);
        hints.map(|section| section.blocks.as_slice())
    }
}

/// Reads a file of prose. Whatever is wrong is dropped, and told in `problems`.
#[must_use]
pub fn read(text: &str, problems: &mut Problems) -> Prose {
    let limit = super::json::MAX_FILE_BYTES;
    if text.len() > limit {
        problems.add("file", format!("has {} bytes; at most {limit}", text.len()));
        return Prose::default();
    }
    sections::split(parse::blocks(text, problems), problems)
}
