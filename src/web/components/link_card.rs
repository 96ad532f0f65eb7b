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
        let (state, label, command) = if card.is_up {
            ("link-up", "link-fail", Command::FailLink { link: slug })
        } else {
            ("link-down", "link-restore", Command::RestoreLink { link: slug })
        };
        let delay = crate::say!(bridge.lang(), "link-delay", delay = card.delay.as_str());
        let end = move |(router, name)| {
            view! { <li>{select_button(bridge, Selection::Router(router), name)}</li> }
        };
        view! {
            <article class="card">
                {card_head(bridge, bridge.text("link-kind"), bridge.text(state), ())}
                <ul class="plain-list">{card.ends.map(end).collect_view()}</ul>
                <p class="card-state">{card.relation}" "{delay}</p>
                {going_on(card.deviations.now)}
                <div class="actions">
                    <button
                        type="button"
                        class="is-primary"
                        data-act="fail"
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
