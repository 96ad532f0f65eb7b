//! Connections: a launcher, and what becomes of each.

use leptos::prelude::*;

use super::pick::pick;
use super::{FOLLOWED, GIVEN, NAMED, folded, give};
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::egress::connections::{Country, Row, bench, details, named};
use crate::app::present::egress::launch::{Order, SPANS, Spread, asker, clients, orders};
use crate::app::present::egress::{can_begin, destinations, tags};
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, ConnectionId, DestinationId, TagId};
use crate::engine::base::time::Span;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;
use crate::web::components::part::part;

/// The ways to open some, with the words on their buttons.
const SPREADS: [(Spread, &str, &str); 3] = [
    (Spread::One, "open-one", "egress-open-one"),
    (Spread::Ten, "open-ten", "egress-open-ten"),
    (Spread::TenNetworks, "open-ten-networks", "egress-open-ten-networks"),
];

/// What is to be opened: it outlives the form, which is made again with its part of the bench.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    client: RwSignal<Option<ClientId>>,
    destination: RwSignal<DestinationId>,
    lasts: RwSignal<Option<Span>>,
    tag: RwSignal<Option<TagId>>,
}

impl Asked {
    /// To begin with, and whenever a client network is selected, that one asks.
    pub(super) fn of(bridge: Bridge) -> Self {
        let client = RwSignal::new(bridge.with(asker));
        let selected = bridge.memo(&[Aspect::Selection], |lab| match lab.selection {
            Selection::Client(client) => Some(client),
            _ => None,
        });
        Effect::new(move |_| {
            if let Some(selected) = selected.get() {
                client.set(Some(selected));
            }
        });
        let destination = RwSignal::new(DestinationId::from(0));
        Self { client, destination, lasts: RwSignal::new(None), tag: RwSignal::new(None) }
    }
}

/// The part of the bench.
pub(super) fn connections(bridge: Bridge, asked: Asked) -> impl IntoView {
    let model = bridge.calm_memo(FOLLOWED, bench);
    let summary = part(model, |model| model.summary.clone());
    let causes = part(model, |model| model.causes.clone());
    let rows = part(model, |model| model.rows.clone());
    let earlier = part(model, |model| model.earlier.clone());
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let living = Memo::new(move |_| {
        let close = |row: &Row| Command::CloseConnection { slug: row.slug.clone() };
        rows.with(|rows| rows.iter().filter(|row| row.is_alive).map(close).collect::<Vec<_>>())
    });
    let can_close = bridge.memo(GIVEN, move |lab| living.with(|all| can_begin(lab, all)));
    let one = move |row: Row| {
        let id = row.id;
        let now = Memo::new(move |_| {
            rows.with(|all| all.iter().find(|it| it.id == id).cloned()).unwrap_or(row.clone())
        });
        connection(bridge, id, now)
    };
    let line = |line: String| view! { <li>{line}</li> };
    view! {
        {launcher(bridge, asked)}
        <Show when=move || is_empty.get()>
            <p class="quiet">{bridge.text("egress-none")}</p>
        </Show>
        <div class="egress-summary" hidden=move || is_empty.get()>
            <b data-egress="summary">{move || summary.get()}</b>
            <button
                type="button"
                class="small"
                data-act="close-all"
                disabled=move || !can_close.get()
                on:click=move |_| give(bridge, living.get_untracked())
            >
                {bridge.text("egress-close-all")}
            </button>
        </div>
        <ul class="egress-causes" data-egress="causes">
            {move || causes.get().into_iter().map(line).collect_view()}
        </ul>
        <ol class="egress-list" aria-label=bridge.text("egress-list")>
            <For each=move || rows.get() key=|row| row.id children=one />
        </ol>
        {move || earlier.get().map(|it| view! { <p class="quiet">{it}</p> })}
    }
}

/// Gives commands; one that opens a connection selects that, too.
pub(super) fn open_and_show(bridge: Bridge, commands: Vec<Command>) {
    let only = match commands.as_slice() {
        [Command::OpenConnection { slug, .. }] => Some(slug.clone()),
        _ => None,
    };
    give(bridge, commands);
    if let Some(id) = only.and_then(|slug| bridge.with(|lab| named(lab, &slug))) {
        bridge.send(Intent::Select(Selection::Connection(id)));
    }
}

