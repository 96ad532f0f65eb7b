//! What pointer and keys do on the timeline: move the playhead, choose a stretch.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::intent::Intent;
use crate::app::stretch::Stretch;
use crate::app::travel::TimeIntent;
use crate::engine::base::time::Span;
use crate::web::bridge::Bridge;

/// What a drag does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Drag {
    /// Moves the playhead.
    Playhead,
    /// Chooses a stretch.
    Brush,
}

/// A shorter brush is a click, in thousandths.
const LEAST_BRUSH: f64 = 12.0;

/// The state of a drag.
#[derive(Clone, Copy)]
pub(super) struct Scrub {
    bridge: Bridge,
    drag: StoredValue<Option<Drag>>,
    brush: RwSignal<Option<(f64, f64)>>,
    /// Where the playhead is wanted; asked for once a frame.
    wanted: StoredValue<Option<Span>>,
}

impl Scrub {
    pub(super) fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            drag: StoredValue::new(None),
            brush: RwSignal::new(None),
            wanted: StoredValue::new(None),
        }
    }

    /// The stretch that is being chosen, from and to in thousandths.
    pub(super) fn brush(self) -> RwSignal<Option<(f64, f64)>> {
        self.brush
    }

    pub(super) fn press(self, event: &PointerEvent, drag: Drag) {
        if event.button() != 0 {
            return;
        }
        if let Some(target) = target(event) {
            // Without it the drag ends at the edge.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        self.drag.set_value(Some(drag));
        let place = place(event);
        match drag {
            Drag::Playhead => self.want(place),
            Drag::Brush => self.brush.set(Some((place, place))),
        }
    }

    pub(super) fn drag(self, event: &PointerEvent) {
        match self.drag.get_value() {
            Some(Drag::Playhead) => self.want(place(event)),
            Some(Drag::Brush) => self.brush.update(|brush| {
                if let Some((_, to)) = brush {
                    *to = place(event);
                }
            }),
            None => {}
        }
    }

    pub(super) fn release(self, event: &PointerEvent) {
        let drag = self.drag.get_value();
        self.drag.set_value(None);
        let brush = self.brush.get_untracked();
        self.brush.set(None);
        if let (Some(Drag::Brush), Some((from, to))) = (drag, brush) {
            if (to - from).abs() < LEAST_BRUSH {
                self.want(place(event));
                return;
            }
            let stretch = self.bridge.with(|lab| {
                let shown = lab.stretch();
                Stretch::between(shown.at(from), shown.at(to))
            });
            self.bridge.send(Intent::Time(TimeIntent::Show(Some(stretch))));
        }
    }

    pub(super) fn cancel(self) {
        self.drag.set_value(None);
        self.brush.set(None);
    }

    pub(super) fn show_all(self) {
        self.bridge.send(Intent::Time(TimeIntent::Show(None)));
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let (now, stretch) = self.bridge.with(|lab| (lab.session.shown_time(), lab.stretch()));
        let part = |parts: u64| Span::from_us((stretch.length().as_us() / parts).max(1_000));
        let fine = if event.shift_key() { Span::from_ms(1) } else { part(100) };
        let intent = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => TimeIntent::Seek(now + fine),
            "ArrowLeft" | "ArrowDown" => TimeIntent::Seek(now - fine),
            "PageUp" => TimeIntent::Seek(now + part(10)),
            "PageDown" => TimeIntent::Seek(now - part(10)),
            "Home" => TimeIntent::Start,
            "End" => TimeIntent::Head,
            "+" | "=" => TimeIntent::Nearer,
            "-" => TimeIntent::Farther,
            "Escape" => TimeIntent::Show(None),
            _ => return,
        };
        event.prevent_default();
        self.bridge.send(Intent::Time(intent));
    }

    /// A pointer moves more often than there are frames.
    fn want(self, place: f64) {
        let at = self.bridge.with(|lab| lab.stretch().at(place));
        let is_asked = self.wanted.get_value().is_some();
        self.wanted.set_value(Some(at));
        if !is_asked {
            request_animation_frame(move || {
                let wanted = self.wanted.try_get_value().flatten();
                self.wanted.try_set_value(None);
                if let Some(at) = wanted {
                    self.bridge.send(Intent::Time(TimeIntent::Seek(at)));
                }
            });
        }
    }
}

fn target(event: &PointerEvent) -> Option<web_sys::Element> {
    event.current_target()?.dyn_into().ok()
}

/// Where the pointer is, in thousandths of what it is on.
fn place(event: &PointerEvent) -> f64 {
    let Some(target) = target(event) else { return 0.0 };
    let frame = target.get_bounding_client_rect();
    (f64::from(event.client_x()) - frame.left()) * 1_000.0 / frame.width().max(1.0)
}
