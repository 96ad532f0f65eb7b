//! The timeline: a slider over lanes of what happened, and a ruler to look closer.

use leptos::prelude::*;

use super::marks::marks;
use super::scrub::{Drag, Scrub};
use super::time_controls::small_controls;
use super::time_more::more;
use crate::app::changes::{Aspect, Changes};
use crate::app::intent::Intent;
use crate::app::present::timeline::{
    Board, Line, PLACES, Pile, Playhead, board, caption, playhead,
};
use crate::app::travel::TimeIntent;
use crate::web::bridge::Bridge;
use crate::web::frame::Painter;

/// What the board shows; it is drawn again a few times a second, not with every frame.
const SHOWN: [Aspect; 7] = [
    Aspect::Branches,
    Aspect::History,
    Aspect::Sessions,
    Aspect::Ribs,
    Aspect::Catchments,
    Aspect::Traffic,
    Aspect::Lesson,
];

/// Time between two drawings while time runs, in milliseconds.
const BEAT_MS: f64 = 250.0;

/// Asks for a model when something changed, a few times a second at most.
#[derive(Clone, Copy)]
pub(super) struct Beat(Trigger);

impl Beat {
    fn start(bridge: Bridge) -> Self {
        let beat = Self(Trigger::new());
        let mut last_ms = 0.0;
        let mut is_due = false;
        bridge.on_paint(move |changes: Changes, now_ms| {
            is_due |= SHOWN.iter().any(|&aspect| changes.has(aspect));
            let is_rare = bridge.with(|lab| !lab.is_moving()) || BEAT_MS <= now_ms - last_ms;
            if is_due && is_rare && bridge.take_turn(false) {
                is_due = false;
                last_ms = now_ms;
                beat.0.notify();
            }
            if is_due { Painter::GoesOn } else { Painter::Rests }
        });
        beat
    }

    /// A model made on the beat, and when the language changes.
    pub(super) fn memo<T>(
        self,
        bridge: Bridge,
        make: impl Fn(&crate::app::lab::Lab) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.0.track();
            bridge.track(Aspect::Language);
            bridge.with(&make)
        })
    }
}

/// The panel; `is_open` if what lies under it is shown, too.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn timeline(bridge: Bridge, is_open: RwSignal<bool>) -> impl IntoView {
    let beat = Beat::start(bridge);
    view! {
        <section
            class="timeline panel"
            data-panel="time"
            lang=bridge.lang_tag()
            aria-label=bridge.text("timeline")
            data-open=move || is_open.get().to_string()
        >
            {small_controls(bridge)}
            {head(bridge, beat, is_open)}
            {tracks(bridge, beat)}
            {more(bridge, beat, is_open)}
        </section>
    }
}

fn head(bridge: Bridge, beat: Beat, is_open: RwSignal<bool>) -> impl IntoView {
    let is_pinned = beat.memo(bridge, |lab| lab.session.pin().is_some());
    let said = beat.memo(bridge, caption);
    let is_zoomed = beat.memo(bridge, |lab| lab.travel.stretch.is_some());
    let zoom = move |label: &'static str, sign: &'static str, intent: TimeIntent| {
        let label = bridge.text(label);
        view! {
            <button
                type="button"
                class="small"
                title=label
                aria-label=label
                on:click=move |_| bridge.send(Intent::Time(intent))
            >
                {sign}
            </button>
        }
    };
    let toggle = move |_| {
        let intent = if is_pinned.get_untracked() { TimeIntent::Unpin } else { TimeIntent::Pin };
        bridge.send(Intent::Time(intent));
    };
    let [pin, off] = [bridge.text("pin-button"), bridge.text("pin-off")];
    view! {
        <div class="timeline-head">
            <button
                type="button"
                class="small"
                title=bridge.text("pin-about")
                on:click=toggle
            >
                {move || if is_pinned.get() { off.get() } else { pin.get() }}
            </button>
            <p class="timeline-said" title=said>{said}</p>
            {zoom("timeline-nearer", "+", TimeIntent::Nearer)}
            {zoom("timeline-farther", "−", TimeIntent::Farther)}
            <button
                type="button"
                class="small"
                disabled=move || !is_zoomed.get()
                on:click=move |_| bridge.send(Intent::Time(TimeIntent::Show(None)))
            >
                {bridge.text("timeline-all")}
            </button>
            <button
                type="button"
                class="small timeline-toggle"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="timeline-more"
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {bridge.text("timeline-more")}
            </button>
        </div>
    }
}

