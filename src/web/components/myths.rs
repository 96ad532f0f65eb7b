//! A chapter of sentences to be tried: each a card, with a stamp once the learner has tried it.

use leptos::prelude::*;

use crate::app::present::shelf::{Row, State};
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;

/// The grid of sentences; `problems` tells what is wrong with one.
pub(super) fn myths(
    bridge: Bridge,
    rows: &[Row],
    problems: &dyn Fn(&Slug) -> Option<AnyView>,
) -> impl IntoView + use<> {
    let cards = rows.iter().map(|row| card(bridge, row, problems(&row.slug))).collect_view();
    view! {
        <p class="quiet">{bridge.text("myths-about")}</p>
        <ul class="myths">{cards}</ul>
    }
}

fn card(bridge: Bridge, row: &Row, problems: Option<AnyView>) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let said = match row.state {
        State::New => crate::say!(lang, "lesson-minutes", minutes = row.minutes),
        State::Begun { .. } => crate::say!(lang, "myth-begun"),
        State::Done { .. } => crate::say!(lang, "myth-tried"),
    };
    let is_done = matches!(row.state, State::Done { .. });
    view! {
        <li class:is-done=is_done class:is-next=row.is_next data-lesson=row.slug.to_string()>
            <a href=row.to.clone()>
                {crate::say!(lang, "lesson-quoted", title = row.title.as_str())}
            </a>
            <span class=if is_done { "stamp" } else { "quiet" }>{said}</span>
            {problems}
        </li>
    }
}
