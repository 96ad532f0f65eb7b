//! How the page looks and moves, and in which language: what the address wishes for this visit,
//! else what was chosen for all visits, else what the system wishes.

use std::cell::RefCell;

use leptos::prelude::*;

use crate::app::i18n::Lang;
use crate::app::parameters::Parameters;
use crate::app::settings::{MotionWish, PaletteWish, Panel, Settings, ThemeWish};
use crate::web::storage;

const KEY: &str = "settings";

#[derive(Default)]
struct State {
    /// What was chosen, once it was read from storage.
    settings: Option<Settings>,
    /// Where it is stored; nowhere, if everything there is a newer version's.
    key: Option<String>,
    /// What the address wishes.
    visit: Parameters,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// What was chosen for all visits.
#[must_use]
pub fn chosen() -> Settings {
    STATE.with_borrow_mut(|state| {
        if let Some(settings) = state.settings {
            return settings;
        }
        let (key, settings) = storage::restored(KEY, Settings::restore);
        state.key = key;
        *state.settings.insert(settings.unwrap_or_default())
    })
}

/// Chooses, for this and all visits; what the address wished of it is over.
pub fn choose(change: impl FnOnce(&mut Settings)) {
    let before = chosen();
    let mut settings = before;
    change(&mut settings);
    STATE.with_borrow_mut(|state| {
        state.settings = Some(settings);
        if settings.lang != before.lang {
            state.visit.lang = None;
        }
        if settings.theme != before.theme {
            state.visit.theme = None;
        }
        if settings.motion != before.motion {
            state.visit.motion = None;
        }
        if let Some(key) = &state.key {
            storage::set(key, &settings.to_text());
        }
    });
    fulfil();
}

/// Does what the address wishes, for this visit.
pub fn visit(wanted: &Parameters) {
    STATE.with_borrow_mut(|state| state.visit = wanted.clone());
    fulfil();
}

/// The language that was wished or chosen; else it is for the browser to say.
#[must_use]
pub fn lang() -> Option<Lang> {
    let chosen = chosen().lang;
    STATE.with_borrow(|state| state.visit.lang).or(chosen)
}

/// Bright or dark.
#[must_use]
pub fn theme() -> ThemeWish {
    let chosen = chosen().theme;
    STATE.with_borrow(|state| state.visit.theme).or(chosen).unwrap_or(ThemeWish::Auto)
}

/// Whether things may move.
#[must_use]
pub fn motion() -> MotionWish {
    let chosen = chosen().motion;
    STATE.with_borrow(|state| state.visit.motion).or(chosen).unwrap_or(MotionWish::Auto)
}

/// Tells the document's element, which styles and map go by.
fn fulfil() {
    let Some(root) = document().document_element() else { return };
    let set = |name: &str, value: Option<&str>| {
        // An element without attributes is the worst that can be meant by a failure.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    };
    let (theme, motion) = (theme(), motion());
    set("data-theme", (theme != ThemeWish::Auto).then(|| theme.name()));
    set("data-motion", (motion != MotionWish::Auto).then(|| motion.name()));
    STATE.with_borrow(|state| {
        let visit = &state.visit;
        let palette = visit.palette.filter(|it| *it != PaletteWish::OkabeIto);
        set("data-palette", palette.map(PaletteWish::name));
        set("data-only", visit.only.map(Panel::name));
        set("data-embed", visit.is_embedded.filter(|is| *is).map(|_| "on"));
    });
}
