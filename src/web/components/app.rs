//! The root: finds the place, fetches its world, shows the lab or what is wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problem_card::{Trouble, problem_card};
use super::stage::stage;
use crate::app::DEFAULT_SEED;
use crate::app::lab::Lab;
use crate::app::place::Place;
use crate::engine::base::text::Slug;
use crate::engine::sim::setup::Setup;
use crate::web::bridge::Bridge;
use crate::web::{fetch, language, location};

/// How far the page has come.
#[derive(Clone)]
enum Loaded {
    /// The world is on its way.
    Not,
    /// It is here.
    Lab(Box<Lab>),
    /// It could not be had.
    Trouble(Trouble),
}

/// The whole page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let fragment = location::watch();
    let loaded = RwSignal::new_local(Loaded::Not);
    let place = Memo::new(move |_| Place::of_fragment(&fragment.get()));
    Effect::new(move |_| match place.get() {
        Some(place) => {
            loaded.set(Loaded::Not);
            spawn_local(async move {
                let result = open(&place).await;
                // The learner may have gone elsewhere meanwhile.
                if Place::of_fragment(&location::fragment()) == Some(place) {
                    loaded.set(result);
                }
            });
        }
        None => loaded.set(Loaded::Trouble(Trouble::NoPlace(fragment.get_untracked()))),
    });
    move || match loaded.get() {
        Loaded::Not => {
            let lang = language::initial();
            language::declare(lang);
            view! { <p class="loading" role="status">{crate::say!(lang, "loading")}</p> }.into_any()
        }
        Loaded::Trouble(trouble) => {
            let lang = language::initial();
            language::declare(lang);
            problem_card(lang, trouble).into_any()
        }
        Loaded::Lab(lab) => running(*lab).into_any(),
    }
}

fn running(lab: Lab) -> impl IntoView {
    let bridge = Bridge::new(lab);
    Effect::new(move |_| language::declare(bridge.lang()));
    stage(bridge, bridge.text("free-play"))
}

async fn open(place: &Place) -> Loaded {
    let world: Slug = match place {
        Place::World(slug) => slug.clone(),
        Place::Lesson(_) => crate::app::place::DEFAULT_WORLD.into(),
    };
    let file = format!("assets/scenarios/{world}.json");
    let text = match fetch::text(&file).await {
        Ok(text) => text,
        Err(why) => {
            return Loaded::Trouble(Trouble::NoFile { file, name: world.to_string(), why });
        }
    };
    match Setup::from_json(&text) {
        Ok(setup) => Loaded::Lab(Box::new(Lab::open(setup, DEFAULT_SEED, language::initial()))),
        Err(problems) => Loaded::Trouble(Trouble::BadFile { file, problems }),
    }
}
