//! The card of what moves: a packet and its journey, an UPDATE and what came of it.

use leptos::prelude::*;

use super::inspector::{card_head, select_button};
use super::mark::mark;
use crate::app::changes::Aspect;
use crate::app::present::flight::{FlightCard, FlightHop, PacketCard, UpdateCard, card};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

const SHOWN: &[Aspect] =
    &[Aspect::Clock, Aspect::Sessions, Aspect::Traffic, Aspect::Selection, Aspect::Language];

/// The card of the moving thing that is selected.
pub(super) fn flight_card(bridge: Bridge) -> impl IntoView {
    let model = bridge.memo(SHOWN, card);
    move || {
        model.get().map(|card| match card {
            FlightCard::Packet(card) => packet(bridge, card).into_any(),
            FlightCard::Update(card) => update(bridge, card).into_any(),
        })
    }
}

fn packet(bridge: Bridge, card: PacketCard) -> impl IntoView {
    let (client, name) = card.client;
    let header = |(name, value): (String, String)| {
        view! {
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
        }
    };
    let of = crate::say!(bridge.lang(), "flight-of", client = name.as_str());
    view! {
        <article class="card flight">
            {card_head(bridge, of, card.kind, card.letter.map(|letter| mark(letter, false)))}
            <p class="card-state">{card.state}</p>
            <dl class="flight-attributes">{card.headers.into_iter().map(header).collect_view()}</dl>
            <h3>{bridge.text("flight-hops")}</h3>
            <ol class="journey">
                {card.hops.into_iter().map(|hop| line(bridge, hop)).collect_view()}
            </ol>
            {card.connection.map(|(id, name)| view! {
                <p>{select_button(bridge, Selection::Connection(id), name)}</p>
            })}
            <p class="card-foot">{select_button(bridge, Selection::Client(client), name)}</p>
        </article>
    }
}

fn line(bridge: Bridge, hop: FlightHop) -> impl IntoView {
    let ahead = hop.is_ahead.then(|| view! { <small>{bridge.text("flight-ahead")}</small> });
    view! {
        <li>
            <span class="number">{hop.after}</span>
            <div>
                {select_button(bridge, Selection::Router(hop.router), hop.name)}
                {ahead}
            </div>
        </li>
    }
}

fn update(bridge: Bridge, card: UpdateCard) -> impl IntoView {
    let attribute = |(name, value): (&'static str, String)| {
        view! {
            <dt>{name}</dt>
            <dd class="number">{value}</dd>
        }
    };
    let has_attributes = !card.attributes.is_empty();
    let attributes = has_attributes.then(|| {
        view! {
            <h3>{bridge.text("flight-attributes")}</h3>
            <dl class="flight-attributes">
                {card.attributes.into_iter().map(attribute).collect_view()}
            </dl>
        }
    });
    let end = move |(router, name)| {
        view! { <li>{select_button(bridge, Selection::Router(router), name)}</li> }
    };
    let link = card
        .link
        .map(|link| select_button(bridge, Selection::Link(link), bridge.text("flight-link")));
    let waits = card.outcome.is_none().then(|| bridge.text("flight-before"));
    view! {
        <article class="card flight">
            {card_head(bridge, "UPDATE", card.kind, ())}
            <p class="card-state">{card.says}</p>
            <p>{card.state}" "{card.outcome}{waits}</p>
            {attributes}
            <p class="quiet">{card.times}" "{card.others}</p>
            <ul class="plain-list">{card.ends.map(end).collect_view()}</ul>
            <p class="card-foot">{link}</p>
        </article>
    }
}
