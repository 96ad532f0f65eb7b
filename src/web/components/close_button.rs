//! The button that closes a card or a panel.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use crate::app::intent::Intent;
use crate::web::bridge::Bridge;

/// A cross, called by the message `label`.
pub(super) fn close_button(bridge: Bridge, label: &'static str, intent: Intent) -> impl IntoView {
    let label = bridge.text(label);
    view! {
        <button
            type="button"
            class="close"
            aria-label=label
            title=label
            on:click=move |_| bridge.send(intent.clone())
        >
            {icon(Icon::Close)}
        </button>
    }
}
