//! Something on a card that is folded away until one asks for it.

use leptos::prelude::*;

/// A list under its title; `is_open` outlives the card that it stands on.
pub(super) fn fold(
    is_open: RwSignal<bool>,
    name: &'static str,
    title: impl IntoView + 'static,
    brief: impl IntoView + 'static,
    inside: impl IntoView + 'static,
) -> impl IntoView {
    // The element says whether it is open: it may be so already when this card is made again.
    let toggled = move |event: leptos::ev::Event| {
        is_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details
            class="fold"
            data-fold=name
            open=is_open.get_untracked()
            on:toggle=toggled
        >
            <summary>
                <b>{title}</b>
                <span>{brief}</span>
            </summary>
            {inside}
        </details>
    }
}
