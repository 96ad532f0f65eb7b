//! The geofeed, to be read, taken along and written; and where an address is, by four who should
//! know.

use std::net::IpAddr;

use leptos::html::Textarea;
use leptos::prelude::*;

use super::pick::pick;
use super::{FOLLOWED, GIVEN, Looked, NAMED};
use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::egress::addresses::of_tag;
use crate::app::present::egress::feed::{Feed, as_link, feed as model_of, problems, publish};
use crate::app::present::egress::tags;
use crate::app::present::egress::whereabouts::{Answer, answers};
use crate::web::bridge::Bridge;
use crate::web::components::copying::copying;
use crate::web::components::part::part;

const SHOWN: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Language];

/// The part of the bench.
pub(super) fn feed(bridge: Bridge, looked: Looked) -> impl IntoView {
    view! {
        {whereabouts(bridge, looked)}
        {written(bridge)}
    }
}

/// Where is this address?
fn whereabouts(bridge: Bridge, looked: Looked) -> impl IntoView {
    let all_tags = bridge.memo(NAMED, tags);
    let there: &[Aspect] = &[Aspect::Topology, Aspect::History, Aspect::Language];
    let all = bridge.memo(there, move |lab| of_tag(lab, looked.tag.get()));
    // The address that is asked about may have another tag than the one that is looked at now.
    let asked = Memo::new(move |_| {
        let is_there = |address: &IpAddr| all.with(|all| all.iter().any(|(it, _)| it == address));
        let first = || all.with(|all| all.first().map(|(address, _)| *address));
        looked.address.get().filter(is_there).or_else(first)
    });
    let entries = move || {
        let all = all.get().into_iter();
        all.map(|(address, name)| (Some(address), name)).collect::<Vec<_>>()
    };
    Effect::new(move |_| {
        if looked.address.get_untracked() != asked.get() {
            looked.address.set(asked.get());
        }
    });
    let one = |it: Answer| {
        view! {
            <dt>
                {it.who}
                <small>{it.about}</small>
            </dt>
            <dd data-answer=it.key>{it.said}</dd>
        }
    };
    let said = move || {
        asked.get().map(|address| {
            let model = bridge.calm_memo(FOLLOWED, move |lab| answers(lab, address));
            view! {
                <dl class="egress-answers">
                    {move || model.get().into_iter().map(one).collect_view()}
                </dl>
            }
        })
    };
    view! {
        <h3>{bridge.text("where-title")}</h3>
        <div class="console-order">
            {pick("where-tag", bridge.text("egress-tag"), move || all_tags.get(), looked.tag)}
            {pick("where-address", bridge.text("where-address"), entries, looked.address)}
        </div>
        {said}
        <p class="quiet">{bridge.text("where-note")}</p>
    }
}

/// The geofeed's text.
fn written(bridge: Bridge) -> impl IntoView {
    let model = bridge.calm_memo(SHOWN, model_of);
    let facts = part(model, |model| model.facts.clone());
    let published = part(model, |model| model.text.clone());
    let field: NodeRef<Textarea> = NodeRef::new();
    // What somebody writes; absent: what is published.
    let draft = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| draft.get().unwrap_or_else(|| published.get()));
    let wrong = Memo::new(move |_| {
        let _ = bridge.lang();
        draft.get().map(|text| bridge.with(|lab| problems(lab, &text))).unwrap_or_default()
    });
    let is_allowed = bridge.memo(GIVEN, |lab| lab.allows(&publish("")));
    let is_ready = move || draft.with(Option::is_some) && is_allowed.get();
    let send = move |_| {
        // What is wrong stays, to be mended; and the log says it, too.
        bridge.send(Intent::Do(publish(&text.get_untracked())));
        if wrong.with_untracked(Vec::is_empty) {
            draft.set(None);
        }
    };
    let line = |line: String| view! { <p>{line}</p> };
    let entry = |line: String| view! { <li>{line}</li> };
    let refused = move || {
        let wrong = wrong.get();
        (!wrong.is_empty()).then(|| {
            view! {
                <p>{bridge.text("feed-refused")}</p>
                <ul>{wrong.into_iter().map(entry).collect_view()}</ul>
            }
        })
    };
    view! {
        <h3>{bridge.text("feed-title")}</h3>
        <p class="quiet">{bridge.text("feed-about")}</p>
        <div data-egress="feed">{move || facts.get().into_iter().map(line).collect_view()}</div>
        <textarea
            node_ref=field
            class="egress-feed"
            rows="8"
            spellcheck="false"
            autocapitalize="none"
            dir="ltr"
            aria-label=bridge.text("feed-text")
            prop:value=move || text.get()
            on:input=move |event| draft.set(Some(event_target_value(&event)))
        ></textarea>
        <div class="egress-problems" role="status" data-egress="problems">{refused}</div>
        <div class="actions">
            <button
                type="button"
                class="is-primary"
                data-act="publish"
                disabled=move || !is_ready()
                on:click=send
            >
                {bridge.text("feed-publish")}
            </button>
            {drafts(bridge, model, draft)}
        </div>
        <p class="quiet">{bridge.text("feed-publish-about")}</p>
        {taken_along(bridge, text, field)}
    }
}

/// Back to what is published, or to what the table says.
fn drafts(
    bridge: Bridge,
    model: ReadSignal<Feed>,
    draft: RwSignal<Option<String>>,
) -> impl IntoView {
    let is_edited = part(model, |model| model.is_edited);
    let of_table = move |_| draft.set(Some(model.with_untracked(|model| model.of_table.clone())));
    view! {
        <button
            type="button"
            data-act="reset-feed"
            disabled=move || draft.with(Option::is_none)
            on:click=move |_| draft.set(None)
        >
            {bridge.text("feed-reset")}
        </button>
        <Show when=move || is_edited.get()>
            <button type="button" data-act="feed-of-table" on:click=of_table>
                {bridge.text("feed-of-table")}
            </button>
        </Show>
    }
}

/// Copied, or saved as a file.
fn taken_along(bridge: Bridge, text: Memo<String>, field: NodeRef<Textarea>) -> impl IntoView {
    let by_hand = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    let (copy, told) = copying(bridge, move || text.get_untracked(), by_hand);
    view! {
        <div class="actions">
            <button type="button" class="small" data-act="copy-feed" on:click=move |_| copy()>
                {bridge.text("feed-copy")}
            </button>
            <a
                class="button small"
                data-act="save-feed"
                download="geofeed.csv"
                href=move || as_link(&text.get())
            >
                {bridge.text("feed-save")}
            </a>
        </div>
        <p class="quiet" role="status">{told}</p>
    }
}
