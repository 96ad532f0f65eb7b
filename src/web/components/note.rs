//! Notes in prose: whose a number is, and what a word means. A note stands under the line of its
//! word, over what follows; mouse, keyboard and touch open and close it.

use std::sync::Arc;

use leptos::html::{Button, Span};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::close_button::close_button;
use super::prose::phrase;
use super::words::WordsOpen;
use crate::engine::base::text::Slug;
use crate::lesson::prose::glossary::{Glossary, Word};
use crate::lesson::prose::node::{Block, Inline, Source};
use crate::web::bridge::Bridge;
use crate::web::glossary;

/// How long a pointer rests on a number until its note comes, and how long it may leave it, in
/// milliseconds.
const REST: u64 = 250;

/// WORD JOINER: after a button a line may be broken, also before a comma, but for this.
const JOINER: &str = "\u{2060}";

/// A number, and the note that says whose it is.
pub(super) fn number(source: &Source, inner: AnyView) -> AnyView {
    let Some(bridge) = use_context::<Bridge>() else { return inner };
    let source = source.clone();
    let (class, path) = match &source {
        Source::Computed(_) => ("source is-computed", "M2 5h8M2 8.5h8"),
        Source::Measured(_) => ("source is-measured", "M1.5 3v6M10.5 3v6M1.5 6h9"),
        Source::Claimed(_) => ("source is-claimed", "M1.5 2.5h9v6H6L3.5 10.5V8.5h-2Z"),
    };
    let said = move || {
        let lang = bridge.lang();
        match &source {
            Source::Computed(_) => crate::say!(lang, "number-computed"),
            Source::Measured(by) => crate::say!(lang, "number-measured", by = by.as_str()),
            Source::Claimed(by) => crate::say!(lang, "number-claimed", by = by.as_str()),
        }
    };
    let mark = view! {
        <svg class="source-mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    };
    noted(class, (inner, mark).into_any(), true, move |_| view! { {said.clone()} }.into_any())
}

/// A word, and the note that explains it.
pub(super) fn term(slug: &Slug, inner: AnyView) -> AnyView {
    let Some(bridge) = use_context::<Bridge>() else { return inner };
    let slug = slug.clone();
    noted("term", inner, false, move |close| explained(bridge, slug.clone(), close))
}

/// Something to press, and the note that it opens. `hovers`: whether resting on it opens it, too.
fn noted(
    class: &'static str,
    inner: AnyView,
    hovers: bool,
    inside: impl Fn(Callback<()>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_open = RwSignal::new(false);
    let (whole, button) = (NodeRef::<Span>::new(), NodeRef::<Button>::new());
    let close = Callback::new(move |()| {
        is_open.set(false);
        if let Some(button) = button.get_untracked() {
            // Focus refused leaves it where it was.
            let _ = button.focus();
        }
    });
    let leave = move |event: leptos::ev::FocusEvent| {
        // Where nothing takes the focus, it was only lost.
        if event.related_target().is_some() && !is_in(whole, event.related_target()) {
            is_open.set(false);
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            close.run(());
        }
    };
    let over = resting(is_open, hovers);
    let out = over.clone();
    let is_shown = move || is_open.get().then(|| shown(whole, is_open, inside(close)));
    view! {
        <span
            class="noted"
            node_ref=whole
            on:focusout=leave
            on:keydown=keys
            on:pointerenter=move |event| over(&event, true)
            on:pointerleave=move |event| out(&event, false)
        >
            <button
                type="button"
                class=class
                node_ref=button
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is| *is = !*is)
            >
                {inner}
            </button>
            {is_shown}
            {JOINER}
        </span>
    }
    .into_any()
}

/// Opens after the mouse has rested there, and closes after it has left; what was pressed open
/// stays.
fn resting(
    is_open: RwSignal<bool>,
    hovers: bool,
) -> impl Fn(&leptos::ev::PointerEvent, bool) + Clone + 'static {
    // Counts the pointer's comings and goings: only the last one's timer does anything.
    let turn = StoredValue::new(0_u32);
    let by_rest = StoredValue::new(false);
    move |event, is_over| {
        if !hovers || event.pointer_type() != "mouse" {
            return;
        }
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        let act = move || {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            if is_over && !is_open.get_untracked() {
                by_rest.set_value(true);
                is_open.set(true);
            } else if !is_over && by_rest.get_value() {
                by_rest.set_value(false);
                is_open.set(false);
            }
        };
        set_timeout(act, std::time::Duration::from_millis(REST));
    }
}

