//! What is selected, looked at from inside.

use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::benches::{Bench, choices_above};
use super::client_card::client_card;
use super::close_button::close_button;
use super::crowd_card::crowd_card;
use super::flight_card::flight_card;
use super::link_card::link_card;
use super::pop_card::pop_card;
use super::router_card::router_card;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// What view models of the inspector depend on.
pub(super) const INSPECTED: &[Aspect] = &[
    Aspect::Topology,
    Aspect::Sessions,
    Aspect::Ribs,
    Aspect::Forwarding,
    Aspect::Catchments,
    Aspect::Inspection,
    Aspect::Language,
];

/// The inspector, with a card of what is selected.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn inspector(
    bridge: Bridge,
    selection: ReadSignal<Selection>,
    bench: RwSignal<Bench>,
) -> impl IntoView {
    let card = move || match selection.get() {
        Selection::None | Selection::Connection(_) => {
            view! { <p class="quiet inspect-empty">{bridge.text("inspect-empty")}</p> }.into_any()
        }
        Selection::Node(node) => pop_card(bridge, node).into_any(),
        Selection::Router(router) => router_card(bridge, router).into_any(),
        Selection::Client(client) => client_card(bridge, client).into_any(),
        Selection::Crowd(_) => crowd_card(bridge).into_any(),
        Selection::Link(link) => link_card(bridge, link).into_any(),
        Selection::Packet(_) | Selection::Update(_) => flight_card(bridge).into_any(),
    };
    let panel = NodeRef::<Section>::new();
    Effect::new(move |before: Option<Selection>| {
        let now = selection.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || begin_at_top(panel));
        }
        now
    });
    view! {
        <section
            node_ref=panel
            tabindex="-1"
            class="inspect panel"
            data-panel="routes"
            lang=bridge.lang_tag()
            aria-label=bridge.text("inspect-title")
        >
            {choices_above(bridge, bench)}
            {card}
        </section>
    }
}

/// Another card begins at its top. If the button that led here is gone, so is the focus: then it
/// goes to the card; or, where that is hidden because nothing is selected, to the tables.
fn begin_at_top(panel: NodeRef<Section>) {
    let Some(panel) = panel.get_untracked() else { return };
    panel.set_scroll_top(0);
    let tables = document().get_element_by_id("pops-title");
    let tables = tables.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    for place in [Some(panel), tables].into_iter().flatten() {
        let focused = document().active_element();
        if focused.is_none_or(|element| element.tag_name() == "BODY") {
            // Focus refused leaves it nowhere, as it was.
            let _ = place.focus();
        }
    }
}

/// The head of a card: what kind of thing, its name, and the way back.
pub(super) fn card_head(
    bridge: Bridge,
    kind: impl IntoView,
    name: impl IntoView,
    mark: impl IntoView,
) -> impl IntoView {
    view! {
        <div class="card-head">
            {mark}
            <h2>
                <small>{kind}</small>
                {name}
            </h2>
            {close_button(bridge, "inspect-close", move || {
                bridge.send(Intent::Select(Selection::None));
            })}
        </div>
    }
}

/// A button that looks like a word and selects something.
pub(super) fn select_button(
    bridge: Bridge,
    selection: Selection,
    name: impl IntoView,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="link-button"
            on:click=move |_| bridge.send(Intent::Select(selection))
        >
            {name}
        </button>
    }
}
