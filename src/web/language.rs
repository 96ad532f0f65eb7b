//! The learner's language: what was chosen last time, else what the browser wishes.

use std::cell::Cell;

use leptos::prelude::*;

use crate::app::i18n::Lang;
use crate::web::storage;

const KEY: &str = "lang";

thread_local! {
    /// What was chosen on this page, in case the browser does not remember.
    static CHOSEN: Cell<Option<Lang>> = const { Cell::new(None) };
}

/// The language to begin in.
#[must_use]
pub fn initial() -> Lang {
    if let Some(lang) = CHOSEN.get() {
        return lang;
    }
    if let Some(lang) = storage::get(KEY).and_then(|tag| Lang::of_tag(&tag)) {
        return lang;
    }
    let wished: Vec<String> =
        window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
    Lang::preferred(wished.iter().map(String::as_str))
}

/// Remembers a choice.
pub fn remember(lang: Lang) {
    CHOSEN.set(Some(lang));
    storage::set(KEY, lang.tag());
}

/// Tells the document, for fonts, hyphenation and screen readers.
pub fn declare(lang: Lang) {
    if let Some(root) = document().document_element() {
        // A document that takes no attributes reads wrongly aloud, no more.
        let _ = root.set_attribute("lang", lang.html_tag());
    }
}
