//! Numbers with units, as prose writes them: `113 ms`, `1,067 km`, `三分钟`.

/// What a unit measures. Each has a base, in whole numbers of which it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// In microseconds.
    Time,
    /// In metres.
    Distance,
    /// In thousandths of a percent.
    Share,
    /// In bits per second.
    Rate,
    /// In thousandths of one: whatever is counted.
    Count,
}

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its digits, the point left out.
    digits: i128,
    /// How many of them stand behind the point.
    decimals: u32,
    /// What it measures; of a unit that nobody knows, or none, it counts.
    pub dimension: Dimension,
    /// How many of the base its unit is.
    factor: i128,
    /// As it is written, with its unit.
    pub text: String,
}

impl Quantity {
    /// Whether so much of the base is this number, to the decimals written. Kilometres may be
    /// rounded to tens, as the page does.
    #[must_use]
    pub fn is(&self, base: i64) -> bool {
        let is_to_tens =
            self.dimension == Dimension::Distance && self.decimals == 0 && self.digits % 10 == 0;
        let step = if is_to_tens { self.factor * 10 } else { self.factor };
        let off = self.digits * self.factor - i128::from(base) * self.scale();
        off.abs() * 2 <= step
    }

    /// Whether it is just so much of the base.
    #[must_use]
    pub fn is_exactly(&self, base: i64) -> bool {
        self.digits * self.factor == i128::from(base) * self.scale()
    }

    fn scale(&self) -> i128 {
        10_i128.pow(self.decimals)
    }
}

/// Units by the words for them, with how many of the base they are.
const UNITS: [(&[&str], Dimension, i128); 14] = [
    (&["µs", "μs", "us", "微秒"], Dimension::Time, 1),
    (&["ms", "毫秒", "millisecond", "milliseconds"], Dimension::Time, 1_000),
    (&["s", "sec", "second", "seconds", "秒钟", "秒"], Dimension::Time, 1_000_000),
    (&["min", "minute", "minutes", "分钟"], Dimension::Time, 60_000_000),
    (&["h", "hour", "hours", "小时"], Dimension::Time, 3_600_000_000),
    (&["m", "metre", "metres", "meters"], Dimension::Distance, 1),
    (&["km", "kilometre", "kilometres", "kilometer", "kilometers"], Dimension::Distance, 1_000),
    (&["公里", "千米"], Dimension::Distance, 1_000),
    (&["%", "％", "percent"], Dimension::Share, 1_000),
    (&["bit/s", "bps"], Dimension::Rate, 1),
    (&["kbit/s", "kbps"], Dimension::Rate, 1_000),
    (&["Mbit/s", "Mbps"], Dimension::Rate, 1_000_000),
    (&["Gbit/s", "Gbps"], Dimension::Rate, 1_000_000_000),
    (&["Tbit/s", "Tbps"], Dimension::Rate, 1_000_000_000_000),
];

/// Every number in digits that a text holds, in order, with its unit if it is known. Numbers that
/// are parts of names, as in `AS64500` and `192.0.2.0/24`, are none.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut all = Vec::new();
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..at].chars().next_back().or(before);
        let from = &rest[at..];
        let length = number_length(from);
        let after = &from[length..];
        let is_part = |c: char| c.is_alphanumeric() && c.is_ascii() || "/#.:_".contains(c);
        let is_name = before.is_some_and(is_part) || after.starts_with(['/', ':']);
        let number = number(&from[..length]).filter(|_| !is_name);
        let (unit, used) = unit(after).unwrap_or((None, 0));
        if let Some((digits, decimals)) = number {
            let (dimension, factor) = unit.unwrap_or((Dimension::Count, 1_000));
            let text = from[..length + used].to_owned();
            all.push(Quantity { digits, decimals, dimension, factor, text });
        }
        let next = length + if number.is_some() { used } else { 0 };
        before = from[..next].chars().next_back();
        rest = &from[next..];
    }
    all
}

/// The number that a short text is about: the first in digits, or else in words.
#[must_use]
pub fn quantity(text: &str) -> Option<Quantity> {
    quantities(text).into_iter().next().or_else(|| in_words(text))
}

/// How long the number is that a text begins with: digits, a comma or a narrow space between
/// groups of three, a point before decimals.
fn number_length(text: &str) -> usize {
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    loop {
        let rest = &text[length..];
        let Some(mark) = rest.chars().next() else { return length };
        let follows = &rest[mark.len_utf8()..];
        let count = digits(follows);
        let is_group = matches!(mark, ',' | '\u{202f}' | '\u{2009}') && count == 3;
        let is_decimals = mark == '.' && count > 0;
        if !is_group && !is_decimals {
            return length;
        }
        length += mark.len_utf8() + count;
    }
}

/// Digits and how many of them stand behind the point; an address has more points.
fn number(text: &str) -> Option<(i128, u32)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.contains('.') || decimals.len() > 6 || whole.len() > 24 {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Some((digits.parse().ok()?, u32::try_from(decimals.len()).ok()?))
}

