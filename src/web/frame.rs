//! The one loop of the page: time passes, aspects are announced, painters paint.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::app::changes::Changes;
use crate::app::turns::Turns;
use crate::web::bridge::Bridge;

/// What a painter wants after a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Painter {
    /// To paint the next frame too.
    GoesOn,
    /// To be left alone until something changes.
    Rests,
    /// To be forgotten: whom it painted for is gone.
    Leaves,
}

type Paint = Box<dyn FnMut(Changes, f64) -> Painter>;
type OnFrame = Closure<dyn FnMut(f64)>;

/// The loop. It sleeps when nothing moves.
#[derive(Clone, Copy, Debug)]
pub struct Frame(StoredValue<State, LocalStorage>);

#[derive(Default)]
struct State {
    /// What changed since the last frame.
    pending: Changes,
    /// The frame asked for, if any.
    requested: Option<i32>,
    /// When the last frame was, if the one to come follows it directly.
    last_ms: Option<f64>,
    turns: Turns,
    on_frame: Option<OnFrame>,
    painters: Rc<RefCell<Vec<Paint>>>,
}

impl Frame {
    /// A loop that has not begun.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new_local(State::default()))
    }

    /// Begins; ends when the current owner is disposed of.
    pub fn start(self, bridge: Bridge) {
        let on_frame = Closure::new(move |now_ms: f64| self.run(bridge, now_ms));
        self.0.update_value(|state| state.on_frame = Some(on_frame));
        on_cleanup(move || {
            self.0.try_update_value(|state| {
                if let Some(handle) = state.requested.take() {
                    // A frame that was asked for and cannot be taken back finds nothing to do.
                    let _ = window().cancel_animation_frame(handle);
                }
            });
        });
        self.request(Changes::NONE);
    }

    /// Adds changes, and asks for a frame if none is asked for.
    pub fn request(self, changes: Changes) {
        self.0.try_update_value(|state| {
            state.pending.add(changes);
            if state.requested.is_none() {
                let Some(on_frame) = &state.on_frame else { return };
                let callback = on_frame.as_ref().unchecked_ref();
                state.requested = window().request_animation_frame(callback).ok();
            }
        });
    }

    /// Adds a painter.
    pub fn add_painter(self, paint: Paint) {
        self.0.with_value(|state| Rc::clone(&state.painters)).borrow_mut().push(paint);
    }

    /// Whether it is the caller's turn to do what can wait ([`Turns`]). There is one turn a frame,
    /// and none in a frame that has much to do anyway; whoever gets none asks for another frame.
    /// So what a command, a leap through time, a selection or another language changes on the page
    /// is spread over a few frames, the map first, and none of them takes long.
    #[must_use]
    pub fn take_turn(self, is_pressed: bool) -> bool {
        self.0.try_update_value(|state| state.turns.take(is_pressed)).unwrap_or_default()
    }

    fn run(self, bridge: Bridge, now_ms: f64) {
        let begun = self.0.try_update_value(|state| {
            state.requested = None;
            let real_ms = state.last_ms.map_or(0.0, |last| now_ms - last);
            state.last_ms = Some(now_ms);
            (real_ms, std::mem::take(&mut state.pending), Rc::clone(&state.painters))
        });
        let Some((real_ms, mut changes, painters)) = begun else { return };
        changes.add(bridge.tick(real_ms / 1000.0));
        bridge.notify(changes);
        self.0.update_value(|state| state.turns.begin(changes));
        let mut goes_on = bridge.with(crate::app::lab::Lab::is_moving);
        let mut place = 0;
        painters.borrow_mut().retain_mut(|paint| {
            // Whoever paints may dispose of the page.
            let _ = self.0.try_update_value(|state| state.turns.call(place));
            place += 1;
            let wish = paint(changes, now_ms);
            goes_on |= wish == Painter::GoesOn;
            wish != Painter::Leaves
        });
        if goes_on {
            self.request(Changes::NONE);
        } else {
            self.0.update_value(|state| {
                // A request during painting keeps the rhythm; else the pause is no time at all.
                if state.requested.is_none() {
                    state.last_ms = None;
                }
            });
        }
    }
}

impl Default for Frame {
    fn default() -> Self {
        Self::new()
    }
}
