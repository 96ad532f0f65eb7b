//! Time: play, pause, one event, to convergence, speed; and what BGP is doing.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::time_controls::{DONE, lenses, millisecond, redo, speed_slider, start, to_head};
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::lab::Lab;
use crate::app::playback::Speed;
use crate::app::present::transport::{clock, status, undo_label};
use crate::web::bridge::Bridge;

/// What the status line follows.
const STATUS: &[Aspect] =
    &[Aspect::Clock, Aspect::Sessions, Aspect::Lesson, Aspect::Language, Aspect::Branches];

/// The bar under the map.
pub(super) fn transport(bridge: Bridge) -> impl IntoView {
    let time = bridge.memo(&[Aspect::Clock], clock);
    let can_undo = bridge.memo(DONE, Lab::allows_undo);
    let undo = bridge.memo(DONE, undo_label);
    let is_frozen = bridge.is_frozen();
    let is_restart_off = bridge.memo(&[Aspect::Lesson], |lab| !lab.allows_restart());
    view! {
        <section class="transport" lang=bridge.lang_tag() aria-label=bridge.text("transport")>
            <span class="large-only">{start(bridge)}</span>
            {play_button(bridge)}
            {plain_button(bridge, "transport-step", Icon::Step, Intent::StepEvent, is_frozen)}
            <span class="large-only">{millisecond(bridge)}</span>
            {skip_button(bridge)}
            <span class="large-only">{to_head(bridge)}</span>
            {speed(bridge)}
            <output class="clock" aria-label=bridge.text("clock") aria-live="off">
                {time}
            </output>
            {status_line(bridge)}
            <span class="large-only is-below">{speed_slider(bridge)} {lenses(bridge)}</span>
            <span class="transport-history">
                <button
                    type="button"
                    class="transport-undo"
                    title=undo
                    aria-label=undo
                    disabled=move || !can_undo.get()
                    on:click=move |_| bridge.send(Intent::Undo)
                >
                    {icon(Icon::Undo)}
                </button>
                <span class="large-only">{redo(bridge)}</span>
                {plain_button(
                    bridge,
                    "transport-restart",
                    Icon::Restart,
                    Intent::Restart,
                    is_restart_off,
                )}
            </span>
        </section>
    }
}

fn play_button(bridge: Bridge) -> impl IntoView {
    let is_playing = bridge.memo(&[Aspect::Clock], |lab| lab.playback.is_playing);
    let [play, pause] = [bridge.text("transport-play"), bridge.text("transport-pause")];
    let label = Signal::derive(move || if is_playing.get() { pause.get() } else { play.get() });
    let is_frozen = bridge.is_frozen();
    let toggle = move |_| {
        bridge.send(if is_playing.get_untracked() { Intent::Pause } else { Intent::Play });
    };
    view! {
        <button
            type="button"
            class="is-primary transport-play"
            title=label
            aria-label=label
            disabled=is_frozen
            on:click=toggle
        >
            {move || icon(if is_playing.get() { Icon::Pause } else { Icon::Play })}
        </button>
    }
}

/// To convergence; while that takes its time, the same button stops it.
fn skip_button(bridge: Bridge) -> impl IntoView {
    const SHOWN: &[Aspect] = &[Aspect::Clock, Aspect::Sessions];
    let is_there = bridge.memo(SHOWN, |lab| lab.world().is_converged());
    let is_going = bridge.memo(SHOWN, |lab| lab.travel.settling.is_some());
    let is_frozen = bridge.is_frozen();
    let [skip, stop] = [bridge.text("transport-skip"), bridge.text("transport-skip-stop")];
    let label = Signal::derive(move || if is_going.get() { stop.get() } else { skip.get() });
    view! {
        <button
            type="button"
            class="transport-skip"
            title=label
            aria-label=label
            disabled=move || is_there.get() || is_frozen.get()
            on:click=move |_| bridge.send(Intent::SkipToConverged)
        >
            {move || icon(if is_going.get() { Icon::Pause } else { Icon::Skip })}
            <span class="wide-only">{label}</span>
        </button>
    }
}

fn plain_button(
    bridge: Bridge,
    label: &'static str,
    shown: Icon,
    intent: Intent,
    is_off: Memo<bool>,
) -> impl IntoView {
    let label = bridge.text(label);
    view! {
        <button
            type="button"
            title=label
            aria-label=label
            disabled=is_off
            on:click=move |_| bridge.send(intent.clone())
        >
            {icon(shown)}
        </button>
    }
}

fn speed(bridge: Bridge) -> impl IntoView {
    let rank = bridge.memo(&[Aspect::Clock], |lab| lab.playback.speed.rank());
    let choose = move |event: leptos::ev::Event| {
        if let Ok(rank) = event_target_value(&event).parse() {
            bridge.send(Intent::SetSpeed(Speed::at_rank(rank)));
        }
    };
    let option = move |speed: Speed| {
        let value = speed.rank();
        view! {
            <option value=value.to_string() selected=move || rank.get() == value>
                {speed.label()}
            </option>
        }
    };
    view! {
        <select
            class="speed"
            title=bridge.text("transport-speed")
            aria-label=bridge.text("transport-speed")
            prop:value=move || rank.get().to_string()
            on:change=choose
        >
            {Speed::all().map(option).collect_view()}
        </select>
    }
}

fn status_line(bridge: Bridge) -> impl IntoView {
    let status = bridge.memo(STATUS, status);
    view! {
        <p class="status" class:is-busy=move || !status.with(|status| status.is_converged)>
            {move || status.with(|status| status.sentence.clone())}
        </p>
    }
}
