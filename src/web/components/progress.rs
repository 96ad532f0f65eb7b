//! The learner's progress: how much there is, out as a file, and in from one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlInputElement;

use super::dialog::dialog;
use crate::app::i18n::Lang;
use crate::app::present::shelf::{State, state};
use crate::lesson::progress::{MAX_BYTES, Progress, Unreadable, read};
use crate::web::bridge::Bridge;
use crate::web::files::{self, Given, of_list};
use crate::web::lessons::{self, Lessons};
use crate::web::rest;

/// The name that the file is saved under.
const FILE: &str = "anycast-lab-progress.json";

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Saved(bool),
    Added(usize),
    NotKept,
    NotRead,
    Refused(Unreadable),
}

impl Outcome {
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Saved(true) => crate::say!(lang, "progress-saved", file = FILE),
            Self::Saved(false) => crate::say!(lang, "progress-not-saved"),
            Self::Added(count) => crate::say!(lang, "progress-added", count = *count),
            Self::NotKept => crate::say!(lang, "progress-not-kept"),
            Self::NotRead => crate::say!(lang, "progress-unreadable"),
            Self::Refused(Unreadable::TooLarge) => crate::say!(lang, "progress-too-large"),
            Self::Refused(Unreadable::Newer) => crate::say!(lang, "progress-newer"),
            Self::Refused(Unreadable::Damaged(why)) => {
                crate::say!(lang, "progress-damaged", why = why.as_str())
            }
        }
    }
}

/// The button and its dialog.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn progress(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <button
            type="button"
            data-act="progress"
            aria-haspopup="dialog"
            on:click=move |_| rest::then(move || is_open.set(true))
        >
            {bridge.text("progress-title")}
        </button>
        {dialog(bridge, "progress", "progress-title", is_open, move || form(bridge, lessons))}
    }
}

fn form(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    let kept = RwSignal::new(lessons::remembered());
    let outcome = RwSignal::new(None::<Outcome>);
    let sum = move || {
        let (done, of) = kept.with(|kept| done_of(kept, lessons));
        crate::say!(bridge.lang(), "progress-sum", done = done, of = of)
    };
    let save = move |_| {
        let text = lessons::remembered().to_text();
        outcome.set(Some(Outcome::Saved(files::save(FILE, &text))));
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let given = input.files().map(|list| of_list(&list)).unwrap_or_default();
        // The same file once more is to be a change, too.
        input.set_value("");
        let Some(file) = given.into_iter().next() else { return };
        spawn_local(async move {
            outcome.try_set(Some(add(file).await));
            kept.try_set(lessons::remembered());
            // The list behind the dialog counts it as well.
            let shelf = lessons::restocked(lessons.get_untracked()).await;
            lessons.set(Some(shelf));
        });
    };
    let told = move || outcome.get().map(|outcome| outcome.sentence(bridge.lang()));
    view! {
        <p>{sum}</p>
        <p>{bridge.text("progress-about")}</p>
        <p class="actions">
            <button type="button" data-act="progress-save" on:click=save>
                {bridge.text("progress-save")}
            </button>
            <label class="button picks-files">
                <input
                    type="file"
                    class="only-read"
                    accept=".json"
                    data-act="progress-add"
                    on:change=chosen
                />
                {bridge.text("progress-add")}
            </label>
        </p>
        <p role="status">{told}</p>
    }
}

/// How many lessons of the list are done, of how many.
fn done_of(kept: &Progress, lessons: Lessons) -> (usize, usize) {
    lessons.with_untracked(|shelf| {
        let catalog = shelf.as_ref().and_then(|shelf| shelf.catalog.as_ref());
        let all = || catalog.into_iter().flat_map(|catalog| catalog.lessons());
        let is_done = |slug| matches!(state(kept, slug), State::Done { .. });
        (all().filter(|(_, listed)| is_done(&listed.slug)).count(), all().count())
    })
}

async fn add(file: Given) -> Outcome {
    if file.bytes() > f64::from(u32::try_from(MAX_BYTES).unwrap_or(u32::MAX)) {
        return Outcome::Refused(Unreadable::TooLarge);
    }
    let Some(text) = file.text().await else { return Outcome::NotRead };
    match read(&text) {
        Err(why) => Outcome::Refused(why),
        Ok(elsewhere) => lessons::add(elsewhere).map_or(Outcome::NotKept, Outcome::Added),
    }
}
