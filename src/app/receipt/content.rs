//! The content of a file, as a short mark: equal files, equal marks.
//!
//! Of JSON, what it says counts, not how it is laid out: another editor's line ends or a server's
//! packing make no other lesson.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::engine::base::digest::Digest;

/// Bytes of a mark.
const BYTES: usize = 8;

/// The first 64 bits of a fingerprint, as sixteen digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mark([u8; BYTES]);

impl Mark {
    /// The mark of a file's text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let plain = match serde_json::from_str::<Value>(text) {
            Ok(value) => {
                let mut plain = String::with_capacity(text.len());
                write(&value, &mut plain);
                plain
            }
            Err(_) => text.to_owned(),
        };
        let full = Sha256::digest(plain);
        Self(std::array::from_fn(|place| full[place]))
    }

    /// The mark of a world.
    #[must_use]
    pub fn of_world(digest: Digest) -> Self {
        Self::of_digits(&digest.to_string()[..2 * BYTES]).expect("a digest has digits")
    }

    fn of_digits(text: &str) -> Option<Self> {
        let is_plain = text.len() == 2 * BYTES
            && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_plain)?;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        mark.to_string()
    }
}

impl TryFrom<String> for Mark {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::of_digits(&text).ok_or("a mark has 16 digits of 0-9 and a-f")
    }
}

/// One way to write what a JSON value says: without spaces, its keys in order.
fn write(value: &Value, plain: &mut String) {
    match value {
        Value::Array(items) => {
            plain.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    plain.push(',');
                }
                write(item, plain);
            }
            plain.push(']');
        }
        Value::Object(fields) => {
            plain.push('{');
            let fields: BTreeMap<&String, &Value> = fields.iter().collect();
            for (n, (key, field)) in fields.into_iter().enumerate() {
                if n > 0 {
                    plain.push(',');
                }
                *plain += &Value::from(key.as_str()).to_string();
                plain.push(':');
                write(field, plain);
            }
            plain.push('}');
        }
        plainest => *plain += &plainest.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_makes_no_other_content_and_everything_else_does() {
        let one = Mark::of_text("{\"a\": [1, true, null], \"b\": {\"c\": \"x\\u0041\"}}\n");
        for same in [
            "{\"b\":{\"c\":\"xA\"},\"a\":[1,true,null]}",
            "\u{feff}{\r\n\t\"a\": [1, true, null],\r\n\"b\": {\"c\": \"xA\"}}",
        ] {
            assert_eq!(Mark::of_text(same), one, "{same}");
        }
        for other in [
            "{\"a\": [true, 1, null], \"b\": {\"c\": \"xA\"}}",
            "{\"a\": [1, true, null], \"b\": {\"c\": \"xa\"}}",
            "{\"a\": [1, true], \"b\": {\"c\": \"xA\"}}",
            "no JSON",
        ] {
            assert_ne!(Mark::of_text(other), one, "{other}");
        }
    }

    #[test]
    fn a_mark_comes_back_from_its_digits() {
        let mark = Mark::of_text("x");
        let text = serde_json::to_string(&mark).expect("JSON");
        assert_eq!(serde_json::from_str::<Mark>(&text).expect("ours"), mark);
        for bad in [
            "\"\"",
            "\"00112233445566\"",
            "\"0011223344556677A\"",
            "\"001122334455667G\"",
            "\"+011223344556677\"",
            "7",
        ] {
            assert!(serde_json::from_str::<Mark>(bad).is_err(), "{bad}");
        }
    }
}
