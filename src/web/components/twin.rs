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
use crate::web::bridge::Bridge;

const SHOWN: &[Aspect] = &[Aspect::Topology, Aspect::Catchments, Aspect::Language];

/// Both tables.
pub(super) fn twin(bridge: Bridge) -> impl IntoView {
    let sentence = bridge.calm_memo(SHOWN, summary);
    view! {
        <section class="pops panel" data-panel="pops" aria-labelledby="pops-title">
            <h2 id="pops-title" tabindex="-1">{bridge.text("pops-title")}</h2>
            <p class="quiet">{sentence}</p>
            {pop_table(bridge)}
            {air_table(bridge)}
            <h2>{bridge.text("clients-title")}</h2>
            {client_table(bridge)}
        </section>
    }
}

fn pop_table(bridge: Bridge) -> impl IntoView {
    let rows = bridge.calm_memo(SHOWN, pops);
    view! {
        <table class="twin" aria-labelledby="pops-title">
            <thead>
                <tr>
                    <th scope="col">{bridge.text("column-pop")}</th>
                    <th scope="col">{bridge.text("column-clients")}</th>
                    <th scope="col">{bridge.text("column-share")}</th>
                    <th scope="col">{bridge.text("column-state")}</th>
                </tr>
            </thead>
            <tbody>
                {move || rows.get().into_iter().map(|row| pop_row(bridge, row)).collect_view()}
            </tbody>
        </table>
    }
}

fn pop_row(bridge: Bridge, row: PopRow) -> impl IntoView {
    let is_announced = row.state == PopState::Announced;
    let state = match row.state {
        PopState::Announced => "state-announced",
        PopState::Withdrawn => "state-withdrawn",
        PopState::Dark => "state-dark",
    };
    let (label, command) = announcing(row.state, row.slug);
    let name = view! {
        {mark(row.letter, !is_announced)}
        {row.city.clone()}
    };
    let shown =
        (!is_announced).then(|| view! { <small aria-hidden="true">{bridge.text(state)}</small> });
    let act = (row.state != PopState::Dark).then(|| {
        let said = format!("{}: ", row.city);
        let is_allowed = bridge.allows(command.clone());
        view! {
            <button
                type="button"
                class="small"
                disabled=move || !is_allowed.get()
                on:click=move |_| bridge.send(Intent::Do(command.clone()))
            >
                <span class="only-read">{said}</span>
                {bridge.text(label)}
            </button>
        }
    });
    view! {
        <tr class:is-off=!is_announced>
            <th scope="row">{select_button(bridge, Selection::Node(row.node), name)} {shown}</th>
            <td class="number">{row.clients}</td>
            <td class="number share">
                <meter min="0" max="40" value=row.percent.to_string() aria-hidden="true"></meter>
                {row.share}
            </td>
            <td class="act">
                <span class="only-read">{bridge.text(state)}</span>
                {act}
            </td>
        </tr>
    }
}

fn client_table(bridge: Bridge) -> impl IntoView {
    let rows = bridge.calm_memo(SHOWN, clients);
    view! {
        <table class="twin">
            <thead>
                <tr>
                    <th scope="col">{bridge.text("column-client")}</th>
                    <th scope="col">{bridge.text("column-share")}</th>
                    <th scope="col">{bridge.text("column-served-by")}</th>
                </tr>
            </thead>
            <tbody>
                {move || rows.get().into_iter().map(|row| client_row(bridge, row)).collect_view()}
            </tbody>
        </table>
    }
}

pub(super) fn client_row(bridge: Bridge, row: ClientRow) -> impl IntoView {
    let letter = row.node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    view! {
        <tr class:is-off=row.node.is_none()>
            <th scope="row">{select_button(bridge, Selection::Client(row.client), row.name)}</th>
            <td class="number">{row.people}</td>
            <td class="served-by">
                {letter.map(|letter| mark(letter, false))}
                {row.served_by}
            </td>
        </tr>
    }
}
