//! Numbers as people write them.

use crate::app::i18n::Lang;
use crate::engine::base::time::Span;
use crate::say;

/// A number of people: `12.3 million`, `1230 万`.
#[must_use]
pub fn people(lang: Lang, count: u64) -> String {
    match lang {
        Lang::En | Lang::Pseudo(_) if count >= 1_000_000 => {
            say!(lang, "people-millions", count = tenths(count, 1_000_000))
        }
        Lang::En | Lang::Pseudo(_) if count >= 1_000 => {
            say!(lang, "people-thousands", count = tenths(count, 1_000))
        }
        Lang::Zh if count >= 100_000_000 => {
            say!(lang, "people-millions", count = tenths(count, 100_000_000))
        }
        Lang::Zh if count >= 10_000 => {
            say!(lang, "people-thousands", count = (count / 10_000).to_string())
        }
        _ => count.to_string(),
    }
}

fn tenths(count: u64, unit: u64) -> String {
    let tenths = (count * 10 + unit / 2) / unit;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// A number with its thousands apart: `9,600`.
#[must_use]
pub fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A share of a whole in whole per cent: `7 %`; less than one, but not nothing, is `<1 %`.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    match (part * 100 + whole / 2).checked_div(whole) {
        None => "–".to_owned(),
        Some(0) if part > 0 => "<1 %".to_owned(),
        Some(percent) => format!("{percent} %"),
    }
}

/// A rate of bits: `800 bit/s`, `1.5 Gbit/s`.
#[must_use]
pub fn bit_rate(bps: u64) -> String {
    let units = [
        (1_000_000_000_000_000, "Pbit/s"),
        (1_000_000_000_000, "Tbit/s"),
        (1_000_000_000, "Gbit/s"),
        (1_000_000, "Mbit/s"),
        (1_000, "kbit/s"),
    ];
    let unit = units.into_iter().find(|(unit, _)| bps >= *unit);
    unit.map_or_else(
        || format!("{bps} bit/s"),
        |(unit, name)| format!("{} {name}", tenths(bps, unit)),
    )
}

/// A span in milliseconds: `7.3 ms`, `142 ms`.
#[must_use]
pub fn milliseconds(span: Span) -> String {
    let us = span.as_us();
    if us == 0 {
        "0 ms".to_owned()
    } else if us < 9_950 {
        let tenths = (us + 50) / 100;
        format!("{}.{} ms", tenths / 10, tenths % 10)
    } else {
        format!("{} ms", (us + 500) / 1_000)
    }
}

/// A span in seconds: `0.84 s`, `31.2 s`, `120 s`.
#[must_use]
pub fn seconds(span: Span) -> String {
    let hundredths = (span.as_us() + 5_000) / 10_000;
    match hundredths {
        0..=999 => format!("{}.{:02} s", hundredths / 100, hundredths % 100),
        1_000..=9_999 => format!("{}.{} s", hundredths / 100, hundredths % 100 / 10),
        _ => format!("{} s", hundredths / 100),
    }
}

/// A setting in seconds, whole if it is: `20 s`, `0.5 s`.
#[must_use]
pub fn whole_seconds(span: Span) -> String {
    let us = span.as_us();
    if us.is_multiple_of(1_000_000) { format!("{} s", us / 1_000_000) } else { seconds(span) }
}

/// A clock: minutes, seconds, milliseconds.
#[must_use]
pub fn clock(span: Span) -> String {
    let ms = span.as_us() / 1_000;
    format!("{:02}:{:02}.{:03}", ms / 60_000, ms / 1_000 % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(people(Lang::En, 12_340_000), "12.3 million");
        assert_eq!(people(Lang::En, 2_000_000), "2 million");
        assert_eq!(people(Lang::Zh, 12_340_000), "1234 万");
        assert_eq!(people(Lang::Zh, 123_400_000), "1.2 亿");
        assert_eq!(people(Lang::En, 999), "999");
        assert_eq!([0_u64, 999, 9_600, 1_048_576].map(grouped), ["0", "999", "9,600", "1,048,576"]);
    }

    #[test]
    fn shares_and_spans() {
        assert_eq!(share(1, 3), "33 %");
        assert_eq!(share(1, 3000), "<1 %");
        assert_eq!(share(0, 0), "–");
        assert_eq!(milliseconds(Span::from_us(7_345)), "7.3 ms");
        assert_eq!(milliseconds(Span::from_us(5_798)), "5.8 ms");
        assert_eq!(milliseconds(Span::from_us(9_960)), "10 ms");
        assert_eq!(milliseconds(Span::from_us(141_700)), "142 ms");
        assert_eq!(seconds(Span::from_ms(840)), "0.84 s");
        assert_eq!(seconds(Span::from_ms(31_240)), "31.2 s");
        assert_eq!(whole_seconds(Span::from_s(20)), "20 s");
        assert_eq!(whole_seconds(Span::from_ms(500)), "0.50 s");
        assert_eq!(clock(Span::from_us(64_310_999)), "01:04.310");
    }
}
