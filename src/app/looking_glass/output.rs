//! What a command answers: lines with a structure, so that tests read them as people do.

use crate::app::i18n::Lang;
use crate::engine::base::time::Span;

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line as engineers know it, in English.
    Text(String),
    /// Columns.
    Table(Table),
    /// A sentence for learners, in each language.
    Note(Said),
    /// What went wrong.
    Trouble(String),
}

/// A sentence in each language: an answer stays readable when the language changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said([String; 2]);

impl Said {
    /// The same, said in each language.
    pub fn new(say: impl Fn(Lang) -> String) -> Self {
        Self(Lang::ALL.map(say))
    }

    /// In this language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &str {
        let [en, zh] = &self.0;
        match lang {
            Lang::En | Lang::Pseudo(_) => en,
            Lang::Zh => zh,
        }
    }
}

/// Rows of cells under heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heads; a head that begins with `>` is of a column of numbers, set to the right.
    pub heads: Vec<&'static str>,
    /// The rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
    /// Rows left out because there are too many.
    pub left_out: usize,
}

/// Rows of one table that are shown.
pub const MAX_ROWS: usize = 120;

impl Table {
    /// An empty one under these heads.
    #[must_use]
    pub fn new(heads: &[&'static str]) -> Self {
        Self { heads: heads.to_vec(), ..Self::default() }
    }

    /// Adds a row, or counts it if there are too many.
    pub fn push(&mut self, row: Vec<String>) {
        if self.rows.len() < MAX_ROWS {
            self.rows.push(row);
        } else {
            self.left_out += 1;
        }
    }

    /// The cell of a row under a head.
    #[must_use]
    pub fn cell(&self, row: usize, head: &str) -> Option<&str> {
        let column = self.heads.iter().position(|known| known.trim_start_matches('>') == head)?;
        self.rows.get(row)?.get(column).map(String::as_str)
    }

    /// As lines of equally wide letters.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let width = |text: &str| text.chars().count();
        let titles: Vec<&str> =
            self.heads.iter().map(|head| head.trim_start_matches('>')).collect();
        let mut widths: Vec<usize> = titles.iter().map(|title| width(title)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        let line = |cells: &[&str]| {
            let mut line = String::new();
            for ((cell, widest), head) in cells.iter().zip(&widths).zip(&self.heads) {
                let blanks = " ".repeat(widest - width(cell));
                let is_number = head.starts_with('>');
                let [left, right] = if is_number { [&blanks, *cell] } else { [*cell, &blanks] };
                line.extend([left, right, "  "]);
            }
            line.trim_end().to_owned()
        };
        let rows =
            self.rows.iter().map(|row| line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
        let mut lines: Vec<String> = std::iter::once(line(&titles)).chain(rows).collect();
        if self.left_out > 0 {
            lines.push(format!("... and {} more", self.left_out));
        }
        lines
    }
}

/// `1 route`, `2 routes`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A time to a hundredth of a millisecond: as fine as the delays of short links.
#[must_use]
pub fn time(span: Span) -> String {
    let hundredths = (span.as_us() + 5) / 10;
    format!("{}.{:02} ms", hundredths / 100, hundredths % 100)
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its pieces, in order.
    pub blocks: Vec<Block>,
}

impl Answer {
    /// Adds a line.
    pub fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Adds a sentence for learners.
    pub fn note(&mut self, say: impl Fn(Lang) -> String) {
        self.blocks.push(Block::Note(Said::new(say)));
    }

    /// Adds what went wrong.
    pub fn trouble(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Trouble(text.into()));
    }

    /// Everything as lines, in one language.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let lines = |block: &Block| match block {
            Block::Text(text) | Block::Trouble(text) => vec![text.clone()],
            Block::Table(table) => table.lines(),
            Block::Note(said) => vec![said.of(lang).to_owned()],
        };
        self.blocks.iter().flat_map(lines).collect()
    }

    /// How many lines it has.
    #[must_use]
    pub fn line_count(&self) -> usize {
        let count = |block: &Block| match block {
            Block::Table(table) => table.rows.len() + 1 + usize::from(table.left_out > 0),
            Block::Text(_) | Block::Note(_) | Block::Trouble(_) => 1,
        };
        self.blocks.iter().map(count).sum()
    }

    /// The first table.
    #[must_use]
    pub fn first_table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
