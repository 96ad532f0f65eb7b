//! Completion: what Tab makes of a line, and what may come next.

use super::grammar::Part;
use super::parse::{At, Trouble, walk, words, writable};
use super::vocabulary::{Known, Vocabulary};

/// A line after Tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The line, as far as it is beyond doubt.
    pub line: String,
    /// What the word under the cursor may become, or what may come next; all of it.
    pub choices: Vec<Known>,
}

/// Completes the last word of a line.
#[must_use]
pub fn complete(vocabulary: &Vocabulary<'_>, line: &str) -> Completion {
    let same = Completion { line: line.to_owned(), choices: Vec::new() };
    let Some(Split { before, column, begun }) = split(line) else { return same };
    let Ok(places) = walk(vocabulary, &before) else { return same };
    let choices: Vec<Known> = writable(vocabulary, &places)
        .into_iter()
        .filter(|known| known.text.starts_with(begun.as_str()))
        .collect();
    let Some(shared) = shared_beginning(&choices) else { return same };
    let kept: String = line.chars().take(column).collect();
    let end = if choices.len() == 1 { " " } else { "" };
    Completion { line: format!("{kept}{shared}{end}"), choices }
}

/// How a command may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// What may be written, values in capitals; empty: the command is complete.
    pub rest: String,
    /// The message that says what the whole does.
    pub about: &'static str,
}

/// Every way in which a line may go on, in the order of the table.
///
/// # Errors
/// The line so far is not understood.
pub fn continuations(
    vocabulary: &Vocabulary<'_>,
    line: &str,
) -> Result<Vec<Continuation>, Trouble> {
    let Split { before, column, begun } = split(line).ok_or(Trouble::TooLong)?;
    let mut places = walk(vocabulary, &before)?;
    if !begun.is_empty() {
        places.retain(|at| may_begin(vocabulary, at, &begun));
        if places.is_empty() {
            // Says where and what else; or it is another spelling, and this what follows.
            let mut all = before;
            all.push((column, begun));
            places = walk(vocabulary, &all)?;
        }
    }
    let mut found: Vec<Continuation> = Vec::new();
    // Other spellings are told only to whom has begun with one that is no more than that.
    let has_first_spelling = places.iter().any(|at| !at.form.is_alias);
    for at in places.iter().filter(|at| !(has_first_spelling && at.form.is_alias)) {
        let one = Continuation { rest: at.form.rest(at.part), about: at.form.about };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found)
}

fn may_begin(vocabulary: &Vocabulary<'_>, at: &At, begun: &str) -> bool {
    match at.next() {
        Some(Part::Word(word) | Part::Maybe(word)) => word.starts_with(begun),
        Some(Part::Slot(kind)) => {
            let mut known = vocabulary.known(kind).into_iter();
            known.any(|known| known.text.starts_with(begun))
                || vocabulary.value(kind, begun).is_some()
        }
        None => false,
    }
}

/// A line as completion sees it.
struct Split {
    /// The whole words, with their columns.
    before: Vec<(usize, String)>,
    /// Where the word that is begun begins.
    column: usize,
    /// That word: empty after a blank.
    begun: String,
}

fn split(line: &str) -> Option<Split> {
    let mut before = words(line).ok()?;
    let is_between = line.chars().last().is_none_or(|c| c.is_whitespace() || c.is_control());
    let last = if is_between { None } else { before.pop() };
    let (column, begun) = last.unwrap_or_else(|| (line.chars().count(), String::new()));
    Some(Split { before, column, begun })
}

fn shared_beginning(choices: &[Known]) -> Option<String> {
    let (first, others) = choices.split_first()?;
    let mut shared = first.text.as_str();
    for other in others {
        let same = shared.chars().zip(other.text.chars()).take_while(|(a, b)| a == b);
        let bytes: usize = same.map(|(c, _)| c.len_utf8()).sum();
        shared = &shared[..bytes];
    }
    Some(shared.to_owned())
}
