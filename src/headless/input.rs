//! Reading files, with their names in every complaint.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::engine::net::validate::{MAX_FILE_BYTES, Problem};
use crate::engine::sim::setup::Setup;

/// A problem with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, and where.
    pub problem: Problem,
}

impl fmt::Display for InputProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.problem)
    }
}

impl InputProblem {
    /// A problem at a place of a file.
    #[must_use]
    pub fn new(file: &Path, place: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), problem: Problem::new(place, message) }
    }
}

/// The text of a file that is not too long.
///
/// # Errors
/// It cannot be read, is too long, or is no UTF-8.
pub fn text(path: &Path) -> Result<String, Vec<InputProblem>> {
    let wrong = |message: String| vec![InputProblem::new(path, "file", message)];
    let length = fs::metadata(path).map_err(|error| wrong(error.to_string()))?.len();
    if usize::try_from(length).is_ok_and(|length| length > MAX_FILE_BYTES) {
        return Err(wrong(format!("has {length} bytes; at most {MAX_FILE_BYTES}")));
    }
    fs::read_to_string(path).map_err(|error| wrong(error.to_string()))
}

/// A scenario, checked and built.
///
/// # Errors
/// All problems of the file.
pub fn scenario(path: &Path) -> Result<Setup, Vec<InputProblem>> {
    let named = |problem| InputProblem { file: path.to_owned(), problem };
    Setup::from_json(&text(path)?).map_err(|problems| problems.into_iter().map(named).collect())
}
