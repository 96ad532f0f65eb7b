//! A card above the page: what of the address or the memory could not be used, and where a shared
//! run was made. It can be closed, and nothing waits for it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::close_button::close_button;
use crate::app::place::Place;
use crate::app::warning::Warning;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;

/// What there is to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notice {
    /// What went otherwise than asked.
    pub warnings: Vec<Warning>,
    /// The lesson and step in which the shared run was made.
    pub lesson: Option<(Slug, Slug)>,
}

impl Notice {
    /// Adds warnings, each of them once.
    pub fn warn(&mut self, found: Vec<Warning>) {
        for warning in found {
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
    }
}

/// The card, while there is anything to tell.
pub(super) fn notice(bridge: Bridge, notice: RwSignal<Notice>) -> impl IntoView {
    let close = move || {
        notice.set(Notice::default());
        // The focus was on what is gone.
        if let Ok(Some(first)) = document().query_selector(".bar a")
            && let Some(first) = first.dyn_ref::<web_sys::HtmlElement>()
        {
            let _ = first.focus();
        }
    };
    let is_shown = Memo::new(move |_| notice.with(|notice| *notice != Notice::default()));
    move || is_shown.get().then(|| card(bridge, notice, close))
}

// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
fn card(bridge: Bridge, notice: RwSignal<Notice>, close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <section class="notice" role="alert">
            <div>{move || notice.with(|notice| words(bridge, notice))}</div>
            {close_button(bridge, "warning-close", close)}
        </section>
    }
}

fn words(bridge: Bridge, notice: &Notice) -> impl IntoView + use<> {
    let lang = bridge.lang();
    let is_stored = |warning: &Warning| matches!(warning, Warning::SetAside | Warning::NewerStored);
    let is_trial = |warning: &Warning| matches!(warning, Warning::OwnCopy { .. });
    let title = match notice.warnings.as_slice() {
        [] => None,
        all if all.iter().all(is_trial) => Some("trial-own-title"),
        all if all.iter().all(is_stored) => Some("warning-title-stored"),
        _ => Some("warning-title"),
    };
    let lines = notice.warnings.iter().map(|warning| {
        view! { <li>{warning.sentence(lang)}</li> }
    });
    let made_in = notice.lesson.clone().map(|(lesson, step)| {
        let to = format!("#{}/{step}", Place::Lesson(lesson).fragment());
        view! {
            <p>
                {crate::say!(lang, "notice-lesson")} " "
                <a href=to>{crate::say!(lang, "notice-lesson-open")}</a>
            </p>
        }
    });
    let list = (!notice.warnings.is_empty()).then(|| view! { <ul>{lines.collect_view()}</ul> });
    view! {
        {title.map(|title| view! { <h2>{crate::say!(lang, title)}</h2> })}
        {list}
        {made_in}
    }
}
