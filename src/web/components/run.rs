//! Which run this is, for those who want to see the same elsewhere.

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::run::run as model;
use crate::web::bridge::Bridge;
use crate::web::entropy;

/// Seed, commands and fingerprint; closed until asked for.
pub(super) fn run(bridge: Bridge) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let details = move || {
        let card = bridge.memo(&[Aspect::History, Aspect::Clock], model);
        let row = move |label: &'static str, value: Signal<String>| {
            view! {
                <dt>{bridge.text(label)}</dt>
                <dd>{value}</dd>
            }
        };
        let pause = bridge.text("run-digest-pause");
        let now = Signal::derive(move || card.get().now.unwrap_or_else(|| pause.get()));
        view! {
            <dl>
                {row("run-seed", Signal::derive(move || card.get().seed))}
                {row("run-commands", Signal::derive(move || card.get().commands))}
                {row("run-digest", Signal::derive(move || card.get().digest))}
                {row("run-digest-now", now)}
            </dl>
            <p class="quiet">{bridge.text("run-about")}</p>
            <button
                type="button"
                disabled=move || !card.get().can_reseed
                on:click=move |_| bridge.send(Intent::Reseed(entropy::seed()))
            >
                {bridge.text("run-reseed")}
            </button>
        }
    };
    view! {
        <details class="run" on:toggle=move |_| is_open.update(|open| *open = !*open)>
            <summary>{bridge.text("run-title")}</summary>
            {move || is_open.get().then(details)}
        </details>
    }
}
