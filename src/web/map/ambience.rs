//! What the reader's machine asks of the map: bright or dark, and whether motion is reduced.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MediaQueryList, MutationObserver, MutationObserverInit};

use crate::scene::palette::Theme;

/// The wishes, as signals.
#[derive(Clone, Copy, Debug)]
pub struct Ambience {
    /// Bright or dark.
    pub theme: RwSignal<Theme>,
    /// Whether motion is reduced.
    pub is_reduced: RwSignal<bool>,
}

type Listener = Closure<dyn FnMut()>;

impl Ambience {
    /// Looks, and keeps looking as long as the current owner lives. A `data-theme` of `light` or
    /// `dark` on the document's element goes before the browser's own wish.
    #[must_use]
    pub fn watch() -> Self {
        let theme = RwSignal::new(theme_now());
        let is_reduced = RwSignal::new(is_reduced_now());
        // Looked at again with every attribute of the document's element: most tell nothing new.
        let look = move || {
            let (now, is_reduced_now) = (theme_now(), is_reduced_now());
            if theme.try_get_untracked().is_some_and(|before| before != now) {
                theme.set(now);
            }
            if is_reduced.try_get_untracked().is_some_and(|before| before != is_reduced_now) {
                is_reduced.set(is_reduced_now);
            }
        };
        let listener: Listener = Closure::new(look);
        let function: &js_sys::Function = listener.as_ref().unchecked_ref();
        let queries: Vec<MediaQueryList> =
            ["(prefers-color-scheme: light)", "(prefers-reduced-motion: reduce)"]
                .into_iter()
                .filter_map(|query| window().match_media(query).ok().flatten())
                .collect();
        for query in &queries {
            // A browser that cannot tell of changes keeps what it said first.
            let _ = query.add_event_listener_with_callback("change", function);
        }
        let observer = MutationObserver::new(function).ok();
        if let (Some(observer), Some(root)) = (&observer, document().document_element()) {
            let init = MutationObserverInit::new();
            init.set_attributes(true);
            let _ = observer.observe_with_options(&root, &init);
        }
        // Styles for paper have to know what the canvases were painted for.
        Effect::new(move |_| declare(theme.get()));
        let kept = StoredValue::new_local((listener, queries, observer));
        on_cleanup(move || {
            kept.try_with_value(|(listener, queries, observer)| {
                for query in queries {
                    let function = listener.as_ref().unchecked_ref();
                    let _ = query.remove_event_listener_with_callback("change", function);
                }
                if let Some(observer) = observer {
                    observer.disconnect();
                }
            });
        });
        Self { theme, is_reduced }
    }
}

fn declare(theme: Theme) {
    let name = if theme == Theme::Dark { "dark" } else { "light" };
    if let Some(root) = document().document_element()
        // Setting it wakes the observer, which must find peace.
        && root.get_attribute("data-shown").as_deref() != Some(name)
    {
        let _ = root.set_attribute("data-shown", name);
    }
}

fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// A `data-motion` of `full` or `reduced` on the document's element goes before the browser's wish.
fn is_reduced_now() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-motion"));
    match chosen.as_deref() {
        Some("reduced") => true,
        Some("full") => false,
        _ => matches("(prefers-reduced-motion: reduce)"),
    }
}

fn theme_now() -> Theme {
    let root = document().document_element();
    let chosen = root.and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("light") => Theme::Light,
        Some("projector") => Theme::Projector,
        Some("dark") => Theme::Dark,
        _ if matches("(prefers-color-scheme: light)") => Theme::Light,
        _ => Theme::Dark,
    }
}
