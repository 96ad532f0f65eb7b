//! What prose is made of: nodes that a page can show without trusting their author.

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
    /// A line break.
    Break,
}

/// The words of a line, without their dress.
#[must_use]
pub fn words(inlines: &[Inline]) -> String {
    let mut all = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => all += text,
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => {
                all += &words(inner);
            }
            Inline::Break => all.push(' '),
        }
    }
    all
}

/// The same blocks with every `{name}` in the words replaced by `value`.
#[must_use]
pub fn filled(blocks: &[Block], name: &str, value: &str) -> Vec<Block> {
    let hole = format!("{{{name}}}");
    blocks.iter().map(|block| fill_block(block, &hole, value)).collect()
}

fn fill_block(block: &Block, hole: &str, value: &str) -> Block {
    let blocks = |inner: &[Block]| -> Vec<Block> {
        inner.iter().map(|block| fill_block(block, hole, value)).collect()
    };
    match block {
        Block::Heading(level, inlines) => Block::Heading(*level, fill_line(inlines, hole, value)),
        Block::Paragraph(inlines) => Block::Paragraph(fill_line(inlines, hole, value)),
        Block::List(start, items) => {
            Block::List(*start, items.iter().map(|item| blocks(item)).collect())
        }
        Block::Quote(inner) => Block::Quote(blocks(inner)),
        Block::Code(text) => Block::Code(text.clone()),
    }
}

fn fill_line(inlines: &[Inline], hole: &str, value: &str) -> Vec<Inline> {
    let fill = |inline: &Inline| match inline {
        Inline::Text(text) => Inline::Text(text.replace(hole, value)),
        Inline::Emphasis(inner) => Inline::Emphasis(fill_line(inner, hole, value)),
        Inline::Strong(inner) => Inline::Strong(fill_line(inner, hole, value)),
        Inline::Link(to, inner) => Inline::Link(to.clone(), fill_line(inner, hole, value)),
        Inline::Code(_) | Inline::Break => inline.clone(),
    };
    inlines.iter().map(fill).collect()
}
