//! The map's content as tables, with the same actions.

use leptos::prelude::*;

use super::air::air_table;
use super::benches::{Bench, bench, choices};
use super::inspector::select_button;
use super::later::{Later, Part};
use super::mark::mark;
use super::pop_card::announcing;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::app::present::pop::PopState;
use crate::app::present::twin::{ClientRow, PopRow, clients_among, pops_among, summary};
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::web::bridge::Bridge;

const SHOWN: &[Aspect] = &[Aspect::Topology, Aspect::Catchments, Aspect::Language];

/// Rows that are a part of the page by themselves: more, laid out anew at once, take longer than a
/// frame.
const POPS_AT_ONCE: usize = 16;
const CLIENTS_AT_ONCE: usize = 32;

/// Their panel. It is there at once, since a link leads to it; the tables follow.
pub(super) fn twin(bridge: Bridge, chosen: RwSignal<Bench>, later: Later) -> impl IntoView {
    let near = bridge.part();
    view! {
        <section
            class="pops panel"
            data-panel="pops"
            data-bench=move || chosen.get().key()
            aria-labelledby="pops-title"
        >
            <h2 id="pops-title" tabindex="-1" lang=near.lang_tag()>
                {move || near.text(chosen.get().title())}
            </h2>
            {later.view(Part::Pops, move || tables(bridge, near, chosen))}
        </section>
    }
}

/// Both tables; or, in their place, a bench to try things on.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn tables(bridge: Bridge, near: Bridge, chosen: RwSignal<Bench>) -> impl IntoView {
    let sentence = near.calm_memo(SHOWN, summary);
    view! {
        {choices(near, chosen)}
        {bench(near, chosen)}
        <p class="quiet" lang=near.lang_tag()>{sentence}</p>
        {pop_table(bridge, near)}
        {air_table(near)}
        <h2 lang=near.lang_tag()>{near.text("clients-title")}</h2>
        {client_table(bridge, near)}
    }
}

fn pop_table(bridge: Bridge, near: Bridge) -> impl IntoView {
    let count = bridge.with(|lab| lab.network().nodes.len());
    let some = move |from: usize| {
        let bridge = bridge.part();
        let rows = bridge.calm_memo(SHOWN, move |lab| pops_among(lab, from..from + POPS_AT_ONCE));
        view! {
            <tbody lang=bridge.lang_tag()>
                <For
                    each=move || rows.get()
                    key=|row| row.node
                    children=move |row| pop_row(bridge, one_of(rows, row, |row| row.node))
                />
            </tbody>
        }
    };
    view! {
        <table class="twin" aria-labelledby="pops-title">
            <thead lang=near.lang_tag()>
                <tr>
                    <th scope="col">{near.text("column-pop")}</th>
                    <th scope="col">{near.text("column-clients")}</th>
                    <th scope="col">{near.text("column-share")}</th>
                    <th scope="col">{near.text("column-state")}</th>
                </tr>
            </thead>
            {(0..count).step_by(POPS_AT_ONCE).map(some).collect_view()}
        </table>
    }
}

/// One row of a list by its key. Rows are made once each; then what is other in them changes, and
/// nothing else: a hundred rows made anew take longer than a frame may.
fn one_of<T, K>(rows: ReadSignal<Vec<T>>, row: T, key: fn(&T) -> K) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: PartialEq + 'static,
{
    Memo::new(move |_| {
        rows.with(|rows| {
            let now = rows.iter().find(|other| key(other) == key(&row));
            now.unwrap_or(&row).clone()
        })
    })
}

