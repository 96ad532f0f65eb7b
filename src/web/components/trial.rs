//! Trying a lesson of one's own: its folder or files are dropped onto the page, or chosen. They are
//! read here, and go nowhere.

use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{DragEvent, HtmlInputElement};

use super::close_button::plain_close_button;
use crate::app::place::Place;
use crate::lesson::dropped::{is_wanted, lesson};
use crate::lesson::json::MAX_FILE_BYTES;
use crate::lesson::problem::{Problem, Problems};
use crate::web::bridge::Bridge;
use crate::web::files::{Dropped, Given, has_files, of_list};
use crate::web::{language, lessons, location};

/// What is being tried.
#[derive(Clone, Copy)]
pub(super) struct Trials {
    /// Whether files are dragged over the page.
    is_over: RwSignal<bool>,
    /// What is wrong with what was given.
    problems: RwSignal<Option<Vec<Problem>>>,
    /// Whether drops are listened for.
    is_listening: StoredValue<bool>,
    /// How often the place where one is already was asked for again.
    pub again: RwSignal<u32>,
}

impl Trials {
    /// Nothing is.
    pub fn new() -> Self {
        Self {
            is_over: RwSignal::new(false),
            problems: RwSignal::new(None),
            is_listening: StoredValue::new(false),
            again: RwSignal::new(0),
        }
    }
}

/// Takes whatever lesson is dropped onto the page, from now on.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn listen(trials: Trials) {
    if trials.is_listening.get_value() {
        return;
    }
    trials.is_listening.set_value(true);
    // Where codes are checked, files hold codes.
    let is_here = || !location::fragment().starts_with(&Place::Class.fragment());
    let is_ours =
        move |event: &DragEvent| event.data_transfer().filter(|data| is_here() && has_files(data));
    let over = move |event: DragEvent| {
        if is_ours(&event).is_some() {
            // Else the browser would leave the page and show the file.
            event.prevent_default();
            if !trials.is_over.get_untracked() {
                trials.is_over.set(true);
            }
        }
    };
    let leave = move |event: DragEvent| {
        if event.related_target().is_none() {
            trials.is_over.set(false);
        }
    };
    let drop = move |event: DragEvent| {
        trials.is_over.set(false);
        if let Some(data) = is_ours(&event) {
            event.prevent_default();
            let dropped = Dropped::of(&data);
            spawn_local(async move { try_out(trials, dropped.files(is_wanted).await).await });
        }
    };
    let _ = window_event_listener(leptos::ev::dragover, over);
    let _ = window_event_listener(leptos::ev::dragleave, leave);
    let _ = window_event_listener(leptos::ev::drop, drop);
}

/// Opens the lesson in these files, or tells what is wrong with it.
async fn try_out(trials: Trials, given: Vec<Given>) {
    match read(given).await.and_then(lesson) {
        Err(problems) => trials.problems.set(Some(problems)),
        Ok(trial) => {
            trials.problems.set(None);
            let place = Place::Lesson(trial.loaded.lesson.slug.clone()).fragment();
            lessons::try_out(trial);
            if location::fragment() == place {
                trials.again.update(|again| *again = again.wrapping_add(1));
            } else {
                location::go(&place);
            }
        }
    }
}

async fn read(given: Vec<Given>) -> Result<Vec<(String, String)>, Vec<Problem>> {
    let mut texts = Vec::new();
    for one in given.into_iter().filter(|one| is_wanted(&one.path)) {
        let mut problems = Problems::of(one.path.as_str());
        // A length is a whole number, in the browser's way of writing it.
        if one.bytes() > f64::from(u32::try_from(MAX_FILE_BYTES).unwrap_or(u32::MAX)) {
            let message = format!("has {} bytes; at most {MAX_FILE_BYTES}", one.bytes());
            problems.add("file", message);
            return Err(problems.into_list());
        }
        let Some(text) = one.text().await else {
            problems.add("file", "cannot be read");
            return Err(problems.into_list());
        };
        texts.push((one.path, text));
    }
    Ok(texts)
}

/// Above the page: where to drop, and what was wrong with what was dropped.
pub(super) fn overlay(trials: Trials) -> impl IntoView {
    let over = move || {
        trials.is_over.get().then(|| {
            let said = crate::say!(language::initial(), "trial-drop");
            view! { <div class="drop-here">{said}</div> }
        })
    };
    let wrong = move || trials.problems.get().map(|problems| card(trials, &problems));
    (over, wrong)
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn card(trials: Trials, problems: &[Problem]) -> impl IntoView + use<> {
    let lang = language::initial();
    let node: NodeRef<Dialog> = NodeRef::new();
    node.on_load(|dialog| {
        // Only an element that is not in the document refuses, and this one is about to be.
        request_animation_frame(move || drop(dialog.show_modal()));
    });
    let close = move || trials.problems.set(None);
    let closing = Signal::derive(move || crate::say!(lang, "dialog-close"));
    let line = |problem: &Problem| {
        let place = if problem.place == "file" {
            problem.file.clone()
        } else {
            format!("{}: {}", problem.file, problem.place)
        };
        view! { <li><code>{place}</code>": "{problem.message.clone()}</li> }
    };
    view! {
        <dialog
            class="dialog"
            id="trial"
            node_ref=node
            lang=lang.html_tag()
            aria-labelledby="trial-title"
            on:close=move |_| close()
            on:keydown=|event| event.stop_propagation()
        >
            <div class="dialog-card">
                <header class="card-head">
                    <h2 id="trial-title">{crate::say!(lang, "trial-wrong")}</h2>
                    {plain_close_button(closing, close)}
                </header>
                <div class="broken">
                    <ul>{problems.iter().map(line).collect_view()}</ul>
                </div>
                <p class="quiet">{crate::say!(lang, "trial-again")}</p>
            </div>
        </dialog>
    }
}

/// How to try a lesson, and the buttons for who does not drag.
pub(super) fn invitation(bridge: Bridge) -> impl IntoView {
    let trials = use_context::<Trials>();
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let given = input.files().map(|list| of_list(&list)).unwrap_or_default();
        // The same files once more, mended, are to be a change, too.
        input.set_value("");
        if let Some(trials) = trials {
            spawn_local(try_out(trials, given));
        }
    };
    let folder: NodeRef<Input> = NodeRef::new();
    folder.on_load(|input| {
        // Where it is unknown, the button chooses files like the other one.
        let _ = input.set_attribute("webkitdirectory", "");
    });
    view! {
        <details class="fold trial">
            <summary>
                <b>{bridge.text("trial-title")}</b>
            </summary>
            <p>{bridge.text("trial-about")}</p>
            <p class="actions">
                <label class="button picks-files">
                    <input
                        type="file"
                        class="only-read"
                        multiple=true
                        accept=".json,.md"
                        data-act="try-files"
                        on:change=chosen
                    />
                    {bridge.text("trial-files")}
                </label>
                <label class="button picks-files">
                    <input
                        type="file"
                        class="only-read"
                        node_ref=folder
                        data-act="try-folder"
                        on:change=chosen
                    />
                    {bridge.text("trial-folder")}
                </label>
            </p>
        </details>
    }
}
