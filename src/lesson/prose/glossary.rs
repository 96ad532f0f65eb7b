//! The words that prose may link to: `lessons/glossary.<language>.md`, read as all prose is.
//!
//! `## Word {#slug}`, and a paragraph or two.

use super::node::{Block, Inline, each_inline, words};
use super::{Prose, parse};
use crate::engine::base::text::Slug;
use crate::lesson::problem::Problems;

/// The most paragraphs that explain a word.
const MAX_PARAGRAPHS: usize = 3;

/// The words of one language, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The words.
    pub words: Vec<Word>,
}

/// A word, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The line that its heading is on.
    pub line: usize,
    /// Its name in links.
    pub slug: Slug,
    /// It, as people write it.
    pub word: String,
    /// What it means: paragraphs.
    pub text: Vec<Block>,
}

impl Glossary {
    /// The word of this name.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.slug.as_str() == slug)
    }

    /// The words that have all these letters in their name, and after them those that have them in
    /// their explanation. Nothing asked for is everything.
    #[must_use]
    pub fn matching(&self, asked: &str) -> Vec<&Word> {
        let asked = asked.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&asked);
        let is_named = |word: &&Word| has(&word.word) || has(word.slug.as_str());
        let (mut named, others): (Vec<&Word>, Vec<&Word>) = self.words.iter().partition(is_named);
        named.extend(others.into_iter().filter(|word| has(&word.plain())));
        named
    }

    /// Tells of every link of a lesson's prose, or of another word, to a word that is not here.
    pub fn check(&self, prose: &Prose, problems: &mut Problems) {
        self.check_blocks(1, &prose.summary, problems);
        for step in prose.steps.values() {
            self.check_blocks(step.line, &step.text, problems);
            for section in &step.sections {
                self.check_blocks(section.line, &section.blocks, problems);
            }
        }
    }

    /// Tells of words that explain themselves by words that are not here, and of words that one of
    /// the glossaries lacks.
    pub fn check_against(&self, other: &Self, language: &str, problems: &mut Problems) {
        for word in &self.words {
            self.check_blocks(word.line, &word.text, problems);
            if other.get(word.slug.as_str()).is_none() {
                let message = format!("glossary.{language}.md has no word `{}`", word.slug);
                problems.at_line(word.line, message);
            }
        }
    }

    fn check_blocks(&self, line: usize, blocks: &[Block], problems: &mut Problems) {
        each_inline(blocks, &mut |inline| match inline {
            Inline::Term(slug, _) if self.get(slug.as_str()).is_none() => {
                let message = format!("the glossary has no word `{slug}`");
                problems.at_line(line, message);
            }
            _ => {}
        });
    }
}

impl Word {
    fn plain(&self) -> String {
        let mut all = String::new();
        for block in &self.text {
            if let Block::Paragraph(line) = block {
                all += &words(line);
                all.push('\n');
            }
        }
        all
    }
}

/// Reads a glossary. Whatever is wrong is dropped, and told in `problems`.
#[must_use]
pub fn read(text: &str, problems: &mut Problems) -> Glossary {
    let mut all = Glossary::default();
    let limit = crate::lesson::json::MAX_FILE_BYTES;
    if text.len() > limit {
        problems.add("file", format!("has {} bytes; at most {limit}", text.len()));
        return all;
    }
    // What comes before the first word is for people who read the file.
    let mut is_lost = true;
    for parse::TopBlock { line, id, block } in parse::blocks(text, problems) {
        match block {
            Block::Heading(1, _) => {}
            Block::Heading(2, word) => {
                is_lost = true;
                let slug = Slug::new(&id.unwrap_or_default());
                let word = words(&word);
                if !slug.is_well_formed() || word.is_empty() {
                    problems
                        .at_line(line, "a word's heading ends with its name: `## Word {#slug}`");
                } else if all.get(slug.as_str()).is_some() {
                    problems.at_line(line, format!("`{slug}` is explained already"));
                } else {
                    is_lost = false;
                    all.words.push(Word { line, slug, word, text: Vec::new() });
                }
            }
            _ if is_lost => {}
            block @ Block::Paragraph(_) => {
                if let Some(word) = all.words.last_mut() {
                    word.text.push(block);
                }
            }
            _ => problems.at_line(line, "a word is explained in paragraphs, and nothing else"),
        }
    }
    for word in &all.words {
        if !(1..=MAX_PARAGRAPHS).contains(&word.text.len()) {
            let message = format!("`{}` needs 1 to {MAX_PARAGRAPHS} paragraphs", word.slug);
            problems.at_line(word.line, message);
        }
    }
    all
}
