//! The map: four canvases under and over one layer of objects, with gestures and buttons.
//!
//! Canvases hold what is only looked at (ground, links, ways, what moves); SVG holds what can be
//! selected, so that the browser's own focus, names and pointing work on it.

mod ambience;
mod connections;
mod controls;
mod gestures;
mod ground;
mod layers;
mod legend;
mod objects;
pub mod painter;
pub mod swarm;
pub mod throng;

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

use self::ambience::Ambience;
use self::controls::Controls;
use self::gestures::Gestures;
use self::layers::{Layers, Look};
use self::legend::Legend;
use self::objects::Objects;
use crate::app::changes::{Aspect, Changes};
use crate::app::intent::Intent;
use crate::app::present::map::detail;
use crate::scene::curves::{Arcs, Curves};
use crate::scene::land::Land;
use crate::scene::layers::Highlight;
use crate::scene::network::Stage;
use crate::scene::placement::Placement;
use crate::web::bridge::Bridge;
use crate::web::fetch;
use crate::web::frame::Painter;

/// The coastlines. They are part of the program: the map has no state without them.
const LAND: &str = include_str!("../../../assets/map/land-110m.json");
/// Finer coastlines, fetched once somebody comes near.
const NEAR_LAND: &str = "assets/map/land-50m.json";
/// The zoom from which the coarse coastlines look coarse.
const NEAR_LAND_ZOOM: f64 = 2.6;

/// Where everything stands and runs, at one zoom.
#[derive(Clone, Copy, Debug)]
struct Places {
    placement: Memo<Placement>,
    curves: Memo<Curves>,
}

/// The map. Routers are the most of its objects and the smallest: they need not be there from the
/// first picture on.
#[must_use]
pub fn map_view(bridge: Bridge, has_routers: Signal<bool>) -> impl IntoView {
    let bridge = bridge.part();
    let ambience = Ambience::watch();
    let highlight: RwSignal<Option<Highlight>> = RwSignal::new(None);
    let look = move || Look {
        theme: ambience.theme.get(),
        is_reduced: ambience.is_reduced.get(),
        highlight: highlight.get(),
    };
    Effect::new(move |_| bridge.send(Intent::Motion(!ambience.is_reduced.get())));
    let places = places(bridge);
    let gestures = Gestures::new(bridge, places);
    let frame: NodeRef<Div> = NodeRef::new();
    let canvases: [NodeRef<Canvas>; 4] = std::array::from_fn(|_| NodeRef::new());
    watch_size(bridge, frame);
    paint_with(bridge, canvases, places, Signal::derive(look));
    let [ground, links, ways, motion] = canvases;
    view! {
        <div
            class="map"
            role="group"
            lang=bridge.lang_tag()
            aria-label=bridge.text("map-label")
            data-highlight=move || highlight.get().map(Highlight::key)
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
            <canvas class="map-canvas" aria-hidden="true" node_ref=ground></canvas>
            <canvas class="map-canvas map-links" aria-hidden="true" node_ref=links></canvas>
            <canvas class="map-canvas map-ways" aria-hidden="true" node_ref=ways></canvas>
            <Objects
                bridge
                placement=places.placement
                theme=ambience.theme
                current=gestures.current
                has_routers
            />
            <canvas class="map-canvas map-motion" aria-hidden="true" node_ref=motion></canvas>
            <Controls bridge />
            <Legend bridge highlight />
        </div>
    }
}

fn places(bridge: Bridge) -> Places {
    // Moving the map moves no mark on its sheet: only another zoom places them anew.
    let zoom = bridge.memo(&[Aspect::Viewport], |lab| (lab.viewport.scale(), lab.viewport.zoom()));
    let detail = bridge
        .memo(&[Aspect::Viewport, Aspect::Selection, Aspect::Catchments, Aspect::Lesson], detail);
    let placement = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        let _ = zoom.get();
        let place = |lab: &crate::app::lab::Lab| {
            detail.with(|detail| Placement::new(lab.network(), &lab.viewport, detail))
        };
        bridge.with(place)
    });
    let arcs = StoredValue::new_local(bridge.with(|lab| Arcs::new(lab.network())));
    let curves = Memo::new(move |before: Option<&Curves>| {
        placement.with(|placement| {
            arcs.with_value(|arcs| {
                bridge.with(|lab| {
                    Curves::after(before, arcs, lab.network(), placement, &lab.viewport)
                })
            })
        })
    });
    Places { placement, curves }
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
fn paint_with(bridge: Bridge, canvases: [NodeRef<Canvas>; 4], places: Places, look: Signal<Look>) {
    let layers: StoredValue<Option<Layers>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let [Some(ground), Some(links), Some(ways), Some(motion)] =
            canvases.map(|canvas| canvas.get())
        else {
            return;
        };
        // The file is tested to be readable; without coasts the map still works.
        let land = Land::from_json(LAND).unwrap_or_default();
        layers.set_value(Layers::new([ground, links, ways, motion], &land));
        bridge.on_paint(move |changes: Changes, now_ms| {
            let painted = layers.try_update_value(|layers| {
                let layers = layers.as_mut()?;
                let look = look.try_get_untracked()?;
                places.stage(bridge, look, |stage, lab| {
                    layers.paint(lab, stage, look, (changes, now_ms))
                })
            });
            painted.flatten().unwrap_or(Painter::Rests)
        });
    });
    Effect::new(move |_| {
        let _ = look.get();
        bridge.wake();
    });
    fetch_near_land(bridge, layers);
}

impl Places {
    /// Does something with the stage of this moment.
    fn stage<T>(
        self,
        bridge: Bridge,
        look: Look,
        with: impl FnOnce(&Stage<'_>, &crate::app::lab::Lab) -> T,
    ) -> Option<T> {
        self.placement.try_with_untracked(|placement| {
            self.curves.try_with_untracked(|curves| {
                bridge.with(|lab| {
                    let (network, viewport) = (lab.network(), &lab.viewport);
                    let stage = Stage { network, placement, curves, viewport, theme: look.theme };
                    with(&stage, lab)
                })
            })
        })?
    }
}

/// Fetches the finer coastlines once somebody comes near, and shows them from then on.
fn fetch_near_land(bridge: Bridge, layers: StoredValue<Option<Layers>, LocalStorage>) {
    let is_near = bridge.memo(&[Aspect::Viewport], |lab| lab.viewport.zoom() >= NEAR_LAND_ZOOM);
    let is_asked = StoredValue::new(false);
    Effect::new(move |_| {
        if !is_near.get() || is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        spawn_local(async move {
            // Without the file the coasts stay coarse, and all else works.
            let Ok(text) = fetch::text(NEAR_LAND).await else { return };
            let Ok(land) = Land::from_json(&text) else { return };
            layers.try_update_value(|layers| {
                if let Some(layers) = layers {
                    layers.show_land(&land);
                }
            });
            bridge.wake();
        });
    });
}
