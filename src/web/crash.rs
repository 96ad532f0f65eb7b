//! A fault of ours is told to the learner, not only to the console.

use std::panic::{PanicHookInfo, set_hook};

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

use crate::say;
use crate::web::language;

/// From now on, a panic shows a card. Nothing of the page is trusted by then: the card is made of
/// bare elements.
pub fn show_panics() {
    set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        // The card itself cannot be made: then the console has to do.
        let _ = show_card();
    }));
}

fn show_card() -> Option<()> {
    if document().get_element_by_id("crash").is_some() {
        return None;
    }
    let lang = language::initial();
    let card = element("section", "")?;
    card.set_id("crash");
    card.set_attribute("role", "alert").ok()?;
    card.append_child(&*element("h1", &say!(lang, "crash-title"))?).ok()?;
    card.append_child(&*element("p", &say!(lang, "crash-body"))?).ok()?;
    let reload = element("button", &say!(lang, "crash-reload"))?;
    let on_click = Closure::<dyn FnMut()>::new(|| {
        // A page that cannot reload has a browser around it that can.
        let _ = window().location().reload();
    });
    reload.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
    on_click.forget();
    card.append_child(&reload).ok()?;
    document().body()?.append_child(&card).ok()?;
    Some(())
}

fn element(name: &str, text: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
