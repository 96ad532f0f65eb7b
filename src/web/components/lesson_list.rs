//! The lessons there are, by chapter, how far the learner has come in each, and the one to do next.

use leptos::prelude::*;

use super::myths::myths;
use super::prose::prose;
use crate::app::i18n::Lang;
use crate::app::place::Place;
use crate::app::present::shelf::{ChapterView, Row, ShelfView, State, next, shelf, state};
use crate::engine::base::text::Slug;
use crate::lesson::problem::Problem;
use crate::lesson::progress::Progress;
use crate::web::bridge::Bridge;
use crate::web::lessons::{Lessons, Shelf, remembered};

/// The list; nothing before it has come.
pub(super) fn lesson_list(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    move || lessons.get().map(|all| list(bridge, all))
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn list(bridge: Bridge, all: Shelf) -> impl IntoView {
    let progress = remembered();
    let none = (all.catalog.is_none() && all.problems.is_empty()).then(|| {
        view! { <p class="quiet">{bridge.text("lessons-none")}</p> }
    });
    let own = (!all.problems.is_empty()).then(|| broken(bridge, &all.problems));
    let shown = move || parts(bridge, &all, &progress);
    view! {
        <section class="lesson-list">
            <h2>{bridge.text("lessons-title")}</h2>
            {none}
            {own}
            {shown}
        </section>
    }
}

/// What is next, and the chapters.
fn parts(bridge: Bridge, all: &Shelf, progress: &Progress) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let catalog = all.catalog.as_ref()?;
    let next = next(catalog, progress, &|slug| all.broken.contains_key(slug));
    let view: ShelfView = shelf(catalog, progress, next.as_ref(), lang);
    let card = view
        .chapters
        .iter()
        .find_map(|chapter| Some((chapter, chapter.rows.iter().find(|row| row.is_next)?)))
        .map(|(chapter, row)| next_card(bridge, all, chapter, row).into_any());
    let is_all_done = card.is_none() && view.chapters.iter().any(|one| !one.rows.is_empty());
    let praise = is_all_done.then(|| {
        view! { <p class="call">{crate::say!(lang, "lessons-all-done")}</p> }
    });
    let chapters = view.chapters.iter().filter(|chapter| !chapter.rows.is_empty());
    let chapters = chapters.map(|one| chapter(bridge, all, one)).collect_view();
    Some((card, praise, chapters))
}

/// The lesson to do next, with what it is about.
fn next_card(
    bridge: Bridge,
    all: &Shelf,
    chapter: &ChapterView,
    row: &Row,
) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let title = if chapter.is_of_myths() {
        crate::say!(lang, "lesson-next-myth")
    } else {
        crate::say!(lang, "lesson-next-up", number = row.number)
    };
    let label = match row.state {
        State::Begun { .. } => "lesson-resume",
        _ => "lesson-begin",
    };
    let loaded = all.next.as_ref().filter(|(slug, _)| *slug == row.slug).map(|(_, loaded)| loaded);
    let summary = loaded.and_then(|loaded| Some(prose(&loaded.prose(lang.tag())?.summary)));
    view! {
        <div class="call lesson-next" data-next=row.slug.to_string()>
            <h3>{title}</h3>
            <p class="call-question">{row.title.clone()}</p>
            <div class="prose">{summary}</div>
            <p class="quiet">{about(lang, row)}</p>
            <p>
                <a class="button is-primary" href=row.to.clone()>
                    {crate::say!(lang, label)}
                </a>
            </p>
        </div>
    }
}

