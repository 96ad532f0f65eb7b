//! The last packets that passed, folded away on the card of what they passed.

use leptos::prelude::*;

use super::fold::fold;
use crate::app::changes::Aspect;
use crate::app::present::capture::{Line, latest};
use crate::engine::sim::capture::Tap;
use crate::web::bridge::Bridge;

/// Packets, and the time at which they are looked at.
const FOLLOWED: &[Aspect] = &[Aspect::Traffic, Aspect::Branches, Aspect::Lesson, Aspect::Language];

/// Nothing is looked for until somebody opens it.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn capture(bridge: Bridge, tap: Tap, is_open: RwSignal<bool>) -> impl IntoView {
    let inside = move || is_open.get().then(|| lines(bridge, tap));
    fold(is_open, "capture", bridge.text("capture-title"), String::new(), inside)
}

fn lines(bridge: Bridge, tap: Tap) -> impl IntoView {
    let all = bridge.calm_memo(FOLLOWED, move |lab| latest(lab, tap));
    let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
    let none = move || {
        is_empty.get().then(|| view! { <p class="quiet">{bridge.text("capture-none")}</p> })
    };
    view! {
        <p class="quiet">{bridge.text("capture-about")}</p>
        {none}
        <ol class="captured" aria-label=bridge.text("capture-title")>
            <For
                each=move || all.get()
                key=|line| (line.key, line.direction.clone())
                children=move |it| line(bridge, it)
            />
        </ol>
    }
}

fn line(bridge: Bridge, line: Line) -> impl IntoView {
    let [from, to] = line.ends;
    let [near, far] = line.link_layer;
    view! {
        <li>
            <p>
                <span class="number">{line.time}</span>
                " "
                {line.direction}
                " "
                <b>{line.kind}</b>
                " "
                <span class="captured-rest">{line.rest}</span>
            </p>
            <p class="number">{from}" → "{to}</p>
            <p class="number captured-link">
                <span class="only-read">{bridge.text("capture-link-layer")}" "</span>
                {near}
                " → "
                {far}
            </p>
        </li>
    }
}
