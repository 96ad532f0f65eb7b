//! A list to put in order: dragged with mouse or finger by its handles, or moved a place at a time
//! by buttons and keys.

use leptos::html::Ol;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use super::lesson::{View, ask};
use super::lesson_question::{Fixed, fixed, lettered, of_question};
use super::mark::mark;
use crate::app::intent::Intent;
use crate::app::selection::Selection;
use crate::app::tutor::LessonIntent;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;

/// Where a finger takes hold.
const GRIP: &str = "⠿";

/// The list of a question that asks for an order, the least first.
pub(super) fn order(bridge: Bridge, view: View) -> impl IntoView {
    let choices =
        of_question(view, |question| question.choices().iter().map(fixed).collect::<Vec<Fixed>>());
    let list = List {
        bridge,
        choices,
        is_locked: of_question(view, |question| question.is_locked),
        dragged: RwSignal::new(None),
        moved: RwSignal::new(None),
        element: NodeRef::new(),
    };
    let said = move || {
        let (slug, lang) = (list.moved.get()?, bridge.lang());
        choices.with(|all| {
            let place = all.iter().position(|one| one.0 == slug)?;
            let (name, count) = (all[place].1.clone(), all.len());
            Some(crate::say!(
                lang,
                "lesson-order-moved",
                name = name,
                place = place + 1,
                count = count
            ))
        })
    };
    view! {
        <Show when=move || !list.is_locked.get()>
            <p class="quiet">{bridge.text("lesson-order-about")}</p>
        </Show>
        <p class="order-end" aria-hidden="true">{bridge.text("lesson-order-least")}</p>
        <ol
            class="order"
            class:is-locked=list.is_locked
            node_ref=list.element
            on:pointermove=move |event| list.drag(&event)
            on:pointerup=move |_| list.drop()
            on:pointercancel=move |_| list.drop()
        >
            <For
                each=move || choices.get()
                key=|one| (one.0.clone(), one.1.clone())
                children=move |one| row(&list, one)
            />
        </ol>
        <p class="order-end" aria-hidden="true">{bridge.text("lesson-order-most")}</p>
        <p class="only-read" role="status">{said}</p>
    }
}

#[derive(Clone, Copy)]
struct List {
    bridge: Bridge,
    choices: Memo<Vec<Fixed>>,
    is_locked: Memo<bool>,
    /// What is being dragged.
    dragged: RwSignal<Option<Slug>>,
    /// What was moved last: said to those who hear the page.
    moved: RwSignal<Option<Slug>>,
    element: NodeRef<Ol>,
}

fn row(list: &List, (slug, label, node, target): Fixed) -> impl IntoView + use<> {
    let (list, bridge) = (*list, list.bridge);
    let (letter, name) = lettered(bridge, node, label.clone());
    let own = slug.clone();
    let is_dragged = move || list.dragged.with(|dragged| dragged.as_ref() == Some(&own));
    let [grab, key, named] = [slug.clone(), slug.clone(), slug.clone()];
    let point = move |at: Selection| bridge.send(Intent::Hover(at));
    view! {
        <li
            class:is-dragged=is_dragged
            data-choice=named.to_string()
            on:mouseenter=move |_| point(target)
            on:mouseleave=move |_| point(Selection::None)
            on:pointerdown=move |event| list.grab(&event, &grab)
            on:keydown=move |event| list.key(&event, &key)
        >
            <span class="order-grip" aria-hidden="true">
                {GRIP}
            </span>
            {letter.map(|letter| mark(letter, false))}
            <span class="order-name">{name}</span>
            {step(&list, "up", slug.clone(), label.clone())}
            {step(&list, "down", slug, label)}
        </li>
    }
}

/// A button that moves a choice one place.
fn step(list: &List, way: &'static str, slug: Slug, name: String) -> impl IntoView + use<> {
    let (list, own) = (*list, slug.clone());
    let is_at_end = Memo::new(move |_| {
        list.choices.with(|all| {
            let end = if way == "up" { all.first() } else { all.last() };
            end.is_some_and(|end| end.0 == own)
        })
    });
    let label = move || {
        let (lang, name) = (list.bridge.lang(), name.clone());
        if way == "up" {
            crate::say!(lang, "lesson-order-up", name = name)
        } else {
            crate::say!(lang, "lesson-order-down", name = name)
        }
    };
    view! {
        <button
            type="button"
            class="order-step"
            data-way=way
            aria-label=label
            // At the end it does nothing, and keeps the focus.
            aria-disabled=move || is_at_end.get().to_string()
            hidden=list.is_locked
            on:click=move |_| list.shift(&slug, way == "up", way)
        >
            {if way == "up" { "↑" } else { "↓" }}
        </button>
    }
}

impl List {
    fn put(self, choice: &Slug, place: usize) {
        self.moved.set(Some(choice.clone()));
        ask(self.bridge, LessonIntent::Put { choice: choice.clone(), place });
    }

    fn place_of(self, choice: &Slug) -> Option<usize> {
        self.choices.with_untracked(|all| all.iter().position(|one| one.0 == *choice))
    }

    /// Moves a choice one place; the button pressed keeps the focus, wherever its row goes.
    fn shift(self, choice: &Slug, is_up: bool, button: &'static str) {
        let Some(place) = self.place_of(choice) else { return };
        let count = self.choices.with_untracked(Vec::len);
        let to = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        let Some(to) = to.filter(|&to| to < count) else { return };
        self.put(choice, to);
        let choice = choice.clone();
        // Its row is another place of the document two frames from now.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let selector = format!("[data-choice=\"{choice}\"] [data-way=\"{button}\"]");
                let found = document().query_selector(&selector).ok().flatten();
                if let Some(found) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    // Focus refused leaves it where it was.
                    let _ = found.focus();
                }
            });
        });
    }

    fn key(self, event: &KeyboardEvent, choice: &Slug) {
        if self.is_locked.get_untracked() || event.ctrl_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowUp" => self.shift(choice, true, "up"),
            "ArrowDown" => self.shift(choice, false, "down"),
            _ => return,
        }
        event.prevent_default();
    }

    fn grab(self, event: &PointerEvent, choice: &Slug) {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let is_in = |selector: &str| {
            let within = target.as_ref().map(|target| target.closest(selector));
            within.and_then(Result::ok).flatten().is_some()
        };
        // A finger beside the grip scrolls.
        let is_elsewhere = event.pointer_type() == "touch" && !is_in(".order-grip");
        let is_off = is_elsewhere || is_in("button") || self.is_locked.get_untracked();
        if event.button() != 0 || is_off {
            return;
        }
        // On the list, which stays where it is, whatever becomes of the row.
        if let Some(list) = self.element.get_untracked() {
            // A pointer that is gone needs no capture.
            let _ = list.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
        self.dragged.set(Some(choice.clone()));
    }

    fn drag(self, event: &PointerEvent) {
        let Some(choice) = self.dragged.get_untracked() else { return };
        let Some(list) = self.element.get_untracked() else { return };
        let at = f64::from(event.client_y());
        let rows = list.children();
        let middles = (0..rows.length()).filter_map(|n| rows.item(n)).map(|row| {
            let place = row.get_bounding_client_rect();
            place.top() + place.height() / 2.0
        });
        let from = self.place_of(&choice).unwrap_or_default();
        let before = middles.enumerate().filter(|(n, middle)| *n != from && *middle < at).count();
        if before != from {
            self.put(&choice, before);
        }
    }

    fn drop(self) {
        self.dragged.set(None);
    }
}
