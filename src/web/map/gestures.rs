//! Wheel, drag, pinch, click and keys, as intents.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventTarget, FocusEvent, KeyboardEvent, PointerEvent, SvgElement, WheelEvent,
};

use super::Places;
use super::layers::Look;
use crate::app::intent::Intent;
use crate::app::present::crowd::nearer;
use crate::app::present::map::{selection_of, thing_named};
use crate::app::selection::Selection;
use crate::scene::motion::{Moment, Mover};
use crate::scene::palette::Theme;
use crate::scene::pick::{self, Direction};
use crate::scene::placement::Thing;
use crate::scene::point::Point;
use crate::scene::projection::forward;
use crate::scene::viewport::{PAN_STEP, Viewport, ZOOM_STEP};
use crate::web::bridge::Bridge;

/// A pointer that moved no farther than this has clicked, not dragged.
const CLICK: f64 = 5.0;
/// How far beside a mark a click still means it: half the least size of a target.
const REACH: f64 = 12.0;
/// The same for a finger.
const TOUCH_REACH: f64 = 22.0;
/// How near to a moving mark a click must be to mean it rather than the mark under it.
const ON_MOVER: f64 = 6.0;
/// Room around a thing that the keyboard goes to, in pixels.
const REVEAL: f64 = 60.0;

/// Turns what the reader does on the map into intents.
#[derive(Clone, Copy, Debug)]
pub struct Gestures {
    bridge: Bridge,
    places: Places,
    /// The thing that the keyboard was at last.
    last: RwSignal<Option<Thing>>,
    /// The thing that the tab key stops at.
    pub current: Memo<Option<Thing>>,
    pointers: StoredValue<Pointers, LocalStorage>,
}

#[derive(Default)]
struct Pointers {
    down: Vec<(i32, Point)>,
    began: Point,
    is_drag: bool,
}

impl Gestures {
    /// Gestures for a map.
    #[must_use]
    pub fn new(bridge: Bridge, places: Places) -> Self {
        let pointers = StoredValue::new_local(Pointers::default());
        let last = RwSignal::new(None);
        let current = Memo::new(move |_| {
            places.placement.with(|all| {
                let there = |thing: Thing| all.of(thing).map(|placed| placed.thing);
                let last: Option<Thing> = last.get();
                // From afar the mark of a client network may be a group's, and the other way round.
                let instead = || match last? {
                    Thing::Client(client) | Thing::Group(client) => {
                        bridge.with(|lab| all.of_client(lab.network(), client))
                    }
                    Thing::Node(_) | Thing::Router(_) => None,
                };
                let first = || all.things().first().map(|first| first.thing);
                last.and_then(there).or_else(instead).or_else(first)
            })
        });
        let gestures = Self { bridge, places, last, current, pointers };
        gestures.keep_focus();
        gestures
    }

    /// A mark that becomes part of a group, or a group that falls apart, takes the focus with it:
    /// then it goes to what stands there now.
    fn keep_focus(self) {
        Effect::new(move |before: Option<Option<Thing>>| {
            let now = self.current.get();
            let had_focus = before.flatten().is_some() && self.last.get_untracked().is_some();
            if had_focus && before.flatten() != now {
                request_animation_frame(move || {
                    let is_lost =
                        document().active_element().is_none_or(|it| it.tag_name() == "BODY");
                    if let (true, Some(thing)) = (is_lost, now) {
                        focus_on(thing);
                    }
                });
            }
            now
        });
    }

    /// A pointer went down.
    pub fn press(self, event: &PointerEvent) {
        if event.button() != 0 || is_control(event) {
            return;
        }
        let at = position(event);
        self.pointers.update_value(|pointers| {
            if pointers.down.is_empty() {
                pointers.began = at;
                pointers.is_drag = false;
            } else {
                pointers.is_drag = true;
            }
            pointers.down.retain(|(id, _)| *id != event.pointer_id());
            pointers.down.push((event.pointer_id(), at));
        });
    }

