//! The worlds there are, each with its title and a sentence.

use leptos::prelude::*;

use crate::app::address::Address;
use crate::app::place::Place;
use crate::app::world_index::WorldEntry;
use crate::engine::net::validate::Problem;
use crate::web::bridge::Bridge;
use crate::web::location;
use crate::web::worlds::Worlds;

/// The list; nothing before it has come, or where there is none.
pub(super) fn world_list(bridge: Bridge, worlds: Worlds) -> impl IntoView {
    let list = move |entries: Vec<WorldEntry>| {
        (!entries.is_empty()).then(|| {
            view! {
                <nav class="worlds" aria-labelledby="worlds-title">
                    <h2 id="worlds-title">{bridge.text("worlds-title")}</h2>
                    <ul>{entries.into_iter().map(|entry| one(bridge, entry)).collect_view()}</ul>
                </nav>
            }
        })
    };
    move || match worlds.get() {
        None => None,
        Some(Ok(entries)) => list(entries).map(IntoAny::into_any),
        Some(Err(problems)) => Some(broken(bridge, &problems).into_any()),
    }
}

fn one(bridge: Bridge, entry: WorldEntry) -> impl IntoView {
    let place = Place::World(entry.slug.clone());
    let is_here =
        Address::of_fragment(&location::fragment()).is_some_and(|here| here.to.place == place);
    let (name, brief) = (entry.name, entry.brief);
    let mark = is_here.then(|| {
        view! { <span class="quiet">" · " {bridge.text("worlds-here")}</span> }
    });
    view! {
        <li data-world=entry.slug.to_string()>
            <a
                href=format!("#{}", place.fragment())
                aria-current=if is_here { "page" } else { "false" }
            >
                {move || bridge.lang().of(&name).to_owned()}
            </a>
            {mark}
            <p>{move || bridge.lang().of(&brief).to_owned()}</p>
        </li>
    }
}

/// A broken list shows all its problems to its author.
fn broken(bridge: Bridge, problems: &[Problem]) -> impl IntoView + use<> {
    let line = |problem: &Problem| {
        view! { <li><code>{problem.place.clone()}</code>": "{problem.message.clone()}</li> }
    };
    view! {
        <section class="worlds">
            <h2>{bridge.text("worlds-title")}</h2>
            <p><code>{"assets/scenarios/index.json"}</code></p>
            <ul>{problems.iter().map(line).collect_view()}</ul>
        </section>
    }
}
