//! The browser's own dialog: it keeps the focus inside, takes Escape, and gives the focus back.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::close_button::close_button;
use super::icons::{Icon, icon};
use crate::web::bridge::Bridge;
use crate::web::rest;

/// A button of the bar, and the dialog that it opens.
pub(super) fn dialog_button<V>(
    bridge: Bridge,
    name: &'static str,
    title: &'static str,
    sign: Icon,
    inside: impl Fn() -> V + Send + Sync + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    let is_open = RwSignal::new(false);
    let label = bridge.text(title);
    view! {
        <button
            type="button"
            class="bar-button is-icon"
            id=format!("{name}-open")
            aria-haspopup="dialog"
            aria-label=label
            title=label
            on:click=move |_| rest::then(move || is_open.set(true))
        >
            {icon(sign)}
        </button>
        {dialog(bridge, name, title, is_open, inside)}
    }
}

/// A dialog under its title; `inside` is made anew each time it opens.
pub(super) fn dialog<V>(
    bridge: Bridge,
    name: &'static str,
    title: &'static str,
    is_open: RwSignal<bool>,
    inside: impl Fn() -> V + Send + Sync + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    let node: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let (Some(element), wanted) = (node.get(), is_open.get()) else { return };
        if wanted && !element.open() {
            // Only an element that is not in the document refuses, and this one is.
            let _ = element.show_modal();
        } else if !wanted && element.open() {
            element.close();
        }
    });
    // Beside the card, on what is dimmed, the dialog itself is what is pressed.
    let press = move |event: leptos::ev::MouseEvent| {
        if event.target() == event.current_target() {
            is_open.set(false);
        }
    };
    let title_id = format!("{name}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class="dialog"
            id=name
            node_ref=node
            aria-labelledby=labelled_by
            on:close=move |_| is_open.set(false)
            on:click=press
            on:keydown=|event| event.stop_propagation()
        >
            <div class="dialog-card">
                <header class="card-head">
                    <h2 id=title_id>{bridge.text(title)}</h2>
                    {close_button(bridge, "dialog-close", move || is_open.set(false))}
                </header>
                {move || is_open.get().then(&inside)}
            </div>
        </dialog>
    }
}
