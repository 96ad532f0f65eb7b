//! Sharing: a link to this run or this place, and its QR code.

use leptos::html::Input;
use leptos::prelude::*;

use super::choice::choice;
use super::copying::copying;
use super::dialog::dialog_button;
use super::icons::Icon;
use crate::app::share::link;
use crate::app::share::problem::RunProblem;
use crate::app::share::qr::{MAX_ADDRESS, Qr, qr};
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::location;

/// What is shared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// The run, at the moment that is looked at.
    Run,
    /// The place, as one comes to it.
    Place,
}

/// The button and its dialog.
pub(super) fn share(bridge: Bridge, world: Slug) -> impl IntoView {
    dialog_button(bridge, "share", "share-title", Icon::Share, move || form(bridge, &world))
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn form(bridge: Bridge, world: &Slug) -> impl IntoView + use<> {
    let is_lesson = bridge.with(|lab| lab.tutor.is_some());
    let what = RwSignal::new(if is_lesson { What::Place } else { What::Run });
    // What is shared is the moment at which one asked: the world goes on meanwhile.
    let run = StoredValue::new(bridge.with(|lab| link::of_run(lab, world)));
    let place = StoredValue::new(bridge.with(|lab| link::of_place(lab, world)));
    let address = Memo::new(move |_| match what.get() {
        What::Run => run.get_value().map(|fragment| location::absolute(&fragment)),
        What::Place => Ok(location::absolute(&place.get_value())),
    });
    let one = move |this, name| {
        let (is_chosen, choose) = (move || what.get() == this, move || what.set(this));
        choice("share-what", None, bridge.text(name), is_chosen, choose)
    };
    let place_text = if is_lesson { "share-step" } else { "share-world" };
    view! {
        <fieldset class="choices">
            <legend>{bridge.text("share-what")}</legend>
            {one(What::Run, "share-run")}
            {one(What::Place, place_text)}
        </fieldset>
        {move || match address.get() {
            Ok(address) => linked(bridge, &address).into_any(),
            Err(problem) => too_long(bridge, &problem).into_any(),
        }}
    }
}

/// A run that no link can carry.
fn too_long(bridge: Bridge, problem: &RunProblem) -> impl IntoView + use<> {
    let (chars, most) = match problem {
        RunProblem::TooLong { chars } => (*chars, crate::app::share::MAX_CHARS),
        _ => (crate::app::share::MAX_BYTES, crate::app::share::MAX_BYTES),
    };
    view! {
        <p class="aside" role="alert">
            {move || crate::say!(bridge.lang(), "share-too-long", chars = chars, most = most)}
        </p>
    }
}

fn linked(bridge: Bridge, address: &str) -> impl IntoView + use<> {
    let field: NodeRef<Input> = NodeRef::new();
    let text = address.to_owned();
    let by_hand = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    let (copy, told) = copying(bridge, move || text.clone(), by_hand);
    let select = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    view! {
        <div class="share-link">
            <input
                type="text"
                readonly=true
                dir="ltr"
                spellcheck="false"
                node_ref=field
                aria-label=bridge.text("share-link")
                prop:value=address.to_owned()
                on:focus=select
            />
            <button type="button" class="is-primary" autofocus=true on:click=move |_| copy()>
                {bridge.text("share-copy")}
            </button>
        </div>
        <p class="quiet" role="status">{told}</p>
        {code(bridge, address)}
        <p class="quiet">{bridge.text("share-about")}</p>
    }
}

fn code(bridge: Bridge, address: &str) -> impl IntoView + use<> {
    let chars = address.len();
    match qr(address) {
        Some(Qr { side, path }) => view! {
            <svg
                class="qr"
                viewBox=format!("0 0 {side} {side}")
                shape-rendering="crispEdges"
                role="img"
                aria-label=bridge.text("share-qr")
            >
                <rect class="qr-ground" width=side height=side />
                <path class="qr-ink" d=path />
            </svg>
        }
        .into_any(),
        None => view! {
            <p class="quiet">
                {move || {
                    crate::say!(bridge.lang(), "share-no-qr", chars = chars, most = MAX_ADDRESS)
                }}
            </p>
        }
        .into_any(),
    }
}