    /// A pointer moved: a drag, a pinch, or pointing at something.
    pub fn drag(self, event: &PointerEvent) {
        let at = position(event);
        let intent = self.pointers.try_update_value(|pointers| pointers.drag(event, at));
        match intent.flatten() {
            Some(intents) => {
                if let Some(element) = event.current_target().and_then(|t| t.dyn_into().ok()) {
                    let element: Element = element;
                    // Dragging goes on outside the map; a pointer that is gone needs no capture.
                    let _ = element.set_pointer_capture(event.pointer_id());
                }
                for intent in intents {
                    self.bridge.send(intent);
                }
            }
            None if event.pointer_type() == "mouse" && event.buttons() == 0 => {
                let thing = self.thing_at(at, REACH);
                self.bridge.send(Intent::Hover(thing.map_or(Selection::None, selection_of)));
            }
            None => {}
        }
    }

    /// A pointer went up: a click, if it has not dragged.
    pub fn release(self, event: &PointerEvent) {
        let at = position(event);
        let is_click = self.pointers.try_update_value(|pointers| {
            let count = pointers.down.len();
            pointers.down.retain(|(id, _)| *id != event.pointer_id());
            count == 1 && pointers.down.is_empty() && !pointers.is_drag
        });
        if is_click != Some(true) || is_control(event) {
            return;
        }
        let reach = if event.pointer_type() == "touch" { TOUCH_REACH } else { REACH };
        let mover = self.mover_at(at, reach);
        match (self.thing_at(at, reach), mover) {
            (Some(thing), Some((_, distance))) if distance > ON_MOVER && self.is_on(thing, at) => {
                self.activate(thing);
            }
            (_, Some((Mover::Packet(id), _))) => self.select(Selection::Packet(id)),
            (_, Some((Mover::Update(key), _))) => self.select(Selection::Update(key)),
            (Some(thing), None) => self.activate(thing),
            (None, None) => {
                self.select(self.link_at(at).map_or(Selection::None, Selection::Link));
            }
        }
    }

    fn select(self, selection: Selection) {
        self.bridge.send(Intent::Select(selection));
    }

    /// Presses on a thing; to a group that is selected already one goes nearer, until it falls
    /// apart.
    fn activate(self, thing: Thing) {
        let selection = selection_of(thing);
        let is_again = self.bridge.with(|lab| lab.selection == selection);
        if !(is_again && matches!(thing, Thing::Group(_))) {
            self.bridge.send(Intent::Press(selection));
            return;
        }
        self.last.set(Some(thing));
        let view = self.bridge.with(nearer);
        self.bridge.send(Intent::Look(view));
    }

    /// A pointer is gone.
    pub fn cancel(self, event: &PointerEvent) {
        self.pointers.update_value(|pointers| {
            pointers.down.retain(|(id, _)| *id != event.pointer_id());
        });
    }

    /// The pointer left the map.
    pub fn leave(self) {
        self.bridge.send(Intent::Hover(Selection::None));
    }

