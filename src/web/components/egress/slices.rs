//! Ports: a bar for each server, towards one destination and towards another.

use leptos::prelude::*;

use super::pick::pick;
use super::{Looked, NAMED, TIMED, give};
use crate::app::present::egress::scenes::home;
use crate::app::present::egress::slices::{
    Amount, Bar, Look, SOME, Slices, Strip, orders, slices as model_of,
};
use crate::app::present::egress::{destinations, pops, tags};
use crate::engine::base::ids::DestinationId;
use crate::web::bridge::Bridge;
use crate::web::components::part::part;

/// A bar's width with the room beside it, and the height of all, in units of the picture.
const STEP: usize = 8;
const HEIGHT: f64 = 44.0;

/// The part of the bench.
pub(super) fn slices(bridge: Bridge, looked: Looked) -> impl IntoView {
    let home = bridge.with(home);
    let destination = |n: usize| {
        let of = home.map(|home| [home.far, home.other][n]);
        RwSignal::new(of.unwrap_or_else(|| DestinationId::from(n)))
    };
    let to = [destination(0), destination(1)];
    let server = RwSignal::new(0_u8);
    let of_all = RwSignal::new(false);
    let (all_pops, all_tags, all_destinations) =
        (bridge.memo(NAMED, pops), bridge.memo(NAMED, tags), bridge.memo(NAMED, destinations));
    let servers = move || {
        let count = bridge.with(|lab| lab.network().nodes[looked.node.get()].inside.servers);
        (0..count).map(|server| (server, server.to_string())).collect::<Vec<_>>()
    };
    let look = Memo::new(move |_| Look {
        node: looked.node.get(),
        tag: looked.tag.get(),
        server: server.get(),
        to: to.map(|it| it.get()),
    });
    // Another PoP may have fewer servers.
    Effect::new(move |_| {
        if servers().len() <= usize::from(server.get()) {
            server.set(0);
        }
    });
    view! {
        <div class="console-order">
            {pick("slice-pop", bridge.text("egress-pop"), move || all_pops.get(), looked.node)}
            {pick("slice-tag", bridge.text("egress-tag"), move || all_tags.get(), looked.tag)}
            {pick(
                "slice-to",
                bridge.text("egress-towards"),
                move || all_destinations.get(),
                to[0],
            )}
            {pick(
                "slice-other",
                bridge.text("egress-towards-other"),
                move || all_destinations.get(),
                to[1],
            )}
            {pick("slice-server", bridge.text("egress-server"), servers, server)}
            <label class="egress-check">
                <input
                    type="checkbox"
                    data-egress="of-all"
                    prop:checked=move || of_all.get()
                    on:change=move |event| of_all.set(event_target_checked(&event))
                />
                <span>{bridge.text("egress-all-servers")}</span>
            </label>
        </div>
        {move || shown(bridge, look.get(), (server, of_all))}
    }
}

fn shown(
    bridge: Bridge,
    look: Look,
    (server, of_all): (RwSignal<u8>, RwSignal<bool>),
) -> impl IntoView {
    let model = bridge.calm_memo(TIMED, move |lab| model_of(lab, look));
    let arithmetic = part(model, |model| model.arithmetic.clone());
    let has = part(model, |model| model.server.clone());
    let count = model.with_untracked(|model| model.strips.len());
    let one = move |place: usize| {
        let now = part(model, move |model| model.strips.get(place).cloned());
        strip(bridge, (look, place), now, (model, server, of_all))
    };
    let line = |line: String| view! { <p>{line}</p> };
    view! {
        <div class="egress-arithmetic">
            {move || arithmetic.get().into_iter().map(line).collect_view()}
        </div>
        <p class="egress-server">{move || has.get()}</p>
        {(0..count).map(one).collect_view()}
        <p class="egress-legend">
            <span class="is-in-use">{bridge.text("egress-in-use")}</span>
            <span class="is-waiting">{bridge.text("egress-waiting")}</span>
        </p>
    }
}

