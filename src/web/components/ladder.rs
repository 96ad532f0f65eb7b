//! The decision ladder: rules as rows, candidates as columns.

use leptos::prelude::*;

use super::mark::mark;
use super::note;
use super::router_card::more_button;
use crate::app::intent::Intent;
use crate::app::present::ladder::{Cell, Column, Ladder, Mark, Row};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// Candidates shown before one asks for all.
const FEW: usize = 3;

/// The ladder, and the same in words.
pub(super) fn ladder(
    bridge: Bridge,
    ladder: &Ladder,
    shows_all: RwSignal<bool>,
) -> impl IntoView + use<> {
    let count = ladder.columns.len();
    let shown = if shows_all.get() { count } else { FEW.min(count) };
    let reasons = ladder.reasons.clone();
    view! {
        {(count > 1).then(|| table(bridge, ladder, shown))}
        {(count > FEW).then(|| more_button(bridge, count, shows_all))}
        <div class="verdict">
            <p>
                <b>{ladder.winner.clone()}</b>
            </p>
            {reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view()}
        </div>
        {ladder
            .set_aside
            .iter()
            .map(|aside| view! { <p class="quiet">{aside.clone()}</p> })
            .collect_view()}
    }
}

fn table(bridge: Bridge, ladder: &Ladder, shown: usize) -> impl IntoView + use<> {
    let heads = ladder.columns[..shown].iter().map(|column| head(bridge, column)).collect_view();
    let rows = ladder.rows.iter().map(|line| row(bridge, line, shown)).collect_view();
    view! {
        <div class="ladder-scroll" tabindex="0" role="group" aria-label=bridge.text("ladder-rule")>
            <table class="ladder" class:is-few=shown <= FEW>
                <thead>
                    <tr>
                        <th scope="col">{bridge.text("ladder-rule")}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head(bridge: Bridge, column: &Column) -> impl IntoView + use<> {
    let letter = column.node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    let star = column.is_selected.then(|| {
        view! {
            <span aria-hidden="true">{"★ "}</span>
            <span class="only-read">{bridge.text("ladder-selected")}</span>
        }
    });
    let beside = column.is_beside.then(|| {
        view! {
            <span aria-hidden="true">{"= "}</span>
            <span class="only-read">{bridge.text("ladder-beside")}</span>
        }
    });
    let from = column.from.clone();
    let name = match column.router {
        Some(router) => view! {
            <button
                type="button"
                class="link-button"
                on:click=move |_| bridge.send(Intent::Select(Selection::Router(router)))
            >
                {from}
            </button>
        }
        .into_any(),
        None => from.into_any(),
    };
    let leads_to = (!column.leads_to.is_empty()).then(|| {
        view! {
            <small class="leads-to">
                "→ "
                {letter.map(|letter| mark(letter, false))}
                {column.leads_to.clone()}
            </small>
        }
    });
    let network = (!column.network.is_empty())
        .then(|| view! { <small class="of-network">{column.network.clone()}</small> });
    view! {
        <th scope="col" class:is-selected=column.is_selected>
            {star}
            {beside}
            {name}
            {network}
            <small>{column.place.clone()}</small>
            {leads_to}
        </th>
    }
}

fn row(bridge: Bridge, row: &Row, shown: usize) -> impl IntoView + use<> {
    let cells = row.cells[..shown].iter().map(|line| cell(bridge, line)).collect_view();
    let rule = note::term(&row.word.into(), row.rule.clone().into_any());
    view! {
        <tr class:is-used=row.is_used class:is-deciding=row.is_deciding>
            <th scope="row">{row.number}" "{rule}</th>
            {cells}
        </tr>
    }
}

fn cell(bridge: Bridge, cell: &Cell) -> impl IntoView + use<> {
    let value = cell.value.clone();
    let detail = cell.detail.clone().map(|detail| view! { <small>{detail}</small> });
    let (class, shown) = match cell.mark {
        Mark::Kept => ("is-kept", value.into_any()),
        Mark::Idle => ("is-idle", value.into_any()),
        Mark::Won => {
            let won = bridge.text("ladder-won");
            let shown = view! {
                {value}
                " "
                <span aria-hidden="true">{"✓"}</span>
                <span class="only-read">{won}</span>
            };
            ("is-won", shown.into_any())
        }
        Mark::Out => {
            let out = bridge.text("ladder-out");
            ("is-out", view! { <s>{value}</s> " " <span class="out">"✕ "{out}</span> }.into_any())
        }
    };
    view! { <td class=class>{shown} {detail}</td> }
}
