//! All codes that an instructor has handed over, being checked one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::MAX_RECEIPTS;
use super::Receipt;
use super::check::{self, Begun, Check};
use super::codec::find;
use super::found::Entry;
use super::material::Material;
use crate::engine::base::text::Slug;

/// Lessons with their worlds, as far as they were asked for; nothing for one that is not there.
pub type Materials = BTreeMap<Slug, Option<Material>>;

/// The codes, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    known: BTreeSet<String>,
    rows: Vec<Row>,
    /// The row that is being checked.
    at: Option<(usize, Check)>,
}

#[derive(Clone, Debug)]
enum Row {
    Waiting(Box<Receipt>),
    Checking,
    Over(Box<Entry>),
}

/// What a text brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Codes that are new.
    pub new: usize,
    /// Codes that were there already.
    pub again: usize,
    /// Codes for which there is no room.
    pub too_many: usize,
}

/// How checking goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Something was done, and there may be more to do.
    Worked,
    /// This lesson is needed.
    Wants(Slug),
    /// All is checked.
    Over,
}

impl Roll {
    /// Takes every code that is in a text.
    pub fn add(&mut self, text: &str) -> Added {
        let mut added = Added::default();
        for code in find(text) {
            if self.known.contains(&code) {
                added.again += 1;
            } else if self.rows.len() >= MAX_RECEIPTS {
                added.too_many += 1;
            } else {
                added.new += 1;
                self.rows.push(match check::begin(&code) {
                    Begun::Over(entry) => Row::Over(Box::new(entry)),
                    Begun::Wants(receipt) => Row::Waiting(receipt),
                });
                self.known.insert(code);
            }
        }
        added
    }

    /// Goes on checking, by about so many events.
    pub fn go_on(&mut self, materials: &Materials, most: u64) -> Step {
        if let Some((place, check)) = &mut self.at {
            if let Some(entry) = check.go_on(most) {
                self.rows[*place] = Row::Over(Box::new(entry));
                self.at = None;
            }
            return Step::Worked;
        }
        let waiting = self.rows.iter().position(|row| matches!(row, Row::Waiting(_)));
        let Some(place) = waiting else { return Step::Over };
        let Row::Waiting(receipt) = &self.rows[place] else { return Step::Over };
        let Some(material) = materials.get(&receipt.lesson) else {
            return Step::Wants(receipt.lesson.clone());
        };
        let begun = match material {
            Some(material) => Check::begin((**receipt).clone(), material),
            None => Err(Box::new(check::missing(receipt))),
        };
        self.rows[place] = match begun {
            Ok(check) => {
                self.at = Some((place, check));
                Row::Checking
            }
            Err(entry) => Row::Over(entry),
        };
        Step::Worked
    }

    /// How many are checked, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.entries().count(), self.rows.len())
    }

    /// What was found so far, in the order in which the codes came.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().filter_map(|row| match row {
            Row::Over(entry) => Some(&**entry),
            Row::Waiting(_) | Row::Checking => None,
        })
    }
}
