//! What a check comes to, in types and in words.

use super::codec::Unreadable;
use crate::app::i18n::Lang;
use crate::engine::base::text::Slug;
use crate::lesson::audit::{Flaw, Stumble};
use crate::say;

/// What was found of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was done again, and came to what it says.
    Verified,
    /// What it says does not agree with itself: it was changed after it was made.
    Edited(Odd),
    /// Another version made it, and nothing can be said of it.
    OtherVersion(Other),
    /// Its seed is not the one that class, name and lesson give.
    OtherSeed,
    /// It cannot be read.
    Unreadable(Unreadable),
}

/// What does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// The checksum, with all that it is of.
    Checksum,
    /// Something cannot be done as it is said.
    Deed(Stumble),
    /// The steps that are claimed are not the lesson's.
    Steps,
    /// How a step was answered.
    Answer(Slug),
    /// Whether a step's goals were met, or how it was done.
    Goal(Slug),
    /// What a step counts.
    Score(Slug),
    /// How many hints were asked for.
    Hints(Slug),
    /// The world as it was left.
    End,
}

/// What is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// The program, or the form of codes; which, where that is known.
    Program(String),
    /// The lesson's content.
    Lesson,
    /// The world's content.
    World,
    /// The engine: the same world opens otherwise.
    Engine,
    /// There is no such lesson here.
    Missing,
}

/// The verdicts, by themselves: what a table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// [`Verdict::Verified`].
    Verified,
    /// [`Verdict::Edited`].
    Edited,
    /// [`Verdict::OtherSeed`].
    OtherSeed,
    /// [`Verdict::OtherVersion`].
    OtherVersion,
    /// [`Verdict::Unreadable`].
    Unreadable,
}

impl Kind {
    /// All of them, the good one first.
    pub const ALL: [Self; 5] =
        [Self::Verified, Self::Edited, Self::OtherSeed, Self::OtherVersion, Self::Unreadable];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Edited => "edited",
            Self::OtherSeed => "other-seed",
            Self::OtherVersion => "other-version",
            Self::Unreadable => "unreadable",
        }
    }

    /// It, in a word or two.
    #[must_use]
    pub fn word(self, lang: Lang) -> String {
        match self {
            Self::Verified => say!(lang, "code-verified"),
            Self::Edited => say!(lang, "code-edited"),
            Self::OtherSeed => say!(lang, "code-other-seed"),
            Self::OtherVersion => say!(lang, "code-other-version"),
            Self::Unreadable => say!(lang, "code-unreadable"),
        }
    }
}

impl Verdict {
    /// Which it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Verified => Kind::Verified,
            Self::Edited(_) => Kind::Edited,
            Self::OtherSeed => Kind::OtherSeed,
            Self::OtherVersion(_) => Kind::OtherVersion,
            Self::Unreadable(_) => Kind::Unreadable,
        }
    }

    /// What there is to say of it: why.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Verified => say!(lang, "code-verified-about"),
            Self::Edited(odd) => odd.sentence(lang),
            Self::OtherVersion(other) => other.sentence(lang),
            Self::OtherSeed => say!(lang, "code-other-seed-about"),
            Self::Unreadable(why) => match why {
                Unreadable::Cut => say!(lang, "code-cut"),
                Unreadable::TooLong => say!(lang, "code-too-long"),
                Unreadable::Letters => say!(lang, "code-letters"),
                Unreadable::Damaged => say!(lang, "code-damaged"),
                Unreadable::Malformed => say!(lang, "code-malformed"),
            },
        }
    }
}

impl Odd {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Checksum => say!(lang, "code-odd-checksum"),
            Self::Deed(Stumble { step, flaw }) => {
                let why = flaw_words(*flaw, lang);
                let Some(step) = step else { return say!(lang, "code-odd-trail", why = why) };
                say!(lang, "code-odd-deed", step = step.as_str(), why = why)
            }
            Self::Steps => say!(lang, "code-odd-steps"),
            Self::Answer(step) => say!(lang, "code-odd-answer", step = step.as_str()),
            Self::Goal(step) => say!(lang, "code-odd-goal", step = step.as_str()),
            Self::Score(step) => say!(lang, "code-odd-score", step = step.as_str()),
            Self::Hints(step) => say!(lang, "code-odd-hints", step = step.as_str()),
            Self::End => say!(lang, "code-odd-end"),
        }
    }
}

/// Why a trail cannot be gone again.
#[must_use]
pub fn flaw_words(flaw: Flaw, lang: Lang) -> String {
    match flaw {
        Flaw::NotKept => say!(lang, "code-flaw-kept"),
        Flaw::OtherSteps => say!(lang, "code-flaw-steps"),
        Flaw::OtherHistory => say!(lang, "code-flaw-history"),
        Flaw::NotAllowed => say!(lang, "code-flaw-allowed"),
        Flaw::Refused => say!(lang, "code-flaw-refused"),
        Flaw::NoAnswer => say!(lang, "code-flaw-answer"),
        Flaw::TooMuch => say!(lang, "code-flaw-much"),
    }
}

impl Other {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Program(version) if version.is_empty() => say!(lang, "code-other-form"),
            Self::Program(version) => {
                let version = crate::app::parameters::quoted(version);
                say!(lang, "code-other-program", theirs = version, ours = super::PROGRAM)
            }
            Self::Lesson => say!(lang, "code-other-lesson"),
            Self::World => say!(lang, "code-other-world"),
            Self::Engine => say!(lang, "code-other-engine"),
            Self::Missing => say!(lang, "code-other-missing"),
        }
    }
}