fn is_in(whole: NodeRef<Span>, target: Option<web_sys::EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<Node>().ok());
    whole.get_untracked().is_some_and(|whole| whole.contains(node.as_ref()))
}

/// The note. It closes when something else is pressed, and is brought into view.
fn shown(whole: NodeRef<Span>, is_open: RwSignal<bool>, inside: AnyView) -> impl IntoView {
    let note = NodeRef::<Span>::new();
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        if !is_in(whole, event.target()) {
            is_open.try_set(false);
        }
    });
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" {
            is_open.try_set(false);
        }
    });
    on_cleanup(move || {
        elsewhere.remove();
        escape.remove();
    });
    note.on_load(|note| request_animation_frame(move || reveal(&note)));
    view! { <span class="note" role="note" node_ref=note>{inside}</span> }
}

/// Scrolls the panel as little as shows the note.
fn reveal(note: &Element) {
    let Ok(Some(panel)) = note.closest(".panel, .dialog") else { return };
    let hidden =
        note.get_bounding_client_rect().bottom() + 12.0 - panel.get_bounding_client_rect().bottom();
    if hidden > 0.0 {
        panel.scroll_by_with_x_and_y(0.0, libm::ceil(hidden));
    }
}

/// The explanation, once it has come. A word in it is explained in its place.
fn explained(bridge: Bridge, slug: Slug, close: Callback<()>) -> AnyView {
    let asked = RwSignal::new(slug);
    let words = RwSignal::new(None::<Option<Arc<Glossary>>>);
    Effect::new(move |_| {
        let language = bridge.lang().tag();
        spawn_local(async move {
            let all = glossary::of(language).await;
            words.try_set(Some(all));
        });
    });
    let text = move || {
        let slug = asked.get();
        words.with(|words| match words {
            None => view! { <span class="quiet">{bridge.text("words-coming")}</span> }.into_any(),
            Some(all) => match all.as_ref().and_then(|all| all.get(slug.as_str())) {
                Some(word) => explanation(word, asked),
                None => view! { <span>{bridge.text("words-unknown")}</span> }.into_any(),
            },
        })
    };
    let all = use_context::<WordsOpen>().map(|open| {
        let show = move |_| {
            close.run(());
            open.0.set(Some(asked.get_untracked()));
        };
        view! {
            <button type="button" class="link-button" on:click=show>
                {bridge.text("words-all")}
            </button>
        }
    });
    view! {
        {close_button(bridge, "note-close", move || close.run(()))}
        {text}
        <span class="note-foot">{all}</span>
    }
    .into_any()
}

fn explanation(word: &Word, asked: RwSignal<Slug>) -> AnyView {
    view! {
        <b class="note-word">{word.word.clone()}</b>
        {lines(&word.text, asked)}
    }
    .into_any()
}

/// Paragraphs as lines of a note; a word in them asks for that word.
pub(super) fn lines(text: &[Block], asked: RwSignal<Slug>) -> AnyView {
    let term = move |slug: &Slug, inner: &[Inline]| {
        let slug = slug.clone();
        let inner = phrase(inner, &|_, _| ().into_any());
        view! {
            <button type="button" class="term" on:click=move |_| asked.set(slug.clone())>
                {inner}
            </button>
        }
        .into_any()
    };
    let line = |block: &Block| match block {
        Block::Paragraph(line) => {
            Some(view! { <span class="note-line">{phrase(line, &term)}</span> })
        }
        _ => None,
    };
    text.iter().filter_map(line).collect_view().into_any()
}
