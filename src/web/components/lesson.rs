//! The lesson in the left rail. Every part hangs on its own view model, so that a goal that comes
//! true does not take the focus from a button elsewhere.

use leptos::prelude::*;

use super::lesson_list::following;
use super::lesson_question::question;
use super::prose::prose;
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::place::Place;
use crate::app::selection::Selection;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::view::{GoalView, LessonView, ResultView};
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
    let text = part(view, |view| view.text.clone());
    view! {
        {head(bridge, view)}
        <div class="prose">{move || text.with(|blocks| prose(blocks))}</div>
        {question(bridge, view)}
        {goals(bridge, view, tab)}
        {hints(bridge, view)}
        {outcome(bridge, view)}
        {steps(bridge, view)}
        {end(bridge, view, others)}
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
fn head(bridge: Bridge, view: View) -> impl IntoView {
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
    let said = move || {
        let (number, count) = place.get();
        crate::say!(bridge.lang(), "lesson-step", number = number, count = count)
    };
    view! {
        <p class="lesson-place">
            <span>{said}</span>
            <progress
                aria-hidden="true"
                max=move || place.get().1.to_string()
                value=move || place.get().0.to_string()
            ></progress>
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
        let show = (!target.is_none()).then(|| {
            view! {
                <button
                    type="button"
                    class="small"
                    on:click=move |_| {
                    bridge.send(Intent::Select(target));
                    // On a small screen its card is under another tab.
                    tab.set("routes");
                }
                >
                    {bridge.text("lesson-show")}
                </button>
            }
        });
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

fn hints(bridge: Bridge, view: View) -> impl IntoView {
    let given = part(view, |view| view.hints.clone());
    let left = part(view, |view| view.hints_left);
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
fn outcome(bridge: Bridge, view: View) -> impl IntoView {
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
        <div role="status" class="outcome">
            {move || results.with(|all| all.iter().map(result).collect_view())}
            {move || pass.with(|pass| pass.as_deref().map(praise))}
        </div>
    }
}

fn steps(bridge: Bridge, view: View) -> impl IntoView {
    let can_go_back = part(view, |view| view.can_go_back);
    let can_go_on = part(view, |view| view.can_go_on);
    let can_reset = part(view, |view| view.can_reset);
    let is_last = part(view, |view| view.is_last);
    let is_complete = part(view, |view| view.is_complete);
    // What was achieved is said above these: both should be seen.
    let nav = NodeRef::<leptos::html::Nav>::new();
    let is_told = part(view, |view| view.pass.is_some());
    Effect::new(move |before: Option<bool>| {
        let is_told = is_told.get();
        if before == Some(false)
            && is_told
            && let Some(nav) = nav.get_untracked()
        {
            nav.scroll_into_view_with_bool(false);
        }
        is_told
    });
    let button = move |label: &'static str, intent: LessonIntent| {
        let act = label;
        view! {
            <button type="button" data-act=act on:click=move |_| ask(bridge, intent.clone())>
                {bridge.text(label)}
            </button>
        }
    };
    view! {
        <nav node_ref=nav class="steps" aria-label=bridge.text("tab-lesson")>
            <Show when=move || can_go_back.get()>{button("lesson-back", LessonIntent::Back)}</Show>
            <Show when=move || can_reset.get()>
                {button("lesson-reset", LessonIntent::ResetStep)}
            </Show>
            <Show when=move || !is_last.get()>
                <button
                    type="button"
                    class="is-primary"
                    data-act="lesson-next"
                    disabled=move || !can_go_on.get()
                    on:click=move |_| ask(bridge, LessonIntent::Next)
                >
                    {bridge.text("lesson-next")}
                </button>
            </Show>
            <Show when=move || is_last.get() && !is_complete.get()>
                <button
                    type="button"
                    class="is-primary"
                    data-act="lesson-finish"
                    on:click=move |_| ask(bridge, LessonIntent::Next)
                >
                    {bridge.text("lesson-finish")}
                </button>
            </Show>
        </nav>
    }
}

/// The end: what was predicted right, and where to go.
fn end(bridge: Bridge, view: View, others: Lessons) -> impl IntoView {
    let is_over = part(view, |view| view.is_last && view.is_complete);
    let score = part(view, |view| view.score);
    let slug = part(view, |view| view.slug.clone());
    let following = move || slug.with(|slug| following(bridge, others, slug));
    let scored = move || {
        let (right, all) = score.get().filter(|(_, all)| *all > 0)?;
        Some(crate::say!(bridge.lang(), "lesson-score", right = right, all = all))
    };
    view! {
        <Show when=move || is_over.get()>
            <section class="call" role="status">
                <h2>{bridge.text("lesson-complete")}</h2>
                <p>{scored}</p>
                <p class="actions">
                    {following}
                    <a class="button" href=format!("#{}", Place::default().fragment())>
                        {bridge.text("free-play")}
                    </a>
                    <button
                        type="button"
                        data-act="lesson-again"
                        on:click=move |_| ask(bridge, LessonIntent::StartOver)
                    >
                        {bridge.text("lesson-again")}
                    </button>
                </p>
            </section>
        </Show>
    }
}
