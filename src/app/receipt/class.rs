//! Who did a lesson, as far as a class link says so: names, and the seed that they give.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::i18n::Lang;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::say;

/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// Marks in names, beside letters, digits and spaces.
const MARKS: &str = "-_.·'’()（）@#&+";

/// The name of a class, or of somebody in it: letters and digits of any script, spaces and a few
/// marks. Written with single spaces, so that it is the same however it was typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why something is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It has more than [`MAX_NAME`] characters.
    #[error("it has more than {MAX_NAME} characters")]
    TooLong,
    /// It has a character that names do not have here.
    #[error("it has the character {0:?}")]
    Mark(char),
}

impl NameProblem {
    /// It, in words, with what would be right.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "name-empty"),
            Self::TooLong => say!(lang, "name-long", most = MAX_NAME),
            Self::Mark(mark) => {
                let shown = if mark.is_control() { '\u{fffd}' } else { mark };
                say!(lang, "name-mark", mark = shown.to_string())
            }
        }
    }
}

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    /// It is none.
    pub fn new(text: &str) -> Result<Self, NameProblem> {
        // Nobody reads a megabyte for a name.
        if text.chars().nth(4 * MAX_NAME).is_some() {
            return Err(NameProblem::TooLong);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let name = words.join(" ");
        if name.is_empty() {
            return Err(NameProblem::Empty);
        }
        if name.chars().nth(MAX_NAME).is_some() {
            return Err(NameProblem::TooLong);
        }
        match name.chars().find(|mark| !is_of_names(*mark)) {
            Some(mark) => Err(NameProblem::Mark(mark)),
            None => Ok(Self(name)),
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Letters that stand on their own, those that stand on others, digits, and marks.
fn is_of_names(c: char) -> bool {
    let is_accent =
        matches!(c, '\u{300}'..='\u{36f}' | '\u{94d}' | '\u{9cd}' | '\u{e31}'..='\u{e4e}');
    c == ' ' || c.is_alphanumeric() || is_accent || MARKS.contains(c)
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Name {
    type Error = NameProblem;

    /// Only as [`Name::new`] writes it: one name has one form.
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let name = Self::new(&text)?;
        if name.0 == text { Ok(name) } else { Err(NameProblem::Mark(' ')) }
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

/// Somebody in a class.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pupil {
    /// The class.
    pub class: Name,
    /// The name, or the number, that the learner gave.
    pub student: Name,
}

impl Pupil {
    /// The seed that is this learner's in this lesson: the first eight bytes, the highest first, of
    /// the SHA-256 of four lines, which are `anycast-lab class`, the class, the student and the
    /// lesson. So anybody can compute it again.
    #[must_use]
    pub fn seed(&self, lesson: &Slug) -> u64 {
        let lines = format!("anycast-lab class\n{}\n{}\n{lesson}", self.class, self.student);
        let full = Sha256::digest(lines);
        u64::from_be_bytes(std::array::from_fn(|place| full[place]))
    }
}

/// The fragment that a class is given, without its `#`.
#[must_use]
pub fn link(lesson: &Slug, class: &Name) -> String {
    format!("{}?class={}", Place::Lesson(lesson.clone()).fragment(), encoded(class.as_str()))
}

/// As a value in an address: all but the plainest letters as bytes.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).expect("a name")
    }

    #[test]
    fn names_are_of_any_script_and_have_one_form() {
        for (typed, written) in [
            ("Ann Lee", "Ann Lee"),
            ("  Ann \t Lee\n", "Ann Lee"),
            ("李小龙", "李小龙"),
            ("欧阳　娜娜", "欧阳 娜娜"),
            ("Zoë O’Neill-Ñandú", "Zoë O’Neill-Ñandú"),
            ("नमस्ते", "नमस्ते"),
            ("20231234", "20231234"),
            ("BGP 101 (B)", "BGP 101 (B)"),
        ] {
            assert_eq!(name(typed).as_str(), written);
        }
    }

    #[test]
    fn what_is_no_name_is_told_apart() {
        assert_eq!(Name::new(" \n"), Err(NameProblem::Empty));
        assert_eq!(Name::new(&"x".repeat(MAX_NAME + 1)), Err(NameProblem::TooLong));
        assert_eq!(Name::new(&" ".repeat(1_000_000)), Err(NameProblem::TooLong));
        assert!(Name::new(&"界".repeat(MAX_NAME)).is_ok());
        for mark in
            ['=', '"', '<', '%', '\u{202e}', '\u{200b}', '\0', ',', ';', '\u{feff}', '\u{7f}']
        {
            assert_eq!(Name::new(&format!("a{mark}b")), Err(NameProblem::Mark(mark)));
        }
        let spaced = serde_json::from_str::<Name>("\"Ann  Lee\"");
        assert!(spaced.is_err(), "another form of a name is another name");
    }

    #[test]
    fn a_seed_is_the_same_everywhere_and_forever() {
        let pupil = Pupil { class: name("BGP 101"), student: name("Ann Lee") };
        assert_eq!(pupil.seed(&"one-address".into()), 3_521_195_289_603_596_842);
        let others = [
            (name("BGP 102"), name("Ann Lee"), "one-address"),
            (name("BGP 101"), name("Ann  lee"), "one-address"),
            (name("BGP 101"), name("Ann Lee"), "withdraw"),
        ];
        for (class, student, lesson) in others {
            let other = Pupil { class, student };
            assert_ne!(other.seed(&lesson.into()), pupil.seed(&"one-address".into()));
        }
    }

    #[test]
    fn a_link_carries_the_class() {
        let to = link(&"withdraw".into(), &name("网络 7+"));
        assert_eq!(to, "/lesson/withdraw?class=%E7%BD%91%E7%BB%9C%207%2B");
    }
}
