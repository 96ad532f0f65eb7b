//! All words that lessons explain, to look through and to search.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::dialog::dialog;
use super::note::lines;
use crate::engine::base::text::Slug;
use crate::lesson::prose::glossary::{Glossary, Word};
use crate::web::bridge::Bridge;
use crate::web::{glossary, rest};

/// Which word the dialog was opened at; `Some` of an empty name: at none. `None`: it is closed.
#[derive(Clone, Copy)]
pub(super) struct WordsOpen(pub RwSignal<Option<Slug>>);

impl WordsOpen {
    /// Opens it at no word.
    pub fn open(self) {
        rest::then(move || self.0.set(Some("".into())));
    }
}

/// The button that opens it.
pub(super) fn words_button(bridge: Bridge, open: WordsOpen) -> impl IntoView {
    view! {
        <button type="button" data-act="words" on:click=move |_| open.open()>
            {bridge.text("words-title")}
        </button>
    }
}

/// The dialog.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn words_dialog(bridge: Bridge, open: WordsOpen) -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move |_| is_open.set(open.0.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let is_open = is_open.get();
        if before == Some(true) && !is_open {
            open.0.set(None);
        }
        is_open
    });
    dialog(bridge, "words", "words-title", is_open, move || inside(bridge, open))
}

fn inside(bridge: Bridge, open: WordsOpen) -> impl IntoView {
    let all = RwSignal::new(None::<Option<Arc<Glossary>>>);
    Effect::new(move |_| {
        let language = bridge.lang().tag();
        spawn_local(async move {
            let words = glossary::of(language).await;
            all.try_set(Some(words));
        });
    });
    let asked = RwSignal::new(String::new());
    let at = RwSignal::new(open.0.get_untracked().unwrap_or_else(|| "".into()));
    // A word in an explanation leads to its own.
    Effect::new(move |_| {
        let (slug, has_come) = (at.get(), all.with(|all| matches!(all, Some(Some(_)))));
        if has_come && !slug.as_str().is_empty() {
            asked.set(String::new());
            request_animation_frame(move || show(&slug));
        }
    });
    let list = move || {
        all.with(|all| match all {
            None => view! { <p class="quiet">{bridge.text("words-coming")}</p> }.into_any(),
            Some(None) => view! { <p>{bridge.text("words-missing")}</p> }.into_any(),
            Some(Some(all)) => found(bridge, &all.matching(&asked.get()), at).into_any(),
        })
    };
    view! {
        <p>
            <label class="words-search">
                <span class="only-read">{bridge.text("words-search")}</span>
                <input
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=bridge.text("words-search")
                    prop:value=asked
                    on:input=move |event| asked.set(event_target_value(&event))
                />
            </label>
        </p>
        {list}
    }
}

fn found(bridge: Bridge, words: &[&Word], at: RwSignal<Slug>) -> impl IntoView + use<> {
    let count = words.len();
    let one = |word: &&Word| {
        view! {
            <div class="word" id=format!("word-{}", word.slug) tabindex="-1">
                <dt>{word.word.clone()}</dt>
                <dd>{lines(&word.text, at)}</dd>
            </div>
        }
    };
    view! {
        <p class="quiet" role="status">
            {move || crate::say!(bridge.lang(), "words-found", count = count)}
        </p>
        <dl class="words">{words.iter().map(one).collect_view()}</dl>
    }
}

fn show(slug: &Slug) {
    let Some(word) = document().get_element_by_id(&format!("word-{slug}")) else { return };
    word.scroll_into_view();
    if let Some(word) = word.dyn_ref::<web_sys::HtmlElement>() {
        // Focus refused leaves it where it was.
        let _ = word.focus();
    }
}
