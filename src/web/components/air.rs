//! What is in the air now, as a table that can be opened: a moment of it, a few times a second.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::inspector::select_button;
use crate::app::lab::Lab;
use crate::app::present::air::{Air, AirRow, air};
use crate::web::bridge::Bridge;
use crate::web::frame::Painter;

/// The table is written anew at most so often, in milliseconds: who reads, or has the focus on
/// one of its buttons, needs it to hold still.
const EVERY_MS: f64 = 400.0;

/// The table.
pub(super) fn air_table(bridge: Bridge) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let shown = RwSignal::new(Air::default());
    let last_ms = StoredValue::new(f64::NEG_INFINITY);
    bridge.on_paint(move |_, now_ms| {
        let is_wanted = is_open.try_get_untracked() == Some(true);
        let is_due = |last: f64| now_ms - last >= EVERY_MS || !bridge.with(Lab::is_moving);
        if is_wanted && last_ms.try_get_value().is_some_and(is_due) {
            last_ms.set_value(now_ms);
            let now = bridge.with(air);
            if shown.with_untracked(|before| *before != now) {
                shown.set(now);
            }
        }
        Painter::Rests
    });
    let heading = |id| view! { <th scope="col">{bridge.text(id)}</th> };
    view! {
        <details
            class="air"
            lang=bridge.lang_tag()
            on:toggle=move |event| {
                let target: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
                is_open.set(target.is_some_and(|it| it.has_attribute("open")));
                last_ms.set_value(f64::NEG_INFINITY);
                bridge.wake();
            }
        >
            <summary>{bridge.text("air-title")}</summary>
            <p class="quiet">{move || shown.with(|air| air.summary.clone())}</p>
            <table class="twin">
                <thead>
                    <tr>{["air-kind", "air-way", "air-left"].map(heading)}</tr>
                </thead>
                <tbody>
                    {move || {
                        let rows = shown.with(|air| air.rows.clone());
                        rows.into_iter().map(|row| line(bridge, row)).collect_view()
                    }}
                </tbody>
            </table>
        </details>
    }
}

fn line(bridge: Bridge, row: AirRow) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{select_button(bridge, row.selection, row.kind)}</th>
            <td>{row.way}</td>
            <td class="number">{row.left}</td>
        </tr>
    }
}
