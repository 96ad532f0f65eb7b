//! A change notifies those who track its aspect, and nobody else.

use std::cell::Cell;
use std::rc::Rc;

use anycast_lab::app::changes::Aspect;
use anycast_lab::app::i18n::Lang;
use anycast_lab::app::intent::Intent;
use anycast_lab::app::lab::Lab;
use anycast_lab::app::selection::Selection;
use anycast_lab::engine::sim::setup::Setup;
use anycast_lab::web::bridge::Bridge;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::golden::FIRST_LIGHT;

/// First-light, paused, on a page where effects run.
pub fn paused_lab() -> Lab {
    // Mounting, even nothing, starts what runs effects.
    mount_to_body(|| ());
    let setup = Setup::from_json(FIRST_LIGHT).expect("first-light has no problems");
    let mut lab = Lab::open(setup, 1, Lang::En);
    let _ = lab.handle(Intent::Pause);
    lab
}

/// Waits until effects have run and two frames were shown.
pub async fn two_frames() {
    for _ in 0..2 {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).expect("a page has frames");
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.expect("a frame comes");
        gloo_timers::future::TimeoutFuture::new(0).await;
    }
}

#[wasm_bindgen_test]
async fn an_intent_runs_those_who_track_what_it_changes_and_nobody_else() {
    let owner = Owner::new();
    let counts: Vec<Rc<Cell<u32>>> = Aspect::ALL.iter().map(|_| Rc::new(Cell::new(0))).collect();
    let bridge = owner.with(|| {
        let bridge = Bridge::new(paused_lab());
        for (&aspect, count) in Aspect::ALL.iter().zip(&counts) {
            let count = Rc::clone(count);
            Effect::new(move |_| {
                bridge.track(aspect);
                count.set(count.get() + 1);
            });
        }
        bridge
    });
    two_frames().await;
    let before: Vec<u32> = counts.iter().map(|count| count.get()).collect();
    // Mumbai and Singapore, far from the edge: the map need not move to show them.
    bridge.send(Intent::Select(Selection::Node(9.into())));
    bridge.send(Intent::Select(Selection::Node(10.into())));
    two_frames().await;
    for ((aspect, count), before) in Aspect::ALL.iter().zip(&counts).zip(before) {
        let runs = count.get() - before;
        let expected = u32::from(*aspect == Aspect::Selection);
        assert_eq!(runs, expected, "{aspect:?}: two changes in one frame are one notice");
    }
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn a_memo_that_stays_equal_tells_nobody() {
    let owner = Owner::new();
    let runs = Rc::new(Cell::new(0));
    let bridge = owner.with(|| {
        let bridge = Bridge::new(paused_lab());
        let is_any = bridge.memo(&[Aspect::Selection], |lab| !lab.selection.is_none());
        let runs = Rc::clone(&runs);
        Effect::new(move |_| {
            // A memo that nobody has read yet follows nothing.
            let _ = is_any.get();
            runs.set(runs.get() + 1);
        });
        bridge
    });
    two_frames().await;
    for (selection, expected) in
        [(Selection::Node(0.into()), 2), (Selection::Node(1.into()), 2), (Selection::None, 3)]
    {
        bridge.send(Intent::Select(selection));
        two_frames().await;
        assert_eq!(runs.get(), expected, "{selection:?}");
    }
    owner.cleanup();
}
