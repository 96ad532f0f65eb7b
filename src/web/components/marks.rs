//! Marks on the timeline, one tab stop for all: arrows go from one to the next, Enter goes there.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::timeline::{Beat, percent};
use crate::app::intent::Intent;
use crate::app::present::marks::{Kind, Mark, marks as model};
use crate::app::travel::TimeIntent;
use crate::web::bridge::Bridge;

/// Over the lanes.
pub(super) fn marks(bridge: Bridge, beat: Beat) -> impl IntoView {
    let all = beat.memo(bridge, model);
    let current = RwSignal::new(0_usize);
    let group = NodeRef::<leptos::html::Div>::new();
    let key = move |event: KeyboardEvent| {
        let count = group.get_untracked().map_or(0, |group| group.children().length());
        let last = usize::try_from(count).unwrap_or(0).saturating_sub(1);
        let now = current.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (now + 1).min(last),
            "ArrowLeft" | "ArrowUp" => now.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        current.set(next);
        let child = group
            .get_untracked()
            .and_then(|group| group.children().item(u32::try_from(next).unwrap_or(0)));
        if let Some(child) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focus refused leaves it where it was.
            let _ = child.focus();
        }
    };
    let shown = Memo::new(move |_| {
        let within = |mark: &Mark| mark.place <= 1_000.0 && 0.0 <= mark.end;
        all.with(|all| all.iter().filter(|mark| within(mark)).cloned().collect::<Vec<_>>())
    });
    let stop = Memo::new(move |_| current.get().min(shown.with(Vec::len).saturating_sub(1)));
    let views = move || {
        let all = shown.get();
        let room = |index: usize| {
            let mut later = all[index + 1..].iter().filter(|mark| mark.kind == Kind::Command);
            let next = later.next().map_or(1_000.0, |next| next.place);
            (next - all[index].place).max(0.0)
        };
        let one =
            |(index, mark): (usize, &Mark)| one(bridge, stop, current, index, mark, room(index));
        all.iter().enumerate().map(one).collect_view()
    };
    view! {
        <div
            class="timeline-marks"
            role="group"
            aria-label=bridge.text("timeline-marks")
            node_ref=group
            on:keydown=key
        >
            {views}
        </div>
    }
}

fn one(
    bridge: Bridge,
    stop: Memo<usize>,
    current: RwSignal<usize>,
    index: usize,
    mark: &Mark,
    room: f64,
) -> impl IntoView + use<> {
    let class = match mark.kind {
        Kind::Command => "timeline-mark is-command",
        Kind::Updates => "timeline-mark is-updates",
        Kind::Converged => "timeline-mark is-converged",
        Kind::Oscillating => "timeline-mark is-oscillating",
        Kind::Drops => "timeline-mark is-drops",
        Kind::Lost => "timeline-mark is-lost",
        Kind::Overloaded => "timeline-mark is-overloaded",
        Kind::Goal => "timeline-mark is-goal",
        Kind::Predicted => "timeline-mark is-predicted",
    };
    let text = match mark.kind {
        Kind::Command => mark.words.clone(),
        Kind::Goal => "✓".to_owned(),
        Kind::Predicted => "?".to_owned(),
        _ => String::new(),
    };
    let (from, at) = (mark.place.clamp(0.0, 1_000.0), mark.at);
    let width = percent(mark.end.clamp(from, 1_000.0) - from);
    view! {
        <button
            type="button"
            class=class
            class:is-ahead=mark.is_ahead
            title=format!("{} {}", mark.time, mark.words)
            aria-label=format!("{}: {}", mark.time, mark.words)
            tabindex=move || if stop.get() == index { "0" } else { "-1" }
            style:left=percent(from)
            style:width=width
            style:--room=format!("{:.2}cqw", room / 10.0)
            on:focus=move |_| current.set(index)
            on:click=move |_| bridge.send(Intent::Time(TimeIntent::Seek(at)))
        >
            <span>{text}</span>
        </button>
    }
}
