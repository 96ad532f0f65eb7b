//! Under the timeline, when asked for: the branches, the comparison, and the marks as a table.

use leptos::prelude::*;

use super::timeline::Beat;
use crate::app::intent::Intent;
use crate::app::present::branches::{BranchRow, Move, pin_card, rows};
use crate::app::present::marks::{Kind, Mark, marks};
use crate::app::travel::TimeIntent;
use crate::engine::base::time::Span;
use crate::web::bridge::Bridge;

/// All of it.
pub(super) fn more(bridge: Bridge, beat: Beat, is_open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="timeline-more" id="timeline-more">
            <Show when=move || is_open.get()>
                <div class="timeline-cards">
                    {branches(bridge, beat)} {comparison(bridge, beat)} {table(bridge, beat)}
                </div>
            </Show>
        </div>
    }
}

fn act(bridge: Bridge, label: &'static str, name: String, intent: TimeIntent) -> impl IntoView {
    view! {
        <button
            type="button"
            class="small"
            aria-label=name
            on:click=move |_| bridge.send(Intent::Time(intent))
        >
            {bridge.text(label)}
        </button>
    }
}

fn branches(bridge: Bridge, beat: Beat) -> impl IntoView {
    let all = beat.memo(bridge, rows);
    let named = move |id: &'static str, branch: &str| {
        bridge.with(|lab| match id {
            "switch" => crate::say!(lab.lang, "branch-switch-what", branch = branch),
            "compare" => crate::say!(lab.lang, "branch-compare-what", branch = branch),
            _ => crate::say!(lab.lang, "branch-remove-what", branch = branch),
        })
    };
    let one = move |row: BranchRow| {
        let (id, name) = (row.id, row.name.clone());
        let acts = if row.is_current {
            view! { <span class="quiet">{bridge.text("branch-current")}</span> }.into_any()
        } else {
            let switch = row.can_switch.then(|| {
                act(bridge, "branch-switch", named("switch", &name), TimeIntent::Switch(id))
            });
            view! {
                {switch}
                {act(bridge, "branch-compare", named("compare", &name), TimeIntent::Compare(id))}
                {act(bridge, "branch-remove", named("remove", &name), TimeIntent::Remove(id))}
            }
            .into_any()
        };
        view! {
            <li class:is-current=row.is_current aria-current=row.is_current.then_some("true")>
                <span class="branch-name">{row.name}</span>
                <span class="quiet">
                    {row.commands} " · " {bridge.text("branch-head")} " " {row.head}
                </span>
                <span class="actions">{acts}</span>
            </li>
        }
    };
    view! {
        <section class="branches" aria-labelledby="branches-title">
            <h2 id="branches-title">{bridge.text("branches-title")}</h2>
            <p class="quiet">{bridge.text("branches-about")}</p>
            <ul>{move || all.get().into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

fn comparison(bridge: Bridge, beat: Beat) -> impl IntoView {
    let card = beat.memo(bridge, pin_card);
    let moved = |group: Move| {
        view! {
            <li>
                <b>{group.words}</b>
                " "
                <span class="number">{group.count}</span>
                <span class="quiet">{group.clients}</span>
            </li>
        }
    };
    let shown = move || match card.get() {
        None => view! { <p class="quiet">{bridge.text("pin-about")}</p> }.into_any(),
        Some(card) => view! {
            <p>{card.sentence}</p>
            <ul class="moves">{card.moves.into_iter().map(moved).collect_view()}</ul>
            <p>{card.rerouted}</p>
            <p>{card.delay}</p>
        }
        .into_any(),
    };
    view! {
        <section class="differences" aria-labelledby="comparison-title">
            <h2 id="comparison-title">{bridge.text("pin-title")}</h2>
            {shown}
        </section>
    }
}

fn table(bridge: Bridge, beat: Beat) -> impl IntoView {
    let all = beat.memo(bridge, marks);
    let is_empty = move || all.with(Vec::is_empty);
    let go = move |label: &'static str, at: Span, mark: &Mark| {
        let text = bridge.text(label);
        let what = format!(", {}: {}", mark.time, mark.words);
        view! {
            <button
                type="button"
                class="small"
                aria-label=move || format!("{}{what}", text.get())
                on:click=move |_| bridge.send(Intent::Time(TimeIntent::Seek(at)))
            >
                {text}
            </button>
        }
    };
    let one = move |mark: Mark| {
        let before = (mark.kind == Kind::Command)
            .then(|| go("mark-go-before", mark.at - Span::from_us(1), &mark));
        view! {
            <tr>
                <td class="number">{mark.time.clone()}</td>
                <th scope="row">{mark.words.clone()}</th>
                <td class="act">{before} {go("mark-go", mark.at, &mark)}</td>
            </tr>
        }
    };
    view! {
        <section class="marks-table" aria-labelledby="marks-title">
            <h2 id="marks-title">{bridge.text("marks-title")}</h2>
            <Show when=is_empty>
                <p class="quiet">{bridge.text("marks-none")}</p>
            </Show>
            <Show when=move || !is_empty()>
                <table class="twin">
                    <thead>
                        <tr>
                            <th scope="col">{bridge.text("marks-time")}</th>
                            <th scope="col">{bridge.text("marks-what")}</th>
                            <th scope="col">
                                <span class="only-read">{bridge.text("mark-go")}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{move || all.get().into_iter().map(one).collect_view()}</tbody>
                </table>
            </Show>
        </section>
    }
}
