//! How each step went, and both tables as files.

use leptos::prelude::*;

use super::desk::Desk;
use crate::app::present::class::{ClassView, LessonRates, StepRow};
use crate::app::receipt::csv;
use crate::web::bridge::Bridge;
use crate::web::files::save;

/// The rates, and the buttons.
pub(super) fn rates(bridge: Bridge, desk: Desk, view: Memo<ClassView>) -> impl IntoView {
    let has_rows = Memo::new(move |_| view.with(|view| !view.rows.is_empty()));
    let all = move || {
        let lessons = view.with(|view| view.lessons.clone());
        lessons.into_iter().map(|one| lesson(bridge, one)).collect_view()
    };
    let save_codes = move |_| {
        let lang = bridge.lang();
        let _ = save("codes.csv", &desk.with_roll(|roll| csv::codes(roll.entries(), lang)));
    };
    let save_steps = move |_| {
        let _ = save("steps.csv", &csv::steps(&desk.rates()));
    };
    view! {
        <Show when=move || has_rows.get()>
            <p class="actions class-actions">
                <button type="button" class="is-primary" data-act="class-csv" on:click=save_codes>
                    {bridge.text("class-csv")}
                </button>
                <button type="button" data-act="class-steps-csv" on:click=save_steps>
                    {bridge.text("class-steps-csv")}
                </button>
                <button type="button" data-act="class-clear" on:click=move |_| desk.clear()>
                    {bridge.text("class-clear")}
                </button>
            </p>
            {all}
        </Show>
    }
}

fn lesson(bridge: Bridge, rates: LessonRates) -> impl IntoView {
    let said = crate::say!(bridge.lang(), "class-rates", lesson = rates.title, count = rates.codes);
    view! {
        <section class="class-rates">
            <h2>{said}</h2>
            <ul>{rates.steps.into_iter().map(step).collect_view()}</ul>
            <p class="quiet class-key">
                <span class="key is-wrong">{bridge.text("class-key-wrong")}</span>
                <span class="key is-shown">{bridge.text("class-key-shown")}</span>
                <span class="key is-left">{bridge.text("class-key-left")}</span>
                <span class="key is-good">{bridge.text("class-key-good")}</span>
            </p>
        </section>
    }
}

fn step(row: StepRow) -> impl IntoView {
    let piece = |(part, from, length): (crate::app::present::class::Part, usize, usize)| {
        view! { <rect class=part.name() x=from width=length height="10" /> }
    };
    view! {
        <li>
            <a href=row.to>{row.step.to_string()}</a>
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                {row.bar.into_iter().map(piece).collect_view()}
            </svg>
            <b>{row.percent}</b>
            <span class="quiet">{row.about}</span>
        </li>
    }
}