/// The bars towards a destination, what the server that is looked at still has, and what to do.
fn strip(
    bridge: Bridge,
    (look, place): (Look, usize),
    now: Memo<Option<Strip>>,
    (model, server, of_all): (ReadSignal<Slices>, RwSignal<u8>, RwSignal<bool>),
) -> impl IntoView {
    let text = move |of: fn(&Strip) -> &String| {
        move || now.with(|it| it.as_ref().map(|it| of(it).clone()))
    };
    let is_exhausted = move || now.with(|it| it.as_ref().is_some_and(|it| it.is_exhausted));
    let addresses = part(model, |model| model.addresses.clone());
    let button = move |(amount, act, words): (Amount, &'static str, Signal<String>)| {
        let is_ready = move || {
            let of = |it: &Strip| if amount == Amount::Free { it.can_free } else { it.can_take };
            of_all.get() || now.with(|it| it.as_ref().is_some_and(of))
        };
        let press = move |_| {
            let what = (amount, of_all.get_untracked());
            give(bridge, bridge.with(|lab| orders(lab, look, look.to[place], what)));
        };
        view! {
            <button
                type="button"
                class="small"
                data-act=act
                disabled=move || !is_ready()
                on:click=press
            >
                {words}
            </button>
        }
    };
    let some = Signal::derive(move || crate::say!(bridge.lang(), "egress-take", count = SOME));
    let buttons = [
        (Amount::Some, "take-some", some),
        (Amount::All, "take-all", bridge.text("egress-take-all")),
        (Amount::Free, "free", bridge.text("egress-free")),
    ];
    view! {
        <section class="egress-strip" data-strip=place.to_string()>
            <h3>{text(|it| &it.name)}</h3>
            {move || bars(bridge, now, addresses.get(), (look.server, server))}
            <p class:is-exhausted=is_exhausted data-egress="ports">{text(|it| &it.sentence)}</p>
            <p class="quiet">{text(|it| &it.summary)}</p>
            <div class="actions">{buttons.map(button).collect_view()}</div>
        </section>
    }
}

/// A bar for each server, and below them which share an address. A press looks at that server.
fn bars(
    bridge: Bridge,
    now: Memo<Option<Strip>>,
    addresses: Vec<(String, usize)>,
    (chosen, server): (u8, RwSignal<u8>),
) -> Option<impl IntoView> {
    let Strip { bars, name, .. } = now.get()?;
    let count = bars.len();
    let label = crate::say!(bridge.lang(), "egress-bars", to = name, count = count);
    let one = |(place, bar): (usize, Bar)| {
        let tall = |thousandths: u32| HEIGHT * f64::from(thousandths.min(1_000)) / 1_000.0;
        let (used, waiting) = (tall(bar.in_use), tall(bar.waiting));
        let x = (place * STEP).to_string();
        let number = u8::try_from(place).unwrap_or(u8::MAX);
        view! {
            <g
                class="egress-bar"
                class:is-chosen={number == chosen}
                transform=format!("translate({x} 0)")
                on:click=move |_| server.set(number)
            >
                <rect class="is-room" width="6" height=HEIGHT></rect>
                <rect class="is-waiting" y=HEIGHT - used - waiting width="6" height=waiting></rect>
                <rect class="is-in-use" y=HEIGHT - used width="6" height=used></rect>
            </g>
        }
    };
    let share = |(address, servers): (String, usize)| {
        let grow = servers.to_string();
        view! { <span style:flex-grow=grow>{address}</span> }
    };
    let frame = format!("0 -2 {} {}", count * STEP - 2, HEIGHT + 4.0);
    Some(view! {
        <svg
            class="egress-bars"
            viewBox=frame
            preserveAspectRatio="none"
            role="img"
            aria-label=label
        >
            {bars.into_iter().enumerate().map(one).collect_view()}
        </svg>
        <div class="egress-shared number">{addresses.into_iter().map(share).collect_view()}</div>
    })
}
