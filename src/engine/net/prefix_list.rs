//! Lists of prefixes as rules match them: exactly, or with what lies inside.

use std::fmt;
use std::str::FromStr;

use ipnet::IpNet;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::out_of_range::OutOfRange;

/// A prefix, alone or with more specific ones, written as in routers' prefix lists:
/// `198.18.0.0/15`, `198.18.0.0/15 le 24`, `198.18.0.0/15 ge 20 le 24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrefixRange {
    /// The prefix.
    pub net: IpNet,
    /// The shortest length that matches; absent: that of the prefix.
    pub ge: Option<u8>,
    /// The longest length that matches; absent: the longest there is if `ge` is given, else that
    /// of the prefix.
    pub le: Option<u8>,
}

impl PrefixRange {
    /// The lengths that match, shortest and longest.
    #[must_use]
    pub fn lengths(&self) -> (u8, u8) {
        let own = self.net.prefix_len();
        let longest = if self.ge.is_some() { self.net.max_prefix_len() } else { own };
        (self.ge.unwrap_or(own), self.le.unwrap_or(longest))
    }

    /// Whether it matches a prefix.
    #[must_use]
    pub fn contains(&self, prefix: &IpNet) -> bool {
        let (shortest, longest) = self.lengths();
        (shortest..=longest).contains(&prefix.prefix_len()) && self.net.contains(prefix)
    }

    /// The length that is out of its range, if one is.
    #[must_use]
    pub fn out_of_range(&self) -> Option<OutOfRange> {
        let (own, most) = (self.net.prefix_len(), self.net.max_prefix_len());
        let check = |field, length: Option<u8>, low: u8| {
            OutOfRange::check(field, length?.into(), low.into(), most.into())
        };
        check("match.prefix (ge)", self.ge, own)
            .or_else(|| check("match.prefix (le)", self.le, self.ge.unwrap_or(own)))
    }
}

impl FromStr for PrefixRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || {
            format!("`{text}` is no prefix: expected one as in `198.18.0.0/15`, or `… ge 20 le 24`")
        };
        let mut words = text.split_whitespace();
        let net = words.next().and_then(|net| net.parse().ok()).ok_or_else(expected)?;
        let mut range = Self { net, ge: None, le: None };
        while let Some(word) = words.next() {
            let length = words.next().and_then(|length| length.parse().ok());
            let place = match word {
                "ge" => &mut range.ge,
                "le" => &mut range.le,
                _ => return Err(expected()),
            };
            if place.is_some() {
                return Err(expected());
            }
            *place = Some(length.ok_or_else(expected)?);
        }
        Ok(range)
    }
}

impl fmt::Display for PrefixRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.net.fmt(f)?;
        for (word, length) in [("ge", self.ge), ("le", self.le)] {
            if let Some(length) = length {
                write!(f, " {word} {length}")?;
            }
        }
        Ok(())
    }
}

/// One or several; in files a text, or a list of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefixList(pub Vec<PrefixRange>);

impl PrefixList {
    /// Whether any of it matches.
    #[must_use]
    pub fn contains(&self, prefix: &IpNet) -> bool {
        self.0.iter().any(|range| range.contains(prefix))
    }
}

impl Serialize for PrefixList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.collect_str(one),
            many => serializer.collect_seq(many.iter().map(ToString::to_string)),
        }
    }
}

impl<'de> Deserialize<'de> for PrefixList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> Visitor<'de> for OneOrMany {
            type Value = PrefixList;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a prefix or a list of prefixes")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<PrefixList, E> {
                Ok(PrefixList(vec![text.parse().map_err(E::custom)?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<PrefixList, A::Error> {
                let mut ranges = Vec::new();
                while let Some(text) = texts.next_element::<String>()? {
                    ranges.push(text.parse().map_err(A::Error::custom)?);
                }
                Ok(PrefixList(ranges))
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_prefix_lists_mean_them() {
        for (list, prefix, is_in) in [
            ("10.0.0.0/8", "10.0.0.0/8", true),
            ("10.0.0.0/8", "10.1.0.0/16", false),
            ("10.0.0.0/8 le 16", "10.0.0.0/8", true),
            ("10.0.0.0/8 le 16", "10.1.0.0/16", true),
            ("10.0.0.0/8 le 16", "10.1.1.0/24", false),
            ("10.0.0.0/8 ge 16", "10.0.0.0/8", false),
            ("10.0.0.0/8 ge 16", "10.1.1.1/32", true),
            ("10.0.0.0/8 ge 16 le 24", "10.1.1.0/24", true),
            ("10.0.0.0/8 ge 16 le 24", "10.1.1.0/25", false),
            ("10.0.0.0/8 le 16", "11.0.0.0/16", false),
            ("2001:db8::/32 le 48", "2001:db8:1::/48", true),
            ("0.0.0.0/0 le 32", "2001:db8::/32", false),
        ] {
            let range: PrefixRange = list.parse().unwrap();
            assert_eq!(range.contains(&prefix.parse().unwrap()), is_in, "{prefix} in {list}");
            assert_eq!(range.to_string(), list);
            assert_eq!(range.out_of_range(), None);
        }
    }

    #[test]
    fn what_is_no_prefix_list_is_refused_with_what_was_expected() {
        for text in ["", "10.0.0.0", "10.0.0.0/8 ge", "10.0.0.0/8 eq 9", "10.0.0.0/8 ge 9 ge 9"] {
            assert!(text.parse::<PrefixRange>().is_err_and(|error| error.contains("expected")));
        }
        for (text, low, high) in [
            ("10.0.0.0/8 ge 33", 8, 32),
            ("10.0.0.0/8 le 7", 8, 32),
            ("10.0.0.0/8 ge 24 le 20", 24, 32),
            ("2001:db8::/32 le 129", 32, 128),
        ] {
            let wrong = text.parse::<PrefixRange>().unwrap().out_of_range().unwrap();
            assert_eq!((wrong.low, wrong.high), (low, high), "{text}");
        }
        let told = serde_json::from_str::<PrefixList>("7").unwrap_err().to_string();
        assert!(told.contains("a prefix or a list of prefixes"), "{told}");
    }
}
