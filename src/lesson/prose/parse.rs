//! From Markdown to blocks, through pulldown-cmark's events.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag};

use super::MAX_DEPTH;
use super::link::{self, Target};
use super::node::{Block, Inline};
use crate::lesson::problem::Problems;

/// A block of the file itself, not of a list or quotation in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TopBlock {
    /// The line it begins on.
    pub line: usize,
    /// A heading's `{#name}`.
    pub id: Option<String>,
    /// What it is.
    pub block: Block,
}

/// A container that is not closed yet.
enum Open {
    /// Holds blocks; text directly in it makes a paragraph, as in a tight list.
    Blocks(Shell, Vec<Block>),
    /// Holds a list's items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Holds parts of a line.
    Line(Dress, Vec<Inline>),
    /// Holds lines of code.
    Code(String),
    /// Holds what is dropped.
    Dropped,
}

enum Shell {
    Item,
    Quote,
}

enum Dress {
    Paragraph,
    Heading(u8, Option<String>),
    Emphasis,
    Strong,
    Link(Target),
    /// A link that leads nowhere good: its words stay.
    Plain,
}

/// The blocks of a text, in order.
pub(super) fn blocks(text: &str, problems: &mut Problems) -> Vec<TopBlock> {
    let lines = Lines::of(text);
    let mut builder = Builder { lines, problems, open: Vec::new(), done: Vec::new(), begun_at: 0 };
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter()
    {
        builder.take(event, &range);
    }
    builder.done
}

