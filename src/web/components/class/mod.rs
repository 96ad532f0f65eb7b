//! The *Class* view: links to hand out, codes to check, what came of them. Nothing of it leaves the
//! browser, and nothing is kept when it is left.

mod codes;
mod desk;
mod links;
mod rates;
mod table;
pub(super) mod who;

use leptos::prelude::*;

use super::bar::plain_bar;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;
use desk::Desk;

/// All of it.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn class(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    let bridge = bridge.part();
    let desk = Desk::new();
    let view = desk.view(bridge, lessons);
    view! {
        {plain_bar(bridge, bridge.text("class-title"))}
        <main
            class="class-view"
            lang=bridge.lang_tag()
            on:dragover=|event| desk::allow(&event)
            on:drop=desk.dropped()
        >
            <div class="class-page">
                <header class="class-head">
                    <h1>{bridge.text("class-title")}</h1>
                    <p>{bridge.text("class-about")}</p>
                </header>
                {links::links(bridge, lessons)}
                {codes::codes(bridge, desk, view)}
                {table::table(bridge, view)}
                {rates::rates(bridge, desk, view)}
            </div>
        </main>
    }
}
