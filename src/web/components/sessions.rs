//! Sessions: what is started, who answers, which survive and which are lost, and why.

use leptos::prelude::*;

use super::inspector::select_button;
use super::mark::mark;
use super::part::part;
use super::pick_client::pick_client;
use super::pick_list::pick_list;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::sessions::{
    Bench, ClientSessions, Figures, KINDS, SessionRow, bench, can_start, clients, of_client,
    protocol, start,
};
use crate::app::selection::Selection;
use crate::engine::base::ids::ClientId;
use crate::engine::sim::command::Command;
use crate::engine::traffic::flow::FlowKind;
use crate::web::bridge::Bridge;

/// What sessions follow: packets, too, since each that arrives counts.
const FOLLOWED: &[Aspect] = &[
    Aspect::Topology,
    Aspect::Catchments,
    Aspect::History,
    Aspect::Traffic,
    Aspect::Lesson,
    Aspect::Language,
];
/// Whether a session can be started depends on these.
const READY: &[Aspect] = &[Aspect::Topology, Aspect::Lesson, Aspect::History];

/// The bench.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn session_bench(bridge: Bridge) -> impl IntoView {
    let model = bridge.calm_memo(FOLLOWED, bench);
    let rows = part(model, |model| model.rows.clone());
    let earlier = part(model, |model| model.earlier.clone());
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let inside = move || {
        if is_empty.get() {
            return view! { <p class="quiet">{bridge.text("sessions-none")}</p> }.into_any();
        }
        let list = list(bridge, rows, true);
        let figures = figures(bridge, model);
        let earlier = move || earlier.get().map(|it| view! { <p class="quiet">{it}</p> });
        view! { {list} {earlier} {figures} }.into_any()
    };
    view! { <div class="console">{launcher(bridge)} {inside}</div> }
}

/// Who starts what.
fn launcher(bridge: Bridge) -> impl IntoView {
    let of = ("session-from", "session-from");
    let (from, client) = pick_client(bridge, of, clients);
    let kind = RwSignal::new(KINDS[0].0);
    let kinds = move || KINDS.map(|(_, id)| crate::say!(bridge.lang(), id)).to_vec();
    let choose_kind = move |n: usize| kind.set(KINDS[n % KINDS.len()].0);
    let (is_ready, send) = starting(bridge, client.into(), kind.into());
    view! {
        <fieldset class="console-order">
            <legend>{bridge.text("session-launch-title")}</legend>
            {from}
            {pick_list("session-what", bridge.text("session-what"), kinds, choose_kind)}
            <button
                type="button"
                class="is-primary"
                data-act="start-session"
                disabled=move || !is_ready.get()
                on:click=move |_| send()
            >
                {bridge.text("session-start")}
            </button>
        </fieldset>
    }
}

/// Whether that session can be started, and what starts it.
fn starting(
    bridge: Bridge,
    client: Signal<Option<ClientId>>,
    kind: Signal<FlowKind>,
) -> (Memo<bool>, impl Fn() + Copy) {
    let is_ready = bridge.memo(READY, move |lab| {
        client.get().is_some_and(|client| can_start(lab, client, kind.get()))
    });
    // Its name is found when it is started: it must be free then.
    let send = move || {
        let Some(client) = client.get_untracked() else { return };
        if let Some(command) = bridge.with(|lab| start(lab, client, kind.get_untracked())) {
            bridge.send(Intent::Do(command));
        }
    };
    (is_ready, send)
}

/// Sessions, a row each; `says_who` started them, where that is not clear.
fn list(bridge: Bridge, rows: Memo<Vec<SessionRow>>, says_who: bool) -> impl IntoView {
    let one = move |row: SessionRow| {
        let now = Memo::new(move |_| {
            let same = |rows: &Vec<SessionRow>| rows.iter().find(|it| it.flow == row.flow).cloned();
            rows.with(same).unwrap_or_else(|| row.clone())
        });
        session(bridge, now, says_who)
    };
    view! {
        <ol class="sessions" aria-label=bridge.text("sessions-list")>
            <For each=move || rows.get() key=|row| row.flow children=one />
        </ol>
    }
}

/// A session: its kind by shape, letter and word, who answers, how it stands.
fn session(bridge: Bridge, now: Memo<SessionRow>, says_who: bool) -> impl IntoView {
    let SessionRow { slug, kind, client: (client, _), .. } = now.get_untracked();
    let state = Memo::new(move |_| now.with(|row| row.state));
    let by = Memo::new(move |_| now.with(|row| row.by.clone()));
    let client_name = move || now.with(|row| row.client.1.clone());
    let from = says_who.then(|| select_button(bridge, Selection::Client(client), client_name));
    let answered =
        move || by.get().map(|(letter, said)| view! { {mark(letter, false)} <span>{said}</span> });
    let [key, shown, stopped] = [(); 3].map(|()| slug.to_string());
    let stop = move || {
        let command = Command::StopFlow { slug: slug.clone() };
        state.get().is_alive().then(|| stop_button(bridge, command, stopped.clone()))
    };
    view! {
        <li class="session" data-session=key data-state=move || state.get().key()>
            {kind_mark(kind)}
            <div>
                <p>
                    <b>{protocol(kind)}</b>
                    " "
                    <span class="number">{shown}</span>
                    " "
                    {from}
                </p>
                <p class="session-by">
                    {answered}
                    <span class="number">{move || now.with(|row| row.received.clone())}</span>
                </p>
                <p class="session-state">{move || now.with(|row| row.words.clone())}</p>
            </div>
            {stop}
        </li>
    }
}

