//! Who does a lesson for a class: asked before it is opened, and told while it is done.

use leptos::prelude::*;

use crate::app::i18n::Lang;
use crate::app::receipt::class::{MAX_NAME, Name};
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::components::trial::Trials;
use crate::web::pupil;

/// The question, in place of the map.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(in crate::web::components) fn question(
    lang: Lang,
    class: &Name,
    trials: Trials,
) -> impl IntoView + use<> {
    let typed = RwSignal::new(String::new());
    let is_told = RwSignal::new(false);
    let name = move || Name::new(&typed.get());
    let problem = move || name().err().filter(|_| is_told.get()).map(|why| why.sentence(lang));
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match name() {
            Ok(name) => {
                pupil::call(&name);
                trials.again.update(|again| *again = again.wrapping_add(1));
            }
            Err(_) => is_told.set(true),
        }
    };
    view! {
        <main lang=lang.html_tag()>
            <form class="problem who" on:submit=go>
                <h1>{crate::say!(lang, "who-title", class = class.as_str())}</h1>
                <p>{crate::say!(lang, "who-about")}</p>
                <label>
                    <span>{crate::say!(lang, "who-name")}</span>
                    <input
                        type="text"
                        id="who-name"
                        autocomplete="name"
                        autofocus=true
                        maxlength=4 * MAX_NAME
                        aria-invalid=move || problem().is_some().to_string()
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                <p class="field-problem" role="status">{problem}</p>
                <p>
                    <button type="submit" class="is-primary" data-act="who-begin">
                        {crate::say!(lang, "who-begin")}
                    </button>
                </p>
            </form>
        </main>
    }
}

/// Who is doing it, and for which class; nothing, if it is for none.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(in crate::web::components) fn badge(bridge: Bridge, lesson: &Slug) -> impl IntoView + use<> {
    let pupil = pupil::of(lesson)?;
    let trials = use_context::<Trials>();
    let seed = pupil.seed(lesson).to_string();
    let (class, student) = (pupil.class.to_string(), pupil.student.to_string());
    let about = move || crate::say!(bridge.lang(), "who-seed", seed = seed.as_str());
    let other = move |_| {
        pupil::forget();
        if let Some(trials) = trials {
            trials.again.update(|again| *again = again.wrapping_add(1));
        }
    };
    Some(view! {
        <p class="who-badge">
            <span><bdi>{class}</bdi>" · "<b><bdi>{student}</bdi></b></span>
            <span class="quiet">{about}</span>
            <button type="button" class="link-button" data-act="who-other" on:click=other>
                {bridge.text("who-other")}
            </button>
        </p>
    })
}
