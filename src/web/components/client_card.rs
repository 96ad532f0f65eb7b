//! The card of a client network: who answers, and the way there.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::inspector::{INSPECTED, card_head, select_button};
use super::looking_glass::open_button;
use super::mark::mark;
use crate::app::intent::Intent;
use crate::app::present::client::{ClientCard, HopLine, card};
use crate::app::present::detour::Detour;
use crate::app::selection::Selection;
use crate::engine::base::ids::ClientId;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

/// The card of `client`.
pub(super) fn client_card(bridge: Bridge, client: ClientId) -> impl IntoView {
    let model = bridge.memo(INSPECTED, move |lab| card(lab, client));
    move || model.get().map(|card| shown(bridge, card))
}

fn shown(bridge: Bridge, card: ClientCard) -> impl IntoView {
    let kind = crate::say!(bridge.lang(), "client-kind", people = card.people.as_str());
    let letter = card.node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    let command = Command::SendPacket { client: card.slug.clone(), service: card.service.clone() };
    let is_allowed = bridge.allows(command.clone());
    view! {
        <article class="card">
            {card_head(
                bridge,
                kind,
                card.name.clone(),
                letter.map(|letter| mark(letter, false)),
            )}
            <p class="card-state">{card.summary}</p>
            {card.nearer.map(|nearer| view! { <p class="aside">{nearer}</p> })}
            {card.detour.map(|detour| why(bridge, detour))}
            {card.bots.into_iter().map(|bots| view! { <p class="aside">{bots}</p> }).collect_view()}
            <div class="actions">
                <button
                    type="button"
                    class="is-primary"
                    data-act="send"
                    disabled=move || !is_allowed.get()
                    on:click=move |_| bridge.send(Intent::Do(command.clone()))
                >
                    {icon(Icon::Packet)}
                    {bridge.text("client-send")}
                </button>
                {open_button(bridge, Some(card.router))}
            </div>
            {journey(bridge, card.hops)}
            <p class="card-foot">
                {select_button(bridge, Selection::Router(card.router), bridge.text("pop-router"))}
            </p>
        </article>
    }
}

/// The reason for a detour, once somebody asks: looking for it oneself is half the fun.
fn why(bridge: Bridge, detour: Detour) -> impl IntoView {
    let ask = detour.router.map(|router| {
        let words = bridge.text("client-why-ask");
        view! { <p>{select_button(bridge, Selection::Router(router), words)}</p> }
    });
    view! {
        <details class="fold" data-fold="why">
            <summary>
                <b>{bridge.text("client-why")}</b>
            </summary>
            <p>{detour.answer}</p>
            {ask}
        </details>
    }
}

/// The way there, unless it must not be told yet.
fn journey(bridge: Bridge, hops: Vec<HopLine>) -> Option<impl IntoView> {
    (!hops.is_empty()).then(|| {
        view! {
            <h3>{bridge.text("client-journey")}</h3>
            <p class="quiet">{bridge.text("client-journey-help")}</p>
            <ol class="journey">{hops.into_iter().map(|hop| line(bridge, hop)).collect_view()}</ol>
        }
    })
}

fn line(bridge: Bridge, hop: HopLine) -> impl IntoView {
    let rule = hop.rule.map(|rule| {
        let said = crate::say!(bridge.lang(), "client-choice", rule = rule);
        view! { <small>{said}</small> }
    });
    let name = view! {
        <b>{hop.city}</b>
        " "
        {hop.system}
        " "
        <span class="number">"AS "{hop.asn}</span>
    };
    view! {
        <li>
            <span class="number">{hop.after}</span>
            <div>
                {select_button(bridge, Selection::Router(hop.router), name)}
                {rule}
            </div>
        </li>
    }
}