fn stop_button(bridge: Bridge, command: Command, name: String) -> impl IntoView {
    let is_allowed = bridge.allows(command.clone());
    view! {
        <button
            type="button"
            class="small"
            data-act="stop-session"
            disabled=move || !is_allowed.get()
            on:click=move |_| bridge.send(Intent::Do(command.clone()))
        >
            {bridge.text("session-stop")}
            <span class="only-read">" "{name}</span>
        </button>
    }
}

/// The kind's letter in its shape; beside the word, which is read.
fn kind_mark(kind: FlowKind) -> impl IntoView {
    let letter = protocol(kind).chars().next().map(String::from);
    view! {
        <span class="session-mark" data-kind=protocol(kind) aria-hidden="true">
            <span>{letter}</span>
        </span>
    }
}

/// Survivors and losses, kind by kind.
fn figures(bridge: Bridge, model: ReadSignal<Bench>) -> impl IntoView {
    let figures = part(model, |model| model.figures.clone());
    let since = part(model, |model| model.since.clone());
    let row = |it: Figures| {
        view! {
            <tr data-kind=protocol(it.kind)>
                <th scope="row">{protocol(it.kind)}</th>
                <td class="number">{it.opened}</td>
                <td class="number">{it.alive}</td>
                <td class="number">{it.over}</td>
                <td class="number">{it.lost}</td>
            </tr>
        }
    };
    let rows = move || figures.get().into_iter().map(row).collect_view();
    let line = |line: String| view! { <li>{line}</li> };
    let lines = move |of: fn(&Figures) -> Vec<String>| {
        figures.with(|all| all.iter().flat_map(of).map(line).collect_view())
    };
    let causes = move || lines(|it| it.causes.iter().map(|why| of_kind(it.kind, why)).collect());
    let costs = move || lines(|it| it.cost.clone().into_iter().collect());
    let cost = move || {
        since.get().map(|said| {
            view! {
                <h3>{said}</h3>
                <ul class="session-lines" data-session="cost">
                    {costs}
                </ul>
            }
        })
    };
    view! {
        <h3 id="session-figures">{bridge.text("sessions-figures")}</h3>
        <table class="twin session-figures" aria-labelledby="session-figures">
            <thead>
                <tr>
                    <th scope="col">{bridge.text("column-protocol")}</th>
                    <th scope="col">{bridge.text("column-opened")}</th>
                    <th scope="col">{bridge.text("column-alive")}</th>
                    <th scope="col">{bridge.text("column-stopped")}</th>
                    <th scope="col">{bridge.text("column-lost")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <ul class="session-lines">{causes}</ul>
        {cost}
    }
}

fn of_kind(kind: FlowKind, why: &str) -> String {
    format!("{}: {why}", protocol(kind))
}

/// What a client network's card follows.
#[derive(Clone, Copy)]
pub(super) struct Own(ReadSignal<ClientSessions>, ClientId);

impl Own {
    /// Made beside the card, so that it stays when that is made again.
    pub(super) fn of(bridge: Bridge, client: ClientId) -> Self {
        Self(bridge.calm_memo(FOLLOWED, move |lab| of_client(lab, client)), client)
    }
}

/// A client network's own sessions, on its card.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn own_sessions(bridge: Bridge, Own(model, client): Own) -> impl IntoView {
    let rows = part(model, |model| model.rows.clone());
    let quic = part(model, |model| model.quic.clone());
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let button = move |kind: FlowKind, label: &'static str| {
        let (is_ready, send) = starting(bridge, Signal::stored(Some(client)), Signal::stored(kind));
        view! {
            <button
                type="button"
                class="small"
                data-start=protocol(kind)
                disabled=move || !is_ready.get()
                on:click=move |_| send()
            >
                {bridge.text(label)}
            </button>
        }
    };
    view! {
        <h3>{bridge.text("session-of-client")}</h3>
        <div class="actions">
            {button(FlowKind::Tcp, "session-start-tcp")}
            {button(FlowKind::Udp, "session-start-udp")}
            {button(FlowKind::Quic, "session-start-quic")}
        </div>
        {move || quic.get().map(|it| view! { <p class="quiet">{it}</p> })}
        {move || (!is_empty.get()).then(|| list(bridge, rows, false))}
    }
}
