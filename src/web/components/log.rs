//! What happened, in sentences; and the same for screen readers, sparingly.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::lens::lens;
use super::record::record;
use super::run::run;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::news::{Line, Tone, announcement, lines};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// How long a screen reader has for a message before the next, in milliseconds.
const BETWEEN_MESSAGES_MS: u32 = 900;

/// The log, newest first.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn log(bridge: Bridge) -> impl IntoView {
    let bridge = bridge.part();
    let all = bridge.calm_memo(&[Aspect::History, Aspect::Lesson, Aspect::Language], lines);
    let is_empty = move || all.with(Vec::is_empty);
    view! {
        <section
            class="log panel"
            data-panel="log"
            lang=bridge.lang_tag()
            aria-label=bridge.text("log-and-lens")
        >
            {lens(bridge)}
            <div class="log-words">
                <h2 id="log-title">{bridge.text("log-title")}</h2>
                <Show when=is_empty>
                    <p class="quiet">{bridge.text("log-empty")}</p>
                </Show>
                <ol class="log-lines" aria-labelledby="log-title">
                    <For
                        each=move || all.get()
                        key=|line| (line.number, line.sentence.clone())
                        children=move |entry| line(bridge, entry)
                    />
                </ol>
                {run(bridge)}
                {record(bridge)}
            </div>
        </section>
    }
}

fn line(bridge: Bridge, line: Line) -> impl IntoView {
    let tone = match line.tone {
        Tone::Deed => "is-deed",
        Tone::Effect => "is-effect",
        Tone::Trouble => "is-trouble",
        Tone::Rest => "is-rest",
    };
    let why = line.client.map(|client| {
        let words = bridge.text("news-why");
        // Beside a dozen other such buttons, a screen reader has to say which.
        let label = format!("{} {}", words.get_untracked(), line.sentence);
        let select = Intent::Select(Selection::Client(client));
        view! {
            <button
                type="button"
                class="link-button"
                aria-label=label
                on:click=move |_| bridge.send(select.clone())
            >
                {words}
            </button>
        }
    });
    view! {
        <li class=tone>
            <time>{line.time}</time>
            <span>{line.sentence}" "{why}</span>
        </li>
    }
}

/// What a screen reader is told.
pub(super) fn announcer(bridge: Bridge) -> impl IntoView {
    let message = bridge.memo(&[Aspect::History, Aspect::Language], announcement);
    let said = RwSignal::new(String::new());
    let waiting = StoredValue::new_local(None::<Timeout>);
    // A wave of UPDATEs changes the message many times a second; speech cannot. While the
    // timer runs, only the latest is kept.
    Effect::new(move || {
        message.track();
        if waiting.with_value(Option::is_none) {
            let speak = move || {
                waiting.set_value(None);
                said.set(message.get_untracked());
            };
            waiting.set_value(Some(Timeout::new(BETWEEN_MESSAGES_MS, speak)));
        }
    });
    view! {
        <div class="only-read" role="status" aria-live="polite">
            {said}
        </div>
    }
}
