//! An answer in the making: what is chosen, typed or put in order, and not locked yet.

use crate::engine::base::text::Slug;
use crate::lesson::format::{Answer, Asks, Inquiry, Milli};

/// The longest text that a number is read from, in characters.
const MAX_DIGITS: usize = 32;

/// An answer in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// There is none.
    #[default]
    Nothing,
    /// One of the choices.
    Choice(Slug),
    /// A number, as it is typed.
    Number {
        /// The text.
        text: String,
        /// Whether it was to be locked and could not be, so that this is to be told.
        is_told: bool,
    },
    /// All choices, in an order.
    Order(Vec<Slug>),
}

/// What is typed where a number is asked for, and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNumber {
    /// Nothing is typed.
    Empty,
    /// A comma that may mean tenths or thousands.
    Comma,
    /// It has more than three decimals.
    TooFine,
    /// It has more digits than anything here.
    TooLong,
    /// It is something else.
    Other,
}

impl Draft {
    /// What stands there when a question is asked: an order has one from the start.
    #[must_use]
    pub fn of(inquiry: &Inquiry) -> Self {
        match inquiry.question.asks {
            Asks::Order { .. } => Self::Order(inquiry.choices.clone()),
            Asks::HowMuch { .. } => Self::Number { text: String::new(), is_told: false },
            _ => Self::Nothing,
        }
    }

    /// The answer, if it is one.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        match self {
            Self::Nothing => None,
            Self::Choice(choice) => Some(Answer::Choice(choice.clone())),
            Self::Number { text, .. } => number(text).ok().map(Answer::Number),
            Self::Order(order) => Some(Answer::Order(order.clone())),
        }
    }

    /// Takes an answer over as it is.
    pub fn take(&mut self, answer: Answer) {
        *self = match answer {
            Answer::Choice(choice) => Self::Choice(choice),
            Answer::Number(number) => Self::Number { text: number.to_string(), is_told: false },
            Answer::Order(order) => Self::Order(order),
        };
    }

    /// It was to be locked and is no answer: that is to be told.
    pub const fn tell(&mut self) {
        if let Self::Number { is_told, .. } = self {
            *is_told = true;
        }
    }

    /// Puts a choice at another place of the order.
    pub fn put(&mut self, choice: &Slug, place: usize) {
        let Self::Order(order) = self else { return };
        if let Some(from) = order.iter().position(|one| one == choice) {
            let one = order.remove(from);
            order.insert(place.min(order.len()), one);
        }
    }
}

/// Reads a number as people type it: `113`, `0.5`, `1 500`, `12,500`, `−3`, `１１３`.
///
/// # Errors
/// It is none, or may mean several.
pub fn number(text: &str) -> Result<Milli, NoNumber> {
    if text.chars().count() > MAX_DIGITS {
        return Err(NoNumber::TooLong);
    }
    let plain: String = text.trim().chars().filter(|c| !is_gap(*c)).map(narrow).collect();
    let plain = without_thousands(&plain)?;
    if plain.is_empty() {
        return Err(NoNumber::Empty);
    }
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = is_digits(whole.trim_start_matches(['-', '−'])) && is_digits(decimals);
    Milli::parse(&plain).ok_or(match (is_plain, decimals.len()) {
        (true, 4..) => NoNumber::TooFine,
        (true, _) if whole.len() > 12 => NoNumber::TooLong,
        _ => NoNumber::Other,
    })
}

/// Commas that part thousands are left out; of others nobody knows what they mean.
fn without_thousands(text: &str) -> Result<String, NoNumber> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().trim_start_matches(['-', '−']);
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let has_commas = whole.contains(',');
    if has_commas && (first.is_empty() || first.len() > 3 || !groups.all(is_group)) {
        return Err(NoNumber::Comma);
    }
    // `0,125` is an eighth to half of the world, and nobody writes it for 125.
    if has_commas && first.starts_with('0') {
        return Err(NoNumber::Comma);
    }
    let whole = whole.replace(',', "");
    Ok(decimals.map_or(whole.clone(), |decimals| format!("{whole}.{decimals}")))
}

/// Spaces of every width that part groups of digits.
const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' | '_' | '\'' | '’')
}

/// Full-width digits and marks, as Chinese keyboards type them.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        '．' | '。' => Some('.'),
        '，' => Some(','),
        '－' | '–' => Some('-'),
        _ => None,
    }
    .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, thousandths) in [
            ("113", 113_000),
            (" 0.5 ", 500),
            (".5", 500),
            ("1 500", 1_500_000),
            ("12,500", 12_500_000),
            ("1,234,567.5", 1_234_567_500),
            ("−3", -3_000),
            ("-0.125", -125),
            ("１１３．５", 113_500),
            ("7。", 7_000),
        ] {
            assert_eq!(number(text), Ok(Milli(thousandths)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_apart() {
        for (text, why) in [
            ("", NoNumber::Empty),
            ("  ", NoNumber::Empty),
            ("1,5", NoNumber::Comma),
            ("0,125", NoNumber::Comma),
            ("1,2345", NoNumber::Comma),
            (",5", NoNumber::Comma),
            ("0.1234", NoNumber::TooFine),
            ("-", NoNumber::Other),
            (".", NoNumber::Other),
            ("1e9", NoNumber::Other),
            ("1.2.3", NoNumber::Other),
            ("about 7", NoNumber::Other),
            ("--7", NoNumber::Other),
            ("99999999999999999999", NoNumber::TooLong),
            ("999999999999999999999999999999999999999", NoNumber::TooLong),
        ] {
            assert_eq!(number(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_choice_moves_within_the_order() {
        let slugs = |names: [&str; 3]| names.map(Slug::from).to_vec();
        let mut draft = Draft::Order(slugs(["a", "b", "c"]));
        draft.put(&"c".into(), 0);
        assert_eq!(draft, Draft::Order(slugs(["c", "a", "b"])));
        draft.put(&"c".into(), 9);
        draft.put(&"elsewhere".into(), 0);
        assert_eq!(draft.answer(), Some(Answer::Order(slugs(["a", "b", "c"]))));
    }
}
