//! The lessons there are, and how far the learner has come in each.

use std::sync::Arc;

use leptos::prelude::*;

use super::prose::prose;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::lesson::load::Loaded;
use crate::lesson::problem::Problem;
use crate::web::bridge::Bridge;
use crate::web::lessons::{Entry, Lessons, remembered};

/// The list; nothing before it has come.
pub(super) fn lesson_list(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    let item = move |entry: Entry| match entry.lesson {
        Ok(loaded) => good(bridge, &entry.slug, &loaded).into_any(),
        Err(problems) => broken(bridge, &entry.slug, &problems).into_any(),
    };
    let list = move |entries: Vec<Entry>| {
        let none = entries.is_empty().then(|| {
            view! { <p class="quiet">{bridge.text("lessons-none")}</p> }
        });
        view! {
            <section class="lesson-list">
                <h2>{bridge.text("lessons-title")}</h2>
                <ol>{entries.into_iter().map(item).collect_view()}</ol>
                {none}
            </section>
        }
    };
    move || lessons.get().map(list)
}

fn good(bridge: Bridge, slug: &Slug, loaded: &Arc<Loaded>) -> impl IntoView + use<> {
    let done = remembered().lessons.remove(slug).unwrap_or_default();
    let is_complete = done.is_complete(&loaded.lesson);
    let label = match (done.done.is_empty(), is_complete) {
        (_, true) => "lesson-again",
        (true, _) => "lesson-begin",
        (false, _) => "lesson-resume",
    };
    let minutes = loaded.lesson.minutes;
    let to = format!("#{}", Place::Lesson(slug.clone()).fragment());
    let loaded = Arc::clone(loaded);
    let words = move || {
        let lang = bridge.lang();
        let prose_here = loaded.prose(lang.tag());
        let title = prose_here.map(|prose| prose.title.clone());
        let summary = prose_here.map(|here| prose(&here.summary));
        let minutes = crate::say!(lang, "lesson-minutes", minutes = minutes);
        let state = is_complete.then(|| format!(" · ✓ {}", crate::say!(lang, "lesson-done")));
        view! {
            <h3>{title}</h3>
            {summary}
            <p class="quiet">{minutes}{state}</p>
        }
    };
    view! {
        <li class="call" data-lesson=slug.to_string()>
            {words}
            <p><a class="button is-primary" href=to>{bridge.text(label)}</a></p>
        </li>
    }
}

/// A broken lesson shows all its problems to its author, and does not hide the others.
fn broken(bridge: Bridge, slug: &Slug, problems: &[Problem]) -> impl IntoView + use<> {
    let line = |problem: &Problem| {
        let place = format!("{}: {}", problem.file, problem.place);
        view! { <li><code>{place}</code>": "{problem.message.clone()}</li> }
    };
    view! {
        <li class="call">
            <h3>{slug.to_string()}": "{bridge.text("lesson-broken")}</h3>
            <p>{bridge.text("lesson-broken-body")}</p>
            <ul>{problems.iter().map(line).collect_view()}</ul>
        </li>
    }
}
