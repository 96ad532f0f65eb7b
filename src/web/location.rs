//! The address: only its fragment is ours, so that the page works under any path.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The fragment, without its `#`.
#[must_use]
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// The whole address.
#[must_use]
pub fn here() -> String {
    window().location().href().unwrap_or_default()
}

/// The address that leads here, with another fragment.
#[must_use]
pub fn absolute(fragment: &str) -> String {
    let here = here();
    let page = here.split_once('#').map_or(here.as_str(), |(page, _)| page);
    format!("{page}#{fragment}")
}

/// Goes to another fragment of this page.
pub fn go(fragment: &str) {
    // What the browser refuses to go to, it has no place for.
    let _ = window().location().set_hash(fragment);
}

/// The fragment as a signal, for as long as the current owner lives.
#[must_use]
pub fn watch() -> RwSignal<String> {
    let current = RwSignal::new(fragment());
    let listener = Closure::<dyn FnMut()>::new(move || {
        current.try_set(fragment());
    });
    let function = listener.as_ref().unchecked_ref();
    // Without it the address bar is read once only.
    let _ = window().add_event_listener_with_callback("hashchange", function);
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        kept.try_with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback("hashchange", function);
        });
    });
    current
}
