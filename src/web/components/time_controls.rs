//! The controls of time beyond the everyday: to the beginning, a millisecond, to the head, put
//! back, the lenses, the speed. In the bar where there is room, else above the timeline.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::app::playback::Speed;
use crate::app::present::transport::{LENSES, redo_label, speed_words};
use crate::app::travel::TimeIntent;
use crate::web::bridge::Bridge;

/// What decides whether a command can be taken or put back.
pub(super) const DONE: &[Aspect] =
    &[Aspect::History, Aspect::Topology, Aspect::Branches, Aspect::Lesson, Aspect::Language];

/// Those that have no place in the bar of a small screen.
pub(super) fn small_controls(bridge: Bridge) -> impl IntoView {
    view! {
        <div class="time-controls" role="group" aria-label=bridge.text("transport")>
            {start(bridge)}
            {millisecond(bridge)}
            {to_head(bridge)}
            {redo(bridge)}
            {speed_slider(bridge)}
            {lenses(bridge)}
        </div>
    }
}

pub(super) fn start(bridge: Bridge) -> impl IntoView {
    let label = bridge.text("transport-start");
    let is_there = bridge.memo(&[Aspect::Clock, Aspect::Branches], |lab| {
        lab.session.shown_time().is_zero() && lab.session.entries() == 0
    });
    view! {
        <button
            type="button"
            class="transport-start"
            title=label
            aria-label=label
            disabled=is_there
            on:click=move |_| bridge.send(Intent::Time(TimeIntent::Start))
        >
            {icon(Icon::Start)}
        </button>
    }
}

pub(super) fn millisecond(bridge: Bridge) -> impl IntoView {
    let label = bridge.text("transport-ms");
    view! {
        <button
            type="button"
            class="transport-ms"
            title=label
            aria-label=label
            disabled=bridge.is_frozen()
            on:click=move |_| bridge.send(Intent::Time(TimeIntent::StepMs))
        >
            {bridge.text("transport-ms-short")}
        </button>
    }
}

pub(super) fn to_head(bridge: Bridge) -> impl IntoView {
    let label = bridge.text("transport-head");
    let is_live = bridge.memo(&[Aspect::Clock, Aspect::Branches], |lab| lab.session.is_live());
    view! {
        <button
            type="button"
            class="transport-head"
            title=label
            aria-label=label
            disabled=is_live
            on:click=move |_| bridge.send(Intent::Time(TimeIntent::Head))
        >
            {icon(Icon::Head)}
            <span>{bridge.text("transport-head-short")}</span>
        </button>
    }
}

pub(super) fn redo(bridge: Bridge) -> impl IntoView {
    let can_redo = bridge.memo(DONE, Lab::allows_redo);
    let label = bridge.memo(DONE, redo_label);
    view! {
        <button
            type="button"
            class="transport-redo"
            title=label
            aria-label=label
            disabled=move || !can_redo.get()
            on:click=move |_| bridge.send(Intent::Time(TimeIntent::Redo))
        >
            <span class="icon-redo">{icon(Icon::Undo)}</span>
        </button>
    }
}

/// From a thousandth to a thousand, on a logarithmic scale.
pub(super) fn speed_slider(bridge: Bridge) -> impl IntoView {
    let speed = bridge.memo(&[Aspect::Clock], |lab| lab.playback.speed);
    let words = bridge.memo(&[Aspect::Clock, Aspect::Language], speed_words);
    let choose = move |event: leptos::ev::Event| {
        if let Ok(rank) = event_target_value(&event).parse() {
            bridge.send(Intent::SetSpeed(Speed::at_rank(rank)));
        }
    };
    view! {
        <label class="speed-slider" title=words>
            <span class="only-read">{bridge.text("transport-speed")}</span>
            <input
                type="range"
                min="0"
                max=Speed::LAST_RANK
                step="1"
                aria-valuetext=words
                prop:value=move || speed.get().rank().to_string()
                on:input=choose
            />
            <output aria-hidden="true">{move || speed.get().label()}</output>
        </label>
    }
}

pub(super) fn lenses(bridge: Bridge) -> impl IntoView {
    let speed = bridge.memo(&[Aspect::Clock], |lab| lab.playback.speed);
    let one = move |(pace, label, about): (crate::lesson::format::Pace, _, _)| {
        view! {
            <button
                type="button"
                class="small"
                title=bridge.text(about)
                aria-pressed=move || (speed.get() == pace.speed()).to_string()
                on:click=move |_| bridge.send(Intent::Time(TimeIntent::Through(pace)))
            >
                {bridge.text(label)}
            </button>
        }
    };
    view! {
        <span class="lenses" role="group" aria-label=bridge.text("transport-lenses")>
            {LENSES.map(one).collect_view()}
        </span>
    }
}
