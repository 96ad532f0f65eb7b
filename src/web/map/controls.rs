//! The map's own buttons and its key to the marks.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::gestures::Gestures;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::scene::point::Point;
use crate::scene::viewport::ZOOM_STEP;
use crate::web::bridge::Bridge;

/// Nearer, farther, everything, and the relations between networks.
#[component]
pub fn Controls(
    /// The way to the lab.
    bridge: Bridge,
    /// What the buttons do.
    gestures: Gestures,
    /// Whether the relations of all links are shown.
    shows_relations: RwSignal<bool>,
) -> impl IntoView {
    let zoom = move |factor: f64| {
        let middle =
            bridge.with(|lab| Point::new(lab.viewport.width() / 2.0, lab.viewport.height() / 2.0));
        gestures.zoom(middle, factor);
    };
    let is_nearest = bridge.memo(&[Aspect::Viewport], |lab| {
        lab.viewport.zoom() >= crate::scene::viewport::MAX_ZOOM - 1e-9
    });
    let is_farthest = bridge.memo(&[Aspect::Viewport], |lab| lab.viewport.zoom() <= 1.0 + 1e-9);
    let [nearer, farther, fit, relations] =
        ["map-zoom-in", "map-zoom-out", "map-fit", "map-relations"].map(|id| bridge.text(id));
    view! {
        <div class="map-panel map-controls">
            <button
                type="button"
                title=nearer
                aria-label=nearer
                disabled=is_nearest
                on:click=move |_| zoom(ZOOM_STEP)
            >
                <Icon path="M8 3v10M3 8h10" />
            </button>
            <button
                type="button"
                title=farther
                aria-label=farther
                disabled=is_farthest
                on:click=move |_| zoom(1.0 / ZOOM_STEP)
            >
                <Icon path="M3 8h10" />
            </button>
            <button
                type="button"
                title=fit
                aria-label=fit
                on:click=move |_| bridge.send(Intent::Fit)
            >
                <Icon path="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
            </button>
            <button
                type="button"
                title=relations
                aria-label=relations
                aria-pressed=move || shows_relations.get().to_string()
                on:click=move |_| shows_relations.update(|shown| *shown = !*shown)
            >
                <Icon path="M3.5 12.5 12 4M7.5 3.5H12.5V8.5M3.5 12.5v.01" />
            </button>
        </div>
    }
}

#[component]
fn Icon(path: &'static str) -> impl IntoView {
    view! {
        <svg class="map-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    }
}

/// What the marks mean.
#[component]
pub fn Legend(
    /// The way to the lab.
    bridge: Bridge,
    /// Whether the relations of all links are shown.
    shows_relations: RwSignal<bool>,
) -> impl IntoView {
    // Where the first view leaves room below the world, the key may as well be open; whoever
    // goes nearer wants to see the map.
    let has_room = window()
        .match_media("(min-width: 700px) and (min-height: 640px)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    let is_open = RwSignal::new(has_room);
    let is_near = bridge.memo(&[Aspect::Viewport], |lab| lab.viewport.zoom() > 1.2);
    Effect::new(move |_| {
        if is_near.get() {
            is_open.set(false);
        }
    });
    let marks = [
        ("map-legend-node", "M8 2.5 13.5 8 8 13.5 2.5 8Z", "is-node"),
        ("map-legend-client", "M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8Z", "is-client"),
        ("map-legend-announce", "M8 3.5 12.8 12H3.2Z", "is-announce"),
        ("map-legend-withdraw", "M8 12.5 3.2 4H12.8Z", "is-withdraw"),
        ("map-legend-query", "M11.6 8A3.6 3.6 0 1 1 4.4 8A3.6 3.6 0 1 1 11.6 8Z", "is-query"),
        ("map-legend-answer", "M11.6 8A3.6 3.6 0 1 1 4.4 8A3.6 3.6 0 1 1 11.6 8Z", "is-answer"),
        ("map-legend-router", "M11 8A3 3 0 1 1 5 8A3 3 0 1 1 11 8Z", "is-router"),
    ];
    let relations = [
        ("map-legend-provider", "M1 8H15M6.5 4.8 10.5 8 6.5 11.2Z", "is-provider"),
        ("map-legend-peer", "M1 6.4H15M1 9.6H15", "is-peer"),
        ("map-legend-internal", "M1 8H15", "is-internal"),
    ];
    let entry = move |(id, path, class): (&'static str, &'static str, &'static str)| {
        view! {
            <li>
                <svg viewBox="0 0 16 16" class=class aria-hidden="true" focusable="false">
                    <path d=path />
                </svg>
                {bridge.text(id)}
            </li>
        }
    };
    view! {
        <details
            class="map-panel map-legend"
            prop:open=move || is_open.get()
            on:toggle=move |event| is_open.set(is_details_open(&event))
        >
            <summary>{bridge.text("map-legend")}</summary>
            <ul>
                {marks.map(entry).collect_view()}
                {move || shows_relations.get().then(|| relations.map(entry).collect_view())}
            </ul>
        </details>
    }
}

fn is_details_open(event: &web_sys::Event) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|details| details.has_attribute("open"))
}
