//! The first minute: one thing to do, one to wonder about.

use leptos::prelude::*;

use super::looking_glass::open_button;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::welcome::{Oddity, oddity as odd, welcome as model};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

const SHOWN: &[Aspect] = &[Aspect::Catchments, Aspect::Topology, Aspect::Language];

/// What it is about, and the one thing to do.
pub(super) fn welcome(bridge: Bridge) -> impl IntoView {
    let card = bridge.memo(&[Aspect::Language], model);
    let tokyo = card.with_untracked(|card| card.tokyo);
    let try_it = move |node| {
        view! {
            <section class="call">
                <h2>{bridge.text("welcome-try")}</h2>
                <p class="call-question">{bridge.text("welcome-question")}</p>
                <ol>
                    <li>{bridge.text("welcome-step-1")}</li>
                    <li>{bridge.text("welcome-step-2")}</li>
                    <li>{bridge.text("welcome-step-3")}</li>
                </ol>
                <button
                    type="button"
                    class="is-primary"
                    on:click=move |_| bridge.send(Intent::Select(Selection::Node(node)))
                >
                    {bridge.text("welcome-select")}
                </button>
            </section>
        }
    };
    view! {
        <h2 class="rail-title">{move || card.get().title}</h2>
        <p>{move || card.get().body}</p>
        {tokyo.map(try_it)}
    }
}

/// For those who know routers: their own tool.
pub(super) fn for_engineers(bridge: Bridge) -> impl IntoView {
    view! {
        <section class="call">
            <h2>{bridge.text("welcome-engineers")}</h2>
            <p>{bridge.text("welcome-engineers-body")}</p>
            {open_button(bridge, None)}
        </section>
    }
}

/// Something to wonder about.
pub(super) fn oddity(bridge: Bridge) -> impl IntoView {
    let card = bridge.calm_memo(SHOWN, odd);
    let shown = move |oddity: Oddity| {
        let select = Intent::Select(Selection::Client(oddity.client));
        view! {
            <section class="call">
                <h2>{bridge.text("welcome-oddity")}</h2>
                <p>{oddity.sentence}</p>
                <button type="button" on:click=move |_| bridge.send(select.clone())>
                    {bridge.text("welcome-oddity-select")}
                </button>
            </section>
        }
    };
    move || card.get().map(shown)
}
