//! The bar on top: where one is, sharing, the language, the settings.

use leptos::prelude::*;

use super::looking_glass::toggle;
use super::settings_dialog::settings;
use super::share_dialog::share;
use crate::app::i18n::Lang;
use crate::app::intent::Intent;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::{language, rest};

/// The bar.
pub(super) fn bar(bridge: Bridge, title: Signal<String>, world: Slug) -> impl IntoView {
    view! {
        <header class="bar" lang=bridge.lang_tag()>
            <h1>
                <a href=format!("#{}", Place::default().fragment())>{bridge.text("app-title")}</a>
            </h1>
            <span class="bar-title">{title}</span>
            {toggle(bridge)}
            {share(bridge, world)}
            {language_button(bridge)}
            {settings(bridge)}
        </header>
    }
}

/// The bar of a place without a map.
pub(super) fn plain_bar(bridge: Bridge, title: Signal<String>) -> impl IntoView {
    view! {
        <header class="bar" lang=bridge.lang_tag()>
            <h1>
                <a href=format!("#{}", Place::default().fragment())>{bridge.text("app-title")}</a>
            </h1>
            <span class="bar-title">{title}</span>
            {language_button(bridge)}
            {settings(bridge)}
        </header>
    }
}

fn language_button(bridge: Bridge) -> impl IntoView {
    let other = move || match bridge.lang() {
        Lang::Zh => Lang::En,
        Lang::En | Lang::Pseudo(_) => Lang::Zh,
    };
    let switch = move |_| {
        let lang = other();
        rest::then(move || {
            language::remember(lang);
            bridge.send(Intent::SetLang(lang));
        });
    };
    view! {
        <button
            type="button"
            class="bar-button"
            lang=move || other().html_tag()
            aria-label=bridge.text("language-switch-label")
            on:click=switch
        >
            {bridge.text("language-switch")}
        </button>
    }
}
