//! Free play recorded as a lesson: its files to save, and a try of it.

use leptos::prelude::*;

use super::dialog::dialog;
use crate::app::changes::Aspect;
use crate::app::place::Place;
use crate::app::recorded_lesson::{Files, Nothing, record as recorded, renamed};
use crate::engine::base::text::Slug;
use crate::lesson::dropped::{Trial, lesson};
use crate::web::bridge::Bridge;
use crate::web::files::save;
use crate::web::{lessons, location};

/// The name that a lesson has until its author gives it another.
const FIRST_NAME: &str = "my-lesson";

/// The button, where there is free play, and its dialog.
pub(super) fn record(bridge: Bridge) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let is_free = bridge.memo(&[Aspect::Lesson], |lab| lab.tutor.is_none());
    view! {
        <Show when=move || is_free.get()>
            <p>
                <button type="button" data-act="record" on:click=move |_| is_open.set(true)>
                    {bridge.text("record-open")}
                </button>
            </p>
        </Show>
        {dialog(bridge, "record", "record-open", is_open, move || form(bridge))}
    }
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn form(bridge: Bridge) -> impl IntoView {
    // What is recorded is what was done when one asked: the world goes on meanwhile.
    match bridge.with(|lab| recorded(lab, &FIRST_NAME.into())) {
        Ok(files) => found(bridge, files).into_any(),
        Err(nothing) => {
            let why = match nothing {
                Nothing::Done => "record-nothing-done",
                Nothing::Changed => "record-nothing-changed",
            };
            view! { <p class="record-nothing">{bridge.text(why)}</p> }.into_any()
        }
    }
}

fn found(bridge: Bridge, files: Files) -> impl IntoView {
    let name = RwSignal::new(FIRST_NAME.to_owned());
    let slug = Memo::new(move |_| {
        let slug = Slug::new(name.get().trim());
        slug.is_well_formed().then_some(slug)
    });
    let is_named = move || slug.get().is_some();
    let files = StoredValue::new(files);
    let all = move || slug.get().map(|slug| files.with_value(|files| renamed(files, &slug)));
    let one = move |place: usize| {
        let file = files.with_value(|files| files[place].0);
        let press = move |_| {
            if let Some(all) = all() {
                let _ = save(all[place].0, &all[place].1);
            }
        };
        view! {
            <button
                type="button"
                data-act=format!("save-{file}")
                disabled=move || !is_named()
                on:click=press
            >
                {file}
            </button>
        }
    };
    let try_it = move |_| {
        let (Some(slug), Some(all)) = (slug.get(), all()) else { return };
        let given = all.map(|(file, text)| (format!("{slug}/{file}"), text)).to_vec();
        if let Ok(trial) = lesson(given) {
            open(trial);
        }
    };
    let problem = move || (!is_named()).then(|| crate::say!(bridge.lang(), "record-slug-bad"));
    view! {
        <p>{bridge.text("record-about")}</p>
        <label class="record-name">
            <span>{bridge.text("record-slug")}</span>
            <input
                type="text"
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                aria-invalid=move || (!is_named()).to_string()
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
            />
        </label>
        <p class="field-problem" role="status">{problem}</p>
        <p class="actions">{[0, 1, 2].map(one).collect_view()}</p>
        <p class="actions">
            <button
                type="button"
                class="is-primary"
                data-act="record-try"
                disabled=move || !is_named()
                on:click=try_it
            >
                {bridge.text("record-try")}
            </button>
        </p>
        <p class="quiet">{bridge.text("record-next")}</p>
    }
}

/// Opens the lesson as one that is tried.
fn open(trial: Trial) {
    let place = Place::Lesson(trial.loaded.lesson.slug.clone()).fragment();
    lessons::try_out(trial);
    location::go(&place);
}
