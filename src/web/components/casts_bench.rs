//! Unicast, broadcast, multicast, anycast: one packet, four sets of receivers.

use leptos::prelude::*;

use super::pick_client::pick_client;
use crate::app::changes::Aspect;
use crate::app::present::casts_bench::{BOX, CastPicture, pictures, senders};
use crate::engine::base::ids::ClientId;
use crate::web::bridge::Bridge;

const ASPECTS: &[Aspect] =
    &[Aspect::Topology, Aspect::Forwarding, Aspect::Catchments, Aspect::Lesson, Aspect::Language];

/// Receivers that are named; of more, how many.
const NAMED: usize = 4;

/// The bench.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn casts_bench(bridge: Bridge) -> impl IntoView {
    let (from, client) = pick_client(bridge, ("sender", "casts-from"), senders);
    let four = move || client.get().map(|client| cards(bridge, client));
    view! {
        <div class="console">
            <p class="quiet">{bridge.text("casts-about")}</p>
            <div class="casts-from">{from}</div>
            <ul class="casts">{four}</ul>
        </div>
    }
}

/// What becomes of a client network's packet, four times.
fn cards(bridge: Bridge, client: ClientId) -> impl IntoView {
    let all = bridge.calm_memo(ASPECTS, move |lab| pictures(lab, client));
    move || all.with(|all| all.iter().map(card).collect_view())
}

fn card(picture: &CastPicture) -> impl IntoView + use<> {
    let card = picture.card.clone();
    let names: Vec<String> = card
        .receivers
        .iter()
        .take(NAMED)
        .map(|receiver| format!("{} ({})", receiver.name, receiver.after))
        .collect();
    let more = card.receivers.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!(" +{more}"));
    view! {
        <li>
            <h3>{card.title.clone()}</h3>
            {drawn(picture)}
            <p>{card.about}</p>
            <p class="quiet">{card.figures}</p>
            <p class="quiet">{names.join(" · ")} {more}</p>
        </li>
    }
}

/// Routers as dots, the links crossed as lines, the sender as a ring, receivers as squares.
fn drawn(picture: &CastPicture) -> impl IntoView + use<> {
    let frame = format!("0 0 {} {}", BOX.0, BOX.1);
    let routers = picture.routers.iter();
    let routers =
        routers.map(|at| view! { <circle class="cast-router" cx=at.x cy=at.y r="1"></circle> });
    let lines = picture.lines.iter().map(|[from, to]| {
        view! { <line class="cast-line" x1=from.x y1=from.y x2=to.x y2=to.y></line> }
    });
    let receivers = picture.receivers.iter().map(|at| {
        let (x, y) = (at.x - 3.5, at.y - 3.5);
        view! { <rect class="cast-receiver" x=x y=y width="7" height="7"></rect> }
    });
    let sender = picture.sender;
    let said = format!("{}: {}", picture.card.title, picture.card.figures);
    view! {
        <svg class="cast" viewBox=frame role="img" aria-label=said>
            {routers.collect_view()}
            {lines.collect_view()}
            {receivers.collect_view()}
            <circle class="cast-sender" cx=sender.x cy=sender.y r="4.5"></circle>
        </svg>
    }
}
