//! The completion code of a lesson: made when it is asked for, by doing everything again.

use gloo_timers::future::TimeoutFuture;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::copying::copying;
use crate::app::receipt::check::Making;
use crate::app::receipt::codec::encode;
use crate::app::receipt::verdict::flaw_words;
use crate::engine::base::text::Slug;
use crate::lesson::audit::Flaw;
use crate::lesson::progress::Score;
use crate::web::bridge::Bridge;
use crate::web::files::save;
use crate::web::{lessons, pupil, receipts};

/// Events that are done again between two frames.
const SLICE: u64 = 4_000;

/// A code.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Code {
    text: String,
    lesson: Slug,
    /// What it says, and what the page says.
    scores: (Score, Score),
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoCode {
    /// It is a lesson that is tried.
    Tried,
    /// The lesson or its world did not come.
    NotThere,
    /// What was done cannot be done again.
    Flaw(Flaw),
    /// It would be too long.
    TooLong,
}

/// The button, and what comes of it.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn completion_code(bridge: Bridge) -> impl IntoView {
    let made = RwSignal::new(None::<Result<Code, NoCode>>);
    let is_making = RwSignal::new(false);
    let press = move |_| {
        is_making.set(true);
        spawn_local(async move {
            let result = make(bridge).await;
            made.try_set(result);
            is_making.try_set(false);
        });
    };
    let shown = move || {
        made.get().map(|made| match made {
            Ok(code) => shown(bridge, code).into_any(),
            Err(why) => view! { <p role="alert">{no_code(bridge, why)}</p> }.into_any(),
        })
    };
    view! {
        <h3>{bridge.text("code-title")}</h3>
        <p>{bridge.text("code-about")}</p>
        <Show when=move || !made.with(|made| matches!(made, Some(Ok(_))))>
            <p class="actions">
                <button
                    type="button"
                    data-act="code-make"
                    disabled=move || is_making.get()
                    on:click=press
                >
                    {bridge.text("code-make")}
                </button>
            </p>
        </Show>
        <div role="status">{shown}</div>
    }
}

fn shown(bridge: Bridge, code: Code) -> impl IntoView {
    let field: NodeRef<Textarea> = NodeRef::new();
    let by_hand = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    let text = code.text.clone();
    let (copy, told) = copying(bridge, move || text.clone(), by_hand);
    let (says, is) = code.scores;
    let differs = (says != is)
        .then(|| crate::say!(bridge.lang(), "code-differs", points = says.points, of = says.of));
    let (file, text) = (format!("{}.txt", code.lesson), code.text.clone());
    view! {
        <textarea
            class="code-text"
            rows="4"
            readonly=true
            dir="ltr"
            spellcheck="false"
            node_ref=field
            aria-label=bridge.text("code-title")
            prop:value=code.text
        ></textarea>
        <p class="actions">
            <button
                type="button"
                class="is-primary"
                data-act="code-copy"
                on:click=move |_| copy()
            >
                {bridge.text("code-copy")}
            </button>
            <button
                type="button"
                data-act="code-save"
                on:click=move |_| {
                    let _ = save(&file, &(text.clone() + "\n"));
                }
            >
                {bridge.text("code-save")}
            </button>
        </p>
        <p class="quiet">{told}</p>
        {differs.map(|said| view! { <p>{said}</p> })}
        <p class="quiet">{bridge.text("class-proof")}</p>
    }
}

/// Does everything again, a little a frame. Nothing, if the lesson is open no more.
async fn make(bridge: Bridge) -> Option<Result<Code, NoCode>> {
    let (lesson, trail, score) = bridge.try_with(|lab| {
        let tutor = lab.tutor.as_ref()?;
        Some((tutor.lesson().slug.clone(), tutor.trail(&lab.session)?, tutor.score()))
    })??;
    if lessons::lacks_of_tried(&lesson).is_some() {
        return Some(Err(NoCode::Tried));
    }
    let Some(material) = receipts::material(&lesson).await else {
        return Some(Err(NoCode::NotThere));
    };
    let mut making = Making::begin(&material, pupil::of(&lesson), trail);
    let made = loop {
        if let Some(made) = making.go_on(SLICE) {
            break made;
        }
        TimeoutFuture::new(0).await;
    };
    Some(match made {
        Err(stumble) => Err(NoCode::Flaw(stumble.flaw)),
        Ok(receipt) => {
            let scores = (receipt.score(), score);
            encode(&receipt).map(|text| Code { text, lesson, scores }).ok_or(NoCode::TooLong)
        }
    })
}

fn no_code(bridge: Bridge, why: NoCode) -> String {
    let lang = bridge.lang();
    match why {
        NoCode::Tried => crate::say!(lang, "code-no-tried"),
        NoCode::NotThere => crate::say!(lang, "code-no-lesson"),
        NoCode::TooLong => crate::say!(lang, "code-no-long"),
        NoCode::Flaw(flaw) => {
            crate::say!(lang, "code-no-flaw", why = flaw_words(flaw, lang))
        }
    }
}
