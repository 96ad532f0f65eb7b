//! The tables as files for spreadsheets [RFC 4180].
//!
//! What learners call themselves stands in them: a cell that a spreadsheet would take for a formula
//! is told to be a text, by an apostrophe before it.

use std::fmt::Display;

use super::found::Entry;
use super::rates::Rates;
use crate::app::i18n::Lang;
use crate::engine::base::text::Slug;
use crate::lesson::audit::Grade;

/// Spreadsheets take a file without it for one of the system's old encoding.
const BYTE_ORDER: char = '\u{feff}';

/// The columns of the table of codes.
const COLUMNS: [&str; 15] = [
    "student",
    "class",
    "lesson",
    "verdict",
    "why",
    "points",
    "of",
    "minutes",
    "hints",
    "wrong",
    "shown",
    "skipped",
    "not-done",
    "steps-wrong",
    "seed",
];

/// The columns of the table of steps.
const STEP_COLUMNS: [&str; 11] = [
    "lesson",
    "step",
    "codes",
    "right",
    "wrong",
    "met",
    "shown",
    "skipped",
    "not-done",
    "hints",
    "error-percent",
];

/// The table of codes, a row each.
#[must_use]
pub fn codes<'a>(entries: impl IntoIterator<Item = &'a Entry>, lang: Lang) -> String {
    let mut file = begin(&COLUMNS);
    for entry in entries {
        add_row(&mut file, &code(entry, lang));
    }
    file
}

/// The table of steps, a row each.
#[must_use]
pub fn steps(rates: &[Rates]) -> String {
    let mut file = begin(&STEP_COLUMNS);
    for lesson in rates {
        for rate in &lesson.steps {
            let numbers =
                [rate.all(), rate.right, rate.wrong, rate.met, rate.shown, rate.skipped, rate.open];
            let mut row = vec![cell(&lesson.lesson), cell(&rate.step)];
            row.extend(numbers.iter().map(cell));
            row.push(cell(rate.hints));
            row.push(rate.error_percent().map(cell).unwrap_or_default());
            add_row(&mut file, &row);
        }
    }
    file
}

fn begin(columns: &[&str]) -> String {
    let mut file = String::from(BYTE_ORDER);
    add_row(&mut file, &columns.iter().map(cell).collect::<Vec<_>>());
    file
}

fn add_row(file: &mut String, cells: &[String]) {
    *file += &cells.join(",");
    *file += "\r\n";
}

fn code(entry: &Entry, lang: Lang) -> Vec<String> {
    let pupil = entry.pupil.as_ref();
    let mut row = vec![
        pupil.map(|pupil| cell(&pupil.student)).unwrap_or_default(),
        pupil.map(|pupil| cell(&pupil.class)).unwrap_or_default(),
        entry.lesson.as_ref().map(cell).unwrap_or_default(),
        cell(entry.verdict.kind().name()),
        cell(entry.verdict.sentence(lang)),
    ];
    if let Some(result) = entry.counts() {
        let score = result.score();
        let minutes = result.lasted.as_us() / 6_000_000;
        let wrong: Vec<&str> = result.wrong().map(Slug::as_str).collect();
        let count = |grade| cell(result.count(grade));
        row.extend([
            cell(score.points),
            cell(score.of),
            cell(format!("{}.{}", minutes / 10, minutes % 10)),
            cell(result.hints()),
            cell(wrong.len()),
            count(Grade::Shown),
            count(Grade::Skipped),
            count(Grade::Open),
            cell(wrong.join(" ")),
        ]);
    } else {
        row.extend(vec![String::new(); 9]);
    }
    row.push(entry.seed.map(cell).unwrap_or_default());
    row
}

/// A cell: quoted where it has to be, and never a formula.
fn cell(content: impl Display) -> String {
    let mut text = content.to_string();
    if text.starts_with(is_of_formulas) {
        text.insert(0, '\'');
    }
    let has_to = |c: char| matches!(c, ',' | '"' | '\r' | '\n' | ';' | '\t');
    let is_spaced = text.starts_with(' ') || text.ends_with(' ');
    if text.contains(has_to) || is_spaced {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// What spreadsheets take for the beginning of a formula, in letters of any width.
const fn is_of_formulas(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::receipt::class::{Name, Pupil};
    use crate::app::receipt::verdict::{Odd, Verdict};

    #[test]
    fn a_cell_is_quoted_where_it_has_to_be() {
        for (content, written) in [
            ("plain", "plain"),
            ("", ""),
            ("two words", "two words"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            (" spaced", "\" spaced\""),
            ("李小龙", "李小龙"),
        ] {
            assert_eq!(cell(content), written);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let content = format!("{start}HYPERLINK(\"http://x\",\"y\")");
            let written = cell(&content);
            let read = written.trim_matches('"');
            assert!(read.starts_with('\''), "{written}");
        }
        assert_eq!(cell("-2+3+cmd|' /C calc'!A0"), "'-2+3+cmd|' /C calc'!A0");
        assert_eq!(cell("a=b"), "a=b");
    }

    #[test]
    fn names_that_are_formulas_are_texts_in_the_table() {
        for student in ["@SUM(1+1)", "+1", "-1", "Ann (2)"] {
            let pupil = Pupil {
                class: Name::new("+class").expect("a name"),
                student: Name::new(student).expect("a name"),
            };
            let entry = Entry {
                pupil: Some(pupil),
                ..Entry::of(Verdict::Edited(Odd::Score("a,step".into())))
            };
            for lang in [Lang::En, Lang::Zh] {
                let file = codes([&entry], lang);
                let row = file.lines().nth(1).expect("a row");
                let is_text = row.starts_with('\'') || !row.starts_with(is_of_formulas);
                assert!(is_text && row.contains(",'+class,"), "{row}");
                assert!(row.contains(",edited,"), "{row}");
            }
        }
    }
}
