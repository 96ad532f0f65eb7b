//! The end of a lesson: what was said, what happened, how well it was done, and where to go.

use leptos::prelude::*;

use super::completion_code::completion_code;
use super::lesson::{View, ask, part};
use super::lesson_list::following;
use super::lesson_steps::variant_address;
use crate::app::place::Place;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::score::Mark;
use crate::app::tutor::view::{CardRow, CardView};
use crate::web::bridge::Bridge;
use crate::web::lessons::{self, Lessons};

/// The end, once one is there.
pub(super) fn end(bridge: Bridge, view: View, others: Lessons) -> impl IntoView {
    let is_over = part(view, |view| view.card.is_some());
    let slug = part(view, |view| view.slug.clone());
    let following = move || slug.with(|slug| following(bridge, others, slug));
    let variant = part(view, |view| {
        let variant = view.card.as_ref()?.variant.as_ref()?;
        Some(variant_address(&view.slug, variant))
    });
    let variant = move || {
        let to = variant.get()?;
        Some(view! { <a class="button" href=to data-act="card-try">{bridge.text("card-try")}</a> })
    };
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |before: Option<bool>| {
        let is_over = is_over.get();
        if before == Some(false) && is_over {
            // It is in the document a frame from now.
            request_animation_frame(move || {
                if let Some(heading) = heading.get_untracked() {
                    // Focus refused leaves it where it was.
                    let _ = heading.focus();
                    heading.scroll_into_view();
                }
            });
        }
        is_over
    });
    view! {
        <Show when=move || is_over.get()>
            <section class="call card" aria-labelledby="lesson-over">
                <h2 id="lesson-over" node_ref=heading tabindex="-1">
                    {bridge.text("lesson-complete")}
                </h2>
                {score(bridge, view)}
                // The way on stands above the list, which may be long.
                <p class="actions card-on">
                    {following}
                    <a
                        class="button"
                        href=format!("#{}", Place::default().fragment())
                        data-act="card-lessons"
                    >
                        {bridge.text("card-lessons")}
                    </a>
                </p>
                {result(bridge, view)}
                <div class="card-code">{completion_code(bridge)}</div>
                <p class="actions">
                    {variant}
                    <a class="button" href=format!("#{}", Place::default().fragment())>
                        {bridge.text("free-play")}
                    </a>
                    <button
                        type="button"
                        data-act="lesson-again"
                        on:click=move |_| {
                            ask(bridge, LessonIntent::StartOver(Some(lessons::fresh_seed(bridge))));
                        }
                    >
                        {bridge.text("lesson-again")}
                    </button>
                </p>
            </section>
        </Show>
    }
}

/// How well it was done, where something counts.
fn score(bridge: Bridge, view: View) -> impl IntoView {
    let card = part(view, |view| view.card.as_ref().map(|card| (card.score, card.percent)));
    move || {
        let (score, percent) = card.get().filter(|(score, _)| score.of > 0)?;
        let lang = bridge.lang();
        let percent = crate::say!(lang, "card-score", percent = percent);
        let about = crate::say!(lang, "card-score-about", points = score.points, of = score.of);
        Some(view! {
            <p class="card-score">
                <strong>{percent}</strong>
                <span>{about}</span>
            </p>
        })
    }
}

fn result(bridge: Bridge, view: View) -> impl IntoView {
    let card = part(view, |view| view.card.clone());
    move || card.get().map(|card| table(bridge, &card))
}

fn table(bridge: Bridge, card: &CardView) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let (right, all) = card.predicted;
    let predicted = (all > 0).then(|| crate::say!(lang, "lesson-score", right = right, all = all));
    view! {
        <p>{predicted} " " {card.helped.clone()}</p>
        <h3>{crate::say!(lang, "card-title")}</h3>
        <ol class="card-rows">
            {card.rows.iter().map(|one| row(bridge, one)).collect_view()}
        </ol>
    }
}

fn row(bridge: Bridge, row: &CardRow) -> impl IntoView + use<> {
    let sign = match row.mark {
        Mark::Done | Mark::Predicted { is_right: true } | Mark::Answered { is_right: true } => "✓",
        Mark::Predicted { is_right: false } | Mark::Answered { is_right: false } => "≠",
        Mark::Shown | Mark::Skipped | Mark::Open | Mark::Seen => "–",
    };
    let (points, of) = (row.score.points, row.score.of);
    let points = crate::say!(bridge.lang(), "card-points", points = points, of = of);
    view! {
        <li data-step=row.slug.to_string() data-mark=sign>
            <span class="card-sign" aria-hidden="true">{sign}</span>
            <span class="card-words">
                <b>{row.title.clone()}</b>
                <span>{row.said.clone()}</span>
            </span>
            <span class="card-points">{points}</span>
        </li>
    }
}
