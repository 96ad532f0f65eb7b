//! Names: slugs for machines, text in two languages for people.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The name of a thing in files, links and logs: `a-z 0-9 -`, starts with a letter or digit,
/// at most 64 characters.
///
/// Deserialising does not check the form (the scenario's validation does, so that all problems
/// come at once); [`Slug::is_well_formed`] does.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slug(Arc<str>);

impl Slug {
    /// A slug of this text, unchecked.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text has the form of a slug.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let ok = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        (1..=64).contains(&self.0.len())
            && self.0.starts_with(ok)
            && self.0.chars().all(|c| ok(c) || c == '-')
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Slug {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Words for people, in the two languages that everything is written in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese (Simplified).
    pub zh: String,
}
