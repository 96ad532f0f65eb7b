//! The card of a router: what it knows of a prefix, and why it chose what it chose.

use leptos::prelude::*;

use super::acts::{acts, going_on};
use super::capture::capture;
use super::inspector::{INSPECTED, card_head, select_button};
use super::ladder::ladder;
use super::looking_glass::open_button;
use super::mark::mark;
use super::profile::{comparison, profile_switch, show_answers};
use super::rib::{Unfolded, rib};
use super::rpki::rpki;
use crate::app::intent::Intent;
use crate::app::present::router::{NeighborLine, PrefixChoice, RouterCard, card};
use crate::app::selection::Selection;
use crate::engine::base::ids::RouterId;
use crate::engine::sim::capture::Tap;
use crate::web::bridge::Bridge;

/// Links shown before one asks for all.
const FEW: usize = 6;

/// The card of `router`.
pub(super) fn router_card(bridge: Bridge, router: RouterId) -> impl IntoView {
    let model = bridge.calm_memo(INSPECTED, move |lab| card(lab, router));
    let (shows_columns, shows_links) = (RwSignal::new(false), RwSignal::new(false));
    let unfolded = Unfolded::none();
    let (shows_acts, shows_packets) = (RwSignal::new(false), RwSignal::new(false));
    show_answers(bridge);
    move || {
        let card = model.get();
        let letter = card.node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
        view! {
            <article class="card">
                {card_head(
                    bridge,
                    format!("{} · {}", card.asn, card.kind),
                    format!("{} · {}", card.system, card.city),
                    (),
                )}
                {(!card.is_up).then(|| view! { <p class="aside">{bridge.text("router-down")}</p> })}
                {going_on(card.deviations.now.clone())}
                {card.site.clone().map(|site| view! { <p class="card-state">{site}</p> })}
                <p class="card-state serves">
                    {letter.is_some().then(|| view! { {bridge.text("router-serves")} " " })}
                    {letter.map(|letter| mark(letter, false))}
                    <b>{card.leads_to.clone()}</b>
                </p>
                <div class="actions">{open_button(bridge, Some(router))}</div>
                {prefix_picker(bridge, &card)}
                {profile_switch(bridge, &card.profiles)}
                {card.comparison.clone().map(comparison)}
                {ladder(bridge, &card.ladder, shows_columns)}
                {card.rib.clone().map(|card| rib(bridge, card, unfolded))}
                {rpki(bridge, card.rpki.clone())}
                {acts(bridge, card.deviations.acts.clone(), shows_acts)}
                {capture(bridge, Tap::Router(router), shows_packets)}
                {links(bridge, &card, shows_links)}
            </article>
        }
    }
}

/// Any prefix may be asked about.
fn prefix_picker(bridge: Bridge, card: &RouterCard) -> impl IntoView + use<> {
    let (ids, chosen) = (card.prefixes.clone(), card.prefix);
    let place = ids.iter().position(|choice| Some(choice.prefix) == chosen);
    let option = |(number, choice): (usize, &PrefixChoice)| {
        view! {
            <option value=number.to_string() selected=place == Some(number)>
                {choice.label.clone()}
            </option>
        }
    };
    let options = ids.iter().enumerate().map(option).collect_view();
    let choose = move |event: leptos::ev::Event| {
        let number = event_target_value(&event).parse::<usize>().ok();
        if let Some(choice) = number.and_then(|number| ids.get(number)) {
            bridge.send(Intent::Inspect(choice.prefix));
        }
    };
    view! {
        <label class="prefix-picker">
            <span>{bridge.text("rib-prefix")}</span>
            <select on:change=choose>{options}</select>
        </label>
    }
}

fn links(bridge: Bridge, card: &RouterCard, shows_all: RwSignal<bool>) -> impl IntoView + use<> {
    let count = card.neighbors.len();
    let shown = if shows_all.get() { count } else { FEW.min(count) };
    view! {
        <h3>{bridge.text("router-links")}</h3>
        <ul class="plain-list links">
            {card.neighbors[..shown].iter().map(|line| neighbor(bridge, line)).collect_view()}
        </ul>
        {(count > FEW).then(|| more_button(bridge, count, shows_all))}
    }
}

fn neighbor(bridge: Bridge, line: &NeighborLine) -> impl IntoView + use<> {
    let delay = if line.is_up { line.delay.clone() } else { String::new() };
    let down = (!line.is_up).then(|| view! { <b>{bridge.text("link-down")}</b> });
    view! {
        <li class:is-down=!line.is_up>
            {select_button(bridge, Selection::Router(line.router), line.name.clone())}
            <span class="quiet">{line.relation.clone()}</span>
            <span class="number">
                {select_button(bridge, Selection::Link(line.link), view! { {delay} {down} })}
            </span>
        </li>
    }
}

/// Shows all, or few again.
pub(super) fn more_button(
    bridge: Bridge,
    count: usize,
    shows_all: RwSignal<bool>,
) -> impl IntoView {
    let label = move || {
        if shows_all.get() {
            crate::say!(bridge.lang(), "fewer")
        } else {
            crate::say!(bridge.lang(), "more", count = count)
        }
    };
    view! {
        <button
            type="button"
            class="more"
            aria-expanded=move || shows_all.get().to_string()
            on:click=move |_| shows_all.update(|shows| *shows = !*shows)
        >
            {label}
        </button>
    }
}
