//! What one may do beyond the everyday, folded away on the card it belongs to.

use leptos::prelude::*;

use super::fold::fold;
use crate::app::intent::Intent;
use crate::app::present::acts::{Acts, Switch};
use crate::web::bridge::Bridge;

/// All of it; nothing where there is nothing to do.
pub(super) fn acts(bridge: Bridge, all: Vec<Acts>, is_open: RwSignal<bool>) -> impl IntoView {
    let titles: Vec<String> = all.iter().map(|acts| acts.title.clone()).collect();
    let has_heads = all.len() > 1;
    let one = move |acts: Acts| {
        let head = has_heads.then(|| view! { <h3>{acts.title.clone()}</h3> });
        let buttons = acts.switches.into_iter().map(|switch| button(bridge, switch));
        view! {
            <div class="acts" role="group" aria-label=acts.title>
                {head}
                <p class="quiet">{acts.about}</p>
                <div class="actions">{buttons.collect_view()}</div>
            </div>
        }
    };
    (!all.is_empty()).then(|| {
        let inside = all.into_iter().map(one).collect_view();
        fold(is_open, "acts", titles.join(" · "), String::new(), inside)
    })
}

/// What goes on now.
pub(super) fn going_on(now: Vec<String>) -> impl IntoView {
    now.into_iter().map(|line| view! { <p class="aside">{line}</p> }).collect_view()
}

/// A switch as a button.
pub(super) fn button(bridge: Bridge, switch: Switch) -> impl IntoView {
    let command = switch.command;
    view! {
        <button
            type="button"
            class="small"
            data-act=switch.act
            aria-pressed=switch.is_on.map(|is_on| is_on.to_string())
            disabled=!switch.is_ready
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {switch.label}
        </button>
    }
}