fn pop_row(bridge: Bridge, row: Memo<PopRow>) -> impl IntoView {
    let (node, letter) = row.with_untracked(|row| (row.node, row.letter));
    let state = Memo::new(move |_| row.with(|row| row.state));
    let is_off = move || state.get() != PopState::Announced;
    let state_words = Signal::derive(move || {
        bridge
            .text(match state.get() {
                PopState::Announced => "state-announced",
                PopState::Withdrawn => "state-withdrawn",
                PopState::Dark => "state-dark",
            })
            .get()
    });
    let name = view! {
        {move || mark(letter, is_off())}
        {move || row.with(|row| row.city.clone())}
    };
    let shown = move || is_off().then(|| view! { <small aria-hidden="true">{state_words}</small> });
    view! {
        <tr class:is-off=is_off>
            <th scope="row" class="is-pop">
                {select_button(bridge, Selection::Node(node), name)} {shown}
            </th>
            <td class="number">{move || row.with(|row| row.clients)}</td>
            <td class="number share">
                <meter
                    min="0"
                    max="40"
                    value=move || row.with(|row| row.percent.to_string())
                    aria-hidden="true"
                ></meter>
                {move || row.with(|row| row.share.clone())}
            </td>
            <td class="act">
                <span class="only-read">{state_words}</span>
                {move || act(bridge, row, state.get())}
            </td>
        </tr>
    }
}

/// The button that withdraws, or announces.
fn act(bridge: Bridge, row: Memo<PopRow>, state: PopState) -> impl IntoView {
    let slug = row.with_untracked(|row| row.slug.clone());
    let (label, command) = announcing(state, slug);
    (state != PopState::Dark).then(|| {
        let is_allowed = bridge.allows(command.clone());
        view! {
            <button
                type="button"
                class="small"
                disabled=move || !is_allowed.get()
                on:click=move |_| bridge.send(Intent::Do(command.clone()))
            >
                <span class="only-read">{move || row.with(|row| format!("{}: ", row.city))}</span>
                {bridge.text(label)}
            </button>
        }
    })
}

/// How many rows of `all` are there: none until the page is up, then more with each frame. Most
/// tables of clients begin below the window's edge, and nobody should wait for what is there.
fn by_and_by(all: usize) -> ReadSignal<usize> {
    fn next(all: usize, shown: WriteSignal<usize>, now: usize) {
        request_animation_frame(move || {
            let is_gone = shown.try_set(now).is_some();
            if now < all && !is_gone {
                next(all, shown, now + CLIENTS_AT_ONCE);
            }
        });
    }
    let (count, shown) = signal(0);
    // The first frame shows the page.
    next(all, shown, 0);
    count
}

fn client_table(bridge: Bridge, near: Bridge) -> impl IntoView {
    let all = bridge.with(|lab| lab.network().clients.len());
    let shown = by_and_by(all);
    let some = move |from: usize| {
        let bridge = bridge.part();
        let some = move |lab: &Lab| clients_among(lab, from..from + CLIENTS_AT_ONCE);
        let rows = bridge.calm_memo(SHOWN, some);
        let there = move || if shown.get() > from { rows.get() } else { Vec::new() };
        view! {
            <tbody lang=bridge.lang_tag()>
                <For
                    each=there
                    key=|row| row.client
                    children=move |row| {
                        client_row(bridge, row.client, one_of(rows, row, |row| row.client))
                    }
                />
            </tbody>
        }
    };
    view! {
        <div class="far-rows" style:--rows=(all + 1).to_string()>
            <table class="twin">
                <thead lang=near.lang_tag()>
                    <tr>
                        <th scope="col">{near.text("column-client")}</th>
                        <th scope="col">{near.text("column-share")}</th>
                        <th scope="col">{near.text("column-served-by")}</th>
                    </tr>
                </thead>
                {(0..all).step_by(CLIENTS_AT_ONCE).map(some).collect_view()}
            </table>
        </div>
    }
}

/// The row of a client network, as `row` tells it.
pub(super) fn client_row(
    bridge: Bridge,
    client: ClientId,
    row: impl Into<Signal<ClientRow>>,
) -> impl IntoView {
    let row = row.into();
    let node = Memo::new(move |_| row.with(|row| row.node));
    let letter = move || {
        let letter = |node: NodeId| bridge.with(|lab| lab.network().nodes[node].letter);
        node.get().map(|node| mark(letter(node), false))
    };
    let name = move || row.with(|row| row.name.clone());
    view! {
        <tr class:is-off=move || node.get().is_none()>
            <th scope="row">{select_button(bridge, Selection::Client(client), name)}</th>
            <td class="number">{move || row.with(|row| row.people.clone())}</td>
            <td class="served-by">{letter} {move || row.with(|row| row.served_by.clone())}</td>
        </tr>
    }
}
