//! The switch "how would another vendor's router choose?", and its answer.

use leptos::prelude::*;

use crate::app::intent::Intent;
use crate::app::present::profile::{Choice, Comparison};
use crate::web::bridge::Bridge;

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

/// What would differ, and why.
pub(super) fn comparison(answer: Comparison) -> impl IntoView {
    let habits = answer.habits.into_iter();
    let habits = habits.map(|habit| view! { <p class="quiet">{habit}</p> }).collect_view();
    view! {
        <div class="comparison" class:is-other=answer.differs role="status">
            <p>
                <b>{answer.outcome}</b>
            </p>
            {answer.because.map(|because| view! { <p>{because}</p> })}
            {habits}
            <p class="quiet">{answer.evidence}</p>
        </div>
    }
}
