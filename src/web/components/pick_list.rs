//! A list of which one entry is picked.

use leptos::prelude::*;

/// The list under its name; `picked` is the number of the entry. `key` is for tests.
pub(super) fn pick_list(
    key: &'static str,
    name: Signal<String>,
    entries: impl Fn() -> Vec<String> + Send + 'static,
    picked: impl Fn(usize) + 'static,
) -> impl IntoView {
    let options = move || {
        let one =
            |(n, name): (usize, String)| view! { <option value=n.to_string()>{name}</option> };
        entries().into_iter().enumerate().map(one).collect_view()
    };
    // The browser says which: a number that we wrote.
    let change = move |event| picked(event_target_value(&event).parse().unwrap_or_default());
    view! {
        <label>
            <span>{name}</span>
            <select data-pick=key on:change=change>
                {options}
            </select>
        </label>
    }
}
