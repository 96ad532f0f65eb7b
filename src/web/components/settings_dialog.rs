//! The settings: language, theme, motion. What is chosen holds at once, and for later visits.

use leptos::prelude::*;

use super::dialog::dialog;
use super::icons::{Icon, icon};
use crate::app::i18n::Lang;
use crate::app::intent::Intent;
use crate::app::settings::{MotionWish, ThemeWish};
use crate::web::bridge::Bridge;
use crate::web::{language, settings};

/// The button and its dialog.
pub(super) fn settings(bridge: Bridge) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let label = bridge.text("settings-title");
    view! {
        <button
            type="button"
            class="bar-button is-icon"
            id="settings-open"
            aria-haspopup="dialog"
            aria-label=label
            title=label
            on:click=move |_| is_open.set(true)
        >
            {icon(Icon::Settings)}
        </button>
        {dialog(bridge, "settings", "settings-title", is_open, move || form(bridge))}
    }
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn form(bridge: Bridge) -> impl IntoView {
    view! {
        <fieldset class="choices">
            <legend>{bridge.text("settings-lang")}</legend>
            {Lang::ALL.map(|lang| language_choice(bridge, lang)).collect_view()}
        </fieldset>
        <fieldset class="choices">
            <legend>{bridge.text("settings-theme")}</legend>
            {ThemeWish::ALL.iter().map(|wish| theme_choice(bridge, *wish)).collect_view()}
        </fieldset>
        <fieldset class="choices">
            <legend>{bridge.text("settings-motion")}</legend>
            {MotionWish::ALL.iter().map(|wish| motion_choice(bridge, *wish)).collect_view()}
        </fieldset>
        <p class="quiet">{bridge.text("settings-about")}</p>
    }
}

fn language_choice(bridge: Bridge, lang: Lang) -> impl IntoView {
    let name = match lang {
        Lang::Zh => "中文",
        _ => "English",
    };
    let choose = move |_| {
        language::remember(lang);
        bridge.send(Intent::SetLang(lang));
    };
    view! {
        <label lang=lang.html_tag()>
            <input
                type="radio"
                name="settings-lang"
                prop:checked=move || bridge.lang() == lang
                on:change=choose
            />
            <span>{name}</span>
        </label>
    }
}

fn theme_choice(bridge: Bridge, wish: ThemeWish) -> impl IntoView {
    let label = match wish {
        ThemeWish::Auto => "settings-auto",
        ThemeWish::Dark => "theme-dark",
        ThemeWish::Light => "theme-light",
        ThemeWish::Projector => "theme-projector",
    };
    let choose = move |_| {
        settings::choose(|settings| settings.theme = Some(wish));
        bridge.wake();
    };
    view! {
        <label>
            <input
                type="radio"
                name="settings-theme"
                prop:checked=settings::theme() == wish
                on:change=choose
            />
            <span>{bridge.text(label)}</span>
        </label>
    }
}

fn motion_choice(bridge: Bridge, wish: MotionWish) -> impl IntoView {
    let label = match wish {
        MotionWish::Auto => "settings-auto",
        MotionWish::Full => "motion-full",
        MotionWish::Reduced => "motion-reduced",
    };
    let choose = move |_| {
        settings::choose(|settings| settings.motion = Some(wish));
        bridge.wake();
    };
    view! {
        <label>
            <input
                type="radio"
                name="settings-motion"
                prop:checked=settings::motion() == wish
                on:change=choose
            />
            <span>{bridge.text(label)}</span>
        </label>
    }
}
