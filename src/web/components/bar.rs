//! The bar on top: where one is, the language, the theme.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::looking_glass::toggle;
use crate::app::i18n::Lang;
use crate::app::intent::Intent;
use crate::app::place::Place;
use crate::web::bridge::Bridge;
use crate::web::language;
use crate::web::theme::Wish;

/// The bar.
pub(super) fn bar(bridge: Bridge, title: Signal<String>) -> impl IntoView {
    view! {
        <header class="bar">
            <h1>
                <a href=format!("#{}", Place::default().fragment())>{bridge.text("app-title")}</a>
            </h1>
            <span class="bar-title">{title}</span>
            {toggle(bridge)}
            {language_button(bridge)}
            {theme_button(bridge)}
        </header>
    }
}

fn language_button(bridge: Bridge) -> impl IntoView {
    let other = move || match bridge.lang() {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    let switch = move |_| {
        let lang = other();
        language::remember(lang);
        bridge.send(Intent::SetLang(lang));
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

fn theme_button(bridge: Bridge) -> impl IntoView {
    let wish = RwSignal::new(Wish::remembered());
    wish.get_untracked().fulfil();
    let [auto, dark, light] =
        [bridge.text("theme-auto"), bridge.text("theme-dark"), bridge.text("theme-light")];
    let label = Signal::derive(move || match wish.get() {
        Wish::Auto => auto.get(),
        Wish::Dark => dark.get(),
        Wish::Light => light.get(),
    });
    let next = move |_| {
        wish.update(|wish| *wish = wish.next());
        wish.get_untracked().fulfil();
        bridge.wake();
    };
    view! {
        <button
            type="button"
            class="bar-button is-icon"
            aria-label=label
            title=label
            on:click=next
        >
            {move || match wish.get() {
                Wish::Auto => icon(Icon::Auto),
                Wish::Dark => icon(Icon::Dark),
                Wish::Light => icon(Icon::Light),
            }}
        </button>
    }
}
