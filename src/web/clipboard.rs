//! The clipboard, where there is one: pages that came over plain HTTP have none, so it is looked
//! for as nothing that must be.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Puts a text there; tells whether it worked.
pub async fn copy(text: String) -> bool {
    let Some(promise) = write(&text) else { return false };
    JsFuture::from(promise).await.is_ok()
}

fn write(text: &str) -> Option<Promise> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    if !clipboard.is_object() {
        return None;
    }
    let write = Reflect::get(&clipboard, &"writeText".into()).ok()?;
    let written = write.dyn_ref::<Function>()?.call1(&clipboard, &JsValue::from_str(text)).ok()?;
    written.dyn_into().ok()
}
