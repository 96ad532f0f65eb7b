//! The designs compared, a failure a frame, with what can be turned.

use leptos::prelude::*;

use super::NAMED;
use crate::app::changes::Aspect;
use crate::app::present::egress::comparison::{
    Bar, Chart, Knob, Table, Verdict, begin, own, table,
};
use crate::engine::sim::egress::compare::params::Params;
use crate::engine::sim::egress::compare::{Compared, Comparison};
use crate::web::bridge::Bridge;

/// A comparison under way, and what it has found.
#[derive(Clone, Copy)]
struct Run {
    now: StoredValue<Option<Comparison>, LocalStorage>,
    found: RwSignal<Option<Compared>, LocalStorage>,
    /// Failures that have been looked at, and how many there are.
    progress: RwSignal<(usize, usize)>,
    /// So that an old one ends when a new one begins.
    number: StoredValue<u32>,
}

/// The part of the bench.
pub(super) fn comparison(bridge: Bridge) -> impl IntoView {
    let run = Run {
        now: StoredValue::new_local(None),
        found: RwSignal::new_local(None),
        progress: RwSignal::new((0, 0)),
        number: StoredValue::new(0),
    };
    bridge.with(own).map(|own| {
        let params = RwSignal::new(own);
        let is_frozen = bridge.memo(&[Aspect::Lesson], crate::app::lab::Lab::is_frozen);
        let is_running = Memo::new(move |_| {
            let (done, all) = run.progress.get();
            done < all
        });
        view! {
            <p class="quiet">{bridge.text("compare-about")}</p>
            <div class="egress-knobs">
                {Knob::ALL.map(|it| knob(bridge, run, it, (own, params))).collect_view()}
                {ipv6(bridge, run, params)}
            </div>
            <button
                type="button"
                class="is-primary"
                data-act="compare"
                disabled=move || is_running.get() || is_frozen.get()
                on:click=move |_| run.begin(bridge, params.get_untracked())
            >
                {bridge.text("compare-begin")}
            </button>
            <Show when=move || is_running.get()>
                <progress
                    class="egress-progress"
                    max=move || run.progress.get().1.to_string()
                    prop:value=move || run.progress.get().0.to_string()
                    aria-label=bridge.text("compare-progress")
                ></progress>
            </Show>
            {move || shown(bridge, run)}
        }
    })
}

impl Run {
    fn begin(self, bridge: Bridge, params: Params) {
        let comparison = bridge.with(|lab| begin(lab, params));
        let progress = comparison.as_ref().map_or((0, 0), Comparison::progress);
        self.now.set_value(comparison);
        self.progress.set(progress);
        let number = self.number.get_value() + 1;
        self.number.set_value(number);
        self.go_on(number);
    }

    /// Another number: whatever was compared is so again.
    fn again(self, bridge: Bridge, params: Params) {
        if self.found.with_untracked(Option::is_some) {
            self.begin(bridge, params);
        }
    }

    /// Looks at one failure a frame.
    fn go_on(self, number: u32) {
        request_animation_frame(move || {
            if self.number.try_get_value() != Some(number) {
                return;
            }
            let more = self.now.try_update_value(|now| {
                let comparison = now.as_mut()?;
                let is_more = comparison.step();
                let compared = (!is_more).then(|| comparison.compared());
                Some((comparison.progress(), compared))
            });
            let Some(Some((progress, compared))) = more else { return };
            self.progress.set(progress);
            match compared {
                Some(compared) => self.found.set(Some(compared)),
                None => self.go_on(number),
            }
        });
    }
}

/// A slider over the values that something can have.
fn knob(
    bridge: Bridge,
    run: Run,
    (knob, key, words): (Knob, &'static str, &'static str),
    (own, params): (Params, RwSignal<Params>),
) -> impl IntoView {
    let values = StoredValue::new(knob.values(&own));
    let last = values.with_value(|all| all.len().saturating_sub(1));
    let place = move || {
        let value = knob.of(&params.get());
        values.with_value(|all| all.iter().position(|it| *it == value).unwrap_or(0))
    };
    let said = move || knob.said(knob.of(&params.get()));
    let turn = move |event| {
        let place: usize = event_target_value(&event).parse().unwrap_or_default();
        if let Some(value) = values.with_value(|all| all.get(place).copied()) {
            params.update(|params| *params = knob.set(*params, value));
        }
    };
    view! {
        <label>
            <span>{bridge.text(words)}</span>
            <input
                type="range"
                data-knob=key
                min="0"
                max=last.to_string()
                prop:value=move || place().to_string()
                aria-valuetext=said
                on:input=turn
                on:change=move |_| run.again(bridge, params.get_untracked())
            />
            <output>{said}</output>
        </label>
    }
}

fn ipv6(bridge: Bridge, run: Run, params: RwSignal<Params>) -> impl IntoView {
    let turn = move |event| {
        let is_ipv6 = event_target_checked(&event);
        params.update(|params| params.is_ipv6 = is_ipv6);
        run.again(bridge, params.get_untracked());
    };
    view! {
        <label class="egress-check">
            <input
                type="checkbox"
                data-knob="ipv6"
                prop:checked=move || params.get().is_ipv6
                on:change=turn
            />
            <span>{bridge.text("compare-ipv6")}</span>
        </label>
    }
}

fn shown(bridge: Bridge, run: Run) -> Option<impl IntoView> {
    for aspect in NAMED {
        bridge.track(*aspect);
    }
    let compared = run.found.get()?;
    let Table { verdicts: all, charts, words } = table(bridge.lang(), &compared);
    let line = |line: String| view! { <p>{line}</p> };
    Some(view! {
        {verdicts(bridge, all)}
        <div class="race-verdict" data-compare="words">
            {words.into_iter().map(line).collect_view()}
        </div>
        {charts.into_iter().map(chart).collect_view()}
    })
}

fn verdicts(bridge: Bridge, all: Vec<Verdict>) -> impl IntoView {
    let row = |it: Verdict| {
        let cell = |(word, is_good): (String, bool)| {
            view! { <td class:is-good=is_good>{word}</td> }
        };
        view! {
            <tr data-design=it.key>
                <th scope="row">{it.name}</th>
                {it.words.map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table class="twin egress-verdicts" data-compare="verdicts">
            <thead>
                <tr>
                    <th scope="col">{bridge.text("compare-design")}</th>
                    <th scope="col">{bridge.text("compare-cost")}</th>
                    <th scope="col">{bridge.text("compare-speed")}</th>
                    <th scope="col">{bridge.text("compare-reliability")}</th>
                </tr>
            </thead>
            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A figure of all designs, with a bar for each.
fn chart(it: Chart) -> impl IntoView {
    let bar = |bar: Bar| {
        let wide = format!("{:.1}%", bar.length * 100.0);
        view! {
            <tr>
                <th scope="row">{bar.name}</th>
                <td class="egress-value">
                    <span class="egress-length" aria-hidden="true">
                        <span style:inline-size=wide></span>
                    </span>
                </td>
                <td class="number">{bar.value}</td>
            </tr>
        }
    };
    view! {
        <table class="egress-chart" data-chart=it.key>
            <caption>{it.title}</caption>
            <tbody>{it.bars.into_iter().map(bar).collect_view()}</tbody>
        </table>
    }
}
