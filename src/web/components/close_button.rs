//! The button that closes a card, a panel or a dialog.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use crate::web::bridge::Bridge;

/// A cross, called by the message `label`.
pub(super) fn close_button(
    bridge: Bridge,
    label: &'static str,
    close: impl Fn() + 'static,
) -> impl IntoView {
    plain_close_button(bridge.text(label), close)
}

/// The same with its words, for what stands outside of any part of the page.
pub(super) fn plain_close_button(
    label: Signal<String>,
    close: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="close"
            aria-label=label
            title=label
            on:click=move |_| close()
        >
            {icon(Icon::Close)}
        </button>
    }
}
