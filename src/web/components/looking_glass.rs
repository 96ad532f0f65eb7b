//! The looking glass: a router's own view, asked by commands.

use leptos::html::{Div, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::KeyboardEvent;

use super::close_button::close_button;
use super::icons::{Icon, icon};
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::looking_glass::screen::GlassIntent;
use crate::app::looking_glass::view::{self, Chip, Piece, PieceKind, Place, Shown};
use crate::engine::base::ids::RouterId;
use crate::web::bridge::Bridge;

/// Opens the looking glass, at a router or where it was.
pub(super) fn open_button(bridge: Bridge, router: Option<RouterId>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="glass-open"
            title="Ctrl+`"
            on:click=move |_| bridge.send(Intent::Glass(GlassIntent::Open(router)))
        >
            {icon(Icon::Terminal)}
            {bridge.text("glass-open")}
        </button>
    }
}

/// How often it was opened, if it is open.
pub(super) fn opened(bridge: Bridge) -> Memo<Option<u64>> {
    bridge.memo(&[Aspect::Glass], |lab| lab.glass.is_open.then_some(lab.glass.opened))
}

/// The button of the bar on top: opens it, and closes it again.
pub(super) fn toggle(bridge: Bridge) -> impl IntoView {
    let is_open = bridge.memo(&[Aspect::Glass], |lab| lab.glass.is_open);
    let press = move |_| bridge.send(Intent::Glass(toggled(is_open.get_untracked())));
    view! {
        <button
            type="button"
            id="glass-toggle"
            class="bar-button"
            title="Ctrl+`"
            aria-pressed=move || is_open.get().to_string()
            on:click=press
        >
            {icon(Icon::Terminal)}
            {bridge.text("glass-title")}
        </button>
    }
}

const fn toggled(is_open: bool) -> GlassIntent {
    if is_open { GlassIntent::Close } else { GlassIntent::Open(None) }
}

/// The panel.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn looking_glass(bridge: Bridge) -> impl IntoView {
    let is_open = bridge.memo(&[Aspect::Glass], |lab| lab.glass.is_open);
    view! {
        <section
            class="glass panel"
            data-panel="glass"
            lang=bridge.lang_tag()
            aria-label=bridge.text("glass-title")
            on:keydown=move |event| leave(bridge, &event)
        >
            {move || is_open.get().then(|| inside(bridge))}
        </section>
    }
}

fn inside(bridge: Bridge) -> impl IntoView {
    // One for heading and prompt, so that both name the same router: where nobody chose one, it is
    // the one that is selected.
    const SHOWN: &[Aspect] = &[Aspect::Glass, Aspect::Selection, Aspect::Language];
    let place = bridge.memo(SHOWN, view::place);
    let input = NodeRef::<Input>::new();
    view! {
        {head(bridge, place)}
        {screen(bridge)}
        {line(bridge, input, place)}
        {chips(bridge, input)}
    }
}

fn head(bridge: Bridge, place: Memo<Option<Place>>) -> impl IntoView {
    let name = move || place.with(|place| place.as_ref().map(|place| place.name.clone()));
    let other = move || {
        let (router, name) = place.with(|place| place.as_ref()?.other.clone())?;
        let said = crate::say!(bridge.lang(), "glass-here", router = name);
        Some(view! {
            <button
                type="button"
                class="small"
                on:click=move |_| bridge.send(Intent::Glass(GlassIntent::Open(Some(router))))
            >
                {said}
            </button>
        })
    };
    view! {
        <div class="glass-head">
            <h2>{bridge.text("glass-title")} " " <span>{name}</span></h2>
            {other}
            {close_button(bridge, "glass-close", move || {
                bridge.send(Intent::Glass(GlassIntent::Close));
            })}
        </div>
    }
}

fn screen(bridge: Bridge) -> impl IntoView {
    let shown = bridge.memo(&[Aspect::Glass, Aspect::Language, Aspect::History], view::shown);
    let area = NodeRef::<Div>::new();
    // One wants to read the newest answer from its beginning.
    Effect::new(move || {
        shown.track();
        request_animation_frame(move || begin_at_newest(area));
    });
    let is_empty = move || shown.with(Vec::is_empty);
    view! {
        <div
            node_ref=area
            class="glass-screen"
            role="log"
            aria-live="polite"
            aria-label=bridge.text("glass-screen")
            tabindex="0"
        >
            <Show when=is_empty>
                <p class="glass-note">{bridge.text("glass-hint")}</p>
            </Show>
            <For
                each=move || shown.get()
                key=|one| (one.number, one.lang.tag())
                children=entry
            />
        </div>
    }
}

fn begin_at_newest(area: NodeRef<Div>) {
    let Some(area) = area.get_untracked() else { return };
    let lines = area.get_elements_by_class_name("glass-line");
    let last = lines.item(lines.length().saturating_sub(1));
    if let Some(last) = last.and_then(|last| last.dyn_into::<web_sys::HtmlElement>().ok()) {
        area.set_scroll_top(last.offset_top());
    }
}

