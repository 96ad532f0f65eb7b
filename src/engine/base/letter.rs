//! The letters that anycast nodes are marked with: A to Z, then AA to ZZ.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// One or two letters on a node's mark.
///
/// Deserialising does not check that they are capitals (the scenario's validation does, so that
/// all problems come at once); [`Letter::is_well_formed`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter {
    /// How many there are: one letter comes before two.
    count: u8,
    bytes: [u8; 2],
}

impl Letter {
    /// The letters of this text, unchecked, if it has one or two ASCII characters.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [one] if one.is_ascii() => Some(Self { count: 1, bytes: [one, 0] }),
            [one, two] if one.is_ascii() && two.is_ascii() => {
                Some(Self { count: 2, bytes: [one, two] })
            }
            _ => None,
        }
    }

    /// The letters in the order in which they are given out: A to Z, then AA to AZ, BA and so on.
    pub fn all() -> impl Iterator<Item = Self> {
        let two = |one| (b'A'..=b'Z').map(move |two| Self { count: 2, bytes: [one, two] });
        (b'A'..=b'Z')
            .map(|one| Self { count: 1, bytes: [one, 0] })
            .chain((b'A'..=b'Z').flat_map(two))
    }

    /// Whether it is one or two capitals.
    #[must_use]
    pub fn is_well_formed(self) -> bool {
        self.as_bytes().iter().all(u8::is_ascii_uppercase)
    }

    /// Its place in the order of [`Letter::all`]; what is not well-formed has none, and counts
    /// as the first.
    #[must_use]
    pub fn rank(self) -> usize {
        let of = |byte: u8| usize::from(byte.saturating_sub(b'A')) % 26;
        match self.count {
            2 => 26 + 26 * of(self.bytes[0]) + of(self.bytes[1]),
            _ => of(self.bytes[0]),
        }
    }

    /// How many letters it is.
    #[must_use]
    pub fn len(self) -> usize {
        usize::from(self.count)
    }

    /// Never: there is at least one letter.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.count)]
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl Serialize for Letter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Letter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"`A` to `Z` or `AA` to `ZZ`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_count_on_after_z() {
        for (rank, letter) in Letter::all().enumerate() {
            assert_eq!(letter.rank(), rank);
            assert!(letter.is_well_formed());
            assert_eq!(Letter::new(&letter.to_string()), Some(letter));
        }
        assert_eq!(Letter::all().count(), 26 + 26 * 26);
        let all: Vec<Letter> = Letter::all().collect();
        assert!(all.is_sorted(), "one letter comes before two");
    }

    #[test]
    fn what_is_no_letter_is_refused() {
        for text in ["", "ABC", "é", "字"] {
            assert_eq!(Letter::new(text), None, "{text}");
        }
        assert!(!Letter::new("a").expect("one character").is_well_formed());
        assert!(!Letter::new("A1").expect("two characters").is_well_formed());
    }
}
