//! The map's content as tables, with the same actions.

use leptos::prelude::*;

use super::air::air_table;
use super::inspector::select_button;
use super::mark::mark;
use super::pop_card::announcing;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::pop::PopState;
use crate::app::present::twin::{ClientRow, PopRow, clients, pops, summary};
use crate::app::selection::Selection;
use crate::engine::base::ids::{ClientId, NodeId};
use crate::web::bridge::Bridge;

const SHOWN: &[Aspect] = &[Aspect::Topology, Aspect::Catchments, Aspect::Language];

/// Both tables. They are long: each is a part of the page by itself.
pub(super) fn twin(bridge: Bridge) -> impl IntoView {
    let near = bridge.part();
    let sentence = near.calm_memo(SHOWN, summary);
    let pops = pop_table(near);
    let far = bridge.part();
    view! {
        <section class="pops panel" data-panel="pops" aria-labelledby="pops-title">
            <h2 id="pops-title" tabindex="-1" lang=near.lang_tag()>{near.text("pops-title")}</h2>
            <p class="quiet" lang=near.lang_tag()>{sentence}</p>
            {pops}
            {air_table(near)}
            <h2 lang=far.lang_tag()>{far.text("clients-title")}</h2>
            {client_table(far)}
        </section>
    }
}

fn pop_table(bridge: Bridge) -> impl IntoView {
    let rows = bridge.calm_memo(SHOWN, pops);
    view! {
        <table class="twin" lang=bridge.lang_tag() aria-labelledby="pops-title">
            <thead>
                <tr>
                    <th scope="col">{bridge.text("column-pop")}</th>
                    <th scope="col">{bridge.text("column-clients")}</th>
                    <th scope="col">{bridge.text("column-share")}</th>
                    <th scope="col">{bridge.text("column-state")}</th>
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || rows.get()
                    key=|row| row.node
                    children=move |row| pop_row(bridge, one_of(rows, row, |row| row.node))
                />
            </tbody>
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

/// Rows that join the table of clients in one frame.
const ROWS_IN_A_FRAME: usize = 30;

/// How many rows of `all` are there: none until the page is up, then more with each frame. Most
/// tables of clients begin below the window's edge, and nobody should wait for what is there.
fn by_and_by(all: usize) -> ReadSignal<usize> {
    fn next(all: usize, shown: WriteSignal<usize>, now: usize) {
        request_animation_frame(move || {
            let is_gone = shown.try_set(now).is_some();
            if now < all && !is_gone {
                next(all, shown, now + ROWS_IN_A_FRAME);
            }
        });
    }
    let (count, shown) = signal(0);
    // The first frame shows the page.
    next(all, shown, 0);
    count
}

fn client_table(bridge: Bridge) -> impl IntoView {
    let rows = bridge.calm_memo(SHOWN, clients);
    let all = rows.with_untracked(Vec::len);
    let shown = by_and_by(all);
    let rows_there =
        move || rows.with(|rows| rows.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let count = (all + 1).to_string();
    view! {
        <div class="far-rows" lang=bridge.lang_tag() style:--rows=count>
            <table class="twin">
                <thead>
                    <tr>
                        <th scope="col">{bridge.text("column-client")}</th>
                        <th scope="col">{bridge.text("column-share")}</th>
                        <th scope="col">{bridge.text("column-served-by")}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=rows_there
                        key=|row| row.client
                        children=move |row| {
                            client_row(bridge, row.client, one_of(rows, row, |row| row.client))
                        }
                    />
                </tbody>
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
