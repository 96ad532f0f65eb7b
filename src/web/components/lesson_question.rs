//! The question of a step: answer, then lock. Pointing at a choice points at it on the map.

use leptos::prelude::*;

use super::lesson::{View, ask, find, part};
use super::lesson_order::order;
use super::mark::mark;
use super::prose::prose;
use crate::app::intent::Intent;
use crate::app::selection::Selection;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::view::{AnswerView, ChoiceView, LessonView, NumberView, QuestionView};
use crate::engine::base::ids::NodeId;
use crate::engine::base::text::Slug;
use crate::lesson::format::{Answer, Style};
use crate::web::bridge::Bridge;

/// How a question is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Choose,
    Type,
    Order,
}

/// What of a choice stays as it is, whatever is chosen.
pub(super) type Fixed = (Slug, String, Option<NodeId>, Selection);

pub(super) fn question(bridge: Bridge, view: View, tab: RwSignal<&'static str>) -> impl IntoView {
    let fixed = part(view, |view| {
        let question = view.question.as_ref()?;
        let how = match question.answer {
            AnswerView::Choices(_) => How::Choose,
            AnswerView::Number(_) => How::Type,
            AnswerView::Order(_) => How::Order,
        };
        let choices = match how {
            How::Choose => question.choices().iter().map(fixed).collect::<Vec<_>>(),
            // Those have a place of their own, which changes.
            How::Type | How::Order => Vec::new(),
        };
        Some((view.number, question.style, question.text.clone(), question.target, how, choices))
    });
    let is_on_map = of_question(view, |question| question.is_on_map);
    move || {
        fixed.get().map(|(number, style, text, target, how, choices)| {
            let legend = match style {
                Style::Predict => "lesson-predict",
                Style::Explain => "lesson-explain",
                Style::Quiz => "lesson-quiz",
            };
            let answer = match how {
                How::Choose => {
                    let one = |parts| choice(bridge, view, number, parts);
                    choices.into_iter().map(one).collect_view().into_any()
                }
                How::Type => field(bridge, view).into_any(),
                How::Order => order(bridge, view).into_any(),
            };
            view! {
                <fieldset class="question">
                    <legend>{bridge.text(legend)}</legend>
                    <div class="prose">{prose(&text)}</div>
                    {find(bridge, tab, target)}
                    <Show when=move || is_on_map.get()>
                        <p class="quiet">{bridge.text("lesson-on-map")}</p>
                    </Show>
                    {answer}
                    {lock(bridge, view, style)}
                </fieldset>
            }
        })
    }
}

/// What of a choice stays as it is.
pub(super) fn fixed(one: &ChoiceView) -> Fixed {
    (one.slug.clone(), one.label.clone(), one.node, one.target)
}

/// A part of the question, as long as there is one.
pub(super) fn of_question<T>(
    view: View,
    take: impl Fn(&QuestionView) -> T + Send + Sync + 'static,
) -> Memo<T>
where
    T: PartialEq + Default + Send + Sync + 'static,
{
    part(view, move |view: &LessonView| view.question.as_ref().map(&take).unwrap_or_default())
}

fn choice(
    bridge: Bridge,
    view: View,
    number: usize,
    (slug, label, node, target): Fixed,
) -> impl IntoView {
    let name = format!("predict-{number}");
    let is_locked = of_question(view, |question| question.is_locked);
    let own = slug.clone();
    let is_chosen = of_question(view, move |question| {
        question.choices().iter().any(|choice| choice.slug == own && choice.is_chosen)
    });
    let (letter, label) = lettered(bridge, node, label);
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

/// The letter of a choice that is a node, and its name without it.
pub(super) fn lettered(
    bridge: Bridge,
    node: Option<NodeId>,
    label: String,
) -> (Option<crate::engine::base::letter::Letter>, String) {
    let letter = node.map(|node| bridge.with(|lab| lab.network().nodes[node].letter));
    let label = match (letter, label.split_once(" · ")) {
        (Some(_), Some((_, city))) => city.to_owned(),
        _ => label,
    };
    (letter, label)
}

/// A field for a number, with its unit; Enter locks it.
fn field(bridge: Bridge, view: View) -> impl IntoView {
    let number = move |take: fn(&NumberView) -> String| {
        of_question(view, move |question| match &question.answer {
            AnswerView::Number(number) => take(number),
            _ => String::new(),
        })
    };
    let text = number(|number| number.text.clone());
    let unit = number(|number| number.unit.clone());
    let problem = number(|number| number.problem.clone().unwrap_or_default());
    let is_locked = of_question(view, |question| question.is_locked);
    let is_bad = move || problem.with(|problem| !problem.is_empty());
    view! {
        <p class="number-field">
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                maxlength="40"
                data-act="number"
                aria-label=bridge.text("lesson-number")
                aria-describedby="lesson-number-unit lesson-number-problem"
                aria-invalid=move || is_bad().to_string()
                readonly=is_locked
                prop:value=text
                on:input=move |event| ask(bridge, LessonIntent::Write(event_target_value(&event)))
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.is_composing() {
                        event.prevent_default();
                        ask(bridge, LessonIntent::Lock);
                    }
                }
            />
            <span id="lesson-number-unit">{unit}</span>
        </p>
        <p id="lesson-number-problem" class="number-problem" role="alert">{problem}</p>
    }
}

fn lock(bridge: Bridge, view: View, style: Style) -> impl IntoView {
    let is_locked = of_question(view, |question| question.is_locked);
    let can_lock = of_question(view, |question| question.can_lock);
    let (label, locked) = match style {
        Style::Predict => ("lesson-lock", "lesson-locked"),
        Style::Explain | Style::Quiz => ("lesson-lock-answer", "lesson-answer-locked"),
    };
    view! {
        <Show
            when=move || !is_locked.get()
            fallback=move || {
                view! { <p class="quiet" role="status">{bridge.text(locked)}</p> }
            }
        >
            <button
                type="button"
                class="is-primary"
                data-act="lock"
                disabled=move || !can_lock.get()
                on:click=move |_| ask(bridge, LessonIntent::Lock)
            >
                {bridge.text(label)}
            </button>
        </Show>
    }
}
