//! The browser's own dialog: it keeps the focus inside, takes Escape, and gives the focus back.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::icons::{Icon, icon};
use crate::web::bridge::Bridge;

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
    let close = bridge.text("dialog-close");
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
                    <button
                        type="button"
                        class="close"
                        aria-label=close
                        title=close
                        on:click=move |_| is_open.set(false)
                    >
                        {icon(Icon::Close)}
                    </button>
                </header>
                {move || is_open.get().then(&inside)}
            </div>
        </dialog>
    }
}
