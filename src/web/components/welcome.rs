//! The first minute: one thing to do, one to wonder about.

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::welcome::welcome as model;
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// The card in the left rail, outside of lessons.
pub(super) fn welcome(bridge: Bridge) -> impl IntoView {
    let card = bridge.memo(&[Aspect::Catchments, Aspect::Topology, Aspect::Language], model);
    let select = move |selection: Selection| move |_| bridge.send(Intent::Select(selection));
    view! {
        <h2 class="rail-title">{bridge.text("welcome-title")}</h2>
        {move || {
            let card = card.get();
            let try_it = card.tokyo.map(|node| view! {
                <section class="call">
                    <h2>{bridge.text("welcome-try")}</h2>
                    <p class="call-question">{bridge.text("welcome-question")}</p>
                    <ol>
                        <li>{bridge.text("welcome-step-1")}</li>
                        <li>{bridge.text("welcome-step-2")}</li>
                        <li>{bridge.text("welcome-step-3")}</li>
                    </ol>
                    <button type="button" class="is-primary" on:click=select(Selection::Node(node))>
                        {bridge.text("welcome-select")}
                    </button>
                </section>
            });
            let oddity = card.oddity.map(|oddity| view! {
                <section class="call is-quiet">
                    <h2>{bridge.text("welcome-oddity")}</h2>
                    <p>{oddity.sentence}</p>
                    <button type="button" on:click=select(Selection::Client(oddity.client))>
                        {bridge.text("welcome-oddity-select")}
                    </button>
                </section>
            });
            view! {
                <p>{card.body}</p>
                {try_it}
                {oddity}
            }
        }}
    }
}
