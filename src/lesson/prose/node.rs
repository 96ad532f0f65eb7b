//! What prose is made of: nodes that a page can show without trusting their author.

use crate::engine::base::text::Slug;

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading inside a section; 4 is the highest level there.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; numbered from the number, if there is one.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Lines of code.
    Code(String),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Code, an address, a number of a router.
    Code(String),
    /// A link to an http or https address, or to a fragment of the page.
    Link(String, Vec<Inline>),
    /// A number, and whose it is.
    Number {
        /// Where it comes from.
        source: Source,
        /// The number as it is written, with its unit.
        inner: Vec<Inline>,
    },
    /// A word that the glossary explains under this name.
    Term(Slug, Vec<Inline>),
    /// A line break.
    Break,
}

/// Where a number in prose comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The engine computed it: the figure of this name in the lesson's file.
    Computed(Slug),
    /// Somebody measured it in the real world: who, and in which year.
    Measured(String),
    /// Somebody claims it: who.
    Claimed(String),
}

impl Inline {
    /// What stands inside of this part.
    #[must_use]
    pub fn inner(&self) -> &[Self] {
        match self {
            Self::Emphasis(inner)
            | Self::Strong(inner)
            | Self::Link(_, inner)
            | Self::Number { inner, .. }
            | Self::Term(_, inner) => inner,
            Self::Text(_) | Self::Code(_) | Self::Break => &[],
        }
    }
}

/// The words of a line, without their dress.
#[must_use]
pub fn words(inlines: &[Inline]) -> String {
    let mut all = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => all += text,
            Inline::Break => all.push(' '),
            dressed => all += &words(dressed.inner()),
        }
    }
    all
}

/// Shows every part of every line to `see`, in order, what is dressed before what is in it.
pub fn each_inline<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading(_, line) | Block::Paragraph(line) => each_in_line(line, see),
            Block::List(_, items) => items.iter().for_each(|item| each_inline(item, see)),
            Block::Quote(inner) => each_inline(inner, see),
            Block::Code(_) => {}
        }
    }
}

fn each_in_line<'a>(line: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
    for inline in line {
        see(inline);
        each_in_line(inline.inner(), see);
    }
}

/// The same blocks with every `{name}` in the words replaced by `value`.
#[must_use]
pub fn filled(blocks: &[Block], name: &str, value: &str) -> Vec<Block> {
    named(blocks, &|hole| (hole == name).then(|| value.to_owned()))
}

/// The same blocks with every `{hole}` in the words replaced by what `name` knows of it; what it
/// does not know stays as it is written.
#[must_use]
pub fn named(blocks: &[Block], name: &dyn Fn(&str) -> Option<String>) -> Vec<Block> {
    let line = |line: &[Inline]| named_line(line, name);
    let fill = |block: &Block| match block {
        Block::Heading(level, inlines) => Block::Heading(*level, line(inlines)),
        Block::Paragraph(inlines) => Block::Paragraph(line(inlines)),
        Block::List(start, items) => {
            Block::List(*start, items.iter().map(|item| named(item, name)).collect())
        }
        Block::Quote(inner) => Block::Quote(named(inner, name)),
        Block::Code(text) => Block::Code(text.clone()),
    };
    blocks.iter().map(fill).collect()
}

fn named_line(inlines: &[Inline], name: &dyn Fn(&str) -> Option<String>) -> Vec<Inline> {
    let line = |inner: &[Inline]| named_line(inner, name);
    let fill = |inline: &Inline| match inline {
        Inline::Text(text) => Inline::Text(named_words(text, name)),
        Inline::Emphasis(inner) => Inline::Emphasis(line(inner)),
        Inline::Strong(inner) => Inline::Strong(line(inner)),
        Inline::Link(to, inner) => Inline::Link(to.clone(), line(inner)),
        Inline::Number { source, inner } => {
            Inline::Number { source: source.clone(), inner: line(inner) }
        }
        Inline::Term(term, inner) => Inline::Term(term.clone(), line(inner)),
        Inline::Code(_) | Inline::Break => inline.clone(),
    };
    inlines.iter().map(fill).collect()
}

/// The same words with every `{hole}` replaced by what `name` knows of it.
#[must_use]
pub fn named_words(words: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut all = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        all += before;
        let known = after.split_once('}').and_then(|(hole, after)| Some((name(hole)?, after)));
        if let Some((known, after)) = known {
            all += &known;
            rest = after;
        } else {
            all.push('{');
            rest = after;
        }
    }
    all + rest
}
