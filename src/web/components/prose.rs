//! Prose as elements: made node by node, so that no text becomes a program.

use leptos::prelude::*;

use super::note;
use crate::lesson::prose::node::{Block, Inline};

/// Blocks, one after the other.
pub(super) fn prose(blocks: &[Block]) -> AnyView {
    blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Heading(_, line) => view! { <h3>{inlines(line)}</h3> }.into_any(),
        Block::Paragraph(line) => view! { <p>{inlines(line)}</p> }.into_any(),
        Block::List(None, list) => view! { <ul>{items(list)}</ul> }.into_any(),
        Block::List(Some(start), list) => {
            view! { <ol start=start.to_string()>{items(list)}</ol> }.into_any()
        }
        Block::Quote(inner) => view! { <blockquote>{prose(inner)}</blockquote> }.into_any(),
        Block::Code(text) => view! { <pre><code>{text.clone()}</code></pre> }.into_any(),
    }
}

/// A tight list's item is one paragraph, and needs none of its own.
fn items(list: &[Vec<Block>]) -> AnyView {
    let item = |blocks: &Vec<Block>| {
        let inner = match blocks.as_slice() {
            [Block::Paragraph(line)] => inlines(line),
            blocks => prose(blocks),
        };
        view! { <li>{inner}</li> }
    };
    list.iter().map(item).collect_view().into_any()
}

fn inlines(line: &[Inline]) -> AnyView {
    phrase(line, &|term, inner| note::term(term, inlines(inner)))
}

/// A line; `term` shows the words that a glossary explains.
pub(super) fn phrase(
    line: &[Inline],
    term: &dyn Fn(&crate::engine::base::text::Slug, &[Inline]) -> AnyView,
) -> AnyView {
    let inside = |inner: &[Inline]| phrase(inner, term);
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(inner) => view! { <em>{inside(inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inside(inner)}</strong> }.into_any(),
        Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
        Inline::Link(to, inner) if to.starts_with('#') => {
            view! { <a href=to.clone()>{inside(inner)}</a> }.into_any()
        }
        Inline::Link(to, inner) => view! {
            <a href=to.clone() target="_blank" rel="noopener noreferrer">
                {inside(inner)}
            </a>
        }
        .into_any(),
        Inline::Number { source, inner } => note::number(source, inside(inner)),
        Inline::Term(slug, inner) => term(slug, inner),
        Inline::Break => view! { <br/> }.into_any(),
    };
    line.iter().map(one).collect_view().into_any()
}
