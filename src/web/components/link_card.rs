//! The card of a link.

use leptos::prelude::*;

use super::acts::{acts, going_on};
use super::inspector::{INSPECTED, card_head, select_button};
use crate::app::intent::Intent;
use crate::app::present::link::card;
use crate::app::selection::Selection;
use crate::engine::base::ids::LinkId;
use crate::engine::sim::command::Command;
use crate::web::bridge::Bridge;

/// The card of `link`.
pub(super) fn link_card(bridge: Bridge, link: LinkId) -> impl IntoView {
    let model = bridge.calm_memo(INSPECTED, move |lab| card(lab, link));
    let shows_acts = RwSignal::new(false);
    move || {
        let card = model.get();
        let slug = card.slug.clone();
        let (label, command) = if card.is_up {
            ("link-fail", Command::FailLink { link: slug })
        } else {
            ("link-restore", Command::RestoreLink { link: slug })
        };
        let is_allowed = bridge.allows(command.clone());
        let delay = crate::say!(bridge.lang(), "link-delay", delay = card.delay.as_str());
        let end = move |(router, name)| {
            view! { <li>{select_button(bridge, Selection::Router(router), name)}</li> }
        };
        view! {
            <article class="card">
                {card_head(bridge, bridge.text("link-kind"), card.title, ())}
                <p class="card-state">{card.state}</p>
                <ul class="plain-list">{card.ends.map(end).collect_view()}</ul>
                <p class="quiet">{card.relation}" "{delay}</p>
                {going_on(card.deviations.now)}
                <div class="actions">
                    <button
                        type="button"
                        class="is-primary"
                        data-act="fail"
                        disabled=move || !is_allowed.get()
                        on:click=move |_| bridge.send(Intent::Do(command.clone()))
                    >
                        {bridge.text(label)}
                    </button>
                </div>
                {acts(bridge, card.deviations.acts, shows_acts)}
            </article>
        }
    }
}
