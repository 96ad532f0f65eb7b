//! The three RIBs of a router: what neighbours tell, what was chosen, what neighbours are told.

use leptos::prelude::*;

use super::fold::fold;
use super::inspector::select_button;
use crate::app::present::rib_card::{InLine, OutLine, RibCard};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// Which of the lists are unfolded: it stays so from one change to the next.
#[derive(Clone, Copy)]
pub(super) struct Unfolded {
    incoming: RwSignal<bool>,
    outgoing: RwSignal<bool>,
}

impl Unfolded {
    /// Both are folded.
    pub(super) fn none() -> Self {
        Self { incoming: RwSignal::new(false), outgoing: RwSignal::new(false) }
    }
}

/// The RIBs.
pub(super) fn rib(bridge: Bridge, card: RibCard, unfolded: Unfolded) -> impl IntoView {
    let incoming = card.incoming.into_iter().map(|line| in_line(bridge, line)).collect_view();
    let outgoing = card.outgoing.into_iter().map(|line| out_line(bridge, line)).collect_view();
    let best = card.best.unwrap_or_else(|| crate::say!(bridge.lang(), "rib-none"));
    view! {
        {fold(
            unfolded.incoming,
            "adj-rib-in",
            bridge.text("rib-in"),
            card.in_brief,
            view! { <ul class="rib">{incoming}</ul> },
        )}
        <section class="fold" data-fold="loc-rib">
            <h3>{bridge.text("rib-loc")}</h3>
            <p class="rib-attributes">{best}</p>
        </section>
        {fold(
            unfolded.outgoing,
            "adj-rib-out",
            bridge.text("rib-out"),
            card.out_brief,
            view! {
                <ul class="rib">{outgoing}</ul>
                {card.untold.map(|untold| view! { <p class="quiet">{untold}</p> })}
            },
        )}
    }
}

fn in_line(bridge: Bridge, line: InLine) -> impl IntoView {
    let after = if line.is_refused { "rib-refused" } else { "rib-after" };
    let star = line.is_best.then(|| {
        view! {
            <span aria-hidden="true">{"★ "}</span>
            <span class="only-read">{bridge.text("ladder-selected")}</span>
        }
    });
    view! {
        <li class:is-refused=line.is_refused>
            <p>
                {star}
                {select_button(bridge, Selection::Router(line.router), line.name)}
                " "
                <span class="quiet">{line.relation}</span>
            </p>
            <dl>
                <dt>{bridge.text("rib-before")}</dt>
                <dd class="rib-attributes">{line.received}</dd>
                <dt>{bridge.text(after)}</dt>
                <dd class:rib-attributes=!line.is_refused>{line.after.join(", ")}</dd>
            </dl>
        </li>
    }
}

fn out_line(bridge: Bridge, line: OutLine) -> impl IntoView {
    let told = line.told.map(|told| {
        view! {
            <dt>{bridge.text("rib-told")}</dt>
            <dd class="rib-attributes">{told}</dd>
        }
    });
    view! {
        <li>
            <p>
                {select_button(bridge, Selection::Router(line.router), line.name)}
                " "
                <span class="quiet">{line.relation}</span>
            </p>
            <dl>{told}</dl>
            {line.held.map(|held| view! { <p class="rib-held">{held}</p> })}
        </li>
    }
}
