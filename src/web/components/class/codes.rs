//! Where codes are handed over: a field to paste into, files to choose or to drop.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlInputElement;

use super::desk::{Desk, Told};
use crate::app::present::class::ClassView;
use crate::app::receipt::MAX_RECEIPTS;
use crate::app::receipt::codec::has_whole;
use crate::web::bridge::Bridge;
use crate::web::files::of_list;

/// The form, and what came of it so far.
pub(super) fn codes(bridge: Bridge, desk: Desk, view: Memo<ClassView>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let take = move || {
        let added = text.with_untracked(|text| desk.add(text));
        if added.new + added.again > 0 {
            text.set(String::new());
        }
    };
    // What was pasted is checked at once; who types is left in peace.
    let typed = move |event| {
        text.set(event_target_value(&event));
        if text.with_untracked(|text| has_whole(text)) {
            take();
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        let given = input.files().map(|list| of_list(&list)).unwrap_or_default();
        // The same file once more is to be a change, too.
        input.set_value("");
        spawn_local(desk.read(given));
    };
    view! {
        <section class="class-card" aria-labelledby="class-codes">
            <h2 id="class-codes">{bridge.text("class-codes")}</h2>
            <p>{bridge.text("class-codes-about")}</p>
            <p class="class-proof">{bridge.text("class-proof")}</p>
            <textarea
                id="class-text"
                rows="4"
                spellcheck="false"
                autocomplete="off"
                dir="ltr"
                aria-labelledby="class-codes"
                placeholder=bridge.text("class-paste")
                prop:value=text
                on:input=typed
            ></textarea>
            <p class="actions">
                <button
                    type="button"
                    class="is-primary"
                    data-act="class-check"
                    disabled=move || text.with(|text| text.trim().is_empty())
                    on:click=move |_| take()
                >
                    {bridge.text("class-check")}
                </button>
                <label class="button">
                    <input
                        type="file"
                        class="only-read"
                        multiple=true
                        data-act="class-files"
                        on:change=chosen
                    />
                    {bridge.text("class-files")}
                </label>
            </p>
            <div class="class-told" role="status">
                <p>{move || told(bridge, desk)}</p>
            </div>
            {progress(bridge, desk, view)}
        </section>
    }
}

/// What was found in what was handed over last.
fn told(bridge: Bridge, desk: Desk) -> Option<String> {
    let lang = bridge.lang();
    Some(match desk.told()? {
        Told::Unread(file) => crate::say!(lang, "class-unread", file = file),
        Told::Added(added) if added.too_many > 0 => {
            crate::say!(lang, "class-too-many", most = MAX_RECEIPTS)
        }
        Told::Added(added) if added.new + added.again == 0 => crate::say!(lang, "class-none"),
        Told::Added(added) => {
            crate::say!(lang, "class-added", new = added.new, again = added.again)
        }
    })
}

fn progress(bridge: Bridge, desk: Desk, view: Memo<ClassView>) -> impl IntoView {
    let said = move || {
        let (done, all) = desk.progress();
        (all > 0).then(|| crate::say!(bridge.lang(), "class-progress", done = done, all = all))
    };
    let counts = move || {
        let count = |(kind, words): (crate::app::receipt::verdict::Kind, String)| {
            view! { <li class=format!("verdict is-{}", kind.name())>{words}</li> }
        };
        view.get().counts.into_iter().map(count).collect_view()
    };
    view! {
        <Show when=move || { desk.progress().1 > 0 }>
            <div class="class-progress">
                <progress
                    aria-hidden="true"
                    class:is-over=move || !desk.is_running()
                    max=move || desk.progress().1.to_string()
                    value=move || desk.progress().0.to_string()
                ></progress>
                <p role="status" data-running=move || desk.is_running().to_string()>{said}</p>
                <ul class="class-counts">{counts}</ul>
            </div>
        </Show>
    }
}
