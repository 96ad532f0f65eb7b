//! The mark of a PoP, the same as on the map: shape, letter and hue.

use leptos::prelude::*;

use crate::engine::base::letter::Letter;
use crate::scene::draw_list::Shape;
use crate::scene::palette::{CASING, node_style};

/// The mark of the PoP with this letter; `is_hollow` if it does not announce.
pub(super) fn mark(letter: Letter, is_hollow: bool) -> impl IntoView {
    let style = node_style(letter);
    let corners: Vec<String> = style
        .shape
        .corners(7.0)
        .into_iter()
        .map(|corner| format!("{:.2},{:.2}", corner.x, corner.y))
        .collect();
    let fill = if is_hollow { "none".to_owned() } else { style.hue.css() };
    let stroke = if is_hollow { style.hue } else { CASING };
    let outline = if style.shape == Shape::Disc {
        view! { <circle r="7.5" fill=fill stroke=stroke.css() /> }.into_any()
    } else {
        view! { <polygon points=corners.join(" ") fill=fill stroke=stroke.css() /> }.into_any()
    };
    let hatch = style.hatch.filter(|_| !is_hollow).map(|hatch| {
        let stroke = CASING.with_alpha(110).css();
        let turn = format!("rotate({})", hatch.turn());
        view! { <path class="mark-hatch" d="M-3 -6V6M3 -6V6" transform=turn stroke=stroke /> }
    });
    let ink = if is_hollow { "currentColor".to_owned() } else { style.ink.css() };
    view! {
        <svg
            class="mark"
            class:is-hollow=is_hollow
            viewBox="-10 -10 20 20"
            aria-hidden="true"
            focusable="false"
        >
            {outline}
            {hatch}
            <text
                class:is-long={letter.len() > 1}
                y="3.2"
                text-anchor="middle"
                fill=ink
            >
                {letter.to_string()}
            </text>
        </svg>
    }
}
