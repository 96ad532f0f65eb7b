//! The address: only its fragment is ours, so that the page works under any path.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::app::place::Place;

/// The fragment, without its `#`.
#[must_use]
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to a place; [`watch`] hears of it.
pub fn go(place: &Place) {
    // Refused only to sandboxed frames, where the old place is still a good one.
    let _ = window().location().set_hash(&place.fragment());
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
