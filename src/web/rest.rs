//! The rest of the program, which comes after the page is up (`assets/boot/rest.js`).

use std::cell::Cell;

use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits until the whole program is here, and returns whether it is. Should it not come, that is
/// told on the page, and calling a part of it tries again.
pub async fn is_here() -> bool {
    let is_here = match bring() {
        Some(coming) => JsFuture::from(coming).await.is_ok(),
        None => true,
    };
    IS_HERE.set(is_here);
    is_here
}

thread_local! {
    static IS_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Does something as soon as the whole program is here, which mostly is now. Until then the page
/// goes on, and its pointer shows that it has understood.
pub fn then(act: impl FnOnce() + 'static) {
    if is_whole() {
        return act();
    }
    busy(true);
    spawn_local(async move {
        let is_here = is_here().await;
        busy(false);
        if is_here {
            act();
        }
    });
}

/// Whether the whole program is here. If it is not, it is asked for.
pub fn is_whole() -> bool {
    IS_HERE.get() || bring().is_none()
}

/// Says to pointer and screen reader that something is awaited, or no more.
fn busy(is_busy: bool) {
    if let Some(body) = document().body() {
        // The body takes every attribute.
        let _ = body.set_attribute("aria-busy", if is_busy { "true" } else { "false" });
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