    /// The wheel turned, or two fingers moved on a pad.
    pub fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let pixels = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => event.delta_y() * 16.0,
            WheelEvent::DOM_DELTA_PAGE => event.delta_y() * 400.0,
            _ => event.delta_y(),
        };
        // A pinch on a pad comes as a wheel with the control key, in small steps.
        let rate = if event.ctrl_key() { 0.01 } else { 0.0016 };
        let factor = libm::exp2(-pixels.clamp(-600.0, 600.0) * rate);
        self.bridge.send(Intent::Zoom { about: position(event), factor });
    }

    /// A click that no pointer made: a screen reader's, say.
    pub fn click(self, event: &web_sys::MouseEvent) {
        if event.detail() == 0
            && let Some(thing) = thing_of(event)
        {
            self.activate(thing);
        }
    }

    /// Something got the keyboard's focus.
    pub fn focus(self, event: &Event) {
        if let Some(thing) = thing_of(event) {
            if is_tabbed_to(event) {
                self.reveal(thing);
            }
            self.last.set(Some(thing));
            self.bridge.send(Intent::Hover(selection_of(thing)));
        }
    }

    /// A key went down.
    pub fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let viewport = self.viewport();
        let thing = thing_of(event);
        let about = self.middle_of(thing, &viewport);
        let key = event.key();
        let direction = match key.as_str() {
            "ArrowLeft" => Some(Direction::Left),
            "ArrowRight" => Some(Direction::Right),
            "ArrowUp" => Some(Direction::Up),
            "ArrowDown" => Some(Direction::Down),
            _ => None,
        };
        match (key.as_str(), direction, thing) {
            ("+" | "=", ..) => self.zoom(about, ZOOM_STEP),
            ("-" | "_", ..) => self.zoom(about, 1.0 / ZOOM_STEP),
            ("0", ..) => self.bridge.send(Intent::Fit),
            ("Escape", ..) => self.bridge.send(Intent::Select(Selection::None)),
            ("Enter" | " ", _, Some(thing)) => self.activate(thing),
            ("Home" | "End", _, Some(_)) => self.go_to_end(key == "Home"),
            (_, Some(direction), Some(thing)) if !event.shift_key() => {
                self.go_to_neighbor(thing, direction);
            }
            (_, Some(direction), _) if !is_control(event) => {
                let step = viewport.width().min(viewport.height()) * PAN_STEP;
                self.bridge.send(Intent::Pan { by: direction.vector() * -step });
            }
            (_, _, Some(thing)) if self.go_to_named(thing, &key) => {}
            _ => return,
        }
        event.prevent_default();
    }

    /// Goes to the first thing, or the last.
    fn go_to_end(self, is_first: bool) {
        let thing = self.places.placement.with_untracked(|all| {
            let things = all.things();
            let end = if is_first { things.first() } else { things.last() };
            end.map(|placed| placed.thing)
        });
        if let Some(thing) = thing {
            self.go_to(thing);
        }
    }

    /// Goes to the next thing with this letter, and tells whether there is one.
    fn go_to_named(self, from: Thing, key: &str) -> bool {
        let mut letters = key.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
        let next = self
            .places
            .placement
            .with_untracked(|all| self.bridge.with(|lab| thing_named(lab, all, from, letter)));
        next.is_some_and(|thing| {
            self.go_to(thing);
            true
        })
    }

    /// Zooms about a place in the window.
    fn zoom(self, about: Point, factor: f64) {
        self.bridge.send(Intent::Zoom { about, factor });
    }

    /// Where a thing is in the window; without one, the window's middle.
    fn middle_of(self, thing: Option<Thing>, viewport: &Viewport) -> Point {
        let middle = Point::new(viewport.width() / 2.0, viewport.height() / 2.0);
        self.places.placement.with_untracked(|all| {
            let placed = thing.and_then(|thing| all.of(thing));
            placed.map_or(middle, |placed| placed.at + viewport.origin())
        })
    }

    fn viewport(self) -> Viewport {
        self.bridge.with(|lab| lab.viewport)
    }

    fn thing_at(self, at: Point, reach: f64) -> Option<Thing> {
        let on_sheet = at - self.viewport().origin();
        self.places.placement.with_untracked(|all| pick::at(all.things(), on_sheet, reach))
    }

    /// Whether a point is on a thing's mark itself.
    fn is_on(self, thing: Thing, at: Point) -> bool {
        let on_sheet = at - self.viewport().origin();
        self.places.placement.with_untracked(|all| {
            all.of(thing).is_some_and(|placed| placed.at.distance(on_sheet) <= placed.radius)
        })
    }

    fn mover_at(self, at: Point, reach: f64) -> Option<(Mover, f64)> {
        self.places.stage(self.bridge, NO_LOOK, |stage, lab| {
            let moment =
                Moment { now: lab.world().now(), is_reduced: false, flashes: &[], selected: None };
            pick::mover_at(stage, lab.world(), &moment, (at, reach))
        })?
    }

    fn link_at(self, at: Point) -> Option<crate::engine::base::ids::LinkId> {
        self.places.stage(self.bridge, NO_LOOK, |stage, lab| {
            pick::link_at(stage, at - lab.viewport.origin(), REACH / 2.0)
        })?
    }

    fn go_to_neighbor(self, from: Thing, direction: Direction) {
        let next = self
            .places
            .placement
            .with_untracked(|all| pick::neighbor(all.things(), from, direction));
        if let Some(thing) = next {
            self.go_to(thing);
        }
    }

    /// Moves the keyboard's focus to a thing, and the map so that it is seen.
    fn go_to(self, thing: Thing) {
        self.reveal(thing);
        self.last.set(Some(thing));
        focus_on(thing);
    }

    /// Moves the map so that a thing is seen.
    fn reveal(self, thing: Thing) {
        let place = self
            .places
            .placement
            .with_untracked(|all| all.of(thing).map(|placed| forward(all.geo(placed.router))));
        if let Some(place) = place {
            self.bridge.send(Intent::Look(self.viewport().revealing(place, REVEAL)));
        }
    }
}

