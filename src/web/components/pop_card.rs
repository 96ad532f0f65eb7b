//! The card of a PoP, with everything one can do to it.

use leptos::prelude::*;

use super::acts::{acts, going_on};
use super::capture::capture;
use super::flood_console::{bar, scrub_button};
use super::inside::{Within, within};
use super::inspector::{INSPECTED, card_head, select_button};
use super::looking_glass::open_button;
use super::mark::mark;
use super::note;
use super::rpki::rpki;
use crate::app::intent::Intent;
use crate::app::present::flood_console::NodeLoad;
use crate::app::present::pop::{PopCard, PopState, card};
use crate::app::selection::Selection;
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::engine::sim::capture::Tap;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

/// The most extra copies that the buttons offer.
const OFFERED: u8 = 3;

/// The card of `node`.
pub(super) fn pop_card(bridge: Bridge, node: NodeId) -> impl IntoView {
    let model = bridge.calm_memo(INSPECTED, move |lab| card(lab, node));
    let shows_acts = RwSignal::new(false);
    let inside = Within::of(bridge, node);
    let shows_packets = RwSignal::new(false);
    move || {
        let card = model.get();
        let said = match card.state {
            PopState::Announced => {
                crate::say!(bridge.lang(), "pop-announces", prefix = card.prefix.as_str())
            }
            PopState::Withdrawn => crate::say!(bridge.lang(), "pop-withdrawn"),
            PopState::Dark => crate::say!(bridge.lang(), "pop-dark"),
        };
        let is_hollow = card.state != PopState::Announced;
        view! {
            <article class="card">
                {card_head(
                    bridge,
                    bridge.text("pop-kind"),
                    card.city.clone(),
                    mark(card.letter, is_hollow),
                )}
                <p class="card-state">{said}</p>
                {going_on(card.deviations.now.clone())}
                {actions(bridge, &card)}
                <div class="actions">{open_button(bridge, Some(card.router))}</div>
                {card.load.as_ref().map(|load| shown_load(bridge, load))}
                {prepend(bridge, &card)}
                {rpki(bridge, card.rpki.clone())}
                {within(bridge, inside)}
                {acts(bridge, card.deviations.acts.clone(), shows_acts)}
                {capture(bridge, Tap::Router(card.router), shows_packets)}
                {catchment(bridge, &card)}
                <p class="card-foot">
                    {select_button(
                        bridge,
                        Selection::Router(card.router),
                        bridge.text("pop-router"),
                    )}
                </p>
            </article>
        }
    }
}

fn actions(bridge: Bridge, card: &PopCard) -> impl IntoView + use<> {
    let (announce, fail) = (announce_button(bridge, card), fail_button(bridge, card));
    view! { <div class="actions">{announce} {fail}</div> }
}

/// Withdraw, or announce: the button says what it will do.
pub(super) fn announcing(state: PopState, node: Slug) -> (&'static str, Command) {
    match state {
        PopState::Withdrawn => ("pop-announce", Command::Announce { node }),
        PopState::Announced | PopState::Dark => ("pop-withdraw", Command::Withdraw { node }),
    }
}

fn announce_button(bridge: Bridge, card: &PopCard) -> impl IntoView + use<> {
    let (label, command) = announcing(card.state, card.slug.clone());
    let is_allowed = bridge.allows(command.clone());
    let is_dark = card.state == PopState::Dark;
    view! {
        <button
            type="button"
            class="is-primary"
            data-act="announce"
            disabled=move || is_dark || !is_allowed.get()
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {bridge.text(label)}
        </button>
    }
}

fn fail_button(bridge: Bridge, card: &PopCard) -> impl IntoView + use<> {
    let node = card.slug.clone();
    let (label, command) = match card.state {
        PopState::Dark => ("pop-restore", Command::RestorePop { node }),
        PopState::Announced | PopState::Withdrawn => ("pop-fail", Command::FailPop { node }),
    };
    let is_allowed = bridge.allows(command.clone());
    view! {
        <button
            type="button"
            data-act="fail"
            disabled=move || !is_allowed.get()
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {bridge.text(label)}
        </button>
    }
}

/// What it is asked for, and its scrubber.
fn shown_load(bridge: Bridge, load: &NodeLoad) -> impl IntoView + use<> {
    view! {
        <div class="pop-load">
            <h3>{bridge.text("pop-load")}</h3>
            {bar(load.percent)}
            <p class="quiet" data-pop="load">{load.sentence.clone()}</p>
            {scrub_button(bridge, load)}
        </div>
    }
}

fn prepend(bridge: Bridge, card: &PopCard) -> impl IntoView + use<> {
    let (slug, now) = (card.slug.clone(), card.prepends);
    let is_off = card.state != PopState::Announced;
    let choice = move |times: u8| {
        let node = slug.clone();
        let command = Command::Prepend { node, times, neighbor: None };
        let is_allowed = bridge.allows(command.clone());
        view! {
            <button
                type="button"
                aria-pressed=(times == now).to_string()
                disabled=move || is_off || !is_allowed.get()
                on:click=move |_| bridge.send(Intent::Do(command.clone()))
            >
                {times.to_string()}
            </button>
        }
    };
    view! {
        <fieldset class="prepend">
            <legend>{bridge.text("pop-prepend")}</legend>
            <div class="segments">{(0..=OFFERED).map(choice).collect_view()}</div>
            <p class="quiet">{bridge.text("pop-prepend-help")}</p>
        </fieldset>
    }
}

fn catchment(bridge: Bridge, card: &PopCard) -> impl IntoView + use<> {
    let line = move |served: &crate::app::present::pop::Served| {
        view! {
            <li>
                {select_button(bridge, Selection::Client(served.client), served.name.clone())}
                <span class="number">{served.people.clone()}</span>
            </li>
        }
    };
    let list = if card.clients.is_empty() {
        view! { <p class="quiet">{bridge.text("pop-serves-nobody")}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{card.clients.iter().map(line).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <h3>{note::term(&"catchment".into(), bridge.text("pop-catchment").into_any())}</h3>
        <dl class="figures">
            <div>
                <dt>{bridge.text("column-clients")}</dt>
                <dd>{card.clients.len()}</dd>
            </div>
            <div>
                <dt>{bridge.text("pop-people")}</dt>
                <dd>{card.people.clone()}</dd>
            </div>
            <div>
                <dt>{bridge.text("pop-share")}</dt>
                <dd>{card.share.clone()}</dd>
            </div>
        </dl>
        {list}
    }
}
