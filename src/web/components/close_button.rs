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
    let label = bridge.text(label);
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