/// Whether the focus came from elsewhere on the page, and by the keyboard: who points at a thing
/// sees it, and the map stays under the pointer.
fn is_tabbed_to(event: &Event) -> bool {
    let is_of_map = |element: &Element| element.closest("[data-thing]").ok().flatten().is_some();
    let element = |target: Option<EventTarget>| target.and_then(|it| it.dyn_into::<Element>().ok());
    let before = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    element(before).is_some_and(|before| !is_of_map(&before))
        && element(event.target()).is_some_and(|it| it.matches(":focus-visible") == Ok(true))
}

/// Picking asks for places only.
const NO_LOOK: Look = Look { theme: Theme::Dark, is_reduced: false, highlight: None };

/// Gives a thing the keyboard's focus.
fn focus_on(thing: Thing) {
    let selector = format!("[data-thing=\"{}\"]", key_of(thing));
    let element = document().query_selector(&selector).ok().flatten();
    if let Some(element) = element.and_then(|e| e.dyn_into::<SvgElement>().ok()) {
        // Fails only on an element that is gone.
        let _ = element.focus();
    }
}

impl Pointers {
    fn drag(&mut self, event: &PointerEvent, at: Point) -> Option<Vec<Intent>> {
        let index = self.down.iter().position(|(id, _)| *id == event.pointer_id())?;
        let other = self.down.iter().find(|(id, _)| *id != event.pointer_id()).map(|(_, p)| *p);
        let before = self.down[index].1;
        if !self.is_drag && at.distance(self.began) <= CLICK {
            return None;
        }
        let before = if self.is_drag { before } else { self.began };
        self.is_drag = true;
        self.down[index].1 = at;
        let Some(other) = other else { return Some(vec![Intent::Pan { by: at - before }]) };
        let (old, new) = (before.distance(other), at.distance(other));
        let by = (at - before) * 0.5;
        let zoom = Intent::Zoom { about: at.toward(other, 0.5), factor: new / old.max(1.0) };
        Some(vec![Intent::Pan { by }, zoom])
    }
}

/// How a thing is named in the document: kind and number.
#[must_use]
pub fn key_of(thing: Thing) -> String {
    match thing {
        Thing::Node(id) => format!("n{}", id.get()),
        Thing::Client(id) => format!("c{}", id.get()),
        Thing::Group(id) => format!("g{}", id.get()),
        Thing::Router(id) => format!("r{}", id.get()),
    }
}

/// The thing that an event is about, by the name in the document.
fn thing_of(event: &Event) -> Option<Thing> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let key = element.closest("[data-thing]").ok()??.get_attribute("data-thing")?;
    let (kind, number) = key.split_at_checked(1)?;
    let number: usize = number.parse().ok()?;
    match kind {
        "n" => Some(Thing::Node(number.into())),
        "c" => Some(Thing::Client(number.into())),
        "g" => Some(Thing::Group(number.into())),
        "r" => Some(Thing::Router(number.into())),
        _ => None,
    }
}

/// Whether an event comes from one of the map's own buttons.
fn is_control(event: &Event) -> bool {
    let element: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    element.is_some_and(|element| element.closest(".map-panel").ok().flatten().is_some())
}

/// Where on the map a pointer is.
fn position(event: &web_sys::MouseEvent) -> Point {
    let target: Option<Element> = event.current_target().and_then(|t| t.dyn_into().ok());
    let corner = target.map(|element| element.get_bounding_client_rect());
    let (left, top) = corner.map_or((0.0, 0.0), |corner| (corner.left(), corner.top()));
    Point::new(f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
}
