//! The rest of the program, which comes after the page is up (`assets/boot/rest.js`).

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits until the whole program is here. Should it not come, calling a part of it tries again,
/// so there is nothing to report here.
pub async fn is_here() {
    if let Some(coming) = bring() {
        // A failure is looked at by whoever calls what is missing.
        let _ = JsFuture::from(coming).await;
    }
}

fn bring() -> Option<js_sys::Promise> {
    let rest = js_sys::Reflect::get(&window(), &JsValue::from_str("labRest")).ok()?;
    let bring = js_sys::Reflect::get(&rest, &JsValue::from_str("bring")).ok()?;
    bring.dyn_into::<js_sys::Function>().ok()?.call0(&rest).ok()?.dyn_into().ok()
}

/// Marks in the browser's own time line that the lab can be used.
pub fn mark_up() {
    if let Some(performance) = window().performance() {
        // Fails only where marks are full.
        let _ = performance.mark("lab-up");
    }
}
