//! The map: three canvases under one layer of objects, with gestures and buttons.
//!
//! Canvases hold what is only looked at (land, network, what moves); SVG holds what can be
//! selected, so that the browser's own focus, names and pointing work on it.

mod ambience;
mod controls;
mod gestures;
mod layers;
mod objects;
pub mod painter;

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

use self::ambience::Ambience;
use self::controls::{Controls, Legend};
use self::gestures::Gestures;
use self::layers::{Layers, Look};
use self::objects::Objects;
use crate::app::changes::{Aspect, Changes};
use crate::app::intent::Intent;
use crate::scene::land::Land;
use crate::scene::placement::Placement;
use crate::web::bridge::Bridge;
use crate::web::frame::Painter;

/// The coastlines. They are part of the program: the map has no state without them.
const LAND: &str = include_str!("../../../assets/map/land-110m.json");

/// The map.
#[must_use]
pub fn map_view(bridge: Bridge) -> impl IntoView {
    let ambience = Ambience::watch();
    let shows_relations = RwSignal::new(false);
    let look = move || Look {
        theme: ambience.theme.get(),
        is_reduced: ambience.is_reduced.get(),
        shows_relations: shows_relations.get(),
    };
    // Moving the map moves no mark on its sheet: only another zoom places them anew.
    let zoom = bridge.memo(&[Aspect::Viewport], |lab| (lab.viewport.scale(), lab.viewport.zoom()));
    let placement = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        let _ = zoom.get();
        bridge.with(|lab| Placement::new(lab.network(), &lab.viewport))
    });
    let gestures = Gestures::new(bridge, placement);
    let frame: NodeRef<Div> = NodeRef::new();
    let canvases: [NodeRef<Canvas>; 3] = std::array::from_fn(|_| NodeRef::new());
    watch_size(bridge, frame);
    paint_with(bridge, canvases, placement, Signal::derive(look));
    let [land, network, motion] = canvases;
    view! {
        <div
            class="map"
            role="group"
            aria-label=bridge.text("map-label")
            node_ref=frame
            on:pointerdown=move |event| gestures.press(&event)
            on:pointermove=move |event| gestures.drag(&event)
            on:pointerup=move |event| gestures.release(&event)
            on:pointercancel=move |event| gestures.cancel(&event)
            on:pointerleave=move |_| gestures.leave()
            on:wheel=move |event| gestures.wheel(&event)
            on:click=move |event| gestures.click(&event)
            on:focusin=move |event| gestures.focus(&event)
            on:keydown=move |event| gestures.key(&event)
        >
            <canvas class="map-canvas" aria-hidden="true" node_ref=land></canvas>
            <canvas class="map-canvas" aria-hidden="true" node_ref=network></canvas>
            <Objects bridge placement theme=ambience.theme current=gestures.current />
            <canvas class="map-canvas map-motion" aria-hidden="true" node_ref=motion></canvas>
            <Controls bridge gestures shows_relations />
            <Legend bridge shows_relations />
        </div>
    }
}

/// Tells the lab how large the map's window is, now and whenever that changes.
fn watch_size(bridge: Bridge, frame: NodeRef<Div>) {
    let kept = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = frame.get() else { return };
        let observed = element.clone();
        let listener: Closure<dyn FnMut()> = Closure::new(move || {
            let (width, height) = (element.client_width(), element.client_height());
            if width > 0 && height > 0 {
                let (width, height) = (f64::from(width), f64::from(height));
                bridge.send(Intent::Resize { width, height });
            }
        });
        let observer = ResizeObserver::new(listener.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&observed);
        }
        kept.set_value(Some((listener, observer)));
    });
    on_cleanup(move || {
        kept.try_with_value(|kept| {
            if let Some((_, Some(observer))) = kept {
                observer.disconnect();
            }
        });
    });
}

/// Has the canvases painted, once they are there, and again when the look changes.
fn paint_with(
    bridge: Bridge,
    canvases: [NodeRef<Canvas>; 3],
    placement: Memo<Placement>,
    look: Signal<Look>,
) {
    let layers: StoredValue<Option<Layers>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let [Some(land), Some(network), Some(motion)] = canvases.map(|canvas| canvas.get()) else {
            return;
        };
        // The file is tested to be readable; without coasts the map still works.
        let coasts = Land::from_json(LAND).unwrap_or_default();
        layers.set_value(Layers::new([land, network, motion], coasts));
        bridge.on_paint(move |changes: Changes, now_ms| {
            let painted = layers.try_update_value(|layers| {
                let layers = layers.as_mut()?;
                let look = look.try_get_untracked()?;
                placement.try_with_untracked(|placement| {
                    bridge.with(|lab| layers.paint(lab, placement, look, (changes, now_ms)))
                })
            });
            painted.flatten().unwrap_or(Painter::Rests)
        });
    });
    Effect::new(move |_| {
        let _ = look.get();
        bridge.wake();
    });
}