fn tracks(bridge: Bridge, beat: Beat) -> impl IntoView {
    let model = beat.memo(bridge, board);
    let place = bridge
        .memo(&[Aspect::Clock, Aspect::Branches, Aspect::Language, Aspect::History], playhead);
    let part = move |of: fn(&Board) -> Vec<Pile>| Memo::new(move |_| model.with(of));
    let updates = part(|board| board.updates.clone());
    let drops = part(|board| board.drops.clone());
    let flows = part(|board| board.flows.clone());
    let loads = part(|board| board.loads.clone());
    let answers = Memo::new(move |_| model.with(|board| board.answers.clone()));
    let has_flows = Memo::new(move |_| flows.with(|flows| !flows.is_empty()));
    let has_loads = Memo::new(move |_| loads.with(|loads| !loads.is_empty()));
    let lines = Memo::new(move |_| model.with(|board| board.lines.clone()));
    let has_goals = bridge.memo(&[Aspect::Lesson], |lab| lab.tutor.is_some());
    let has_lines = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let name = move |id: &'static str, about: Option<&'static str>| {
        let title = about.map(|about| bridge.text(about));
        view! { <span class="lane-name" title=title>{bridge.text(id)}</span> }
    };
    let scrub = Scrub::new(bridge);
    view! {
        <div class="timeline-tracks" class:has-goals=has_goals class:has-lines=has_lines>
            <div class="lane-names" aria-hidden="true">
                <Show when=move || has_lines.get()>{name("lane-branches", None)}</Show>
                {name("lane-updates", Some("lane-updates-about"))}
                {name("lane-packets", Some("lane-packets-about"))}
                <Show when=move || has_flows.get()>
                    {name("lane-sessions", Some("lane-sessions-about"))}
                </Show>
                <Show when=move || has_loads.get()>
                    {name("lane-load", Some("lane-load-about"))}
                </Show>
                <Show when=move || has_goals.get()>{name("lane-goals", None)}</Show>
            </div>
            <div class="timeline-plot">
                {ruler(&scrub, model)}
                <div class="lanes" aria-hidden="true">
                    <Show when=move || has_lines.get()>
                        {move || branch_lines(&lines.get())}
                    </Show>
                    <div class="lane">{piles(updates, triangles)}</div>
                    <div class="lane">{move || area(&answers.get())} {piles(drops, cross)}</div>
                    <Show when=move || has_flows.get()>
                        <div class="lane">{piles(flows, ends)}</div>
                    </Show>
                    <Show when=move || has_loads.get()>
                        <div class="lane">{piles(loads, overflows)}</div>
                    </Show>
                    <Show when=move || has_goals.get()>
                        <div class="lane">{""}</div>
                    </Show>
                </div>
                {slider(bridge, &scrub, place)}
                {marks(bridge, beat)}
            </div>
        </div>
    }
}

/// Round times; who drags along them looks closer.
fn ruler(scrub: &Scrub, model: Memo<Board>) -> impl IntoView + use<> {
    let scrub = *scrub;
    let ticks = Memo::new(move |_| model.with(|board| board.ticks.clone()));
    let brush = scrub.brush();
    let shown = move |tick: crate::app::present::timeline::Tick| {
        let left = percent(tick.place);
        view! { <span class="tick" style:left=left>{tick.label}</span> }
    };
    let brushed = move || {
        brush.get().map(|(from, to)| {
            let (left, width) = (percent(from.min(to)), percent((to - from).abs()));
            view! { <span class="brush" style:left=left style:width=width>{""}</span> }
        })
    };
    view! {
        <div
            class="ruler"
            aria-hidden="true"
            on:pointerdown=move |event| scrub.press(&event, Drag::Brush)
            on:pointermove=move |event| scrub.drag(&event)
            on:pointerup=move |event| scrub.release(&event)
            on:pointercancel=move |_| scrub.cancel()
            on:dblclick=move |_| scrub.show_all()
        >
            {move || ticks.get().into_iter().map(shown).collect_view()}
            {brushed}
        </div>
    }
}

fn slider(bridge: Bridge, scrub: &Scrub, place: Memo<Playhead>) -> impl IntoView + use<> {
    let scrub = *scrub;
    let left = Memo::new(move |_| place.with(|it| it.place));
    let head = Memo::new(move |_| place.with(|it| it.head.clamp(0.0, 1_000.0)));
    view! {
        <div
            class="timeline-slider"
            role="slider"
            tabindex="0"
            aria-label=bridge.text("timeline-slider")
            aria-orientation="horizontal"
            aria-valuemin="0"
            aria-valuemax=move || place.with(|it| it.max_ms)
            aria-valuenow=move || place.with(|it| it.value_ms)
            aria-valuetext=move || place.with(|it| it.words.clone())
            on:pointerdown=move |event| scrub.press(&event, Drag::Playhead)
            on:pointermove=move |event| scrub.drag(&event)
            on:pointerup=move |event| scrub.release(&event)
            on:pointercancel=move |_| scrub.cancel()
            on:dblclick=move |_| scrub.show_all()
            on:keydown=move |event| scrub.key(&event)
        >
            <span class="unlived" style:left=move || percent(head.get())>{""}</span>
            <span
                class="playhead"
                class:is-live=move || place.with(|it| it.is_live)
                class:is-out=move || !(0.0..=1_000.0).contains(&left.get())
                style:left=move || percent(left.get().clamp(0.0, 1_000.0))
            >
                {""}
            </span>
        </div>
    }
}

