//! Dragging an address onto a PoP: its row in the table, or its mark on the map. By pointer events,
//! so that it is the same for mouse, pen and finger.

use std::net::IpAddr;

use leptos::portal::Portal;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::give;
use crate::app::intent::Intent;
use crate::app::present::egress::addresses::moving;
use crate::app::selection::Selection;
use crate::engine::base::ids::NodeId;
use crate::web::bridge::Bridge;

/// A pointer that moved no farther than this, in pixels, presses and does not drag.
const CLICK: i32 = 5;
/// How far beside a mark on the map a drop still means it.
const REACH: f64 = 30.0;
/// So near to an edge of its panel a dragged address moves what is in there, so far at once.
const EDGE: f64 = 36.0;
const SCROLL: i32 = 14;

/// An address that is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dragged {
    /// The address.
    pub address: IpAddr,
    /// Where the pointer is in the window.
    at: (i32, i32),
    /// The PoP that it is over.
    pub over: Option<NodeId>,
}

/// All that dragging needs to know.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    bridge: Bridge,
    /// What is dragged.
    pub now: RwSignal<Option<Dragged>>,
    /// Where a pointer went down, on which address.
    pressed: StoredValue<Option<(IpAddr, (i32, i32))>>,
    /// Whether the click that comes next only ends a drag.
    is_spent: StoredValue<bool>,
}

impl Drag {
    /// Nothing is dragged.
    pub fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            now: RwSignal::new(None),
            pressed: StoredValue::new(None),
            is_spent: StoredValue::new(false),
        }
    }

    /// A pointer went down on an address.
    pub fn press(self, address: IpAddr, event: &PointerEvent) {
        self.is_spent.set_value(false);
        if event.button() == 0 {
            self.pressed.set_value(Some((address, position(event))));
        }
    }

    /// A pointer moved.
    pub fn drag(self, event: &PointerEvent) {
        let Some((address, (x, y))) = self.pressed.get_value() else { return };
        let at = position(event);
        let is_far = (at.0 - x).abs().max((at.1 - y).abs()) > CLICK;
        let is_dragged = self.now.with_untracked(Option::is_some);
        if !is_far && !is_dragged {
            return;
        }
        if !is_dragged {
            capture(event);
        }
        let over = node_at(at);
        let before = self.now.with_untracked(|now| now.and_then(|it| it.over));
        if over != before {
            self.bridge.send(Intent::Hover(over.map_or(Selection::None, Selection::Node)));
        }
        scroll(event, at);
        self.now.set(Some(Dragged { address, at, over }));
    }

    /// A pointer went up: the address moves, if it is over another PoP.
    pub fn release(self) {
        self.pressed.set_value(None);
        let Some(dragged) = self.now.get_untracked() else { return };
        self.end();
        self.is_spent.set_value(true);
        if let Some(node) = dragged.over {
            let command = self.bridge.with(|lab| moving(lab, dragged.address, node));
            give(self.bridge, command);
        }
    }

    /// It is not to be moved after all.
    pub fn cancel(self) {
        self.pressed.set_value(None);
        if self.now.with_untracked(Option::is_some) {
            self.is_spent.set_value(true);
            self.end();
        }
    }

    /// A key went down meanwhile.
    pub fn key(self, event: &KeyboardEvent) {
        if event.key() == "Escape" && self.now.with_untracked(Option::is_some) {
            event.stop_propagation();
            self.cancel();
        }
    }

    /// Whether a click is one, and not the end of a drag.
    pub fn is_click(self) -> bool {
        let is_spent = self.is_spent.get_value();
        self.is_spent.set_value(false);
        !is_spent
    }

    fn end(self) {
        self.now.set(None);
        self.bridge.send(Intent::Hover(Selection::None));
    }

    /// The address under the pointer, over everything else: the panel would cut it off.
    pub fn ghost(self) -> impl IntoView {
        let place = move || {
            let (x, y) = self.now.get().map_or((0, 0), |dragged| dragged.at);
            format!("{}px {}px", x + 12, y + 10)
        };
        let text = move || self.now.get().map(|dragged| dragged.address.to_string());
        let is_dragging = Memo::new(move |_| self.now.with(Option::is_some));
        Effect::new(move |_| invite(is_dragging.get()));
        move || {
            is_dragging.get().then(|| {
                view! {
                    <Portal>
                        <div class="egress-ghost" aria-hidden="true" style:translate=place>
                            {text}
                        </div>
                    </Portal>
                }
            })
        }
    }
}

fn position(event: &PointerEvent) -> (i32, i32) {
    (event.client_x(), event.client_y())
}

/// Its events come here, wherever the pointer goes.
fn capture(event: &PointerEvent) {
    if let Some(element) = event.current_target().and_then(|it| it.dyn_into::<Element>().ok()) {
        // A pointer that is gone needs no capture.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// PoPs on the map show whether an address can be dropped on them.
fn invite(is_dragging: bool) {
    if let Ok(Some(map)) = document().query_selector(".map") {
        // Fails on no class of one word.
        let _ = map.class_list().toggle_with_force("is-dropping", is_dragging);
    }
}

/// The PoP whose row, or whose mark on the map, is at a place in the window.
fn node_at((x, y): (i32, i32)) -> Option<NodeId> {
    let small = |value: i32| f32::from(i16::try_from(value).unwrap_or(i16::MAX));
    let under = document().element_from_point(small(x), small(y))?;
    if let Ok(Some(row)) = under.closest("[data-egress-pop]") {
        let number: usize = row.get_attribute("data-egress-pop")?.parse().ok()?;
        return Some(number.into());
    }
    under.closest(".map-slot").ok()??;
    let marks = document().query_selector_all("[data-thing^=\"n\"]").ok()?;
    let mut nearest: Option<(f64, usize)> = None;
    for place in 0..marks.length() {
        let Some(mark) = marks.item(place).and_then(|it| it.dyn_into::<Element>().ok()) else {
            continue;
        };
        let area = mark.get_bounding_client_rect();
        let (right, down) = (
            area.x() + area.width() / 2.0 - f64::from(x),
            area.y() + area.height() / 2.0 - f64::from(y),
        );
        let far = libm::hypot(right, down);
        let number = mark.get_attribute("data-thing").and_then(|key| key[1..].parse().ok());
        if let Some(number) = number.filter(|_| far <= REACH)
            && nearest.is_none_or(|(best, _)| far < best)
        {
            nearest = Some((far, number));
        }
    }
    nearest.map(|(_, number)| number.into())
}

/// Near the upper or lower edge of the panel, what lies beyond comes into sight.
fn scroll(event: &PointerEvent, (x, y): (i32, i32)) {
    let target = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    let Some(panel) = target.and_then(|it| it.closest(".panel").ok().flatten()) else { return };
    let area = panel.get_bounding_client_rect();
    let (x, y) = (f64::from(x), f64::from(y));
    if x < area.left() || x > area.right() {
        return;
    }
    let by = if (area.top()..area.top() + EDGE).contains(&y) {
        -SCROLL
    } else if (area.bottom() - EDGE..area.bottom()).contains(&y) {
        SCROLL
    } else {
        return;
    };
    panel.set_scroll_top(panel.scroll_top() + by);
}
