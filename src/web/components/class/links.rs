//! Links for a class: who opens one has a seed of their own.

use leptos::html::Input;
use leptos::prelude::*;

use crate::app::present::class::{Group, choices};
use crate::app::receipt::class::{MAX_NAME, Name, link};
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;
use crate::web::components::copying::copying;
use crate::web::lessons::Lessons;
use crate::web::location;

/// The form that makes them.
pub(super) fn links(bridge: Bridge, lessons: Lessons) -> impl IntoView {
    let lesson = RwSignal::new(String::new());
    let class = RwSignal::new(String::new());
    let name = Memo::new(move |_| Name::new(&class.get()));
    let options = move || {
        lessons.with(|shelf| {
            let catalog = shelf.as_ref()?.catalog.as_ref()?;
            if lesson.get_untracked().is_empty()
                && let Some((_, first)) = catalog.lessons().next()
            {
                lesson.set(first.slug.to_string());
            }
            let groups = choices(catalog, bridge.lang()).into_iter();
            Some(groups.map(|it| group(it, lesson)).collect_view())
        })
    };
    let problem = move || {
        let problem = name.get().err()?;
        (!class.with(String::is_empty)).then(|| problem.sentence(bridge.lang()))
    };
    let is_nameless = move || class.with(String::is_empty);
    let made = move || {
        let (name, lesson) = (name.get().ok()?, lesson.get());
        let to = (!lesson.is_empty()).then(|| link(&lesson.as_str().into(), &name))?;
        Some(made(bridge, location::absolute(&to)))
    };
    view! {
        <section class="class-card" aria-labelledby="class-links">
            <h2 id="class-links">{bridge.text("class-links")}</h2>
            <p>{bridge.text("class-links-about")}</p>
            <div class="class-fields">
                <label>
                    <span>{bridge.text("class-lesson")}</span>
                    <select
                        id="class-lesson"
                        on:change=move |event| lesson.set(event_target_value(&event))
                    >
                        {options}
                    </select>
                </label>
                <label>
                    <span>{bridge.text("class-name")}</span>
                    <input
                        type="text"
                        id="class-name"
                        autocomplete="off"
                        maxlength=4 * MAX_NAME
                        prop:value=class
                        on:input=move |event| class.set(event_target_value(&event))
                    />
                </label>
            </div>
            <p class="field-problem" role="status">{problem}</p>
            <Show when=is_nameless>
                <p class="quiet" data-class="soon">{bridge.text("class-link-soon")}</p>
            </Show>
            {made}
        </section>
    }
}

/// The lessons of a chapter, in the list.
fn group(group: Group, chosen: RwSignal<String>) -> impl IntoView {
    let option = |(slug, title): (Slug, String)| {
        let value = slug.to_string();
        let is_chosen = move || chosen.with(|chosen| *chosen == slug.as_str());
        view! { <option value=value prop:selected=is_chosen>{title}</option> }
    };
    let options = group.lessons.into_iter().map(option).collect_view();
    view! { <optgroup label=group.name>{options}</optgroup> }
}

/// The link, to be copied.
fn made(bridge: Bridge, address: String) -> impl IntoView {
    let field: NodeRef<Input> = NodeRef::new();
    let text = address.clone();
    let by_hand = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    let (copy, told) = copying(bridge, move || text.clone(), by_hand);
    view! {
        <div class="share-link">
            <input
                type="text"
                id="class-link"
                readonly=true
                dir="ltr"
                spellcheck="false"
                node_ref=field
                aria-label=bridge.text("class-link")
                prop:value=address
            />
            <button type="button" class="is-primary" on:click=move |_| copy()>
                {bridge.text("share-copy")}
            </button>
        </div>
        <p class="quiet" role="status">{told}</p>
    }
}