fn entry(one: Shown) -> impl IntoView {
    view! {
        <p class="glass-line">
            <time>{one.time}</time>
            {one.line}
        </p>
        {one.pieces.into_iter().map(piece).collect_view()}
    }
}

fn piece(piece: Piece) -> impl IntoView {
    match piece.kind {
        // Commands answer in English, whatever the page speaks.
        PieceKind::Output => view! { <pre lang="en">{piece.text}</pre> }.into_any(),
        PieceKind::Trouble => {
            view! { <pre lang="en" class="is-trouble">{piece.text}</pre> }.into_any()
        }
        PieceKind::Note => view! { <p class="glass-note">{piece.text}</p> }.into_any(),
    }
}

fn line(bridge: Bridge, input: NodeRef<Input>, place: Memo<Option<Place>>) -> impl IntoView {
    let prompt = move || place.with(|place| place.as_ref().map(|place| place.prompt.clone()));
    let typed = bridge.memo(&[Aspect::Glass], |lab| lab.glass.input().to_owned());
    // The lab knows what is being typed; the element is only told if it shows something else.
    Effect::new(move || {
        let typed = typed.get();
        if let Some(input) = input.get() {
            show(&input, &typed);
        }
    });
    Effect::new(move || {
        if let Some(input) = input.get()
            && has_keyboard()
        {
            // Focus refused leaves it where it was.
            let _ = input.focus();
        }
    });
    let enter = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send_line(bridge, input, GlassIntent::Enter);
    };
    let on_input = move |event: leptos::ev::Event| {
        send_line(bridge, input, GlassIntent::Type(event_target_value(&event)));
    };
    view! {
        <form class="glass-form" on:submit=enter>
            <label for="glass-input">
                <span class="only-read">{bridge.text("glass-input")} " "</span>
                <span class="glass-prompt">{prompt}</span>
            </label>
            <input
                node_ref=input
                id="glass-input"
                type="text"
                lang="en"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="go"
                on:input=on_input
                on:keydown=move |event| key(bridge, input, &event)
            />
            <button type="submit" class="small">
                {bridge.text("glass-run")}
            </button>
        </form>
    }
}

/// The element shows at once what became of the line: others hear of it with the next frame, and
/// until then one may have typed on.
fn send_line(bridge: Bridge, input: NodeRef<Input>, intent: GlassIntent) {
    bridge.send(Intent::Glass(intent));
    if let Some(input) = input.get_untracked() {
        show(&input, &bridge.with(|lab| lab.glass.input().to_owned()));
    }
}

fn show(input: &web_sys::HtmlInputElement, text: &str) {
    if input.value() != text {
        input.set_value(text);
    }
}

/// Tab completes while there is something to complete; else it goes on, as everywhere.
fn key(bridge: Bridge, input: NodeRef<Input>, event: &KeyboardEvent) {
    // While characters are being composed, keys belong to the input method.
    if event.is_composing() || event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let has_line = bridge.with(|lab| !lab.glass.input().trim().is_empty());
    let intent = match event.key().as_str() {
        "Tab" if !event.shift_key() && has_line => GlassIntent::Complete,
        "ArrowUp" => GlassIntent::Older,
        "ArrowDown" => GlassIntent::Newer,
        _ => return,
    };
    event.prevent_default();
    send_line(bridge, input, intent);
}

fn leave(bridge: Bridge, event: &KeyboardEvent) {
    if event.key() == "Escape" && !event.is_composing() {
        bridge.send(Intent::Glass(GlassIntent::Close));
    }
}

fn chips(bridge: Bridge, input: NodeRef<Input>) -> impl IntoView {
    let all = bridge.memo(&[Aspect::Glass, Aspect::Selection, Aspect::Language], view::chips);
    let chip = move |chip: Chip| {
        let write = move |_| {
            send_line(bridge, input, GlassIntent::Type(chip.line.clone()));
            if let Some(input) = input.get_untracked()
                && has_keyboard()
            {
                let _ = input.focus();
            }
        };
        view! {
            <button type="button" class="small" title=chip.about on:click=write>
                {chip.word}
            </button>
        }
    };
    view! {
        <div class="glass-chips" role="group" lang="en" aria-label=bridge.text("glass-chips")>
            {move || all.get().into_iter().map(chip).collect_view()}
        </div>
    }
}

/// Whether one probably types on keys: on a phone, focus would call up half a screen of them.
fn has_keyboard() -> bool {
    let query = window().match_media("(pointer: fine)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Ctrl and the key left of 1, as editors open their terminals.
pub(super) fn listen_for_shortcut(bridge: Bridge) {
    let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if event.code() == "Backquote" && event.ctrl_key() && !event.alt_key() {
            event.prevent_default();
            let is_open = bridge.with(|lab| lab.glass.is_open);
            bridge.send(Intent::Glass(toggled(is_open)));
        }
    });
    let function = listener.as_ref().unchecked_ref();
    // Without it the buttons still open it.
    let _ = window().add_event_listener_with_callback("keydown", function);
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        kept.try_with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback("keydown", function);
        });
    });
}
