//! The lesson in the left rail. Every part hangs on its own view model, so that a goal that comes
//! true does not take the focus from a button elsewhere.

use leptos::html::Div;
use leptos::prelude::*;

use super::class::who::badge;
use super::lesson_card::end;
use super::lesson_question::question;
use super::lesson_steps::{more, sandbox, showing, steps};
use super::prose::prose;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::selection::Selection;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::view::{GoalView, LessonView, ResultView};
use crate::engine::base::text::Slug;
use crate::lesson::format::Style;
use crate::lesson::prose::node::Block;
use crate::web::bridge::Bridge;
use crate::web::lessons::Lessons;

/// The view of the lesson that is open, and its parts.
pub(super) type View = Memo<LessonView>;

/// The card of the lesson that is open.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn lesson(
    bridge: Bridge,
    others: Lessons,
    tab: RwSignal<&'static str>,
) -> impl IntoView {
    let view: View = bridge.memo(&[Aspect::Lesson, Aspect::Language], |lab| {
        lab.tutor.as_ref().map(|tutor| tutor.view(lab.network(), lab.lang)).unwrap_or_default()
    });
    let is_parked = bridge.memo(&[Aspect::Lesson], |lab| lab.parked.is_some());
    // Who comes back, by the keyboard, is to stand at the beginning of the step.
    let is_back = RwSignal::new(false);
    Effect::new(move |was: Option<bool>| {
        let is = is_parked.get();
        is_back.set(was == Some(true) && !is);
        is
    });
    view! {
        <Show when=move || !is_parked.get() fallback=move || sandbox(bridge)>
            {step(bridge, view, tab, is_back)}
            {end(bridge, view, others)}
        </Show>
    }
}

/// The step that is shown.
fn step(
    bridge: Bridge,
    view: View,
    tab: RwSignal<&'static str>,
    is_back: RwSignal<bool>,
) -> impl IntoView {
    let text = part(view, |view| view.text.clone());
    let told = NodeRef::<Div>::new();
    let slug: Slug = view.with_untracked(|view| view.slug.as_str().into());
    view! {
        {badge(bridge, &slug)}
        {head(bridge, view, is_back)}
        <div class="prose">{move || text.with(|blocks| prose(blocks))}</div>
        {question(bridge, view, tab)}
        {goals(bridge, view, tab)}
        {hints(bridge, view)}
        {showing(bridge)}
        {outcome(bridge, view, told)}
        {steps(bridge, view, told)}
        {more(bridge, view)}
    }
}

/// A part of the view, by itself.
pub(super) fn part<T>(
    view: View,
    take: impl Fn(&LessonView) -> T + Send + Sync + 'static,
) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| view.with(&take))
}

/// A lesson intent, sent.
pub(super) fn ask(bridge: Bridge, intent: LessonIntent) {
    bridge.send(Intent::Lesson(intent));
}

/// Where one is. After a step the focus goes to its title, for those who hear the page.
fn head(bridge: Bridge, view: View, is_back: RwSignal<bool>) -> impl IntoView {
    let place = part(view, |view| (view.number, view.count));
    let title = part(view, |view| view.step_title.clone());
    let heading = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |before: Option<usize>| {
        let (number, _) = place.get();
        if before.is_some_and(|before| before != number)
            && let Some(heading) = heading.get_untracked()
        {
            // Focus refused leaves it where it was.
            let _ = heading.focus();
            heading.scroll_into_view();
        }
        number
    });
    heading.on_load(move |heading| {
        request_animation_frame(move || {
            if is_back.try_get_untracked() == Some(true) {
                // Focus refused leaves it where it was.
                let _ = heading.focus();
            }
        });
    });
    let is_practice = part(view, |view| view.is_practice);
    let said = move || {
        let (number, count) = place.get();
        if is_practice.get() {
            crate::say!(bridge.lang(), "lesson-practice")
        } else {
            crate::say!(bridge.lang(), "lesson-step", number = number, count = count)
        }
    };
    view! {
        <p class="lesson-place">
            <span>{said}</span>
            <Show when=move || !is_practice.get()>
                <progress
                    aria-hidden="true"
                    max=move || place.get().1.to_string()
                    value=move || place.get().0.to_string()
                ></progress>
            </Show>
        </p>
        <h1 node_ref=heading tabindex="-1">{title}</h1>
    }
}

