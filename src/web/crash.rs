//! A fault of ours is told to the learner, not only to the console, with a report to pass on.

use std::panic::{PanicHookInfo, set_hook};

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlDialogElement, HtmlTextAreaElement};

use crate::app::i18n::Lang;
use crate::say;
use crate::web::{clipboard, flight, language, location};

/// From now on, a panic shows a card. Nothing of the page is trusted by then: the card is made of
/// bare elements.
pub fn show_panics() {
    set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(info);
        // The card itself cannot be made: then the console has to do.
        let _ = show_card(&report(info));
    }));
}

/// What somebody who mends it needs to know, in English; nothing of the learner is in it.
fn report(info: &PanicHookInfo<'_>) -> String {
    let (link, doing) = flight::black_box();
    let mut lines = vec![
        format!("Anycast Lab {}", env!("CARGO_PKG_VERSION")),
        info.to_string(),
        format!("Address: {}", location::here()),
    ];
    lines.extend(doing.map(|command| format!("Command: {command}")));
    // It names the world, and holds seed, commands and moment.
    lines.extend(link.map(|link| format!("Run: {}", location::absolute(&link))));
    lines.extend(window().navigator().user_agent().ok().map(|name| format!("Browser: {name}")));
    lines.join("\n")
}

fn show_card(report: &str) -> Option<()> {
    if document().get_element_by_id("crash").is_some() {
        return None;
    }
    let lang = language::initial();
    // A dialog, so that it lies above whatever dialog was open when it broke.
    let card = element("dialog", "")?;
    card.set_id("crash");
    card.set_attribute("role", "alertdialog").ok()?;
    card.set_attribute("aria-label", &say!(lang, "crash-title")).ok()?;
    card.append_child(&*element("h1", &say!(lang, "crash-title"))?).ok()?;
    card.append_child(&*element("p", &say!(lang, "crash-body"))?).ok()?;
    let buttons = element("p", "")?;
    buttons.append_child(&*button("is-primary", &say!(lang, "crash-reload"), reload)?).ok()?;
    buttons.append_child(&*button("", &say!(lang, "crash-home"), home)?).ok()?;
    card.append_child(&buttons).ok()?;
    card.append_child(&*report_field(lang, report)?).ok()?;
    document().body()?.append_child(&card).ok()?;
    let dialog = card.dyn_into::<HtmlDialogElement>().ok()?;
    // Later: what broke may have been about to open a dialog of its own, which the browser still
    // does. A task of the program's might never run again.
    let show = Closure::once_into_js(move || {
        dialog.show_modal().ok();
    });
    window().set_timeout_with_callback(show.unchecked_ref()).ok().map(drop)
}

/// The report, and what copies it.
fn report_field(lang: Lang, report: &str) -> Option<Element> {
    let part = element("div", "")?;
    part.append_child(&*element("p", &say!(lang, "crash-report"))?).ok()?;
    let field = element("textarea", report)?;
    for (name, value) in [("readonly", ""), ("rows", "6"), ("spellcheck", "false")] {
        field.set_attribute(name, value).ok()?;
    }
    field.set_attribute("aria-label", &say!(lang, "crash-report-label")).ok()?;
    let status = element("span", "")?;
    status.set_attribute("role", "status").ok()?;
    let (report, shown, told) = (report.to_owned(), field.clone(), status.clone());
    let copy = move || {
        let (report, shown, told) = (report.clone(), shown.clone(), told.clone());
        spawn_local(async move {
            let is_copied = clipboard::copy(report).await;
            if let (false, Some(field)) = (is_copied, shown.dyn_ref::<HtmlTextAreaElement>()) {
                field.select();
            }
            let said = if is_copied { say!(lang, "copied") } else { say!(lang, "copy-by-hand") };
            told.set_text_content(Some(&said));
        });
    };
    part.append_child(&field).ok()?;
    let line = element("p", "")?;
    line.append_child(&*button("", &say!(lang, "crash-copy"), copy)?).ok()?;
    line.append_child(&status).ok()?;
    part.append_child(&line).ok()?;
    Some(part)
}

fn reload() {
    // A page that cannot reload has a browser around it that can.
    let _ = window().location().reload();
}

/// Away from what broke: an address may break the page again and again.
fn home() {
    let _ = window().location().set_hash("");
    reload();
}

fn button(class: &str, text: &str, press: impl Fn() + 'static) -> Option<Element> {
    let button = element("button", text)?;
    button.set_attribute("type", "button").ok()?;
    button.set_class_name(class);
    let on_click = Closure::<dyn FnMut()>::new(press);
    button.add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref()).ok()?;
    on_click.forget();
    Some(button)
}

fn element(name: &str, text: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
