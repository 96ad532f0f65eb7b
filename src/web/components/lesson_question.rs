//! The question of a step: choose, then lock. Pointing at a choice points at it on the map.

use leptos::prelude::*;

use super::lesson::{View, ask, part};
use super::mark::mark;
use super::prose::prose;
use crate::app::intent::Intent;
use crate::app::selection::Selection;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::view::ChoiceView;
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::lesson::format::Answer;
use crate::web::bridge::Bridge;

pub(super) fn question(bridge: Bridge, view: View) -> impl IntoView {
    let fixed = part(view, |view| {
        let question = view.question.as_ref()?;
        let fixed = |one: &ChoiceView| (one.slug.clone(), one.label.clone(), one.node, one.target);
        let choices = question.choices.iter().map(fixed).collect::<Vec<_>>();
        Some((view.number, question.text.clone(), choices))
    });
    move || {
        fixed.get().map(|(number, text, choices)| {
            let choices = choices.into_iter().map(|parts| choice(bridge, view, number, parts));
            view! {
                <fieldset class="question">
                    <legend>{bridge.text("lesson-predict")}</legend>
                    <div class="prose">{prose(&text)}</div>
                    {choices.collect_view()}
                    {lock(bridge, view)}
                </fieldset>
            }
        })
    }
}

fn choice(
    bridge: Bridge,
    view: View,
    number: usize,
    (slug, label, node, target): (Slug, String, Option<NodeId>, Selection),
) -> impl IntoView {
    let name = format!("predict-{number}");
    let is_locked = part(view, |view| view.question.as_ref().is_some_and(|one| one.is_locked));
    let own = slug.clone();
    let is_chosen = part(view, move |view| {
        let choices = view.question.iter().flat_map(|question| &question.choices);
        choices.into_iter().any(|choice| choice.slug == own && choice.is_chosen)
    });
    let letter = node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    // The letter stands in the mark already.
    let label = match (letter, label.split_once(" · ")) {
        (Some(_), Some((_, city))) => city.to_owned(),
        _ => label,
    };
    let point = move |at: Selection| bridge.send(Intent::Hover(at));
    view! {
        <label
            class="choice"
            class:is-chosen=is_chosen
            on:mouseenter=move |_| point(target)
            on:mouseleave=move |_| point(Selection::None)
        >
            <input
                type="radio"
                name=name
                value=slug.to_string()
                disabled=is_locked
                prop:checked=is_chosen
                on:change=move |_| ask(bridge, LessonIntent::Choose(Answer::Choice(slug.clone())))
            />
            {letter.map(|letter| mark(letter, false))}
            <span>{label}</span>
        </label>
    }
}

fn lock(bridge: Bridge, view: View) -> impl IntoView {
    let is_locked = part(view, |view| view.question.as_ref().is_some_and(|one| one.is_locked));
    let can_lock = part(view, |view| view.question.as_ref().is_some_and(|one| one.can_lock));
    view! {
        <Show
            when=move || !is_locked.get()
            fallback=move || {
                view! { <p class="quiet" role="status">{bridge.text("lesson-locked")}</p> }
            }
        >
            <button
                type="button"
                class="is-primary"
                data-act="lock"
                disabled=move || !can_lock.get()
                on:click=move |_| ask(bridge, LessonIntent::Lock)
            >
                {bridge.text("lesson-lock")}
            </button>
        </Show>
    }
}
