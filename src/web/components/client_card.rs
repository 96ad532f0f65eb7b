//! The card of a client network: who answers, and the way there.

use leptos::prelude::*;

use super::capture::capture;
use super::icons::{Icon, icon};
use super::inspector::{INSPECTED, card_head, select_button};
use super::looking_glass::open_button;
use super::mark::mark;
use super::probes::{Probing, probes};
use super::sessions::{Own, own_sessions};
use crate::app::intent::Intent;
use crate::app::present::client::{ClientCard, card};
use crate::app::present::detour::Detour;
use crate::app::present::ways::{WayLine, Ways};
use crate::app::selection::Selection;
use crate::engine::base::ids::ClientId;
use crate::engine::sim::capture::Tap;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

/// What a card keeps while it is made again.
type Kept = (Own, Probing, RwSignal<bool>);

/// The card of `client`.
pub(super) fn client_card(bridge: Bridge, client: ClientId) -> impl IntoView {
    let model = bridge.calm_memo(INSPECTED, move |lab| card(lab, client));
    let kept = (Own::of(bridge, client), Probing::of(bridge, client), RwSignal::new(false));
    move || model.get().map(|card| shown(bridge, card, kept))
}

fn shown(bridge: Bridge, card: ClientCard, (own, probing, shows_packets): Kept) -> impl IntoView {
    let kind = crate::say!(bridge.lang(), "client-kind", people = card.people.as_str());
    let letter = card.node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    let (slug, service) = (card.slug.clone(), card.service.clone());
    let command = Command::SendPacket { client: card.slug, service: card.service };
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
            {card.lost.map(|lost| view! { <p class="aside" data-client="lost">{lost}</p> })}
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
            {own_sessions(bridge, own)}
            {probes(bridge, probing, slug, service)}
            {capture(bridge, Tap::Client(card.client), shows_packets)}
            {journey(bridge, card.ways)}
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

/// The way there and the way back, unless they must not be told yet.
fn journey(bridge: Bridge, ways: Ways) -> Option<impl IntoView> {
    let has_back = ways.lines.iter().any(|line| line.back.is_some());
    (!ways.lines.is_empty()).then(|| {
        let head = has_back.then(|| {
            view! {
                <p class="journey-head" aria-hidden="true">
                    <span>{bridge.text("ways-there")}</span>
                    <span>{bridge.text("ways-back")}</span>
                </p>
            }
        });
        let class = if ways.is_other { "aside" } else { "quiet" };
        let lines = ways.lines.into_iter().map(|one| line(bridge, one, has_back));
        view! {
            <h3>{bridge.text("client-journey")}</h3>
            <p class="quiet">{bridge.text("client-journey-help")}</p>
            {ways.verdict.map(|verdict| view! { <p class=class data-ways="verdict">{verdict}</p> })}
            {head}
            <ol class="journey" class:is-round=has_back>
                {lines.collect_view()}
            </ol>
        }
    })
}

fn line(bridge: Bridge, way: WayLine, has_back: bool) -> impl IntoView {
    let rule = way.rule.map(|rule| {
        let said = crate::say!(bridge.lang(), "client-choice", rule = rule);
        view! { <small>{said}</small> }
    });
    let (is_there, is_back) = (way.there.is_some(), way.back.is_some());
    let alone = match (is_there, is_back) {
        _ if !has_back => None,
        (true, false) => Some("ways-only-there"),
        (false, true) => Some("ways-only-back"),
        _ => None,
    };
    let alone = alone.map(|id| view! { <small class="way-alone">{bridge.text(id)}</small> });
    let time = move |at: Option<String>, id: &'static str| {
        let said = has_back && at.is_some();
        let said = said.then(|| view! { <span class="only-read">{bridge.text(id)}" "</span> });
        view! { <span class="number">{said}{at}</span> }
    };
    let name = view! {
        <b>{way.city}</b>
        " "
        {way.system}
        " "
        <span class="number">"AS "{way.asn}</span>
    };
    view! {
        <li
            class:is-there-only=has_back && is_there && !is_back
            class:is-back-only=is_back && !is_there
        >
            {time(way.there, "ways-there")}
            <div>{select_button(bridge, Selection::Router(way.router), name)} {alone} {rule}</div>
            {has_back.then(|| time(way.back, "ways-back"))}
        </li>
    }
}
