//! What is said of a line that is not understood, and what may come next.

use crate::app::i18n::{FluentArgs, say};
use crate::app::looking_glass::complete::{Continuation, continuations as ways};
use crate::app::looking_glass::output::Answer;
use crate::app::looking_glass::parse::{MAX_LINE, Trouble};
use crate::app::looking_glass::vocabulary::Vocabulary;
use crate::say;

/// Why a line was not understood. (`before`: the columns before the line on the screen.)
pub(in crate::app::looking_glass) fn trouble(trouble: &Trouble, before: usize) -> Answer {
    let mut answer = Answer::default();
    let mut point = |column: usize| answer.trouble(format!("{}^", " ".repeat(before + column)));
    match trouble {
        Trouble::Empty => {}
        Trouble::TooLong => {
            answer.trouble(format!("% Line longer than {MAX_LINE} characters"));
            answer.note(|lang| say!(lang, "glass-too-long", limit = MAX_LINE));
        }
        Trouble::Unknown { word, column, nearest, expected } => {
            point(*column);
            answer.trouble(match nearest {
                Some(nearest) => format!("% Unknown: {word}. Did you mean {nearest}?"),
                None => format!("% Unknown: {word}"),
            });
            let expected = expected.join(", ");
            answer.note(|lang| say!(lang, "glass-expected", expected = expected.as_str()));
        }
        Trouble::Ambiguous { word, column, meanings } => {
            point(*column);
            let meanings = meanings.join(", ");
            answer.trouble(format!("% Ambiguous: {word} may be {meanings}"));
            answer.note(|lang| say!(lang, "glass-ambiguous"));
        }
        Trouble::TooMuch { word, column } => {
            point(*column);
            answer.trouble(format!("% Nothing more is expected here: {word}"));
            answer.note(|lang| say!(lang, "glass-too-much"));
        }
        Trouble::Incomplete { expected } => {
            answer.trouble("% Incomplete command");
            let expected = expected.join(", ");
            answer.note(|lang| say!(lang, "glass-expected", expected = expected.as_str()));
        }
    }
    answer
}

/// What may come next.
pub(in crate::app::looking_glass) fn continuations(
    vocabulary: &Vocabulary<'_>,
    line: &str,
    before: usize,
) -> Answer {
    let found = match ways(vocabulary, line) {
        Ok(found) => found,
        Err(why) => return trouble(&why, before),
    };
    let mut answer = Answer::default();
    for Continuation { rest, about } in found {
        answer.line(if rest.is_empty() { "  <Enter>".to_owned() } else { format!("  {rest}") });
        answer.note(|lang| say(lang, about, &FluentArgs::new()));
    }
    answer
}
