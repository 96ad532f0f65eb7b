//! What the last command cost, and how long it took: beside the log.

use leptos::prelude::*;

use crate::app::changes::Aspect;
use crate::app::intent::Intent;
use crate::app::present::lens::{
    CHART_HEIGHT, CHART_WIDTH, Chart, Explorer, Figure, LensPanel, WavePanel, lens as model,
};
use crate::app::selection::Selection;
use crate::web::bridge::Bridge;

/// What the panel follows.
const ASPECTS: &[Aspect] =
    &[Aspect::Sessions, Aspect::Ribs, Aspect::History, Aspect::Lesson, Aspect::Language];

/// Routers listed before more are asked for.
const LISTED: usize = 6;

/// The panel.
pub(super) fn lens(bridge: Bridge) -> impl IntoView {
    let panel = bridge.calm_memo(ASPECTS, model);
    let is_idle = Memo::new(move |_| panel.with(|panel| matches!(panel, LensPanel::Idle(_))));
    let idle = move || match panel.get() {
        LensPanel::Idle(sentence) => sentence,
        LensPanel::Wave(_) => String::new(),
    };
    // Between two commands the panel is empty for no time at all: the last wave stands in.
    let wave = Memo::new(move |before: Option<&Option<WavePanel>>| match panel.get() {
        LensPanel::Wave(wave) => Some(*wave),
        LensPanel::Idle(_) => before.cloned().flatten(),
    });
    view! {
        <section class="lens" aria-labelledby="lens-title">
            <h2 id="lens-title">{bridge.text("lens-title")}</h2>
            {move || {
                if is_idle.get() {
                    view! { <p class="quiet">{idle}</p> }.into_any()
                } else {
                    shown(bridge, wave).into_any()
                }
            }}
        </section>
    }
}

/// Each part changes by itself: what has the focus stays.
fn shown(bridge: Bridge, wave: Memo<Option<WavePanel>>) -> impl IntoView {
    fn part<T: PartialEq + Clone + Default + Send + Sync + 'static>(
        wave: Memo<Option<WavePanel>>,
        of: impl Fn(&WavePanel) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| wave.with(|wave| wave.as_ref().map(&of).unwrap_or_default()))
    }
    let subject = part(wave, |wave| wave.subject.clone());
    let figures = part(wave, |wave| wave.figures.clone());
    let verdict = part(wave, |wave| (wave.is_endless, wave.verdict.clone()));
    let chart = part(wave, |wave| wave.chart.clone());
    let explorers = part(wave, |wave| wave.explorers.clone());
    let figure = |Figure { label, value }: Figure| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <p class="quiet">{subject}</p>
        <dl class="figures">{move || figures.get().into_iter().map(figure).collect_view()}</dl>
        {move || chart.get().map(|chart| drawn(bridge, chart))}
        <p class="lens-verdict" class:is-endless=move || verdict.get().0>
            {move || verdict.get().1}
        </p>
        {listed(bridge, explorers)}
    }
}

fn drawn(bridge: Bridge, chart: Chart) -> impl IntoView {
    let area = format!("{}V{CHART_HEIGHT}H0Z", chart.line);
    // Half of the line's width on either side, so that no edge cuts it.
    let frame = format!("-2 -2 {} {}", CHART_WIDTH + 4, CHART_HEIGHT + 4);
    view! {
        <figure class="lens-chart">
            <figcaption>{bridge.text("lens-chart")}</figcaption>
            <div class="lens-plot">
                <span class="lens-top" aria-hidden="true">{chart.top}</span>
                <svg
                    viewBox=frame
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=chart.sentence.clone()
                >
                    <path class="lens-area" d=area></path>
                    <path class="lens-line" d=chart.line></path>
                </svg>
                <span class="lens-end" aria-hidden="true">{chart.end}</span>
            </div>
            <p class="quiet">{chart.sentence}</p>
        </figure>
    }
}

fn listed(bridge: Bridge, explorers: Memo<Vec<Explorer>>) -> impl IntoView {
    let lists_all = RwSignal::new(false);
    let count = Memo::new(move |_| explorers.with(Vec::len));
    let some = move || {
        let limit = if lists_all.get() { usize::MAX } else { LISTED };
        explorers.get().into_iter().take(limit).collect::<Vec<_>>()
    };
    let one = move |explorer: Explorer| {
        let select = Intent::Select(Selection::Router(explorer.router));
        view! {
            <li>
                <button type="button" on:click=move |_| bridge.send(select.clone())>
                    {explorer.name}
                </button>
                <meter min="0" max=explorer.most value=explorer.count aria-hidden="true"></meter>
                <span class="number">{explorer.paths}</span>
            </li>
        }
    };
    let key = |explorer: &Explorer| (explorer.router, explorer.count, explorer.most);
    let more = bridge.text("lens-all");
    view! {
        <Show when=move || 0 < count.get()>
            <h3>{bridge.text("lens-explored")}</h3>
        </Show>
        <ol class="lens-explorers">
            <For each=some key=move |explorer| (key(explorer), explorer.name.clone()) children=one/>
        </ol>
        <Show when=move || LISTED < count.get() && !lists_all.get()>
            <button type="button" class="more" on:click=move |_| lists_all.set(true)>
                {more} " (" {count} ")"
            </button>
        </Show>
    }
}
