//! Probes on a client network's card: ping, traceroute, which server; and what the latest found.

use leptos::prelude::*;

use super::fold::fold;
use super::inspector::select_button;
use super::mark::mark;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::probes::{Found, Hop, HopAnswer, Times, latest};
use crate::app::selection::Selection;
use crate::engine::base::ids::ClientId;
use crate::engine::base::text::Slug;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

/// Each answer to a probe, and each that fails to come, is told.
const FOLLOWED: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Lesson, Aspect::Language];

/// What a card keeps of its probes while it is made again.
#[derive(Clone, Copy)]
pub(super) struct Probing {
    found: ReadSignal<Option<Found>>,
    is_open: RwSignal<bool>,
}

impl Probing {
    /// Made beside the card.
    pub(super) fn of(bridge: Bridge, client: ClientId) -> Self {
        let found = bridge.calm_memo(FOLLOWED, move |lab| latest(lab, client));
        Self { found, is_open: RwSignal::new(false) }
    }
}

/// The probes, folded away: from `client` to `service`.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn probes(
    bridge: Bridge,
    probing: Probing,
    client: Slug,
    service: Slug,
) -> impl IntoView {
    let to = || (client.clone(), Some(service.clone()), None);
    let (ping, trace) = (to(), to());
    let all = [
        ("ping", Command::Ping { client: ping.0, service: ping.1, address: ping.2 }),
        ("traceroute", Command::Traceroute { client: trace.0, service: trace.1, address: trace.2 }),
        ("id-server", Command::QueryIdServer { client, service }),
    ];
    let Probing { found, is_open } = probing;
    let buttons = all.map(|(act, command)| button(bridge, act, command));
    let inside = view! {
        <div class="actions" role="group" aria-label=bridge.text("probes")>
            {buttons.into_iter().collect_view()}
        </div>
        {move || match found.get() {
            Some(found) => result(bridge, found).into_any(),
            None => view! { <p class="quiet">{bridge.text("probes-none")}</p> }.into_any(),
        }}
    };
    fold(is_open, "probes", bridge.text("probes"), String::new(), inside)
}

fn button(bridge: Bridge, act: &'static str, command: Command) -> impl IntoView {
    let is_allowed = bridge.allows(command.clone());
    let label = match command {
        Command::Ping { .. } => "probe-ping",
        Command::Traceroute { .. } => "probe-traceroute",
        _ => "probe-id-server",
    };
    view! {
        <button
            type="button"
            class="small"
            data-probe=act
            disabled=move || !is_allowed.get()
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {bridge.text(label)}
        </button>
    }
}

fn result(bridge: Bridge, found: Found) -> impl IntoView {
    let hops = (!found.hops.is_empty()).then(|| hops(bridge, found.hops));
    view! {
        <p class="quiet">{found.title}</p>
        <p data-probe="state">{found.letter.map(|letter| mark(letter, false))} {found.state}</p>
        {found.unknown.map(|it| view! { <p class="quiet">{it}</p> })}
        {found.times.map(|times| figures(bridge, times))}
        {hops}
    }
}

fn figures(bridge: Bridge, times: Times) -> impl IntoView {
    let figure = |label: &'static str, value: String| {
        view! {
            <div>
                <dt>{bridge.text(label)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="figures probe-times">
            {figure("ways-there", times.there)}
            {figure("ways-back", times.back)}
            {figure("probe-asymmetry", times.asymmetry)}
        </dl>
        <p class="quiet">{times.words}</p>
    }
}

fn hops(bridge: Bridge, hops: Vec<Hop>) -> impl IntoView {
    let head = ["column-hop", "column-router", "column-as", "column-city", "column-time"];
    let cell = |id: &'static str| view! { <th scope="col">{bridge.text(id)}</th> };
    view! {
        <div class="probe-scroll" tabindex="0" role="region" aria-label=bridge.text("probe-hops")>
            <table class="twin probe-hops">
                <thead>
                    <tr>{head.map(cell).into_iter().collect_view()}</tr>
                </thead>
                <tbody>{hops.into_iter().map(|it| hop(bridge, it)).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn hop(bridge: Bridge, hop: Hop) -> impl IntoView {
    let cells = match hop.answer {
        Some(HopAnswer { router, system, asn, city, time }) => view! {
            <td>{select_button(bridge, Selection::Router(router), system)}</td>
            <td class="number">{asn}</td>
            <td>{city}</td>
            <td class="number">{time}</td>
        }
        .into_any(),
        None if hop.is_silent => view! {
            <td colspan="4">
                <span aria-hidden="true">{"* "}</span>
                {bridge.text("probe-silent")}
            </td>
        }
        .into_any(),
        None => view! { <td colspan="4">{"…"}</td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="number">{hop.number}</th>
            {cells}
        </tr>
    }
}
