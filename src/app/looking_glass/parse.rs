//! From a line to a command: a walk through the table of commands, word by word.

use super::grammar::{FORMS, Form, Part, SPELLINGS, Verb};
use super::vocabulary::{Known, Value, Vocabulary};

/// Characters of a line that are read; a longer line is refused.
pub const MAX_LINE: usize = 200;

/// A command that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What to do.
    pub verb: Verb,
    /// With what.
    pub value: Option<Value>,
    /// And with what else.
    pub second: Option<Value>,
}

/// Why a line was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is nothing in it.
    Empty,
    /// It is longer than [`MAX_LINE`].
    TooLong,
    /// A word that nothing begins with.
    Unknown {
        /// The word.
        word: String,
        /// The column it begins at, from 0.
        column: usize,
        /// What was probably meant.
        nearest: Option<String>,
        /// What could stand there.
        expected: Vec<String>,
    },
    /// A beginning of several words.
    Ambiguous {
        /// The word.
        word: String,
        /// The column it begins at, from 0.
        column: usize,
        /// What it may mean.
        meanings: Vec<String>,
    },
    /// A word after the end of the command.
    TooMuch {
        /// The word.
        word: String,
        /// The column it begins at, from 0.
        column: usize,
    },
    /// Something is missing at the end.
    Incomplete {
        /// What could follow.
        expected: Vec<String>,
    },
}

/// A place in the table: so far the line could be this form, up to this part.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub form: &'static Form,
    pub part: usize,
    value: Option<Value>,
    second: Option<Value>,
}

impl At {
    /// The part that could come next; absent: the form may end here.
    pub(super) fn next(&self) -> Option<Part> {
        self.form.parts.get(self.part).copied()
    }

    fn after(self, value: Option<Value>) -> Self {
        let part = self.part + 1;
        match self.value {
            Some(_) => Self { part, second: value.or(self.second), ..self },
            None => Self { part, value, ..self },
        }
    }
}

/// Reads a line.
///
/// # Errors
/// Where it cannot be understood, and what could stand there.
pub fn parse(vocabulary: &Vocabulary<'_>, line: &str) -> Result<Parsed, Trouble> {
    let words = words(line)?;
    if words.is_empty() {
        return Err(Trouble::Empty);
    }
    let places = walk(vocabulary, &words)?;
    let done = places.iter().find(|at| at.next().is_none());
    done.map(|at| Parsed { verb: at.form.verb, value: at.value, second: at.second })
        .ok_or_else(|| Trouble::Incomplete { expected: expected(&places) })
}

/// The words of a line with the column that each begins at.
///
/// # Errors
/// The line is too long.
pub(super) fn words(line: &str) -> Result<Vec<(usize, String)>, Trouble> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut was_blank = true;
    for (column, c) in line.chars().enumerate() {
        if column == MAX_LINE {
            return Err(Trouble::TooLong);
        }
        let is_blank = c.is_whitespace() || c.is_control();
        match words.last_mut() {
            _ if is_blank => {}
            Some((_, word)) if !was_blank => word.extend(c.to_lowercase()),
            _ => words.push((column, c.to_lowercase().collect())),
        }
        was_blank = is_blank;
    }
    Ok(words)
}

/// Every place in the table that these words lead to.
pub(super) fn walk(
    vocabulary: &Vocabulary<'_>,
    words: &[(usize, String)],
) -> Result<Vec<At>, Trouble> {
    let mut places = beginnings();
    for (column, word) in words {
        places = step(vocabulary, &places, *column, word)?;
    }
    Ok(places)
}

fn beginnings() -> Vec<At> {
    opened(FORMS.iter().map(|form| At { form, part: 0, value: None, second: None }))
}

/// A place before a word that may be left out is also a place after it.
fn opened(places: impl Iterator<Item = At>) -> Vec<At> {
    let mut all = Vec::new();
    for mut at in places {
        all.push(at);
        while let Some(Part::Maybe(_)) = at.next() {
            at = at.after(None);
            all.push(at);
        }
    }
    all
}

/// A whole word counts first, then a value, then the beginning of a word.
fn step(
    vocabulary: &Vocabulary<'_>,
    places: &[At],
    column: usize,
    word: &str,
) -> Result<Vec<At>, Trouble> {
    let spelled = SPELLINGS.iter().find(|(other, _)| *other == word).map_or(word, |(_, ours)| ours);
    let taken = |test: &dyn Fn(Part) -> bool| {
        opened(places.iter().filter(|at| at.next().is_some_and(test)).map(|at| at.after(None)))
    };
    let is_word = |part| matches!(part, Part::Word(known) | Part::Maybe(known) if known == spelled);
    let whole = taken(&is_word);
    if !whole.is_empty() {
        return Ok(whole);
    }
    let valued = places.iter().filter_map(|at| match at.next() {
        Some(Part::Slot(kind)) => vocabulary.value(kind, word).map(|value| at.after(Some(value))),
        _ => None,
    });
    let valued = opened(valued);
    if !valued.is_empty() {
        return Ok(valued);
    }
    let begun =
        |part| matches!(part, Part::Word(known) | Part::Maybe(known) if known.starts_with(word));
    let mut meanings: Vec<&str> =
        places.iter().filter_map(At::next).filter(|&part| begun(part)).map(Part::sign).collect();
    meanings.sort_unstable();
    meanings.dedup();
    let word = word.to_owned();
    match meanings.len() {
        0 if places.iter().all(|at| at.next().is_none()) => Err(Trouble::TooMuch { word, column }),
        0 => {
            let nearest = nearest(vocabulary, places, &word);
            Err(Trouble::Unknown { word, column, nearest, expected: expected(places) })
        }
        1 => Ok(taken(&begun)),
        _ => {
            let meanings = meanings.into_iter().map(str::to_owned).collect();
            Err(Trouble::Ambiguous { word, column, meanings })
        }
    }
}

/// The words and kinds of values that could come next, those that are offered first.
pub(super) fn expected(places: &[At]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for at in places.iter().filter(|at| !at.form.is_alias) {
        if let Some(part @ (Part::Word(_) | Part::Slot(_))) = at.next()
            && !all.iter().any(|known| known == part.sign())
        {
            all.push(part.sign().to_owned());
        }
    }
    all
}

/// What can be written at these places: words, and the values that this world has.
pub(super) fn writable(vocabulary: &Vocabulary<'_>, places: &[At]) -> Vec<Known> {
    let mut all: Vec<Known> = Vec::new();
    let mut kinds = Vec::new();
    for at in places.iter().filter(|at| !at.form.is_alias) {
        match at.next() {
            Some(Part::Word(word)) if !all.iter().any(|known| known.text == word) => {
                all.push(Known { text: word.to_owned(), about: String::new() });
            }
            Some(Part::Slot(kind)) if !kinds.contains(&kind) => {
                kinds.push(kind);
                all.extend(vocabulary.known(kind));
            }
            _ => {}
        }
    }
    all
}

/// The writable word that differs least, if it differs little.
fn nearest(vocabulary: &Vocabulary<'_>, places: &[At], word: &str) -> Option<String> {
    let length = word.chars().count();
    let most = length / 3 + 1;
    let near = writable(vocabulary, places).into_iter().filter_map(|known| {
        // The distance is at least the difference in length: most words need no counting.
        let difference = known.text.chars().count().abs_diff(length);
        let distance = (difference <= most).then(|| strsim::osa_distance(&known.text, word))?;
        (distance <= most).then_some((distance, known.text))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, text)| text)
}
