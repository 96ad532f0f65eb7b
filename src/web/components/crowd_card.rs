//! The card of client networks that share a mark on the map.

use leptos::prelude::*;

use super::inspector::{INSPECTED, card_head};
use super::twin::client_row;
use crate::app::intent::Intent;
use crate::app::present::crowd::{CrowdCard, card, nearer};
use crate::app::present::twin::ClientRow;
use crate::web::bridge::Bridge;

/// The card of the crowd that is selected.
pub(super) fn crowd_card(bridge: Bridge) -> impl IntoView {
    let model = bridge.calm_memo(INSPECTED, card);
    move || model.get().map(|card| shown(bridge, card))
}

fn shown(bridge: Bridge, card: CrowdCard) -> impl IntoView {
    let heading = |id| view! { <th scope="col">{bridge.text(id)}</th> };
    let row = |row: ClientRow| client_row(bridge, row.client, Signal::stored(row));
    view! {
        <article class="card">
            {card_head(bridge, card.people, card.title, ())}
            <p class="card-state">{bridge.text("crowd-about")}</p>
            <div class="actions">
                <button
                    type="button"
                    data-act="nearer"
                    on:click=move |_| {
                        let view = bridge.with(nearer);
                        bridge.send(Intent::Look(view));
                    }
                >
                    {bridge.text("crowd-nearer")}
                </button>
            </div>
            <table class="twin">
                <thead>
                    <tr>{["column-client", "column-share", "column-served-by"].map(heading)}</tr>
                </thead>
                <tbody>
                    {card.rows.into_iter().map(row).collect_view()}
                </tbody>
            </table>
        </article>
    }
}
