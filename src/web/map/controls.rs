//! The map's own buttons.

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::scene::layers::MapLayers;
use crate::scene::point::Point;
use crate::scene::viewport::ZOOM_STEP;
use crate::web::bridge::Bridge;
use crate::web::rest;

/// Three sheets, one over another.
const SHEETS: &str = "M8 2 14.5 5.5 8 9 1.5 5.5ZM1.5 8.2 8 11.7 14.5 8.2M1.5 10.9 8 14.4 14.5 10.9";

/// A layer: its words, whether it is shown, and how it is switched.
type Switch = (&'static str, fn(&MapLayers) -> bool, fn(&mut MapLayers, bool));

const LAYERS: [Switch; 3] = [
    ("map-layer-ways", |layers| layers.ways, |layers, on| layers.ways = on),
    ("map-layer-systems", |layers| layers.systems, |layers, on| layers.systems = on),
    ("map-layer-sessions", |layers| layers.sessions, |layers, on| layers.sessions = on),
];

/// Nearer, farther, everything, and what is shown of the network.
#[component]
pub fn Controls(
    /// The way to the lab.
    bridge: Bridge,
) -> impl IntoView {
    let zoom = move |factor: f64| {
        let middle =
            bridge.with(|lab| Point::new(lab.viewport.width() / 2.0, lab.viewport.height() / 2.0));
        bridge.send(Intent::Zoom { about: middle, factor });
    };
    let is_nearest = bridge.memo(&[Aspect::Viewport], |lab| {
        lab.viewport.zoom() >= crate::scene::viewport::MAX_ZOOM - 1e-9
    });
    let is_farthest = bridge.memo(&[Aspect::Viewport], |lab| lab.viewport.zoom() <= 1.0 + 1e-9);
    let [nearer, farther, fit, layers] =
        ["map-zoom-in", "map-zoom-out", "map-fit", "map-layers"].map(|id| bridge.text(id));
    let is_open = RwSignal::new(false);
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
                title=layers
                aria-label=layers
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| rest::then(move || is_open.update(|open| *open = !*open))
            >
                <Icon path=SHEETS />
            </button>
        </div>
        {move || is_open.get().then(|| switches(bridge, is_open))}
    }
}

/// What is shown of the network, to be switched.
fn switches(bridge: Bridge, is_open: RwSignal<bool>) -> impl IntoView {
    let shown = bridge.memo(&[Aspect::Viewport], |lab| lab.layers);
    let one = move |(id, is_on, switch): Switch| {
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || is_on(&shown.get())
                    on:change=move |event| {
                        let mut layers = shown.get_untracked();
                        switch(&mut layers, event_target_checked(&event));
                        bridge.send(Intent::ShowLayers(layers));
                    }
                />
                {bridge.text(id)}
            </label>
        }
    };
    view! {
        <fieldset
            class="map-panel map-layers"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    is_open.set(false);
                }
            }
        >
            <legend>{bridge.text("map-layers")}</legend>
            {LAYERS.map(one).collect_view()}
        </fieldset>
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
