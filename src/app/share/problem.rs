//! What is wrong with a run that somebody shared.

use super::{MAX_BYTES, MAX_CHARS};
use crate::app::i18n::Lang;
use crate::app::session::limits::MAX_LOG;
use crate::say;

/// Why a run cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunProblem {
    /// It has more than [`MAX_CHARS`] characters.
    TooLong {
        /// How many.
        chars: usize,
    },
    /// It does not begin with a version.
    NoVersion,
    /// A newer lab wrote it.
    Newer {
        /// Its version.
        version: String,
    },
    /// It holds a character that does not belong there, or ends too early.
    Letters,
    /// Its checksum is wrong: it was cut, or changed, or is of another world.
    Damaged,
    /// Unpacked, it is larger than [`MAX_BYTES`].
    TooLarge,
    /// What is packed in it does not say what a run says.
    Malformed {
        /// The reader's words.
        why: String,
    },
    /// It has more than [`MAX_LOG`] commands.
    TooManyCommands {
        /// How many.
        count: usize,
    },
}

impl RunProblem {
    /// It, in words, with what was expected.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::TooLong { chars } => {
                say!(lang, "run-problem-long", chars = *chars, most = MAX_CHARS)
            }
            Self::NoVersion => say!(lang, "run-problem-version"),
            Self::Newer { version } => {
                say!(lang, "run-problem-newer", version = version.as_str())
            }
            Self::Letters => say!(lang, "run-problem-letters"),
            Self::Damaged => say!(lang, "run-problem-damaged"),
            Self::TooLarge => say!(lang, "run-problem-large", most = MAX_BYTES / 1024),
            Self::Malformed { why } => say!(lang, "run-problem-malformed", why = why.as_str()),
            Self::TooManyCommands { count } => {
                say!(lang, "run-problem-commands", count = *count, most = MAX_LOG)
            }
        }
    }
}
