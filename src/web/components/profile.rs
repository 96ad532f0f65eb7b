//! The switch "how would another vendor's router choose?", and its answer.

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::profile::{Choice, Comparison};
use crate::engine::bgp::profile::ProfileName;
use crate::web::bridge::Bridge;

/// Room left around the answer when it is scrolled to, in pixels.
const ROOM: f64 = 12.0;

/// The switch.
pub(super) fn profile_switch(bridge: Bridge, choices: &[Choice]) -> impl IntoView + use<> {
    let buttons = choices.iter().map(|choice| button(bridge, choice)).collect_view();
    view! {
        <fieldset class="profiles">
            <legend>{bridge.text("profile-title")}</legend>
            <div>{buttons}</div>
        </fieldset>
    }
}

fn button(bridge: Bridge, choice: &Choice) -> impl IntoView + use<> {
    let asked = (!choice.is_own).then_some(choice.name);
    let own = choice.is_own.then(|| {
        view! { <span class="only-read">" ("{bridge.text("profile-yours")}")"</span> }
    });
    let title =
        if choice.is_own { crate::say!(bridge.lang(), "profile-yours") } else { String::new() };
    view! {
        <button
            type="button"
            class="small"
            title=title
            data-profile=choice.name.as_str()
            aria-pressed=choice.is_asked.to_string()
            on:click=move |_| bridge.send(Intent::AskAs(asked))
        >
            {choice.label}
            {own}
        </button>
    }
}

/// Brings the answer into view when another vendor is asked: on a phone it begins below the fold.
pub(super) fn show_answers(bridge: Bridge) {
    let asked = bridge.memo(&[Aspect::Inspection], |lab| lab.inspection.profile);
    Effect::new(move |before: Option<Option<ProfileName>>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(show_answer);
        }
        now
    });
}

/// Scrolls as little as shows who would win and by which rule, and never past the switch.
fn show_answer() {
    let element = |selector: &str| document().query_selector(selector).ok().flatten();
    let (panel, switch) = (element(".inspect"), element(".profiles"));
    let (Some(panel), Some(switch)) = (panel, switch) else { return };
    let Some(answer) = element(".comparison-answer") else { return };
    let frame = panel.get_bounding_client_rect();
    let hidden = answer.get_bounding_client_rect().bottom() + ROOM - frame.bottom();
    let above = switch.get_bounding_client_rect().top() - ROOM - frame.top();
    let by = libm::ceil(hidden.min(above));
    if by > 0.0 {
        panel.scroll_by_with_x_and_y(0.0, by);
    }
}

/// What would differ, and why.
pub(super) fn comparison(answer: Comparison) -> impl IntoView {
    let habits = answer.habits.into_iter();
    let habits = habits.map(|habit| view! { <p class="quiet">{habit}</p> }).collect_view();
    view! {
        <div class="comparison" class:is-other=answer.differs role="status">
            <div class="comparison-answer">
                <p>
                    <b>{answer.outcome}</b>
                </p>
                {answer.because.map(|because| view! { <p>{because}</p> })}
            </div>
            {habits}
            <p class="quiet">{answer.evidence}</p>
        </div>
    }
}