struct Builder<'a> {
    lines: Lines,
    problems: &'a mut Problems,
    open: Vec<Open>,
    done: Vec<TopBlock>,
    /// Where the outermost open block began.
    begun_at: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.inline(Inline::Code(code.into_string())),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => {}
            Event::Html(html) | Event::InlineHtml(html) => {
                // Comments are for authors, and nobody misses them.
                if !html.trim_start().starts_with("<!--") && !html.trim().is_empty() {
                    self.tell(range, "raw HTML is not shown; write Markdown");
                }
            }
            _ => self.tell(range, "this kind of Markdown is not shown"),
        }
    }

    fn tell(&mut self, range: &Range<usize>, message: &str) {
        self.problems.at_line(self.lines.number(range.start), message);
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        if self.open.is_empty() {
            self.begun_at = range.start;
        }
        if self.open.len() >= MAX_DEPTH {
            if self.open.len() == MAX_DEPTH && !matches!(self.open.last(), Some(Open::Dropped)) {
                let message = format!("is nested deeper than {MAX_DEPTH} and not shown");
                self.tell(range, &message);
            }
            self.open.push(Open::Dropped);
            return;
        }
        let open = match tag {
            Tag::Paragraph => Open::Line(Dress::Paragraph, Vec::new()),
            Tag::Heading { level, id, .. } => {
                let id = id.map(pulldown_cmark::CowStr::into_string);
                Open::Line(Dress::Heading(number(level), id), Vec::new())
            }
            Tag::Emphasis => Open::Line(Dress::Emphasis, Vec::new()),
            Tag::Strong => Open::Line(Dress::Strong, Vec::new()),
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = match link_type {
                    LinkType::Email => Err(link::ELSEWHERE.to_owned()),
                    _ => link::target(&dest_url, &title),
                };
                let dress = match target {
                    Ok(target) => Dress::Link(target),
                    Err(message) => {
                        self.tell(range, &message);
                        Dress::Plain
                    }
                };
                Open::Line(dress, Vec::new())
            }
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::Item => Open::Blocks(Shell::Item, Vec::new()),
            Tag::BlockQuote(_) => Open::Blocks(Shell::Quote, Vec::new()),
            Tag::CodeBlock(_) => Open::Code(String::new()),
            Tag::HtmlBlock => Open::Dropped,
            Tag::Image { .. } => {
                self.tell(range, "an image is not shown; say it in words");
                Open::Dropped
            }
            _ => {
                self.tell(range, "this kind of Markdown is not shown");
                Open::Dropped
            }
        };
        self.open.push(open);
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Line(Dress::Paragraph, line)) => {
                self.check_stars(&line);
                self.block(Block::Paragraph(line), None);
            }
            Some(Open::Line(Dress::Heading(level, id), line)) => {
                self.block(Block::Heading(level, line), id);
            }
            Some(Open::Line(Dress::Emphasis, line)) => self.inline(Inline::Emphasis(line)),
            Some(Open::Line(Dress::Strong, line)) => self.inline(Inline::Strong(line)),
            Some(Open::Line(Dress::Link(to), line)) => self.inline(to.around(line)),
            Some(Open::Line(Dress::Plain, line)) => {
                for inline in line {
                    self.inline(inline);
                }
            }
            Some(Open::Blocks(Shell::Item, blocks)) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Open::Blocks(Shell::Quote, blocks)) => self.block(Block::Quote(blocks), None),
            Some(Open::List(start, items)) => self.block(Block::List(start, items), None),
            Some(Open::Code(text)) => self.block(Block::Code(text), None),
            Some(Open::Dropped) | None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open::Code(code)) = self.open.last_mut() {
            *code += text;
            return;
        }
        self.inline(Inline::Text(text.to_owned()));
    }

    /// Stars that are left over were meant to be emphasis.
    fn check_stars(&mut self, line: &[Inline]) {
        let is_left = |inline: &Inline| matches!(inline, Inline::Text(text) if text.contains('*'));
        if line.iter().any(is_left) {
            let message = "has a * that emphasises nothing: Markdown wants no full-width mark \
                           just inside it, so set the mark outside";
            self.problems.at_line(self.lines.number(self.begun_at), message);
        }
    }

    /// A line that goes on in the file goes on in the page; between Chinese characters without
    /// the space that an English line break stands for.
    fn soft_break(&mut self) {
        self.inline(Inline::Text("\n".to_owned()));
    }

    fn inline(&mut self, inline: Inline) {
        match self.open.last_mut() {
            Some(Open::Line(_, line)) => push(line, inline),
            Some(Open::Blocks(_, blocks)) => {
                if let Some(Block::Paragraph(line)) = blocks.last_mut() {
                    push(line, inline);
                } else {
                    blocks.push(Block::Paragraph(vec![inline]));
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, block: Block, id: Option<String>) {
        match self.open.last_mut() {
            None => {
                let line = self.lines.number(self.begun_at);
                self.done.push(TopBlock { line, id, block });
            }
            Some(Open::Blocks(_, blocks)) => blocks.push(block),
            Some(_) => {}
        }
    }
}

/// Appends; words join words, and a line break between two Chinese characters is nothing.
fn push(line: &mut Vec<Inline>, inline: Inline) {
    match (line.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => {
            if before.ends_with('\n') {
                before.pop();
                if !is_seamless(before.chars().next_back(), text.chars().next()) {
                    before.push(' ');
                }
            }
            *before += &text;
        }
        (before, inline) => {
            if let Some(Inline::Text(before)) = before
                && before.ends_with('\n')
            {
                before.pop();
                if !is_seamless(before.chars().next_back(), None) {
                    before.push(' ');
                }
            }
            line.push(inline);
        }
    }
}

/// Whether a line that breaks between these two goes on without a space: between two Chinese
/// characters, and beside a full-width mark.
fn is_seamless(before: Option<char>, after: Option<char>) -> bool {
    let is_mark = |c: char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
    let is_ideograph = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}');
    before.is_some_and(is_mark)
        || after.is_some_and(is_mark)
        || (before.is_some_and(is_ideograph) && after.is_some_and(is_ideograph))
}

const fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The number of the line that this byte is on, from 1.
    fn number(&self, at: usize) -> usize {
        self.0.partition_point(|&begin| begin <= at)
    }
}
