//! The settings: language, theme, motion. What is chosen holds at once, and for later visits.

use leptos::prelude::*;

use super::choice::choice;
use super::dialog::dialog_button;
use super::icons::Icon;
use crate::app::i18n::Lang;
use crate::app::intent::Intent;
use crate::app::settings::{MotionWish, ThemeWish};
use crate::web::bridge::Bridge;
use crate::web::{language, settings};

/// The button and its dialog.
pub(super) fn settings(bridge: Bridge) -> impl IntoView {
    dialog_button(bridge, "settings", "settings-title", Icon::Settings, move || form(bridge))
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
    let choose = move || {
        language::remember(lang);
        bridge.send(Intent::SetLang(lang));
    };
    let is_chosen = move || bridge.lang() == lang;
    choice("settings-lang", Some(lang.html_tag()), name, is_chosen, choose)
}

fn theme_choice(bridge: Bridge, wish: ThemeWish) -> impl IntoView {
    let name = bridge.text(match wish {
        ThemeWish::Auto => "settings-auto",
        ThemeWish::Dark => "theme-dark",
        ThemeWish::Light => "theme-light",
        ThemeWish::Projector => "theme-projector",
    });
    let choose = move || {
        settings::choose(|settings| settings.theme = Some(wish));
        bridge.wake();
    };
    choice("settings-theme", None, name, move || settings::theme() == wish, choose)
}

fn motion_choice(bridge: Bridge, wish: MotionWish) -> impl IntoView {
    let name = bridge.text(match wish {
        MotionWish::Auto => "settings-auto",
        MotionWish::Full => "motion-full",
        MotionWish::Reduced => "motion-reduced",
    });
    let choose = move || {
        settings::choose(|settings| settings.motion = Some(wish));
        bridge.wake();
    };
    choice("settings-motion", None, name, move || settings::motion() == wish, choose)
}
