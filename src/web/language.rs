//! The learner's language: what the address or the learner chose, else what the browser wishes.

use leptos::prelude::*;

use crate::app::i18n::Lang;
use crate::web::settings;

/// The language to begin in.
#[must_use]
pub fn initial() -> Lang {
    settings::lang().unwrap_or_else(|| {
        let wished: Vec<String> =
            window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        Lang::preferred(wished.iter().map(String::as_str))
    })
}

/// Remembers a choice.
pub fn remember(lang: Lang) {
    settings::choose(|settings| settings.lang = Some(lang));
}

/// Tells the document, for fonts, hyphenation and screen readers.
pub fn declare(lang: Lang) {
    // Said again, it would be as good as new to the browser, which then styles everything anew.
    let is_new = |root: &web_sys::Element| {
        root.get_attribute("lang").is_none_or(|said| said != lang.html_tag())
    };
    if let Some(root) = document().document_element().filter(is_new) {
        // A document that takes no attributes reads wrongly aloud, no more.
        let _ = root.set_attribute("lang", lang.html_tag());
    }
}
