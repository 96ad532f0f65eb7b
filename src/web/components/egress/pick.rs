//! A list of which one entry is picked, where what is picked is also set from elsewhere.

use leptos::prelude::*;

/// The list under its name. `key` is for tests.
pub(super) fn pick<K>(
    key: &'static str,
    name: Signal<String>,
    entries: impl Fn() -> Vec<(K, String)> + Send + Sync + 'static,
    chosen: RwSignal<K>,
) -> impl IntoView
where
    K: Clone + PartialEq + Send + Sync + 'static,
{
    let entries = Memo::new(move |_| entries());
    let options = move || {
        let one = |(n, (value, name)): (usize, (K, String))| {
            let is_chosen = move || chosen.with(|chosen| *chosen == value);
            view! {
                <option value=n.to_string() prop:selected=is_chosen>
                    {name}
                </option>
            }
        };
        entries.get().into_iter().enumerate().map(one).collect_view()
    };
    let change = move |event| {
        // The browser says which: a number that we wrote.
        let number: usize = event_target_value(&event).parse().unwrap_or_default();
        if let Some((value, _)) = entries.with_untracked(|all| all.get(number).cloned()) {
            chosen.set(value);
        }
    };
    view! {
        <label>
            <span>{name}</span>
            <select data-pick=key on:change=change>
                {options}
            </select>
        </label>
    }
}