/// A packet that was dropped.
const CROSS: &str = "M1 1 9 9M9 1 1 9";
/// A PoP that overflows, or no longer does.
const SQUARE: &str = "M1 1H9V9H1Z";

/// As CSS says it.
pub(super) fn percent(place: f64) -> String {
    format!("{:.2}%", place / 10.0)
}

/// What happened, place by place. Of sixty places, one or two change on a beat: the others stay.
fn piles<V: IntoView + 'static>(piles: Memo<Vec<Pile>>, shown: fn(&Pile) -> V) -> impl IntoView {
    let key = |pile: &Pile| (pile.place.to_bits(), side(pile.up, 6.0), side(pile.down, 6.0));
    view! { <For each=move || piles.get() key=key children=move |pile| shown(&pile) /> }
}

/// How large a pile is drawn: by the logarithm of its height, so that one is seen beside a
/// thousand. Nothing, if it is none.
fn side(count: u32, least: f64) -> Option<String> {
    let size = (f64::from(count).ln_1p() / 7.0).clamp(0.25, 1.0);
    (count > 0).then(|| format!("{:.1}px", least + 5.0 * size))
}

/// A mark as large as its count, in a box of ten by ten; none of nothing.
fn heap(count: u32, path: &'static str, class: &'static str) -> Option<impl IntoView> {
    side(count, 6.0).map(|side| {
        view! {
            <svg class=class viewBox="0 0 10 10" style:width=side.clone() style:height=side>
                <path d=path></path>
            </svg>
        }
    })
}

fn triangles(pile: &Pile) -> impl IntoView + use<> {
    view! {
        <span class="pile" style:left=percent(pile.place)>
            {heap(pile.up, "M5 1 9.4 9H.6Z", "is-up")}
            {heap(pile.down, "M5 9 9.4 1H.6Z", "is-down")}
        </span>
    }
}

fn cross(pile: &Pile) -> impl IntoView + use<> {
    let side = side(pile.up, 7.0);
    view! {
        <span class="pile is-drop" style:left=percent(pile.place)>
            <svg viewBox="0 0 10 10" style:width=side.clone() style:height=side>
                <path d=CROSS></path>
            </svg>
        </span>
    }
}

/// Sessions: a ring for those that opened, a cross for those that were lost.
fn ends(pile: &Pile) -> impl IntoView + use<> {
    view! {
        <span class="pile is-drop" style:left=percent(pile.place)>
            {heap(pile.up, "M9 5A4 4 0 1 1 1 5A4 4 0 1 1 9 5Z", "is-up")}
            {heap(pile.down, CROSS, "is-up")}
        </span>
    }
}

/// Load: a full square for nodes that overflow, an empty one for nodes that are relieved.
fn overflows(pile: &Pile) -> impl IntoView + use<> {
    view! {
        <span class="pile" style:left=percent(pile.place)>
            {heap(pile.up, SQUARE, "is-up")}
            {heap(pile.down, SQUARE, "is-down")}
        </span>
    }
}

fn area(parts: &[f64]) -> impl IntoView + use<> {
    (!parts.is_empty()).then(|| {
        let step =
            |(index, part): (usize, &f64)| format!("L{index} {:.2}H{}", 1.0 - part, index + 1);
        let steps: String = parts.iter().enumerate().map(step).collect();
        view! {
            <svg
                class="lane-area"
                viewBox=format!("0 0 {PLACES} 1")
                preserveAspectRatio="none"
            >
                <path d=format!("M0 1{steps}V1Z")></path>
            </svg>
        }
    })
}

/// Every branch a line from where it left to where it ends.
fn branch_lines(lines: &[Line]) -> impl IntoView + use<> {
    let rows = lines.len();
    let middle = |row: usize| 2 * row + 1;
    let one = |line: &Line| {
        let (from_row, row) = (middle(line.from_row), middle(line.row));
        let d = format!("M{:.1} {from_row}V{row}H{:.1}", line.from, line.to);
        view! { <path class:is-current=line.is_current d=d></path> }
    };
    view! {
        <svg
            class="branch-lines"
            viewBox=format!("0 0 1000 {}", 2 * rows)
            preserveAspectRatio="none"
            style:height=format!("{}px", 6 * rows)
        >
            {lines.iter().map(one).collect_view()}
        </svg>
    }
}
