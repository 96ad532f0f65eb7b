//! What is wrong with a lesson, and where.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as its author knows it: `withdraw/lesson.json`.
    pub file: String,
    /// Where in it: a path into the JSON, or `line 12`.
    pub place: String,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.place, self.message)
    }
}

/// Problems listed of one lesson; more would hide those.
const MAX_PROBLEMS: usize = 200;

/// A list of the problems of one file.
#[derive(Clone, Debug)]
pub struct Problems {
    file: String,
    list: Vec<Problem>,
}

impl Problems {
    /// No problem yet, in this file.
    #[must_use]
    pub fn of(file: impl Into<String>) -> Self {
        Self { file: file.into(), list: Vec::new() }
    }

    /// Adds one.
    pub fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        if self.list.len() < MAX_PROBLEMS {
            let (place, message) = (place.into(), message.into());
            self.list.push(Problem { file: self.file.clone(), place, message });
        }
    }

    /// Adds one at a line of the file.
    pub fn at_line(&mut self, line: usize, message: impl Into<String>) {
        self.add(format!("line {line}"), message);
    }

    /// The list.
    #[must_use]
    pub fn into_list(self) -> Vec<Problem> {
        self.list
    }
}