fn chapter(bridge: Bridge, all: &Shelf, chapter: &ChapterView) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let id = format!("chapter-{}", chapter.slug);
    let labelled_by = id.clone();
    let number = chapter.number.map(|number| {
        view! { <span class="chapter-number">{number.to_string()}</span> }
    });
    let done = (chapter.done > 0).then(|| {
        let of = chapter.rows.len();
        let said = crate::say!(lang, "chapter-done", done = chapter.done, of = of);
        view! { <span class="quiet">{said}</span> }
    });
    let inside = if chapter.is_of_myths() {
        let problems =
            |slug: &Slug| all.broken.get(slug).map(|list| broken(bridge, list).into_any());
        myths(bridge, &chapter.rows, &problems).into_any()
    } else {
        let rows = chapter.rows.iter().map(|one| row(bridge, all, one)).collect_view();
        view! { <ol>{rows}</ol> }.into_any()
    };
    view! {
        <section class="chapter" aria-labelledby=labelled_by data-chapter=chapter.slug.clone()>
            <h3 id=id>
                {number}
                <span class="chapter-name">{chapter.name.clone()}</span>
                {done}
            </h3>
            {inside}
        </section>
    }
}

fn row(bridge: Bridge, all: &Shelf, row: &Row) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let is_done = matches!(row.state, State::Done { .. });
    let is_begun = matches!(row.state, State::Begun { .. });
    let mark = if is_done { "✓".to_owned() } else { row.number.to_string() };
    view! {
        <li
            data-lesson=row.slug.to_string()
            class:is-done=is_done
            class:is-begun=is_begun
            class:is-next=row.is_next
        >
            <span class="lesson-number" aria-hidden="true">{mark}</span>
            <div>
                <a href=row.to.clone()>{row.title.clone()}</a>
                <p class="quiet">{about(lang, row)}</p>
                {all.broken.get(&row.slug).map(|problems| broken(bridge, problems))}
            </div>
        </li>
    }
}

/// How long it takes, how far one is, and what one should have done before.
fn about(lang: Lang, row: &Row) -> String {
    let mut parts = Vec::new();
    if !matches!(row.state, State::Done { .. }) {
        parts.push(crate::say!(lang, "lesson-minutes", minutes = row.minutes));
    }
    match row.state {
        State::New => {}
        State::Begun { done, of: Some(of) } => {
            parts.push(crate::say!(lang, "lesson-begun", done = done, of = of));
        }
        State::Begun { of: None, .. } => parts.push(crate::say!(lang, "lesson-begun-some")),
        State::Done { score } => {
            parts.push(format!("✓ {}", crate::say!(lang, "lesson-done")));
            parts.extend(score.map(|score| {
                crate::say!(lang, "lesson-points", points = score.points, of = score.of)
            }));
        }
    }
    if !row.after.is_empty() {
        let titles: Vec<String> = row
            .after
            .iter()
            .map(|title| crate::say!(lang, "lesson-quoted", title = title))
            .collect();
        let titles = titles.join(&crate::say!(lang, "list-comma"));
        parts.push(crate::say!(lang, "lesson-after", titles = titles));
    }
    parts.join(" · ")
}

/// A broken lesson, or a broken list, shows all its problems to its author, and hides nothing else.
fn broken(bridge: Bridge, problems: &[Problem]) -> impl IntoView + use<> {
    let line = |problem: &Problem| {
        let place = format!("{}: {}", problem.file, problem.place);
        view! { <li><code>{place}</code>": "{problem.message.clone()}</li> }
    };
    view! {
        <div class="broken">
            <p>
                <b>{bridge.text("lesson-broken")}</b>
            </p>
            <p>{bridge.text("lesson-broken-body")}</p>
            <ul>{problems.iter().map(line).collect_view()}</ul>
        </div>
    }
}

/// The lesson after this one, at its end.
pub(super) fn following(bridge: Bridge, lessons: Lessons, slug: &str) -> impl IntoView + use<> {
    lessons.with(|all| {
        let listed = all.as_ref()?.catalog.as_ref()?.after(slug)?;
        // One that is done already is not pressed on anybody.
        let is_done = matches!(state(&remembered(), &listed.slug), State::Done { .. });
        let title = bridge.lang().of(&listed.title).to_owned();
        let to = format!("#{}", Place::Lesson(listed.slug.clone()).fragment());
        let said = crate::say!(bridge.lang(), "lesson-next-lesson", title = title);
        let class = if is_done { "button" } else { "button is-primary" };
        Some(view! { <a class=class href=to>{said}</a> })
    })
}
