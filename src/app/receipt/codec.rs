//! Receipts as text, and finding them in whatever somebody pastes.

use serde::Deserialize;

use super::class::Pupil;
use super::{FORMAT, MAX_BYTES, MAX_CHARS, MAX_RECEIPTS, PROGRAM, Receipt};
use crate::app::share::sealed::{self, Broken};
use crate::engine::base::text::Slug;
use crate::lesson::trail;

/// What a code begins with, but for its version.
const PREFIX: &str = "lab";
/// The version that is written.
const VERSION: u32 = 1;
/// What a code ends in.
const END: &str = ".end";
/// What the checksum covers, too: another kind of text is no code.
const WORD: &str = "anycast-lab receipt";

/// A code that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no end: it was cut.
    Cut,
    /// It is longer than any code.
    TooLong,
    /// It holds a character that does not belong there, or lacks one.
    Letters,
    /// Its checksum is wrong, and nothing in it can be read.
    Damaged,
    /// What is packed in it is no receipt.
    Malformed,
}

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A receipt of this version; whether its checksum is right.
    Receipt(Box<Receipt>, bool),
    /// It was made by another version; what is known of it all the same.
    Other(Known),
}

/// What is known of a receipt whatever version made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The version of the program.
    pub program: String,
    /// The lesson.
    pub lesson: Option<Slug>,
    /// Who did it.
    pub pupil: Option<Pupil>,
}

/// The code of a receipt; nothing, if it is too long for one.
#[must_use]
pub fn encode(receipt: &Receipt) -> Option<String> {
    let json = serde_json::to_string(receipt).ok()?;
    if json.len() > MAX_BYTES {
        return None;
    }
    let code = pack(json.as_bytes());
    (code.len() <= MAX_CHARS).then_some(code)
}

/// The code of these bytes, whatever they are.
#[must_use]
pub fn pack(json: &[u8]) -> String {
    around(&sealed::pack(WORD, json))
}

/// The code around what is packed, its checksum right, whatever it is.
#[must_use]
pub fn seal(packed: &[u8]) -> String {
    around(&sealed::seal(WORD, packed))
}

fn around(body: &str) -> String {
    format!("{PREFIX}{VERSION}.{body}{END}")
}

/// What a code says.
///
/// # Errors
/// It cannot be read.
pub fn decode(code: &str) -> Result<Said, Unreadable> {
    if code.len() > MAX_CHARS {
        return Err(Unreadable::TooLong);
    }
    let (version, rest) = beginning(code).ok_or(Unreadable::Letters)?;
    let body = rest.strip_suffix(END).ok_or(Unreadable::Cut)?;
    if version != VERSION {
        return Ok(Said::Other(Known::default()));
    }
    let (is_whole, json) = sealed::open(WORD, body, MAX_BYTES).map_err(|broken| match broken {
        Broken::Letters => Unreadable::Letters,
        Broken::Damaged => Unreadable::Damaged,
        Broken::TooLarge => Unreadable::TooLong,
    })?;
    // Of a receipt whose checksum is wrong, what it says is worth nothing, but may be shown.
    let damaged = if is_whole { Unreadable::Malformed } else { Unreadable::Damaged };
    of_json(&json, is_whole).ok_or(damaged)
}

/// What stands first in every version, and more that only some may have.
#[derive(Deserialize)]
struct Head {
    format: String,
    program: String,
    lesson: Option<Slug>,
    pupil: Option<serde_json::Value>,
}

fn of_json(json: &[u8], is_whole: bool) -> Option<Said> {
    let head: Head = serde_json::from_slice(json).ok()?;
    let family = FORMAT.trim_end_matches(char::is_numeric);
    if !head.format.starts_with(family) || head.program.len() > 64 {
        return None;
    }
    if head.format != FORMAT || head.program != PROGRAM {
        let lesson = head.lesson.filter(Slug::is_well_formed);
        let pupil = head.pupil.and_then(|pupil| serde_json::from_value(pupil).ok());
        return Some(Said::Other(Known { program: head.program, lesson, pupil }));
    }
    let receipt: Receipt = serde_json::from_slice(json).ok()?;
    let is_sound = receipt.lesson.is_well_formed()
        && trail::read(&receipt.trail.to_text()).as_ref() == Some(&receipt.trail);
    is_sound.then(|| Said::Receipt(Box::new(receipt), is_whole))
}

/// The version of a code, and what follows; nothing, if it does not begin as codes do.
fn beginning(text: &str) -> Option<(u32, &str)> {
    let after = text.strip_prefix(PREFIX)?;
    let (digits, rest) = after.split_once('.')?;
    let is_number = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| is_number)?, rest))
}

/// Whether there is a whole code in a text.
#[must_use]
pub fn has_whole(text: &str) -> bool {
    text.contains(END) && find(text).iter().any(|code| code.ends_with(END))
}

/// Every code in a text, in order, and what looks like the beginning of one: without the spaces and
/// line ends that mails put into long words, and without what stands around.
#[must_use]
pub fn find(text: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut rest = text;
    while codes.len() < MAX_RECEIPTS
        && let Some(at) = rest.find(PREFIX)
    {
        let is_inside = rest[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        rest = &rest[at..];
        let Some((_, body)) = beginning(rest).filter(|_| !is_inside) else {
            rest = &rest[PREFIX.len()..];
            continue;
        };
        let (code, after) = gathered(rest, rest.len() - body.len());
        codes.push(code);
        rest = after;
    }
    codes
}

/// The code that begins here, `head` bytes of which are its beginning, and what follows it.
fn gathered(text: &str, head: usize) -> (String, &str) {
    let mut code = text[..head].to_owned();
    for (at, c) in text[head..].char_indices() {
        let here = head + at;
        if let Some(after) = after_end(&text[here..]) {
            code += END;
            return (code, after);
        }
        let is_of_code = c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let is_other = beginning(&text[here..]).is_some_and(|(_, rest)| !rest.starts_with("end"));
        if !(is_of_code || is_of_mail(c)) || is_other || code.len() > MAX_CHARS {
            return (code, &text[here..]);
        }
        if is_of_code {
            code.push(c);
        }
    }
    (code, "")
}

/// What follows the end of a code, if that stands here, be it broken into lines.
fn after_end(text: &str) -> Option<&str> {
    let mut rest = text;
    for (n, letter) in END.chars().enumerate() {
        let from = if n == 0 { rest } else { rest.trim_start_matches(is_of_mail) };
        rest = from.strip_prefix(letter)?;
    }
    Some(rest)
}

/// Whether mails put it into long words: line ends, and what quoted lines begin with.
fn is_of_mail(c: char) -> bool {
    c.is_whitespace() || c == '>'
}
