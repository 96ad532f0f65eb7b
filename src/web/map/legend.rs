//! The key to the marks: pointing at an entry finds its things on the map.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::changes::Aspect;
use crate::app::present::flood_console::has_rates;
use crate::app::present::sessions::has_errands;
use crate::scene::layers::Highlight;
use crate::web::bridge::Bridge;
use crate::web::rest;

/// An entry: its words, how its mark is drawn and in which class, and what it points out.
type Entry = (&'static str, &'static str, &'static str, Option<Highlight>);

const DISC: &str = "M11.6 8A3.6 3.6 0 1 1 4.4 8A3.6 3.6 0 1 1 11.6 8Z";
const HEXAGON: &str = "M13 8 10.5 12.3H5.5L3 8 5.5 3.7H10.5Z";
const MARKS: [Entry; 6] = [
    ("map-legend-node", "M8 2.5 13.5 8 8 13.5 2.5 8Z", "is-node", Some(Highlight::Nodes)),
    ("map-legend-bar", "M1 5.5H15V10.5H1ZM5.6 5.5V10.5", "is-bar", Some(Highlight::Nodes)),
    (
        "map-legend-client",
        "M13 8A5 5 0 1 1 3 8A5 5 0 1 1 13 8Z",
        "is-client",
        Some(Highlight::Clients),
    ),
    (
        "map-legend-pie",
        "M8 8V2.5A5.5 5.5 0 1 1 3.2 10.7ZM8 8 3.2 10.7A5.5 5.5 0 0 1 8 2.5Z",
        "is-pie",
        Some(Highlight::Clients),
    ),
    ("map-legend-way", "M1 11Q8 3 15 7", "is-way", Some(Highlight::Ways)),
    ("map-legend-ghost", "M1 11Q8 3 15 7", "is-ghost", None),
];
const MOVERS: [Entry; 6] = [
    ("map-legend-announce", "M8 3.5 12.8 12H3.2Z", "is-announce", Some(Highlight::Announcements)),
    ("map-legend-replace", "M8 4 12.4 11.8H3.6Z", "is-replace", Some(Highlight::Replacements)),
    ("map-legend-withdraw", "M8 12.5 3.2 4H12.8Z", "is-withdraw", Some(Highlight::Withdrawals)),
    ("map-legend-query", DISC, "is-query", Some(Highlight::Queries)),
    ("map-legend-answer", DISC, "is-answer", Some(Highlight::Answers)),
    (
        "map-legend-router",
        "M11 8A3 3 0 1 1 5 8A3 3 0 1 1 11 8Z",
        "is-router",
        Some(Highlight::Routers),
    ),
];
/// Where rates are known, a bar shows them; and floods are ribbons.
const LOAD: Entry =
    ("map-legend-load", "M1 5.5H15V10.5H1ZM11.5 5.5V10.5", "is-bar", Some(Highlight::Nodes));
/// Of a client network that is selected.
const BACK: Entry = ("map-legend-back", "M1 11Q8 3 15 7", "is-back", None);
const FLOOD: Entry = ("map-legend-flood", "M1 8H15", "is-flood", None);
/// Packets of sessions and probes, while there are any.
const ERRANDS: [Entry; 7] = [
    ("map-legend-opening", "M13 8 4.5 12.9V3.1Z", "is-answer", None),
    ("map-legend-data", DISC, "is-query", None),
    ("map-legend-acknowledgment", DISC, "is-answer", None),
    ("map-legend-reset", "M4 4 12 12M12 4 4 12", "is-answer", None),
    ("map-legend-flow-query", "M8 3 13 8 8 13 3 8Z", "is-query", Some(Highlight::Queries)),
    ("map-legend-flow-answer", "M8 3 13 8 8 13 3 8Z", "is-answer", Some(Highlight::Answers)),
    ("map-legend-icmp", "M4 4H12V12H4Z", "is-answer", None),
];
/// Where servers open connections.
const EGRESS: [Entry; 11] = [
    ("map-legend-backbone", "M1 8H15", "is-backbone", Some(Highlight::Backbone)),
    ("map-legend-site", "M3.5 3.5H12.5V12.5H3.5Z", "is-site", None),
    ("map-legend-there", "M1 11Q8 3 15 7", "is-there", None),
    ("map-legend-reply", "M1 11Q8 3 15 7", "is-back", None),
    ("map-legend-carried", "M1 9.6Q8 1.6 15 5.6M1 13Q8 5 15 9", "is-carried", None),
    (
        "map-legend-tunnel",
        "M1 8.5Q8 .5 15 4.5M1 14.5Q8 6.5 15 10.5M2 11h.01M5 8.7h.01M8 7.4h.01M11 7h.01M14 7.4h.01",
        "is-carried",
        None,
    ),
    (
        "map-legend-home",
        "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8ZM5 8.2 7.2 10.6 11 5.6",
        "is-answer",
        None,
    ),
    (
        "map-legend-died",
        "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8ZM5.6 5.6 10.4 10.4M10.4 5.6 5.6 10.4",
        "is-answer",
        None,
    ),
    ("map-legend-asking", HEXAGON, "is-query", Some(Highlight::Queries)),
    ("map-legend-replying", HEXAGON, "is-answer", Some(Highlight::Answers)),
    (
        "map-legend-carried-packet",
        "M14.5 8 11.2 13.7H4.8L1.5 8 4.8 2.3H11.2ZM11 8 9.5 10.6H6.5L5 8 6.5 5.4H9.5Z",
        "is-answer",
        Some(Highlight::Answers),
    ),
];
const RELATIONS: [Entry; 3] = [
    (
        "map-legend-provider",
        "M1 8H15M6.5 4.8 10.5 8 6.5 11.2Z",
        "is-provider",
        Some(Highlight::Providers),
    ),
    ("map-legend-peer", "M1 6.4H15M1 9.6H15", "is-peer", Some(Highlight::Peers)),
    ("map-legend-internal", "M1 8H15", "is-internal", Some(Highlight::Internal)),
];
const SESSIONS: [Entry; 1] =
    [("map-legend-session", "M1 8H15", "is-session", Some(Highlight::Sessions))];

/// What the marks mean.
#[component]
pub fn Legend(
    /// The way to the lab.
    bridge: Bridge,
    /// What is pointed out.
    highlight: RwSignal<Option<Highlight>>,
) -> impl IntoView {
    // The first view fills the window: the key would lie over it.
    let is_open = RwSignal::new(false);
    let is_near = bridge.memo(&[Aspect::Viewport], |lab| lab.viewport.zoom() > 1.2);
    Effect::new(move |_| {
        if is_near.get() {
            is_open.set(false);
            highlight.set(None);
        }
    });
    view! {
        <details
            class="map-panel map-legend"
            prop:open=move || is_open.get()
            on:toggle=move |event| {
                let wanted = is_details_open(&event);
                rest::then(move || is_open.set(wanted));
            }
        >
            <summary>{bridge.text("map-legend")}</summary>
            {move || is_open.get().then(|| inside(bridge, highlight))}
        </details>
    }
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn inside(bridge: Bridge, highlight: RwSignal<Option<Highlight>>) -> impl IntoView {
    let layers = bridge.memo(&[Aspect::Viewport], |lab| lab.layers);
    let has_rates = bridge.with(has_rates);
    let has_egress = bridge.with(|lab| lab.network().egress.is_some());
    let has_errands = bridge.memo(&[Aspect::History], has_errands);
    let entry = move |entry: Entry| {
        let is_bar = entry.2 == LOAD.2;
        shown(bridge, if is_bar && has_rates { LOAD } else { entry }, highlight)
    };
    view! {
        <ul>
            {MARKS.map(entry).collect_view()}
            {has_egress.then(|| EGRESS.map(entry).collect_view())}
            {MOVERS.map(entry).collect_view()}
            {entry(BACK)}
            {has_rates.then(|| entry(FLOOD))}
            {move || has_errands.get().then(|| ERRANDS.map(entry).collect_view())}
            {move || layers.get().systems.then(|| RELATIONS.map(entry).collect_view())}
            {move || layers.get().sessions.then(|| SESSIONS.map(entry).collect_view())}
        </ul>
        <p>{bridge.text("map-legend-hint")}</p>
    }
}

fn shown(
    bridge: Bridge,
    (id, path, class, points_out): Entry,
    highlight: RwSignal<Option<Highlight>>,
) -> impl IntoView {
    let mark = view! {
        <svg viewBox="0 0 16 16" class=class aria-hidden="true" focusable="false">
            <path d=path />
        </svg>
    };
    let Some(meant) = points_out else {
        return view! { <li><span class="map-entry">{mark}{bridge.text(id)}</span></li> }
            .into_any();
    };
    let is_held = move || highlight.get() == Some(meant);
    // Touching or clicking holds what pointing only shows for a moment.
    view! {
        <li>
            <button
                type="button"
                class="map-entry"
                aria-pressed=move || is_held().to_string()
                on:pointerenter=move |event| {
                    if event.pointer_type() == "mouse" {
                        highlight.set(Some(meant));
                    }
                }
                on:pointerleave=move |event| {
                    if event.pointer_type() == "mouse" {
                        highlight.set(None);
                    }
                }
                on:focus=move |_| highlight.set(Some(meant))
                on:blur=move |_| highlight.set(None)
                on:click=move |_| highlight.set(Some(meant))
            >
                {mark}
                {bridge.text(id)}
            </button>
        </li>
    }
    .into_any()
}

fn is_details_open(event: &web_sys::Event) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|details| details.has_attribute("open"))
}