fn goals(bridge: Bridge, view: View, tab: RwSignal<&'static str>) -> impl IntoView {
    let list = part(view, |view| {
        let fixed = |goal: &GoalView| (goal.slug.clone(), goal.text.clone(), goal.target);
        view.goals.iter().map(fixed).collect::<Vec<_>>()
    });
    let one = move |n: usize, text: Vec<Block>, target: Selection| {
        let holds = part(view, move |view| view.goals.get(n).is_some_and(|goal| goal.holds));
        let not_yet = part(view, move |view| view.goals.get(n)?.not_yet.clone());
        let state = move || {
            let id = if holds.get() { "lesson-goal-met" } else { "lesson-goal-open" };
            crate::say!(bridge.lang(), id)
        };
        let show = find(bridge, tab, target);
        view! {
            <li class:is-met=holds>
                <span class="goal-mark" aria-hidden="true">
                    {move || if holds.get() { "✓" } else { "○" }}
                </span>
                <div class="goal-text prose">
                    <span class="only-read">{state}": "</span>
                    {prose(&text)}
                    <div class="not-yet">
                        {move || not_yet.with(|blocks| blocks.as_deref().map(prose))}
                    </div>
                </div>
                {show}
            </li>
        }
    };
    move || {
        let list = list.get();
        (!list.is_empty()).then(|| {
            let rows = list.into_iter().enumerate();
            let rows = rows.map(|(n, (_, text, target))| one(n, text, target)).collect_view();
            view! {
                <section class="goals">
                    <h2>{bridge.text("lesson-goals")}</h2>
                    <ul>{rows}</ul>
                </section>
            }
        })
    }
}

/// The button that selects what is meant; none for what is nowhere.
pub(super) fn find(
    bridge: Bridge,
    tab: RwSignal<&'static str>,
    target: Selection,
) -> impl IntoView {
    (!target.is_none()).then(|| {
        view! {
            <button
                type="button"
                class="small"
                data-act="find"
                on:click=move |_| {
                    bridge.send(Intent::Select(target));
                    // On a small screen its card is under another tab.
                    tab.set("routes");
                }
            >
                {bridge.text("lesson-show")}
            </button>
        }
    })
}

fn hints(bridge: Bridge, view: View) -> impl IntoView {
    let given = part(view, |view| view.hints.clone());
    let left = part(view, |view| view.hints_left);
    let is_showing = bridge.memo(&[Aspect::Lesson], |lab| lab.demo.is_some());
    let can_show = part(view, |view| view.can_show);
    let can_show = Memo::new(move |_| can_show.get() && !is_showing.get());
    let list = move || {
        let given = given.get();
        (!given.is_empty()).then(|| {
            let hint = |hint: &Vec<Block>| view! { <li class="prose">{prose(hint)}</li> };
            view! {
                <ol class="hints" aria-label=bridge.text("lesson-hints")>
                    {given.iter().map(hint).collect_view()}
                </ol>
            }
        })
    };
    view! {
        <div role="status">{list}</div>
        <Show when=move || { left.get() == 0 && can_show.get() }>
            <p class="actions">
                <button
                    type="button"
                    class="small"
                    data-act="show-me"
                    aria-describedby="lesson-solve-about"
                    on:click=move |_| ask(bridge, LessonIntent::ShowMe)
                >
                    {bridge.text("lesson-solve")}
                </button>
                <span id="lesson-solve-about" class="quiet">
                    {bridge.text("lesson-solve-about")}
                </span>
            </p>
        </Show>
        <Show when=move || { left.get() > 0 }>
            <button
                type="button"
                class="small"
                data-act="hint"
                on:click=move |_| ask(bridge, LessonIntent::Hint)
            >
                {move || crate::say!(bridge.lang(), "lesson-hint", left = left.get())}
            </button>
        </Show>
    }
}

/// What came of it: the predictions against what happened, and the words at the end of the step.
fn outcome(bridge: Bridge, view: View, told: NodeRef<Div>) -> impl IntoView {
    let results = part(view, |view| view.results.clone());
    let pass = part(view, |view| view.pass.clone());
    let praise = |pass: &[Block]| view! { <div class="pass prose">{prose(pass)}</div> };
    let result = move |result: &ResultView| {
        let (title, answer) = match (result.style, result.is_right) {
            (Style::Predict, true) => ("lesson-right", "lesson-happened"),
            (Style::Predict, false) => ("lesson-wrong", "lesson-happened"),
            (_, true) => ("lesson-answer-right", "lesson-answer-is"),
            (_, false) => ("lesson-answer-wrong", "lesson-answer-is"),
        };
        let mark = if result.is_right { "✓" } else { "≠" };
        view! {
            <section class="result" class:is-right=result.is_right>
                <h2><span aria-hidden="true">{mark}" "</span>{bridge.text(title)}</h2>
                <dl>
                    <dt>{bridge.text("lesson-predicted")}</dt>
                    <dd>{result.predicted.clone()}</dd>
                    <dt>{bridge.text(answer)}</dt>
                    <dd>{result.happened.clone()}</dd>
                </dl>
                <div class="prose">{prose(&result.text)}</div>
            </section>
        }
    };
    view! {
        <div node_ref=told role="status" class="outcome">
            {move || results.with(|all| all.iter().map(result).collect_view())}
            {move || pass.with(|pass| pass.as_deref().map(praise))}
        </div>
    }
}
