//! What is wrong, in place of the map, and the way back.

use leptos::prelude::*;

use crate::app::i18n::Lang;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::engine::net::validate::Problem;
use crate::web::fetch::{FetchProblem, MAX_BYTES};

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The fragment names no place.
    NoPlace(String),
    /// A file did not come.
    NoFile { file: String, name: String, why: FetchProblem },
    /// A file is wrong.
    BadFile { file: String, problems: Vec<Problem> },
}

impl Trouble {
    /// A lesson cannot be played.
    pub(super) fn of_lesson(slug: &Slug, problems: Vec<crate::lesson::problem::Problem>) -> Self {
        let problem = |one: crate::lesson::problem::Problem| {
            Problem::new(&format!("{}: {}", one.file, one.place), one.message)
        };
        let problems = problems.into_iter().map(problem).collect();
        Self::BadFile { file: format!("lessons/{slug}"), problems }
    }
}

/// The card.
// A function of its own, so that it comes with the rest of the program.
#[inline(never)]
pub(super) fn problem_card(lang: Lang, trouble: Trouble) -> impl IntoView {
    let (file, lines) = match trouble {
        Trouble::NoPlace(fragment) => {
            (None, vec![(None, crate::say!(lang, "problem-link", fragment = fragment))])
        }
        Trouble::NoFile { file, name, why } => {
            let said = match why {
                FetchProblem::NotFound => crate::say!(lang, "problem-not-found", name = name),
                FetchProblem::TooLarge => {
                    crate::say!(lang, "problem-too-large", limit = MAX_BYTES / 1024)
                }
                FetchProblem::Failed(why) => crate::say!(lang, "problem-fetch", why = why),
            };
            (Some(file), vec![(None, said)])
        }
        Trouble::BadFile { file, problems } => {
            let whole = || crate::say!(lang, "problem-place-whole");
            let line = |problem: Problem| {
                let is_whole = problem.place.is_empty() || problem.place == "file";
                let place = if is_whole { whole() } else { problem.place };
                (Some(place), problem.message)
            };
            (Some(file), problems.into_iter().map(line).collect())
        }
    };
    let line = |(place, message): (Option<String>, String)| {
        view! {
            <li>
                {place.map(|place| view! { <code>{place}</code> ": " })}
                {message}
            </li>
        }
    };
    let home = format!("#{}", Place::default().fragment());
    view! {
        <main>
            <div class="problem" role="alert">
                <h1>{crate::say!(lang, "problem-title")}</h1>
                {file.map(|file| view! { <p>{crate::say!(lang, "problem-file", file = file)}</p> })}
                <ul>{lines.into_iter().map(line).collect_view()}</ul>
                <p>
                    <a class="button is-primary" href=home>
                        {crate::say!(lang, "problem-home")}
                    </a>
                </p>
            </div>
        </main>
    }
}
