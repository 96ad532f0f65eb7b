//! Ready-made experiments, step by step.

use leptos::prelude::*;

use super::connections::open_and_show;
use super::pick::pick;
use super::{FOLLOWED, folded};
use crate::app::intent::Intent;
use crate::app::present::egress::scenes::{Section, Step, Which, scene, title};
use crate::web::bridge::Bridge;

/// A list of them, and the steps of the one that is picked.
pub(super) fn experiments(bridge: Bridge, section: RwSignal<Section>) -> impl IntoView {
    let which = RwSignal::new(Which::Naive);
    let is_open = RwSignal::new(true);
    let names = move || {
        // Another language says them anew.
        let _ = bridge.lang();
        let name = |which| Some((which, bridge.with(|lab| title(lab, which))?));
        Which::ALL.into_iter().filter_map(name).collect::<Vec<_>>()
    };
    let brief = move || {
        let _ = bridge.lang();
        if is_open.get() { None } else { bridge.with(|lab| title(lab, which.get())) }
            .unwrap_or_default()
    };
    let inside = view! {
        <div class="console-order">
            {pick("scene", bridge.text("egress-experiment"), names, which)}
        </div>
        {move || steps(bridge, which.get(), section)}
    };
    folded("scenes", bridge.text("egress-experiments"), brief, is_open, inside)
}

fn steps(bridge: Bridge, which: Which, section: RwSignal<Section>) -> impl IntoView {
    let model = bridge.calm_memo(FOLLOWED, move |lab| scene(lab, which));
    let of = move |part: fn(crate::app::present::egress::scenes::Scene) -> String| {
        move || model.get().map(part)
    };
    let count = Memo::new(move |_| model.with(|it| it.as_ref().map_or(0, |it| it.steps.len())));
    let one = move |number: usize| {
        let step = Memo::new(move |_| {
            model.with(|it| it.as_ref().and_then(|it| it.steps.get(number).cloned()))
        });
        button(bridge, step, section)
    };
    view! {
        <p class="quiet" data-scene="about">{of(|scene| scene.about)}</p>
        <ol class="egress-steps">
            <For each=move || 0..count.get() key=|number| *number children=one />
        </ol>
        <button
            type="button"
            class="small egress-fresh"
            data-act="fresh"
            on:click=move |_| bridge.send(Intent::Restart)
        >
            {bridge.text("egress-fresh")}
        </button>
        <details class="egress-moral" data-scene="moral">
            <summary>{bridge.text("egress-moral")}</summary>
            <p class="quiet">{of(|scene| scene.moral)}</p>
        </details>
    }
}

fn button(bridge: Bridge, step: Memo<Option<Step>>, section: RwSignal<Section>) -> impl IntoView {
    let is_ready = move || step.with(|it| it.as_ref().is_some_and(|it| !it.commands.is_empty()));
    let press = move |_| {
        if let Some(step) = step.get_untracked() {
            if section.get_untracked() != step.section {
                section.set(step.section);
            }
            if let Some(speed) = step.speed {
                bridge.send(Intent::SetSpeed(speed));
            }
            bridge.send(Intent::Play);
            open_and_show(bridge, step.commands);
        }
    };
    let label = move || step.with(|it| it.as_ref().map(|it| it.label.clone()));
    view! {
        <li>
            <button
                type="button"
                class="small"
                data-act="step"
                disabled=move || !is_ready()
                on:click=press
            >
                {label}
            </button>
        </li>
    }
}
