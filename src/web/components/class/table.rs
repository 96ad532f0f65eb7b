//! The table of codes.

use leptos::prelude::*;

use crate::app::present::class::{ClassView, CodeRow, ResultRow};
use crate::app::receipt::verdict::Kind;
use crate::engine::base::text::Slug;
use crate::web::bridge::Bridge;

/// The columns of what came of it.
const COLUMNS: [&str; 7] = [
    "class-points",
    "class-minutes",
    "class-hints",
    "class-shown",
    "class-skipped",
    "class-open",
    "class-wrong",
];

/// The table, once there is a row.
pub(super) fn table(bridge: Bridge, view: Memo<ClassView>) -> impl IntoView {
    let has_rows = Memo::new(move |_| view.with(|view| !view.rows.is_empty()));
    let rows = move || view.with(|view| view.rows.clone());
    let head = move |id: &'static str| view! { <th scope="col">{bridge.text(id)}</th> };
    view! {
        <Show when=move || has_rows.get()>
            <section class="class-results" aria-labelledby="class-table">
                <h2 id="class-table">{bridge.text("class-table")}</h2>
                <table class="class-table">
                    <thead>
                        <tr>
                            <th scope="col">{bridge.text("class-student")}</th>
                            <th scope="col">{bridge.text("class-lesson")}</th>
                            <th scope="col">{bridge.text("class-found")}</th>
                            {COLUMNS.map(head).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=rows
                            key=|row| (row.number, row.found.clone(), row.lesson.clone())
                            children=move |row| line(bridge, row)
                        />
                    </tbody>
                </table>
            </section>
        </Show>
    }
}

fn line(bridge: Bridge, row: CodeRow) -> impl IntoView {
    let who = if row.student.is_empty() {
        view! { <span class="quiet">{bridge.text("class-nobody")}</span> }.into_any()
    } else {
        view! {
            <bdi>{row.student}</bdi>
            <span class="quiet class-of">{row.class}</span>
        }
        .into_any()
    };
    let is_good = row.kind == Kind::Verified;
    let rest = match row.result {
        Some(result) => counted(bridge, result).into_any(),
        None => view! { <td class="class-why" colspan="7">{row.why.clone()}</td> }.into_any(),
    };
    view! {
        <tr class:is-odd=!is_good data-verdict=row.kind.name()>
            <th scope="row">{who}</th>
            <td>{row.lesson}</td>
            <td>
                <span class=format!("verdict is-{}", row.kind.name())>{row.found}</span>
            </td>
            {rest}
        </tr>
    }
}

fn counted(bridge: Bridge, result: ResultRow) -> impl IntoView {
    let number = move |column: usize, text: String| {
        let label = bridge.text(COLUMNS[column]);
        view! { <td class="is-number" data-label=label>{text}</td> }
    };
    let wrong = result.wrong.iter().map(Slug::to_string).collect::<Vec<_>>();
    let wrong = if wrong.is_empty() { "–".to_owned() } else { wrong.join(", ") };
    view! {
        {number(0, result.score)}
        {number(1, result.minutes)}
        {number(2, result.hints)}
        {number(3, result.shown)}
        {number(4, result.skipped)}
        {number(5, result.open)}
        <td class="class-steps" data-label=bridge.text(COLUMNS[6])>{wrong}</td>
    }
}
