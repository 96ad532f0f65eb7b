//! From step to step: back, on, once more; a solution being shown; free play and the way back.

use leptos::html::{Div, Nav};
use leptos::prelude::*;
use web_sys::Element;

use super::lesson::{View, ask, part};
use crate::app::changes::Aspect;
use crate::app::lab::Lab;
use crate::app::place::Place;
use crate::app::tutor::LessonIntent;
use crate::app::tutor::view::demo;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::lessons;

pub(super) fn steps(bridge: Bridge, view: View, outcome: NodeRef<Div>) -> impl IntoView {
    let can_go_back = part(view, |view| view.can_go_back);
    let can_go_on = part(view, |view| view.can_go_on);
    let can_reset = part(view, |view| view.can_reset);
    let is_last = part(view, |view| view.is_last);
    let is_complete = part(view, |view| view.is_complete);
    let is_practice = part(view, |view| view.is_practice);
    let nav = NodeRef::<Nav>::new();
    let told =
        part(view, |view| (view.number, view.results.len() + usize::from(view.pass.is_some())));
    Effect::new(move |before: Option<(usize, usize)>| {
        let (number, told) = told.get();
        if before.is_some_and(|(at, before)| at == number && before < told) {
            request_animation_frame(move || show_what_is_told(outcome, nav));
        }
        (number, told)
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
            <Show when=move || !is_last.get() && !is_practice.get()>
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
            <Show when=move || is_last.get() && !is_complete.get() && !is_practice.get()>
                <button
                    type="button"
                    class="is-primary"
                    data-act="lesson-finish"
                    disabled=move || !can_go_on.get()
                    on:click=move |_| ask(bridge, LessonIntent::Next)
                >
                    {bridge.text("lesson-finish")}
                </button>
            </Show>
        </nav>
    }
}

/// What came of the step is said above the way on: both should be seen, and if there is no room for
/// both, what is said.
fn show_what_is_told(outcome: NodeRef<Div>, nav: NodeRef<Nav>) {
    let (Some(outcome), Some(nav)) = (outcome.get_untracked(), nav.get_untracked()) else { return };
    nav.scroll_into_view_with_bool(false);
    let top = |element: &Element| element.get_bounding_client_rect().top();
    // A selector of ours cannot be wrong.
    let panel = outcome.closest(".panel").ok().flatten();
    if panel.is_some_and(|panel| top(&outcome) < top(&panel)) {
        outcome.scroll_into_view();
    }
}

/// The solution that is being shown: which act it is, and how to end it.
pub(super) fn showing(bridge: Bridge) -> impl IntoView {
    let shown = bridge.memo(&[Aspect::Lesson, Aspect::Language], demo);
    let is_there = Memo::new(move |_| shown.with(Option::is_some));
    let is_by_hand =
        Memo::new(move |_| shown.with(|it| it.as_ref().is_some_and(|it| it.is_by_hand)));
    let said = move || shown.with(|it| it.as_ref().map(|it| it.said.clone()));
    view! {
        <div role="status">
            <Show when=move || is_there.get()>
                <p class="showing">{said}</p>
            </Show>
        </div>
        <Show when=move || is_there.get()>
            <p class="actions">
                <Show when=move || is_by_hand.get()>
                    <button
                        type="button"
                        class="small is-primary"
                        data-act="show-next"
                        on:click=move |_| ask(bridge, LessonIntent::ShowNext)
                    >
                        {bridge.text("lesson-showing-next")}
                    </button>
                </Show>
                <button
                    type="button"
                    class="small"
                    data-act="show-stop"
                    on:click=move |_| ask(bridge, LessonIntent::StopShowing)
                >
                    {bridge.text("lesson-showing-stop")}
                </button>
            </p>
        </Show>
    }
}

/// The address of a variant.
pub(super) fn variant_address(lesson: &str, (step, variant): &(Slug, Slug)) -> String {
    let lesson = Place::Lesson(lesson.into()).fragment();
    format!("#{lesson}/{step}?variant={variant}")
}

/// What else one may do in a lesson.
pub(super) fn more(bridge: Bridge, view: View) -> impl IntoView {
    let can_skip = part(view, |view| view.can_skip);
    let is_practice = part(view, |view| view.is_practice);
    let another = part(view, |view| {
        view.another.as_ref().map(|another| variant_address(&view.slug, another))
    });
    let can_play = bridge.memo(&[Aspect::Lesson], Lab::allows_free_play);
    let play = move || {
        let id = if can_play.get() { "lesson-play" } else { "lesson-play-off" };
        crate::say!(bridge.lang(), id)
    };
    let back = part(view, |view| {
        view.is_practice
            .then(|| format!("#{}", Place::Lesson(view.slug.as_str().into()).fragment()))
    });
    let link = move |to: String, act: &'static str, text: &'static str| {
        view! { <a class="button small" href=to data-act=act>{bridge.text(text)}</a> }
    };
    view! {
        <Show when=move || is_practice.get()>
            <p class="quiet">{bridge.text("lesson-practice-about")}</p>
        </Show>
        <div class="more" role="group" aria-label=bridge.text("lesson-more")>
            {move || another.get().map(|to| link(to, "another", "lesson-another"))}
            {move || back.get().map(|to| link(to, "practice-back", "lesson-practice-back"))}
            <Show when=move || can_skip.get()>
                <button
                    type="button"
                    class="link-button"
                    data-act="skip"
                    title=bridge.text("lesson-skip-about")
                    on:click=move |_| ask(bridge, LessonIntent::Skip)
                >
                    {bridge.text("lesson-skip")}
                </button>
            </Show>
            <button
                type="button"
                class="link-button"
                data-act="play-freely"
                disabled=move || !can_play.get()
                on:click=move |_| ask(bridge, LessonIntent::PlayFreely)
            >
                {play}
            </button>
            <Show when=move || !is_practice.get()>{start_over(bridge)}</Show>
        </div>
    }
}

/// To begin the lesson again, once one is sure.
fn start_over(bridge: Bridge) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let again = move |_| {
        is_asked.set(false);
        ask(bridge, LessonIntent::StartOver(Some(lessons::fresh_seed(bridge))));
    };
    view! {
        <Show
            when=move || is_asked.get()
            fallback=move || {
                view! {
                    <button
                        type="button"
                        class="link-button"
                        data-act="start-over"
                        on:click=move |_| is_asked.set(true)
                    >
                        {bridge.text("lesson-restart")}
                    </button>
                }
            }
        >
            <span class="sure" role="alert">{bridge.text("lesson-restart-sure")}</span>
            <button type="button" class="small" data-act="start-over-yes" on:click=again>
                {bridge.text("lesson-restart-yes")}
            </button>
            <button type="button" class="small" on:click=move |_| is_asked.set(false)>
                {bridge.text("lesson-restart-no")}
            </button>
        </Show>
    }
}

/// Free play in the middle of a lesson: where one is, and the way back.
pub(super) fn sandbox(bridge: Bridge) -> impl IntoView {
    let title = bridge.memo(&[Aspect::Lesson, Aspect::Language], |lab| {
        let tutor = lab.parked.as_ref().map(|parked| parked.tutor());
        tutor.map(|tutor| tutor.view(lab.network(), lab.lang).title).unwrap_or_default()
    });
    let heading = NodeRef::<leptos::html::H1>::new();
    heading.on_load(|heading| {
        // Focus refused leaves it where it was.
        request_animation_frame(move || drop(heading.focus()));
    });
    view! {
        <p class="lesson-place">{title}</p>
        <h1 node_ref=heading tabindex="-1">{bridge.text("sandbox-title")}</h1>
        <p>{bridge.text("sandbox-about")}</p>
        <p class="actions">
            <button
                type="button"
                class="is-primary"
                data-act="back-to-lesson"
                on:click=move |_| ask(bridge, LessonIntent::BackToLesson)
            >
                {bridge.text("sandbox-back")}
            </button>
        </p>
    }
}
