//! The inside of a PoP, folded away on its card: servers, and how they are chosen.

use leptos::prelude::*;

use super::acts::button;
use super::fold::fold;
use crate::app::changes::Aspect;
use crate::app::present::inside::{Inside, ServerRow, inside};
use crate::engine::base::ids::NodeId;
use crate::web::bridge::Bridge;

const FOLLOWED: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Lesson, Aspect::Language];

/// What a card keeps of its inside while it is made again.
#[derive(Clone, Copy)]
pub(super) struct Within {
    model: ReadSignal<Inside>,
    is_open: RwSignal<bool>,
}

impl Within {
    /// Made beside the card.
    pub(super) fn of(bridge: Bridge, node: NodeId) -> Self {
        let model = bridge.calm_memo(FOLLOWED, move |lab| inside(lab, node));
        Self { model, is_open: RwSignal::new(false) }
    }
}

/// Its servers, each with what fails it or brings it back; and how one is chosen.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn within(bridge: Bridge, Within { model, is_open }: Within) -> impl IntoView {
    let servers = Memo::new(move |_| model.with(|it| it.servers.clone()));
    let count = servers.with_untracked(Vec::len);
    // A row each, which stays: what changes in it changes in its place.
    let row = move |n: usize| {
        let now = Memo::new(move |_| servers.with(|all| all.get(n).cloned()));
        move || now.get().map(|it| server(bridge, it))
    };
    let inside = view! {
        <ul class="plain-list servers">
            {(0..count).map(|n| view! { <li>{row(n)}</li> }).collect_view()}
        </ul>
        <p class="quiet">{bridge.text("inside-about")}</p>
        {move || choice(bridge, &model.get())}
    };
    let brief = move || model.with(|it| it.brief.clone());
    let title = view! { {bridge.text("inside-title")} " · " {brief} };
    fold(is_open, "inside", title, String::new(), inside)
}

fn server(bridge: Bridge, row: ServerRow) -> impl IntoView {
    view! {
        <span>
            {row.name}
            " "
            <span class="quiet">{row.state}</span>
        </span>
        {button(bridge, row.switch)}
    }
}

/// How a server is chosen; nothing where there is one only.
fn choice(bridge: Bridge, model: &Inside) -> Option<impl IntoView + use<>> {
    let buttons = model.balancers.iter().cloned().map(|it| button(bridge, it)).collect_view();
    let per_packet = model.per_packet.clone().map(|it| button(bridge, it));
    let about = model.about.clone();
    (!model.balancers.is_empty()).then(|| {
        view! {
            <h3 id="inside-choice">{bridge.text("inside-choice")}</h3>
            <div class="actions" role="group" aria-labelledby="inside-choice">
                {buttons}
                {per_packet}
            </div>
            <p class="quiet">{about}</p>
        }
    })
}