/// Who asks for what, for how long.
fn launcher(bridge: Bridge, asked: Asked) -> impl IntoView {
    let Asked { client, destination, lasts, tag } = asked;
    let all_tags = move || {
        let own = (None, crate::say!(bridge.lang(), "egress-tag-own"));
        let others = bridge.with(tags).into_iter().map(|(tag, name)| (Some(tag), name));
        std::iter::once(own).chain(others).collect::<Vec<_>>()
    };
    let spans = move || {
        let lang = bridge.lang();
        SPANS.map(|(span, id)| (span, crate::say!(lang, id))).to_vec()
    };
    let from = bridge.memo(NAMED, |lab| {
        let all = clients(lab).into_iter();
        all.map(|(client, name)| (Some(client), name)).collect::<Vec<_>>()
    });
    let to = bridge.memo(NAMED, destinations);
    let button = move |(spread, act, words): (Spread, &'static str, &'static str)| {
        let commands = move || {
            let (destination, lasts, tag) = (destination.get(), lasts.get(), tag.get());
            let client = client.get()?;
            Some(Order { client, destination, lasts, tag, spread })
        };
        let order = Memo::new(move |_| commands());
        let ready: &[Aspect] = &[Aspect::Topology, Aspect::Lesson, Aspect::History];
        let is_ready = bridge.memo(ready, move |lab| {
            order.get().is_some_and(|order| can_begin(lab, &orders(lab, &order)))
        });
        let press = move |_| {
            if let Some(order) = order.get_untracked() {
                open_and_show(bridge, bridge.with(|lab| orders(lab, &order)));
            }
        };
        view! {
            <button
                type="button"
                class:is-primary={spread == Spread::One}
                data-act=act
                disabled=move || !is_ready.get()
                on:click=press
            >
                {bridge.text(words)}
            </button>
        }
    };
    let form = view! {
        <fieldset class="console-order">
            {pick("egress-client", bridge.text("egress-open-from"), move || from.get(), client)}
            {pick("egress-to", bridge.text("egress-open-to"), move || to.get(), destination)}
            {pick("egress-lasts", bridge.text("egress-open-lasts"), spans, lasts)}
            {pick("egress-as", bridge.text("egress-open-tag"), all_tags, tag)}
            <div class="actions egress-openers">{SPREADS.map(button).collect_view()}</div>
        </fieldset>
    };
    let is_open = RwSignal::new(bridge.with(|lab| bench(lab).rows.is_empty()));
    folded("open", bridge.text("egress-open-title"), String::new, is_open, form)
}

/// A connection: a line that selects it, and when it is selected, all that is known of it.
fn connection(bridge: Bridge, id: ConnectionId, now: Memo<Row>) -> impl IntoView {
    let state = Memo::new(move |_| now.with(|row| row.state));
    let is_selected = Memo::new(move |_| now.with(|row| row.is_selected));
    let slug = now.with_untracked(|row| row.slug.to_string());
    let key = slug.clone();
    let select = move |_| {
        let selection =
            if is_selected.get_untracked() { Selection::None } else { Selection::Connection(id) };
        bridge.send(Intent::Select(selection));
    };
    let close = move || {
        let command = Command::CloseConnection { slug: now.with(|row| row.slug.clone()) };
        now.with(|row| row.is_alive).then(|| close_button(bridge, command))
    };
    let countries = Memo::new(move |_| now.with(|row| row.countries.clone()));
    let flags = move || {
        let one = |it: Country| country(bridge, it);
        countries.get().into_iter().map(one).collect_view()
    };
    let text = move |of: fn(&Row) -> &String| move || now.with(|row| of(row).clone());
    view! {
        <li
            class="egress-connection"
            class:is-selected=is_selected
            data-connection=key
            data-state=move || state.get().key()
        >
            <span class="egress-sign" aria-hidden="true">{move || state.get().sign()}</span>
            <div>
                <button
                    type="button"
                    class="link-button"
                    aria-expanded=move || is_selected.get().to_string()
                    on:click=select
                >
                    {text(|row| &row.title)}
                </button>
                <p class="egress-state">{text(|row| &row.words)}</p>
                <p class="egress-where">
                    <span class="egress-countries">{flags}</span>
                    <span>{text(|row| &row.source)}</span>
                </p>
                <p class="egress-reply">{text(|row| &row.reply)}</p>
            </div>
            {close}
            {move || is_selected.get().then(|| all_of(bridge, id, slug.clone()))}
        </li>
    }
}

/// A country as a badge: another than the user's stands out by its shape, too.
fn country(bridge: Bridge, it: Country) -> impl IntoView {
    let lang = bridge.lang();
    let (whose, country) = (it.label.clone(), it.code.clone());
    let said = if it.is_other {
        crate::say!(lang, "egress-of-other", whose = whose, country = country)
    } else {
        crate::say!(lang, "egress-of-same", whose = whose, country = country)
    };
    let title = said.clone();
    view! {
        <span class="egress-country" class:is-other=it.is_other title=title>
            <span class="only-read">{said}</span>
            <small aria-hidden="true">{it.label}</small>
            <b aria-hidden="true">{it.code}</b>
        </span>
    }
}

fn all_of(bridge: Bridge, id: ConnectionId, slug: String) -> impl IntoView {
    let lines = bridge.calm_memo(FOLLOWED, move |lab| details(lab, id));
    let line = |line: String| view! { <li>{line}</li> };
    view! {
        <ul class="egress-details" data-egress="details">
            <li class="number">{slug}</li>
            {move || lines.get().into_iter().map(line).collect_view()}
        </ul>
    }
}

fn close_button(bridge: Bridge, command: Command) -> impl IntoView {
    let is_allowed = bridge.allows(command.clone());
    let name = match &command {
        Command::CloseConnection { slug } => slug.to_string(),
        _ => String::new(),
    };
    view! {
        <button
            type="button"
            class="small"
            data-act="close-connection"
            disabled=move || !is_allowed.get()
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {bridge.text("egress-close")}
            <span class="only-read">" "{name}</span>
        </button>
    }
}