/// A known unit that a text begins with, after at most one space or hyphen, and where it ends.
fn unit(text: &str) -> Option<(Option<(Dimension, i128)>, usize)> {
    let gap = text.chars().next().filter(|c| c.is_whitespace() || *c == '-');
    let gap = gap.map_or(0, char::len_utf8);
    let rest = &text[gap..];
    let mut found: Option<(&str, Dimension, i128)> = None;
    for (names, dimension, factor) in UNITS {
        for name in names.iter().filter(|name| rest.starts_with(**name)) {
            let follows = rest[name.len()..].chars().next();
            let is_word = name.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
            let goes_on = |c: char| c.is_ascii_alphanumeric() || "/'’".contains(c);
            let is_longer = found.is_none_or(|(known, ..)| name.len() > known.len());
            if is_longer && !(is_word && follows.is_some_and(goes_on)) {
                found = Some((name, dimension, factor));
            }
        }
    }
    let (name, dimension, factor) = found?;
    // `the 1990s`
    let is_decade = name == "s" && gap == 0;
    (!is_decade).then_some((Some((dimension, factor)), gap + name.len()))
}

const ENGLISH: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

fn in_words(text: &str) -> Option<Quantity> {
    let lower = text.to_lowercase();
    let english = lower.split(|c: char| !c.is_ascii_alphabetic()).find_map(|word| {
        let number = ENGLISH.iter().position(|known| *known == word)?;
        let at = lower.find(word)? + word.len();
        Some((i128::try_from(number).ok()?, &lower[at..]))
    });
    let (digits, after) = english.or_else(|| chinese(text))?;
    let known = unit(after).and_then(|(unit, _)| unit);
    let (dimension, factor) = known.unwrap_or((Dimension::Count, 1_000));
    Some(Quantity { digits, decimals: 0, dimension, factor, text: text.trim().to_owned() })
}

/// A Chinese number below a hundred, and what follows it.
fn chinese(text: &str) -> Option<(i128, &str)> {
    let digit = |c: char| {
        let known = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let c = if c == '两' { '二' } else { c };
        known.iter().position(|one| *one == c).and_then(|n| i128::try_from(n).ok())
    };
    let is_number = |c: char| c == '十' || digit(c).is_some();
    let from = &text[text.find(is_number)?..];
    let end = from.find(|c: char| !is_number(c)).unwrap_or(from.len());
    let (number, after) = from.split_at(end);
    let value = match number.split_once('十') {
        None => number.chars().next().filter(|_| number.chars().count() == 1).and_then(digit)?,
        Some((tens, ones)) => {
            let of = |part: &str, empty| match part.chars().next() {
                None => Some(empty),
                Some(c) => digit(c).filter(|_| part.chars().count() == 1),
            };
            of(tens, 1)? * 10 + of(ones, 0)?
        }
    };
    Some((value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Dimension)> {
        quantities(text).into_iter().map(|one| (one.text, one.dimension)).collect()
    }

    #[test]
    fn numbers_are_found_with_their_units() {
        for (text, written, dimension) in [
            ("took 113 ms.", "113 ms", Dimension::Time),
            ("a 30-second timer", "30-second", Dimension::Time),
            ("over 15,490 km away", "15,490 km", Dimension::Distance),
            ("耗时 0.5 毫秒，", "0.5 毫秒", Dimension::Time),
            ("约 30秒钟", "30秒钟", Dimension::Time),
            ("80% of it", "80%", Dimension::Share),
            ("40 Gbit/s", "40 Gbit/s", Dimension::Rate),
            ("13 networks", "13", Dimension::Count),
            ("the 1990s", "1990", Dimension::Count),
            ("3 steps", "3", Dimension::Count),
        ] {
            assert_eq!(read(text), [(written.to_owned(), dimension)], "{text}");
        }
        assert_eq!(read("10–20 ms").len(), 2);
        for text in
            ["AS64500 s", "192.0.2.0/24 s", "RFC4271", "10.0.0.1 s", "2001:db8::7 s", "/24s"]
        {
            assert!(read(text).iter().all(|(_, it)| *it == Dimension::Count), "{text}");
        }
    }

    #[test]
    fn a_number_is_right_to_the_decimals_written() {
        let is = |text: &str, base: i64| quantity(text).expect(text).is(base);
        assert!(is("113 ms", 112_866) && is("113 ms", 113_499) && !is("113 ms", 112_499));
        assert!(is("112.9 ms", 112_866) && !is("112.8 ms", 112_866));
        assert!(is("0.1 s", 112_866) && is("0.11 s", 112_866) && !is("0.12 s", 112_866));
        assert!(is("three minutes", 171_000_000) && !is("three minutes", 300_000_000));
        assert!(
            is("三分钟", 171_000_000) && is("三十秒", 30_000_000) && is("两小时", 7_200_000_000)
        );
        assert!(is("15,490 km", 15_487_300) && is("15,487 km", 15_487_300));
        assert!(!is("15,480 km", 15_487_300) && !is("15,488 km", 15_487_300));
        assert!(is("62.5 %", 62_500) && is("63%", 62_600) && !is("62%", 62_600));
        assert!(is("13 个网络", 13_000) && is("twelve networks", 12_000) && !is("13", 12_000));
        assert_eq!(quantity("soon"), None);
    }
}
