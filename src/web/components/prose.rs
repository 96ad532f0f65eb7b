//! Prose as elements: made node by node, so that no text becomes a program.

use leptos::prelude::*;

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
    line.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(inner)}</strong> }.into_any(),
        Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
        Inline::Link(to, inner) if to.starts_with('#') => {
            view! { <a href=to.clone()>{inlines(inner)}</a> }.into_any()
        }
        Inline::Link(to, inner) => view! {
            <a href=to.clone() target="_blank" rel="noopener noreferrer">
                {inlines(inner)}
            </a>
        }
        .into_any(),
        Inline::Number { inner, .. } | Inline::Term(_, inner) => inlines(inner),
        Inline::Break => view! { <br/> }.into_any(),
    }
}
