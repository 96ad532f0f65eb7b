//! One of several choices of which one holds.

use leptos::prelude::*;

/// A radio button of a group, with its name beside it; `lang` is the name's, if it is not the
/// page's.
pub(super) fn choice(
    group: &'static str,
    lang: Option<&'static str>,
    name: impl IntoView,
    is_chosen: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <label lang=lang>
            <input type="radio" name=group prop:checked=is_chosen on:change=move |_| choose() />
            <span>{name}</span>
        </label>
    }
}
